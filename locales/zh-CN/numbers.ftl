# 周报、月报，和办好以后的一句评价。
figure-response = 响应率
figure-solved = 解决率
figure-satisfied = 满意率
figure-unconfirmed = 未确认
figure-called = 呼叫率

report-title-week = { $place }周报
report-title-month = { $place }月报
report-days = { $first }—{ $last }
report-days-running = { $first }—{ $last }（到现在）
report-quiet = { $place }：{ $days } 没有登记，也没有办结的事。现在在办 { $open } 件。
report-subtitle = { $days } · 登记 { $registered } · 结束 { $ended } · 在办 { $open }
report-categories = 各类登记
report-departments = 部门按时报到
report-repeats = 反复出现（30 天内同一处同一类）
report-count = { $n } 件
report-rate = { $percent }%（{ $part }/{ $whole }）
report-foot-week = 箭头：比前一周多或少几个百分点
report-foot-month = 箭头：比上个月多或少几个百分点
rate-line = { $label } { $bar } { $percent }%（{ $part }/{ $whole }）{ $change }
rate-none = { $label } —
share-none = —
change-none = 持平

rate-ask = { $number } { $title }：谢谢确认。这件事办得怎么样？
rate-satisfied = 满意
rate-fair = 一般
rate-unsatisfied = 不满意
rated = 记下了，{ $number }：{ $value }。七天内可以改。
act-rated = 评价

refused-usage-weekly = 没看懂是哪一周，请照这样写：周报、周报 本周、周报 8月24日，也可以加楼栋：周报 2号楼。
refused-usage-monthly = 没看懂是哪个月，请照这样写：月报、月报 9月、月报 本月，也可以加楼栋：月报 9月 2号楼。
refused-period-ahead = 这段日子还没到，请写一个已经开始的。
refused-report-sheet = 表格不在群里发。请系统管理员在服务器上导出：
    jinlin export numbers --from { $first } --to { $last } --out 数字.xlsx
refused-report-where = 没找到“{ $words }”这个地方，请写楼栋或单元，比如“周报 2号楼”。
refused-report-just-now = 这份报表刚发过，请往上翻一翻。
refused-rate-past = { $number } 又在办了，等办好再评价。
refused-rate-late = { $number } 的评价超过七天，不能再改了。

setting-weekly-report = 周报时间
setting-monthly-report = 月报时间
setting-weekly-on = 自动周报
setting-monthly-on = 自动月报

help-weekly = 周报 / 周报 2号楼 —— 上一周办得怎么样
help-monthly = 月报 / 月报 9月 —— 上个月办得怎么样
menu-weekly = 看周报
menu-monthly = 看月报
