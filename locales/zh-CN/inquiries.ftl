inquiry = { $answer }
    各件事的进展发“进度”。要报事，发“登记”加一句话。
inquiry-open = { $number } { $title }（{ $place }）：{ $state }，{ $age }登记。
inquiry-whose = 这件事归{ $role }管。
inquiry-reach = 这件事归{ $role }管：{ $words }
inquiry-here = 这件事归{ $role }管，他们就在这里，可以直接问。
contact-row = { $role }：{ $words }
contacts = 怎么找到他们：
    { $rows }
contacts-none = 还没有人设过电话。物业或书记可以发“设电话 物业 0591-12345678”。
contact-set = 记下了，{ $role }：{ $words }
inquiry-neighbours = 这个我不清楚，看看邻居们谁知道。
act-contact-set = 设电话
refused-usage-setphone = 请写：设电话 谁 怎么联系，比如“设电话 物业 0591-12345678”。
help-phones = 电话 —— 物业、社区怎么联系
menu-phones = 物业、社区怎么联系
help-setphone = 设电话 物业 0591-12345678 —— 让邻居问得到
menu-setphone = 设一个办公电话
