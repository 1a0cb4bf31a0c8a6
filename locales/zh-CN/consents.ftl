# 征求意见：一户一户问，进度不点名。
consent-title = 征求意见 { $number }：{ $what }（方案 { $plan } 第 { $version } 版）
consent-agreed = 已同意 { $n }/{ $whole } 户
consent-dot = {" · "}
consent-count-unasked = 还没问 { $n }
consent-count-agreed = 同意 { $n }
consent-count-opposed = 不同意 { $n }
consent-count-undecided = 考虑中 { $n }
consent-count-absent = 家里没人 { $n }
consent-count-away = 在外地 { $n }
consent-count-silent = 不愿谈 { $n }
consent-basis-all = 出钱的每一户都同意才算成；没答不算同意。
consent-basis-ordinary = 按民法典第二百七十八条一般事项算：参与的人数和面积都要达到三分之二，其中同意的都要过半。这不是主管部门的正式表决。
consent-basis-special = 按民法典第二百七十八条特别事项算：参与的人数和面积都要达到三分之二，其中同意的都要达到四分之三。这不是主管部门的正式表决。
consent-part = 参与：{ $heads } 人，{ $area } ㎡
consent-for = 同意：{ $heads } 人，{ $area } ㎡
consent-short = 还差 { $heads } 人、{ $area } ㎡
consent-stage-asking = 正在逐户征求意见
consent-stage-notice = 公示到 { $until }，有异议请私下对我说“异议 …”
consent-stage-settled = 公示期满，定了
consent-stage-failed = 没有谈成，这一轮结束了
consent-outcome = 同意 { $n }/{ $whole } 户，不同意 { $against } 户，没问到 { $rest } 户
consent-opened = 征求意见 { $number } 开始了：{ $what }
    { $basis }
    已私下问了 { $asked } 户；上门名单发给了：{ $names }
    名册指纹 { $hash }
    结束发“结束征求 { $number }”，看异议发“异议单 { $number }”。
consent-draft = 征求意见：{ $what }
    { $basis }
    上门：{ $names }
consent-approved = 支部同意了。
    征求意见 { $number } 开始了：{ $what }
    { $basis }
    已私下问了 { $asked } 户；上门名单发给了：{ $names }
    名册指纹 { $hash }
consent-returned = 支部退回了“{ $what }”的征求意见：{ $words }
    改好再发一次“征求意见”。
consent-unreached = { $name }（私聊不到，请他先和我说句话）
consent-list = 正在征求意见的：
consent-row = { $number } · { $what }：{ $outcome }
consent-alone = 私下问您了，请看私聊。
consent-word-all = 一致
consent-word-ordinary = 法定一般
consent-word-special = 法定
consent-word-fail = 不成
consent-word-pass = 通过

consent-ask = { $title }
    您家：{ $bill }
    您家同意吗？想好了再点，结束前都可以改。
consent-ask-again = { $title }
    方案改了，或者谈过了，请您家再答一次。
    您家：{ $bill }
consent-roll-print = 名册指纹 { $hash }
consent-remind = { $title }
    您家还没答：{ $bill }
    您家同意吗？不同意、还没想好，也请点一下，好让来问的人少跑一趟。
consent-knock = 征求意见 { $number }（{ $what }）：您名单上还有 { $n } 户没答，其中 { $lost } 户我联系不上，请上门问问：
    { $doors }
    名单发“走访”看。
consent-voided = 征求意见 { $number }：方案出了新版，{ $n } 户的钱数或条件变了，原来的回答作废，要再问：{ $labels }。其余各户不用再问。
consent-thanks = 记下了，{ $label }：{ $answer }。结束前都可以改。
consent-walked = { $label }：{ $answer }
consent-same = { $label } 已经是“{ $answer }”了。
consent-co-owner = { $label } 由家里另一位业主答了“{ $answer }”（征求意见 { $number }）。以最后一次为准，可以改。
consent-why = 记下了，{ $label }：{ $answer }。因为什么？一句话就好，好想办法；不想说发“取消”。
consent-why-noted = { $label } 的理由记下了，会有人来谈。
consent-ended = 征求意见 { $number }：{ $stage }。{ $outcome }。

consent-notice = { $what }：征求意见 { $number } { $outcome }，从今天公示到 { $until }。有异议请私下对我说“异议 …”，不会点名。
consent-settled = { $what }：公示期满，没有未了的异议，方案定了，要分摊 { $money } 元。下一步立项开工，进展会在群里报。
consent-settled-over = { $what }：公示期满，有异议已记录在案，方案定了，要分摊 { $money } 元。下一步立项开工，进展会在群里报。
consent-failed = { $what }：征求意见 { $number } 没有谈成，{ $outcome }。可以改了方案再来。
consent-due = { $what }：公示期满，还有 { $n } 条异议没谈妥。谈妥了点一下；要定发“结束征求 { $number } 通过”，不成发“结束征求 { $number } 不成”。

walk-title = 上门名单 · { $title }
walk-counts = 已同意 { $agreed }/{ $whole } 户，还要走 { $left } 户
walk-more = ……还有 { $n } 户
walk-next = 下一户 → { $bill }
walk-how = 也可以写：同意 502、不同意 502 嫌贵、无人 502
walk-done = 都走到了，辛苦了！
answer-unasked = 未访
answer-agreed = 同意
answer-opposed = 不同意
answer-undecided = 考虑中
answer-absent = 无人
answer-absent-n = 无人（第 { $n } 次）
answer-away = 外地
answer-silent = 拒绝沟通
answer-own = 本人答的
answer-void = 要再问
answer-notes = （{ $notes }）

talk-title = 异议单 · { $title }
talk-none = 没有异议。
talk-row = { $label }：{ $reason } · { $state }{ $mediator }
talk-by = （{ $name }在谈）
talk-no-reason = 没说原因
talk-open = 还没人谈
talk-talks = 在谈
talk-settled = 谈妥了
talk-stands = 仍反对
talk-counts = 异议：{ $parts }
talk-count-open = 还没人谈 { $n }
talk-count-talks = 在谈 { $n }
talk-count-settled = 谈妥 { $n }
talk-count-stands = 仍反对 { $n }
talk-now = { $label }：{ $state }
objection-came = { $what }（征求意见 { $number }）：{ $label } 有异议：{ $reason }。看全部发“异议单 { $number }”。
objection-noted = { $label } 的异议记下了，会有人来谈，不会在群里点名。

button-consent-mine = 我家来答
button-home-agree = 同意
button-home-oppose = 不同意
button-home-consider = 再想想
button-walk-agree = 同意
button-walk-oppose = 不同意
button-walk-consider = 考虑中
button-walk-absent = 无人
button-walk-away = 外地
button-walk-refuse = 拒绝沟通
button-talk-talk = { $label } 我来谈
button-talk-settle = { $label } 谈妥了
button-talk-stand = { $label } 仍反对

refused-consent-planners = 征求意见由书记、业委会或社区来发起。
refused-consent-no-plan = 那里还没有发布的分摊方案。请先做一个：分摊 2号楼 51万
refused-consent-nobody = 这个方案没有一户要出钱，不用逐户征求。
refused-consent-on = 方案 { $number } 正在征求意见，不能再开一轮。
refused-consent-walker = 没找到“{ $name }”。上门的人要先是这里的楼长、红管家或志愿者。
refused-consent-none = 现在没有在征求意见的方案。
refused-consent-no-chat = 我还不能私下找您，请先私聊我说一句话。
refused-consent-own = { $label } 自己答了“{ $answer }”，只有他们自己能改。
refused-consent-old = { $label } 的方案改过了，这是旧的问题。请看最新的账单再答；发“我的账单”也能看到。
refused-consent-not-counted = { $label } 在这一版方案里不用出钱，不用问。
refused-consent-owner-first = { $label } 的业主自己答了“{ $answer }”，以业主的为准，您不用再代答。
refused-consent-past = { $label } 已经是“{ $answer }”，不能这样记。
refused-consent-past-why = 这条理由记不上了，请重新说“不同意”加原因。
refused-consent-which = 您家有好几户或好几个方案：{ $labels }。请带上门牌，比如“同意 502”。
refused-consent-not-asked = 现在没有要问您家意见的事。
refused-consent-not-yours = “{ $said }”不在您的上门名单里，也不是您家。
refused-consent-family = 这一户由业主自己来答。您可以跟业主说一声，或请楼长上门问。
refused-consent-tenant = 分摊的事由业主来答。您是租户，可以告诉业主，或请楼长转达。
refused-consent-short-of = 征求意见 { $number } 还不能结束：同意 { $n }/{ $whole } 户，不同意 { $against } 户，没问到 { $rest } 户。
    { $short }真谈不成，发“结束征求 { $number } 不成”。
refused-consent-early = 公示要到 { $until }，还没到期。谈不成可以发“结束征求 { $number } 不成”。
refused-consent-objected = 还有 { $n } 条异议没谈妥。要定，发“结束征求 { $number } 通过”；不成，发“结束征求 { $number } 不成”。
refused-round-asking = 征求意见 { $number } 还在问。
refused-round-notice = 征求意见 { $number } 已经在公示了。有异议请说“异议 …”。
refused-round-settled = 征求意见 { $number } 已经定了。
refused-round-failed = 征求意见 { $number } 这一轮已经结束了。
refused-round-unknown = 没有征求意见 { $number }。发“征求意见”看有哪些。
refused-walk-none = 现在没有要您上门的名单。
refused-talk-past = { $label } 的异议现在是“{ $state }”，不能这样记。
refused-objection-none = 您家没有在公示的方案，或者没写是什么异议。比如“异议 施工噪音怎么办”。
refused-usage-consent = 请写哪栋楼或哪个方案，比如“征求意见 2号楼 老林”。
refused-usage-consentend = 请写编号，比如“结束征求 1”。
refused-usage-objection = 请写是什么异议，比如“异议 施工噪音怎么办”。
refused-usage-objections = 请写编号，比如“异议单 1”。

setting-consent-notice = 征求意见公示天数

help-consent = 征求意见 2号楼 老林 —— 按分摊方案逐户征求意见；发“征求意见”看进度
help-consentend = 结束征求 1 —— 同意够了就公示，不够说差多少
help-agree = 同意 / 不同意 嫌贵 / 考虑 —— 征求您家意见时这样答；上门的人带上门牌：同意 502
help-objections = 异议单 1 —— 看异议，谁在谈
menu-consent = 逐户征求意见
menu-consentend = 结束征求意见
menu-agree = 同意
menu-oppose = 不同意
menu-consider = 再考虑
menu-absent = 家里没人
menu-away = 在外地
menu-refusing = 不愿谈
menu-walk = 上门名单
menu-objection = 提异议
menu-objections = 看异议单
