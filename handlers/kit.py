"""What a capability is made of: declarations that routing, help, menus and the role matrix all follow from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Flag, StrEnum, auto
from typing import TYPE_CHECKING, Any

from models.messaging import Button, Happening
from models.rules.roles import Role
from models.rules.settings import Setting

if TYPE_CHECKING:
    from handlers.ctx import Ctx, Voice
    from models.messaging import Post

Run = Callable[..., None]


class Refused(Exception):
    """A kind no: undoes what the handler wrote, is journaled and answered with the words of `key`."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key, self.params = key, params


class Where(Flag):
    """Where something can be said."""

    PRIVATE = auto()
    GROUP = auto()
    ANYWHERE = PRIVATE | GROUP


class Entry(StrEnum):
    """The ways into a capability."""

    COMMAND = "command"
    BUTTON = "button"
    ANSWER = "answer"
    WORDS = "words"
    LISTEN = "listen"
    TIMER = "timer"
    HAPPENING = "happening"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Handler:
    """One entry point. `about` names the kind of subject whose number (or id) comes first; its place is where the role is checked."""

    capability: str
    entry: Entry
    name: str
    run: Run
    roles: frozenset[Role]
    where: Where = Where.ANYWHERE
    word: str = ""
    slash: str = ""
    about: str = ""
    words_needed: bool = False
    hidden: bool = False
    complete: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """How a kind of subject is found: by the number people quote, and by the id in a button. Both give something with `.path`."""

    by_number: Callable[[Ctx, int], Any]
    by_id: Callable[[Ctx, int], Any]


def numbered(find: Callable[..., Any], lock: Callable[..., Any], unknown: str, sign: str = "") -> Subject:
    """What has a number in its community and is locked before anything is done to it; `unknown` says that there is none of that number."""

    def by_number(ctx: Ctx, number: int) -> Any:
        found = find(ctx.db, ctx.community, number)
        locked = lock(ctx.db, found.id) if found else None
        if locked is None:
            raise Refused(unknown, number=f"{sign}{number}")
        return locked

    def by_id(ctx: Ctx, id_: int) -> Any:
        locked = lock(ctx.db, id_)
        if locked is None:
            raise Refused("button-unknown")
        return locked

    return Subject(by_number, by_id)


@dataclass(frozen=True, slots=True)
class Added:
    """What one capability adds to the card of another's subject: lines, and rows of buttons for the staff and for the residents."""

    lines: tuple[str, ...] = ()
    staff: tuple[Button, ...] = ()
    residents: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A line for the digests of the groups that stand at the place with this path or above it.

    `heading` is the key of the words it stands under, which are given `n`; `says` speaks it in a group's language; a newer line
    about the same `subject`, kept back from that group, takes its place.
    """

    heading: str
    path: str
    says: Callable[[Voice], str]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Daily:
    """A timer every community has: each day, or each week on a day, at the time of a setting or at a fixed one (`06:00`, `周四 18:00`)."""

    name: str
    at: str


@dataclass
class Capability:
    """A capability and all its entry points, filled by decorators; `name` is also its locale file and the prefix of its keys."""

    name: str
    handlers: list[Handler] = field(default_factory=list)
    cards: dict[str, Callable[[Voice, int], Post | None]] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    additions: dict[str, Callable[[Voice, Any], Added]] = field(default_factory=dict)
    reactions: list[tuple[str, str, Run]] = field(default_factory=list)
    takers: dict[str, Callable[..., bool]] = field(default_factory=dict)
    settings: list[Setting] = field(default_factory=list)
    dailies: list[Daily] = field(default_factory=list)
    digests: list[Callable[[Ctx, int, datetime], Iterable[Told]]] = field(default_factory=list)

    def command(
        self,
        word: str,
        slash: str,
        *,
        role: frozenset[Role],
        where: Where = Where.ANYWHERE,
        about: str = "",
        words_needed: bool = False,
        hidden: bool = False,
        complete: Callable[[str], bool] | None = None,
    ) -> Callable[[Run], Run]:
        """Said as `word …` or `/slash …`. With `about` the run takes (ctx, subject, words), otherwise (ctx, words).

        A word that neighbours also report with (停水) has `complete`: it is a command only when that says so of what follows it.
        """
        more: dict[str, Any] = {"about": about, "words_needed": words_needed, "hidden": hidden, "complete": complete}
        return self._add(Entry.COMMAND, slash, role, where=where, word=word, slash=slash, **more)

    def button(self, name: str, *, role: frozenset[Role], about: str = "") -> Callable[[Run], Run]:
        """Pressed with data `name:…`. The run takes (ctx, subject, rest) with `about`, otherwise (ctx, rest)."""
        return self._add(Entry.BUTTON, name, role, about=about)

    def answer(self, name: str, *, role: frozenset[Role]) -> Callable[[Run], Run]:
        """Takes what a person writes while the question `name` is open to them: (ctx, filled)."""
        return self._add(Entry.ANSWER, name, role)

    def words(self, *, role: frozenset[Role]) -> Callable[[Run], Run]:
        """Takes words addressed to the bot that are no command: (ctx)."""
        return self._add(Entry.WORDS, f"{self.name}-words", role)

    def listen(self, *, role: frozenset[Role]) -> Callable[[Run], Run]:
        """Hears talk that is not addressed to the bot: (ctx). Silent unless useful."""
        return self._add(Entry.LISTEN, f"{self.name}-listen", role, where=Where.GROUP)

    def reply(self, kind: str, *, role: frozenset[Role]) -> Callable[[Run], Run]:
        """Takes words that answer a card of this kind, from those who hold the role here: (ctx, id of the subject)."""
        return self._add(Entry.REPLY, kind, role)

    def timer(self, name: str) -> Callable[[Run], Run]:
        """Runs when a timer of this name fires: (ctx, id of the subject). Nobody presses a timer, so it has no role."""
        return self._add(Entry.TIMER, name, frozenset())

    def happening(self, what: Happening, *, role: frozenset[Role]) -> Callable[[Run], Run]:
        """Runs when a channel reports that: (ctx)."""
        return self._add(Entry.HAPPENING, what.value, role)

    def card(self, kind: str) -> Callable[[Callable[[Voice, int], Post | None]], Callable[[Voice, int], Post | None]]:
        """Draws the living card of a subject of this kind from its newest state."""

        def keep(draw: Callable[[Voice, int], Post | None]) -> Callable[[Voice, int], Post | None]:
            self.cards[kind] = draw
            return draw

        return keep

    def adds(self, kind: str) -> Callable[[Callable[[Voice, Any], Added]], Callable[[Voice, Any], Added]]:
        """Adds to the card of subjects of this kind: (voice, subject). Called at every drawing, so it asks the database only when the
        subject's own row says that there is something to find."""

        def keep(add: Callable[[Voice, Any], Added]) -> Callable[[Voice, Any], Added]:
            self.additions[kind] = add
            return add

        return keep

    def upon(self, kind: str, *acts: str) -> Callable[[Run], Run]:
        """Runs in the same transaction right after a subject of this kind was moved so: (ctx, subject, act)."""

        def keep(run: Run) -> Run:
            self.reactions += [(kind, act, run) for act in acts]
            return run

        return keep

    def takes(self, kind: str) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
        """Is offered what may become a subject of this kind (`matter`: words, heard; `answer`; `code`: a code). True takes it, wholly."""

        def keep(take: Callable[..., bool]) -> Callable[..., bool]:
            self.takers[kind] = take
            return take

        return keep

    def daily(self, name: str, *, at: str) -> Callable[[Run], Run]:
        """Runs for every community each day or week: (ctx, community). `at` is a time as settings write it, or the name of one that is."""
        self.dailies.append(Daily(name, at))
        return self.timer(name)

    def digest(self, tell: Callable[[Ctx, int, datetime], Iterable[Told]]) -> Callable[[Ctx, int, datetime], Iterable[Told]]:
        """Gives what a community's digests are to tell: (ctx, community, since). Headings stand in the order of the table of contents."""
        self.digests.append(tell)
        return tell

    def setting(self, setting: Setting) -> Setting:
        """Something a community decides for itself; `setting-<name>` says what it is."""
        self.settings.append(setting)
        return setting

    def _add(self, entry: Entry, name: str, roles: frozenset[Role], **more: Any) -> Callable[[Run], Run]:
        def keep(run: Run) -> Run:
            self.handlers.append(Handler(self.name, entry, name, run, roles, **more))
            return run

        return keep
