# 志愿服务队：建队、加入、招募、值班、请假。
team-ask-place = 哪里的队伍？
team-ask-name = 队伍叫什么？最多 { $length } 个字，比如“平安巡逻队”。
team-ask-lead = 队长是谁？写名字。
team-ask-about = 做些什么？一句话，比如“晚上巡逻，看看消防通道”。
team-ask-wanted = 想要多少人？写个数，最多 { $most }。
team-myself = 我来当
team-draft = { $name }（{ $place }）
    队长 { $lead } · 想要 { $wanted } 人
    { $about }
team-preview = { $draft }
    没问题就发“发布”，或点下面的按钮。
button-team-publish = 发布
button-team-edit-place = 改地点
button-team-edit-name = 改队名
button-team-edit-lead = 改队长
button-team-edit-about = 改介绍
button-team-edit-wanted = 改人数
team-published = “{ $name }”建好了，{ $number } 号队。
    发“招募 { $number }”把它发到群里；定值班发“值班 { $number } 每周二 19:00-21:00 2人 南门”。
team-you-lead = 请您当“{ $name }”（{ $number } 号队）的队长。
    招人发“招募 { $number }”，看队员发“队员 { $number }”，定值班发“值班 { $number } 每周二 19:00-21:00 2人 南门”。
team-card = { $name }（{ $number } 号队）
team-size = 队长 { $lead } · { $n }/{ $wanted } 人
team-wanting = 还想要 { $n } 人，点“加入”就行。
team-complete = 人够了，还想来也欢迎。
team-ended = 这支队伍已经解散，谢谢大家。
button-team-join = 加入
button-team-leave = 退出
teams-none = 这里还没有志愿队伍。
teams = 志愿队伍：
    { $rows }
    发“队伍 编号”看一支，点“加入”就行。
teams-row = { $number } 号 { $name } · { $n }/{ $wanted } 人
team-in-already = 您已经在“{ $name }”了。
team-joined = 欢迎加入“{ $name }”！轮到您会提前告诉您；看排班私聊我发“排班 { $number }”，去不了发“请假 12月1日到12月5日”。
team-newcomer = { $who }加入了“{ $name }”。
team-leaver = { $who }退出了“{ $name }”。
team-left = 已退出“{ $name }”，谢谢您。排到您的班已转给别人。
team-not-in = 您不在“{ $name }”。
team-recruiting = “{ $name }”的招募发到 { $n } 个群了。
team-members = { $name }，{ $n } 人（今年的服务时长）：
    { $rows }
team-member = { $name } · { $since }加入 · { $n } 小时{ $can }
team-member-can = {" · 会"}{ $skills }
team-lead-is = “{ $name }”的队长现在是{ $who }。
team-dropped = 您不再是“{ $name }”的队员了。以前的服务时长都还在。
team-member-dropped = { $who }已不在“{ $name }”。
team-is-over = “{ $name }”解散了，谢谢您的服务。时长都还在，发“我的服务”可以看。
team-over-now = “{ $name }”解散了，已告诉 { $n } 位队员。
refused-team-form-gone = 这张表已经发布或取消了，重新建发“新队伍”。
refused-team-form-past = 这一步已经答过了，请看最新的问题。
refused-team-preview = 没问题发“发布”；要改哪项点下面的按钮，不建了发“取消”。
refused-team-place = 没找到这个地方，请点下面的按钮选。
refused-team-name = 队名请写 1 到 { $length } 个字。
refused-team-lead = 没找到“{ $who }”。要写在这里登记过的名字。
refused-team-lead-several = 有好几位叫“{ $who }”。请先由您当队长，等那一位加入后发“换队长”。
refused-team-about = 介绍请写 1 到 { $length } 个字。
refused-team-wanted = 人数请写 1 到 { $most }。
refused-team-unknown = 没有 { $number } 号队。发“队伍”看有哪些。
refused-team-over = “{ $name }”已经解散了。
refused-team-full = “{ $name }”人满了。
refused-team-not-yours = 这要“{ $name }”的队长或居委会来办。
refused-team-lead-stays = 队长要先交班：发“换队长 { $number } 名字”。
refused-team-member-unknown = “{ $name }”里没有叫“{ $who }”的。发“队员”看名单。
refused-team-member-several = “{ $name }”里有好几位叫“{ $who }”，请让那一位自己点。
refused-usage-newteam = 请私聊发“新队伍”，或“新队伍 平安巡逻队”。
refused-usage-teams = 请发“队伍”看全部，或“队伍 编号”看一支。
refused-usage-recruit = 请写：招募 队伍编号，比如“招募 2”。
refused-usage-teammates = 请写：队员 队伍编号，比如“队员 2”。
refused-usage-teamlead = 请写：换队长 队伍编号 名字，比如“换队长 2 小李”。
refused-usage-dropmember = 请写：移出 队伍编号 名字，比如“移出 2 小李”。
refused-usage-endteam = 请写：解散 队伍编号，比如“解散 2”。
help-newteam = 新队伍 —— 建一支志愿队伍（招募、队员、值班、换队长、移出、解散）
help-teams = 队伍 —— 看志愿队伍，加入或退出（排班、请假）
menu-newteam = 建志愿队伍
menu-teams = 看志愿队伍
menu-recruit = 招募队员
menu-teammates = 看队员
menu-teamlead = 换队长
menu-dropmember = 移出队员
menu-endteam = 解散队伍
act-left = 退出
act-recruited = 招募
act-lead = 换队长
act-rota = 定值班
act-rota-ended = 停值班
act-called-up = 排班
act-away = 请假
kept-team = 志愿队伍：{ $words }
