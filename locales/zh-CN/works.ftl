# 工程：议事会定下来的事，一步一步说。
work-card = 工程 { $number }：{ $title }（{ $stage }）
work-agreed = { $firm } · { $price } 元 · 工期 { $term } · 质保 { $warranty }
work-step = { $day } { $step } { $words }
work-until = 质保到 { $day }
work-stage-agreed = 已立项
work-stage-started = 施工中
work-stage-finished = 待验收
work-stage-accepted = 已验收
work-did-start = 开工
work-did-finish = 完工
work-did-redo = 返工
work-did-accept = 验收合格
work-news = 工程 { $number }“{ $title }”{ $step }（{ $firm }）。{ $words }
works-list = 工程：
    { $rows }
works-row = { $number } { $title }（{ $stage }）
works-none = 还没有工程。
refused-work-unknown = 没有工程 { $number }。发“工程”看全部。
refused-work-step = 工程 { $number } 现在{ $stage }。依次是开工、完工、验收；不合格写“返工”。比如“工程 { $number } 开工”。
act-start = 开工
act-finish = 完工
act-redo = 返工
help-project = 工程 —— 看工程进展；书记发“工程 2 开工”“工程 2 验收”
menu-project = 看工程进展
