"""`shares`: what each household pays of a plan. Needs no settings and no database."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

from bot.commands import Wrong
from handlers import texts
from models.rules.share_plans import read_plan, write_shared
from models.rules.shares import Infeasible, share_out


def run() -> int:
    """One plan as JSON on stdin, the shares as JSON on stdout; a plan that cannot be carried out is wrong input, said in one line."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        plan = read_plan(json.loads(sys.stdin.buffer.read().decode("utf-8-sig"), parse_float=Decimal))
        shared = share_out(plan)
    except Infeasible as no:
        raise Wrong(texts.text("en", f"shares-{no.key}", **no.params)) from no
    except (ValueError, RecursionError) as broken:
        raise Wrong(f"this is no JSON: {broken}") from broken
    print(json.dumps(write_shared(plan, shared), ensure_ascii=False, indent=2))
    return 0
