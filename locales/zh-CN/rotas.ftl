# 值班、排班、请假。
rota-line = 值班：{ $day } { $begin }–{ $end } · { $place } { $n } 人
rota-yours = 轮到您值班了：{ $title } · { $when } · { $stand }。
    去不了就早点按“不去了”，我去请下一位；想和谁换，发“换班 名字”。
rota-short = “{ $title }”{ $begin } 还差 { $n } 人，队里排不出人了。
rota-stopped = “{ $name }”不再排新的班；已经排好的照常。
rotas = { $name }：
    { $rows }
    加一个发“值班 { $number } 每周二 19:00-21:00 2人 南门”，不排了发“值班 { $number } 停”。
rota-begun = 定好了。{ $line }
    最近 { $n } 次已经排好，轮到谁就告诉谁。看排班发“排班 { $number }”。
rota-shifts = { $name } 排班：
    { $rows }
    想换发“换班 名字”，请人替发“替班 名字”，去不了发“请假 日子”。
rota-shift = { $when }：{ $names }{ $short }
rota-missing = （差 { $n } 人）
rota-away = { $name } 请假 { $span }
away = 记下了，{ $span }不排您。{ $more }回来早了发“请假 取消”。
away-passed = 已排的 { $n } 次转给别人了。
away-span = { $first }–{ $last }
away-cancel = 取消
away-back = 好的，以后照常排您。
away-none = 您没有请假。
refused-rota-team-only = 这是队里的班，队员才能去。发“队伍”看怎么加入。
refused-usage-rota = 请写：值班 队伍编号 哪天 几点 几人 在哪，比如“值班 2 每周二 19:00-21:00 2人 南门”；不排了发“值班 2 停”。
refused-usage-shifts = 请写：排班 队伍编号，比如“排班 2”。
refused-usage-dayoff = 请写哪几天，比如“请假 12月1日到12月5日”；取消发“请假 取消”。
menu-rota = 定值班
menu-shifts = 看排班
menu-dayoff = 请假
