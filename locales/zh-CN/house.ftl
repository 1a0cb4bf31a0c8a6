# What the house itself says: days, roles, refusals, failures.
day = { $month }月{ $day }日
age-now = 刚刚
age-minutes = { $n } 分钟前
age-hours = { $n } 小时前
age-days = { $n } 天前
list-separator = 、
somebody = 一位邻居
choices-private = 回复数字即可：
choices-group = @我 并回复数字：

role-resident = 居民
role-leader = 楼长
role-helper = 红管家
role-volunteer = 志愿者
role-property = 物业
role-secretary = 书记
role-committee = 业委会
role-branch = 支部委员
role-supervisor = 监事会
role-community = 社区
role-street = 街道
role-department = 部门
role-partner = 共建单位
role-owner = 系统管理员

failed = 这一步没办成，是我的问题，已经记下（编号 { $entry }）。请稍后再试一次。
operator-failure = ⚠ 处理失败：{ $what }
    原文已留存，可用 jinlin replay 查看。
operator-gone = ⚠ 这个会话发不进去了：{ $what }
operator-rejected = ⚠ 渠道拒收了一条消息：{ $what }
operator-unknown = ⚠ 有一条消息不知道送到没有：{ $what }
    请用 jinlin replay --letters 确认或重发。
operator-quarantine = ⚠ 收到一条读不懂的更新，已隔离：{ $what }
operator-wecom-replaced = ⚠ 企业微信机器人 { $what } 被另一处连接顶替了，这里已停下，不会去抢。
    请确认只有一处在用它，再重新启动。
operator-wecom-refused = ⚠ 企业微信不认机器人 { $what } 的密钥，已停下。
    请核对 WECOM_BOT_ID 和 WECOM_BOT_SECRET，再重新启动。
wecom-underway = 收到，正在办
wecom-noted = 收到了

refused-role = 这一步由{ $roles }来办。
refused-nobody = 我认不出是谁在说话，请用个人账号再说一次。
refused-nobody-anonymous = 匿名身份我认不出是谁，请用个人账号再说一次。
refused-nobody-channel = 频道身份我认不出是谁，请用个人账号再说一次。
refused-nobody-forward = 转发的内容我不能当成您本人说的，请自己写一句。
refused-nobody-bot = 我只和邻居说话。
refused-where-private = 这件事请私下和我说。
refused-where-group = 这句话请在群里说。
refused-button-unknown = 这个按钮已经过时了。
refused-not-yours = 这一步要由报事的人或跟进的邻居来点。
refused-no-place-private = 您还没告诉我住在哪里。请发“绑定 2号楼1单元301”，或用信上的绑定码。
refused-no-place-group = 这个群还没有设置是哪个小区的，请管理员发“设置 小区名 居民群”。
refused-place-unknown = 没找到“{ $name }”这个地方，请照名册上的写法，如“傲梅苑/2号楼”。
