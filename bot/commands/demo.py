"""`demo`: a neighbourhood to try everything in, seeded once into an empty database."""

from __future__ import annotations

import tomllib
from datetime import datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.webchat import plain
from bot.commands import importing
from bot.commands.opening import opened
from bot.settings import Settings, read_settings
from handlers import dispatch, texts
from handlers.ctx import House
from models import cards, chats, letters, people, places, settings, webchat
from models.chats import Chat, Kind
from models.machinery import Card, Letter, Stage
from models.messaging import Capabilities, Happening, Incoming, Post, Sender, fit
from models.people import Bond, Evidence
from models.places import Community, Place
from models.roster import compare_roster, take_roster
from models.rules.roles import Role
from models.rules.roster import Home
from scheduler import clock

NEIGHBOURHOOD = Path(__file__).parents[1] / "demo" / "neighbourhood.toml"
WEB = "web"
CALLED = "@近邻"
MOVED_IN = timedelta(days=90)


def run() -> int:
    """Migrate, seed an empty database, serve; says where, and what to try."""
    settings = at_home(read_settings())
    with opened(settings) as database:
        with database.writing() as session:
            seed(session, clock.now(), House(frozenset(settings.owners), settings.public_url, settings.zone, settings.language))
        with importing():
            from bot import app

        return app.run(settings, database, greeting(settings.language))


def at_home(settings: Settings) -> Settings:
    """On one's own machine the links the bot gives lead to it; a messenger would open them on somebody else's telephone."""
    messengers = (settings.telegram_token, settings.wecom_bot_secret, settings.wecom_token, settings.onebot_token)
    if settings.public_url or any(messengers) or not (settings.local and settings.web_port):
        return settings
    return settings.model_copy(update={"public_url": f"http://{settings.web_host}:{settings.web_port}"})


def greeting(language: str) -> str:
    """What is printed once the pages are served; `{address}` is where."""
    title, tries = texts.text(language, "web-title"), texts.text(language, "web-tries")
    said = [texts.text(language, f"web-try-{n}") for n in (1, 2, 3)]
    steering = [texts.text(language, f"demo-try-{n}") for n in range(1, 5)]
    return "\n".join([title, "{address}", tries, *(f"  {each}" for each in (*said, *steering))])


def seed(session: Session, now: datetime, house: House | None = None) -> bool:
    """Put the demo neighbourhood into an empty database; False, and nothing done, when anything is there."""
    if session.scalars(select(Community.id).limit(1)).first() is not None:
        return False
    told = tomllib.loads(NEIGHBOURHOOD.read_text(encoding="utf-8"))
    house = house or House()
    seed_places(session, told, house)
    seed_people(session, told, now - MOVED_IN, texts.text(house.language, "web-bot"))
    seed_groups(session, told)
    seed_matters(session, told, house, now)
    return True


# ---------------------------------------------------------------- who and where


def seed_places(session: Session, told: dict[str, Any], house: House) -> None:
    """The community and its compound, by the very road a roster takes."""
    community = places.add_community(session, told["community"], house.language, str(house.time_zone))
    for name, value in told["settled"].items():  # it is looked at by day and by night
        settings.settle(session, community.id, name, value)
    plan = told["homes"]
    doors = [
        ((told["compound"], building, unit, f"{floor}{number:02}"), floor, round(area * 100))
        for building in plan["buildings"]
        for unit in plan["units"]
        for floor in range(1, plan["floors"] + 1)
        for number, area in enumerate(plan["areas"], 1)
    ]
    homes = [Home(line, key, floor, area, ()) for line, (key, floor, area) in enumerate(doors, 1)]
    take_roster(session, compare_roster(session, homes), house.language, str(house.time_zone))


def seed_people(session: Session, told: dict[str, Any], since: datetime, bot: str) -> None:
    """Everybody with an account on the web chat and a private room with the bot."""
    for one in told["people"]:
        account = one["account"]
        person = people.add_person(session, one["name"], since, WEB, account)
        chats.add_chat(session, WEB, _private(account), Kind.PRIVATE, one["name"], person.id)
        webchat.open_room(session, _private(account), bot, [account], private=True)
        if "role" in one:
            people.appoint(session, person.id, Role(one["role"]), _place(session, one["at"]), None, since)
        if "home" in one:
            home = _place(session, f"{told['compound']}/{one['home']}")
            people.tie(session, person.id, home, Bond(one.get("bond", "owner")), Evidence.SEEN, since)


def seed_groups(session: Session, told: dict[str, Any]) -> None:
    """Groups bound to their places: staff sit in all, residents where they live."""
    for group in told["groups"]:
        place, kind = _place(session, group["at"]), Kind(group["kind"])
        chat = chats.add_chat(session, WEB, group["address"], kind, group["title"])
        chat.place_id, chat.community_id = place.id, place.community_id
        webchat.open_room(session, group["address"], group["title"], [one["account"] for one in told["people"] if _sits(one, group)])
    session.flush()


def _sits(one: dict[str, Any], group: dict[str, Any]) -> bool:
    staff = "role" in one and one["role"] != Role.VOLUNTEER.value
    lives = "home" in one and f"{group['at'].partition('/')[0]}/{one['home']}/".startswith(f"{group['at']}/")
    return staff or (lives and group["kind"] == Kind.RESIDENTS.value)


def _place(session: Session, named: str) -> Place:
    place = places.find_named(session, named.split("/"))
    if place is None:
        raise LookupError(named)
    return place


def _private(account: str) -> str:
    return f"private:{account}"


# ---------------------------------------------------------------- what happened


def seed_matters(session: Session, told: dict[str, Any], house: House, now: datetime) -> None:
    """The last two weeks, lived again: every happening goes the road of a real one, on its own day."""
    names = {one["account"]: one["name"] for one in told["people"]}
    today = now.astimezone(house.time_zone).date()
    for number, step in enumerate(told["story"]):
        clock_time = time.fromisoformat(step["at"])
        at = datetime.combine(today - timedelta(days=step["days_ago"]), clock_time, house.time_zone).astimezone(now.tzinfo)
        happen = _press if "press" in step else _say
        step["text"] = step.get("text", "").format(day=(today + timedelta(days=step.get("ahead", 0))).day)
        happened = happen(session, step, Sender(step["who"], names[step["who"]]), at, number)
        dispatch.dispatch(session, house, happened, at)
        deliver(session, house, at)
    grow_older(session, house, now)


def _say(session: Session, step: dict[str, Any], sender: Sender, at: datetime, _number: int) -> Incoming:
    """Words written into a room, as the web chat hands them in."""
    room = webchat.find_room(session, step["room"])
    if room is None:
        raise LookupError(step["room"])
    said = step["text"]
    written = webchat.add_message(session, room.id, at, author=sender.id, text=said, buttons=[])
    return Incoming(
        WEB,
        f"web:m:{written.id}",
        Happening.MESSAGE,
        room.address,
        at,
        private=room.private,
        title=room.title,
        sender=sender,
        message=str(written.id),
        text=said.replace(CALLED, "").strip(),
        addressed=room.private or CALLED in said,
    )


def _press(session: Session, step: dict[str, Any], sender: Sender, at: datetime, number: int) -> Incoming:
    """The newest button of that name in the room; `on` is its label, when it stands there more than once."""
    room = webchat.find_room(session, step["room"])
    shown = reversed(webchat.find_messages(session, room.id)) if room else ()
    pressed = (
        (message, button["data"])
        for message in shown
        for button in chain.from_iterable(message.buttons)
        if button["data"].startswith(f"{step['press']}:") and step.get("on", "") in button["label"]
    )
    found = next(pressed, None)
    if room is None or found is None:
        raise LookupError(f"{step['room']}: {step['press']}")
    key = f"web:p:{sender.id}:seed-{number}"
    message = str(found[0].id)
    return Incoming(WEB, key, Happening.PRESS, room.address, at, private=room.private, sender=sender, message=message, pressed=found[1])


def deliver(session: Session, house: House, at: datetime) -> None:
    """What the courier would have done on that day: letters become messages in their rooms, cards are edited in place."""
    waiting = session.scalars(select(Letter).where(Letter.state == Stage.WAITING).order_by(Letter.rank, Letter.id)).all()
    for letter in waiting:
        chat = session.get_one(Chat, letter.chat_id)
        card = session.get_one(Card, letter.card_id, populate_existing=True) if letter.card_id else None
        post = dispatch.draw(session, house, card.subject, chat, at) if card else Post.from_json(letter.body or {})
        shown = _show(session, chat, post, card.message if card else None, at) if post else ""
        letters.mark_sent(session, letter.id, shown, at)
        if card and post:
            cards.mark_shown(session, card.id, shown, cards.digest_of(post.as_json()), at)
    session.expire_all()


def grow_older(session: Session, house: House, now: datetime) -> None:
    """As each morning does: cards say which day it is for what is open."""
    for card in session.scalars(select(Card).where(Card.message.is_not(None))).all():
        chat = session.get_one(Chat, card.chat_id)
        post = dispatch.draw(session, house, card.subject, chat, now)
        digest = cards.digest_of(post.as_json()) if post else ""
        if post and digest != card.shown:
            cards.mark_shown(session, card.id, _show(session, chat, post, card.message, now), digest, now)


def _show(session: Session, chat: Chat, post: Post, message: str | None, at: datetime) -> str:
    """The id of the message that shows a post now."""
    room = webchat.find_room(session, chat.address)
    if room is None:
        raise LookupError(chat.address)
    fitted = fit(post, Capabilities(length=8000, caption=8000, pins=True), single=True).messages[0]
    if message is not None:
        webchat.edit_message(session, int(message), fitted.text, plain(fitted.buttons))
        return message
    answered = int(fitted.reply_to) if fitted.reply_to.isdigit() else None
    shown = {"text": fitted.text, "buttons": plain(fitted.buttons), "pinned": fitted.pinned}
    row = webchat.add_message(session, room.id, at, reply_to=answered, **shown)
    return str(row.id)
