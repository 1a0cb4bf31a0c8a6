# 各户的账单，和收款登记。
bill-note = 方案定下来才收钱；我只记账，不收钱。有疑问请找楼长或业委会，随时可以发“我的账单”。
bill-more = 比上一版多 { $money } 元
bill-less = 比上一版少 { $money } 元
bill-same = 钱数没变，出钱的人变了
bill-reason = 为什么改：{ $reason }
bill-line = { $label }：系数 { $weight }，分摊 { $money } 元
bill-line-free = { $label }：不用出钱
bill-line-waived = { $label }：系数 { $weight }，分摊 { $money } 元，由{ $payer }代付
bill-line-out = { $label }：没有参加
bill-toast = { $bills }
bill-alone = 您的账单私下发给您了。
bills-mine = 我的账单
bill-rest = 还差 { $money } 元
bill-settled = 已付清
bill-over = 多付了 { $money } 元
payment = 收据 { $receipt } · { $day } · 已付 { $money } 元
payment-struck = 收据 { $receipt } · { $day } · { $money } 元（已冲正：{ $because }）

paid-noted = 记下了：{ $label } 付 { $money } 元（收据 { $receipt }），{ $rest }。
    记错了发“冲正 { $receipt } 原因”，不会涂改。
paid-told = { $label }：收到 { $money } 元（{ $what }，收据 { $receipt }），{ $rest }。
paid-word-over = 多收
paid-word-again = 又一笔
struck-noted = 收据 { $receipt } 已冲正（{ $label } { $money } 元：{ $because }），{ $rest }。
struck-told = { $label }：收据 { $receipt }（{ $what } { $money } 元）记错了，已冲正：{ $because }。{ $rest }。
arrears = 收款登记（只给收款的人看）
arrears-plan = { $number } · { $what }：已收 { $paid } / { $owed } 元，{ $n } 户没付清
arrears-row = 　{ $label } 还差 { $rest } 元
arrears-how = 记一笔：收款 502 29412；记错了：冲正 收据号 原因。

refused-bill-none = 您家没有在分摊的方案。
refused-bill-not-here = 您家不在这个方案里，或者您还没绑定。请私下发“绑定 2号楼1单元301”。
refused-usage-paid = 请写哪一户、多少钱，比如“收款 502 29412”，可以再加备注。
refused-usage-strike = 请写收据号和原因，比如“冲正 1-7 金额输错了”。
refused-paid-over = { $label } 只差 { $rest } 元。真的多收了，请在后面加“{ $word }”两个字。
refused-paid-twice = { $label } 今天已经记过同样一笔（收据 { $receipt }）。真的又收了一笔，请在后面加“{ $word }”。
refused-paid-which = “{ $said }”在几个方案里都有：{ $plans }。请带上编号，比如“收款 #{ $first } { $said } 29412”。
refused-payment-unknown = 没有收据 { $receipt }。
refused-receipt-struck = 收据 { $receipt } 已经冲正过了：{ $because }。

help-bill = 我的账单 —— 我家分摊多少、付了多少
help-paid = 收款 502 29412 —— 登记一笔收款；发“收款”看谁还差多少
help-strike = 冲正 1-7 原因 —— 收款记错了，划掉留底
menu-bill = 我的账单
menu-paid = 登记收款
menu-strike = 冲正一笔收款
