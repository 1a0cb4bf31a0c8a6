"""`understand`: what a sentence is, line by line. Needs no settings and no database."""

from __future__ import annotations

import json
import sys

from models.rules.understanding import CATEGORY_LABELS, understand


def run() -> int:
    """One line of text on stdin, one JSON object on stdout: kind, category, place, urgent."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps(told(line.rstrip("\r\n")), ensure_ascii=False), flush=True)
    return 0


def told(text: str) -> dict[str, object]:
    """What is understood of a sentence, as it is printed."""
    heard = understand(text)
    return {"kind": heard.kind.value, "category": CATEGORY_LABELS[heard.category], "place": heard.place, "urgent": heard.urgent}
