# On and off duty, skills.
skill-water_power = water and power
skill-woodwork = woodwork
skill-locks = locks
skill-appliances = appliances
skill-devices = phones and computers
skill-lifting = lifting
skill-mediation = mediation
skill-company = company
skill-paperwork = paperwork
skill-haircut = haircuts
skill-first_aid = first aid

duty-on = You are on duty; I ask you in private when something fits. You can do: { $skills }
    Send “/offduty” to rest.
duty-on-until = You are on duty until { $until }. You can do: { $skills }
duty-off = You are off duty, thank you. { $some ->
        [no] {""}
       *[yes] You still have { $n } in hand; see “/jobs”.
    }
skills-list = You can do: { $skills }
    Change it: /skills locks, mediation
    Known: { $known }
skills-none = nothing yet
skills-set = Noted. You can do: { $skills }
skills-set-for = Noted. { $who } can do: { $skills }
skills-set-told = Your skills are noted as: { $skills }. “/skills” changes them.

cap-set = Noted: at most { $n } jobs in your hands; then you are asked no more.
cap-set-for = Noted: { $who } has at most { $n } jobs in hand.
cap-set-told = You have at most { $n } jobs in hand now. To change it: /cap number.
refused-usage-cap = Please give a number from 1 to 10, e.g. /cap 2; for somebody else /cap 阿强 2.
refused-off-already = You are off duty already.
refused-skill-unknown = I don't know “{ $said }”. Known: { $known }.
refused-usage-onduty = Please write “/onduty”, or until when, e.g. “/onduty until 22:00”.
refused-usage-setskills = Please reply to the helper's words in the group: “/setskills locks, woodwork”.

help-onduty = /onduty — jobs can reach me; also “/onduty until 22:00”
help-offduty = /offduty — no more jobs for now
help-skills = /skills locks, mediation — what I can do
help-setskills = /setskills locks — in reply to a helper: what they can do
help-cap = /cap 2 – how many jobs at once
menu-cap = How many jobs at once
menu-onduty = On duty
menu-offduty = Off duty
menu-skills = My skills
menu-setskills = A helper's skills
