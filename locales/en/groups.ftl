chat-residents = residents
chat-quiet = quiet
chat-work = work
chat-private = private
chat-unbound = unbound
setup-hello = Hello, I am Jinlin. Owner, please send “/setup” and tell me which place this group is for.
setup-where = Which place is this group for?
setup-kind = What kind of group of { $place }?
setup-done-residents = Done: the residents' group of { $place }.
    If something is wrong, just say it here; I register it and follow it until it is solved.
setup-done-work = Done: the work group of { $place }.
    Registered matters come here; press “Accept” or “Done”.
setup-done-quiet = Done: the quiet group of { $place }, for decisions, money and results only.
refused-no-places = There is no roster yet. Import one first: jinlin roster import roster.xlsx
refused-kind-unknown = I know no group kind “{ $said }”. Use residents, quiet or work.
help-setup = /setup 傲梅苑/2号楼 residents — which place this group is for
menu-setup = Set up this group
language-set = All right, English from now on here.
refused-usage-language = Write “/language en” or “/language zh”.
help-language = /language zh — another language
menu-language = Language
