proxy-code = { $home }的委托码：{ $code }
    交给您信得过的人，请 TA 私下把它发给我：“绑定 { $code }”。{ $days } 天内有效，只能用一次，别发在群里。
    TA 之后可以替您家投票、表态；您自己投了，以您的为准。不想让 TA 代了，发“撤销委托”。
proxy-yours = 您现在是{ $home }的代理人，可以替这一户投票、表态。业主自己投了，以业主的为准。
proxy-taken = { $who }现在是{ $home }的代理人，可以替您家投票。不是您的意思，请马上发“撤销委托”。
proxy-revoked = { $home }的委托撤销了。之前代投的票还算数，您可以自己改投。
proxy-none = { $home }没有代理人；没用掉的委托码作废了。
proxy-over = { $home }的委托到此为止，谢谢您帮忙。
refused-proxy-owners = 只有业主能委托别人。您是业主的话，先发“绑定 2号楼1单元301”。
refused-proxy-which = 您有几户，请写明是哪一户，比如“委托 301”：{ $homes }
refused-proxy-enough = 一个人最多代理 { $most } 户，您已经满了。请业主把码交给别人，这个码还能用。
help-proxy = 委托 —— 请信得过的人替我家投票
help-unproxy = 撤销委托 —— 不再让人代理
menu-proxy = 委托投票
menu-unproxy = 撤销委托
setting-proxies = 代理户数上限
