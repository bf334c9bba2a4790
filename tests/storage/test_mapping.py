"""Everything the core knows survives being written to a database file and read back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import Engine, Row, Table, create_engine, delete, event, insert, select

from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Delivery
from bot.model.notes import Note
from bot.model.people import Customer, Profile
from bot.model.presence import Presence, Shift
from storage import mapping
from storage.columns import METADATA
from storage.tables import CONVERSATION, CUSTOMER, DELIVERY, IN_FLIGHT, MESSAGE, NOTE, PRESENCE, PROFILE

# PostgreSQL keeps no NUL, and no database keeps half a surrogate pair.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)

SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 2**31 - 1),
    datetime: st.datetimes(timezones=st.just(UTC)),
    NoneType: st.none(),
    tuple[Shift, ...]: st.lists(st.builds(Shift), max_size=3).map(tuple),
    Mapping[str, str]: st.dictionaries(TEXT, TEXT, max_size=3),
}


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of this type, whatever is in it."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if get_origin(hint) is UnionType:
        return st.one_of([anything(each) for each in get_args(hint)])
    if isinstance(hint, type) and is_dataclass(hint):
        parts = {name: anything(each) for name, each in get_type_hints(hint).items()}
        return st.builds(hint, **parts)
    return st.from_type(hint)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    file: Path = tmp_path_factory.mktemp("mapping") / "rows.db"
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", lambda file, _: file.execute("PRAGMA synchronous = OFF"))  # no power fails
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def kept(engine: Engine, table: Table, values: mapping.Values, read: Callable[[Row[Any]], object]) -> object:
    """What a later transaction reads after these values were written."""
    with engine.begin() as connection:
        connection.execute(delete(table))
        connection.execute(insert(table), {"workspace_id": "ours"} | values)
    with engine.connect() as connection:
        return read(connection.execute(select(table)).one())


@given(profile=anything(Profile))
def test_a_profile_survives(engine: Engine, profile: Profile) -> None:
    assert kept(engine, PROFILE, mapping.profile_values(profile), mapping.profile_from) == profile


@given(customer=anything(Customer))
def test_a_customer_survives(engine: Engine, customer: Customer) -> None:
    assert kept(engine, CUSTOMER, mapping.customer_values(customer), mapping.customer_from) == customer


@given(conversation=anything(Conversation))
def test_a_conversation_survives(engine: Engine, conversation: Conversation) -> None:
    values = mapping.conversation_values(conversation)
    assert kept(engine, CONVERSATION, values, mapping.conversation_from) == conversation


@given(message=anything(Message))
def test_a_message_survives(engine: Engine, message: Message) -> None:
    assert kept(engine, MESSAGE, mapping.message_values(message), mapping.message_from) == message


@given(note=anything(Note))
def test_a_note_survives(engine: Engine, note: Note) -> None:
    assert kept(engine, NOTE, mapping.note_values(note), mapping.note_from) == note


@given(presence=anything(Presence))
def test_when_an_agent_is_there_survives(engine: Engine, presence: Presence) -> None:
    assert kept(engine, PRESENCE, mapping.presence_values(presence), mapping.presence_from) == presence


@given(delivery=anything(Delivery))
def test_a_delivery_survives(engine: Engine, delivery: Delivery) -> None:
    assume(delivery.lease_until or delivery.state not in IN_FLIGHT)  # nobody holds one without a lease
    assert kept(engine, DELIVERY, mapping.delivery_values(delivery), mapping.delivery_from) == delivery
