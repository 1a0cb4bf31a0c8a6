# 换班、替班。
swap-place = { $title } · { $when } · { $stand }
swap-asks = { $who }想和您换班。
    您去：{ $place }
    { $who }去：{ $yours }
    { $until } 前回复都行。
cover-asks = { $who }想请您替一次：{ $place }
    { $until } 前回复都行。{ $yours }
button-swap-yes = 愿意
button-swap-no = 不方便
swap-asked = 已经问了{ $who }，最晚等到 { $until }。没答应之前，这个位置还是您的。
swap-done = { $who }答应了，换好了。您去：{ $mine }
cover-done = { $who }答应替您：{ $mine }
swap-yours = 谢谢！您去：{ $mine }
swap-refused = { $who }不方便。您的位置还在：{ $place }
swap-declined = 好的，已告诉{ $who }。
swap-lapsed = 没等到回复，您的位置还在：{ $place }
refused-swap-nothing = { $who }近期没有可换的位置。想请{ $who }替您去，发“替班 { $who }”。
refused-swap-same = { $who }和您就在同一处，不用换。
refused-swap-is-there = { $who }那天也去。要换位置发“换班 { $who }”。
refused-swap-whom = 志愿者里没找到“{ $who }”。
refused-swap-whom-several = 有好几位叫“{ $who }”，请让队长帮您换。
refused-swap-unreachable = 我私下联系不上{ $who }，请您当面问一声，或告诉队长。
refused-swap-done = 已经换好了，不用再点。
refused-swap-late = 这次换班已经过去了，位置没有变。
refused-usage-swap = 请写：换班 名字，比如“换班 小王”。
refused-usage-cover = 请写：替班 名字，比如“替班 小王”。
menu-swap = 和人换班
menu-cover = 请人替班
act-asked-swap = 问换班
act-swapped = 换班
