welcome = 您好，我是近邻，帮邻居把事情跟到办结。
    哪里坏了、什么事不对，直接说一句就行，可以带照片。
    绑定住处：发“绑定”加信上的绑定码，或“绑定 2号楼1单元301”。
    其他发“帮助”。
joined = 绑定好了：{ $home }。
    您是这一户的？
bond-owner = 业主
bond-co_owner = 共有人
bond-family = 家属
bond-tenant = 租户
bond-proxy = 代理人
bond-set = 记下了：{ $home } { $bond }
code-dead = 绑定码不能发在群里，这个码已经作废。请找楼长换一个，私下发给我。
code-wrong = 这个绑定码不对，或者已经用过、过期了。请对照信纸再看一遍，或找楼长换一个。
code-too-often = 试得太多了，请过一小时再试，或直接找楼长。
join-asked = 已请楼长确认：{ $home }。确认后我马上告诉您。
join-ask = { $who }申请绑定{ $home }，是这家人吗？
button-join-yes = 是，确认
button-join-no = 不是
join-confirmed = 已确认{ $home }
join-denied = 已回绝{ $home }
join-refused = 楼长没有确认{ $home }。如果弄错了，请直接找楼长说一声。
refused-usage-join = 请发“绑定”加信上的绑定码，或写清楚住处：“绑定 2号楼1单元301”。
refused-home-already = 您已经绑定{ $home }了。
refused-home-which-unit = { $building }不止一个单元，请写上是哪个，比如“{ $building }1单元{ $room }”。
refused-home-unknown = 名册里没有“{ $said }”这一户，请再看看楼栋、单元和门牌。
refused-join-asked-already = { $home }已经在等楼长确认了。
refused-no-leader = { $home }还没有楼长可以确认，请找社区要一个绑定码。
refused-join-decided = 这个申请已经有人处理过了。
me = 我的
    住处：{ $homes }
    职务：{ $roles }
    { $rows }
me-no-home = 还没有绑定
me-no-matters = 还没有报过事
help-join = 绑定 2号楼1单元301 —— 绑定住处（也可以用绑定码）
help-me = 我的 —— 住处、职务、报过的事
menu-join = 绑定住处
menu-me = 我的
menu-start = 开始
