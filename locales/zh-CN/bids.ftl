# 收方案：给单位的网页，或代录纸质方案。
bid-invited = 请把下面的网页转给{ $firm }，只给它一家（议事会 { $number }，{ $when } 前可以反复改，到时开封）：
    { $url }
bid-invited-paper = { $firm }记下了。这里没有公网地址，给不了网页；收到纸质方案请发“录方案 { $number } { $firm } 报价 … 工期 … 质保 … 内容 …”。
bid-entered = { $firm }的方案封好了（议事会 { $number }）。{ $when } 开封前谁也看不到，您这条消息请自己删掉。要改就再录一次。
bid-saved = 已封存。{ $when } 前都可以再改。
refused-bid-late = 议事会 { $number } 的方案收到 { $when } 为止，已经不收了。
refused-bid-many = 一个议事会最多 { $most } 家。
refused-bid-price = 报价没看懂，请写总价，比如“报价 48.6万”或“报价 486000元”。
refused-bid-term = 请写工期，40 字以内，比如“工期 60天”。
refused-bid-warranty = 请写质保，40 字以内，比如“质保 5年”。
refused-bid-scope = 请写做什么、怎么做，1000 字以内，比如“内容 全楼外墙铲除重做，水性漆两遍”。
refused-usage-bidder = 请写：收方案 议事会号 单位名，比如“收方案 3 福建甲公司”，单位名 40 字以内。
refused-usage-bid = 请写：录方案 议事会号 单位名 报价 48.6万 工期 60天 质保 5年 内容 …
help-bidder = 收方案 3 甲公司 —— 给一家单位报方案的网页
help-bid = 录方案 3 甲公司 报价 48.6万 工期 60天 质保 5年 内容 … —— 代录纸质方案
menu-bidder = 给单位报方案的网页
menu-bid = 代录纸质方案

# 单位的网页
bid-page = 报方案
bid-page-sealed = 已收到，封存着。{ $when } 前可以改，改一次以最后一次为准。
bid-page-open = 请在 { $when } 前填好。开封前只有您自己看得到。
bid-page-price = 总价（元，或写 48.6万）
bid-page-term = 工期
bid-page-warranty = 质保
bid-page-scope = 做什么、怎么做
bid-page-save = 封存
bid-page-turn = 开封了，抽签排在第 { $turn }。住户都能看到您的方案。
bid-page-late = 开封了，您没有交方案。
bid-page-questions = 住户的提问
bid-page-answer = 回答
bid-page-won = 选定了您：{ $why }。社区会和您联系。
bid-page-lost = 这次没有选中。原因：{ $reason }
bid-page-lapsed = 这次没有选定任何一家：{ $why }
bid-page-note = 这个网页只给您一家，请不要转给别人。

# ---- files
bid-page-papers = 附件
bid-page-paper = PDF 或照片，一次一个，最大 10 MB
bid-page-add = 放进去
bid-page-drop = 拿出来
bid-paper-kept = 附件放好了，和方案一起封存。{ $when } 前可以换。
bid-paper-dropped = 附件拿出来了。
bid-paper-large = 这个文件太大，一个最大 { $size } MB。
bid-paper-many = 附件最多 { $most } 个；开封以后不能再放。
bid-paper-unreadable = 这个文件打不开，请换 PDF、JPG 或 PNG。
refused-bid-papers = 附件最多 { $most } 个，请先拿出来一个。
proposal-paper = 附件 { $label }：{ $url }
