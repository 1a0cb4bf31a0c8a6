# 投票：发起、卡片、投票、延期、结果、回执。
poll-kind-advisory = 意向摸底
poll-kind-statutory = 法定表决
poll-kind-consent = 一致同意
poll-not-advisory = 只是听听大家的想法，没有法律效力。
poll-not-statutory = 群里的表决不是官方电子投票，正式结果以业主大会书面或官方平台为准，这里的票可以导出去填报。
poll-not-consent = 这是大家当面同意的记录，不是官方电子投票；不投不算同意。
poll-option-yes = 同意
poll-option-no = 反对
poll-option-abstain = 弃权
poll-manner-single = 单选
poll-manner-multiple = 多选
poll-manner-ranked = 排序
poll-counted-home = 按户
poll-counted-head = 按人数
poll-counted-area = 按面积
poll-sealed-open = 公开进展
poll-sealed-sealed = 封存到截止
poll-item-procedure = 一
poll-item-convention = 二
poll-item-committee = 三
poll-item-company = 四
poll-item-use-fund = 五
poll-item-raise-fund = 六
poll-item-rebuild = 七
poll-item-change-use = 八
poll-item-other = 九
poll-issue-procedure = 制定和修改业主大会议事规则
poll-issue-convention = 制定和修改管理规约
poll-issue-committee = 选举业主委员会或者更换业主委员会成员
poll-issue-company = 选聘和解聘物业服务企业或者其他管理人
poll-issue-use-fund = 使用建筑物及其附属设施的维修资金
poll-issue-raise-fund = 筹集建筑物及其附属设施的维修资金
poll-issue-rebuild = 改建、重建建筑物及其附属设施
poll-issue-change-use = 改变共有部分的用途或者利用共有部分从事经营活动
poll-issue-other = 有关共有和共同管理权利的其他重大事项
poll-clause = 依据《民法典》第二百七十八条第一款第（{ $item }）项：{ $issue }
kept-ballots = 投过的票：{ $words } 张（票记在户上，注销后仍计数）

# 卡片
poll-card = 投票 { $number } · { $kind }：{ $title }
poll-roll = { $place } · { $homes } 户、{ $heads } 人、{ $area } ㎡
poll-unreached = （{ $n } 户未联系）
poll-how-multiple = 可以选 { $most } 项，一项一项点。
poll-how-ranked = 从最想要的开始，一个一个点。
poll-how-home = 一户一票，按户计。
poll-how-head = 一户一票，按业主人数计。
poll-how-area = 一户一票，按面积计。
poll-how-sealed = 封存投票：截止前谁也看不到投了什么。
poll-bar-heads = 人数 { $bar } 参与 { $part }/{ $whole }，{ $mark } 须 { $need }
poll-bar-area = 面积 { $bar } 参与 { $part }/{ $whole } ㎡，{ $mark } 须 { $need }
poll-bar-agree = ；同意 { $agree }，{ $mark } 须 { $need }
poll-mark-passed = 过半
poll-mark-all = 全部
poll-heads = { $n } 户
poll-area = { $area } ㎡
poll-missing = 还差 { $short }
poll-missing-part = 参与还差 { $short }
poll-out-of-reach = 还差 { $short }：没投的都同意也不够了，要有人改主意
poll-enough = 按现在的票，够了
poll-enough-part = 参与够了
poll-took-part = 已投 { $homes }/{ $of } 户，{ $area }/{ $of_area } ㎡
poll-line-home = { $bar }{ $option } { $homes } 户（{ $percent }%）· { $area } ㎡
poll-line-head = { $bar }{ $option } { $heads } 人（{ $percent }%）· { $homes } 户
poll-line-area = { $bar }{ $option } { $area } ㎡（{ $percent }%）· { $homes } 户
poll-put-off = 延期：{ $old } → { $new }，{ $why }
poll-until = { $when } 截止，之前可以改
poll-counting = { $when } 已截止，正在计票
poll-over = { $when } 已截止
poll-roll-print = 名册指纹 { $hash }
poll-ballots-print = 选票指纹 { $hash }
poll-rank-separator = {" > "}
button-poll-clear = 重新选
button-poll-show = 去投票
button-poll-mine = 我家的票

# 结果
poll-result = 投票 { $number } 结果：{ $title }（{ $place }）
poll-result-time = { $opened } 开始，{ $closed } 截止
poll-result-part = 参与 { $homes }/{ $of_homes } 户，{ $heads }/{ $of_heads } 人，{ $area }/{ $of_area } ㎡
poll-part-heads = 参与人数 { $have }/{ $whole }，{ $mark } 须 { $need }，{ $met }
poll-part-area = 参与面积 { $have }/{ $whole } ㎡，{ $mark } 须 { $need }，{ $met }
poll-agree-heads = “{ $option }”人数 { $have }/{ $whole }，{ $mark } 须 { $need }，{ $met }
poll-agree-area = “{ $option }”面积 { $have }/{ $whole } ㎡，{ $mark } 须 { $need }，{ $met }
poll-met = 达到
poll-short = 差 { $short }
poll-divided = 名下几套意见不一的业主 { $n } 人，人数上不计入任何一项
poll-carried-statutory = 通过
poll-carried-consent = 全体同意
poll-carried-which = 达到法定比例：{ $options }
poll-carried-none = 没有一项达到法定比例
poll-failed-statutory = 未通过：{ $why }
poll-failed-consent = 没有全体同意：{ $why }
poll-failing-nobody = 没有人参与
poll-failing-heads-taking-part = 参与人数差 { $short } 人
poll-failing-area-taking-part = 参与面积差 { $short } ㎡
poll-failing-heads-agreeing = 同意人数差 { $short } 人
poll-failing-area-agreeing = 同意面积差 { $short } ㎡
poll-opinion = 最多的是：{ $options }
poll-opinion-tie = 并列最多：{ $options }
poll-opinion-none = 没有人表态
poll-ranked = 逐轮淘汰：{ $run_off }；两两比较（Schulze）：{ $schulze }
poll-ranked-tie = { $options } 并列
poll-round = 第 { $n } 轮：{ $counts }
poll-round-spent = ，排完的 { $n }
poll-round-out = ，淘汰 { $options }
poll-check-how = 核对：私下发“回执 回执码”，看计入的是什么。

# 发起
poll-ask-place = 在哪里投？点一个，或写楼栋，比如“2号楼”。随时可发“取消”。
poll-ask-title = 在{ $place }投什么？一句话，{ $length } 字以内，比如“2号楼要不要装门禁”。
poll-ask-kind = 哪一种？
    意向摸底：听听想法。法定表决：按《民法典》第二百七十八条计票。一致同意：一户不少都同意才算。
poll-ask-issue = 属于第二百七十八条的哪一项？
poll-ask-options = 有哪些选项？默认同意、反对、弃权。要自己定，就一行写一个（最多 { $most } 个）。
poll-ask-manner = 怎么选？
poll-ask-most = 最多选几项？
poll-ask-counted = 怎么计？
poll-ask-sealed = 截止前，大家能看到投了什么吗？
poll-ask-closes = 什么时候截止？点一个，或写“周五20点”“3天后”。
button-poll-usual = 同意、反对、弃权
button-poll-most = { $n } 项
button-poll-issue = （{ $item }）{ $issue }
button-poll-publish = 发布
button-poll-edit-place = 改地点
button-poll-edit-title = 改标题
button-poll-edit-kind = 改种类
button-poll-edit-options = 改选项
button-poll-edit-sealed = 改公开
button-poll-edit-closes = 改截止
poll-draft = { $kind }：{ $title }
    { $roll }{ $clause }{ $alike }
    选项：{ $options }（{ $manner }，{ $sealed }）
    { $when } 截止
    { $isnot }
poll-namesakes = 名册里业主同名、按一人计的：{ $doors }。不是同一个人，请先在名册里区分开。
poll-preview = { $draft }
    发布后选项和名册就不能改了。发“发布”，或点下面的按钮；不要了发“取消”。
poll-reviewed = 支部先议：{ $day } 通过
poll-approved = 支部同意了。
    投票 { $number } 已发到 { $n } 个群，{ $when } 截止。
    名册已冻结，指纹 { $hash }
    谁没投发“未投 { $number }”，延期发“延期 { $number } 周日20点 原因”。
poll-returned = 支部退回了“{ $title }”：{ $words }
    草稿还在，发“新投票”接着改。
poll-published = 投票 { $number } 已发到 { $n } 个群，{ $when } 截止。
    名册已冻结，指纹 { $hash }
    谁没投发“未投 { $number }”，延期发“延期 { $number } 周日20点 原因”。
poll-opened = 投票 { $number } 开始 · { $kind }：{ $title }
    { $homes } 户，{ $when } 截止
    名册指纹 { $hash }

# 延期、提醒、未投
poll-extended = 投票 { $number }“{ $title }”延期
    { $old } → { $new }
    原因：{ $why }
poll-reminder = 投票 { $number }“{ $title }”{ $when } 截止，{ $homes } 还没投。
poll-knock = 投票 { $number }“{ $title }”{ $when } 截止，{ $n } 户没投，其中 { $lost } 户我联系不上，请上门问问：
    { $doors }
unvoted = 投票 { $number }“{ $title }”：{ $n } 户没投
    { $lists }
unvoted-none = 投票 { $number } 每一户都投了。
    { $lists }
unvoted-unreached = 未联系（{ $n } 户）：{ $doors }
unvoted-mute = 收不到私信（{ $n } 户）：{ $doors }
unvoted-silent = 已能联系、还没投（{ $n } 户）：{ $doors }
unvoted-more = {" "}等，另有 { $n } 户

# 投票
ballot-set = 已记下 { $home }：{ $choice }。截止前可以改。回执 { $receipt }
ballot-set-openly = 投票 { $number } 已记下您家的意见，截止前可以改。
ballot-replaced = 投票 { $number }“{ $title }”：{ $home } 的票刚由同一户的家人重新投过，截止前以最后一次为准。看现在记的是什么，发“投票 { $number }”。
ballot-each = 您有 { $n } 户，我私下一户一户问您。
ballot-more = 还有 { $n } 户，请写门牌投，比如“投票 { $number } { $home } 同意”。
ballot-none = { $home }：还没投
ballot-is = { $home }：{ $choice }，回执 { $receipt }
ballot-closed-box = { $home }：已投，内容只有投票的人看得到
ballot-told = { $line }
polls-list = 正在投的票：
    { $rows }
    看一个发“投票 编号”。
polls-row = { $number } { $kind }：{ $title } · { $part }/{ $homes } 户 · { $when } 截止
polls-none = 现在没有正在投的票。
receipt = 回执 { $receipt }
    投票 { $number }：{ $title }
    { $home } 计入：{ $choice }
    { $when } 投的{ $over ->
        [yes] ，已截止
       *[no] ，截止前可以改
    }

refused-poll-unknown = 没有投票 { $number }，发“投票”看看正在投的。
refused-poll-ended = 投票 { $number } 已在 { $when } 截止，不能再延了。
refused-poll-place = 没找到您能发起投票的这个地方，请点一个，或写楼栋，比如“2号楼”。
refused-poll-title = 请用一句话写清投什么，{ $length } 字以内。
refused-poll-kind = 请写“意向摸底”“法定表决”或“一致同意”。
refused-poll-issue = 请点一项，或写第几项，比如“5”。
refused-poll-options = 请一行写一个选项，2 到 { $most } 个，每个 40 字以内；用默认的就写“默认”。
refused-poll-manner = 请写“单选”或“多选”；意向摸底也可以“排序”。
refused-poll-most = 请写最多选几项，比如“2”。
refused-poll-counted = 请写“按户”“按人数”或“按面积”。
refused-poll-sealed = 请写“公开”或“封存”。
refused-poll-closes = 截止时间要在 10 分钟以后、180 天以内，比如“周五20点”“3天后”。
refused-poll-preview = 写“发布”就发出去；要改写“改标题”“改截止”；不要了写“取消”。
refused-poll-form-gone = 这张投票已经发布或取消了，重新来请发“新投票”。
refused-poll-form-past = 这一问已经答过了，请看最下面那一问。
refused-poll-no-roll = 名册里这里还没有住户，请先导入名册。
refused-poll-no-area = 还有 { $n } 户没有面积，计不了票：{ $doors }。请先补齐名册，草稿我留着。
refused-usage-extend = 请写新的截止时间和原因，比如“延期 5 周日20点 还有三户在外地”。
refused-extend-earlier = 只能往后延：投票 { $number } 现在 { $when } 截止。
refused-usage-unvoted = 请写投票的编号，比如“未投 5”。
refused-usage-receipt = 请写上回执码，比如“回执 7KQ2M-9XH4B”。
refused-receipt-unknown = 没有这张回执，或者它不是您家的。请照着回执码再写一次。
refused-receipt-closed-box = 这张票还封存着，截止前只有投票的人能看。
refused-ballot-no-home = 您还没绑定住处，票不知道记在哪一户。私下发我“绑定 2号楼1单元301”，或用信上的绑定码。
refused-ballot-elsewhere = 您家不在投票 { $number } 的名册里。
refused-ballot-late = 投票 { $number } 已在 { $when } 截止，这一次没有计入。
refused-ballot-tenant = 这是业主共同决定的事，按法律由业主来投，租户不能代投。您有想法可以告诉业主，或直接报给我。
refused-ballot-answered = 这一户已由业主投过，以业主的为准。
refused-ballot-too-many = 最多选 { $most } 项，要换请先点“重新选”。
refused-ballot-several = 您有 { $n } 户，要一户一户投：请先私下给我发一句话，再来点。
refused-ballot-openly = 写在群里大家都看得到。请点卡片上的按钮，或私下发给我。
refused-ballot-words = 没看懂。投票 { $number } 可以选：{ $options }。

help-poll = 新投票 —— 发起投票：意向摸底、法定表决、一致同意
help-polls = 投票 —— 看正在投的；“投票 5 同意”就投了
help-extend = 延期 5 周日20点 原因 —— 投票延期
help-unvoted = 未投 5 —— 谁还没投
help-receipt = 回执 回执码 —— 看您的票计成了什么
menu-poll = 发起投票
menu-polls = 看正在投的票
menu-extend = 投票延期
menu-unvoted = 谁还没投
menu-receipt = 核对回执

export-sheet-poll = 投票
export-sheet-options = 选项
export-sheet-ballots = 选票
export-fact = 项目
export-value = 内容
export-key = 代号
export-label = 选项
export-household = 户
export-head = 业主序号
export-receipt = 回执
export-choice = 选择
export-spoken = 选择（文字）

# ---- the picture of a result
poll-picture-about = 投票 { $number } 结果 · { $place } · { $kind } · { $closed } 截止
poll-picture-part-heads = 参与人数
poll-picture-part-homes = 参与户数
poll-picture-part-area = 参与面积
poll-picture-agree-heads = 同意人数
poll-picture-agree-area = 同意面积
poll-picture-mark = 须 { $mark }
poll-picture-home = { $n } 户
poll-picture-head = { $n } 人
poll-picture-area = { $n } ㎡
poll-picture-foot = 名册 { $roll } 选票 { $ballots }
poll-picture-alt = 投票结果图
