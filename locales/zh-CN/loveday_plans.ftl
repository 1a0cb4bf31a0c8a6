# 爱心摊位、爱心历史：定好以后再改。
stand-capacity = { $n }人
stand-skill = 技能{ $skill }
stand-lead = 组长{ $name }
stands-now = { $title }现在的摊位。要改，把下面整段改好发给我：
    爱心摊位 { $number }
    { $rows }
stands-changed = { $title }的摊位改好了，已发出去的 { $n } 次也跟着改了：
    { $rows }
stand-moved = { $title }（{ $when }）您的位置现在是{ $stand }。
refused-stands-rota = 这是队里的值班，要改发“值班 队伍编号”。
refused-stand-taken = “{ $stand }”还有 { $n } 人报名或有人预约，先请他们换摊位，再去掉它。
refused-stand-smaller = “{ $stand }”已经有 { $n } 人，名额不能再少。
refused-stand-booked = “{ $stand }”已经约出去 { $booked } 个号，不能再少。
refused-usage-lovestands = 请写：爱心摊位 编号。我先把现在的摊位发给您，改好整段发回来。
history-kept = 记下了，以前办过 { $held } 次，没断过。接下来：{ $next }
history-broken = 记下了，以前办过 { $held } 次，停过 { $gaps } 次。接下来：{ $next }
refused-usage-lovehistory = 请写以前办过几次，或从哪年哪月开始，比如“爱心历史 1 48”“爱心历史 1 2022年9月”“爱心历史 1 2022年9月 停过2次”。最多 { $most } 次。
act-stations = 改摊位
act-history = 补历史
menu-lovestands = 改爱心日的摊位
menu-lovehistory = 补爱心日以前办过的次数
