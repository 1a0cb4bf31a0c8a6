call-kind-daily = 日常
call-kind-hard = 攻坚
call-kind-emergency = 应急
call-level-community = 社区
call-level-street = 街道
call-level-district = 区
setting-call-emergency = 应急到场（分钟）
setting-call-hard = 攻坚到场（小时）
setting-call-daily = 日常到场（小时）

line-calling = { $number } { $title }：部门呼叫中 · 已报到 { $arrived }/{ $total }。
called = { $number } 已呼叫{ $names }，请 { $due } 前到场。
called-nobody = { $number } 已呼叫{ $names }，请 { $due } 前到场。
    { $alone }还没有联系人：请电话通知，TA 到了发“报到 { $number } { $first }”；加联系人发“部门 { $first } 联系人 姓名”。
uncalled = { $number } 的呼叫已撤，能通知到的部门都告诉了，接着办。
designated = { $number } 指派给{ $department }，请 { $due } 前到场。
call-withdrawn = { $number } { $title }：这次呼叫撤了，不用来了。谢谢！
    原因：{ $reason }
call-over = { $number } { $title }：事情已经了结，这次呼叫到此结束。谢谢！
call-reopened = { $number } { $title }：居民说还没解决，已经重开。社区会再跟进，需要时再请{ $department }来。
call-stands = { $number } { $title }：这件事暂缓到 { $day }，这几天先不用来，到时再请{ $department }。
call-carried = { $was } 和 { $number } { $title } 是同一件事，合到 { $number } 办；请{ $department }按 { $number } 继续。
call-again = { $number } { $title }：请{ $department }处理，{ $due } 前到场。
call-assigned = { $number } { $title }：已经指派给{ $department }办理，请 { $due } 前到场。
link-pass-on = { $department } { $name }没有账号，请把下面这段转给本人（一人一链接，14 天有效）：
    { $number } { $title }（{ $place }）请{ $department }在 { $due } 前到场。点开即可签收、报到、承诺：
    { $url }
link-none = { $number } 通知不到{ $department }（没有账号，我也发不了链接）。请电话通知，TA 到了发“报到 { $number } { $department }”。

card-calling = 部门呼叫中 · 已报到 { $arrived }/{ $total }
card-calling-stands = 部门呼叫暂停 · 已报到 { $arrived }/{ $total }
card-calling-nobody = 部门呼叫中 · 等换单位
card-called-done = 部门都已办完（已报到 { $arrived }/{ $total }），等社区办结
card-call-called = { $department }：未签收，请 { $due } 前到场
card-call-signed = { $department }：已签收，请 { $due } 前到场
card-call-late = { $department }：未按时报到（应 { $due }）
card-call-arrived = { $department }：已报到 { $at }
card-call-talking = { $department }：会商中（已报到 { $at }）
card-call-promised = { $department }承诺 { $day }：{ $words }
card-call-broken = { $department }承诺 { $day } 未兑现：{ $words }
card-call-done = { $department }：已完成 { $at }
card-call-refused = { $department }：不属本单位，转{ $unit }
button-call-assign = 指派{ $department }

act-uncall = 撤回呼叫
act-assign = 指派
act-call-late = 未按时报到

refused-merge-both-called = { $number } 和 { $into } 都在呼叫部门。请先撤掉一边，比如“撤呼 { $n } 并到 { $into } 一起办”，再并。
refused-call-none = { $number } 现在没有呼叫部门。
refused-called-already = { $names }已经在 { $number } 的呼叫里了，没有重复呼叫。要再送一遍，发“部门 名称 链接 { $number }”。
refused-call-past = 到场时间已经过了，请写一个以后的时间，比如“30分钟”“明天”“15:00”。
refused-assign-street = 由街道或街道的牵头部门来定。
refused-assigned-already = 已经指派给{ $department }了。
refused-usage-call = 请写编号和部门，比如“呼叫 12 城管 公安 应急 30分钟 事由占道经营”。
refused-usage-uncall = 请写编号和原因，比如“撤呼 12 商户已经自己清走”。
refused-usage-designate = 请写编号和部门，比如“指派 12 城管”。

help-call = 呼叫 12 城管 公安 应急 街道 牵头城管 30分钟 事由占道经营 —— 请部门到场
help-uncall = 撤呼 12 原因 —— 不用部门来了
help-designate = 指派 12 城管 —— 部门都说不归自己时，由街道定
menu-call = 呼叫部门到场
menu-uncall = 撤回呼叫
menu-designate = 指派部门
