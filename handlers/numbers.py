"""周报, 月报: the numbers a community lives by, each with part and whole, in words with bars and as a picture; and 满意 asked once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from handlers.ctx import ANSWER, STATUS, Ctx, Voice
from handlers.kit import Capability, Refused
from models import chats, letters, matters, numbers, places, ratings
from models.chats import Kind
from models.drawings import Bar, Dial, Poster, Section, as_picture
from models.matters import Matter
from models.messaging import Post
from models.places import Place
from models.rules.addresses import find_place
from models.rules.matters import State
from models.rules.numbers import Figure, Figures, Period, Rate, Satisfaction, Span, cells, month_of, read_period, week_of
from models.rules.roles import ANYONE
from models.rules.settings import Setting, clock_time, switch, switched, weekly_time

capability = Capability("numbers")

WEEKLY_AT = capability.setting(Setting("weekly-report", "周一 09:00", weekly_time))
MONTHLY_AT = capability.setting(Setting("monthly-report", "09:00", clock_time))
WEEKLY_ON = capability.setting(Setting("weekly-on", True, switch, switched))
MONTHLY_ON = capability.setting(Setting("monthly-on", True, switch, switched))

CATEGORIES, DEPARTMENTS, REPEATS = 8, 8, 6
"""So many bars of each are told; the picture shows as many of them as it has room for."""
SHEET = frozenset({"表格", "表", "excel", "xlsx", "sheet", "table"})
LARGE = (Figure.RESPONSE, Figure.SOLVED, Figure.SATISFIED, Figure.UNCONFIRMED)
AGAIN = timedelta(minutes=10)
"""In a group the same report is told at most so often."""
MONTHLY_DAYS = 3
"""The monthly report goes out on the first day, or on one of the next two if the house stood still."""


# ---------------------------------------------------------------- asked for


@capability.command("周报", "weekly", role=ANYONE)
def weekly(ctx: Ctx, words: str) -> None:
    """`周报` last week, `周报 本周`, `周报 8月24日`; `周报 2号楼` of one building."""
    answer(ctx, Span.WEEK, words)


@capability.command("月报", "monthly", role=ANYONE)
def monthly(ctx: Ctx, words: str) -> None:
    """`月报` last month, `月报 9月`, `月报 本月 2号楼`."""
    answer(ctx, Span.MONTH, words)


def answer(ctx: Ctx, span: Span, words: str) -> None:
    """The report somebody asked for."""
    here, today = ctx.need_place(), ctx.today
    try:
        period, rest = read_period(words, today, span)
    except ValueError:
        raise Refused(f"usage-{_slash(span)}") from None
    if period.first > today:
        raise Refused("period-ahead")
    if rest.casefold() in SHEET:
        raise Refused("report-sheet", first=str(period.first), last=str(period.last))
    place = _place(ctx, here, rest) if rest else places.find_compound(ctx.db, here) if ctx.private else here
    about = f"numbers:{ctx.chat.id}:{place.id}:{span}:{period.first}"
    if not ctx.private and letters.written_since(ctx.db, about, ctx.now - AGAIN):
        raise Refused("report-just-now")
    ctx.write(ctx.chat, report(ctx, place, period, span), ANSWER, about=about)


def _slash(span: Span) -> str:
    return "weekly" if span is Span.WEEK else "monthly"


def _place(ctx: Ctx, here: Place, words: str) -> Place:
    """The building or unit that is named, never a door."""
    told = find_place(words)
    found = places.find_said(ctx.db, here, told.building, told.unit, None) if told and (told.building or told.unit) else None
    compound = places.find_compound(ctx.db, here)
    if found is None and words != compound.name:
        raise Refused("report-where", words=words[:20])
    return found or compound


# ---------------------------------------------------------------- told by itself


@capability.daily("weekly-report", at="weekly-report")
def weekly_post(ctx: Ctx, community: int) -> None:
    """Every Monday morning the work groups see last week."""
    if ctx.setting("weekly-on", community):
        _post(ctx, community, Kind.WORK, Span.WEEK, week_of(_due_day(ctx)).before)


@capability.daily("monthly-report", at="monthly-report")
def monthly_post(ctx: Ctx, community: int) -> None:
    """On the first day of a month the residents' groups see the last one."""
    today = _due_day(ctx)
    if today.day <= MONTHLY_DAYS and ctx.setting("monthly-on", community):
        _post(ctx, community, Kind.RESIDENTS, Span.MONTH, month_of(today).before)


def _due_day(ctx: Ctx) -> date:
    """The local day the timer was meant for."""
    return ctx.local_day(ctx.now - ctx.late)


def _post(ctx: Ctx, community: int, kind: Kind, span: Span, period: Period) -> None:
    """To each group of the kind the numbers of its own place, once; where nothing happened, nothing."""
    for chat in chats.find_groups(ctx.db, community, kind):
        place = places.find_place(ctx.db, chat.place_id or 0)
        if place is None or not numbers.take_turn(ctx.db, chat, span, period.first):
            continue
        post = report(ctx.voice(chat), place, period, span)
        if post.picture is not None:
            ctx.news(chat, post, whole=True)


# ---------------------------------------------------------------- how it reads


def report(voice: Voice, place: Place, period: Period, span: Span) -> Post:
    """The report of a place over a period beside the one before, in this chat's language; one line where nothing happened."""
    zone = voice.house.time_zone
    now = numbers.find_figures(voice.db, place, *period.moments(zone), voice.now)
    if now.quiet:
        return voice.post("report-quiet", place=_called(voice, place), days=_days(voice, period), open=str(now.open))
    before = numbers.find_rates(voice.db, place, *period.before.moments(zone), voice.now)
    return _drawn(voice, place, period, span, now, before)


def _drawn(voice: Voice, place: Place, period: Period, span: Span, now: Figures, before: Figures) -> Post:
    """The words say all that the picture shows, so it needs no other."""
    title = voice.text(f"report-title-{span}", place=_called(voice, place))
    counts = {"registered": str(now.registered), "ended": str(now.ended), "open": str(now.open)}
    subtitle = voice.text("report-subtitle", days=_days(voice, period), **counts)
    compared = any(now.rates[figure].points(before.rates[figure]) is not None for figure in Figure)
    foot = voice.text(f"report-foot-{span}") if compared else ""
    blocks = [[subtitle], _rates(voice, now, before), *_blocks(voice, now), *([[foot]] if foot else [])]
    lines = "\n\n".join("\n".join(block) for block in blocks).split("\n")
    poster = Poster(title, subtitle, tuple(_dial(voice, figure, now, before) for figure in LARGE), _sections(voice, now), foot)
    return Post(title, tuple(lines), picture=as_picture(poster))


def _called(voice: Voice, place: Place) -> str:
    """The compound and, below it, the building and unit."""
    compound = places.find_compound(voice.db, place)
    return compound.name if place.id == compound.id else f"{compound.name}{places.public_name(places.find_above(voice.db, place))}"


def _days(voice: Voice, period: Period) -> str:
    first, last = (voice.day(day) for day in (period.first, period.last))
    running = period.moments(voice.house.time_zone)[1] > voice.now
    return voice.text("report-days-running" if running else "report-days", first=first, last=last)


def _rates(voice: Voice, now: Figures, before: Figures) -> list[str]:
    return [_rate_line(voice, voice.text(f"figure-{figure}"), now.rates[figure], before.rates[figure]) for figure in Figure]


def _rate_line(voice: Voice, label: str, rate: Rate, before: Rate) -> str:
    """`响应率 ▇▇▇▇▇▇▇▁▁▁ 72%（36/50）↑5`; where there is no whole, no share is made up."""
    if rate.share is None:
        return voice.text("rate-none", label=label)
    return voice.text(
        "rate-line",
        label=label,
        bar=_bar(rate.share),
        percent=str(rate.percent),
        part=str(rate.part),
        whole=str(rate.whole),
        change=_change(voice, rate, before),
    ).rstrip()


def _bar(share: Fraction) -> str:
    filled = cells(share)
    return "▇" * filled + "▁" * (10 - filled)


def _change(voice: Voice, rate: Rate, before: Rate) -> str:
    points = rate.points(before)
    if points is None:
        return ""
    return voice.text("change-none") if points == 0 else f"{'↑' if points > 0 else '↓'}{abs(points)}"


def _blocks(voice: Voice, now: Figures) -> Iterator[list[str]]:
    """Categories, departments, repeats: a heading and its lines."""
    for section in _sections(voice, now):
        yield [section.title, *(f"{bar.label} {_bar(Fraction(bar.share).limit_denominator(10**6))} {bar.value}" for bar in section.bars)]


def _sections(voice: Voice, now: Figures) -> tuple[Section, ...]:
    most = max((n for _, n in now.categories), default=1)
    worst = max((repeat.count for repeat in now.repeats), default=1)
    told = (
        ("report-categories", [_counted(voice, _category(voice, one), n, most) for one, n in now.categories[:CATEGORIES]]),
        ("report-departments", [_arrived(voice, name, rate) for name, rate in now.departments[:DEPARTMENTS]]),
        (
            "report-repeats",
            [_counted(voice, f"{one.place} {_category(voice, one.category)}", one.count, worst) for one in now.repeats[:REPEATS]],
        ),
    )
    return tuple(Section(voice.text(key), tuple(bars), key == "report-repeats") for key, bars in told if bars)


def _category(voice: Voice, category: str) -> str:
    return voice.text(f"category-{category}")


def _counted(voice: Voice, label: str, n: int, most: int) -> Bar:
    return Bar(label, voice.text("report-count", n=str(n)), n / most)


def _arrived(voice: Voice, name: str, rate: Rate) -> Bar:
    value = voice.text("report-rate", percent=str(rate.percent), part=str(rate.part), whole=str(rate.whole))
    return Bar(name, value, float(rate.share or 0))


def _dial(voice: Voice, figure: Figure, now: Figures, before: Figures) -> Dial:
    rate = now.rates[figure]
    label = voice.text(f"figure-{figure}")
    if rate.share is None:
        return Dial(label, voice.text("share-none"))
    change = _change(voice, rate, before.rates[figure])
    return Dial(label, f"{rate.percent}%", f"{rate.part}/{rate.whole}", change, float(rate.share))


# ---------------------------------------------------------------- 满意 asked once


@capability.upon("matter", "confirm")
def ask_rating(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Whoever pressed 解决了 is asked in private how it was, if they can be written to there; nobody else is bothered."""
    chat = chats.find_private(ctx.db, ctx.person.id) if ctx.person else None
    if chat is not None:
        voice = ctx.voice(chat)
        row = [voice.button(f"rate-{value}", f"rate:{matter.id}:{value}") for value in Satisfaction]
        ctx.write(chat, voice.post("rate-ask", row, number=matter.tag, title=matter.title), STATUS)


@capability.button("rate", role=ANYONE, about="matter")
def rate(ctx: Ctx, matter: Matter, rest: str) -> None:
    """满意, 一般, 不满意: by somebody concerned, theirs to change for a week."""
    if rest not in set(Satisfaction):
        raise Refused("button-unknown")
    me = ctx.me().id
    if me != matter.reporter_id and not matters.follows(ctx.db, matter.id, me):
        raise Refused("not-yours")
    if matter.state is not State.CONFIRMED:
        raise Refused("rate-past", number=matter.tag)
    if not ratings.rate(ctx.db, matter, me, Satisfaction(rest), ctx.now):
        raise Refused("rate-late", number=matter.tag)
    ctx.record(matter.subject, "rated", value=rest)
    ctx.toast("rated", value=ctx.text(f"rate-{rest}"), number=matter.tag)
