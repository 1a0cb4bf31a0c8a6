"""What the bot can do: the table of contents. A capability is one module here, its rows, its words and its transcripts beside it."""

from handlers import alone, board, duty, groups, guide, homes, jobs, matters, photos, privacy, reports, roles, settings, stints, tickets

CAPABILITIES = (
    reports.capability,  # words become a matter: 登记, overheard offers, photos, 我也遇到, 补充
    matters.capability,  # and it is driven to solved: the card, 受理, 办结, 不予受理, 暂缓, 进展, 解决了 / 没解决
    jobs.capability,  # 派单: a helper is looked for by waves; how far it is stands on the matter's card
    stints.capability,  # 接单, 出发, 到场, 完成, 退单, 转单: the road of whoever takes it
    tickets.capability,  # 我的单, and the private card of a job
    duty.capability,  # 上岗, 下岗, 我的技能: who can be asked, and for what
    alone.capability,  # 独居: where two go together
    photos.capability,  # 照片: staff look at the pictures of a matter
    board.capability,  # 进度: the public list, and one matter with its history
    homes.capability,  # /start, 绑定, 我的: who lives where
    groups.capability,  # 设置: which group stands for which place
    settings.capability,  # 约定: the hours and numbers a community decides for itself
    roles.capability,  # 任命, 免去: who is responsible for what
    privacy.capability,  # 我的数据, 注销
    guide.capability,  # 帮助, 取消
)
