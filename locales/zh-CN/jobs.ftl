# 派单: staff look for a helper.
button-assign = 派单
button-job-give = 派给 { $who }

job-kind-repair = 维修
job-kind-mediation = 调解
job-kind-visit = 探访
job-kind-errand = 帮忙
job-kind-urgent = 应急

job-state-asked = 正在联系
job-state-taken = 已接单
job-state-on_way = 在路上
job-state-arrived = 已到场
job-state-done = 已完成
job-state-returned = 已退单
job-state-handed = 已转单
job-state-lapsed = 已取消
job-state-nobody = 暂时没人接，等书记派

job-line = 红管家{ $names }：{ $state }
job-one-more = 已有一位，还差一位同伴
job-news = 上一位退单：{ $words }

job-asked-building = { $number } 已问同楼栋 { $n } 位红管家，10 分钟没人接再问全小区。
job-asked-compound = { $number } 已问本小区 { $n } 位红管家，10 分钟没人接再问全社区。
job-asked-community = { $number } 已问全社区 { $n } 位红管家，10 分钟没人接就请书记派。
job-asked-secretary = { $number } 现在没有合适的红管家在岗，已私下请书记来派。
job-asked-mediator = { $number } 已私下问一位调解员，10 分钟没回话再问下一位。
job-asked-one = { $number } 已问{ $who }，等对方回话。
job-asked-again = { $number } 又请到您了，请看上面那张单，点接单或不便。
job-nobody = { $number } { $title }（{ $place }）：没有红管家能接。
    派给谁？按上次出工的先后排：
job-nobody-second = { $number } { $title }（{ $place }）：已有一位，还差一位同伴，没有别人能接。
    派给谁？按上次出工的先后排：
job-silent = { $number } { $title }（{ $place }）：接单两小时没有出发，已另问别人。
    也可以直接派：
job-carried = { $was } 和 { $number } { $title }（{ $place }）是同一件事，您这一单记到 { $number }，请照常去。
job-over = { $number } { $title } 现在是“{ $state }”，这一单不用去了。谢谢您肯接！
job-served = { $number } { $title } 现在是“{ $state }”，您这一趟已记入服务时长。辛苦了！

helper-which = 有几位都叫{ $who }，是哪一位？

refused-job-already = { $number } 已经派出去了，现在是“{ $state }”。
refused-job-given = 这一单已经有人接了，或者已经结束，不用再派。
refused-job-unreachable = 这位红管家还没和我私聊过，我问不到。请让对方先私聊我发一句“帮助”。
refused-job-none = { $number } 没有派过单。
refused-helper-unknown = 没找到叫“{ $who }”的红管家或志愿者。请照任命时的名字写，或先任命。
refused-helper-several = 有几位都叫“{ $who }”，我分不清。请先在任命里改成不同的名字。
refused-helper-elsewhere = { $who }不归您照看，请书记来改。
refused-helper-which-elsewhere = 有几位同名，请在工作群或私聊里派，我好问清是哪一位。
refused-usage-assign = 请写编号，比如“派单 12”“派单 12 水电”“派单 12 阿强”。

act-job-asked = 找红管家
act-job-taken = 红管家接单
act-job-arrived = 红管家到场
act-job-done = 红管家完成

help-assign = 派单 12 —— 请红管家上门；也可写“派单 12 水电”“派单 12 阿强”
menu-assign = 请红管家上门

setting-jobs-auto = 自动派单
