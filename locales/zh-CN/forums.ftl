# 邻里议事会：征集、封存、开封、提问、申报、投票、定标、工程。
forum-card = 议事会 { $number }：{ $title }
forum-wanted = 要求：{ $wanted }
forum-sealed = 征集方案，已收 { $n } 份，封存着，谁也看不到；{ $when } 一起开封，顺序抽签。
forum-print = 抽签种子的指纹 { $print }，开封时公布种子，人人可验。
forum-row = { $turn }. { $firm } · { $price } 元 · { $term } · 质保 { $warranty }{ $asked }
forum-asked = （问 { $n } 答 { $answered }）
forum-interest = 利益申报（{ $role }）：{ $words }
forum-waits = { $when } 才开封。
forum-stands-invited = 征集中
forum-stands-opened = 看方案发“方案 { $number } 1”，提问发“问方案 { $number } 1 什么漆？”。
forum-stands-voting = 正在表决：投票 { $poll }。
forum-stands-counted = 表决完了（投票 { $poll }），等定标。
forum-stands-awarded = 选了{ $firm }：{ $why }。正在答复其他单位。
forum-stands-decided = 选了{ $firm }：{ $why }
forum-stands-lapsed = 没有选定，已结束。{ $why }
forum-state-invited = 征集方案
forum-state-opened = 已开封，可提问
forum-state-voting = 正在表决
forum-state-counted = 等定标
forum-state-awarded = 答复落选
forum-state-decided = 已定标
forum-state-lapsed = 未选定
forum-opened = 议事会 { $number }“{ $title }”开封了，按抽签顺序：
    { $rows }
    看全文发“方案 { $number } 1”，提问发“问方案 { $number } 1 …”。
    抽签种子 { $seed }
forum-opened-staff = 议事会 { $number } 开封了。代单位回答发“答方案 { $number } 问题号 …”，表决发“开投 { $number } 周日20点”。
forum-nobody = 议事会 { $number }“{ $title }”到时没有收到方案，结束了。
forums-list = 进行中的议事会：
    { $rows }
forums-row = { $number } { $title }（{ $state }）
forums-none = 现在没有进行中的议事会。
proposal-card = 方案 { $number }-{ $turn }：{ $firm }
proposal-body = 报价 { $price } 元 · 工期 { $term } · 质保 { $warranty }
    { $scope }
proposal-photo = { $firm }的方案材料
proposal-how = 提问发“问方案 { $number } { $turn } 您的问题”。
proposal-reason = 没选中的原因：{ $words }
forum-question = 问 { $number }：{ $words } —— { $answer }
forum-unanswered = 未回答
forum-ask-noted = 问 { $number } 记下了，请{ $firm }来答，答了告诉您。
forum-ask-staff = 议事会 { $forum } 有人问{ $firm }（问 { $number }）：{ $words }
    单位在自己的页面上答，或您代答：“答方案 { $forum } { $number } …”
forum-answer = 您问的“{ $words }”，答：{ $answer }
forum-answer-noted = 问 { $number } 的回答已挂上。
forum-declared = 记下了，会写在议事会 { $number } 上（只写身份，不写名字）。后面的步骤请别人来办。

# 表决与定标
forum-vote-title = { $title }：选哪家
forum-vote = 议事会 { $number } 开投了：投票 { $poll } 已发到 { $n } 个群，{ $when } 截止。
forum-counted = 议事会 { $number } 的投票 { $poll } 截止了。定标发“定标 { $number } 方案号 理由”。
forum-awarded = 选了{ $firm }。没选中的每家都要有个说法，写完就公布：{ $left }
forum-regretted = 给{ $firm }的答复记下了，它在自己的页面上能看到。{ $left }
forum-left-row = 落选 { $number } { $turn } 原因（{ $firm }）
forum-minutes = 议事会 { $number } 纪要：{ $title }
    参加：{ $firms }；提问 { $asked } 个，答了 { $answered } 个；利益申报 { $interests } 人。{ $vote }
    选定：{ $firm }，{ $price } 元，{ $term }，质保 { $warranty }
    理由：{ $why }
    没选中的单位已分别答复。工程 { $work } 已立项，进展发“工程 { $work }”。
forum-minutes-vote = 表决：投票 { $poll }，{ $n }/{ $homes } 户。
forum-lapsed = 议事会 { $number }“{ $title }”没有选定：{ $why }

refused-forum-unknown = 没有议事会 { $number }。发“议事会”看进行中的。
refused-forum-not-now = 议事会 { $number } 现在不到这一步。{ $stands }
refused-forum-still-sealed = 议事会 { $number } 的方案还封存着，{ $when } 一起开封。
refused-forum-over = 议事会 { $number } 已经定了，不再收了。
refused-forum-not-yours = 议事会 { $number } 的提问留给那里的住户。
refused-forum-interested = 您在议事会 { $number } 申报了利益，这一步请别人来办。
refused-forum-question-unknown = 没有问 { $number }。
refused-forum-one = 议事会 { $number } 只有一份方案，不用投，直接“定标 { $number } 1 理由”。
refused-forum-no-award = 先“定标”，再给没选中的写“落选”。
refused-forum-vote-first = 议事会 { $number } 有几份方案，先“开投”，投完再定标。
refused-forum-winner = 选定的就是{ $firm }，不用写落选。
refused-proposal-unknown = 议事会 { $number } 没有方案 { $turn }。
refused-usage-proposal = 请写两个号，比如“方案 3 2”：议事会 3 的第 2 个方案。
refused-usage-askbid = 请写：问方案 议事会号 方案号 问题，比如“问方案 3 2 用的什么漆？”。
refused-usage-answerbid = 请写：答方案 议事会号 问题号 回答，比如“答方案 3 1 水性漆”。
refused-usage-interest = 请写：申报利益 议事会号 什么关系，比如“申报利益 3 我弟弟在甲公司上班”。
refused-usage-forumvote = 请写：开投 议事会号 截止时间，比如“开投 3 周日20点”，要排序就在后面加“排序”。
refused-usage-award = 请写：定标 议事会号 方案号 理由，比如“定标 3 2 得票最多，质保最长”。
refused-usage-regret = 请写：落选 议事会号 方案号 原因，比如“落选 3 1 价格高出预算”。
refused-usage-lapseforum = 请写：流会 议事会号 原因，比如“流会 3 报价都超预算”。
refused-bid-answer-empty = 请写上回答再提交。
act-drawn = 开封抽签
act-invited = 请单位报方案
act-submitted = 交方案
act-answered = 回答
act-declared = 申报利益
act-regretted = 答复落选
help-forum = 议事会 —— 看进行中的议事会
help-proposal = 方案 3 2 —— 看一个方案和问答
help-interest = 申报利益 3 什么关系 —— 和哪家单位有关系，先说明
help-forumvote = 开投 3 周日20点 —— 对方案表决
menu-forum = 看议事会
menu-proposal = 看一个方案
menu-askbid = 向单位提问
menu-answerbid = 代单位回答
menu-interest = 申报利益关系
menu-forumvote = 对方案表决
menu-award = 选定一个方案
menu-regret = 答复没选中的单位
menu-lapseforum = 议事会不选了
