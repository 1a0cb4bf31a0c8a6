# Verifying: who owns a home, and by what that is known.
proof-title = Owners and proxies of { $home }
proof-nobody = Nobody has said yet that they own { $home }.
proof-row = { $who }: { $bond } ({ $evidence })
proof-how = Press what you have seen; who does not own it is “not theirs”.
evidence-said = their own word
evidence-seen = seen by the building leader
evidence-deed = deed seen
evidence-registry = found in the registry
button-proof-seen = I know them
button-proof-deed = Deed seen
button-proof-registry = In the registry
button-proof-denied = Not theirs
proof-told-seen = { $home }: it is confirmed that you own it or act for it; your votes need no further check.
proof-told-deed = { $home }: it is confirmed that you own it or act for it; your votes need no further check.
proof-told-registry = { $home }: it is confirmed that you own it or act for it; your votes need no further check.
proof-told-denied = { $home }: you are entered as family for now. If that is wrong, please show the deed to your building leader or the committee.
poll-unproven = Of these { $homes } households, { $area } m² are by people’s own word or by family: check them before you file it. They count; without them the decision is the same.
poll-unproven-decisive = Of these { $homes } households, { $area } m² are by people’s own word or by family: check them before you file it. They count; without them the decision would be another.
unvoted-unproven = Voted, to be checked ({ $n }): { $doors }
    Write “/verify DOOR” once you have seen a deed; what is confirmed before the end is listed no more.
export-proof = Known by
refused-proof-own = Somebody else must confirm who you are.
refused-usage-verify = Which home? Such as “/verify 2号楼1单元301”.
help-verify = /verify 2号楼1单元301 – note that you have seen the deed, so that votes need no further check
menu-verify = Confirm an owner
