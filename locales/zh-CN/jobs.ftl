skill-plumbing = 水电
skill-electrics = 电器
skill-locks = 开锁
skill-carpentry = 木工
skill-mediation = 调解
skill-care = 陪护
skill-lifting = 力气活
skill-paperwork = 文书
skills-none = 还没说
skills-noted = 记下了，您会：{ $skills }。

duty-on = 您上岗了，附近有事先问您。您会：{ $skills }。收工时发“下岗”。
duty-on-until = 您上岗了，到 { $when } 自动下岗。您会：{ $skills }。
duty-off = 您下岗了，辛苦了。
duty-over = 到点了，已帮您下岗，辛苦了。
jobs-own = 手上 { $n } 单；一共做完 { $done } 单，服务 { $hours } 小时。

assigned = { $number } 正在问 { $n } 位红管家，有人接单马上告诉大家。
assigned-nobody = { $number } 现在没有合适的红管家在岗。可以点名：派单 12 姓名。
job-nobody = { $number } { $place }：问了 { $n } 位红管家，还没人接。请点名：派单 编号 姓名。
job-ask = { $number } { $title }
    { $place } · { $category }
    您方便去看看吗？
job-door = ，{ $door } 室
job-mine-taken = { $number } { $title }
    { $place }{ $door }。原话：{ $words }
    这一单是您的了。
job-mine-on_way = { $number } { $title }
    { $place }{ $door }。原话：{ $words }
    您在路上。
job-mine-arrived = { $number } { $title }
    { $place }{ $door }。原话：{ $words }
    您已到场。弄好后可以发一张照片，再点完成。
job-mine-done = { $number } { $title }
    { $place }{ $door }。
    已完成，谢谢您。原话：{ $words }
job-declined = { $number } { $title }，{ $place }：您这次不便，已请别人。
job-gone = { $number } { $title }，{ $place }：已有红管家接单，谢谢您。
job-done-ask = { $number } { $place }：红管家说已完成。可以办结了吗？
job-back-ask = 为什么退单？写一句就好，比如“要接孩子”。
job-given-back = 退了，马上问别人。
job-handed-on = 正在问{ $name }。
job-silent = { $number } 您还去吗？去的话点“出发”；不便就点“退单”。
job-lost = { $number } 两小时没有动静，先请别人去了。
job-yours = 这一单是您的了
job-passed = 没关系，谢谢您

step-asking = 正在找人
step-taken = 已接单
step-on_way = 在路上
step-arrived = 已到场
step-done = 已完成
card-job = 红管家：{ $steps }

button-assign = 派单
button-job-take = 接单
button-job-pass = 不便
button-job-go = 出发
button-job-there = 到场
button-job-finish = 完成
button-job-back = 退单

act-assigned = 派单
act-job-taken = 接单
act-job-on_way = 出发
act-job-arrived = 到场
act-job-done = 完成
act-job-given-back = 退单
act-job-handed-on = 转单

refused-skill-unknown = 没有“{ $said }”这一项。可以写：{ $known }。
refused-job-live = { $number } 已有红管家在办。
refused-helper-unknown = 这里没有叫“{ $name }”的红管家或志愿者。
refused-helper-many = 叫“{ $name }”的不止一位，请写全名。
refused-job-not-asked = 这一单没有问到您。
refused-job-taken = 已有红管家接单，谢谢您。
refused-job-not-yours = 这一单不在您手上。
refused-job-begun = 您已到场，请先做完，或请书记另外派单。
refused-usage-onduty = 请这样写：上岗，或者上岗 到22点。
refused-usage-assign = 请写编号，比如“派单 12”“派单 12 水电”“派单 12 阿强”。
refused-usage-giveback = 请写编号和原因，比如“退单 12 要接孩子”。
refused-usage-handon = 请写编号和姓名，比如“转单 12 阿强”。

help-onduty = 上岗 / 上岗 到22点 —— 附近有事先问您
help-offduty = 下岗 —— 收工
help-skills = 我的技能 水电 调解 —— 您会什么
help-jobs = 我的单 —— 手上的活和服务时长
help-assign = 派单 12 / 派单 12 水电 / 派单 12 阿强 —— 请红管家去
help-giveback = 退单 12 原因 —— 去不了，请别人
help-handon = 转单 12 姓名 —— 换一位去
menu-onduty = 上岗
menu-offduty = 下岗
menu-skills = 我会什么
menu-jobs = 我的单
menu-assign = 请红管家去
menu-giveback = 退单
menu-handon = 转单
