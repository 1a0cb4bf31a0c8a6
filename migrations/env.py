"""Alembic's side of a migration: walked on the connection it is handed, in the one transaction that is open there."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context

from models.base import Instant
from models.schema import metadata

NAMED = ((Instant, "MOMENT"), (sa.BigInteger, "ID"), (sa.JSON, "OBJECT"))
"""Our own types as script.py.mako names them: a step knows nothing of today's models."""


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    return next((name for known, name in NAMED if kind == "type" and isinstance(item, known)), False)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=True,
)
context.run_migrations()
