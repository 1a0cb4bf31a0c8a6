help = You can say:
    { $lines }
help-shelves = Just say what is wrong, a photo helps. You can also write:
    { $lines }
    How: “/help votes”, and so on; “/help all” shows everything.
help-shelf = { $shelf }: { $words }
help-all = all
shelf-reports = reports
shelf-calls = calls
shelf-jobs = jobs
shelf-meetings = meetings
shelf-votes = votes
shelf-shares = shares
shelf-forums = proposals
shelf-surveys = surveys
shelf-loveday = Love Day
shelf-teams = volunteers
shelf-home = home
shelf-house = settings
cancelled = All right, cancelled.
nothing-to-cancel = I am not waiting for an answer.
help-help = /help, /help votes — what one can say, and how
help-cancel = /cancel — stop answering
menu-help = Help
menu-cancel = Cancel
