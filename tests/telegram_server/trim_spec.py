"""Writes spec_min.json from the full specification: `python -m tests.telegram_server.trim_spec`."""

import json

from .spec import FULL, TRIMMED, trim


def main() -> None:
    """Keeps what the bot calls."""
    kept = trim(json.loads(FULL.read_text("utf-8")))
    TRIMMED.write_text(json.dumps(kept, ensure_ascii=False, indent=None, separators=(",", ":")).replace('"},{', '"},\n{') + "\n", "utf-8")
    print(f"{TRIMMED.name}: {len(kept['methods'])} methods, {len(kept['types'])} types, {TRIMMED.stat().st_size} bytes")


if __name__ == "__main__":
    main()
