# What one is called, and one person on several channels.
name-set = 好的，{ $name }，以后就这么称呼您。
name-ask = 怎么称呼您？发“名字 陈秀英”，邻居和楼长就知道是谁了。
refused-usage-name = 请发“名字”加名字，二十个字以内，比如“名字 陈秀英”。
account-code = 在另一个软件里私下找我，发：绑定 { $code }
    一小时内有效，只能用一次。之后两边都认得是您。
account-added = { $name }，认出来了，这也是您的账号。您的住处和报过的事，两边都看得到。
refused-account-used = 这个账号已经有住处或办过事，不能并过去。要并，先在这里发“注销”，再发一次绑定码。
help-name = 名字 陈秀英 —— 告诉我怎么称呼您
help-account = 换号 —— 在别的软件里也认得我
menu-name = 名字
menu-account = 换号
