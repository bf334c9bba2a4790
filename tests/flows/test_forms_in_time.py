"""A form is opened whether or not the database answers in time; then with nothing filled in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, MIA
from bot.app import Bot
from bot.errors import StoreAway
from bot.messages import CustomerWords, Form
from bot.ports import Work


@dataclass
class Trouble:
    """A database that does not answer, or says that it cannot."""

    says_so: bool

    def begin(self, **_: object) -> AbstractAsyncContextManager[Work]:
        return self._begun()

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[Work]:
        if self.says_so:
            raise StoreAway("the database is away")
        await asyncio.Event().wait()
        yield  # type: ignore[misc]


@pytest.fixture(params=[True, False], ids=["says so", "says nothing"])
def bot(play: Play, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bot:
    monkeypatch.setattr("bot.app._FORM", 0.05)
    bot = play.core.bot
    return replace(bot, speaker=replace(bot.speaker, store=Trouble(request.param)))


async def test_the_form_is_opened_empty(bot: Bot) -> None:
    form = await bot.form("resolve", "a conversation", ANA)
    assert isinstance(form, Form)
    assert [(field.name, field.value) for field in form.fields] == [("fixed", ""), ("topic", "")]
    assert form.about == "a conversation"


async def test_a_customer_is_still_told_no(bot: Bot) -> None:
    assert isinstance(await bot.form("resolve", "a conversation", MIA), CustomerWords)
