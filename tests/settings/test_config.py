"""A configuration that cannot work is answered in words that name the place."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.config_file import load
from bot.errors import Misconfigured

DESK = '[[front_desks]]\nplatform = "{}"\nchannel = "{}"\nbackstage = "{}"\n'
WRONG = [
    ("[sandbox]\nprot = 1\n", "sandbox.prot: there is no such setting; did you mean port?"),
    ("[sandbox]\nport = 70000\n", "sandbox.port: write 65535 at most"),
    ("[conversations]\nsilent_days = true\n", "conversations.silent_days: write a number, not true or false"),
    ("[conversations]\nsilent_days = -1\n", "conversations.silent_days: write 0 or more"),
    ("[conversations]\nsilent_days = 7.5\n", "conversations.silent_days: write a whole number"),
    ("[delivering]\nlease = true\n", "delivering.lease: write a number, not true or false"),
    ("[delivering]\nlease = 0\n", "delivering.lease: write a number above 0"),
    ("[aftercare]\nquiet_from = 20\n", 'aftercare.quiet_from: write a time of day in quotes, like "20:00"'),
    ('[aftercare]\nquiet_from = "20:00+02:00"\n', "aftercare.quiet_from: write it without a zone"),
    ('[aftercare]\nautomatic = "perhaps"\n', "aftercare.automatic: write true or false"),
    ('[logs]\nlevel = "loud"\n', "logs.level: write 'debug', 'info', 'warning' or 'error'"),
    (
        '[slack]\napi_url = "slack"\n',
        "slack.api_url: this does not look like one; write it like https://slack.com/api/",
    ),
    ('[database]\npath = "."\n', "database.path: . is a folder; name a file in it"),
    ('[sandbox]\nworld = "/"\n', "sandbox.world: / is a folder; name a file in it"),
    ('[database]\npath = "/dev/null"\n', "database.path: /dev/null is no ordinary file; name another one"),
    ('[sandbox]\nhost = " "\n', "sandbox.host: there is nothing in it; write 127.0.0.1, which is this machine alone"),
    ('[watch]\nhost = ""\n', "watch.host: there is nothing in it"),
    ('[slack]\nhost = ""\n', "slack.host: there is nothing in it"),
    ('[database]\npath = ""\n', "database.path: there is nothing in it; name a file"),
    ('[database]\npath = "\\u0000"\n', "database.path: this leads nowhere; name another file"),
    ('[[front_desks]]\nplatform = "sandbox"\n', "front_desks (number 1).channel: this is missing"),
    ('[aftercare]\nfallback_zone = "Mars/Olympus"\n', "write one like Europe/Berlin"),
    ("front_desks = []\n", "front_desks: write each one as a table of its own"),
    ("[database]\npath = 3\n", "database.path: write it in quotes"),
    (DESK.format("teams", "C1", "C2"), "there is no platform teams yet; there are: discord, sandbox, slack"),
    (DESK.format("slack", "C1", "C2"), "put the bot token (xoxb-…) into UNHURRIED_SLACK__BOT_TOKEN"),
    (DESK.format("sandbox", "a", "b") + DESK.format("slack", "C1", "C2"), "the sandbox has a clock of its own"),
    (DESK.format("discord", "1234567", "1234568"), "put the bot's token into UNHURRIED_DISCORD__BOT_TOKEN"),
    ('[discord]\nstaff = ["helpers"]\n', "discord.staff (number 1): "),
    ('[slack]\nstaff = ["jonas"]\n', "slack.staff (number 1): "),
    (
        DESK.format("sandbox", "help", "a") + DESK.format("sandbox", "help", "b"),
        "front_desks: sandbox:help is there 2 times; keep one of them",
    ),
    (DESK.format("sandbox", "help", "help"), "cannot be backstage too"),
    (
        DESK.format("sandbox", "@mia", "backstage"),
        "front_desks (number 1).channel: write a channel's name or id: 1 to 80 characters",
    ),
    ('[database]\npath = "same.db"\n[sandbox]\nworld = "same.db"\n', "these are two files"),
    ("x = [", "is not valid TOML"),
    (
        DESK.format("slack", "#help", "C2"),
        "front_desks (number 1): channel: #help is no id of a channel; it looks like C0HELP",
    ),
    (DESK.format("discord", "1234567", "backstage"), "backstage: backstage is no id of a channel; it is a long number"),
    ('[slack]\nstaff = "S0SUPPORT"\n', 'slack.staff: write a list, with brackets and quotes: ["…", "…"]'),
    ("[discord]\nstaff = [100000000000000001]\n", "discord.staff (number 1): write it in quotes"),
    ('[front_desks]\nplatform = "slack"\n', "front_desks: write each one as a table of its own"),
    ('slack = "yes"\n', "slack: write a table: a line [slack], and its settings below"),
    (
        '[slack]\nbot_token = "xapp-1"\napp_token = "xoxb-1"\n' + DESK.format("slack", "C1", "C2"),
        "slack.bot_token and slack.app_token are swapped",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured) as told:
        load(file)
    assert said in str(told.value)


def test_a_file_that_leads_back_to_itself_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.setenv("UNHURRIED_DATABASE__PATH", str(tmp_path / "loop"))
    with pytest.raises(Misconfigured, match=r"database\.path: this leads nowhere; name another file"):
        load(None)


@pytest.mark.parametrize(
    "address",
    ["u:p@h:port/x", "u:p@h:99999/x", "[::1/x", "u:p@ss@h/x", "u:p/w@h/x", "u:p#w@h/x", "a:1,b:c/x", "h/x?sslmode"],
)
def test_an_address_that_cannot_be_read_is_told_without_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNHURRIED_DATABASE__URL", f"postgresql://{address}")
    with pytest.raises(Misconfigured, match=r"database\.url: this cannot be read; write it like") as told:
        load(None)
    assert address not in str(told.value)


@pytest.mark.parametrize(
    "address", ["u:p%40w@h:5432/x", "h/x", "/x?host=/tmp", "a:1,b:2/x", "[::1]:5432/x?sslmode=require"]
)
def test_an_address_that_can_be_read_is_taken(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHURRIED_DATABASE__URL", f"postgresql://{address}")
    assert load(None).database.url.get_secret_value() == f"postgresql://{address}"


def test_an_sslmode_that_is_none_is_told_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHURRIED_DATABASE__URL", "postgresql://u:secret@h/x?sslmode=verify-fully")
    with pytest.raises(Misconfigured, match=r"database\.url: there is no such sslmode; .*, verify-full") as told:
        load(None)
    assert "secret" not in str(told.value)


def test_a_file_that_begins_with_a_mark_of_its_encoding_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('workspace = "acme"', encoding="utf-8-sig")
    assert load(file).workspace == "acme"


def test_a_list_in_the_environment_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHURRIED_DISCORD__STAFF", "100000000000000001")
    with pytest.raises(Misconfigured, match=r"discord\.staff: write a list"):
        load(None)


@pytest.mark.parametrize(("may", "hears"), [("true", "what people say"), ("false", "DMs, mentions and menus only")])
def test_check_says_what_the_bot_hears_on_discord(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may: str, hears: str
) -> None:
    monkeypatch.setenv("UNHURRIED_DISCORD__BOT_TOKEN", "a token")
    file = tmp_path / "config.toml"
    desk = DESK.format("discord", "1234567", "1234568")
    file.write_text(f'[discord]\nstaff = ["12345"]\nmessage_content = {may}\n{desk}', encoding="utf-8")
    ran = CliRunner().invoke(main, ["check", "--config", str(file)])
    assert ran.exit_code == 0
    assert f"the token is set, hears {hears}\n" in ran.output


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="There is no file"):
        load(tmp_path / "nowhere.toml")


def test_text_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b'workspace = "\xff"')
    with pytest.raises(Misconfigured, match="UTF-8"):
        load(file)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("UNHURRIED_DATABASE_URL", "UNHURRIED_DATABASE__URL"),
        ("UNHURRIED_SLAK__BOT_TOKEN", "UNHURRIED_SLACK__BOT_TOKEN"),
        ("UNHURRIED_WORKSPCE", "UNHURRIED_WORKSPACE"),
    ],
)
def test_a_misspelt_name_in_the_environment_is_named(name: str, meant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "secret")
    with pytest.raises(Misconfigured, match=f"there is no {name}; did you mean {meant}") as told:
        load(None)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("name", ["UNHURRIED_FRONT_DESKS", "UNHURRIED_SANDBOX", "unhurried_slack"])
@pytest.mark.parametrize("value", ["", "[", "yes"])
def test_an_environment_that_cannot_be_read_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHURRIED_WORKSPACE", "ours")
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as told:
        load(None)
    assert str(told.value) == (
        f"The environment needs a change:\n  {name}: this is not JSON; leave it out, or write all of it as JSON"
    )


def test_a_desk_with_a_misspelt_setting_is_told_by_its_number_and_of_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    desks = DESK.format("sandbox", "help", "backstage") + DESK.format("sandbox", "more", "back").replace(
        "backst", "bakst"
    )
    file.write_text(desks, encoding="utf-8")
    with pytest.raises(Misconfigured) as told:
        load(file)
    assert str(told.value).splitlines()[1:] == [
        "  front_desks (number 2).backstage: this is missing",
        "  front_desks (number 2).bakstage: there is no such setting; did you mean backstage?",
    ]


def test_the_only_desk_is_told_by_its_number_and_of_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[[front_desks]]\nplatform = "sandbox"\nchannel = "help"\n', encoding="utf-8")
    with pytest.raises(Misconfigured) as told:
        load(file)
    assert str(told.value).splitlines()[1:] == ["  front_desks (number 1).backstage: this is missing"]


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[sandbox]\nport = 9001\n", encoding="utf-8")
    monkeypatch.setenv("UNHURRIED_SANDBOX__PORT", "9002")
    assert load(file).sandbox.port == 9002
