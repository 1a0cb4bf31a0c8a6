# Consent rounds: household by household; progress names nobody.
consent-title = Consent round { $number }: { $what } (plan { $plan }, version { $version })
consent-agreed = { $n } of { $whole } households agree
consent-dot = {" · "}
consent-count-unasked = not asked yet { $n }
consent-count-agreed = agree { $n }
consent-count-opposed = against { $n }
consent-count-undecided = thinking { $n }
consent-count-absent = nobody home { $n }
consent-count-away = out of town { $n }
consent-count-silent = will not talk { $n }
consent-basis-all = It counts only when every household that pays agrees; silence is no consent.
consent-basis-ordinary = Counted by Civil Code 278, ordinary matters: two thirds of heads and area take part, more than half of these agree. This is not the official vote.
consent-basis-special = Counted by Civil Code 278, special matters: two thirds of heads and area take part, three quarters of these agree. This is not the official vote.
consent-part = Taking part: { $heads } heads, { $area } m²
consent-for = For it: { $heads } heads, { $area } m²
consent-short = { $heads } heads and { $area } m² short
consent-stage-asking = Households are being asked
consent-stage-notice = Shown until { $until }; object in private: /objection …
consent-stage-settled = The notice is over; it is settled
consent-stage-failed = No agreement; this round is over
consent-outcome = { $n } of { $whole } households agree, { $against } against, { $rest } not reached
consent-opened = Consent round { $number } has begun: { $what }
    { $basis }
    { $asked } households were asked in private; walk lists went to: { $names }
    Roll fingerprint { $hash }
    To end it: /consentend { $number }; objections: /objections { $number }.
consent-draft = Consent round: { $what }
    { $basis }
    Canvassers: { $names }
consent-approved = The branch has agreed.
    Consent round { $number } has begun: { $what }
    { $basis }
    { $asked } households were asked in private; walk lists went to: { $names }
    Roll fingerprint { $hash }
consent-returned = The branch gave the consent round on “{ $what }” back: { $words }
    Change it and say “征求意见” again.
consent-unreached = { $name } (cannot be written to; they should write to me first)
consent-list = Being asked about:
consent-row = { $number } · { $what }: { $outcome }
consent-alone = You were asked in private.
consent-word-all = unanimous
consent-word-ordinary = ordinary
consent-word-special = special
consent-word-fail = failed
consent-word-pass = passed

consent-ask = { $title }
    Your household: { $bill }
    Does it agree? Think first; you may change it until the end.
consent-ask-again = { $title }
    The plan changed, or you talked it over; please answer once more.
    Your household: { $bill }
consent-roll-print = Roll fingerprint { $hash }
consent-remind = { $title }
    Your household has not answered: { $bill }
    Do you agree? “No” and “not sure yet” help too: then nobody has to call again.
consent-knock = Consent round { $number } ({ $what }): { $n } doors on your list have not answered; { $lost } of them I cannot write to. Please call on them:
    { $doors }
    “/walk” shows your list.
consent-voided = Consent round { $number }: a new version changes share or terms of { $n } households; their answers are void, ask again: { $labels }. Nobody else needs to be asked.
consent-thanks = Noted, { $label }: { $answer }. You may change it until the end.
consent-walked = { $label }: { $answer }
consent-same = { $label } is "{ $answer }" already.
consent-co-owner = Another owner of { $label } answered "{ $answer }" (consent round { $number }). The last answer stands; you may change it.
consent-why = Noted, { $label }: { $answer }. Why? A few words help to find a way; /cancel if you would rather not say.
consent-why-noted = The reason of { $label } is noted; somebody will come and talk.
consent-ended = Consent round { $number }: { $stage }. { $outcome }.

consent-notice = { $what }: consent round { $number }, { $outcome }; shown from today until { $until }. Object in private: /objection …; nobody is named.
consent-settled = { $what }: the notice is over, no objection is left, the plan is settled, { $money } yuan to be shared. Next the project begins; news comes here.
consent-settled-over = { $what }: the notice is over, objections are on record, the plan is settled, { $money } yuan to be shared. Next the project begins; news comes here.
consent-failed = { $what }: no agreement in consent round { $number }, { $outcome }. It may be tried again with another plan.
consent-due = { $what }: the notice is over, { $n } objections are not settled. Press when they are; to settle anyway: /consentend { $number } passed; to give up: /consentend { $number } failed.

walk-title = Walk list · { $title }
walk-counts = { $agreed } of { $whole } agree, { $left } still to call on
walk-more = … and { $n } more
walk-next = Next door → { $bill }
walk-how = Or write: /agree 502, /oppose 502 too dear, /absent 502
walk-done = Every door is done, thank you!
answer-unasked = not asked
answer-agreed = agrees
answer-opposed = against
answer-undecided = thinking
answer-absent = nobody home
answer-absent-n = nobody home (time { $n })
answer-away = out of town
answer-silent = will not talk
answer-own = said so itself
answer-void = ask again
answer-notes = {" "}({ $notes })

talk-title = Objections · { $title }
talk-none = No objections.
talk-row = { $label }: { $reason } · { $state }{ $mediator }
talk-by = {" "}({ $name } mediates)
talk-no-reason = no reason given
talk-open = nobody talks yet
talk-talks = in talks
talk-settled = settled
talk-stands = stands
talk-counts = Objections: { $parts }
talk-count-open = nobody talks yet { $n }
talk-count-talks = in talks { $n }
talk-count-settled = settled { $n }
talk-count-stands = stand { $n }
talk-now = { $label }: { $state }
objection-came = { $what } (consent round { $number }): { $label } objects: { $reason }. All of them: /objections { $number }.
objection-noted = The objection of { $label } is noted; somebody will come and talk, and nobody is named in the group.

button-consent-mine = Answer for my household
button-home-agree = Agree
button-home-oppose = Against
button-home-consider = Think it over
button-walk-agree = Agrees
button-walk-oppose = Against
button-walk-consider = Thinking
button-walk-absent = Nobody home
button-walk-away = Out of town
button-walk-refuse = Will not talk
button-talk-talk = { $label }: I talk
button-talk-settle = { $label }: settled
button-talk-stand = { $label }: stands

refused-consent-planners = Consent rounds are opened by the secretary, the committee or the community.
refused-consent-no-plan = No cost plan is published there. Make one first: /share 2号楼 51万
refused-consent-nobody = Nobody pays anything by this plan, so there is nobody to ask.
refused-consent-on = Plan { $number } is being asked about already.
refused-consent-walker = I found no "{ $name }". Who calls at doors is building leader, helper or volunteer here first.
refused-consent-none = No plan is being asked about now.
refused-consent-no-chat = I cannot write to you in private yet; please write me a word there first.
refused-consent-own = { $label } said "{ $answer }" itself; only they can change it.
refused-consent-old = The plan has changed for { $label } since this question. Please answer the newest one, with the newest bill; /bill shows it, too.
refused-consent-not-counted = { $label } pays nothing by this version and need not be asked.
refused-consent-owner-first = The owner of { $label } said "{ $answer }" in person, and that stands; you need not answer for them.
refused-consent-past = { $label } is "{ $answer }" already and cannot be entered so.
refused-consent-past-why = This reason came too late; please say /oppose with the reason again.
refused-consent-which = You have several households or plans: { $labels }. Add the door, such as "/agree 502".
refused-consent-not-asked = Your household is not being asked about any plan now.
refused-consent-not-yours = "{ $said }" is neither on your walk list nor your household.
refused-consent-family = The owner answers for this home. You may tell them, or ask your building leader to call.
refused-consent-tenant = Owners answer about cost shares. As a tenant you may tell your landlord, or ask the building leader.
refused-consent-short-of = Consent round { $number } cannot end yet: { $n } of { $whole } agree, { $against } against, { $rest } not reached.
    { $short }If it cannot be: /consentend { $number } failed.
refused-consent-early = It is shown until { $until }. If it cannot be: /consentend { $number } failed.
refused-consent-objected = { $n } objections are not settled. To settle anyway: /consentend { $number } passed; to give up: /consentend { $number } failed.
refused-round-asking = Consent round { $number } is still asking.
refused-round-notice = Consent round { $number } is being shown. To object: /objection …
refused-round-settled = Consent round { $number } is settled.
refused-round-failed = Consent round { $number } is over.
refused-round-unknown = There is no consent round { $number }. /consent lists them.
refused-walk-none = You have no walk list now.
refused-talk-past = The objection of { $label } is "{ $state }" and cannot be entered so.
refused-objection-none = No plan of yours is being shown, or you did not say what you object to. Such as "/objection the noise".
refused-usage-consent = Name the building or the plan, such as "/consent 2号楼 老林".
refused-usage-consentend = Give the number, such as "/consentend 1".
refused-usage-objection = Say what you object to, such as "/objection the noise".
refused-usage-objections = Give the number, such as "/objections 1".

setting-consent-notice = days a consent round is shown

help-consent = /consent 2号楼 老林 – ask every household about a cost plan; "/consent" shows the progress
help-consentend = /consentend 1 – on to the notice when enough agree, else what is missing
help-agree = /agree, /oppose too dear, /consider – answer when your household is asked; canvassers add the door: /agree 502
help-objections = /objections 1 – objections, and who mediates
menu-consent = Ask every household
menu-consentend = End a consent round
menu-agree = Agree
menu-oppose = Against
menu-consider = Think it over
menu-absent = Nobody home
menu-away = Out of town
menu-refusing = Will not talk
menu-walk = My walk list
menu-objection = Object
menu-objections = Objections
