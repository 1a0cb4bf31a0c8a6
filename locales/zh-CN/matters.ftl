matter-state-draft = 待确认
matter-state-lapsed = 未登记
matter-state-registered = 已登记
matter-state-handling = 处理中
matter-state-negotiating = 事项协商中
matter-state-calling = 部门呼叫中
matter-state-tabled = 已上会
matter-state-deferred = 暂缓
matter-state-done = 已办结
matter-state-confirmed = 已确认
matter-state-unconfirmed = 已办结（未确认）
matter-state-declined = 不予受理
matter-state-merged = 已并入
matter-state-withdrawn = 已撤回

card-title = { $number } { $title }
card-head = { $place } · { $category } · { $state }
card-when = { $when } 登记 · 第 { $days } 天
card-deferred = 暂缓到 { $day }，到时自动继续
card-news = 进展：{ $words }
card-follows = 我也遇到：{ $n } 位邻居{ $fewer ->
        [yes] （{ $homes } 户）
       *[no] {""}
    }
card-pictures = 照片：{ $n } 张
card-reopened = 重开 { $n } 次
card-words = 原话：{ $words }
card-who = 报事人：{ $who }

card-who-alone = 报事人：{ $who }（门牌只告诉上门的人）

button-accept = 受理
button-done = 办结
button-withdraw = 撤回
button-confirm = 解决了
button-reopen = 没解决

line-accepted = { $number } { $title }：{ $who }已受理。{ $words }
line-taken = { $number } { $title }：红管家已接单，正在处理。
line-negotiating = { $number } { $title }：{ $who }正在组织协商。{ $words }
line-done = { $number } { $title }：已办结。{ $words }
    报事和跟进的邻居，请说一声：
line-reopened = { $number } { $title }：没解决，重新处理（第 { $times } 次重开）。
line-reopened-work = { $number } { $title }：居民说没解决（第 { $times } 次重开）。
    请再跟进：派人发“派单 { $n }”，请部门发“呼叫 { $n } 部门”，要上会发“上会 { $n }”。
line-declined = { $number } { $title }：{ $who }不予受理。
    原因：{ $reason }
declined-told = 您报的 { $number } { $title }，{ $who }不予受理。
    原因：{ $reason }
    有不同意见，可以找社区，或再说一句补充情况。
done-ask = { $number } { $title }：已办结。{ $words }
    现在解决了吗？
deferred = { $number } 暂缓到 { $day }，到时自动继续。
noted = { $number } 的进展已记下。
moved-private = 好，{ $number } { $title }：{ $state }。
proceeding = { $number } 接着办。
withdrawn = { $number } 已撤回。
confirmed = 谢谢，{ $number } 记为已解决。
reopened = { $number } 已重开，马上有人跟进。

refused-state = { $number } 现在是“{ $state }”，这一步不适用。
refused-state-merged = { $number } 已并入 { $into }，请对 { $into } 说。
refused-defer-past = 这个日子已经过了，请写一个以后的日子。
refused-usage-accept = 请写编号，比如“受理 12”。
refused-usage-done = 请写编号和一句话，比如“办结 12 换了新灯”。
refused-usage-decline = 请写编号和原因，比如“不予受理 12 属于自来水公司，电话 96123”。
refused-usage-defer = 请写编号和日子，比如“暂缓 12 12月1日”。
refused-usage-note = 请写编号和进展，比如“进展 12 配件周三到”。
refused-usage-negotiate = 请写编号，比如“协商 12 周三晚七点在议事厅”。
refused-usage-proceed = 请写编号，比如“继续 12”。
refused-usage-withdraw = 请写编号，比如“撤回 12”。

help-accept = 受理 12 —— 接下这件事
help-done = 办结 12 换了新灯 —— 办好了，请邻居确认
help-decline = 不予受理 12 原因 —— 说明谁来管、为什么
help-defer = 暂缓 12 12月1日 —— 到那天自动继续
help-note = 进展 12 配件周三到 —— 记一句进展
help-negotiate = 协商 12 —— 请各方坐下来谈
help-proceed = 继续 12 —— 谈完了，接着办
help-withdraw = 撤回 12 —— 收回自己刚报的事
menu-accept = 受理一件事
menu-done = 办结一件事
menu-decline = 不予受理
menu-defer = 暂缓到某天
menu-note = 记一句进展
menu-negotiate = 组织协商
menu-proceed = 接着办
menu-withdraw = 撤回自己报的事
