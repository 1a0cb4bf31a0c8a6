# 上岗, 下岗, 技能.
skill-water_power = 水电
skill-woodwork = 木工
skill-locks = 锁
skill-appliances = 电器
skill-devices = 电脑手机
skill-lifting = 力气活
skill-mediation = 调解
skill-company = 陪护
skill-paperwork = 文书
skill-haircut = 理发
skill-first_aid = 急救

duty-on = 您上岗了，有合适的单我私下问您。会的：{ $skills }
    休息时发“下岗”。
duty-on-until = 您上岗了，到 { $until } 自动下岗。会的：{ $skills }
duty-off = 您下岗了，辛苦了。{ $some ->
        [no] {""}
       *[yes] 手上还有 { $n } 单，发“我的单”看看。
    }
skills-list = 您会的：{ $skills }
    改一改：我的技能 水电 调解
    可以写：{ $known }
skills-none = 还没写
skills-set = 记下了，您会的：{ $skills }
skills-set-for = 记下了，{ $who }会的：{ $skills }
skills-set-told = 您的技能现在记为：{ $skills }。要改请发“我的技能”。

cap-set = 记下了，您手上最多 { $n } 单，到了就不再问您。
cap-set-for = 记下了，{ $who }手上最多 { $n } 单。
cap-set-told = 您手上的单现在最多 { $n } 单。要改请发“接单上限 数字”。
refused-usage-cap = 请写 1 到 10，比如“接单上限 2”；替别人设写“接单上限 阿强 2”。
refused-off-already = 您现在不在岗。
refused-skill-unknown = 没听懂“{ $said }”。可以写：{ $known }。
refused-usage-onduty = 请写“上岗”，或写到几点，比如“上岗 到22点”。
refused-usage-setskills = 请在群里回复那位红管家的话，写“技能 水电 木工”。

help-onduty = 上岗 —— 可以收到单；也可写“上岗 到22点”
help-offduty = 下岗 —— 不再收到单
help-skills = 我的技能 水电 调解 —— 写下自己会什么
help-setskills = 技能 水电 木工 —— 回复红管家的话，替他写下会什么
help-cap = 接单上限 2 —— 手上最多几单
menu-cap = 手上最多几单
menu-onduty = 上岗
menu-offduty = 下岗
menu-skills = 我的技能
menu-setskills = 替红管家写技能
