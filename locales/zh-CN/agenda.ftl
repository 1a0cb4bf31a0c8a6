# 周五议事日，会前：拟议程、排顺序、定稿、通知。
weekday = { $day ->
        [mon] 周一
        [tue] 周二
        [wed] 周三
        [thu] 周四
        [fri] 周五
        [sat] 周六
       *[sun] 周日
    }
agenda-head-draft = { $when } 议事 · 草稿
agenda-head-open = { $when } 议事 · 已定稿
agenda-head-closed = { $when } 议事 · 开完了，看结果发“议事 纪要”
agenda-head-cancelled = { $when } 议事 · 取消：{ $reason }
agenda-at = 地点：{ $place }
agenda-festival = 这天是{ $festival }，照常开；要改发“议事 改到 日子”
agenda-also = 另请：{ $who }
agenda-promises = 先看上周承诺（{ $minutes } 分钟）
agenda-item = { $n }. { $title }（{ $minutes } 分钟）
agenda-because = 　{ $words }
agenda-empty = 还没有要议的事
agenda-waiting = 还有 { $n } 件排队，下次再上
agenda-how = 排序：发“议事 3 1 2”或“议事 把12放第一”；加一件：上会 13。{ $when } 自动定稿

reason-again = 第 { $n } 次上会
reason-tabled = 提请上会
reason-overdue = 超时 { $n } 天
reason-reopened = 重开 { $n } 次
reason-called = { $n } 次呼叫没到齐
reason-followed = { $n } 户

agenda-where = ，{ $place }
agenda-looks-back = 先看上周的承诺兑现没有
agenda-point = { $n }. { $title }
agenda-public = 议事日：{ $when }{ $where }
    { $items }
    有话要说，回复那件事的卡片，或私下告诉我。
agenda-soon = 下一次议事：{ $when }{ $where }，议程还在拟。
    想提一件事，先说出来登记，再请书记“上会”。
agenda-next = 下一次议事：{ $when }。议程 { $draft } 拟好。
agenda-invited = 请您列席议事：{ $when }{ $where }
    { $items }
agenda-missed = 这几位私下联系不上，请打电话通知：{ $who }
agenda-moved = 议事改到 { $when }{ $where }
    { $items }
agenda-cancelled = { $when } 的议事取消了：{ $reason }
    没议的事下次接着议。
agenda-called-off = 好的，{ $when } 的议事取消了，没议的事下次接着议。
agenda-put-off = 好的，议事改到 { $when }。
agenda-nothing = 这周没有卡住的事，{ $when } 不用议。要加一件：上会 12
agenda-skipped = { $when } 是{ $festival }，这次不议。要开，发“议事 改到 日子”。
agenda-all-done = 定稿前都办好了
agenda-settled = 定稿了，列席的各位已私下通知。
agenda-ordered = 排好了：{ $order }
tabled = { $number } 列入 { $when } 的议事。
tabled-later = { $number } 已提请上会，{ $draft } 拟议程时排进去。
tabled-full = { $number } 记为已上会，但这次 { $most } 件已满：先移出一件，或等下次。
untabled = { $number } 移出了议程，照常接着办。
card-tabled = 上会：{ $when }

button-item-up = ↑ { $n }
button-item-down = ↓ { $n }
button-item-out = 移出 { $n }
button-agenda-settle = 定稿
button-meeting-begin = 开会
button-meeting-go-on = 接着议
button-meeting-close = 散会，发纪要
button-table = 上会

meeting-state-draft = 草稿
meeting-state-open = 已定稿
meeting-state-closed = 开完了
meeting-state-cancelled = 已取消
refused-meeting-state = 这次议事{ $state }，这一步不适用。
refused-meeting-already = 这次已经有一场议事了，发“议事”看看。
refused-meeting-past = 这个时间已经过了，请写一个以后的。
refused-no-meeting = 现在没有拟好的议程，下一次是 { $when }。要现在拟，发“议事 拟稿”。
refused-no-minutes = 还没有开过会，没有纪要。
refused-tabled-already = { $number } 已经上会了。
refused-not-tabled = { $number } 不在这次的议程里。
refused-usage-agenda = 没听懂。可以写：议事 3 1 2、议事 12 第一、议事 拟稿、议事 定稿、议事 改到 周六 10:00、议事 取消 原因。
refused-usage-agenda-cancel = 请写上原因，比如“议事 取消 台风”。
refused-usage-agenda-postpone = 请写日子和钟点，比如“议事 改到 周六 10:00”。
refused-usage-table = 请写编号，比如“上会 12”。
refused-usage-untable = 请写编号，比如“不上会 12”。

setting-agenda-draft = 拟议程
setting-agenda-meeting = 议事日
setting-agenda-minutes = 发纪要
setting-agenda-length = 议事时长
setting-agenda-place = 议事地点
setting-agenda-festivals = 节假日议事

help-agenda = 议事 —— 下一次什么时候议、议什么；“议事 纪要”看上次结果
help-table = 上会 12 —— 把一件事放进议程
menu-agenda = 议事日
menu-table = 放进议程
menu-untable = 移出议程
