# 手机页：私聊里要链接
phone-stop = 停用
phone-link-own = 这是您自己的手机页，在手机上打开，点“进入”就行：
    { $url }
    只给自己用，别发到群里。{ $days } 天内有效。
    不用了，发“手机页 停用”。
phone-link-home = { $home }的手机页，请只交给这一家人：
    { $url }
    谁先打开就归谁，家里其他人再打开要绑定码。{ $days } 天内有效。
    交错了人，发“手机页 { $home } 停用”。
phone-stopped = 停好了，您的手机页都不能用了。要再用，发“手机页”。
phone-none = 您没有在用的手机页。
phone-stopped-home = 停好了，{ $home }的手机页都不能用了，没用过的绑定码也作废了。要再开，发“手机页 { $home }”。
phone-none-home = { $home }没有在用的手机页。
phone-entered = 欢迎！以后打开这个网页，就是您家的页面。
phone-others-told = 有一部手机打开了{ $home }的手机页，以后能替您家报事、表态。不是您家的人，请马上告诉楼长。
refused-usage-phone = 请写清楚是哪一户，比如“手机页 2号楼1单元301”。要自己的，只发“手机页”。
refused-phone-not-yours = 别家的手机页，要请那栋楼的楼长或社区来开。您自己的，只发“手机页”。
refused-phone-no-address = 这里还没有公开的网址，手机页开不了。请找管理员设置。
refused-phone-link-gone = 这个链接已经不能用了。请找楼长或书记要一个新的。
refused-phone-link-taken = 这个链接已经有人用了。请输入您家的绑定码，没有就找楼长要一个。
help-phone = 手机页 —— 不用装软件，在手机网页上报事、投票、看账单
menu-phone = 我的手机页
# 群里按钮显示不了的时候
phone-elsewhere = 用手机办：{ $url }

# 网页：进门
home-page = 我家的页面
home-page-of = { $home }
home-welcome = 这是 { $home } 的手机页。
home-welcome-own = 这是您自己的手机页。
home-first = 在这里报修、看进展、投票、看账单。
home-name = 怎么称呼您（可以不填）
home-enter = 进入
home-enter-note = 进入以后，这部手机就记住了。链接别发给别人。
home-taken = 这个链接已经有人用过了。
home-need-code = 您也是这家人？请输入您家的绑定码。
home-door = 第一次来？请输入您家的绑定码。
home-code = 绑定码
home-code-hint = 信上有，像 7KQ2M-9XH4B
home-code-send = 确定
home-code-ask = 没有绑定码，或者丢了：请找楼长或书记，他们会给您一个新的。
home-join-words = 绑定 { $code }
home-code-wrong = 这个绑定码不对，或者用过了、过期了。请再看一遍，或找楼长换一个。
home-too-many = 试得太多了。请过一会儿再来，或直接找楼长。
home-gone = 这个链接不能用了
home-gone-words = 链接可能过期了，或者停用了。
home-gone-next = 别着急，请找楼长或书记，他们马上能给您一个新的。
home-gone-code = 手里有绑定码？从这里进
home-left = 您已经不登记在原来那一户了。
home-left-next = 搬了家，请输入新家的绑定码；弄错了，请找楼长说一声。
home-nowhere = 还没有登记您住哪一户。

# 网页：我家
home-for-you = 请您回答
home-nothing-asked = 现在没有要您回答的事。
home-report = 我要报事
home-report-prefix = 登记 { $words }
home-reported = 收到了，编号 { $number }。有进展，下面“我报的事”看得到。
home-matters = 我报的事
home-no-matters = 还没有报过事。
home-done-ask = 办好了吗？请您说一声。
home-past-matters = 以前的事
home-poll-more = 看详细
home-poll-until = { $when }前都可以改
home-poll-tenant = 这次请业主来投，租户不用投。
home-consent-now = 您家现在答的是：{ $answer }
home-consent-owner = 这次请您家的业主来答，您可以先和家里人商量。
home-consent-tenant = 这次请业主来答，租户不用答。
home-why = 为什么不同意（可以不写）
home-why-none = 取消
home-opposed = 记下了：不同意。会有人来找您谈，结束前都可以改。
home-bills = 我家的账单
home-loveday = 爱心日
home-join = 我去帮忙：{ $stand }
home-going = 您报了名：{ $stand }
home-waits = 您在候补：{ $stand }，有空位就告诉您
home-offered = 有空位了：{ $stand }，给您留着，请点“我来”
home-booked = 您约了：{ $stand }，{ $who }，{ $number } 号
home-survey-fill = 去填问卷
home-ahead = 接下来
home-links = 其他
home-board = 小区公告栏
home-talk = 我和近邻的对话
home-from-poster = 投票、看账单：我家的页面
home-back = 回到我家的页面
home-who = 您在这一户是：{ $bond }
home-who-change = 不对？请选一个：
home-again = 已经收到过了。
home-speak = 语言 中文
