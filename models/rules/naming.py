"""What places are called: `2号楼`, `2栋` and `2` are one name, so are the doors `2-301` and `301`."""

from __future__ import annotations

from collections.abc import Iterable

_KINDS = "号楼栋幢座单元门室"


def names(name: str, said: str, aliases: Iterable[str] = ()) -> bool:
    """Whether this spoken part names the place."""
    plain = name.removeprefix("第")
    return plain.rstrip(_KINDS) == said or plain.rpartition("-")[2] == said or said in aliases
