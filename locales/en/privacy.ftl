mydata = This is kept about you:
    { $lines }
    “/forget” deletes it all.
kept-name = Name: { $words }
kept-account = Account: { $words }
kept-home = Home: { $words }
kept-role = Role: { $words }
kept-service = Minutes of service: { $words }
kept-matter = Reported: { $words }
kept-follows = Followed matters: { $words }
kept-ratings = Rated matters: { $words }
forget-ask = Your name, accounts and words will be deleted for good; of your reports only number and public title stay. Are you sure?
button-forget = Delete
button-keep = Not now
forgotten = Deleted. You are welcome back at any time.
not-yours-toast = Only you yourself, in private, can press this.
kept-toast = All right, nothing was changed.
nothing-kept = Nothing is kept about you.
help-mydata = /mydata — what is kept about you
help-forget = /forget — delete it
menu-mydata = My data
menu-forget = Forget me
