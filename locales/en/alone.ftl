# Elders living alone: said in private only.
alone-on = Noted: an elder lives alone at { $home }. Two helpers go there together from now on, and only they learn the door.
alone-off = The mark of { $home } is gone.
alone-list = Elders living alone:
    { $homes }
alone-none = No elder living alone is noted. To note one: “/alone 2号楼1单元301”.
refused-alone-elsewhere = That household is not yours to look after; its building leader or the community can note it.
refused-usage-alone = Please give the door, e.g. “/alone 2号楼1单元301”; add “off” to remove the mark.
help-alone = /alone 2号楼1单元301 — an elder lives alone; two go there
menu-alone = Elders living alone
