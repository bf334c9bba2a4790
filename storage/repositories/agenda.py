"""What is to come that concerns one agent."""

from sqlalchemy import ColumnElement, and_, bindparam

from bot.model.deliveries import AUTOMATIC, Kind
from storage.columns import among
from storage.repositories.claims import c
from storage.statements import Made, rows_of
from storage.tables import CONVERSATION, DELIVERY, UPCOMING

_about = CONVERSATION.c
_PLATFORM: ColumnElement[str] = bindparam("platform")
_USER: ColumnElement[str] = bindparam("user_id")
_REMINDS_THEM = and_(among(c.kind, [Kind.REMINDER]), c.to_platform == _PLATFORM, c.to_user_id == _USER)
_FOLLOWS_UP = and_(
    among(c.kind, AUTOMATIC),
    c.due_at < bindparam("until"),
    _about.agent_platform == _PLATFORM,
    _about.agent_user_id == _USER,
)

AGENDA = Made(
    rows_of(DELIVERY)
    .join(CONVERSATION, and_(_about.workspace_id == c.workspace_id, _about.id == c.conversation_id))
    .where(among(c.state, UPCOMING), _REMINDS_THEM | _FOLLOWS_UP)
    .order_by(c.due_at, c.seq)
    .limit(bindparam("limit"))
)
"""The unsent reminders of this agent, and the unsent follow-ups of their conversations that fall due by then."""
