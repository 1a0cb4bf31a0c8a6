departments-list = Departments that can be called:
    { $lines }
    Add one: /departments add police; a contact: /departments police contact Zhou
departments-empty = There are no departments yet. Say “/departments add police environment”, then give each a contact.
department-lead = { " " }(the street's lead)
department-line = { $name }{ $lead }: contacts: { $n }
department-line-nobody = { $name }{ $lead }: no contact yet
department-one = { $name } (also: { $aka })
    { $lines }
contact-line = { $name } · { $by }
contact-none = No contact yet: “/departments { $name } contact Zhou” adds one.
contact-by-account = by account
contact-by-link = by one-time links
departments-added = Added: { $names }.
    Now give each a contact, for instance “/departments { $first } contact Zhou”.
department-aka = { $name } is also called: { $aka }.
department-leads = { $name } is the street's lead: it decides when two departments say “not ours”.
department-leads-no-more = { $name } is no lead any more.
department-reached = The call of { $number } was brought to { $name } once more.
contact-added = { $name } is now a contact of { $department }. The code is in your private chat.
contact-added-talk-to-me = { $name } is now a contact of { $department }. The code must not be shown in a group: talk to me in private first, then say this again there.
contact-code = { $name } is now a contact of { $department }. Pass this line on; it has to be sent to me in private (good for 14 days):
    /contact { $code }
    No account is needed: when they are called I give you a one-time link to pass on.
contact-bound = { $name } is now a contact of { $department } and has been told.
contact-bound-silent = { $name } is now a contact of { $department }. They have never written to me, so you will get one-time links to pass on.
contact-you = You are now a contact of { $department }. When it is called I tell you here; buttons let you sign for it and report in.
contact-removed = { $name } is no longer a contact of { $department }; links given to them are void.
contact-code-dead = A group has seen this code: it is void. Ask the staff for another and send it to me in private.
contact-code-wrong = This code is wrong, used or too old. Ask whoever gave it to you for another.

refused-departments-unknown = There is no department “{ $said }”. Known: { $known }.
    To add it: “/departments add { $said }”, then say it again.
refused-departments-none = There is no department to call yet. Begin with “/departments add police environment”.
refused-departments-there = Already in the list: { $names }.
refused-department-not-called = { $name } is not called to { $number } now.
refused-contact-unknown = { $name } has no contact “{ $said }”. “/departments { $name }” shows who there is.
refused-usage-departments = You can say:
    /departments add police environment
    /departments police contact Zhou
    /departments police aka PSB
    /departments police lead
    /departments police link 12
    /departments police remove Zhou
refused-usage-contact = Say “/contact” and the code, for instance “/contact 7KQ2M-9XH4B”.

help-departments = /departments — whom you can call, and through whom
menu-departments = Departments
menu-contact = Bind a department's contact
