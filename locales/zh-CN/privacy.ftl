mydata = 我这里存着您的：
    { $lines }
    要全部删掉，发“注销”。
kept-name = 名字：{ $words }
kept-account = 账号：{ $words }
kept-home = 住处：{ $words }
kept-role = 职务：{ $words }
kept-service = 服务时长：{ $words } 分钟
kept-matter = 报过的事：{ $words }
kept-follows = 跟进的事：{ $words } 件
kept-ratings = 评过的事：{ $words } 件
forget-ask = 注销后，您的名字、账号和原话都会删掉，找不回来；报过的事只留下编号和公开的标题。确定吗？
button-forget = 确定注销
button-keep = 先不
forgotten = 已经删掉了。您以后随时可以再来。
not-yours-toast = 这一步只能本人在私聊里点。
kept-toast = 好的，什么都没动。
help-mydata = 我的数据 —— 看看存着您的什么
help-forget = 注销 —— 删掉您的资料
menu-mydata = 我的数据
menu-forget = 注销
nothing-kept = 我这里没有存着您的任何东西。
