# 预约：爱心日的服务，叫号。
booking-line = 要服务的点“预约”：{ $parts }
booking-free = { $stand } { $n }/{ $whole }
button-book = 预约{ $stand }
booking-made = 约好了：{ $stand } { $number } 号，大概 { $about } 轮到。前一晚提醒您；不去了私聊我发“我的预约”。
booking-made-for = 替{ $who }约好了：{ $stand } { $number } 号，大概 { $about } 轮到。
booking-for-you = 社区替您约了{ $title }：{ $stand } { $number } 号，大概 { $about } 轮到。
booking-already = 已经约过了：{ $stand } { $number } 号，大概 { $about } 轮到。
booking-reminds = 提醒：{ $who }约了{ $title }，{ $stand } { $number } 号，大概 { $about } 轮到。
booking-moved = 改时间了：{ $who }约的{ $stand } { $number } 号，改到 { $when }。原因：{ $why }
booking-cancelled = { $who }约的{ $stand } { $number } 号取消了（{ $when }）。原因：{ $why }
booking-turn = 轮到{ $who }了：{ $number } 号，请到{ $stand }。
button-booking-off = 不去了
button-booking-off-one = 取消{ $who }的{ $stand }
bookings-none = 您没有预约。看能约什么，发“爱心日”。
bookings-mine = 您的预约：
    { $rows }
booking-row = { $who } · { $stand } { $number } 号，大概 { $about } 轮到
booking-called-off = 取消了{ $who }的 { $number } 号。
booklist = { $when } 预约名单：
    { $rows }
    叫下一位发“叫号 摊位”，人没来发“过号 摊位”。
booklist-stand = { $stand }：
    { $rows }
booklist-one = { $number } 号 { $who }{ $state ->
    [called] （已叫）
    [served] （好了）
    [missed] （没来）
   *[booked] {""}
}
callnext = { $stand }：请 { $number } 号 { $who }。
callnext-none = { $stand }后面没有人了。
refused-booking-unknown = 没有“{ $name }”可约。能约的有：{ $names }。
refused-booking-nothing = 近期没有要预约的服务，直接来就行。看安排发“爱心日”。
refused-booking-full = { $stand }约满了，当天可以来现场看看。
refused-booking-most = 一次最多约 { $most } 个。还要约，请找社区代约。
refused-booking-past = 这个号已经叫过或取消了。
refused-usage-book = 请写：预约 摊位，比如“预约 理发”；给家人约写“预约 理发 给陈奶奶”。
refused-usage-booklist = 请私聊发“预约名单”。
refused-usage-callnext = 请写：叫号 摊位，比如“叫号 理发”。
refused-usage-skipnumber = 请写：过号 摊位，比如“过号 理发”。
refused-usage-mybookings = 请私聊发“我的预约”。
help-book = 预约 理发 —— 约爱心日的服务，给家人约写“预约 理发 给陈奶奶”
help-mybookings = 我的预约 —— 看和取消
menu-book = 预约爱心日的服务
menu-mybookings = 我的预约
menu-booklist = 预约名单
menu-callnext = 叫下一位
menu-skipnumber = 人没来，叫下一位
act-booked = 预约
act-booking-off = 取消预约
act-called-number = 叫号
