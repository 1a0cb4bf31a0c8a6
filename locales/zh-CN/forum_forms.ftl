# 新议事会：一步一步填。
forum-ask-place = 哪里要做这件事？点一个，或写楼栋，比如“2号楼”。随时可发“取消”。
forum-ask-title = 做什么？一句话，{ $length } 字以内，比如“外墙粉刷”。
forum-ask-wanted = 对单位有什么要求？{ $most } 字以内，比如“全楼外墙，水性漆，10月底前完工，要有质保”。
forum-ask-opens = 方案收到什么时候，一起开封？点一个，或写“周五20点”“7天后”。
forum-draft = 议事会：{ $title }（{ $place }）
    要求：{ $wanted }
    { $when } 前收方案，封存；到时一起开封，顺序抽签
forum-preview = { $draft }
    发“发布”，或点下面的按钮；不要了发“取消”。
button-forum-publish = 发布
button-forum-edit-place = 改地点
button-forum-edit-title = 改标题
button-forum-edit-wanted = 改要求
button-forum-edit-opens = 改时间
forum-published = 议事会 { $number } 已发到 { $n } 个群，{ $when } 开封。
    请单位报方案：发“收方案 { $number } 单位名”，我给您一个只有它能用的网页，转给它。
    收到纸质的，发“录方案 { $number } 单位名 报价 48.6万 工期 60天 质保 5年 内容 …”。
    抽签种子指纹 { $print }
refused-forum-place = 没找到您能发起议事会的这个地方，请点一个，或写楼栋，比如“2号楼”。
refused-forum-title = 请用一句话写清做什么，{ $length } 字以内。
refused-forum-asked = 请写对单位的要求，{ $length } 字以内。
refused-forum-opens = 开封时间要在 10 分钟以后、180 天以内，比如“周五20点”“7天后”。
refused-forum-preview = 写“发布”就发出去；要改写“改要求”“改时间”；不要了写“取消”。
refused-forum-form-gone = 这个议事会已经发布或取消了，重新来请发“新议事会”。
refused-forum-form-past = 这一问已经答过了，请看最下面那一问。
help-newforum = 新议事会 —— 请几家单位报方案，封存、抽签、提问、表决
menu-newforum = 请单位报方案
