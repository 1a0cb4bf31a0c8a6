# Cost shares: why a plan cannot be carried out.
shares-negative-money = the total and the subsidy cannot be negative
shares-subsidy-over-total = the subsidy is more than the total: nothing is left to share
shares-not-in-units = the { $net } yuan to be shared are no multiple of { $unit } yuan; choose another rounding
shares-no-households = there are no households
shares-label-twice = { $label } stands twice in the plan
shares-waiver-unknown = somebody pays for { $label }, but there is no such household in the plan
shares-area-missing = { $label } has no area, which sharing by area needs
shares-nobody-pays = by this rule nobody pays anything, so the money cannot be shared
shares-cap-negative = a cap cannot be negative
shares-cap-twice = give one cap only: a weight, or yuan for one household
shares-cap-too-low = { $payers } households at { $cap } yuan at most do not make { $net } yuan
shares-falls = floor { $higher } weighs less than floor { $lower }; a share never falls with the floor
shares-weight-negative = floor { $floor } weighs less than nothing
shares-floor-unlisted = floor { $floor } is not in the table
shares-too-many = a plan has { $most } households at most
shares-not-an-object = { $what } should be an object
shares-not-a-list = { $what } should be a list
shares-key-unknown = { $what } has no key "{ $said }"
shares-no-text = { $what } is missing
shares-not-a-flag = { $what } should be true or false
shares-not-a-floor = { $what } should be a floor, a whole number, not "{ $said }"
shares-less-than-a-fen = { $what } goes down to the fen (two digits), not "{ $said }"
shares-not-a-number = { $what } should be a number, not "{ $said }"
shares-label-unknown = there is no household { $label } here
shares-label-several = { $label } may be several households; add the staircase, such as 1单元{ $label }

# How a plan is told.
share-kind-build = shared cost
share-kind-running = yearly running cost
share-comma = {", "}
share-title = Cost plan { $number }: { $what } (version { $version })
share-draft = Cost plan (draft): { $what }
share-draft-new = Cost plan (draft)
share-money = Total { $total } yuan, all of it shared by the households
share-money-off = Total { $total } yuan, { $off }; { $net } yuan to be shared
share-source = { $name } { $money } yuan
share-rule = Rule: { $parts }
share-rule-free = { $floors } free
share-rule-row = floor { $floor } { $weight }
share-rule-flat = every floor alike
share-rule-step = floor { $floor } weighs { $start }, each floor above { $step } more
share-rule-cap-weight = weight at most { $value }
share-rule-cap-yuan = { $value } yuan a household at most
share-rule-area = times exclusive area
share-rule-yuan = rounded to yuan
share-preset = ({ $status }) { $source }
preset-status-example = example
preset-status-practice = practice elsewhere
preset-status-law = law
preset-article = 傲梅苑 in the People's Daily: first floor free, more with each floor from the second, the top floor capped; the cap of 4 is our proposal
preset-lijiang = the coefficients of 丽江新村, Guangzhou; no official standard
preset-area = Civil Code, article 283: where nothing was agreed, by exclusive area
preset-short-article = first floor free, rising
preset-short-lijiang = 丽江新村 table
preset-short-area = by area
share-floors = floor { $floors }
share-floor = { $floors } ({ $homes } households{ $weight }): { $pays }
share-floor-weight = , weight { $weight }
share-free = free
share-each = { $money } yuan each
share-sum = { $n } households pay { $money } yuan in all, exact to the fen
share-capped = { $n } households reach the cap
share-waived = of which { $money } yuan of { $n } households is paid by { $names }
share-somebody = a kind person
share-out = { $n } households do not take part
share-out-named = not taking part: { $labels }
share-late = { $n } households joined later, at the share of this plan
share-note = Each household has its bill in private; if you have none, press below or write me "/bill" in private.
share-reason = Why it changed: { $reason }
share-same = Nothing changes for any household against version { $version }
share-changed = Against version { $version }, { $n } households change
share-more = { $n } pay more, at most { $money } yuan more
share-less = { $n } pay less, at most { $money } yuan less
share-change = { $label }: { $more } ({ $was } → { $now }){ $note }
share-payer-now = , paid by { $payer }
share-payer-gone = , no longer paid by another
share-weight-area = { $weight } × { $area } m²

# Words on the picture.
share-stairs = What each household pays (yuan)
share-stair = { $floors } · { $n }
share-drawn-most = ≤ { $money }
share-dial-net = Net
share-dial-of = of { $total }
share-dial-homes = Paying
share-dial-among = of { $n }
share-foot = The bill each household has in private is what counts
share-alt = picture: what each floor pays

# Filling in a plan.
share-ask-place = { $title }
    Which building? Press, or write it, such as "2号楼".
share-ask-total = { $title }
    What does it cost? Such as "51万" or "510000".
share-ask-subsidies = { $title }
    Does a subsidy or fund money come off first? Such as "补贴10万 维修资金5万".
share-ask-rule = { $title }
    How do floors share? Press one, or write your own:
    "1-2层免 起步1 每层加0.5 封顶4", or "3层0.7 4层0.8 5层0.9".
share-cannot = { $title }
    This cannot be counted: { $why }
    Change a word, such as "封顶3万", "1层免", "到分".
share-hint = Write on to change it: 补贴10万, 封顶4, 封顶3万, 1-2层免, 501由共建单位代付, 502不参加, 名称 换电梯.
share-not-read = (I could not read "{ $said }"; the rest is noted.)
share-published = Published: { $title }{ $unreached }
    Ask door to door: /consent { $number }; a new version: /reshare { $number } 封顶3; enter a payment: /paid 502 29412.
share-unreached = { $n } households are not bound to anybody; take them their bills on paper: { $labels }
share-dropped = All right, the draft is gone.
share-list = Cost plans:
share-list-none = There is no cost plan yet.
share-row = { $number } · { $what } (version { $version })
share-how = Make one: /share 2号楼 51万 补贴10万 1-2层免 封顶4
late-joined = { $label } joins later and pays { $money } yuan by the rule of plan { $number }; nobody else's share changes. What to do with the money is for all of you to agree.

button-share-none = No subsidy
button-share-preset = { $name } ({ $status })
button-share-publish = Publish
button-share-rows = By household
button-share-yuan = Round to yuan
button-share-fen = Down to the fen
button-share-area-on = Times area
button-share-area-off = Not by area
button-share-drop = Throw away
button-my-bill = My bill

refused-share-planners = Cost plans are made by the secretary, the committee or the community. To see them: /share; to see yours: /bill.
refused-share-no-draft = There is no plan being filled in. Begin anew: /share 2号楼 51万
refused-share-changed-since = It was changed after this preview; please look at the newest one and publish that.
refused-share-unread = I could not read "{ $said }". You may write 51万, 补贴10万, 1-2层免, 封顶4, 按面积, 501由共建单位代付; to stop, /cancel.
refused-share-infeasible = This cannot be counted: { $why }
refused-share-unknown = There is no cost plan { $number }. /share lists them.
refused-share-none = There is no cost plan yet.
refused-usage-share = Write it like this: /share 2号楼 51万 补贴10万 1-2层免 封顶4
refused-usage-reshare = Give the plan's number and what to change, such as "/reshare 1 封顶3 原因 …".
refused-usage-sharelist = Give the plan's number, such as "/sharelist 1".
refused-usage-latejoin = Give the plan's number and the household, such as "/latejoin 1 502".
refused-late-in = { $label } is in the plan already.
refused-door-unknown = I found no household "{ $said }"; write it as in the plan, such as "1单元502".
refused-door-several = "{ $said }" may be several: { $labels }. Please write it in full.

help-share = /share – cost plans; the secretary or the committee makes one: /share 2号楼 51万 补贴10万
help-reshare = /reshare 1 封顶3 原因 … – a new version, to be looked at first
help-sharelist = /sharelist 1 – weight and share of every household
help-latejoin = /latejoin 1 502 – who stayed out at first joins at the plan's share
menu-share = Cost plans
menu-reshare = Change a cost plan
menu-sharelist = A cost plan by household
menu-latejoin = A household joins later
