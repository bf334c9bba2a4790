"""Which deliveries may be taken now, and when the next one may be."""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, case, exists, func, or_, select, true, tuple_

from bot.model.deliveries import State
from storage.columns import among
from storage.statements import Made, change_of
from storage.tables import DELIVERY, IN_FLIGHT, LIVE, PACE
from storage.times import UTCDateTime

c = DELIVERY.c
other = DELIVERY.alias("other").c

_WORKSPACE: ColumnElement[str] = bindparam("workspace")
_NOW: ColumnElement[datetime] = bindparam("now", type_=UTCDateTime)
_REAL: ColumnElement[datetime] = bindparam("real", type_=UTCDateTime)

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


# Whether it may be taken, as far as its own row tells.
_due = or_(
    and_(pending, c.due_at <= _NOW, or_(c.not_before.is_(None), c.not_before <= _REAL)),
    and_(in_flight, c.lease_until <= _REAL),
)


@cache
def claiming(paced: tuple[str, ...], is_shared: bool) -> Made:
    """Takes what is `ready`, at most `limit`, for `new_owner` until `until`, and finds it."""
    found = ready(paced)
    return Made(
        change_of(DELIVERY)
        .where(c.seq.in_(free(found) if is_shared else found))
        .values(
            state=case((c.state == State.SENDING, State.SENDING), else_=State.CLAIMED),
            owner=bindparam("new_owner"),
            fence=c.fence + 1,
            lease_until=bindparam("until"),
        )
        .returning(DELIVERY)
    )


def ready(paced: tuple[str, ...]) -> Select[tuple[int]]:
    """The `seq` of what may be taken, oldest first; of each channel of these platforms only the first."""
    turn = func.row_number().over(partition_by=(c.platform, c.channel_id), order_by=(c.due_at, c.seq))
    candidates = (
        select(c.seq, c.due_at, c.platform, turn.label("turn"))
        .select_from(_WITH_PACE)
        .where(
            c.workspace_id == _WORKSPACE,
            _due,
            ~_blocked,
            or_(PACE.c.next_at.is_(None), PACE.c.next_at <= _REAL),
        )
        .subquery()
        .c
    )
    is_unpaced = and_(true(), *(candidates.platform != each for each in paced))
    return (
        select(candidates.seq)
        .where(or_(candidates.turn == 1, is_unpaced))
        .order_by(candidates.due_at, candidates.seq)
        .limit(bindparam("limit"))
    )


def free(found: Select[tuple[int]]) -> Select[tuple[int]]:
    """Those found that no other transaction is changing, and none has taken since they were found."""
    locked = select(c.seq).where(c.seq.in_(found), _due).with_for_update(skip_locked=True).cte("free")
    return select(locked.c.seq)


def _next_attempt() -> Made:
    """The earliest time `at` which something due may be taken: after its own wait or lease, at its channel's pace."""
    waits = case((in_flight, c.lease_until), else_=c.not_before)
    own = func.coalesce(waits, _REAL)
    earliest = case((PACE.c.next_at > own, PACE.c.next_at), else_=own)
    return Made(
        select(func.min(earliest, type_=UTCDateTime).label("at"))
        .select_from(_WITH_PACE)
        .where(
            c.workspace_id == _WORKSPACE,
            or_(and_(pending, c.due_at <= _NOW), in_flight),
            ~_blocked,
        )
    )


NEXT_ATTEMPT = _next_attempt()
