"""Which deliveries may be taken now, and when the next one may be."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, exists, func, literal, or_, select, tuple_

from bot.model.deliveries import State
from storage.columns import among
from storage.tables import DELIVERY, IN_FLIGHT, LIVE, PACE
from storage.times import UTCDateTime

c = DELIVERY.c
other = DELIVERY.alias("other").c

pending = among(c.state, [State.PENDING])
in_flight = among(c.state, IN_FLIGHT)

_WITH_PACE: FromClause = DELIVERY.outerjoin(
    PACE,
    and_(
        PACE.c.workspace_id == c.workspace_id,
        PACE.c.platform == c.platform,
        PACE.c.channel_id == c.channel_id,
    ),
)


# Another one of its lane, due earlier, is not done yet.
_blocked = exists().where(
    other.workspace_id == c.workspace_id,
    other.conversation_id == c.conversation_id,
    other.audience == c.audience,
    among(other.state, LIVE),
    tuple_(other.due_at, other.seq) < tuple_(c.due_at, c.seq),
)


def _due(now: datetime, real: datetime) -> ColumnElement[bool]:
    """Whether it may be taken, as far as its own row tells."""
    return or_(
        and_(pending, c.due_at <= now, or_(c.not_before.is_(None), c.not_before <= real)),
        and_(in_flight, c.lease_until <= real),
    )


def ready(
    workspace: str, now: datetime, real: datetime, pace: Mapping[str, timedelta], limit: int
) -> Select[tuple[int]]:
    """The `seq` of what may be taken, oldest first; of each paced channel only the first."""
    turn = func.row_number().over(partition_by=(c.platform, c.channel_id), order_by=(c.due_at, c.seq))
    candidates = (
        select(c.seq, c.due_at, c.platform, turn.label("turn"))
        .select_from(_WITH_PACE)
        .where(
            c.workspace_id == workspace,
            _due(now, real),
            ~_blocked,
            or_(PACE.c.next_at.is_(None), PACE.c.next_at <= real),
        )
        .subquery()
        .c
    )
    paced = [platform for platform, between in pace.items() if between > timedelta(0)]
    return (
        select(candidates.seq)
        .where(or_(candidates.turn == 1, candidates.platform.not_in(paced)))
        .order_by(candidates.due_at, candidates.seq)
        .limit(limit)
    )


def free(found: Select[tuple[int]], now: datetime, real: datetime) -> Select[tuple[int]]:
    """Those found that no other transaction is changing, and none has taken since they were found."""
    locked = select(c.seq).where(c.seq.in_(found), _due(now, real)).with_for_update(skip_locked=True).cte("free")
    return select(locked.c.seq)


def next_attempt(workspace: str, now: datetime, real: datetime) -> Select[Any]:
    """The earliest time `at` which something due may be taken: after its own wait or lease, at its channel's pace."""
    waits = case((in_flight, c.lease_until), else_=c.not_before)
    own = func.coalesce(waits, literal(real, UTCDateTime))
    earliest = case((PACE.c.next_at > own, PACE.c.next_at), else_=own)
    return (
        select(func.min(earliest, type_=UTCDateTime).label("at"))
        .select_from(_WITH_PACE)
        .where(
            c.workspace_id == workspace,
            or_(and_(pending, c.due_at <= now), in_flight),
            ~_blocked,
        )
    )
