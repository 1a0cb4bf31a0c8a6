"""Many helpers press at once, from another process: `python -m tests.handlers.pressing`, then a line on stdin lets them go."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier

from handlers import dispatch
from handlers.ctx import House
from models.database import Database, open_database
from models.messaging import Happening, Incoming, Sender

ROOT = Path(__file__).parents[2]


def press_in_processes(database: Database, crowds: Iterable[tuple[list[str], str]], now: datetime, run: str) -> list[str]:
    """Each crowd in a process of its own presses its button, all let go together; gives what everybody was told."""
    more = ["--database", database.engine.url.render_as_string(hide_password=False), "--now", now.isoformat()]
    started = [
        subprocess.Popen(
            [*(sys.executable, "-m", "tests.handlers.pressing", "--run", f"{run}{at}", "--data", data), "--accounts", ",".join(crowd), *more],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for at, (crowd, data) in enumerate(crowds)
    ]
    assert [process.stdout.readline() for process in started if process.stdout] == ["ready\n"] * len(started)
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [toast for process in started for toast in json.loads(process.communicate(timeout=60)[0])]


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
