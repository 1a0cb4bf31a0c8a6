outage-water = no water
outage-power = no power
outage-gas = no gas
outage-heating = no heating
outage-lift = lift out of service
outage-network = no network
outage-back-water = the water is back
outage-back-power = the power is back
outage-back-gas = the gas is back
outage-back-heating = the heating is back
outage-back-lift = the lift runs again
outage-back-network = the network is back
outage-say-water = /outage water
outage-say-power = /outage power
outage-say-gas = /outage gas
outage-say-heating = /outage heating
outage-say-lift = /outage lift
outage-say-network = /outage network

outage-card = Notice { $number }: { $place }, { $what }
outage-hours = { $starts }–{ $ends }
outage-since = since { $when }, being dealt with
outage-sentence = { $place }: { $what } ({ $hours }{ $known ->
        [yes] , { $why }
       *[no] {""}
    })
outage-homes = Households that said it is theirs too: { $n }
outage-people = Neighbours that said it is theirs too: { $n } ({ $homes } households)
outage-takes-in = Dealt with together: { $numbers }
outage-over = { $when }: { $what }
outage-void = cancelled
card-outage = Part of notice { $number } ({ $what }), dealt with together

outage-offer-reports = { $place }: { $n } households said within the hour: { $what }. Publish a notice?
    These reports are then dealt with together, and later ones counted with it.
outage-offer-notice = Publish this as a notice?
    { $told }
outage-not-published = All right, nothing is published.
button-outage-publish = Publish
button-outage-drop = No
button-outage-mine = Mine too
button-restored = It is back
button-outage-extend = One hour more

outage-published = { $told }: notice { $number } is in { $n } groups.
    To change the hours: “{ $say } { $number } until 22:00”; when it is over: “/restored { $number }”.
outage-extended = { $place }: { $what } until { $when }. We are sorry for the trouble.
outage-restored = { $place }: { $back }. { $words }
outage-cancelled = { $place }: the works are cancelled; notice { $number } ({ $what }) is void. { $words }
outage-overdue = Notice { $number } ({ $what }) was to end { $when }. Is it over at { $place }?
outage-still = { $what } notice { $number } has been on since { $when }. Is it back at { $place }?
    If you know when, say “{ $say } { $number } until 22:00”; everybody sees it.
outage-counted = { $told }. Your household is counted; you will be told when it is over.
outage-counted-already = { $told }. Your household is counted already; you will be told when it is over.

refused-usage-outage = Please say where, when and why, e.g. “{ $say } 2号楼 today 18:00-20:00 new valve”; to change: “{ $say } 3 until 22:00”.
refused-usage-outage_power = Please say where and when, e.g. “/outage power 2号楼 today 18:00-20:00”.
refused-usage-outage_gas = Please say where and when, e.g. “/outage gas 2号楼 today 18:00-20:00”.
refused-usage-outage_heating = Please say where and when, e.g. “/outage heating 2号楼 today 18:00-20:00”.
refused-usage-outage_lift = Please say where and when, e.g. “/outage lift 2号楼 today 18:00-20:00”.
refused-usage-outage_network = Please say where and when, e.g. “/outage network 2号楼 today 18:00-20:00”.
refused-usage-restored = Please give the notice's number, e.g. “/restored 3”.
refused-outage-staff = Notices ({ $what }) are published by the staff of that place. If it is so at your home ({ $what }), just say so.
refused-outage-already = There is notice { $number } ({ $what }) already: { $told }. To change the hours: “{ $say } { $number } until 22:00”.
refused-outage-unknown = There is no notice { $number } ({ $what }); please look at the number on the notice.
refused-outage-none = There is no notice { $number }; please look at the number on the notice.
refused-outage-over = Notice { $number } is over.

help-restored = /outage water 2号楼 today 18:00-20:00 new valve – publish a notice (power, gas, heating, lift, network as well); /restored 3 when it is back
menu-outage = Publish an outage (water)
menu-outage_power = Publish a power cut
menu-outage_gas = Publish a gas cut
menu-outage_heating = Publish a heating cut
menu-outage_lift = Publish works on a lift
menu-outage_network = Publish a network cut
menu-restored = It is back: tell everybody
