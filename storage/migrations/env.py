"""Alembic's way in: runs the revisions on the connection that `storage.migrate` hands over."""

from alembic import context

from storage.columns import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot change a table: alembic makes a new one and copies
)
with context.begin_transaction():
    context.run_migrations()
