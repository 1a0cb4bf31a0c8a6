# /hours: hours of service are corrected.
hours-corrected = Noted: { $who } { $minutes } minutes, { $total } in all. Reason: { $words }
hours-corrected-you = Your service was corrected by { $minutes } minutes, { $total } in all.
    Reason: { $words }
    If in doubt ask the secretary.
refused-usage-hours = Please give name, minutes and reason, e.g. “/hours 阿强 30 helped with the stretcher”; to take away “/hours 阿强 -30 pressed by mistake”.
refused-hours-below = { $who } has { $n } minutes in all; so much cannot be taken away.
help-hours = /hours 阿强 30 reason – correct a helper's hours of service (minutes)
menu-hours = Correct hours of service
