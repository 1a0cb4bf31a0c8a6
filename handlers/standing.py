"""Why a matter takes no such step: where it stands now, or where it went. No capability."""

from __future__ import annotations

from handlers.ctx import Voice
from handlers.kit import Refused
from models import doubles
from models.matters import Matter


def refused(voice: Voice, matter: Matter) -> Refused:
    """A kind no that says what to speak to instead, where there is something."""
    if matter.merged_into_id is not None:
        return Refused("state-merged", number=matter.tag, into=doubles.find_root(voice.db, matter).tag)
    return Refused("state", number=matter.tag, state=voice.text(f"matter-state-{matter.state.value}"))
