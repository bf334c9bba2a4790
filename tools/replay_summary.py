"""Counts what came of a replay, as its database tells."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

_COUNTS = {
    "customers": "SELECT '', count(*) FROM customer",
    "messages kept": "SELECT role, count(*) FROM message GROUP BY 1",
    "conversations": "SELECT CASE WHEN status = 'resolved' AND NOT resolutions THEN 'history' ELSE status END, count(*)"
    " FROM conversation GROUP BY 1",
    "to staff": "SELECT kind || ' ' || state, count(*) FROM delivery WHERE audience = 'staff' GROUP BY 1",
    "to customers": "SELECT kind || ' ' || state, count(*) FROM delivery WHERE audience = 'customer' GROUP BY 1",
    "unheard": "SELECT '', count(*) FROM unheard",
}


def print_summary(database: Path) -> None:
    """One line for each sort of thing."""
    with closing(sqlite3.connect(database)) as connection:
        for what, query in _COUNTS.items():
            counts = ", ".join(f"{count} {sort}".strip() for sort, count in connection.execute(query))
            click.echo(f"  {what}: {counts or 0}")
