board-row = { $number } { $day }，{ $title }，{ $state }
board-list = { $place } 一线处置
    { $rows }
    未办结 { $open } 件，本月办结 { $done } 件。看一件事发“进度 编号”。
board-waiting = 未办结
board-none-waiting = { $place } 没有未办结的事。
board-empty = { $place } 还没有登记的事。哪里不对，直接说一句就行。
board-one = { $row }
    { $place }
    { $history }
board-fact = { $when } { $who }{ $what }：{ $words }
button-board = 打开公示页
act-registered = 登记
act-lapsed = 未登记
act-followed = 我也遇到
act-added = 补充情况
act-accept = 受理
act-negotiate = 组织协商
act-call = 呼叫部门
act-table = 提请上会
act-proceed = 接着办
act-merge = 并入
act-done = 办结
act-decline = 不予受理
act-defer = 暂缓
act-resume = 自动继续
act-noted = 进展
act-withdraw = 撤回
act-confirm = 确认解决
act-reopen = 反映没解决，重开
act-expire = 七天无人答复，记为未确认
help-board = 进度 / 进度 12 —— 看大家的事办到哪了
menu-board = 看进度
