way-press = voted themselves
way-paper = on paper
way-door = at the door
way-phone = by telephone
way-video = by video
entry-ask-home = Entering for poll { $number } “{ $title }”: which household? Write the door, such as “301”.
entry-ask-choice = What did they answer? Press one, or write it.
entry-ask-way = How did they answer?
entry-ask-proof = Who witnessed it? Write a name; for a paper ballot a photo of it will do as well.
entry-counted = Entered for { $home }: { $choice }.
    Receipt { $receipt }: please copy it for the household.
entry-same = { $home } already stands at { $choice }; the same is not counted twice. Receipt { $receipt }
entry-second = { $home } already has another ballot. Both are kept and the secretary is asked; until then the first counts.
entry-told = Poll { $number } “{ $title }”: a building leader entered a ballot for { $home } ({ $way }).
    If that is not what your household wants, vote again and I will have it checked.
ballot-disputed = A ballot was entered for { $home } ({ $way }). Both are kept and somebody is asked; I will tell you. Until then the first counts.
entry-judge = Poll { $number } “{ $title }”: { $home } has two different ballots. Which one counts?
    First: { $first } ({ $first_way })
    Second: { $second } ({ $second_way })
entry-judge-sealed = Poll { $number } “{ $title }” (sealed): { $home } has two ballots. Which one counts?
    First: { $first_way }
    Second: { $second_way }
entry-seen = { $way }, witness { $witness }
button-entry-first = the first
button-entry-second = the second
entry-why = { $home } is decided. Why? A sentence, for the record.
entry-thanks = Noted.
entry-judged-dropped = Poll { $number }: the two ballots of { $home } were looked at; the first counts.
entry-judged-kept = Poll { $number }: the two ballots of { $home } were looked at; the second counts.
entry-photo = The paper ballot of { $home }
entries-list = Poll { $number }, entered ballots: { $n }
    { $rows }
entries-row = { $home } · { $way } · witness { $witness } · photos { $photos } · { $state }
entries-none = None so far.
entry-state-counted = counted
entry-state-same = same as already voted
entry-state-disputed = to be looked at
entry-state-kept = counted after a look
entry-state-dropped = not counted after a look
poll-disputed = { $n } households had two different ballots that nobody decided between in time; the first counts.
help-enter = enter 5 301 yes door witness Wang — enter a ballot given on paper, at the door, by telephone
help-entered = entered 5 — what was entered
menu-enter = enter a ballot
menu-entered = entered ballots
refused-usage-enter = Write the poll's number and the door, such as “enter 5 301 yes door witness Wang”; with just “enter 5” I ask step by step.
refused-entry-not-yours = { $home } is not yours to look after; please ask its building leader or the secretary.
refused-usage-entered = Write the poll's number, such as “entered 5”.
refused-entry-door = There is no “{ $said }” on the roll. Write the door as it is there, such as “2号楼1单元301”.
refused-entry-doors = Several doors end with “{ $said }”: { $labels }. Write more of it, such as “1单元301”.
refused-entry-way = Please write “paper”, “door”, “phone” or “video”.
refused-entry-past = That was answered already; please look at the last question.
refused-entry-disputed = Two ballots of { $home } are being looked at; enter it when that is done.
refused-entry-decided = The ballots of { $home } have been decided on.
