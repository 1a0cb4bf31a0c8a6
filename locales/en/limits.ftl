refused-limit-day = You have reported { $n } matters today. That is the limit, so this one is not registered.
    Fire, people trapped, gas and other emergencies are never limited: just say so.{ $add ->
        [yes] {""}
            For news of the same matter reply to the card of { $number }; anything else tomorrow, or ask your building leader or the property staff.
       *[no] {""}
            Anything else tomorrow, or ask your building leader or the property staff.
    }
refused-limit-same = You have registered the same words { $n } times today, so this was not registered again. The earlier ones are being dealt with.{ $add ->
        [yes] {""}
            For news reply to the card of { $number }.
       *[no] {""}
            If there is news, please say it in other words.
    }
setting-matters-a-day = matters a person a day
setting-same-words-a-day = same words a day
