"""Every table: importing this makes `Base.metadata` whole."""

# ruff: noqa: F401 - what a module holds is known once it is imported
from models import (
    alone,
    base,
    bills,
    calls,
    chats,
    clocks,
    codes,
    consents,
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
    plans,
    posters,
    promises,
    ratings,
    roster,
    settings,
    tidings,
    webchat,
)

metadata = base.Base.metadata
