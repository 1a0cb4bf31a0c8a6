# What one is called, and one person on several channels.
name-set = Very well, { $name }, that is what I call you from now on.
name-ask = What may I call you? Send “/name Chen Xiuying”, so that neighbours and the building leader know who it is.
refused-usage-name = Please send “/name” and your name, twenty characters at most, such as “/name Chen Xiuying”.
account-code = Talk to me in private on the other app and send: /join { $code }
    It works once and within an hour. After that I know you on both.
account-added = { $name }, I know you: this is your account too. Your home and your reports are the same on both sides.
refused-account-used = This account has a home or a history of its own and cannot be joined. To join it, send “/forget” here first, then the code again.
help-name = /name Chen Xiuying — tell me what to call you
help-account = /account — know me on another app too
menu-name = My name
menu-account = My other app
