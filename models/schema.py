"""Every table: importing this makes `Base.metadata` whole."""

from models import (
    base,
    calls,
    chats,
    clocks,
    codes,
    digests,
    hours,
    jobs,
    joins,
    machinery,
    matters,
    people,
    places,
    posters,
    roster,
    settings,
    tidings,
    webchat,
)

metadata = base.Base.metadata
TABLES = (
    calls,
    chats,
    clocks,
    codes,
    digests,
    hours,
    jobs,
    joins,
    machinery,
    matters,
    people,
    places,
    posters,
    roster,
    settings,
    tidings,
    webchat,
)
