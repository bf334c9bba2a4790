"""How the tables came to be: one revision for each change to them, run by alembic."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""All of them in order; named here so that a program whose database is up to date need not load alembic."""

HEAD = REVISIONS[-1]
