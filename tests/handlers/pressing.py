"""Many helpers press at once, from another process: `python -m tests.handlers.pressing`, then a line on stdin lets them go."""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from handlers import dispatch
from handlers.ctx import House
from models.database import Database, open_database
from models.messaging import Happening, Incoming, Sender


def press_all(database: Database, accounts: list[str], data: str, now: datetime, run: str) -> list[str]:
    """Each account presses the same button in its private chat, all at one moment; gives what each was told."""
    gate = Barrier(len(accounts))

    def press(account: str) -> str:
        key = f"telegram:c:{run}:{account}"
        pressed = Incoming("telegram", key, Happening.PRESS, account, now, private=True, sender=Sender(account, account), pressed=data)
        gate.wait(30)
        with database.writing() as session:
            return dispatch.dispatch(session, House(), pressed, now).toast

    with ThreadPoolExecutor(len(accounts)) as pool:
        return list(pool.map(press, accounts))


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("database", "accounts", "data", "now", "run"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    database = open_database(given.database)
    print("ready", flush=True)
    sys.stdin.readline()
    told = press_all(database, given.accounts.split(","), given.data, datetime.fromisoformat(given.now), given.run)
    print(json.dumps(told), flush=True)
    database.close()


if __name__ == "__main__":
    main()
