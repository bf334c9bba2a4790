"""How the tables came to be: one revision for each change to them, run by alembic."""
