"""问卷, 代填: a household's sheet, one question a screen; handed in it can be changed until the end."""

from __future__ import annotations

from functools import partial
from typing import Any

from handlers.callers import in_rows, tell_open
from handlers.ctx import ANSWER, Ctx, Voice
from handlers.forms import means
from handlers.kit import Capability, Refused, Subject, Where
from handlers.registry import names_or_lists, split_number, subjects
from handlers.survey_lines import answer_words, fill_row, headline, result_post
from handlers.survey_steps import SHEET, need_open, put_on_screen, show_anew
from handlers.waves import reply
from models import ballots, cards, chats, places, rolls, surveys
from models.chats import Chat
from models.messaging import Button, Happening, Post
from models.places import Level, Place
from models.rules.addresses import find_place
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE
from models.rules.surveys import Ask, Kind, is_whole, next_at, read_answer, toggle
from models.surveys import Sheet, Survey

capability = Capability("sheets")


# ---------------------------------------------------------------- onto the screen


@capability.command("问卷", "surveys", role=ANYONE, complete=names_or_lists)
def look(ctx: Ctx, words: str) -> None:
    """`问卷` lists what is open; `问卷 3` in private is one's own sheet, in a group the card again."""
    asked = split_number(words)
    if asked is None:
        return _list(ctx)
    survey = surveys.find_numbered(ctx.db, ctx.community, asked[0])
    if survey is None:
        raise Refused("survey-unknown", number=str(asked[0]))
    if not survey.is_open(ctx.now):
        return ctx.say(result_post(ctx, survey))
    if ctx.private:
        return _fill(ctx, survey)
    cards.begin_anew(ctx.db, survey.subject, ctx.chat.id)
    return ctx.show(survey.subject, ctx.chat, rank=ANSWER)


def _list(ctx: Ctx) -> None:
    def row(one: Survey) -> str:
        return ctx.text("surveys-row", number=str(one.number), title=one.title, when=ctx.clock(one.closes_at))

    tell_open(ctx, "surveys", lambda community, path: surveys.find_open(ctx.db, community, path, ctx.now), row)


@capability.button("survey-fill", role=ANYONE, about="survey")
def fill(ctx: Ctx, survey: Survey, _rest: str) -> None:
    """去填, under the card: the sheet comes in private."""
    _fill(ctx, survey)


@capability.button("survey-home", role=ANYONE, about="survey")
def fill_for(ctx: Ctx, survey: Survey, rest: str) -> None:
    """The household that was meant, of several."""
    home = next((each for each in _homes(ctx, survey) if str(each.id) == rest), None)
    if home is None:
        raise Refused("button-unknown")
    put_on_screen(ctx, survey, home, _alone(ctx, survey))


def _fill(ctx: Ctx, survey: Survey) -> None:
    need_open(ctx, survey)
    homes, chat = _homes(ctx, survey), _alone(ctx, survey)
    if not homes:
        raise Refused("survey-no-home")
    if len(homes) == 1:
        put_on_screen(ctx, survey, homes[0], chat)
    else:
        voice = ctx.voice(chat)
        rows = in_rows([Button(ballots.called(ctx.db, home) + home.name, f"survey-home:{survey.id}:{home.id}") for home in homes])
        ctx.write(chat, voice.post("survey-which-home", *rows, title=survey.title), rank=ANSWER)
    if not ctx.private:
        reply(ctx, "survey-in-private")


def _homes(ctx: Ctx, survey: Survey) -> list[Place]:
    """The speaker's households that are asked."""
    return [home for home in ctx.homes if home.path.startswith(survey.path)]


def _alone(ctx: Ctx, survey: Survey) -> Chat:
    """Where the speaker can be asked alone: nobody answers in the group."""
    chat = ctx.chat if ctx.private else chats.find_private(ctx.db, ctx.me().id)
    if chat is None:
        raise Refused("survey-private", number=str(survey.number))
    return chat


@capability.command("代填", "fillin", role=CALLERS, where=Where.PRIVATE, words_needed=True)
def fill_in(ctx: Ctx, words: str) -> None:
    """`代填 3 2号楼1单元301`: at the door or by telephone, for those who do not write themselves; their own word goes before it.

    By whoever looks after that door, be it that of a building in a survey of the whole compound.
    """
    asked = split_number(words)
    if asked is None:
        raise Refused("usage-fillin")
    survey: Survey = subjects()["survey"].by_number(ctx, asked[0])
    told = find_place(asked[1])
    here = places.find_place(ctx.db, survey.place_id)
    home = places.find_said(ctx.db, here, told.building, told.unit, told.room) if told and here else None
    if home is None or home.level is not Level.HOUSEHOLD or not home.path.startswith(survey.path):
        raise Refused("survey-door", number=str(survey.number))
    if not ctx.holds(CALLERS, home.path):
        raise Refused("survey-not-yours")
    put_on_screen(ctx, survey, home, ctx.chat, entered_by=ctx.me().id)


# ---------------------------------------------------------------- answering


@capability.button("sheet-say", role=ANYONE, about="sheet")
def pressed(ctx: Ctx, sheet: Sheet, rest: str) -> None:
    """An option of the question on the screen; a button of another screen changes nothing."""
    survey = _mine(ctx, sheet)
    at, _, value = rest.partition(":")
    asks = survey.asks
    if at != str(sheet.at) or sheet.at >= len(asks) or not (value.isascii() and value.isdigit() and len(value) < 3):
        raise Refused("survey-past")
    ask = asks[sheet.at]
    answer = int(value) if ask.kind is Kind.SINGLE and int(value) < len(ask.options) else None
    if ask.kind is Kind.SCALE and ask.least <= int(value) <= ask.most:
        answer = int(value)
    if ask.kind is Kind.MULTIPLE and int(value) < len(ask.options):
        return _toggle(ctx, survey, sheet, ask, int(value))
    if answer is None:
        raise Refused("button-unknown")
    return _take(ctx, survey, sheet, answer)


def _toggle(ctx: Ctx, survey: Survey, sheet: Sheet, ask: Ask, at: int) -> None:
    """One of several: taken in, or out again; what is next comes when all is chosen."""
    chosen = toggle(ask, sheet.answers.get(str(sheet.at)), at)
    if chosen is None:
        raise Refused("survey-too-many", most=str(ask.most))
    kept = {name: value for name, value in sheet.answers.items() if name != str(sheet.at)}
    sheet.answers = kept | ({str(sheet.at): chosen} if chosen else {})
    _own(ctx, survey, sheet)
    _redraw(ctx, sheet)


TURNS = (("back", "back"), ("next", "chosen"), ("next", "skip"))
"""Where a button leads, and what stands on it: it can be written too, as where there are none."""


@capability.answer(SHEET, role=ANYONE)
def written(ctx: Ctx, filled: dict[str, Any]) -> None:
    """An answer in words to the question on the screen, or the words of a button below it."""
    sheet = _by_id(ctx, filled["sheet"])
    survey = _mine(ctx, sheet)
    asks = survey.asks
    if sheet.at >= len(asks):
        ctx.forget_question()
        raise Refused("survey-all-said", number=str(survey.number))
    way = next((way for way, key in TURNS if means(ctx.happened.text, f"button-sheet-{key}")), "")
    if way:
        return _go(ctx, survey, sheet, way)
    answer = read_answer(asks[sheet.at], ctx.happened.text)
    if answer is None:
        raise Refused(f"survey-answer-{asks[sheet.at].kind.value}", least=str(asks[sheet.at].least), most=str(asks[sheet.at].most))
    return _take(ctx, survey, sheet, mask(answer) if isinstance(answer, str) else answer)


def _take(ctx: Ctx, survey: Survey, sheet: Sheet, answer: Any) -> None:
    sheet.answers = sheet.answers | {str(sheet.at): answer}
    _own(ctx, survey, sheet)
    _turn(ctx, survey, sheet, next_at(survey.asks, sheet.answers, sheet.at + 1))


@capability.button("sheet-turn", role=ANYONE, about="sheet")
def turned(ctx: Ctx, sheet: Sheet, rest: str) -> None:
    """上一题, 跳过, 选好了, 改一改: from the screen they stand on."""
    survey = _mine(ctx, sheet)
    way, _, at = rest.partition(":")
    if at != str(sheet.at):
        raise Refused("survey-past")
    return _go(ctx, survey, sheet, way)


def _go(ctx: Ctx, survey: Survey, sheet: Sheet, way: str) -> None:
    """Back, on, or from the beginning again, where that is possible."""
    asks = survey.asks
    if way == "back" and sheet.at > 0:
        return _turn(ctx, survey, sheet, sheet.at - 1)
    if way == "again" and sheet.at >= len(asks):
        return _turn(ctx, survey, sheet, 0)
    answered = sheet.at < len(asks) and (asks[sheet.at].optional or str(sheet.at) in sheet.answers)
    if way != "next" or not answered:
        raise Refused("survey-needed")
    return _turn(ctx, survey, sheet, next_at(asks, sheet.answers, sheet.at + 1))


def _turn(ctx: Ctx, survey: Survey, sheet: Sheet, at: int) -> None:
    """Put another question on the screen; past the last the sheet is handed in."""
    sheet.at = at
    if at >= len(survey.asks) and sheet.done_at is None and is_whole(survey.asks, sheet.answers):
        _hand_in(ctx, survey, sheet)
    _redraw(ctx, sheet)


def _hand_in(ctx: Ctx, survey: Survey, sheet: Sheet) -> None:
    sheet.done_at = ctx.now
    ctx.db.flush()
    ctx.refresh(survey.subject)
    if sheet.entered_by is not None:
        ctx.record(survey.subject, "entered", household=sheet.household_id)
        for person in rolls.find_others(ctx.db, sheet.household_id, ctx.me().id):
            ctx.tell(person, "survey-entered", partial(fill_row, survey=survey), title=survey.title)


def _own(ctx: Ctx, survey: Survey, sheet: Sheet) -> None:
    """Who wrote in it last; what the household says itself is its own word from then on."""
    sheet.person_id = ctx.me().id
    if sheet.entered_by is not None and any(home.id == sheet.household_id for home in _homes(ctx, survey)):
        sheet.entered_by = None


def _redraw(ctx: Ctx, sheet: Sheet) -> None:
    """A press changes the message it stands under; what is written gets a new one below it."""
    ctx.db.flush()
    if ctx.happened.happening is Happening.PRESS:
        return ctx.refresh(sheet.subject, rank=ANSWER)
    return show_anew(ctx, sheet, ctx.chat)


def _mine(ctx: Ctx, sheet: Sheet) -> Survey:
    """The survey of a sheet that is the speaker's household's, or that they are filling in for it; while it is open."""
    survey = ctx.db.get(Survey, sheet.survey_id)
    assert survey is not None
    entering = sheet.entered_by == ctx.me().id and ctx.holds(CALLERS, sheet.path)
    if not (entering or any(home.id == sheet.household_id for home in _homes(ctx, survey))):
        raise Refused("button-unknown")
    need_open(ctx, survey)
    return survey


# ---------------------------------------------------------------- the screen


@capability.card("sheet")
def draw(voice: Voice, id_: int) -> Post | None:
    """The question on the screen, or all answers once it is handed in."""
    sheet = voice.db.get(Sheet, id_)
    survey = voice.db.get(Survey, sheet.survey_id) if sheet else None
    if sheet is None or survey is None:
        return None
    asks = survey.asks
    if sheet.at >= len(asks) or not survey.is_open(voice.now):
        return _all_said(voice, survey, sheet, asks)
    ask, at = asks[sheet.at], sheet.at
    title = voice.text("sheet-title", number=str(survey.number), at=str(at + 1), n=str(len(asks)), home=_door(voice, sheet))
    said = sheet.answers.get(str(at))
    hint = voice.text(f"sheet-hint-{ask.kind.value}", least=str(ask.least), most=str(ask.most))
    now = [voice.text("sheet-said", words=answer_words(voice, ask, said))] if said is not None and ask.kind is not Kind.MULTIPLE else []
    counts = ask.kind in (Kind.NUMBER, Kind.SCALE)
    return Post(title, (ask.title, hint, *now), tuple(map(tuple, _rows(voice, sheet, ask, said))), quiet=True, counts=counts)


def _rows(voice: Voice, sheet: Sheet, ask: Ask, said: Any) -> list[list[Button]]:
    data = f"sheet-say:{sheet.id}:{sheet.at}"
    chosen = said if isinstance(said, list) else []
    if ask.kind is Kind.SCALE:
        options = [Button(str(mark), f"{data}:{mark}") for mark in range(ask.least, ask.most + 1)]
    else:
        options = [Button(f"✓ {label}" if at in chosen else label, f"{data}:{at}") for at, label in enumerate(ask.options)]
    turns = [("back", sheet.at > 0, "back"), ("next", bool(chosen), "chosen"), ("next", ask.optional and not chosen, "skip")]
    row = [voice.button(f"button-sheet-{key}", f"sheet-turn:{sheet.id}:{way}:{sheet.at}") for way, shown, key in turns if shown]
    return [each for each in (*in_rows(options, 5 if ask.kind is Kind.SCALE else 3), row) if each]


def _all_said(voice: Voice, survey: Survey, sheet: Sheet, asks: list[Ask]) -> Post:
    lines = [
        voice.text("sheet-row", at=str(at + 1), title=ask.title, words=answer_words(voice, ask, sheet.answers.get(str(at))))
        for at, ask in enumerate(asks)
    ]
    open_ = survey.is_open(voice.now)
    over = voice.text("sheet-thanks" if open_ else "survey-over", when=voice.clock(survey.closes_at))
    rows = ((voice.button("button-sheet-again", f"sheet-turn:{sheet.id}:again:{sheet.at}"),),) if open_ else ()
    return Post(headline(voice, survey), (_door(voice, sheet), *lines, over), rows, quiet=True)


def _door(voice: Voice, sheet: Sheet) -> str:
    home = places.find_place(voice.db, sheet.household_id)
    return f"{ballots.called(voice.db, home)}{home.name}" if home else ""


def _by_id(ctx: Ctx, id_: int) -> Sheet:
    found = surveys.lock_sheet(ctx.db, id_)
    if found is None:
        raise Refused("button-unknown")
    return found


capability.subjects["sheet"] = Subject(_by_id, _by_id)
