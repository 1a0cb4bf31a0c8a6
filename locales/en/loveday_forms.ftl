# A new Love Day, step by step.
loveday-ask-place = Where? Press one, or write a building. “取消” drops it.
loveday-ask-title = What is it called? At most { $length } characters.
loveday-ask-day = Which day? “每月25号” or “每周六”; the 31st is the last day of a short month.
loveday-ask-time = From when to when? Such as “8:30-11:30”.
loveday-ask-stations = Which stations? One a line, at most { $most }, like this:
    Footbath 5人 square 带water
    Hair 2人 square 技能理发 带clippers
    Doctor 3人 9:00-10:30 hall lead李姐 book20
loveday-ask-held = How often was it held before? Give a number, or since when, such as “2022-9”; 0 if it is the first.
loveday-offer = the 25th
loveday-none = the first time
loveday-monthly = day { $day } of every month
loveday-weekly = every { $day }
loveday-draft = { $title } ({ $place }) · { $day } { $begin }–{ $end }
    { $stations }
    held { $held } times before
loveday-preview = { $draft }
    Once published the next one goes to the groups; people press a station to sign up. Say “publish” or press the button.
button-loveday-publish = Publish
button-loveday-edit-place = Place
button-loveday-edit-title = Name
button-loveday-edit-day = Day
button-loveday-edit-time = Time
button-loveday-edit-stations = Stations
button-loveday-edit-held = Times held
loveday-published = { $title } is set (plan { $number }); the next { $n } are in the groups, the others come by themselves.
    To move it “爱心改期 { $number } 9月27日 typhoon”, to cancel one “爱心取消 { $number } reason”, to change its stations “爱心摊位 { $number }”, to end it “爱心停办 { $number }”.
refused-loveday-place = I find no such place where you may do this; press one, or write a building.
refused-loveday-title = At most { $length } characters, please.
refused-loveday-day = Please write “每月25号” (1 to 31) or “每周六”.
refused-loveday-time = Please give both hours, such as “8:30-11:30”; the end comes after the beginning.
refused-loveday-hours = "{ $stand }" says { $hours }, which is not within the day's { $begin }–{ $end }. Please change the station or the hours.
refused-loveday-stations = I cannot read this station: “{ $line }”. One a line, such as “Hair 2人 square 技能理发”, no name twice, at most { $most }.
refused-loveday-held = Please give a number from 0 to { $most }, or since when, such as “2022-9”.
refused-loveday-preview = “publish” sets it; to change something press a button; “取消” drops it.
refused-loveday-form-gone = This was published or dropped; say “新爱心日” to begin anew.
refused-loveday-form-past = That was answered already; please see the last question.
help-newloveday = 新爱心日 — set a Love Day: which day, when, which stations
menu-newloveday = set a Love Day
refused-loveday-lead = "{ $who }", to lead "{ $stand }", is not known here.
refused-loveday-lead-several = Several are called "{ $who }"; leave out who leads "{ $stand }".
