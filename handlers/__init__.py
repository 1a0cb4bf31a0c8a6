"""What the bot can do: the table of contents. A capability is one module here, its rows, its words and its transcripts beside it."""

from handlers import agenda, board, groups, guide, homes, matters, meetings, photos, privacy, promises, reports, roles, settings

CAPABILITIES = (
    reports.capability,  # words become a matter: 登记, overheard offers, photos, 我也遇到, 补充
    matters.capability,  # and it is driven to solved: the card, 受理, 办结, 不予受理, 暂缓, 进展, 解决了 / 没解决
    photos.capability,  # 照片: staff look at the pictures of a matter
    agenda.capability,  # 议事, 上会: what is stuck, drafted, ordered and settled for the weekly meeting
    meetings.capability,  # 开会, 结论, 纪要, 列席: item by item to an outcome, then one screen of minutes
    promises.capability,  # 兑现: who said to do what by which day
    board.capability,  # 进度: the public list, and one matter with its history
    homes.capability,  # /start, 绑定, 我的: who lives where
    groups.capability,  # 设置: which group stands for which place
    settings.capability,  # 约定: the hours and numbers a community decides for itself
    roles.capability,  # 任命, 免去: who is responsible for what
    privacy.capability,  # 我的数据, 注销
    guide.capability,  # 帮助, 取消
)
