# 补时长: hours of service are corrected.
hours-corrected = 记下了：{ $who } { $minutes } 分钟，累计 { $total } 分钟。原因：{ $words }
hours-corrected-you = 您的服务时长更正 { $minutes } 分钟，累计 { $total } 分钟。
    原因：{ $words }
    有疑问请找书记。
refused-usage-hours = 请写名字、分钟和原因，比如“补时长 阿强 30 帮着抬担架”；减去写“补时长 阿强 -30 点错了完成”。
refused-hours-below = { $who }累计只有 { $n } 分钟，不能再减那么多。
help-hours = 补时长 阿强 30 原因 —— 更正红管家的服务时长（分钟）
menu-hours = 更正服务时长
