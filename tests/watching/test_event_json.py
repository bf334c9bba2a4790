"""What is kept of an event is the whole event."""

import json
from datetime import UTC
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.event_json import from_json, to_json
from bot.events import Event

EVENTS = st.one_of([st.builds(kind, at=st.datetimes(timezones=st.just(UTC))) for kind in get_args(Event)])


@given(EVENTS)
def test_an_event_comes_back_as_it_went(event: Event) -> None:
    assert from_json(json.loads(json.dumps(to_json(event)))) == event


@given(EVENTS)
def test_keeping_an_event_leaves_what_is_kept_as_it_is(event: Event) -> None:
    kept = to_json(event)
    assert from_json(kept) == from_json(kept)


@pytest.mark.parametrize("kept", [{"event": "Something"}, {"event": "MessageDeleted", "key": "k"}, {}])
def test_what_this_version_does_not_know_is_refused(kept: dict[str, str]) -> None:
    with pytest.raises((KeyError, ValueError)):
        from_json(kept)
