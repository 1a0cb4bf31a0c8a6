"""部门: which units can be called, and through whom: by account, by a code for their own account, or by one-time links."""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers import summoning
from handlers.ctx import ANSWER, Ctx
from handlers.kit import Capability, Refused
from handlers.registry import split_number
from models import calls, codes, links, matters, people
from models.calls import Contact, Department
from models.chats import Kind
from models.people import Person
from models.rules.codes import find_code
from models.rules.roles import ANYONE, MANAGERS, Role

capability = Capability("departments")

ADD = ("加", "添加", "add")
_LIST = re.compile(r"[\s、,，;；]+")
NAME = 40


@capability.command("部门", "departments", role=MANAGERS)
def departments(ctx: Ctx, words: str) -> None:
    """`部门` lists; `部门 加 城管 公安` adds; `部门 城管 联系人 老周`, `部门 城管 又叫 执法局`, `部门 城管 牵头` say more of one."""
    said = words.split(maxsplit=1)
    if not said:
        return _list(ctx)
    if said[0].casefold() in ADD:
        return _add(ctx, said[1] if len(said) > 1 else "")
    department = find(ctx, said[0])
    verb, _, rest = (said[1] if len(said) > 1 else "").partition(" ")
    if not verb:
        return _one(ctx, department)
    if verb.casefold() not in VERBS:
        raise Refused("usage-departments")
    return VERBS[verb.casefold()](ctx, department, rest.strip())


def find(ctx: Ctx, said: str) -> Department:
    """The department that is meant; else which there are, and how one is added."""
    known = calls.find_departments(ctx.db, ctx.need_place().community_id)
    found = calls.named(known, said)
    if found is None:
        names = summoning.listed(ctx, [one.name for one in known])
        raise Refused("departments-unknown" if known else "departments-none", said=said[:NAME], known=names)
    return found


# ---------------------------------------------------------------- what one may say


def _list(ctx: Ctx) -> None:
    known = calls.find_departments(ctx.db, ctx.need_place().community_id)
    if not known:
        return ctx.say("departments-empty")
    contacts = calls.find_contacts(ctx.db, *(one.id for one in known))
    lines = [_line(ctx, one, [contact for contact in contacts if contact.department_id == one.id]) for one in known]
    return ctx.say("departments-list", lines="\n".join(lines))


def _line(ctx: Ctx, department: Department, contacts: list[Contact]) -> str:
    lead = ctx.text("department-lead") if department.lead else ""
    key = "department-line" if contacts else "department-line-nobody"
    return ctx.text(key, name=department.name, lead=lead, n=str(len(contacts)))


def _one(ctx: Ctx, department: Department) -> None:
    lines = [ctx.text("contact-line", name=one.name or "–", by=_by(ctx, one)) for one in calls.find_contacts(ctx.db, department.id)]
    aka = summoning.listed(ctx, [str(one) for one in department.aliases]) or "–"
    ctx.say("department-one", name=department.name, aka=aka, lines="\n".join(lines) or ctx.text("contact-none", name=department.name))


def _by(ctx: Ctx, contact: Contact) -> str:
    account = any(a.channel != calls.CHANNEL for a in people.find_accounts(ctx.db, contact.person_id)) if contact.person_id else False
    return ctx.text("contact-by-account" if account else "contact-by-link")


def _add(ctx: Ctx, names: str) -> None:
    """Several at once; those that are there already are simply there."""
    wanted = [name[:NAME] for name in _LIST.split(names) if name]
    if not wanted:
        raise Refused("usage-departments")
    community = ctx.need_place().community_id
    added = [name for name in dict.fromkeys(wanted) if calls.add_department(ctx.db, community, name)]
    if not added:
        raise Refused("departments-there", names=summoning.listed(ctx, wanted))
    ctx.record(f"community:{community}", "departments-added", names=added)
    ctx.say("departments-added", names=summoning.listed(ctx, added), first=added[0])


def _alias(ctx: Ctx, department: Department, rest: str) -> None:
    if not rest:
        raise Refused("usage-departments")
    department.aliases = [*department.aliases, *(name[:NAME] for name in _LIST.split(rest) if name and name not in department.aliases)]
    ctx.say("department-aka", name=department.name, aka=summoning.listed(ctx, [str(one) for one in department.aliases]))


def _lead(ctx: Ctx, department: Department, _rest: str) -> None:
    department.lead = True
    ctx.say("department-leads", name=department.name)


def _no_lead(ctx: Ctx, department: Department, _rest: str) -> None:
    department.lead = False
    ctx.say("department-leads-no-more", name=department.name)


def _link(ctx: Ctx, department: Department, rest: str) -> None:
    """Bring an open summons to the department's contacts once more, with fresh links."""
    number = split_number(rest)
    matter = matters.find_matter(ctx.db, ctx.community, number[0]) if number else None
    call = calls.find_open_call(ctx.db, matter.id) if matter else None
    found = [one for one in calls.find_all_summoned(ctx.db, call) if one.department.id == department.id] if call else []
    if not found:
        raise Refused("department-not-called", name=department.name, number=f"#{number[0]}" if number else "")
    summoning.reach(ctx, found[0], "call-again")
    ctx.say("department-reached", name=department.name, number=found[0].matter.tag)


# ---------------------------------------------------------------- contacts


def _contact(ctx: Ctx, department: Department, rest: str) -> None:
    """By account (`telegram:20 老周`, or as a reply to what they wrote), else by name, with a code for the account they may have."""
    person, name = _named(ctx, rest)
    if person is None and not name:
        raise Refused("usage-departments")
    contact = calls.add_contact(ctx.db, department, name, person.id if person else None)
    ctx.record(f"department:{department.id}", "contact-added", contact=contact.id)
    if person is not None:
        return _bound(ctx, contact, department, person.id)
    code = calls.make_contact_code(ctx.db, contact, ctx.now)
    if ctx.private:
        return ctx.say("contact-code", name=name, department=department.name, code=code)
    if not ctx.tell(ctx.me().id, "contact-code", rank=ANSWER, name=name, department=department.name, code=code):
        return ctx.say("contact-added-talk-to-me", name=name, department=department.name)
    return ctx.say("contact-added", name=name, department=department.name)


def _named(ctx: Ctx, rest: str) -> tuple[Person | None, str]:
    """The person meant, when an account says who, and what they are called."""
    first, _, more = rest.partition(" ")
    channel, colon, external = first.partition(":")
    replied = ctx.happened.reply_sender
    if colon and external:
        name = more.strip()
    elif replied:
        channel, external, name = ctx.happened.channel, replied.id, rest or replied.name
    else:
        return None, rest[:80]
    person = people.find_person(ctx.db, channel, external) or people.add_person(ctx.db, name[:80], ctx.now, channel, external)
    return person, name or person.name


def _bound(ctx: Ctx, contact: Contact, department: Department, person: int) -> None:
    """This account answers for the department everywhere in the community."""
    for root in calls.find_roots(ctx.db, contact.community_id):
        people.appoint(ctx.db, person, Role.DEPARTMENT, root, ctx.me().id, ctx.now)
    told = person != ctx.me().id and ctx.tell(person, "contact-you", department=department.name)
    ctx.say("contact-bound" if told or person == ctx.me().id else "contact-bound-silent", name=contact.name, department=department.name)


def _remove(ctx: Ctx, department: Department, rest: str) -> None:
    """A contact answers no more; the role ends with the last department they answer for."""
    found = next((one for one in calls.find_contacts(ctx.db, department.id) if one.name == rest), None)
    if found is None:
        raise Refused("contact-unknown", name=department.name, said=rest[:NAME])
    found.until, found.code = ctx.now, None
    ctx.db.flush()
    links.revoke_contact(ctx.db, found.id, ctx.now)
    if found.person_id is not None and not calls.find_served(ctx.db, found.person_id):
        for root in calls.find_roots(ctx.db, found.community_id):
            people.dismiss(ctx.db, found.person_id, Role.DEPARTMENT, root, ctx.now)
    ctx.record(f"department:{department.id}", "contact-removed", contact=found.id)
    ctx.say("contact-removed", name=rest, department=department.name)


VERBS: dict[str, Callable[[Ctx, Department, str], None]] = {
    **dict.fromkeys(("联系人", "contact"), _contact),
    **dict.fromkeys(("又叫", "aka"), _alias),
    **dict.fromkeys(("牵头", "lead"), _lead),
    **dict.fromkeys(("不牵头", "nolead"), _no_lead),
    **dict.fromkeys(("链接", "link"), _link),
    **dict.fromkeys(("去掉", "remove"), _remove),
}


# ---------------------------------------------------------------- a contact's own account


@capability.command("部门绑定", "contact", role=ANYONE, words_needed=True, hidden=True)
def bind(ctx: Ctx, words: str) -> None:
    """`部门绑定 CODE`: this account answers for the department from now on. A code shown in a group is void."""
    code = find_code(words)
    if not ctx.private:
        if code and calls.kill_contact_code(ctx.db, code):
            return ctx.say("contact-code-dead", reply_to=ctx.happened.message)
        raise Refused("where-private")
    me = ctx.me()
    if not codes.may_try(ctx.db, f"person:{me.id}", ctx.now):
        return ctx.say("code-too-often")
    contact = calls.use_contact_code(ctx.db, code, ctx.now) if code else None
    if contact is None:  # said, not refused: a refusal would undo the count of wrong tries
        codes.note_try(ctx.db, f"person:{me.id}", ctx.now)
        return ctx.say("contact-code-wrong")
    calls.tie_contact(ctx.db, contact, me.id)
    for root in calls.find_roots(ctx.db, contact.community_id):
        people.appoint(ctx.db, me.id, Role.DEPARTMENT, root, None, ctx.now)
    [served] = [one for one in calls.find_served(ctx.db, me.id) if one.id == contact.department_id]
    ctx.record(f"department:{served.id}", "contact-bound", contact=contact.id)
    return ctx.say("contact-you", department=served.name)


@capability.listen(role=ANYONE)
def overhear_code(ctx: Ctx) -> None:
    """A code that a group has seen is void."""
    code = find_code(ctx.happened.text) if ctx.chat.kind is not Kind.PRIVATE else None
    if code and calls.kill_contact_code(ctx.db, code):
        ctx.say("contact-code-dead", reply_to=ctx.happened.message)
