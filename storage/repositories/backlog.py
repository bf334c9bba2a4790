"""How the outbox stands, in one statement that reads no more than what is due, being sent, or waits for a human."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, func, or_, select

from bot.model.deliveries import State
from bot.model.health import Backlog
from storage.columns import among
from storage.mapping import Row
from storage.repositories.claims import c, in_flight, pending
from storage.statements import Made
from storage.tables import LIVE, WATCHED


def _watched() -> Made:
    here = c.workspace_id == bindparam("workspace")
    stuck = select(func.count()).where(
        here, in_flight, c.state == State.SENDING, c.last_send_at < bindparam("sending_before")
    )
    return Made(
        select(
            c.state,
            c.kind,
            func.count().label("number"),
            func.min(c.due_at).label("first_due_at"),
            stuck.correlate(None).scalar_subquery().label("stuck"),
        )
        .where(here, or_(among(c.state, WATCHED), in_flight, and_(pending, c.due_at <= bindparam("now"))))
        .group_by(c.state, c.kind)
    )


WATCHED_NOW = _watched()
"""How many are in each state, by kind; beside them how many are being sent since before a time (real time)."""


def backlog_from(rows: Sequence[Row]) -> Backlog:
    """What the statement found."""
    return Backlog(
        counts={(row.state, row.kind): row.number for row in rows},
        first_due_at=min((row.first_due_at for row in rows if row.state in LIVE), default=None),
        stuck=max((row.stuck for row in rows), default=0),
    )
