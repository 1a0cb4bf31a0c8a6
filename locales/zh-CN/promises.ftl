# 承诺：谁哪天做什么，兑现了没有。
promise-kept = ✓ { $number } { $who }：{ $what }
promise-unkept = ✗ { $number } { $who }：{ $what }（{ $day }）
promise-again = { $line } · 第 { $turn } 次带到会上
promises-more = ……另有 { $n } 件
promises-head = 上周承诺兑现：{ $kept }/{ $total }（{ $minutes } 分钟）
promise-ask = { $number } { $title }
    { $who }说好今天：{ $what }。办好了吗？
promise-thanks = 谢谢，{ $number } 的承诺记为兑现。
promise-noted = 好的，记下了，会带到下一次议事。
button-promise-kept = 兑现了
button-promise-unkept = 还没有
button-promise-done = ✓ { $n } 兑现了
act-kept = 承诺兑现
act-broken = 承诺到期没有兑现

refused-nothing-promised = { $number } 没有等着兑现的承诺。
refused-usage-kept = 请写编号，比如“兑现 12”。
help-kept = 兑现 12 —— 说好的事做到了
menu-kept = 承诺兑现了
