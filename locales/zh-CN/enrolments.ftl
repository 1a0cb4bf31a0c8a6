# 在职党员报到：登记、名单、年度小结。
enrol-ask-employer = 您在哪个单位？最多 { $length } 个字。
enrol-ask-able = 会什么手艺？比如“水电、理发”，没有就点下面的按钮。
enrol-ask-hours = 每月大概能出几个小时？写个数，最多 { $most }。
enrol-no-skill = 没有
enrol-draft = 单位：{ $employer }
    会：{ $able }
    每月 { $hours } 小时
enrol-preview = { $draft }
    没问题就发“提交”，或点下面的按钮。只有社区工作人员看得到。
button-enrol-publish = 提交
button-enrol-edit-employer = 改单位
button-enrol-edit-able = 改手艺
button-enrol-edit-hours = 改时间
enrol-cancel = 取消
enrol-gone = 报到登记已删除，年度小结也不会再转给单位。
enrol-none = 您没有登记过。
enrolled = 登记好了，欢迎回家报到！看队伍发“队伍”，看爱心日发“爱心日”，看时长发“我的服务”。
enrolled-none = 还没有人报到。
enrolled-list = 已报到 { $n } 人：
    { $rows }
enrolled-row = { $employer }（{ $n } 人）：{ $people }
enrolled-person = { $name } { $hours } 小时/月{ $can }
enrolled-can = （{ $skills }）
year = { $year } 年您服务了 { $n } 次、{ $hours } 小时，谢谢您！
year-ask = { $year } 年您服务了 { $n } 次、{ $hours } 小时，谢谢您！
    要不要由社区转告“{ $employer }”？只转次数和小时，您不点“转”就不转。
button-year-yes = 转
button-year-no = 不转
year-agreed = 好的，{ $year } 年的次数和小时会转告单位。想改点“不转”。
year-kept = 好的，{ $year } 年的不转。
employers = { $year } 年单位小结（只列本人同意的）：
    { $rows }
employers-row = { $employer }：报到 { $n } 人，同意转告 { $agreed } 人。{ $people }
employers-person = { $name } { $n } 次 { $hours } 小时
refused-enrol-form-gone = 这张表已经交了或取消了，重新登记发“报到登记”。
refused-enrol-form-past = 这一步已经答过了，请看最新的问题。
refused-enrol-preview = 没问题发“提交”；要改哪项点下面的按钮，不登记了发“取消”。
refused-enrol-employer = 单位请写 1 到 { $length } 个字。
refused-enrol-skills = 这些里面有没有：{ $known }？没有就写“没有”。
refused-enrol-hours = 请写 0 到 { $most } 的数。
refused-usage-enrol = 请私聊发“报到登记”，或“报到登记 单位名字”。
refused-usage-enrolled = 请私聊发“报到名单”。
refused-usage-myyear = 请写：年度小结 年份，比如“年度小结 2026”。
refused-usage-employers = 请写：单位小结 年份，比如“单位小结 2026”。
help-enrol = 报到登记 —— 在职党员回社区报到
help-enrolled = 报到名单 —— 谁报到了（单位小结 2026）
help-myyear = 年度小结 —— 我一年服务了多少
menu-enrol = 在职党员报到
menu-enrolled = 报到名单
menu-myyear = 我的年度小结
menu-employers = 按单位的年度小结
act-enrolled = 报到登记
act-year-agreed = 同意转告单位
act-year-kept = 不转告单位
kept-employer = 报到单位：{ $words }
