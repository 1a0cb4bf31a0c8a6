# 核实：谁是业主，凭什么知道。
proof-title = { $home }的业主和代理人
proof-nobody = { $home }还没有人说自己是业主。
proof-row = { $who }：{ $bond }（{ $evidence }）
proof-how = 看过什么就点什么；不是业主，点“不是”。
evidence-said = 自报，没核实
evidence-seen = 楼长见证
evidence-deed = 看过产权证
evidence-registry = 登记查过
button-proof-seen = 我认识，是
button-proof-deed = 看过产权证
button-proof-registry = 登记查过
button-proof-denied = 不是
proof-told-seen = { $home }：您的业主（代理）身份核实了，您投的票不用再核对。
proof-told-deed = { $home }：您的业主（代理）身份核实了，您投的票不用再核对。
proof-told-registry = { $home }：您的业主（代理）身份核实了，您投的票不用再核对。
proof-told-denied = { $home }：您先按家属登记。弄错了请带产权证找楼长或居委会改。
poll-unproven = 其中 { $homes } 户、{ $area } ㎡ 由自报的业主或家属表态，填报前要核对身份。已计入；不算这几户，结论也一样。
poll-unproven-decisive = 其中 { $homes } 户、{ $area } ㎡ 由自报的业主或家属表态，填报前要核对身份。已计入；不算这几户，结论就变了。
unvoted-unproven = 投了、要核对身份（{ $n } 户）：{ $doors }
    核对好发“核实 门牌”，截止前核实的就不再列。
export-proof = 身份凭据
refused-proof-own = 自己的身份要请别人来核实。
refused-usage-verify = 请写哪一户，比如“核实 2号楼1单元301”。
help-verify = 核实 2号楼1单元301 —— 看过产权证就记下，票才不用再核对
menu-verify = 核实业主身份
