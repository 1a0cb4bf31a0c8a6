# 我的单, and the private card of a job.
job-question = { $how ->
        [handed] 有一单想转给您：{ $number } { $title }
        [urgent] ‼ 急！离您近，请帮一把：{ $number } { $title }
       *[asked] 有一单想请您：{ $number } { $title }
    }
    { $place } · { $what }{ $two ->
        [yes] {" "}· 两位一起去
       *[no] {""}
    }
    { $call ->
        [no] 方便去一趟吗？
       *[other] 必要时打 { $call }。方便马上去吗？
    }
job-over-title = { $number } { $words }
job-declined-card = 您说了不便，下次再请您。
job-left-returned = 您已退单，谢谢您说一声。
job-left-handed = 已转给别人，谢谢您跑这一段。
job-left-lapsed = 这一单已请别人去了。
job-own = 您的单：{ $number } { $title }
job-own-state = { $state } · { $what }
job-waits-for-two = 还差一位同伴，凑齐再告诉您门牌。
job-with = 同伴：{ $who }
job-thanks = 完成，记 { $minutes } 分钟服务。谢谢您！

jobs-mine = { $duty ->
        [yes] 您在岗。
       *[no] 您不在岗，发“上岗”就能收到单。
    }
    { $rows }
    累计服务 { $hours } 小时 { $minutes } 分钟。
jobs-row = { $number } { $title } · { $place } · { $state }
jobs-none = 手上没有单。

help-jobs = 我的单 —— 手上的单、在不在岗、服务时长
menu-jobs = 我手上的单
