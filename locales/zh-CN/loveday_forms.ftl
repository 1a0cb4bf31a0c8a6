# 新爱心日：一步一步填。
loveday-ask-place = 哪里的爱心日？点一个，或写楼栋，比如“2号楼”。随时可发“取消”。
loveday-ask-title = 叫什么？{ $length } 字以内，比如“爱心日”。
loveday-ask-day = 哪一天？写“每月25号”或“每周六”。31号遇小月就在月底。
loveday-ask-time = 几点到几点？比如“8:30-11:30”。
loveday-ask-stations = 有哪些摊位？一行一个，最多 { $most } 个，这样写：
    泡脚 5人 小广场 带热水、盆
    理发 2人 小广场 技能理发 带推子
    义诊 3人 9:00-10:30 活动室 组长李姐 可约20
loveday-ask-held = 以前办过多少次？写个数，或写从哪年哪月开始，比如“2022年9月”；第一次就写 0。
loveday-offer = 每月25号
loveday-none = 第一次
loveday-monthly = 每月 { $day } 号
loveday-weekly = 每{ $day }
loveday-draft = { $title }（{ $place }）· { $day } { $begin }–{ $end }
    { $stations }
    以前办过 { $held } 次
loveday-preview = { $draft }
    发布后最近的会发到群里，大家点摊位就报名。发“发布”，或点下面的按钮。
button-loveday-publish = 发布
button-loveday-edit-place = 改地点
button-loveday-edit-title = 改名
button-loveday-edit-day = 改日子
button-loveday-edit-time = 改时间
button-loveday-edit-stations = 改摊位
button-loveday-edit-held = 改次数
loveday-published = { $title }定好了（{ $number } 号计划），最近的 { $n } 次已发到群里，以后到时候自动发。
    改期发“爱心改期 { $number } 9月27日 台风”，取消一次发“爱心取消 { $number } 原因”，改摊位发“爱心摊位 { $number }”，不办了发“爱心停办 { $number }”。
refused-loveday-place = 没找到您能办爱心日的这个地方，请点一个，或写楼栋，比如“2号楼”。
refused-loveday-title = 名字在 { $length } 字以内，比如“爱心日”。
refused-loveday-day = 请写“每月25号”（1 到 31）或“每周六”。
refused-loveday-time = 请写起止时间，比如“8:30-11:30”，结束要在开始后面。
refused-loveday-hours = “{ $stand }”写的是 { $hours }，不在当天 { $begin }–{ $end } 里面。请改摊位或改时间。
refused-loveday-stations = 这个摊位没看懂：“{ $line }”。请一行一个，比如“理发 2人 小广场 技能理发”，名字不要重复，最多 { $most } 个。
refused-loveday-held = 请写一个 0 到 { $most } 的数，或从哪年哪月开始，比如“2022年9月”。
refused-loveday-preview = 写“发布”就定下来；要改写“改日子”“改摊位”；不要了写“取消”。
refused-loveday-form-gone = 这张单子已经发布或取消了，重新来请发“新爱心日”。
refused-loveday-form-past = 这一问已经答过了，请看最下面那一问。
help-newloveday = 新爱心日 —— 定下爱心日：哪一天、几点、哪些摊位
menu-newloveday = 定下爱心日
refused-loveday-lead = “{ $stand }”的组长“{ $who }”没找到，要写在这里登记过的名字。
refused-loveday-lead-several = 有好几位叫“{ $who }”，“{ $stand }”的组长先不写。
