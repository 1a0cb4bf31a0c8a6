review-ask = 支部先议，请看一下这份草稿：
    { $what }
button-review-yes = 同意发布
button-review-no = 退回
review-asked = 这里约定了支部先议。草稿已私下交给 { $n } 位支部成员，同意了我马上发布，退回了告诉您原因。
review-approved = 同意了，这就发布。
review-why = 要改什么？写一句话，我连草稿一起退给作者。
review-returned = 退回了，话也带到了。
setting-branch-review = 支部先议
refused-review-nobody = 这里约定了支部先议，可是除了您还没有能看草稿的人。请书记任命一位“支部委员”，或者发“约定 支部先议 关”。草稿我留着。
refused-review-own = 自己写的要请别人看。
refused-review-decided = 这份草稿已经有人定了。
refused-review-closes = 截止只剩不到一天了，请先退回，让作者改截止时间。
