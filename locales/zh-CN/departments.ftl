departments-list = 可以呼叫的部门：
    { $lines }
    加部门：部门 加 城管；加联系人：部门 城管 联系人 姓名
departments-empty = 还没有部门。先发“部门 加 城管 公安 环保”，再给每个部门加联系人。
department-lead = （街道牵头）
department-line = { $name }{ $lead }：{ $n } 位联系人
department-line-nobody = { $name }{ $lead }：还没有联系人
department-one = { $name }（又叫：{ $aka }）
    { $lines }
contact-line = { $name } · { $by }
contact-none = 还没有联系人，发“部门 { $name } 联系人 姓名”来加。
contact-by-account = 用账号
contact-by-link = 用一次性链接
departments-added = 已加：{ $names }。
    接着给每个部门加联系人，比如“部门 { $first } 联系人 老周”。
department-aka = { $name }也叫：{ $aka }。
department-leads = { $name }是街道的牵头部门：两个部门都说“不属本单位”时，由它定。
department-leads-no-more = { $name }不再是牵头部门。
department-reached = { $number } 的呼叫又给{ $name }的联系人送了一遍。
contact-added = 已加{ $department }联系人 { $name }。绑定码我私下发给您了。
contact-added-talk-to-me = 已加{ $department }联系人 { $name }。绑定码不能发在群里：请先私下跟我说句话，再在私聊里发一遍这句。
contact-code = 已加{ $department }联系人 { $name }。请把下面这句转给本人，让 TA 私下发给我（14 天内有效）：
    部门绑定 { $code }
    没有账号也不要紧：呼叫时我给您一个一次性链接，转给 TA 就能用。
contact-bound = 已加{ $department }联系人 { $name }，也告诉 TA 了。
contact-bound-silent = 已加{ $department }联系人 { $name }。TA 还没有私下跟我说过话，呼叫时会先给您一次性链接来转。
contact-you = 您现在是{ $department }的联系人了。有呼叫时，我在这里告诉您，点按钮就能签收、报到。
contact-removed = { $name }不再是{ $department }的联系人，给过的链接也作废了。
contact-code-dead = 这个绑定码被群里看到了，已经作废。请联系工作人员换一个，私下发给我。
contact-code-wrong = 这个绑定码不对、用过了或过期了。请找给您码的工作人员换一个。

refused-departments-unknown = 没有“{ $said }”这个部门。现有：{ $known }。
    要加就发“部门 加 { $said }”，然后把刚才的话再发一次。
refused-departments-none = 还没有部门可以呼叫。先发“部门 加 城管 公安 环保”。
refused-departments-there = { $names }已经在名单里了。
refused-department-not-called = { $number } 现在没有呼叫{ $name }。
refused-contact-unknown = { $name }没有叫“{ $said }”的联系人。发“部门 { $name }”看看有谁。
refused-usage-departments = 可以这样写：
    部门 加 城管 公安
    部门 城管 联系人 老周
    部门 城管 又叫 执法局
    部门 城管 牵头
    部门 城管 链接 12
    部门 城管 去掉 老周
refused-usage-contact = 请写“部门绑定”加绑定码，比如“部门绑定 7KQ2M-9XH4B”。

help-departments = 部门 —— 可以呼叫哪些部门、找谁
menu-departments = 部门名单
menu-contact = 绑定部门联系人
