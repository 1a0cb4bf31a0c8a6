outage-water = 停水
outage-power = 停电
outage-gas = 停气
outage-heating = 停暖
outage-lift = 电梯停运
outage-network = 断网
outage-back-water = 来水了
outage-back-power = 来电了
outage-back-gas = 通气了
outage-back-heating = 供暖恢复了
outage-back-lift = 电梯恢复运行了
outage-back-network = 网络恢复了
outage-say-water = 停水
outage-say-power = 停电
outage-say-gas = 停气
outage-say-heating = 停暖
outage-say-lift = 电梯检修
outage-say-network = 断网

outage-card = { $what }通知 { $number }：{ $place }
outage-hours = { $starts }–{ $ends }
outage-since = { $when } 起，正在处理
outage-sentence = { $place }{ $what }（{ $hours }{ $known ->
        [yes] ，{ $why }
       *[no] {""}
    }）
outage-homes = 已有 { $n } 户说受影响
outage-people = 已有 { $n } 位邻居（{ $homes } 户）说受影响
outage-takes-in = 一并处理：{ $numbers }
outage-over = { $when } { $what }
outage-void = 取消，不停了
card-outage = 属{ $what }通知 { $number }，一起处理

outage-offer-reports = { $place }一小时内有 { $n } 户说{ $what }，要发成{ $what }通知吗？
    发布后这些报事一起处理，以后再报的也算进来。
outage-offer-notice = 要发成通知吗？
    { $told }
outage-not-published = 好的，没有发通知。
button-outage-publish = 发布
button-outage-drop = 不用
button-outage-mine = 我家也是
button-restored = 恢复了
button-outage-extend = 延 1 小时

outage-published = { $told }：通知 { $number } 已发到 { $n } 个群。
    改时间发“{ $say } { $number } 延到22点”，好了发“恢复 { $number }”。
outage-extended = { $place }{ $what }延到 { $when }，给您添麻烦了。
outage-restored = { $place }{ $back }。{ $words }
outage-cancelled = { $place }{ $what }取消了，{ $what }通知 { $number } 作废。{ $words }
outage-overdue = { $what }通知 { $number } 计划 { $when } 结束，{ $place }恢复了吗？
outage-still = { $what }通知 { $number } 从 { $when } 到现在还没有说恢复，{ $place }恢复了吗？
    知道几点能好，发“{ $say } { $number } 延到22点”，大家都看得到。
outage-counted = { $told }，已记下您这户也受影响，恢复了会告诉您。
outage-counted-already = { $told }，您这户已经记过了，恢复了会告诉您。

refused-usage-outage = 请写哪里、什么时间、为什么，比如“{ $say } 2号楼 今天18点到20点 换阀门”；改时间：“{ $say } 3 延到22点”。
refused-usage-outage_power = 请写哪里、什么时间，比如“停电 2号楼 今天18点到20点 检修”。
refused-usage-outage_gas = 请写哪里、什么时间，比如“停气 2号楼 今天18点到20点 检修”。
refused-usage-outage_heating = 请写哪里、什么时间，比如“停暖 2号楼 今天18点到20点 检修”。
refused-usage-outage_lift = 请写哪里、什么时间，比如“电梯检修 2号楼 今天18点到20点”。
refused-usage-outage_network = 请写哪里、什么时间，比如“断网 2号楼 今天18点到20点 检修”。
refused-usage-restored = 请写通知的编号，比如“恢复 3”。
refused-outage-staff = { $what }通知由那里的工作人员来发。您家{ $what }了，直接说一句就行。
refused-outage-already = 那里已经有{ $what }通知 { $number }：{ $told }。改时间发“{ $say } { $number } 延到22点”。
refused-outage-unknown = 没有{ $what }通知 { $number }，请看看通知上的编号。
refused-outage-none = 没有通知 { $number }，请看看通知上的编号。
refused-outage-over = 通知 { $number } 已经结束了。

help-restored = 停水 2号楼 今天18点到20点 换阀门 —— 发通知（停电、停气、停暖、电梯检修、断网一样）；好了发“恢复 3”
menu-outage = 发停水通知
menu-outage_power = 发停电通知
menu-outage_gas = 发停气通知
menu-outage_heating = 发停暖通知
menu-outage_lift = 发电梯检修通知
menu-outage_network = 发断网通知
menu-restored = 恢复了，告诉大家
