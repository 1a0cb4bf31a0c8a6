double-like = 像是 { $number } { $title }（{ $day }，{ $state }{ $known ->
        [yes] ，{ $homes } 户遇到
       *[no] {""}
    }）
button-join = 我也遇到 { $number }
button-register-apart = 另外登记
button-merge = 并入 { $number }
offer-joined = 好的，记到 { $number } 了，一起办。
follow-own-added = 补充到您报的 { $number } 了。

card-merged = 已并入 { $number } { $title }，后面的进展看 { $number }
merged = { $number } 已并入 { $into } { $title }。
merged-on = { $named } 早已并入 { $into }，所以 { $number } 也并入了 { $into } { $title }。
merge-told = 您报的或跟进的 { $number } 和 { $into } { $title } 是同一件事，已并到 { $into } 一起办，办好了会问您。
act-took-in = 并进来
act-joined = 记到另一件事

refused-usage-merge = 请写两个编号，比如“并入 13 12”：13 并入 12。
refused-merge-itself = { $number } 不能并入自己。
refused-merge-busy = { $number } 正有人在办，请再试一次。
refused-merge-elsewhere = { $number } 不归您管，请它那边的工作人员来并。

help-merge = 并入 13 12 —— 13 和 12 是一件事，合到 12
menu-merge = 两件事合成一件
