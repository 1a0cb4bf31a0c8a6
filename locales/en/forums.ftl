# The neighbours' forum: inviting, sealing, opening, questions, interests, the vote, the choice, the work.
forum-card = Forum { $number }: { $title }
forum-wanted = Wanted: { $wanted }
forum-sealed = Proposals are invited; { $n } received, sealed, nobody sees them. All are opened { $when }, in drawn order.
forum-print = Fingerprint of the draw's seed: { $print }. The seed is told at the opening, anybody can check.
forum-row = { $turn }. { $firm } · { $price } yuan · { $term } · warranty { $warranty }{ $asked }
forum-asked = { " " }({ $n } asked, { $answered } answered)
forum-interest = Interest declared ({ $role }): { $words }
forum-waits = It is opened { $when }.
forum-stands-invited = proposals are invited
forum-stands-opened = To read one say “方案 { $number } 1”, to ask “问方案 { $number } 1 which paint?”.
forum-stands-voting = The vote is on: poll { $poll }.
forum-stands-counted = The vote is over (poll { $poll }); the choice is next.
forum-stands-awarded = { $firm } is chosen: { $why }. The others are being answered.
forum-stands-decided = { $firm } is chosen: { $why }
forum-stands-lapsed = Ended without a choice. { $why }
forum-state-invited = inviting
forum-state-opened = opened, ask away
forum-state-voting = voting
forum-state-counted = choice is next
forum-state-awarded = answering the others
forum-state-decided = decided
forum-state-lapsed = no choice
forum-opened = Forum { $number } “{ $title }” is opened, in drawn order:
    { $rows }
    To read one say “方案 { $number } 1”, to ask “问方案 { $number } 1 …”.
    Seed of the draw { $seed }
forum-opened-staff = Forum { $number } is opened. To answer for a firm say “答方案 { $number } question …”, to vote “开投 { $number } 周日20点”.
forum-nobody = Forum { $number } “{ $title }” ended: no proposal came.
forums-list = Open forums:
    { $rows }
forums-row = { $number } { $title } ({ $state })
forums-none = No forum is open.
proposal-card = Proposal { $number }-{ $turn }: { $firm }
proposal-body = { $price } yuan · takes { $term } · warranty { $warranty }
    { $scope }
proposal-photo = Papers of { $firm }
proposal-how = To ask say “问方案 { $number } { $turn } your question”.
proposal-reason = Not chosen because: { $words }
forum-question = Q{ $number }: { $words } — { $answer }
forum-unanswered = not answered
forum-ask-noted = Question { $number } is noted for { $firm }; you will hear the answer.
forum-ask-staff = Forum { $forum }: somebody asks { $firm } (question { $number }): { $words }
    The firm answers on its page, or you do: “答方案 { $forum } { $number } …”
forum-answer = You asked “{ $words }”; the answer: { $answer }
forum-answer-noted = The answer to question { $number } is up.
forum-declared = Noted on forum { $number } (your role, not your name). Please leave the steps to others now.

# The vote and the choice
forum-vote-title = { $title }: which firm
forum-vote = Forum { $number }: the vote is on, poll { $poll } in { $n } groups until { $when }.
forum-counted = Poll { $poll } of forum { $number } is over. To choose say “定标 { $number } proposal reason”.
forum-awarded = { $firm } is chosen. Each of the others needs a reason, then it is told:{ $left }
forum-regretted = The answer to { $firm } is noted; they read it on their page.{ $left }
forum-left-row = 落选 { $number } { $turn } reason ({ $firm })
forum-minutes = Minutes of forum { $number }: { $title }
    Firms: { $firms }; { $asked } questions, { $answered } answered; { $interests } declared an interest. { $vote }
    Chosen: { $firm }, { $price } yuan, { $term }, warranty { $warranty }
    Because: { $why }
    The others have been answered. It goes on as work { $work }: “工程 { $work }”.
forum-minutes-vote = Vote: poll { $poll }, { $n } of { $homes } households.
forum-lapsed = Forum { $number } “{ $title }” ended without a choice: { $why }

refused-forum-unknown = There is no forum { $number }. Say “议事会” to see what is open.
refused-forum-not-now = Forum { $number } is not there yet. { $stands }
refused-forum-still-sealed = The proposals of forum { $number } are sealed until { $when }.
refused-forum-over = Forum { $number } is decided; nothing more is taken.
refused-forum-not-yours = Questions of forum { $number } are for those who live there.
refused-forum-interested = You declared an interest in forum { $number }; please leave this step to somebody else.
refused-forum-question-unknown = There is no question { $number }.
refused-forum-one = Forum { $number } has one proposal; no vote is needed: “定标 { $number } 1 reason”.
refused-forum-no-award = Choose first (“定标”), then answer the others.
refused-forum-vote-first = Forum { $number } has several proposals: vote first (“开投”).
refused-forum-winner = { $firm } is the one chosen.
refused-proposal-unknown = Forum { $number } has no proposal { $turn }.
refused-usage-proposal = Please give both numbers, such as “方案 3 2”: the second proposal of forum 3.
refused-usage-askbid = Please say: 问方案 forum proposal question, such as “问方案 3 2 which paint?”.
refused-usage-answerbid = Please say: 答方案 forum question answer, such as “答方案 3 1 water-based”.
refused-usage-interest = Please say: 申报利益 forum and what it is, such as “申报利益 3 my brother works for A”.
refused-usage-forumvote = Please say: 开投 forum end, such as “开投 3 周日20点”; add “ranked” to rank them.
refused-usage-award = Please say: 定标 forum proposal reason.
refused-usage-regret = Please say: 落选 forum proposal reason.
refused-usage-lapseforum = Please say: 流会 forum reason.
refused-bid-answer-empty = Please write the answer first.
act-drawn = opened in drawn order
act-invited = firm invited
act-submitted = proposal received
act-answered = answered
act-declared = interest declared
act-regretted = firm answered
help-forum = 议事会 — open forums
help-proposal = 方案 3 2 — one proposal with its questions
help-interest = 申报利益 3 … — say if you have to do with a firm
help-forumvote = 开投 3 周日20点 — vote on the proposals
menu-forum = open forums
menu-proposal = one proposal
menu-askbid = ask a firm
menu-answerbid = answer for a firm
menu-interest = declare an interest
menu-forumvote = vote on proposals
menu-award = choose a proposal
menu-regret = answer a firm not chosen
menu-lapseforum = end a forum without a choice
