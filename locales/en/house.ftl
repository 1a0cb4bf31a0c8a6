# What the house itself says: days, roles, refusals, failures.
day = { $name }
age-now = just now
age-minutes = { $n } min ago
age-hours = { $n } h ago
age-days = { $n } days ago
list-separator = {", "}
somebody = a neighbour
choices-private = Answer with a number:{" "}
choices-group = Mention me with a number:{" "}

role-resident = resident
role-leader = building leader
role-helper = helper
role-volunteer = volunteer
role-property = property staff
role-secretary = secretary
role-committee = owners' committee
role-branch = branch member
role-supervisor = supervisors
role-community = community officer
role-street = street officer
role-department = department
role-partner = partner
role-owner = installation owner

failed = That did not work, and it is my fault. It is noted (no. { $entry }); please try again a little later.
operator-failure = ⚠ Failed: { $what }
    The original is kept; see jinlin replay.
operator-gone = ⚠ This chat cannot be written to any more: { $what }
operator-rejected = ⚠ The channel refused a message: { $what }
operator-unknown = ⚠ Nobody knows whether this message arrived: { $what }
    Confirm or resend it with jinlin replay --letters.
operator-quarantine = ⚠ An unreadable update was put aside: { $what }
operator-wecom-replaced = ⚠ Somebody else connected with the WeCom bot { $what }. This program has stopped and will not fight for it.
    See that it runs in one place only, then start it again.
operator-wecom-refused = ⚠ WeCom refuses the secret of the bot { $what }. This program has stopped trying.
    Check WECOM_BOT_ID and WECOM_BOT_SECRET, then start it again.
wecom-underway = Received, working on it
wecom-noted = Received

refused-role = This step is for: { $roles }.
refused-nobody = I cannot tell who is speaking. Please say it from your own account.
refused-nobody-anonymous = Anonymous admins have no name for me. Please say it from your own account.
refused-nobody-channel = A channel has no name for me. Please say it from your own account.
refused-nobody-forward = I cannot take forwarded words as your own. Please write a sentence yourself.
refused-nobody-bot = I only talk with neighbours.
refused-where-private = Please tell me this in private.
refused-where-group = Please say this in the group.
refused-button-unknown = This button is out of date.
refused-not-yours = Only who reported it or follows it can press this.
refused-no-place-private = I do not know yet where you live. Send “/join 2号楼1单元301”, or the code on your letter.
refused-no-place-group = This group has no place yet. The owner sends “/setup compound residents”.
refused-place-unknown = I found no place called “{ $name }”. Write it as in the roster, e.g. “傲梅苑/2号楼”.
