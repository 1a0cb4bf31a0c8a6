"""What the bot can do: the table of contents. A capability is one module here, its rows, its words and its transcripts beside it."""

from handlers import (
    accounts,
    agenda,
    alone,
    attendance,
    awaiting,
    awards,
    ballots,
    bids,
    bills,
    board,
    bookings,
    calendars,
    calls,
    categories,
    chains,
    clocks,
    consent_reminders,
    consents,
    departments,
    desks,
    digest,
    doubles,
    duty,
    duty_reminders,
    enrolments,
    entries,
    forum_forms,
    forums,
    groups,
    guide,
    homes,
    incidents,
    inquiries,
    jobs,
    keepsakes,
    ledger,
    limits,
    loveday,
    loveday_forms,
    loveday_plans,
    matters,
    meetings,
    numbers,
    phones,
    photos,
    pins,
    poll_forms,
    polls,
    privacy,
    promises,
    proofs,
    proxies,
    quiet,
    reports,
    reviews,
    roles,
    rotas,
    settings,
    share_forms,
    shares,
    sheets,
    signups,
    stints,
    summons,
    survey_forms,
    surveys,
    swaps,
    team_forms,
    teams,
    tickets,
    walks,
    works,
)

CAPABILITIES = (
    reports.capability,  # words become a matter: 登记, overheard offers, photos, 我也遇到, 补充
    matters.capability,  # and it is driven to solved: the card, 受理, 办结, 不予受理, 暂缓, 进展, 解决了 / 没解决
    clocks.capability,  # 超时, 超时原因: until when it is to be taken up, heard of, solved; one nudge, then everybody sees it
    calls.capability,  # 呼叫, 撤呼, 指派: departments are called to a matter
    awaiting.capability,  # who has not signed, or is not there in time, is reminded once
    summons.capability,  # 签收, 报到, 会商, 承诺, 完成, 不属本单位: what they answer
    departments.capability,  # 部门: which there are, and through whom they are called
    doubles.capability,  # 像是 #12, 并入: two reports of one matter become one
    incidents.capability,  # 停水, 恢复: one outage announced, its reports taken in, over for all at once
    limits.capability,  # how much one person reports in a day
    categories.capability,  # 改类: staff correct a category, and the community's like words lean there afterwards
    inquiries.capability,  # questions are answered: what is open, whose it is, how they are reached; 电话, 设电话
    jobs.capability,  # 派单: a helper is looked for by waves; how far it is stands on the matter's card
    stints.capability,  # 接单, 出发, 到场, 完成, 退单, 转单: the road of whoever takes it
    tickets.capability,  # 我的单, and the private card of a job
    duty.capability,  # 上岗, 下岗, 我的技能, 接单上限: who can be asked, for what and how much
    ledger.capability,  # 补时长: hours of service are corrected
    alone.capability,  # 独居: where two go together
    photos.capability,  # 照片: staff look at the pictures of a matter
    board.capability,  # 进度: the public list, and one matter with its history
    numbers.capability,  # 周报, 月报: the numbers a community lives by; 满意 asked once
    agenda.capability,  # 议事, 上会: what is stuck, drafted, ordered and settled for the weekly meeting
    meetings.capability,  # 开会, 结论, 纪要, 列席: item by item to an outcome, then one screen of minutes
    promises.capability,  # 兑现: who said to do what by which day
    poll_forms.capability,  # 新投票: a poll is put together in private and opened over a frozen roll
    reviews.capability,  # 支部先议: the branch looks at a draft first, where the community has agreed on it
    polls.capability,  # its card, 延期, 未投, the reminders, the end at the announced moment and the result
    ballots.capability,  # 投票, 回执: one household, one ballot
    share_forms.capability,  # 分摊, 改分摊: a cost plan is filled in, looked at, published
    shares.capability,  # 分摊明细, 后加入: what every household pays by it
    bills.capability,  # 我的账单, 收款, 冲正: each household's bill, told once; the register of what was paid
    consents.capability,  # 征求意见, 结束征求: a plan is asked about from door to door, then shown to everybody
    consent_reminders.capability,  # who has not answered is asked once more, then whoever calls at their door
    walks.capability,  # 同意, 不同意, 无人, 异议: what households say, at their door or themselves; 走访
    entries.capability,  # 代录, 代录单: paper, door, telephone, video; two answers of one household wait for a judge
    forum_forms.capability,  # 新议事会: what a place wants made, and until when proposals stay sealed
    forums.capability,  # 议事会, 方案: the card, the opening in drawn order; 问方案, 答方案, 申报利益
    bids.capability,  # 收方案, 录方案: a page for each firm, or its paper put into the envelope
    awards.capability,  # 开投, 定标, 落选, 流会: the vote, the choice with its reasons, the minutes
    works.capability,  # 工程: what came of it, step by step, and its warranty
    survey_forms.capability,  # 新问卷: questions one a line, looked at and published
    surveys.capability,  # its card, the reminder, the end, what it came to; 回应: what changed because of it
    sheets.capability,  # 问卷, 代填: one sheet a household, one question a screen
    chains.capability,  # 接龙: a list the group makes together; who was lost in copying is found
    proxies.capability,  # 委托, 撤销委托: somebody trusted answers for an owner's household
    loveday_forms.capability,  # 新爱心日: what comes round, when, at which stations
    loveday.capability,  # 爱心日: the card of each time; moved, cancelled, ended
    loveday_plans.capability,  # 爱心摊位, 爱心历史: a plan is changed later
    signups.capability,  # 报名, 不去了: one tap, the waiting list, a place kept for the first; 我会
    duty_reminders.capability,  # three reminders, each once; who is missing is looked for
    swaps.capability,  # 换班, 替班: two volunteers change places, or one takes over
    team_forms.capability,  # 新队伍: a service team
    teams.capability,  # 队伍, 招募, 队员: joined, left, led
    rotas.capability,  # 值班, 排班, 请假: whose turn it is, fairly
    enrolments.capability,  # 报到登记: members in service report in where they live; 年度小结
    bookings.capability,  # 预约, 我的预约, 叫号: residents book a service of the day; the list at the desk
    calendars.capability,  # 本月安排, 日历订阅: what lies ahead, in the chat and in one's telephone
    attendance.capability,  # 签到, 签退; hours, thanks and numbers afterwards
    keepsakes.capability,  # the photos of whoever came, afterwards an album in the groups
    desks.capability,  # 签到码 and its page, 点名, 临时来: who keeps the desk
    pins.capability,  # 置顶: the living board on top of every residents' group
    quiet.capability,  # the pace of what nobody asked for, and the record in quiet chats
    proofs.capability,  # 核实: by what it is known whose a household is
    homes.capability,  # /start, 绑定, 我的: who lives where
    phones.capability,  # 手机页: a link to one's own page, or to a household's, for whoever has no account
    accounts.capability,  # 名字, 换号: what one is called, and one person on several channels
    groups.capability,  # 设置: which group stands for which place
    settings.capability,  # 约定: the hours and numbers a community decides for itself
    roles.capability,  # 任命, 免去: who is responsible for what
    privacy.capability,  # 我的数据, 注销
    digest.capability,  # 今日动态: every morning what has moved; its own lines come after those of the others
    guide.capability,  # 帮助, 取消
)

SHELVES = {
    "reports": "reports matters clocks doubles incidents categories inquiries photos board numbers",
    "calls": "calls summons departments",
    "jobs": "jobs stints tickets duty alone",
    "meetings": "agenda meetings promises",
    "votes": "poll_forms polls ballots entries proxies",
    "shares": "share_forms shares bills consents walks",
    "forums": "forum_forms forums bids awards works",
    "surveys": "survey_forms surveys sheets chains",
    "loveday": "loveday_forms loveday loveday_plans signups duty_reminders bookings calendars attendance desks swaps",
    "teams": "team_forms teams rotas enrolments ledger",
    "home": "homes phones accounts proofs privacy groups guide",
    "house": "settings roles pins quiet",
}
"""How the help is laid out: what is on no shelf stands on the last."""
