"""How the database came to its shape, step by step. `jinlin migrate` walks the steps; `make migration` writes the next."""

from pathlib import Path

FOLDER = Path(__file__).parent
STEPS = FOLDER / "versions"


def newest() -> str:
    """The number of the last step, by its file's name (0001_the_house.py): known without loading Alembic."""
    return max(file.name.partition("_")[0] for file in STEPS.glob("[0-9]*_*.py"))
