call-state-called = 已呼叫，未签收
call-state-signed = 已签收
call-state-arrived = 已报到
call-state-talking = 会商中
call-state-promised = 已承诺
call-state-done = 已完成
call-state-refused = 不属本单位

button-call-sign = 签收
button-call-arrive = 报到
button-call-talk = 会商
button-call-promise = 承诺
button-call-finish = 完成
button-call-refuse = 不属本单位

summons-head = { $place } · { $level }{ $kind }呼叫 · { $department }
summons-reason = 事由：{ $words }
summons-due = 请 { $due } 前到场报到
summons-stands = 暂缓到 { $day }，先不用来
summons-state = 现在：{ $state }
summons-over = 这次呼叫已经结束，谢谢！
summons-promise = 承诺 { $day }：{ $words }
summons-refused = 转{ $unit }
summons-minutes = 第 { $round } 轮会商：{ $words }

call-signed = { $number } { $department }已签收，请 { $due } 前到场。
call-arrived = { $number } { $department }已报到，辛苦了。
call-talk-opened = { $number } 第 { $round } 轮会商开始，纪要由社区来记。
call-talk-joined = { $number } 已加入第 { $round } 轮会商。
call-promise-ask = 请回复日子和要做的事，比如“周五前 清理完”。我记到 { $number }，群里看得到。
call-promised = { $number } 记下了：{ $day }，{ $words }。
call-promise-today = { $number } { $title }：今天是{ $department }承诺的日子，办好了请点“完成”。
call-broken = { $number } { $title }：{ $department }承诺 { $day }“{ $words }”，没有兑现（第 { $times } 次）。
call-broken-you = { $number } { $title }：{ $department }承诺的日子过了，还没有收到“完成”。请再承诺一个日子，或者办好了点一下。
call-finished = { $number } { $department }已完成，谢谢！
call-all-done = { $number } { $title }：部门都办完了，请核实后办结。
call-refuse-ask = { $number } 该找哪个单位？请回复单位名，比如“水务”，可以加一句原因。
call-refused = { $number } 记下了：{ $department }不属本单位，应找{ $unit }。
call-refused-passed = { $number } { $department }说不属本单位，已改呼{ $unit }，请 { $due } 前到场。
call-refused-there = { $number } { $department }说不属本单位，应找{ $unit }（已经在呼叫里）。
call-refused-unknown = { $number } { $department }说不属本单位，应找“{ $unit }”，名单里没有。
    先发“部门 加 { $unit }”，再发“呼叫 { $number } { $unit }”。
call-street = { $number } { $title }：两个部门都说不属本单位，请街道定：
    { $refusals }
    发“指派 { $number } 部门”。
minuted = { $number } 第 { $round } 轮会商纪要已记下，发“进度 { $number }”可以看。

act-call-sign = 签收
act-call-arrive = 报到
act-call-talk = 会商
act-call-promise = 承诺
act-call-finish = 完成
act-call-refuse = 不属本单位
act-call-broken = 承诺未兑现
act-minuted = 会商纪要

refused-call-not-yours = 这一步由{ $department }的联系人来办。
refused-call-closed = { $number } 的这次呼叫已经结束了，不用再办。
refused-call-assigned = { $number } 是指派给您单位的，不能再转。有困难请直接找社区或街道。
refused-call-state = { $department }现在是“{ $state }”，这一步不用再做了。
refused-call-not-you = { $number } 没有呼叫您的单位，这次呼叫了：{ $names }。
refused-call-whose = { $number } 请写明部门，比如“报到 12 城管”。这次呼叫了：{ $names }。
refused-call-promise-day = 没看懂是哪一天。请先写日子，再写要做的事，比如“周五前 清理完”。
refused-call-promise-words = 还差一句要做什么，请连日子一起再写一遍，比如“周五前 清理完”。
refused-call-promise-past = 这个日子已经过了，请写今天或以后的日子。
refused-call-refuse-unit = 请写出该找哪个单位，比如“水务”。
refused-call-refuse-self = 不能转给{ $department }自己，请写别的单位。
refused-link-gone = 这个链接用不了了，什么都没有改动。
refused-link-used = 这一步已经通过这个链接办过了，没有重复记。
refused-usage-sign = 请写编号，比如“签收 12”。
refused-usage-arrive = 请写编号，比如“报到 12”。
refused-usage-minutes = 请写编号和纪要，比如“会商 12 卸货改到后门，夜里不施工”。
refused-usage-promise = 请写编号、日子和要做的事，比如“承诺 12 周五前 清理完”。
refused-usage-fulfil = 请写编号，比如“办完 12”。
refused-usage-notours = 请写编号和该找的单位，比如“不归我管 12 水务”。

help-arrive = 报到 12 —— 部门到了现场（社区可代：报到 12 城管）
help-minutes = 会商 12 纪要 —— 记下这一轮商量的结果
menu-sign = 签收呼叫
menu-arrive = 到场报到
menu-minutes = 记会商纪要
menu-promise = 承诺日子
menu-fulfil = 完成
menu-notours = 不归我管：不属本单位

page-title = 部门呼叫
page-gone-title = 这个链接用不了
page-gone = 它可能过期了、已经作废，或者这次呼叫结束了。什么都没有改动。
page-gone-next = 请向给您链接的社区工作人员要一个新的。
page-busy = 打不开的链接试得太多了，请过十分钟再试。
page-note = 这个链接只给您一个人用，每一步只能点一次。请不要再转给别人。
page-nothing = 现在没有要您点的了。
page-day = 哪天以前
page-words = 做什么
page-words-example = 比如：清理完
page-unit = 该找哪个单位
page-unit-example = 比如：水务
page-again = 这一步已经办过了，没有重复记。
page-unchanged = 没有新的改动，请看下面现在的情况。
