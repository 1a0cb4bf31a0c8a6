setting-posts-hour = 每小时动态
setting-quiet-hours = 安静时段
record-confirm = { $number } { $title }（{ $place }）：已办结，邻居确认解决了。
record-expire = { $number } { $title }（{ $place }）：已办结，七天无人答复，记为未确认。
record-decline = { $number } { $title }（{ $place }）：{ $who }不予受理。原因：{ $reason }
record-several = 记录 { $n } 条
    { $entries }
