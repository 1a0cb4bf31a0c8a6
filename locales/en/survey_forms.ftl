# A new survey, step by step or in the first line.
survey-ask-place = Whom shall we ask? Press one, or write a building. “取消” drops it.
survey-ask-title = What is it called? One line of at most { $length } characters.
survey-ask-asks = What shall we ask? One question a line, at most { $most }, like this:
    single When should the canteen open? 6:30/7:00/7:30
    multiple2 Which dishes? light/homely/soft
    scale Are you content with the canteen?
    number How many elders live with you? 0-6
    text Anything else? (optional)
survey-ask-closes = Until when? Press one, or write “周五20点”, “3天后”.
survey-draft = Survey: { $title } ({ $place })
    { $asks }
    Until { $when }
survey-preview = { $draft }
    Questions cannot be changed once published. Say “publish” or press the button; “取消” drops it.
button-survey-publish = Publish
button-survey-edit-place = Place
button-survey-edit-title = Title
button-survey-edit-asks = Questions
button-survey-edit-closes = End
survey-published = Survey { $number } is in { $n } groups, open until { $when }; those who have not answered are reminded the day before.
    To fill in for somebody say “代填 { $number } 2号楼1单元301”.
refused-survey-place = I find no such place where you may ask; press one, or write a building.
refused-survey-title = Please say what it is about in one line of at most { $length } characters.
refused-survey-closes = The end must be between 10 minutes and 180 days from now, such as “周五20点”, “3天后”.
refused-survey-preview = “publish” sends it; to change something press a button; “取消” drops it.
refused-survey-form-gone = This survey was published or dropped; say “新问卷” to begin anew.
refused-survey-form-past = That was answered already; please see the last question.
refused-survey-no-homes = There are no households here yet; import the roster first.
refused-survey-unread-title = I cannot tell what this line asks: “{ $line }”. At most 80 characters.
refused-survey-unread-options = I cannot read the options of “{ $line }”. Part 2 to 9 of them with “/”, each of at most 24 characters.
refused-survey-unread-range = The range of “{ $line }” is not right; the lower number first, such as “0-20”.
refused-survey-unread-many = Too many questions: at most { $most }, these are { $line }.
help-survey = 新问卷 — a survey: one of, several of, marks, numbers, words
menu-survey = make a survey
