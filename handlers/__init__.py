"""What the bot can do: the table of contents. A capability is one module here, its rows, its words and its transcripts beside it."""

from handlers import board, groups, guide, homes, matters, numbers, photos, privacy, reports, roles, settings

CAPABILITIES = (
    reports.capability,  # words become a matter: 登记, overheard offers, photos, 我也遇到, 补充
    matters.capability,  # and it is driven to solved: the card, 受理, 办结, 不予受理, 暂缓, 进展, 解决了 / 没解决
    photos.capability,  # 照片: staff look at the pictures of a matter
    board.capability,  # 进度: the public list, and one matter with its history
    numbers.capability,  # 周报, 月报: the numbers a community lives by; 满意 asked once
    homes.capability,  # /start, 绑定, 我的: who lives where
    groups.capability,  # 设置: which group stands for which place
    settings.capability,  # 约定: the hours and numbers a community decides for itself
    roles.capability,  # 任命, 免去: who is responsible for what
    privacy.capability,  # 我的数据, 注销
    guide.capability,  # 帮助, 取消
)
