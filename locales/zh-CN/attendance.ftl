# 签到、签退、点名、感谢。
duty-here = 签到了，{ $title }辛苦您！提前走再发“签退”，不发就算到结束。
duty-here-already = 您已经签过到了。
duty-went = 签退了，辛苦了！时长已记下。
duty-missed = { $day }的{ $title }没等到您，下次再来。有事去不了，提前点一下“不去了”就好。
duty-thanks = { $headline }办完了，谢谢大家！
    来了 { $n } 人，共 { $hours } 小时，服务居民 { $served } 人次。
    { $rows }
duty-thanks-row = { $stand }：{ $n } 人，服务 { $served } 人次
duty-picture-came = 来了
duty-picture-hours = 小时
duty-picture-served = 服务人次
duty-picture-people = { $n } 人
duty-picture-stands = 各摊位
duty-picture-about = { $when }
duty-picture-alt = 爱心日数字图
setting-service-hours-a-day = 每天最多计多少小时服务
refused-duty-early = 还早，{ $when } 起可以签到。
refused-duty-not-now = 现在没有正在办的爱心日。
refused-duty-code = 签到码不对或过时了，请看桌上最新的那个。
refused-duty-code-often = 试了好几次都不对。请找桌边的人，让他点一下您的名字。
refused-duty-full = 各摊位都满了，谢谢您来！请直接找带队的人。
refused-duty-not-here = 您还没签到。
act-came = 签到
act-went = 签退
act-held = 办完
menu-checkin = 爱心日签到
menu-checkout = 爱心日签退
refused-duty-desk = 这由组长、队长或居委会来办。
setting-lead-credit = 带队加分百分比
