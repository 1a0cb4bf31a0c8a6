# Works: what a forum decided, step by step.
work-card = Work { $number }: { $title } ({ $stage })
work-agreed = { $firm } · { $price } yuan · takes { $term } · warranty { $warranty }
work-step = { $day } { $step } { $words }
work-until = Warranty until { $day }
work-stage-agreed = agreed
work-stage-started = under way
work-stage-finished = to be accepted
work-stage-accepted = accepted
work-did-start = begun
work-did-finish = finished
work-did-redo = to be redone
work-did-accept = accepted
work-news = Work { $number } “{ $title }”: { $step } ({ $firm }). { $words }
works-list = Works:
    { $rows }
works-row = { $number } { $title } ({ $stage })
works-none = There are no works yet.
refused-work-unknown = There is no work { $number }. Say “工程” to see all.
refused-work-step = Work { $number } is { $stage }. The steps are start, finish, accept; or redo. Such as “工程 { $number } start”.
act-start = begun
act-finish = finished
act-redo = to be redone
help-project = 工程 — how works stand; staff say “工程 2 start”
menu-project = how works stand
