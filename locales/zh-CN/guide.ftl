help = 可以这样说：
    { $lines }
cancelled = 好的，取消了。
nothing-to-cancel = 现在没有在等您回答什么。
help-help = 帮助 —— 看这张单子
help-cancel = 取消 —— 不答了
menu-help = 帮助
menu-cancel = 取消
