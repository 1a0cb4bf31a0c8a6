# Proposals: a page for a firm, or its paper entered.
bid-invited = Please pass this page on to { $firm } and nobody else (forum { $number }; it can be changed until { $when }):
    { $url }
bid-invited-paper = { $firm } is noted. There is no public address here for a page; enter its paper: “录方案 { $number } { $firm } price … term … warranty … scope …”.
bid-entered = The proposal of { $firm } is sealed (forum { $number }). Nobody sees it before { $when }; please delete your message. To change it enter it again.
bid-saved = Sealed. You may change it until { $when }.
refused-bid-late = Forum { $number } took proposals until { $when }; it is too late.
refused-bid-many = A forum takes at most { $most } firms.
refused-bid-price = I cannot read the price; the whole sum, such as “price 48.6万” or “price 486000”.
refused-bid-term = Please say how long it takes, in at most 40 characters.
refused-bid-warranty = Please say the warranty, in at most 40 characters, such as “5年”.
refused-bid-scope = Please say what is done and how, in at most 1000 characters.
refused-usage-bidder = Please say: 收方案 forum firm (at most 40 characters).
refused-usage-bid = Please say: 录方案 forum firm price 48.6万 term 60 days warranty 5年 scope …
help-bidder = 收方案 3 firm — a page for a firm to offer on
help-bid = 录方案 3 firm price … term … warranty … scope … — enter a proposal on paper
menu-bidder = a page for a firm
menu-bid = enter a proposal on paper

# The firm's page
bid-page = Proposal
bid-page-sealed = Received and sealed. You may change it until { $when }; the last one counts.
bid-page-open = Please fill it in before { $when }. Until the opening nobody but you sees it.
bid-page-price = Whole price (yuan, or 48.6万)
bid-page-term = How long it takes
bid-page-warranty = Warranty
bid-page-scope = What is done, and how
bid-page-save = Seal
bid-page-turn = Opened; you were drawn number { $turn }. The residents can read your proposal.
bid-page-late = Opened; you handed in no proposal.
bid-page-questions = Questions of the residents
bid-page-answer = Answer
bid-page-won = You were chosen: { $why }. The community will be in touch.
bid-page-lost = You were not chosen this time. Reason: { $reason }
bid-page-lapsed = Nobody was chosen this time: { $why }
bid-page-note = This page is yours alone; please do not pass it on.

# ---- files
bid-page-papers = Files
bid-page-paper = A PDF or a photo, one at a time, at most 10 MB
bid-page-add = Put it in
bid-page-drop = Take it out
bid-paper-kept = The file is in and sealed with the proposal. You may change it until { $when }.
bid-paper-dropped = The file is out again.
bid-paper-large = This file is too large: at most { $size } MB each.
bid-paper-many = At most { $most } files; none once the envelopes are open.
bid-paper-unreadable = This file cannot be opened. Please send a PDF, JPG or PNG.
refused-bid-papers = At most { $most } files: please take one out first.
proposal-paper = File { $label }: { $url }
