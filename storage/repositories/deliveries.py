"""The outbox's statements: what it asks of its table, and how it changes it."""

from functools import cache

from sqlalchemy import ColumnElement, and_, bindparam, func

from bot.model.deliveries import AUTOMATIC, UNSENT, Kind, State
from bot.model.places import Audience
from storage.columns import among
from storage.mapping import Values
from storage.repositories.claims import c, in_flight, pending
from storage.statements import Made, change_of, rows_of
from storage.tables import DECIDED, DELIVERY, UPCOMING, WATCHED, decided

_IN_ORDER = (c.due_at, c.seq)
_NEWEST_FIRST = (c.due_at.desc(), c.seq.desc())

# What a delivery that falls due again forgets. When it was tried is kept: it may stand on the platform, or twice.
AFRESH: Values = {
    "state": State.PENDING,
    "why": "",
    "attempts": 0,
    "defects": 0,
    "refused": 0,
    "not_before": None,
}

LET_GO: Values = {"fence": c.fence + 1, "owner": "", "lease_until": None}

_THIS = c.key == bindparam("this")
_TO_CUSTOMER = among(c.audience, [Audience.CUSTOMER])  # what the index of a customer's deliveries holds
BY_KEY = Made(rows_of(DELIVERY).where(_THIS))
OF_CONVERSATION = Made(
    rows_of(DELIVERY).where(c.conversation_id == bindparam("conversation_id")).order_by(*_NEWEST_FIRST).limit(200)
)
CONTACTS = Made(
    rows_of(DELIVERY)
    .where(c.customer_id == bindparam("customer_id"), c.due_at >= bindparam("since"))
    .where(_TO_CUSTOMER, among(c.kind, AUTOMATIC), among(c.state, [State.SENDING, State.SENT]))
    .order_by(*_NEWEST_FIRST)
)
NEXT_DUE = Made(
    rows_of(DELIVERY)
    .where(pending, c.due_at > bindparam("after"))
    .with_only_columns(func.min(c.due_at).label("due_at"))
)
UNSWEPT = Made(
    rows_of(DELIVERY)
    .where(among(c.state, [State.SENT]), c.swept_at.is_(None), c.sent_at < bindparam("before"))
    .where(c.platform == bindparam("platform"))
    .order_by(c.sent_at, c.seq)
    .limit(bindparam("limit"))
)
NOT_SENT_YET = Made(rows_of(DELIVERY).where(among(c.state, UPCOMING)).order_by(*_IN_ORDER).limit(bindparam("limit")))
HELD = Made(
    rows_of(DELIVERY)
    .where(among(c.state, WATCHED), c.state == State.HELD)  # the first is what the index is for
    .where(c.kind == bindparam("kind"), c.why == bindparam("reason"))
    .order_by(*_IN_ORDER)
    .limit(bindparam("limit"))
)
LATEST_DECIDED = Made(
    rows_of(DELIVERY).where(decided(c.kind, c.state)).order_by(*_NEWEST_FIRST).limit(bindparam("limit"))
)

_ONCE_MORE = change_of(DELIVERY).where(c.occasion == bindparam("again")).values(changes=c.changes + 1)
AGAIN = Made(_ONCE_MORE.where(among(c.state, DECIDED)).values(**AFRESH, due_at=bindparam("now")))
AGAIN_AFTERWARDS = Made(_ONCE_MORE.where(in_flight))  # keeps its place in its lane
_SAVE = change_of(DELIVERY).where(_THIS, c.owner == bindparam("by"), c.fence == bindparam("ours"), in_flight)
SAVE = Made(_SAVE)
SAVE_UNCHANGED = Made(_SAVE.where(c.changes <= bindparam("known")))
SAVE_CHANGED = Made(_SAVE.where(c.changes > bindparam("known")))
CHANGE = Made(change_of(DELIVERY).where(_THIS, c.fence == bindparam("ours"), among(c.state, UNSENT)).values(**LET_GO))
ANSWER = Made(change_of(DELIVERY).where(_THIS).values(answered=bindparam("answer")))
SWEPT = Made(change_of(DELIVERY).where(_THIS).values(swept_at=bindparam("real")))


OF_CUSTOMER = and_(c.customer_id == bindparam("whose"), _TO_CUSTOMER)
IN_CONVERSATION = c.conversation_id == bindparam("whose")


@cache
def cancelling(whose: ColumnElement[bool], kinds: tuple[Kind, ...]) -> Made:
    """Cancels the unsent ones of these kinds in somebody's or some conversation's outbox, for a reason; finds them."""
    return Made(
        change_of(DELIVERY)
        .where(whose, among(c.kind, kinds), among(c.state, UNSENT))
        .values(state=State.CANCELLED, why=bindparam("reason"), **LET_GO)
        .returning(DELIVERY)
    )


@cache
def taking_back(kinds: tuple[Kind, ...]) -> Made:
    """Lets the claimed ones of these kinds of the customer `whose` be pending again, except the one with key `but`."""
    return Made(
        change_of(DELIVERY)
        .where(OF_CUSTOMER, among(c.kind, kinds), c.key != bindparam("but"))
        .where(among(c.state, [State.CLAIMED]))
        .values(state=State.PENDING, **LET_GO)
    )
