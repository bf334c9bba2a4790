"""A large database, made once a run and copied for each side: 100,000 customers, 1,000,000 messages."""

import shutil
import sqlite3
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from storage.migrate import migrate
from tests.postgres import database_of, the_server

CUSTOMERS, CONVERSATIONS, MESSAGES = 100_000, 200_000, 1_000_000
BUSIEST = "c0"  # 1,000 conversations, 5,000 messages, 20 notes; nearly everybody else has two conversations
WORKSPACE, PLATFORM, CHANNEL, AGENT = "default", "sandbox", "help", "agent"
SINCE = datetime(2026, 2, 2, 12, tzinfo=UTC)  # all of it was said before; a Monday

_HERE = f"'{WORKSPACE}', '{PLATFORM}'"
_MINUTES_BEFORE = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', '2026-02-02 12:00', '-' || ({}) || ' minutes')",
    "postgresql": "timestamptz '2026-02-02 12:00Z' - ({}) * interval '1 minute'",
}
_OWNER = "'c' || CASE WHEN {0} % 200 = 0 THEN 0 ELSE {0} % 100000 END"  # of a conversation


_COPIES = count(1)
_IN_POSTGRES: list[str] = []  # the address of the original, once there is one


async def large_sqlite(run: Path) -> Path:
    """A copy of it in this folder, which is the run's."""
    original = run / "large.db"
    if not original.exists():
        await migrate(original)
        connection = sqlite3.connect(original)
        for statement in statements("sqlite"):
            connection.execute(statement)
        connection.commit()
        connection.close()
    copy = run / f"large-{next(_COPIES)}.db"
    shutil.copyfile(original, copy)
    return copy


async def large_postgres() -> SecretStr:
    """The address of a copy of it, in a server that ends with this process."""
    if not _IN_POSTGRES:
        url = await the_server().new_database()
        await the_server().execute(*statements("postgresql"), "VACUUM ANALYZE", database=database_of(url))
        _IN_POSTGRES.append(url)
    return SecretStr(await the_server().bare_database(database_of(_IN_POSTGRES[0])))


def statements(dialect: str) -> list[str]:
    """What fills an empty database."""
    message_at = _ago(dialect, f"{MESSAGES} - i")
    opened, last = _ago(dialect, f"{MESSAGES} - i * 5"), _ago(dialect, f"{MESSAGES} - i * 5 - 4")
    since = _ago(dialect, "0")
    conversation_owner, message_owner = _OWNER.format("i"), _OWNER.format("(i / 5)")
    yes, no = ("1", "0") if dialect == "sqlite" else ("true", "false")
    return [
        fill(
            "profile (workspace_id, platform, user_id, name, role, zone, locale)",
            f"{_HERE}, 'u' || i, 'Customer ' || i, 'customer', 'Europe/Berlin', 'en'",
            CUSTOMERS,
        ),
        fill(
            "customer (workspace_id, id, name, zone, check_ins, surveys, tips, first_seen_at)",
            f"'{WORKSPACE}', 'c' || i, 'Customer ' || i, 'Europe/Berlin', {yes}, {yes}, {no}, {since}",
            CUSTOMERS,
        ),
        fill("identity (workspace_id, platform, user_id, customer_id)", f"{_HERE}, 'u' || i, 'c' || i", CUSTOMERS),
        fill(
            "conversation (workspace_id, platform, channel_id, thread_id, id, customer_id, opening_message_id, subject,"
            " status, turn, opened_at, last_at, customer_last_at, agent_platform, agent_user_id, resolved_at,"
            " resolutions, fixed, topic, snooze_keeps)",
            f"{_HERE}, '{CHANNEL}', 'm' || (i * 5), 'v' || i, {conversation_owner}, 'm' || (i * 5),"
            f" 'Can you help with export number ' || i || '?', 'resolved', 'customer', {opened}, {last}, {last},"
            f" '{PLATFORM}', '{AGENT}', {last}, 1, 'a new key', 'export', {no}",
            CONVERSATIONS,
        ),
        fill(
            "message (workspace_id, platform, channel_id, message_id, thread_id, conversation_id, customer_id,"
            " author_platform, author_user_id, author_name, role, text, at)",
            f"{_HERE}, '{CHANNEL}', 'm' || i, CASE i % 5 WHEN 0 THEN NULL ELSE 'm' || (i / 5 * 5) END, 'v' || (i / 5),"
            f" {message_owner}, '{PLATFORM}', 'u' || (i % 100000), 'Somebody', 'customer', CASE i % 4"
            " WHEN 0 THEN 'Can you help? The export number ' || i || ' has stopped halfway since this morning.'"
            " WHEN 1 THEN 'It says that the key of workspace ' || (i % 977) || ' has expired, which it has not.'"
            " WHEN 2 THEN 'I tried it again with ' || (i % 89) || ' rows and a smaller file, and that went through.'"
            " ELSE 'The invoice for order ' || i || ' names the old address, and we moved in March.' END,"
            f" {message_at}",
            MESSAGES,
        ),
        fill("heard (workspace_id, key, at)", f"'{WORKSPACE}', 'k' || i, {message_at}", MESSAGES),
        fill(
            "note (workspace_id, id, customer_id, kind, text, author_platform, author_user_id, author_name, at,"
            " customer_may_see)",
            f"'{WORKSPACE}', 'n' || i, '{BUSIEST}', 'fact', 'Exports every Friday, plan ' || i, '{PLATFORM}',"
            f" '{AGENT}', 'Ana', {message_at}, {yes}",
            20,
        ),
    ]


def fill(columns: str, row: str, number: int) -> str:
    """The statement that fills a table with so many rows, in each of which `i` is another number from 0."""
    counted = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {number - 1})"
    return f"INSERT INTO {columns} {counted} SELECT {row} FROM n"


def _ago(dialect: str, minutes: str) -> str:
    return _MINUTES_BEFORE[dialect].format(minutes)
