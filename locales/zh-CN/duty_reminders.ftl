# 爱心日提醒：提前三天、前一晚、前一小时。
duty-kind-days = 提前三天
duty-kind-eve = 前一晚
duty-kind-hour = 前一小时
duty-sorry = （这条晚到了，抱歉。）
duty-remind-days = { $title }快到了：{ $when }，您在{ $stand }{ $things }。去不了请早点说，好让别人补上。{ $late }
duty-remind-eve = 明天{ $title }：{ $when }，您在{ $stand }{ $things }。去不了请点下面。{ $late }
duty-remind-hour = { $title }就要开始了：{ $when }，您在{ $stand }{ $things }。到了点“签到”。{ $late }
duty-mention = { $title } { $begin } 开始，提醒报了名的：{ $who }
duty-lost = { $title } { $begin } 开始，这几位我私下联系不上，请您告诉一声：{ $who }
duty-mark-for = （代）
duty-mark-lost = （请当面说）
duty-list = { $headline }，{ $begin } 开始，来的人：
    { $rows }
    到时候发“点名”，谁来了点一下；桌上用的签到码发“签到码”。
duty-list-row = { $station }：{ $names }{ $more }
duty-list-more = ，还有 { $n } 人
duty-short = { $title } { $begin } 开始，还缺人：
    { $rows }
duty-wanted = { $title } { $begin }，{ $stand }还缺人，正好您会。能来吗？
duty-reminders = 爱心日我会提醒您三次，不想要哪次就点一下：
    { $states }
duty-kind-on = { $kind }：提醒
duty-kind-off = { $kind }：不提醒
button-duty-mute = 关掉{ $kind }
button-duty-unmute = 打开{ $kind }
duty-muted = 好，{ $kind }不再提醒您。
duty-unmuted = 好，{ $kind }会提醒您。
refused-usage-loveremind = 请写：爱心提醒 提前三天（或前一晚、前一小时） 关（或开）。
menu-loveremind = 爱心日提醒开关
