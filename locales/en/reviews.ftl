review-ask = The branch looks first; please read this draft:
    { $what }
button-review-yes = publish it
button-review-no = give it back
review-asked = Here the branch looks first. The draft went to { $n } of its members in private: when one agrees I publish it at once; if it comes back I tell you why.
review-approved = Agreed; publishing.
review-why = What should change? A sentence, and I give the draft back with it.
review-returned = Given back, with your words.
setting-branch-review = Branch review
refused-review-nobody = Here the branch looks first, but there is nobody but you to read the draft. Ask the secretary to appoint a member with “appoint … branch”, or send “settings branch review off”. I keep the draft.
refused-review-own = Somebody else has to read what you wrote.
refused-review-decided = This draft has been decided on.
refused-review-closes = It would end in less than a day; please give it back so that its author can change that.
