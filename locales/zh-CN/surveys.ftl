# 问卷：卡片、结果、回应。
survey-card = 问卷 { $number }：{ $title }
survey-about = { $n } 道题，一户一份，共 { $homes } 户。不公布谁填了什么。
survey-came = 已填 { $bar } { $n }/{ $whole } 户
survey-block = { $name } { $n }/{ $whole }
survey-dot = {" · "}
survey-until = { $when } 截止，之前可以改。点“去填”，或私下发我“问卷 { $number }”。
survey-over = { $when } 已截止
survey-over-look = { $when } 已截止，看结果发“问卷 { $number }”。
survey-few = 填的不到 { $few } 户，为了不认出是谁，不公布各题结果。
survey-changed = 因为这份问卷：{ $words }
button-survey-fill = 去填
survey-kind-single = 单选
survey-kind-multiple = 多选，最多 { $most } 项
survey-kind-number = 数字 { $least }–{ $most }
survey-kind-scale = 评分 1–5
survey-kind-text = 填空
survey-options = ：{ $options }
survey-optional = ，可不答
survey-question = { $at }. { $title }（{ $kind }{ $options }{ $optional }）
survey-skipped = 没答
survey-marks = { $n } 分
survey-homes = { $n } 户
survey-result = 问卷 { $number } 结果：{ $title }
survey-found = { $title }（{ $n } 户答）
survey-numbers = 平均 { $mean }，中间 { $middle }，最少 { $least }，最多 { $most }
survey-mean = 平均 { $mean } 分
survey-row = { $bar } { $label } { $n } 户（{ $percent }%）
survey-picture-came = 填了问卷
survey-picture-of = { $n } 户打分，满分 5
survey-picture-about = 问卷 { $number } · { $when } 截止 · 按户统计
survey-picture-alt = 问卷结果图
survey-reminder = 问卷 { $number }“{ $title }”{ $when } 截止，您家还没填。两三分钟就好：
survey-knock = 问卷 { $number }“{ $title }”{ $when } 截止，还有 { $n } 户我联系不上，请上门或打电话问问：
    { $doors }
    替他们填发“代填 { $number } 门牌”。
survey-closed = 问卷 { $number }“{ $title }”截止了，{ $n } 户填了，结果已发到群里。
    填空的回答发“问卷回答 { $number }”。做了什么改进，发“回应 { $number } 一句话”告诉大家。
survey-words = 问卷 { $number } 的填空回答，共 { $n } 条（第 { $page }/{ $pages } 页），不记名，请不要外传：
    { $rows }
survey-words-row = { $title }：{ $words }
survey-followed = 问卷 { $number }“{ $title }”的回音：{ $words }
survey-follow-noted = 已告诉 { $n } 个群。
kept-sheets = 填过的问卷：{ $words } 份（记在户上）
refused-survey-unknown = 没有问卷 { $number }。发“问卷”看正在填的。
refused-survey-ended = 问卷 { $number } 已在 { $when } 截止了，谢谢您。
refused-survey-still-open = 问卷 { $number } 还在填，{ $when } 截止后再回应。
refused-survey-no-words = 问卷 { $number } 没有（更多）填空的回答。
refused-usage-surveywords = 请写问卷的编号，比如“问卷回答 3”。
refused-usage-followup = 请写编号和改了什么，比如“回应 3 食堂改成 7 点开”。
act-changed = 回应
help-surveywords = 问卷回答 3 —— 看填空题的回答
menu-surveywords = 看填空题的回答
help-followup = 回应 3 食堂改成 7 点开 —— 告诉大家问卷带来了什么
menu-followup = 告诉大家问卷带来了什么
export-sheet-questions = 题目
export-sheet-answers = 回答
export-options = 选项
