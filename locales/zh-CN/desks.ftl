# 桌边：签到码、点名、临时来的人、服务人次。
duty-code = 签到码 { $code }，{ $minutes } 分钟一换。让来的人私聊我发“签到 { $code }”。
duty-code-page = 签到码 { $code }，{ $minutes } 分钟一换。让来的人私聊我发“签到 { $code }”。
    有屏幕或平板就打开这一页，码会自己换，扫一扫就签到：{ $url }
    这一页只给桌边用，请别发到群里。
duty-there = 到了 { $n } 人，还有 { $missing } 人没到。
duty-ticking = { $line }
    到了的点一下名字；没报名来帮忙的发“点名 名字”。
duty-all-there = { $line }
    没报名来帮忙的发“点名 名字”。
button-duty-tick = { $who }
duty-ticked = 点到了：{ $names }
duty-walked-in = 记下了：{ $who }来帮{ $stand }，已签到。
duty-served = 记下了，{ $stand }服务 { $n } 人次。
refused-duty-tick = 没找到“{ $name }”。还没签到的有：{ $names }。没登记过的人发“临时来 { $name } 摊位”。
refused-duty-tick-several = 叫“{ $name }”的不止一位，请本人扫码或点“签到”。
refused-duty-ticked-already = { $name }已经签过到了。
refused-duty-ticked-off = { $name }退出了这一次。
refused-usage-tick = 请发“点名”看名单，或写名字，比如“点名 小王 陈奶奶”。
refused-usage-walkin = 请写名字和摊位，比如“临时来 张大爷 泡脚”。
refused-usage-servedcount = 请写摊位和人次，比如“服务人次 泡脚 32”。
menu-deskcode = 桌上的签到码
menu-tick = 点名
menu-walkin = 记下临时来帮忙的人
menu-servedcount = 记服务人次
desk-page = 签到
desk-scan = 用手机扫一扫签到
desk-or = 或者私聊近邻发
desk-say = 签到 { $code }
desk-early = { $when } 开始签到
desk-over = 这一次已经结束，谢谢大家
desk-minutes = 五分钟换一次，这一页会自己更新
there-press = 我到了
there-telegram = 打开 Telegram 签到
there-say = 私聊近邻发这几个字也行：
there-none = 手机上没有近邻？告诉桌边的人您的名字，他会替您点到。
there-old = 这个码过时了，请再扫一次桌上最新的。
