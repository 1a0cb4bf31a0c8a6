help = 可以这样说：
    { $lines }
help-shelves = 有事直接说一句就行，可以带照片。也可以发：
    { $lines }
    怎么说，发“帮助 投票”这样；全部看，发“帮助 全部”。
help-shelf = { $shelf }：{ $words }
help-all = 全部
shelf-reports = 报事
shelf-calls = 呼叫
shelf-jobs = 派单
shelf-meetings = 议事
shelf-votes = 投票
shelf-shares = 分摊
shelf-forums = 方案
shelf-surveys = 问卷
shelf-loveday = 爱心日
shelf-teams = 志愿
shelf-home = 我家
shelf-house = 管理
cancelled = 好的，取消了。
nothing-to-cancel = 现在没有在等您回答什么。
help-help = 帮助 / 帮助 投票 —— 能说些什么，怎么说
help-cancel = 取消 —— 不答了
menu-help = 帮助
menu-cancel = 取消
