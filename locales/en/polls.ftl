# Polls: making one, the card, answering, putting off, the result, receipts.
poll-kind-advisory = Opinion poll
poll-kind-statutory = Owners' vote
poll-kind-consent = Consent of all
poll-not-advisory = It only asks what people think and binds nobody.
poll-not-statutory = A vote in a chat is not the official e-vote; what binds is the owners' meeting on paper or the official platform, to which these ballots can be exported.
poll-not-consent = This records who agreed; it is not the official e-vote, and silence is no consent.
poll-option-yes = For
poll-option-no = Against
poll-option-abstain = Abstain
poll-manner-single = Choose one
poll-manner-multiple = Choose several
poll-manner-ranked = Rank
poll-counted-home = By household
poll-counted-head = By owner
poll-counted-area = By area
poll-sealed-open = Progress is shown
poll-sealed-sealed = Sealed until the end
poll-item-procedure = 1
poll-item-convention = 2
poll-item-committee = 3
poll-item-company = 4
poll-item-use-fund = 5
poll-item-raise-fund = 6
poll-item-rebuild = 7
poll-item-change-use = 8
poll-item-other = 9
poll-issue-procedure = the owners' assembly's rules of procedure
poll-issue-convention = the management convention
poll-issue-committee = electing or replacing the owners' committee
poll-issue-company = hiring or dismissing the property company
poll-issue-use-fund = using the maintenance fund
poll-issue-raise-fund = raising the maintenance fund
poll-issue-rebuild = altering or rebuilding the building and its facilities
poll-issue-change-use = changing the use of common parts, or doing business with them
poll-issue-other = other important matters of co-ownership
poll-clause = Under Civil Code art. 278 (1) item { $item }: { $issue }
kept-ballots = Ballots cast: { $words } (they belong to the household and go on counting)

poll-card = Poll { $number } · { $kind }: { $title }
poll-roll = { $place } · { $homes } households, { $heads } owners, { $area } m²
poll-unreached = {" "}({ $n } not reached)
poll-how-multiple = Choose up to { $most }, one press each.
poll-how-ranked = Press one after the other, the one you want most first.
poll-how-home = One ballot a household, counted by household.
poll-how-head = One ballot a household, counted by owner.
poll-how-area = One ballot a household, counted by area.
poll-how-sealed = Sealed: nobody sees what was chosen before the end.
poll-bar-heads = Owners { $bar } { $part }/{ $whole } took part, { $mark } is { $need }
poll-bar-area = Area { $bar } { $part }/{ $whole } m² took part, { $mark } is { $need }
poll-bar-agree = ; { $agree } for, { $mark } is { $need }
poll-mark-passed = over 1/2
poll-mark-all = all
poll-heads = { $n } households
poll-area = { $area } m²
poll-missing = { $short } still to go
poll-missing-part = { $short } more must take part
poll-out-of-reach = { $short } short: even if all the others agree it is not enough, somebody must think again
poll-enough = As it stands, it is enough
poll-enough-part = Enough have taken part
poll-took-part = { $homes }/{ $of } households answered, { $area }/{ $of_area } m²
poll-line-home = { $bar }{ $option } { $homes } households ({ $percent }%) · { $area } m²
poll-line-head = { $bar }{ $option } { $heads } owners ({ $percent }%) · { $homes } households
poll-line-area = { $bar }{ $option } { $area } m² ({ $percent }%) · { $homes } households
poll-put-off = Extended: { $old } → { $new }, { $why }
poll-until = Ends { $when }; you can change your answer until then
poll-counting = Ended { $when }, being counted
poll-over = Ended { $when }
poll-roll-print = Fingerprint of the roll { $hash }
poll-ballots-print = Fingerprint of the ballots { $hash }
poll-rank-separator = {" > "}
button-poll-clear = Begin anew
button-poll-show = Answer
button-poll-mine = My household's ballot

poll-result = Result of poll { $number }: { $title } ({ $place })
poll-result-time = Opened { $opened }, ended { $closed }
poll-result-part = { $homes }/{ $of_homes } households, { $heads }/{ $of_heads } owners, { $area }/{ $of_area } m² took part
poll-part-heads = Owners taking part { $have }/{ $whole }, { $mark } is { $need }: { $met }
poll-part-area = Area taking part { $have }/{ $whole } m², { $mark } is { $need }: { $met }
poll-agree-heads = “{ $option }”, owners { $have }/{ $whole }, { $mark } is { $need }: { $met }
poll-agree-area = “{ $option }”, area { $have }/{ $whole } m², { $mark } is { $need }: { $met }
poll-met = reached
poll-short = { $short } short
poll-divided = { $n } owners whose flats say different things count for no option as heads
poll-carried-statutory = Carried
poll-carried-consent = Everybody agreed
poll-carried-which = Reached what the law asks: { $options }
poll-carried-none = No option reached what the law asks
poll-failed-statutory = Not carried: { $why }
poll-failed-consent = Not everybody agreed: { $why }
poll-failing-nobody = nobody took part
poll-failing-heads-taking-part = { $short } more owners had to take part
poll-failing-area-taking-part = { $short } m² more had to take part
poll-failing-heads-agreeing = { $short } more owners had to agree
poll-failing-area-agreeing = { $short } m² more had to agree
poll-opinion = Most chose: { $options }
poll-opinion-tie = Equal first: { $options }
poll-opinion-none = Nobody answered
poll-ranked = Instant run-off: { $run_off }; Schulze: { $schulze }
poll-ranked-tie = { $options } tie
poll-round = Round { $n }: { $counts }
poll-round-spent = , exhausted { $n }
poll-round-out = , out: { $options }
poll-check-how = To check, write to me in private “receipt” and your receipt code (/receipt CODE).

poll-ask-place = Where? Press one, or write a building such as “2号楼”. “cancel” always works (/cancel).
poll-ask-title = What is asked at { $place }? One sentence of at most { $length } characters.
poll-ask-kind = Which kind?
    Opinion poll: what people think. Owners' vote: counted under Civil Code art. 278. Consent of all: every household must agree.
poll-ask-issue = Which item of art. 278 is it?
poll-ask-options = Which options? Usually for, against, abstain. For your own, write one a line (at most { $most }).
poll-ask-manner = How does one choose?
poll-ask-most = How many at most?
poll-ask-counted = Counted by what?
poll-ask-sealed = May people see before the end what was chosen?
poll-ask-closes = When does it end? Press one, or write “2026-12-01 20:00”.
button-poll-usual = For, against, abstain
button-poll-most = up to { $n }
button-poll-issue = ({ $item }) { $issue }
button-poll-publish = Publish
button-poll-edit-place = Change place
button-poll-edit-title = Change title
button-poll-edit-kind = Change kind
button-poll-edit-options = Change options
button-poll-edit-sealed = Change sealing
button-poll-edit-closes = Change end
poll-draft = { $kind }: { $title }
    { $roll }{ $clause }{ $alike }
    Options: { $options } ({ $manner }, { $sealed })
    Ends { $when }
    { $isnot }
poll-namesakes = Counted as one owner, being of one name in the registry: { $doors }. If they are not, please tell them apart in the roster first.
poll-preview = { $draft }
    Once published, options and roll cannot change. Write “publish” or press the button; /cancel drops it.
poll-reviewed = Branch review: passed on { $day }
poll-approved = The branch agrees.
    Poll { $number } went to { $n } groups and ends { $when }.
    The roll is frozen; its fingerprint is { $hash }
    Who has not voted: “unvoted { $number }”; to put it off: “extend { $number } Sunday 20:00 reason”.
poll-returned = The branch gave “{ $title }” back: { $words }
    The draft is still there: send “poll” to go on with it.
poll-published = Poll { $number } went to { $n } groups and ends { $when }.
    The roll is frozen, fingerprint { $hash }
    Who has not answered: /unvoted { $number }. To put it off: /extend { $number } 2026-12-01 20:00 reason.
poll-opened = Poll { $number } opened · { $kind }: { $title }
    { $homes } households, ends { $when }
    Fingerprint of the roll { $hash }

poll-extended = Poll { $number } “{ $title }” was extended
    { $old } → { $new }
    Reason: { $why }
poll-reminder = Poll { $number } “{ $title }” ends { $when }; { $homes } has not answered yet.
poll-knock = Poll { $number } “{ $title }” ends { $when }: { $n } households have not answered, { $lost } of them I cannot reach. Please knock:
    { $doors }
unvoted = Poll { $number } “{ $title }”: { $n } households have not answered
    { $lists }
unvoted-none = Every household has answered poll { $number }.
    { $lists }
unvoted-unreached = Not reached ({ $n }): { $doors }
unvoted-mute = Cannot be written to ({ $n }): { $doors }
unvoted-silent = Reachable, not yet answered ({ $n }): { $doors }
unvoted-more = {" "}and { $n } more

ballot-set = Noted for { $home }: { $choice }. You can change it until the end. Receipt { $receipt }
ballot-set-openly = Poll { $number }: your household's answer is noted; you can change it until the end.
ballot-replaced = Poll { $number } “{ $title }”: the ballot of { $home } was just answered anew by somebody of the household; the last answer before the end counts. Write /polls { $number } to see it.
ballot-each = You have { $n } households; I am asking you about each in private.
ballot-more = { $n } more: write the door, such as “/polls { $number } { $home } yes”.
ballot-none = { $home }: not answered yet
ballot-is = { $home }: { $choice }, receipt { $receipt }
ballot-closed-box = { $home }: answered; only who answered can see it
ballot-told = { $line }
polls-list = Open polls:
    { $rows }
    To see one: /polls and its number.
polls-row = { $number } { $kind }: { $title } · { $part }/{ $homes } households · ends { $when }
polls-none = No poll is open now.
receipt = Receipt { $receipt }
    Poll { $number }: { $title }
    { $home } counted: { $choice }
    answered { $when }{ $over ->
        [yes] , ended
       *[no] , can be changed until the end
    }

refused-poll-unknown = There is no poll { $number }. Write /polls to see the open ones.
refused-poll-ended = Poll { $number } ended { $when } and cannot be put off any more.
refused-poll-place = I know no such place where you may open a poll. Press one, or write a building such as “2号楼”.
refused-poll-title = Please say in one sentence what is asked, in at most { $length } characters.
refused-poll-kind = Please write “advisory”, “statutory” or “consent”.
refused-poll-issue = Please press an item or write its number, such as “5”.
refused-poll-options = Please write one option a line, 2 to { $most }, each of at most 40 characters; “default” for the usual ones.
refused-poll-manner = Please write “single” or “multiple”; an opinion poll may be “ranked”.
refused-poll-most = Please write how many at most, such as “2”.
refused-poll-counted = Please write “household”, “heads” or “area”.
refused-poll-sealed = Please write “open” or “sealed”.
refused-poll-closes = It must end between 10 minutes and 180 days from now, such as “2026-12-01 20:00”.
refused-poll-preview = “publish” sends it; the buttons change something; /cancel drops it.
refused-poll-form-gone = This poll was published or dropped already. To begin again: /poll.
refused-poll-form-past = That question is answered already; please see the last one.
refused-poll-no-roll = The roll has no households here yet; please import it first.
refused-poll-no-area = { $n } households have no area, so nothing can be counted: { $doors }. Please complete the roll; I keep the draft.
refused-usage-extend = Please write the new end and the reason, such as “/extend 5 2026-12-01 20:00 three families are away”.
refused-extend-earlier = It can only be put off: poll { $number } ends { $when } now.
refused-usage-unvoted = Please write the poll's number, such as “/unvoted 5”.
refused-usage-receipt = Please write the code, such as “/receipt 7KQ2M-9XH4B”.
refused-receipt-unknown = There is no such receipt, or it is not your household's. Please copy the code again.
refused-receipt-closed-box = This ballot is sealed; before the end only who answered can see it.
refused-ballot-no-home = You have not joined a household yet. Write to me in private “/join 2号楼1单元301”, or use the code from the letter.
refused-ballot-elsewhere = Your household is not on the roll of poll { $number }.
refused-ballot-late = Poll { $number } ended { $when }; this was not counted.
refused-ballot-tenant = Owners decide this together; by law tenants cannot answer for them. Tell the owner what you think, or report it to me.
refused-ballot-answered = The owner has answered for this household, and that stands.
refused-ballot-too-many = At most { $most }; to change, press “Begin anew” first.
refused-ballot-several = You have { $n } households, each answered apart: please write to me in private first, then press again.
refused-ballot-openly = Everybody can read it in the group. Please press a button of the card, or write to me in private.
refused-ballot-words = I did not understand. Poll { $number } offers: { $options }.

help-poll = /poll: open a poll: opinion, owners' vote, consent of all
help-polls = /polls: what is open; “/polls 5 yes” answers
help-extend = /extend 5 2026-12-01 20:00 reason: put a poll off
help-unvoted = /unvoted 5: who has not answered
help-receipt = /receipt CODE: what your ballot was counted as
menu-poll = Open a poll
menu-polls = Open polls
menu-extend = Put a poll off
menu-unvoted = Who has not answered
menu-receipt = Check a receipt

export-sheet-poll = Poll
export-sheet-options = Options
export-sheet-ballots = Ballots
export-fact = Fact
export-value = Value
export-key = Key
export-label = Option
export-household = Household
export-head = Owner no.
export-receipt = Receipt
export-choice = Choice
export-spoken = Choice in words

# ---- the picture of a result
poll-picture-about = Result of poll { $number } · { $place } · { $kind } · ended { $closed }
poll-picture-part-heads = Owners voting
poll-picture-part-homes = Households
poll-picture-part-area = Area voting
poll-picture-agree-heads = Owners for
poll-picture-agree-area = Area for
poll-picture-mark = needs { $mark }
poll-picture-home = { $n }
poll-picture-head = { $n }
poll-picture-area = { $n } m²
poll-picture-foot = Roll { $roll } ballots { $ballots }
poll-picture-alt = The result as a picture
