# 补时长: hours of service are corrected.
hours-corrected = 记下了：{ $who } { $minutes } 分钟，累计 { $total } 分钟。原因：{ $words }
hours-corrected-you = 您的服务时长更正 { $minutes } 分钟，累计 { $total } 分钟。
    原因：{ $words }
    有疑问请找书记。
refused-usage-correcthours = 请写名字、分钟和原因，比如“补时长 阿强 30 帮着抬担架”；减去写“补时长 阿强 -30 点错了完成”。
refused-hours-below = { $who }累计只有 { $n } 分钟，不能再减那么多。
help-correcthours = 补时长 阿强 30 原因 —— 更正红管家的服务时长（分钟）
menu-correcthours = 更正服务时长
service = 您的服务：今年 { $year } 小时，累计 { $ever } 小时。最近的：
    { $rows }
service-row = { $day } { $what } { $n } 小时
service-none = 还没有服务记录。看最近的爱心日，发“爱心日”。
service-job = 红管家
service-correction = 更正
help-hours = 我的服务 —— 我做了多少小时志愿服务
menu-hours = 我的服务时长
export-sheet-hours = 服务记录
export-sheet-people = 每人合计
export-name = 姓名
export-day = 日期
export-begin = 开始
export-end = 结束
export-what = 服务
export-minutes = 分钟
export-lines = 次数
export-service-hours = 小时
