way-press = 自己投
way-paper = 纸质
way-door = 上门
way-phone = 电话
way-video = 视频
entry-ask-home = 代录投票 { $number }“{ $title }”：哪一户？写门牌，比如“301”。
entry-ask-choice = 这一户怎么答的？点一个，或写出来。
entry-ask-way = 怎么答的？
entry-ask-proof = 谁见证的？写一个名字；是纸质票，拍一张发来也行。
entry-counted = 已代录 { $home }：{ $choice }。
    回执 { $receipt }，请抄给这一户。
entry-same = { $home }已经是{ $choice }，一样，不重复计。回执 { $receipt }
entry-second = { $home }已有一张票。两张都留着，我请书记核对；核对前按先到的计。
entry-told = 投票 { $number }“{ $title }”：楼长替{ $home }代录了一张票（{ $way }）。
    不是您家的意思，请再投一次，我请人核对。
ballot-disputed = { $home }已有一张代录的票（{ $way }）。两张都留着，已请人核对，结果告诉您；核对前按先到的计。
entry-judge = 投票 { $number }“{ $title }”：{ $home }有两张不一样的票，计哪一张？
    先到：{ $first }（{ $first_way }）
    后到：{ $second }（{ $second_way }）
entry-judge-sealed = 投票 { $number }“{ $title }”（封存）：{ $home }有两张票，计哪一张？
    先到：{ $first_way }
    后到：{ $second_way }
entry-seen = { $way }，{ $witness }见证
button-entry-first = 计先到的
button-entry-second = 计后到的
entry-why = { $home }定了。因为什么？一句话，留个底。
entry-thanks = 记下了。
entry-judged-dropped = 投票 { $number }：{ $home }的两张票核对过了，计先到的那张。
entry-judged-kept = 投票 { $number }：{ $home }的两张票核对过了，计后到的那张。
entry-photo = { $home }的纸质票
entries-list = 投票 { $number } 代录单 · { $n } 张
    { $rows }
entries-row = { $home } · { $way } · 见证 { $witness } · 照片 { $photos } · { $state }
entries-none = 还没有代录过。
entry-state-counted = 已计
entry-state-same = 与已投一致
entry-state-disputed = 待核对
entry-state-kept = 核对后计入
entry-state-dropped = 核对后没计
poll-disputed = { $n } 户有两张不一样的票，截止前没核对完，按先到的计。
help-enter = 代录 5 301 同意 上门 见证 老王 —— 替住户录纸质、上门、电话的票
help-entered = 代录单 5 —— 代录过哪些
menu-enter = 代录一张票
menu-entered = 代录单
refused-usage-enter = 请写投票编号和门牌，比如“代录 5 301 同意 上门 见证 老王”；只写“代录 5”我一步步问。
refused-entry-not-yours = { $home }不归您管，请它的楼长或书记来录。
refused-usage-entered = 请写投票编号，比如“代录单 5”。
refused-entry-door = 名册里没有“{ $said }”这一户。请照门牌写，比如“2号楼1单元301”。
refused-entry-doors = “{ $said }”有好几户：{ $labels }。请写全，比如“1单元301”。
refused-entry-way = 请写“纸质”“上门”“电话”或“视频”。
refused-entry-past = 这一问已经答过了，请看最下面那一问。
refused-entry-disputed = { $home }已有两张票在核对，等核对完再录。
refused-entry-decided = { $home }的票已经核对过了。
