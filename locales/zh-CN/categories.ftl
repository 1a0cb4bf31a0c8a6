recategorise-ask = { $number } 现在归在“{ $category }”。改到哪一类？
recategorise-unknown = 没有“{ $said }”这一类。{ $number } 现在归在“{ $category }”，改到哪一类？
recategorised = { $number } 已改为“{ $category }”。以后类似的话，我会先往这一类想。
recategorised-already = { $number } 本来就是“{ $category }”。
act-recategorised = 改类
refused-usage-recategorise = 请写编号，比如“改类 12 噪音扰民”。
help-recategorise = 改类 12 噪音扰民 —— 分类不对时改一下，我会记住
menu-recategorise = 改一件事的分类
