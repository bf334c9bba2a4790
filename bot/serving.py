"""Whether our servers can be opened; if one cannot, why, and what to do about it, in words."""

import asyncio
import errno
from typing import Protocol

from bot.errors import Misconfigured

_WHAT = {"sandbox": "The page", "slack": "What Slack calls", "watch": "Health and metrics"}
_WHY = {
    errno.EADDRINUSE: "another program uses it. Stop that one, or choose another port",
    errno.EACCES: "this user may not have it. Choose a port above 1023",
}
_NO_HOST = "this machine has no such address. Choose another host"


class Address(Protocol):
    """Where something shall be served."""

    @property
    def host(self) -> str:
        """The machine's name or number."""

    @property
    def port(self) -> int:
        """0 lets the machine choose."""


async def try_ports(**sections: Address) -> None:
    """See whether the ports of these sections can be had, and keep none; `Misconfigured` names all that cannot."""
    refused = []
    for section, at in sections.items():
        try:
            trial = asyncio.get_running_loop().create_server(asyncio.Protocol, at.host, at.port, start_serving=False)
            (await trial).close()
        except (OSError, UnicodeError) as error:
            refused.append(str(cannot_serve(section, at.host, at.port, error)))
    if refused:
        raise Misconfigured("\n".join(refused))


def cannot_serve(section: str, host: str, port: int, error: OSError | UnicodeError) -> Misconfigured:
    """What to tell whoever configured this host and this port in that section."""
    why = _WHY.get(getattr(error, "errno", 0))
    setting, hint = ("port", "0 lets this machine choose") if why else ("host", "127.0.0.1 is this machine alone")
    return Misconfigured(
        f"{_WHAT[section]} cannot be served on {host}, port {port}: {why or _NO_HOST}: {section}.{setting} in "
        f"config.toml, or UNHURRIED_{section.upper()}__{setting.upper()} in the environment ({hint})."
    )
