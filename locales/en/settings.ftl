settings-list = What this community has settled:
    { $lines }
    To change one: /settings name value; as proposed again: /settings name default
settings-line = { $name }: { $value }
settings-set = Noted. { $name }: { $value }.
settings-default = default

refused-setting-unknown = There is no setting “{ $said }”. Send /settings to see them.
refused-setting-nonsense = I could not read { $name }. Please write it like this: /settings { $name } { $example }

help-settings = /settings – the hours and numbers this community has settled
menu-settings = This community's settings
