chat-residents = 居民群
chat-quiet = 公示群
chat-work = 工作群
chat-private = 私聊
chat-unbound = 未设置
setup-hello = 大家好，我是近邻。请系统管理员发“设置”，告诉我这是哪里的群。
setup-where = 这个群是哪里的？
setup-kind = { $place }的什么群？
setup-done-residents = 好了，这里是{ $place }居民群。
    哪里坏了、什么事不对，直接在群里说一句，我来登记、跟到办结。
setup-done-work = 好了，这里是{ $place }工作群。
    登记的事会发到这里，可以直接点“受理”“办结”。
setup-done-quiet = 好了，这里是{ $place }公示群，只发决定、账目和结果。
refused-no-places = 还没有小区名册，请先导入：jinlin roster import 名册.xlsx
refused-kind-unknown = “{ $said }”不是我认识的群，请写 居民群、公示群 或 工作群。
help-setup = 设置 傲梅苑/2号楼 居民群 —— 告诉我这是哪里的群
menu-setup = 设置这个群
language-set = 好的，这里以后说中文。
refused-usage-language = 请写“语言 中文”或“语言 en”。
help-language = 语言 en —— 换一种语言
menu-language = 换语言
