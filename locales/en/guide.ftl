help = You can say:
    { $lines }
cancelled = All right, cancelled.
nothing-to-cancel = I am not waiting for an answer.
help-help = /help — this list
help-cancel = /cancel — stop answering
menu-help = Help
menu-cancel = Cancel
