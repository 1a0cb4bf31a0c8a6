# /hours: hours of service are corrected.
hours-corrected = Noted: { $who } { $minutes } minutes, { $total } in all. Reason: { $words }
hours-corrected-you = Your service was corrected by { $minutes } minutes, { $total } in all.
    Reason: { $words }
    If in doubt ask the secretary.
refused-usage-correcthours = Please give name, minutes and reason, e.g. “/hours 阿强 30 helped with the stretcher”; to take away “/hours 阿强 -30 pressed by mistake”.
refused-hours-below = { $who } has { $n } minutes in all; so much cannot be taken away.
help-correcthours = /hours 阿强 30 reason – correct a helper's hours of service (minutes)
menu-correcthours = Correct hours of service
service = Your service: { $year } hours this year, { $ever } in all. The last:
    { $rows }
service-row = { $day } { $what } { $n } h
service-none = No service yet. For the next Love Day say “爱心日”.
service-job = helper
service-correction = correction
help-hours = 我的服务 — your hours of service
menu-hours = your hours of service
export-sheet-hours = Service
export-sheet-people = By person
export-name = Name
export-day = Day
export-begin = From
export-end = To
export-what = Service
export-minutes = Minutes
export-lines = Times
export-service-hours = Hours
