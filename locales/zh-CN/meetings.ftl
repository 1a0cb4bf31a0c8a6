# 周五议事日，会上和会后：逐项定结论，发纪要。
item-head = 第 { $n } 项，共 { $total } 项（{ $minutes } 分钟）
item-must = 已经留过两次，这次要定下来。
item-left = → { $outcome }
button-outcome-solved = 当场解决
button-outcome-owner = 定人定日
button-outcome-call = 呼叫街道
button-outcome-vote = 业主表决
button-outcome-again = 下次再议
button-item-anew = 改结论

outcome-solved = 当场解决
outcome-owner = { $who } { $day }
outcome-call = 呼叫街道
outcome-vote = 交业主表决
outcome-again = 下次再议（已议 { $turn } 次）
outcome-none = 还没定
outcome-words = { $outcome }：{ $words }
outcome-noted = { $number } 记下了。
outcome-noted-call = { $number } 记下了。会后请发“呼叫 { $plain }”加上部门，请他们来报到。
owner-somebody = 专人负责
act-decided = 议定

vow-ask = 请接着写：谁 哪天 做什么，比如“物业 下周三 换门禁”。
minutes-title = { $when } 议事纪要
minutes-promises = 上周承诺：兑现 { $kept } 件，没兑现 { $unkept } 件
minutes-item = { $n }. { $title } → { $outcome }
minutes-next = 下一次：{ $when }
minutes-missing = 今晚的议事还没记下一个结论。请记一下，记完点“散会”；到 { $when } 还没有，就都算下次再议。
meeting-closed = 散会了，纪要已发出。

invited = 记下了，以后每次议事都请{ $who }，定稿时私下通知。
invited-by-name = 记下了，以后每次议事都请{ $who }。我没有 TA 的私聊，定稿时会提醒打电话。
uninvited = 好的，以后不再请{ $who }。

refused-meeting-not-open = 议程还没定稿，或者会已经开完了，现在记不了结论。
refused-item-solved = 这一项已经当场解决了。没解决，请报事的邻居点“没解决”。
refused-again-twice = { $number } 已经留过两次了，这次要定下来：当场解决、定人定日、呼叫街道或业主表决。
refused-vow-unclear = 没看出是谁、哪天。请照这样写：物业 下周三 换门禁
refused-vow-past = 这个日子已经过了，请写一个以后的日子。
refused-invited-already = 每次都已经请{ $who }了。
refused-not-invited = 名单里没有“{ $who }”。
refused-usage-outcome = 请写编号和结论，比如“结论 12 物业 下周三 换门禁”“结论 12 下次再议”。
refused-usage-invite = 请写上名字，比如“列席 老周”；回复那个人的话来写，就能私下通知到。
refused-usage-uninvite = 请写上名字，比如“不列席 老周”。

help-outcome = 结论 12 物业 下周三 换门禁 —— 会上记一项结论
help-invite = 列席 老周 —— 每次议事都请 TA
menu-outcome = 记结论
menu-invite = 请人列席
menu-uninvite = 不再请列席
