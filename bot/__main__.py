"""The command line."""

import json
import signal
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":  # loading takes a moment, and Ctrl-C meanwhile ends it without a word
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import click

from bot import VERSION, logs
from bot.config import SANDBOX, Logs, Settings
from bot.errors import Misconfigured
from bot.terminal import CONFIG, Program, finish, give_up, read_settings


@click.group(cls=Program, invoke_without_command=True)
@click.version_option(package_name=None, version=VERSION, prog_name="unhurried")
@click.pass_context
def main(context: click.Context) -> None:
    """Time and a memory for the people who help. Without a command: run."""
    logs.configure(Logs())
    if context.invoked_subcommand is None:
        context.invoke(run)


@main.command()
@CONFIG
@click.option("--no-migrate", is_flag=True, help="Do not start with a database that is not up to date.")
def run(config: Path | None = None, no_migrate: bool = False) -> None:
    """Start the bot; without tokens, the sandbox on this machine."""
    from bot.wiring import run_chats, run_sandbox

    def opened(address: str) -> None:
        click.echo(f"The sandbox is open: {address}   (Ctrl-C ends it)")

    settings = read_settings(config)
    if settings.platforms == {SANDBOX}:
        finish(run_sandbox(settings, opened, may_migrate=not no_migrate), goes_on=True)
    else:
        finish(run_chats(settings, click.echo, may_migrate=not no_migrate), goes_on=True)


@main.command()
def story() -> None:
    """Tell the whole story in this terminal, in seconds."""
    from bot.wiring import tell_both_endings

    with tempfile.TemporaryDirectory(prefix="unhurried-story-") as folder:
        finish(tell_both_endings(Path(folder)))


@main.command()
@CONFIG
def check(config: Path | None) -> None:
    """Tell in words what is wrong with the configuration, before anything starts."""
    settings = read_settings(config)
    wrong = finish(_try_places(settings))
    if wrong is None:
        sys.exit(130)
    if wrong:
        give_up(Misconfigured(f"The database {settings.database.name} needs attention:\n  {wrong[0]}"))
    click.echo("The configuration is fine.")
    for desk in settings.front_desks:
        click.echo(f"  front desk {desk.platform}:{desk.channel} opens {desk.opens}, backstage is {desk.backstage}")
    if "slack" in settings.platforms:
        slack = settings.slack
        way = f"HTTP at {slack.host}:{slack.port}" if slack.mode == "http" else "Socket Mode"
        click.echo(f"  Slack by {way}, staff {', '.join(slack.staff)}, tokens are set")
    if "discord" in settings.platforms:
        hears = "what people say" if settings.discord.message_content else "DMs, mentions and menus only"
        click.echo(f"  Discord, staff {', '.join(settings.discord.staff)}, the token is set, hears {hears}")
    if SANDBOX not in settings.platforms:
        automatic = "go out by themselves" if settings.aftercare.automatic else "are drafts that agents send by hand"
        click.echo(f"  check-ins {automatic}")
    click.echo(f"  database {settings.database.name}")


async def _try_places(settings: Settings) -> list[str]:
    """What is wrong with the database, as far as a glance tells."""
    from adapters.sandbox.world.file import try_place
    from storage.checking import glance

    if SANDBOX in settings.platforms:
        try_place(settings.sandbox.world)
    return await glance(settings.database.where)


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--keep-going", is_flag=True, help="Leave out lines that are not right, instead of bringing in nothing.")
@CONFIG
def import_(file: Path, keep_going: bool, config: Path | None) -> None:
    """Bring in what was said before, from a file of JSON lines; safe to run again."""
    from bot.texts.imports import outcome
    from bot.wiring import bring_in

    settings = read_settings(config)
    if not file.is_file():
        raise click.UsageError(f"{file} is no ordinary file, and it is read twice. Save it as a file first.")
    with file.open("rb") as lines:
        imported = finish(bring_in(settings, lines, file.stat().st_size, keep_going=keep_going))
    if imported is None:
        click.echo("Stopped. What was brought in so far is kept; run it again to bring in the rest.", err=True)
        sys.exit(130)
    click.echo(outcome(imported))


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
@CONFIG
def upgrade(config: Path | None) -> None:
    """Make the tables, or bring them up to date, as every start does."""
    from storage.migrate import migrate
    from storage.migrations import HEAD

    database = read_settings(config).database
    before = finish(migrate(database.where))
    if before is None:
        sys.exit(130)
    was = "It already was" if before == HEAD else f"It was {before}" if before else "It was new"
    click.echo(f"The database {database.name} is up to date: revision {HEAD}. {was}.")


@db.command("check")
@CONFIG
def check_database(config: Path | None) -> None:
    """Tell in words whether the database is sound and up to date; changes nothing."""
    from storage.checking import check

    database = read_settings(config).database
    wrong = finish(check(database.where))
    if wrong is None:
        sys.exit(130)
    click.echo(f"The database {database.name} {'needs attention:' if wrong else 'is sound and up to date.'}")
    for sentence in wrong:
        click.echo(f"  {sentence}")
    sys.exit(bool(wrong))


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@CONFIG
def backup(file: Path, config: Path | None) -> None:
    """Copy the database into FILE, while the bot goes on; for SQLite."""
    from storage.checking import back_up

    database = read_settings(config).database
    try:
        back_up(database.where, file)
    except Misconfigured as wrong:
        give_up(wrong)
    click.echo(f"The database {database.name} is copied to {file}. To go back to it, put it in its place.")


@main.group()
def slack() -> None:
    """Set Slack up."""


@slack.command("manifest")
@click.option(
    "--http", metavar="URL", default="", help="The https address at which Slack can reach you, for HTTP mode."
)
def slack_manifest(http: str) -> None:
    """Print what to create the Slack app from."""
    from adapters.slack.manifest import manifest

    if http and not http.startswith("https://"):
        raise click.UsageError("Slack calls https addresses only: write it like https://care.example.org")
    click.echo(json.dumps(manifest(http), indent=2))


@main.group()
def discord() -> None:
    """Set Discord up."""


@discord.command("invite")
@CONFIG
def discord_invite(config: Path | None) -> None:
    """Print the link that lets the bot into a server with exactly the permissions it needs."""
    from adapters.discord.doctor import invite

    link = finish(invite(read_settings(config).discord))
    if link is None:
        sys.exit(130)
    click.echo(link)


@main.group()
def doctor() -> None:
    """See whether a platform is set up as it must be, by asking the platform itself."""


@doctor.command("slack")
@CONFIG
@click.option(
    "--to", metavar="ID", default="", help="Your own account (U…): one message is sent to your DM with the bot."
)
def doctor_slack(config: Path | None, to: str) -> None:
    """Tell in words what works on the live workspace and what is missing; changes nothing there."""
    from rich.console import Console

    from adapters.slack.doctor import examine

    fine = finish(examine(read_settings(config), to, Console(highlight=False)))
    sys.exit(130 if fine is None else not fine)


@doctor.command("discord")
@CONFIG
def doctor_discord(config: Path | None) -> None:
    """Tell in words what works on the live servers and what is missing; changes nothing there."""
    from rich.console import Console

    from adapters.discord.doctor import examine

    fine = finish(examine(read_settings(config), Console(highlight=False)))
    sys.exit(130 if fine is None else not fine)


if __name__ == "__main__":
    main(prog_name="unhurried")
