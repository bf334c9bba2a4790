"""A database in which much is planned: reminders for many years from now, ten in each open conversation."""

import shutil
import sqlite3
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from bench.large import AGENT, CHANNEL, PLATFORM, WORKSPACE, fill
from storage.migrate import migrate
from tests.postgres import database_of, the_server

BACKSTAGE = "backstage"
_OF_A_CONVERSATION = 10
_LITERALS = {
    "sqlite": ("1", "0", "'2026-02-02 12:00:00.000000'", "'2100-01-01 12:00:00.000000'"),
    "postgresql": ("true", "false", "timestamptz '2026-02-02 12:00Z'", "timestamptz '2100-01-01 12:00Z'"),
}
_COPIES = count(1)


async def planned_sqlite(run: Path, planned: int) -> Path:
    """A copy of it in this folder, which is the run's."""
    original = run / f"planned-{planned}.db"
    if not original.exists():
        await migrate(original)
        connection = sqlite3.connect(original)
        for statement in _statements("sqlite", planned):
            connection.execute(statement)
        connection.commit()
        connection.close()
    copy = run / f"planned-{planned}-{next(_COPIES)}.db"
    shutil.copyfile(original, copy)
    return copy


async def planned_postgres(planned: int) -> SecretStr:
    """The address of one, in a server that ends with this process."""
    url = await the_server().new_database()
    await the_server().execute(*_statements("postgresql", planned), "VACUUM ANALYZE", database=database_of(url))
    return SecretStr(url)


def _statements(dialect: str, planned: int) -> list[str]:
    yes, no, before, in_many_years = _LITERALS[dialect]
    conversations = planned // _OF_A_CONVERSATION
    return [
        fill(
            "customer (workspace_id, id, name, zone, check_ins, surveys, tips, first_seen_at)",
            f"'{WORKSPACE}', 'c' || i, 'Customer ' || i, 'Europe/Berlin', {yes}, {yes}, {no}, {before}",
            conversations,
        ),
        fill(
            "conversation (workspace_id, platform, channel_id, thread_id, id, customer_id, opening_message_id, subject,"
            " status, turn, opened_at, last_at, customer_last_at, agent_platform, agent_user_id, backstage_platform,"
            " backstage_channel_id, backstage_thread_id, resolutions, fixed, topic, snooze_keeps)",
            f"'{WORKSPACE}', '{PLATFORM}', '{CHANNEL}', 'm' || i, 'v' || i, 'c' || i, 'm' || i,"
            f" 'Can you help with export number ' || i || '?', 'open', 'agent', {before}, {before}, {before},"
            f" '{PLATFORM}', '{AGENT}', '{PLATFORM}', '{BACKSTAGE}', 'b' || i, 0, '', 'export', {no}",
            conversations,
        ),
        fill(
            "delivery (workspace_id, key, occasion, kind, audience, conversation_id, customer_id, platform, channel_id,"
            " due_at, created_at, to_platform, to_user_id, detail, state, why, changes, answered, owner, fence,"
            " attempts, defects, refused)",
            f"'{WORKSPACE}', 'p' || i, 'reminder:p' || i, 'reminder', 'staff', 'v' || (i / {_OF_A_CONVERSATION}),"
            f" 'c' || (i / {_OF_A_CONVERSATION}), '{PLATFORM}', '{BACKSTAGE}', {in_many_years}, {before},"
            f" '{PLATFORM}', '{AGENT}', '{{}}', 'pending', '', 0, '', '', 0, 0, 0, 0",
            planned,
        ),
    ]
