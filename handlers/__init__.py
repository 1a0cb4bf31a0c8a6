"""What the bot can do: the table of contents. A capability is one module here, its rows, its words and its transcripts beside it."""

from handlers import board, doubles, groups, guide, homes, incidents, limits, matters, photos, privacy, reports, roles, settings

CAPABILITIES = (
    reports.capability,  # words become a matter: 登记, overheard offers, photos, 我也遇到, 补充
    matters.capability,  # and it is driven to solved: the card, 受理, 办结, 不予受理, 暂缓, 进展, 解决了 / 没解决
    doubles.capability,  # 像是 #12, 并入: two reports of one matter become one
    incidents.capability,  # 停水, 恢复: one outage announced, its reports taken in, over for all at once
    limits.capability,  # how much one person reports in a day
    photos.capability,  # 照片: staff look at the pictures of a matter
    board.capability,  # 进度: the public list, and one matter with its history
    homes.capability,  # /start, 绑定, 我的: who lives where
    groups.capability,  # 设置: which group stands for which place
    settings.capability,  # 约定: the hours and numbers a community decides for itself
    roles.capability,  # 任命, 免去: who is responsible for what
    privacy.capability,  # 我的数据, 注销
    guide.capability,  # 帮助, 取消
)
