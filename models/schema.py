"""Every table: importing this makes `Base.metadata` whole."""

# ruff: noqa: F401 - what a module holds is known once it is imported
from models import (
    alone,
    ballots,
    base,
    calls,
    chats,
    clocks,
    codes,
    corrections,
    digests,
    duty,
    hours,
    incidents,
    jobs,
    joins,
    limits,
    links,
    machinery,
    matters,
    meetings,
    numbers,
    people,
    phonebook,
    places,
    polls,
    posters,
    promises,
    ratings,
    rolls,
    roster,
    settings,
    tidings,
    webchat,
)

metadata = base.Base.metadata
