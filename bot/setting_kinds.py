"""What a setting of a certain kind must be, beyond its type; each check raises `ValueError` with what to do."""

import re
from datetime import time
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

A_POSTGRES_ADDRESS = "postgresql://user:password@host/name, with %40 for an @ in the password, and %2F for a /"
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


def _no_switch(value: Any) -> Any:
    if isinstance(value, bool):  # which would count as 1 or 0
        raise ValueError("write a number, not true or false")
    return value


def _no_number(value: Any) -> Any:
    if isinstance(value, int | float):  # which would count as seconds
        raise ValueError('write a time of day in quotes, like "20:00"')
    return value


def _on_the_wall(at: time) -> time:
    if at.tzinfo:
        raise ValueError("write it without a zone: it is the time where the customer lives")
    return at


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("this is no time zone; write one like Europe/Berlin") from error
    return name


def _not_empty(value: Any) -> Any:
    if value == "":  # which would count as the folder we are in
        raise ValueError("there is nothing in it; name a file")
    return value


def _file(path: Path) -> Path:
    try:
        there = path.stat()
    except (FileNotFoundError, NotADirectoryError):  # it is made when it is used, or then cannot be
        return path
    except (OSError, ValueError) as error:
        raise ValueError("this leads nowhere; name another file") from error
    if S_ISDIR(there.st_mode):
        raise ValueError(f"{path} is a folder; name a file in it")
    if not S_ISREG(there.st_mode):
        raise ValueError(f"{path} is no ordinary file; name another one")
    return path


def _host(name: str) -> str:
    if not name.strip():  # which would count as every address of this machine
        raise ValueError("there is nothing in it; write 127.0.0.1, which is this machine alone")
    return name


def _postgres(url: SecretStr) -> SecretStr:
    address = url.get_secret_value()
    if address and not address.startswith(("postgresql://", "postgres://")):
        raise ValueError("write it like postgresql://user:password@host/name")
    if not _is_readable(address):
        # and not what is wrong: that may be a part of the password
        raise ValueError(f"this cannot be read; write it like {A_POSTGRES_ADDRESS}")
    if _ssl_mode(address) not in _SSL_MODES:
        raise ValueError(f"there is no such sslmode; there are: {', '.join(_SSL_MODES)}")
    return url


def _is_readable(address: str) -> bool:
    try:
        network, query = urlsplit(address).netloc, urlsplit(address).query
        hosts = [urlsplit(f"//{each}") for each in network.rpartition("@")[2].split(",")]
        parse_qs(query, strict_parsing=bool(query))
        return network.count("@") <= 1 and all(host.port != 0 for host in hosts)
    except ValueError:
        return False


def _ssl_mode(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("sslmode", ["prefer"])[-1]


def _channel(name: str) -> str:
    if not re.fullmatch(r"[^@\s]\S{0,79}", name):  # @ begins a person's DM
        raise ValueError("write a channel's name or id: 1 to 80 characters without spaces, the first of them no @")
    return name


def looks_like(pattern: str, example: str) -> AfterValidator:
    """A check that a text is of this pattern; the example shows what is."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"this does not look like one; write it like {example}")
        return text

    return AfterValidator(check)


Whole = Annotated[int, BeforeValidator(_no_switch)]
Number = Annotated[float, BeforeValidator(_no_switch)]
Host = Annotated[str, AfterValidator(_host)]
Port = Annotated[Whole, Field(ge=0, le=65535)]
TimeOfDay = Annotated[time, BeforeValidator(_no_number), AfterValidator(_on_the_wall)]
Zone = Annotated[str, AfterValidator(_zone)]
File = Annotated[Path, BeforeValidator(_not_empty), AfterValidator(_file)]
PostgresAddress = Annotated[SecretStr, AfterValidator(_postgres)]
Channel = Annotated[str, AfterValidator(_channel)]
