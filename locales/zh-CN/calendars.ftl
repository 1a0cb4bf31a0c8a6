# 本月安排、日历订阅。
calendar = { $month } 月安排{ $lunar }：
    { $rows }
calendar-empty = { $month } 月没有安排{ $lunar }。
calendar-lunar = （今天农历{ $day }）
calendar-day = { $day } { $weekday }{ $note }
calendar-note = （{ $notes }）
calendar-span = { $begins }–{ $ends }
calendar-line = {"  "}{ $time } { $what }
event-day = { $title }
event-turn = 我：{ $title }
event-booking = 我约的：{ $title } 号
event-meeting = 议事
event-poll = 投票截止：{ $title }
event-survey = 问卷截止：{ $title }
feed-name = { $place } · 近邻
feed-made = 这是您自己的日历链接，别转给别人：
    { $url }
    在手机日历里选“订阅日历”，粘贴进去，以后自动更新（{ $days } 天内有效）。不要了发“日历订阅 停”。
feed-public-made = 这是小区的日历链接，可以发到群里：
    { $url }
    在手机日历里选“订阅日历”，粘贴进去（{ $days } 天内有效）。
feed-stop = 停
feed-public = 小区
feed-stopped = 日历链接停用了。
feed-none = 您没有日历链接。
refused-feed-staff = 小区的日历链接由居委会来发。自己的发“日历订阅”。
refused-feed-no-address = 还没有配置公网地址，暂时不能订阅。看安排发“本月安排”。
refused-usage-calendar = 请写：本月安排、本月安排 下月，或本月安排 10月。
refused-usage-subscribe = 请私聊发“日历订阅”；停用发“日历订阅 停”。
help-calendar = 本月安排 —— 爱心日、投票截止，还有我自己的
help-subscribe = 日历订阅 —— 把安排放进手机日历
menu-calendar = 本月安排
menu-subscribe = 订阅到手机日历
act-subscribed = 日历订阅
