# Members in service: reporting in, the list, the yearly summary.
enrol-ask-employer = Where do you work? At most { $length } characters.
enrol-ask-able = What can you do? Electrics, hairdressing … or press the button.
enrol-ask-hours = About how many hours a month can you give? A number, at most { $most }.
enrol-no-skill = none
enrol-draft = Employer: { $employer }
    Skills: { $able }
    { $hours } h a month
enrol-preview = { $draft }
    Write "report in" when it is right, or press the button. Only the committee sees it.
button-enrol-publish = Report in
button-enrol-edit-employer = Employer
button-enrol-edit-able = Skills
button-enrol-edit-hours = Hours
enrol-cancel = cancel
enrol-gone = You are registered no more; no summary goes to your employer.
enrol-none = You were not registered.
enrolled = Registered. Welcome home! "/teams", "/loveday" and "/hours" are for you.
enrolled-none = Nobody has reported in yet.
enrolled-list = { $n } have reported in:
    { $rows }
enrolled-row = { $employer } ({ $n }): { $people }
enrolled-person = { $name } { $hours } h/month{ $can }
enrolled-can = {" "}({ $skills })
year = In { $year } you served { $n } times, { $hours } hours. Thank you!
year-ask = In { $year } you served { $n } times, { $hours } hours. Thank you!
    Shall the committee tell "{ $employer }"? Only times and hours, and only if you press "Tell them".
button-year-yes = Tell them
button-year-no = No
year-agreed = Good: your times and hours of { $year } are passed on. Press "No" to change that.
year-kept = Good: { $year } stays here.
employers = { $year } by employer (only those who agreed):
    { $rows }
employers-row = { $employer }: { $n } reported in, { $agreed } agreed. { $people }
employers-person = { $name } { $n } times { $hours } h
refused-enrol-form-gone = This form was handed in or cancelled. "/enrol" begins anew.
refused-enrol-form-past = That question was answered; see the newest.
refused-enrol-preview = Write "report in" when it is right, press what to change, or "/cancel".
refused-enrol-employer = 1 to { $length } characters, please.
refused-enrol-skills = Any of these: { $known }? Otherwise write "none".
refused-enrol-hours = A number from 0 to { $most }, please.
refused-usage-enrol = In private: "/enrol", or "/enrol EMPLOYER".
refused-usage-enrolled = In private: "/enrolled".
refused-usage-myyear = "/myyear YEAR", please.
refused-usage-employers = "/employers YEAR", please.
help-enrol = /enrol – members in service report in where they live
help-enrolled = /enrolled – who reported in (employers 2026)
help-myyear = /myyear – what I served in a year
menu-enrol = report in where you live
menu-enrolled = who reported in
menu-myyear = my year of service
menu-employers = the year by employer
act-enrolled = reported in
act-year-agreed = agreed to tell the employer
act-year-kept = kept from the employer
kept-employer = Employer: { $words }
