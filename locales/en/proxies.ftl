proxy-code = A code for { $home }: { $code }
    Hand it to somebody you trust, who sends it to me in private: “join { $code }”. Good for { $days } days and once only; keep it out of groups.
    They can then vote and answer for your household; if you answer yourself, yours counts. To end it: “unproxy”.
proxy-yours = You now act for { $home } and can vote and answer for it. If an owner answers, theirs counts.
proxy-taken = { $who } now acts for { $home } and can vote for your household. If you did not mean that, send “unproxy” at once.
proxy-revoked = Nobody acts for { $home } any more. Votes already cast for you count until you vote yourself.
proxy-none = Nobody acts for { $home }; codes that were not used are void.
proxy-over = You no longer act for { $home }. Thank you for helping.
refused-proxy-owners = Only an owner can name a proxy. If you are one, first send “join 2号楼1单元301”.
refused-proxy-which = You have several homes; say which, such as “proxy 301”: { $homes }
refused-proxy-enough = One person acts for { $most } households at most, and you do already. The owner may hand the code to somebody else; it is still good.
help-proxy = proxy — let somebody you trust vote for my household
help-unproxy = unproxy — nobody acts for me any more
menu-proxy = name a proxy
menu-unproxy = end a proxy
setting-proxies = households per proxy
