setting-utility-accept = 受理时限·水电气和电梯
setting-utility-news = 进展时限·水电气和电梯
setting-ordinary-accept = 受理时限·一般
setting-ordinary-solve = 办结时限·一般
setting-hard-accept = 受理时限·疑难
setting-hard-news = 进展时限·疑难
setting-hard-solve = 办结时限·疑难
setting-work-opens = 上班时间
setting-work-closes = 下班时间

clock-accept = 受理
clock-arrive = 到场
clock-news = 有新进展
clock-solve = 办结

clock-nudge = ⏰ { $number } { $place } · { $category }
    本该在 { $when } 前{ $what }，还没有。
clock-nudges = ⏰ 有 { $n } 件到时限了，还没有办：
    { $lines }
clock-nudge-row = { $number } { $place } · { $category }：该在 { $when } 前{ $what }
clock-nudge-more = 还有 { $n } 件。
button-why = 说明原因
why-ask = { $number } 为什么慢了？请写一句大家都能看的话，比如“等配件，周三到”。
why-noted = { $number } 的原因已写到卡片上。
why-not-said = 待说明
card-overdue = 已超时 { $n } 天（{ $what }），原因：{ $why }
card-overdue-today = 已超时：{ $when } 前该{ $what }，原因：{ $why }
overdue-none = 没有超时的事。
overdue-list = 超时的事：
    { $lines }
    写明原因：超时原因 12 等配件
overdue-row = { $number } { $title } · { $late }

act-clock-missed = 超过时限，已提醒
act-overdue = 公示超时
act-explained = 说明原因

refused-usage-why = 请写编号和原因，比如“超时原因 12 等配件，周三到”。
help-why = 超时原因 12 等配件 —— 写到卡片上，大家看得见
help-overdue = 超时 —— 哪些事超过了时限
menu-why = 写明超时的原因
menu-overdue = 超时的事
