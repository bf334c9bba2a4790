"""Every revision keeps every row, whatever the database and however old it is."""

from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.errors import Misconfigured
from storage.columns import METADATA
from storage.migrate import migrate, revision_of
from storage.migrations import REVISIONS
from storage.revising import config_for, upgrade
from tests.storage.databases import KINDS, ask, bare

_AT = "'2026-03-02 09:00:00.000000'"
_DELIVERY = (
    "seq=1 key='d1' occasion='o1' kind='root' audience='staff' conversation_id='v1' customer_id='c1' platform='slack' "
    "channel_id='C1' due_at=AT created_at=AT detail='{}' state='pending' why='' changes=0 answered='' owner='' fence=0 "
    "attempts=0 defects=0 refused=0"
)
ROWS = {
    "profile": "platform='slack' user_id='U1' name='Mia' role='customer'",
    "customer": "id='c1' name='Mia' check_ins=true surveys=true tips=false first_seen_at=AT",
    "identity": "platform='slack' user_id='U1' customer_id='c1'",
    "conversation": "id='v1' customer_id='c1' platform='slack' channel_id='C1' opening_message_id='m1' "
    "subject='Export' status='open' turn='agent' opened_at=AT last_at=AT customer_last_at=AT resolutions=0 fixed='' "
    "topic='' snooze_keeps=false",
    "message": "platform='slack' channel_id='C1' message_id='m1' conversation_id='v1' customer_id='c1' "
    "author_platform='slack' author_user_id='U1' author_name='Mia' role='customer' text='Hello' at=AT",
    "note": "id='n1' customer_id='c1' kind='fact' text='Bakes' author_platform='slack' author_user_id='U2' "
    "author_name='Ana' at=AT customer_may_see=false",
    "delivery": _DELIVERY,
    "heard": "key='k1' at=AT",
    "unheard": "key='k2' event='{}' at=AT version='0' defect='ValueError'",
    "pace": "platform='slack' channel_id='C1' next_at=AT",
    "heartbeat": "name='speak' at=AT",
    "presence": "platform='slack' user_id='U2' hours='[]'",
    "lease": "name='slack' owner='one' at=AT until=AT",
    "keepsake": "name='seen' value='17'",
}
"""A row for each table, with what it must hold; a column that is not there yet is left out."""


def fill(connection: Connection) -> None:
    """A row in every table there is, children after their parents."""
    for table in ROWS.keys() & set(inspect(connection).get_table_names()):
        columns = {column["name"] for column in inspect(connection).get_columns(table)}
        values = {"workspace_id": "'ours'"}
        values |= dict(each.split("=", 1) for each in ROWS[table].split(" ") if each.split("=")[0] in columns)
        names, literals = ", ".join(values), ", ".join(values.values()).replace("AT", _AT)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({literals})"))


def rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """What every table holds."""
    return {
        table: [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
        for table in inspect(connection).get_table_names()
        if table != "alembic_version"
    }


def test_the_list_of_revisions_is_alembics() -> None:
    scripts = ScriptDirectory.from_config(config_for(None))
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == REVISIONS


def test_every_table_has_a_row_here() -> None:
    assert ROWS.keys() == METADATA.tables.keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_row_of_every_table_is_kept(kind: str, revision: str, tmp_path: Path) -> None:
    where = await bare(kind, tmp_path)
    await ask(where, lambda connection: upgrade(connection, revision))
    await ask(where, fill)
    before = await ask(where, rows)
    assert all(len(kept) == 1 for kept in before.values())
    await migrate(where)
    after = await ask(where, rows)
    for table, [row] in before.items():
        assert [{name: kept[name] for name in row} for kept in after[table]] == [row]


async def test_a_file_with_rows_whose_parents_are_missing_is_left_as_it_was(tmp_path: Path) -> None:
    where = await bare("sqlite", tmp_path)

    def lose_a_parent(connection: Connection) -> None:
        upgrade(connection, REVISIONS[0])
        fill(connection)
        connection.execute(text("DELETE FROM customer"))

    await ask(where, lose_a_parent)
    before = await ask(where, rows)
    with pytest.raises(Misconfigured, match=r"holds rows whose other half is missing.*Put a backup back\.$"):
        await migrate(where)
    assert await ask(where, revision_of) == REVISIONS[0]
    assert await ask(where, rows) == before
