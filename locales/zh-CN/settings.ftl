settings-list = 本社区的约定：
    { $lines }
    改一项：约定 名称 新的值；恢复原样：约定 名称 默认
settings-line = { $name }：{ $value }
settings-set = 记下了，{ $name }：{ $value }。
settings-default = 默认

refused-setting-unknown = 没有“{ $said }”这一项。发“约定”看有哪些。
refused-setting-nonsense = { $name }没看懂，请照这样写：约定 { $name } { $example }。

help-settings = 约定 —— 本社区自己定的时间和数目
menu-settings = 本社区的约定
