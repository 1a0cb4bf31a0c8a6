# 分摊：为什么这个方案算不出来。
shares-negative-money = 总额和补贴都不能是负数。
shares-subsidy-over-total = 补贴比总额还多，没有要分摊的钱了。
shares-not-in-units = 要分摊的 { $net } 元不是 { $unit } 元的整数倍，分不尽。请换一种取整。
shares-no-households = 还没有住户。
shares-label-twice = { $label } 出现了两次。
shares-waiver-unknown = { $label } 有人代付，但方案里没有这一户。
shares-area-missing = { $label } 没有面积，按面积分摊算不出来。
shares-nobody-pays = 按这个规则没有一户要付钱，钱没处分摊。
shares-cap-negative = 上限不能是负数。
shares-cap-twice = 上限只能定一种：系数上限，或者每户金额上限。
shares-cap-too-low = { $payers } 户每户最多 { $cap } 元，凑不够 { $net } 元。
shares-falls = { $higher } 层的系数比 { $lower } 层还低。楼层越高，分摊不能越少。
shares-weight-negative = { $floor } 层的系数是负数。
shares-floor-unlisted = 系数表里没有 { $floor } 层。
shares-too-many = 一个方案最多 { $most } 户。
shares-not-an-object = { $what } 应该是一组“名称: 值”。
shares-not-a-list = { $what } 应该是一个列表。
shares-key-unknown = { $what } 里不认识“{ $said }”。
shares-no-text = { $what } 没有写。
shares-not-a-flag = { $what } 应该是 true 或 false。
shares-not-a-floor = { $what } 应该是楼层数，写的是“{ $said }”。
shares-less-than-a-fen = { $what } 最多写到分，写的是“{ $said }”。
shares-not-a-number = { $what } 应该是数字，写的是“{ $said }”。
shares-label-unknown = 这里没有 { $label } 这一户。
shares-label-several = { $label } 不止一户，请带上单元，比如“1单元{ $label }”。

# 方案怎么说。
share-kind-build = 费用分摊
share-kind-running = 每年运行费
share-comma = ，
share-title = 分摊方案 { $number }：{ $what }（第 { $version } 版）
share-draft = 分摊方案（草稿）：{ $what }
share-draft-new = 分摊方案（草稿）
share-money = 总额 { $total } 元，全部由住户分摊
share-money-off = 总额 { $total } 元，{ $off }，要分摊 { $net } 元
share-source = { $name } { $money } 元
share-rule = 规则：{ $parts }
share-rule-free = { $floors }不用出
share-rule-row = { $floor } 层 { $weight }
share-rule-flat = 各层一样
share-rule-step = { $floor } 层系数 { $start }，往上每层加 { $step }
share-rule-cap-weight = 系数最高 { $value }
share-rule-cap-yuan = 每户最多 { $value } 元
share-rule-area = 再乘以专有面积
share-rule-yuan = 取整到元
share-preset = （{ $status }）{ $source }
preset-status-example = 范例
preset-status-practice = 别处的做法
preset-status-law = 法律
preset-article = 人民日报写的傲梅苑：一层不收费，从二层逐层递增，最高层设上限；上限 4 由本机器人代拟
preset-lijiang = 广州丽江新村的系数表，不是政府标准
preset-area = 民法典第二百八十三条：没有约定的，按专有部分面积所占比例
preset-short-article = 一层不收，逐层递增
preset-short-lijiang = 丽江新村系数表
preset-short-area = 按面积
share-floors = { $floors } 层
share-floor = { $floors }（{ $homes } 户{ $weight }）：{ $pays }
share-floor-weight = ，系数 { $weight }
share-free = 不用出
share-each = 每户 { $money } 元
share-sum = 合计 { $n } 户出 { $money } 元，一分不差
share-capped = { $n } 户到了上限
share-waived = 其中 { $n } 户的 { $money } 元由{ $names }代付
share-somebody = 热心人
share-out = { $n } 户没有参加
share-out-named = 不参加：{ $labels }
share-late = { $n } 户后来加入，按原方案补交
share-note = 各户的账单已私下发出；没收到的，点下面或私下对我说“我的账单”。
share-reason = 为什么改：{ $reason }
share-same = 和第 { $version } 版比，各户都没有变
share-changed = 和第 { $version } 版比，{ $n } 户有变化
share-more = { $n } 户多出，最多多 { $money } 元
share-less = { $n } 户少出，最多少 { $money } 元
share-change = { $label }：{ $more }（{ $was } → { $now }）{ $note }
share-payer-now = ，由{ $payer }代付
share-payer-gone = ，不再代付
share-weight-area = { $weight } × { $area } ㎡

# 图上的字。
share-stairs = 每户出多少（元）
share-stair = { $floors } · { $n } 户
share-drawn-most = ≤ { $money }
share-dial-net = 分摊
share-dial-of = 总额 { $total }
share-dial-homes = 出钱的户数
share-dial-among = 参加 { $n } 户
share-foot = 各户的准数以私下收到的账单为准
share-alt = 各层分摊图

# 填方案。
share-ask-place = { $title }
    是哪栋楼的？可以点，也可以写，比如“2号楼”。
share-ask-total = { $title }
    总价多少？比如“51万”。
share-ask-subsidies = { $title }
    有补贴、维修资金先抵掉吗？比如“政府补贴10万 维修资金5万”。
share-ask-rule = { $title }
    各层怎么分？选一个，或者自己写：
    “1-2层免 起步1 每层加0.5 封顶4”，或“3层0.7 4层0.8 5层0.9”。
share-cannot = { $title }
    这样算不出来：{ $why }
    改一句就行，比如“封顶3万”“1层免”“到分”。
share-hint = 接着写就能改：补贴10万、封顶4、封顶3万、1-2层免、501由共建单位代付、502不参加、名称 换电梯。
share-not-read = （“{ $said }”没看懂，其余都记下了。）
share-published = 发布了：{ $title }{ $unreached }
    逐户征求意见：征求意见 { $number }；改一版：改分摊 { $number } 封顶3；记收款：收款 502 29412。
share-unreached = 还有 { $n } 户没绑定，账单请送纸质的：{ $labels }
share-dropped = 好的，草稿不要了。
share-list = 分摊方案：
share-list-none = 还没有分摊方案。
share-row = { $number } · { $what }（第 { $version } 版）
share-how = 做一个：分摊 2号楼 51万 补贴10万 1-2层免 封顶4
late-joined = { $label } 后来加入，按方案 { $number } 原来的规则出 { $money } 元，其他各户不变。多出来的钱怎么退，请大家商量。

button-share-none = 没有补贴
button-share-preset = { $name }（{ $status }）
button-share-publish = 发布
button-share-rows = 各户明细
button-share-yuan = 取整到元
button-share-fen = 精确到分
button-share-area-on = 乘面积
button-share-area-off = 不乘面积
button-share-drop = 不要了
button-my-bill = 我的账单

refused-share-planners = 分摊方案由书记、业委会或社区来做。看方案发“分摊”，看自己的发“我的账单”。
refused-share-no-draft = 没有在填的方案了。重新来：分摊 2号楼 51万
refused-share-changed-since = 这份预览之后又改过了，请看最新的那份再发布。
refused-share-unread = “{ $said }”没看懂。可以写：51万、补贴10万、1-2层免、封顶4、按面积、501由共建单位代付；不填了发“取消”。
refused-share-infeasible = 算不出来：{ $why }
refused-share-unknown = 没有分摊方案 { $number }。发“分摊”看有哪些。
refused-share-none = 还没有分摊方案。
refused-usage-share = 请这样写：分摊 2号楼 51万 补贴10万 1-2层免 封顶4
refused-usage-reshare = 请写方案的编号和怎么改，比如“改分摊 1 封顶3 原因 顶层负担重”。
refused-usage-sharelist = 请写方案的编号，比如“分摊明细 1”。
refused-usage-latejoin = 请写方案的编号和哪一户，比如“后加入 1 502”。
refused-late-in = { $label } 本来就在方案里。
refused-door-unknown = 没找到“{ $said }”这一户，请照方案里的写法，比如“1单元502”。
refused-door-several = “{ $said }”不止一户：{ $labels }。请写全。

help-share = 分摊 —— 看费用分摊方案；书记、业委会可以新做一个：分摊 2号楼 51万 补贴10万
help-reshare = 改分摊 1 封顶3 原因 … —— 改一版，先看再发
help-sharelist = 分摊明细 1 —— 各户的系数和钱数
help-latejoin = 后加入 1 502 —— 开始没参加的，按原方案补交
menu-share = 费用分摊方案
menu-reshare = 改分摊方案
menu-sharelist = 分摊各户明细
menu-latejoin = 后加入的户
