"""For SQLite, which cannot change what a table is made of: a table made anew takes over the rows."""

from alembic import op


def remake(table: str, text: str, instead: str, **new: str) -> None:
    """Make it anew with another text in its statement, and let it take over the rows; `new` columns are given values.

    Raises:
        ValueError: the table is not made of what it should be.
    """
    run = op.get_bind().exec_driver_sql
    made = run(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql NOT NULL ORDER BY type = 'index'", (table,)
    ).scalars()
    statement, *indexes = made.all()
    if statement.count(text) != 1:
        raise ValueError(f"the table {table} is not made as expected")
    columns = ", ".join(row.name for row in run(f"PRAGMA table_info({table})"))
    run(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")
    run(f"DROP TABLE {table}")
    run(statement.replace(text, instead))
    run(f"INSERT INTO {table} ({', '.join([columns, *new])}) SELECT {', '.join([columns, *new.values()])} FROM kept")
    run("DROP TABLE kept")
    for index in indexes:
        run(index)
