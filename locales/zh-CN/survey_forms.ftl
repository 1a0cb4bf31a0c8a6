# 新问卷：一步一步填，或第一句话里就写好。
survey-ask-place = 问哪里的住户？点一个，或写楼栋，比如“2号楼”。随时可发“取消”。
survey-ask-title = 问卷叫什么？一句话，{ $length } 字以内，比如“社区食堂满意度”。
survey-ask-asks = 问什么？一行一题，最多 { $most } 题，这样写：
    单选 食堂几点开合适？ 6点半/7点/7点半
    多选2 想要哪些菜？ 清淡/家常/软烂
    评分 对食堂满意吗？
    数字 家里几位老人？ 0-6
    填空 还有什么想说的（选填）
survey-ask-closes = 什么时候截止？点一个，或写“周五20点”“3天后”。
survey-draft = 问卷：{ $title }（{ $place }）
    { $asks }
    { $when } 截止
survey-preview = { $draft }
    发布后题目不能改。发“发布”，或点下面的按钮；不要了发“取消”。
button-survey-publish = 发布
button-survey-edit-place = 改地点
button-survey-edit-title = 改标题
button-survey-edit-asks = 改题目
button-survey-edit-closes = 改截止
survey-published = 问卷 { $number } 已发到 { $n } 个群，{ $when } 截止，前一天提醒没填的人。
    替不方便的人填发“代填 { $number } 2号楼1单元301”。
refused-survey-place = 没找到您能发问卷的这个地方，请点一个，或写楼栋，比如“2号楼”。
refused-survey-title = 请用一句话写清问什么，{ $length } 字以内。
refused-survey-closes = 截止时间要在 10 分钟以后、180 天以内，比如“周五20点”“3天后”。
refused-survey-preview = 写“发布”就发出去；要改写“改题目”“改截止”；不要了写“取消”。
refused-survey-form-gone = 这份问卷已经发布或取消了，重新来请发“新问卷”。
refused-survey-form-past = 这一问已经答过了，请看最下面那一问。
refused-survey-no-homes = 名册里这里还没有住户，请先导入名册。
refused-survey-unread-title = 这一行看不出问什么：“{ $line }”。问题在 80 字以内。
refused-survey-unread-options = 这一行的选项没看懂：“{ $line }”。选项用“/”隔开，2 到 9 个，每个 24 字以内，比如“单选 几点开？ 7点/8点”。
refused-survey-unread-range = 这一行的范围不对：“{ $line }”。小的写前面，比如“数字 几口人？ 0-20”。
refused-survey-unread-many = 题目太多了，最多 { $most } 题，您写了 { $line } 题。
help-survey = 新问卷 —— 发一份问卷：单选、多选、评分、数字、填空
menu-survey = 发一份问卷
