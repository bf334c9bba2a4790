"""How the outbox stands, in one statement that reads no more than what is due, being sent, or waits for a human."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from bot.model.deliveries import State
from bot.model.health import Backlog
from storage.columns import among
from storage.mapping import Row
from storage.repositories.claims import c, in_flight, pending
from storage.tables import LIVE, WATCHED


def watched(workspace: str, now: datetime, sending_before: datetime) -> Select[Any]:
    """How many are in each state, by kind; beside them how many are being sent since before then (real time)."""
    stuck = select(func.count()).where(
        c.workspace_id == workspace, in_flight, c.state == State.SENDING, c.last_send_at < sending_before
    )
    return (
        select(
            c.state,
            c.kind,
            func.count().label("number"),
            func.min(c.due_at).label("first_due_at"),
            stuck.correlate(None).scalar_subquery().label("stuck"),
        )
        .where(c.workspace_id == workspace, or_(among(c.state, WATCHED), and_(pending, c.due_at <= now)))
        .group_by(c.state, c.kind)
    )


def backlog_from(rows: Sequence[Row]) -> Backlog:
    """What the statement found."""
    return Backlog(
        counts={(row.state, row.kind): row.number for row in rows},
        first_due_at=min((row.first_due_at for row in rows if row.state in LIVE), default=None),
        stuck=max((row.stuck for row in rows), default=0),
    )
