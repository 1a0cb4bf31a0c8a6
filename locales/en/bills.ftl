# Each household's bill, and the register of payments.
bill-note = Money is asked for only once the plan is settled; I keep the books and take no money. Ask your building leader or the committee; "/bill" shows this any time.
bill-more = { $money } yuan more than in the last version
bill-less = { $money } yuan less than in the last version
bill-same = the sum is the same, who pays it is not
bill-reason = Why it changed: { $reason }
bill-line = { $label }: weight { $weight }, share { $money } yuan
bill-line-free = { $label }: nothing to pay
bill-line-waived = { $label }: weight { $weight }, share { $money } yuan, paid by { $payer }
bill-line-out = { $label }: does not take part
bill-toast = { $bills }
bill-alone = Your bill was sent to you in private.
bills-mine = My bills
bill-rest = { $money } yuan are missing
bill-settled = paid in full
bill-over = { $money } yuan too much
payment = receipt { $receipt } · { $day } · { $money } yuan paid
payment-struck = receipt { $receipt } · { $day } · { $money } yuan (struck through: { $because })

paid-noted = Noted: { $label } paid { $money } yuan (receipt { $receipt }), { $rest }.
    If it is wrong: /strike { $receipt } reason; nothing is overwritten.
paid-told = { $label }: { $money } yuan received ({ $what }, receipt { $receipt }), { $rest }.
paid-word-over = more
paid-word-again = again
struck-noted = Receipt { $receipt } is struck through ({ $label }, { $money } yuan: { $because }), { $rest }.
struck-told = { $label }: receipt { $receipt } ({ $what }, { $money } yuan) was wrong and is struck through: { $because }. { $rest }.
arrears = Payments (for treasurers only)
arrears-plan = { $number } · { $what }: { $paid } of { $owed } yuan received, { $n } households not paid in full
arrears-row = {"  "}{ $label }: { $rest } yuan missing
arrears-how = Enter one: /paid 502 29412; wrong: /strike RECEIPT reason.

refused-bill-none = Your household is in no cost plan.
refused-bill-not-here = Your household is not in this plan, or you are not bound to it yet. In private: /join 2号楼1单元301.
refused-usage-paid = Give the household and the money, such as "/paid 502 29412", and a note if you like.
refused-usage-strike = Give the receipt and a reason, such as "/strike 1-7 wrong sum".
refused-paid-over = { $label } owes { $rest } yuan only. If more really came in, add the word "{ $word }".
refused-paid-twice = The same sum of { $label } was entered today (receipt { $receipt }). If it really came again, add the word "{ $word }".
refused-paid-which = "{ $said }" stands in several plans: { $plans }. Add the number, such as "/paid #{ $first } { $said } 29412".
refused-payment-unknown = There is no receipt { $receipt }.
refused-receipt-struck = Receipt { $receipt } is struck through already: { $because }.

help-bill = /bill – what my household pays and has paid
help-paid = /paid 502 29412 – enter a payment; "/paid" lists what is missing
help-strike = /strike 1-7 reason – a payment was entered wrong: struck through, kept
menu-bill = My bill
menu-paid = Enter a payment
menu-strike = Strike a payment through
