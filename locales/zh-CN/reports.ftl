offer = 要登记吗？{ $urgent ->
        [yes] （听起来比较急）
       *[no] {""}
    }
    { $place } · { $category }
offer-gone = 好的，没有登记。需要时说“登记”加一句话就行。
offer-dropped = 好的，不登记。
refused-offer-past = 这个提问已经过时了，直接说“登记”加一句话就行。
button-register = 登记
button-drop = 不用
button-follow = 我也遇到
button-add = 补充

report-registered = 已登记，编号 { $number }
report-picture-only = 见照片
report-picture-ask = 照片收到了。再说一句：哪里、怎么了？
report-welcome = 不客气。还有事，随时跟我说。
report-listening = 我在。哪里坏了、什么事不对，直接说一句就行，比如“2号楼电梯坏了”。
    看进度发“进度”，其他发“帮助”。
usage-report = 登记什么呢？
refused-usage-report = 请说“登记”加一句话，比如“登记 2号楼电梯坏了”。

follow-added = 记下了，{ $number } 您也遇到。
follow-already = { $number } 已经记过您了。
follow-own = { $number } 就是您报的。
add-ask = 请接着发文字或照片，我加到 { $number } 里。
add-done = 已补充到 { $number }。
refused-matter-unknown = 没有 { $number } 这件事，发“进度”看看编号。
refused-matter-elsewhere = 这不是您小区的事，动不了。
refused-matter-closed = { $number } 已经结束了。还有问题请重新说一句。

emergency-first = ‼ 请先打 { $number }！我已经通知工作人员。
emergency-work = ‼ 紧急！请马上联系报事人，必要时打 { $number }。
emergency-staff = ‼ 紧急 { $number }：{ $place }
    { $words }
    请马上联系，必要时打 { $call }。

category-utilities = 水电气
category-elevator = 电梯
category-sanitation = 环境卫生
category-noise = 噪音扰民
category-traffic = 停车与道路
category-safety = 消防与安全
category-illegal_building = 违章搭建
category-facilities = 公共设施
category-greening = 绿化
category-property = 物业服务
category-dispute = 邻里纠纷
category-other = 其他

help-report = 登记 2号楼电梯坏了 —— 报一件事（在群里@我或私下直接说也行）
menu-report = 报一件事
