"""`python -m migrations.write [what changed]`: the next step, written from what the models say now.

Without words the first step is written anew, which is right only as long as no installation has walked it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from migrations import STEPS, newest
from migrations.walk import config, walk
from models.database import open_database


def write(what: str) -> Path:
    """Write a step by comparing a database at the newest step with the models; gives its file."""
    first = not what
    if first:
        for file in STEPS.glob("[0-9]*_*.py"):
            file.unlink()
    number = "0001" if first else f"{int(newest()) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/step.sqlite")
        if not first:
            walk(database)
        with database.engine.begin() as connection:
            made = config(connection)
            made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.revision(made, what or "The house", autogenerate=True, rev_id=number)
        database.close()
    file = next(STEPS.glob(f"{number}_*.py"))
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "Alembic" not in line), encoding="utf-8")
    return file


if __name__ == "__main__":
    file = write(" ".join(sys.argv[1:]))
    for check in (["check", "--fix", "--silent"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *check, str(file)], check=False)
    print(file)  # noqa: T201
