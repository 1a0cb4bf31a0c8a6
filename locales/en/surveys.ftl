# Surveys: the card, what it came to, what changed because of it.
survey-card = Survey { $number }: { $title }
survey-about = { $n } questions, one sheet a household, { $homes } households. Nobody is told who said what.
survey-came = Answered { $bar } { $n }/{ $whole } households
survey-block = { $name } { $n }/{ $whole }
survey-dot = {" · "}
survey-until = Until { $when }, answers can be changed before. Press “Answer”, or write me “问卷 { $number }” in private.
survey-over = Ended { $when }
survey-over-look = Ended { $when }; to see the result say “问卷 { $number }”.
survey-few = Fewer than { $few } households answered, so that nobody is recognised the answers are not published.
survey-changed = Because of this survey: { $words }
button-survey-fill = Answer
survey-kind-single = one of
survey-kind-multiple = up to { $most } of
survey-kind-number = a number { $least }–{ $most }
survey-kind-scale = a mark 1–5
survey-kind-text = in words
survey-options = : { $options }
survey-optional = , optional
survey-question = { $at }. { $title } ({ $kind }{ $options }{ $optional })
survey-skipped = no answer
survey-marks = { $n } of 5
survey-homes = { $n } households
survey-result = Survey { $number }, what it came to: { $title }
survey-found = { $title } ({ $n } answered)
survey-numbers = mean { $mean }, median { $middle }, lowest { $least }, highest { $most }
survey-mean = mean { $mean }
survey-row = { $bar } { $label } { $n } ({ $percent }%)
survey-picture-came = Answered
survey-picture-of = { $n } gave a mark, of 5
survey-picture-about = Survey { $number } · ended { $when } · by household
survey-picture-alt = Picture of the survey's result
survey-reminder = Survey { $number } “{ $title }” ends { $when } and your household has not answered yet. It takes two minutes:
survey-knock = Survey { $number } “{ $title }” ends { $when }; I cannot reach { $n } households. Please ask at the door or by telephone:
    { $doors }
    To fill in for them say “代填 { $number } door”.
survey-closed = Survey { $number } “{ $title }” has ended; { $n } households answered, the groups have the result.
    What was said in words: “问卷回答 { $number }”. To tell what changed: “回应 { $number } …”.
survey-words = Answers in words to survey { $number }, { $n } in all (page { $page } of { $pages }), without names; please keep them to yourself:
    { $rows }
survey-words-row = { $title }: { $words }
survey-followed = What came of survey { $number } “{ $title }”: { $words }
survey-follow-noted = Told to { $n } groups.
kept-sheets = Surveys answered: { $words } (kept with the household)
refused-survey-unknown = There is no survey { $number }. Say “问卷” to see what is open.
refused-survey-ended = Survey { $number } ended { $when }; thank you.
refused-survey-still-open = Survey { $number } is open until { $when }; tell what changed after that.
refused-survey-no-words = Survey { $number } has no (more) answers in words.
refused-usage-surveywords = Please give the survey's number, such as “问卷回答 3”.
refused-usage-followup = Please give the number and what changed, such as “回应 3 the canteen opens at 7”.
act-changed = told what changed
help-surveywords = 问卷回答 3 — answers in words
menu-surveywords = a survey's answers in words
help-followup = 回应 3 … — tell what a survey has changed
menu-followup = tell what a survey has changed
export-sheet-questions = Questions
export-sheet-answers = Answers
export-options = Options
