"""Why a server of ours could not be opened, and what to do about it, in words."""

import errno

from bot.errors import Misconfigured

_WHY = {
    errno.EADDRINUSE: "another program uses it. Stop that one, or choose another port",
    errno.EACCES: "this user may not have it. Choose a port above 1023",
}
_NO_HOST = "this machine has no such address. Choose another host"


def cannot_serve(what: str, section: str, host: str, port: int, error: OSError | UnicodeError) -> Misconfigured:
    """What to tell whoever configured this host and this port in that section; `what` begins the sentence."""
    why = _WHY.get(getattr(error, "errno", 0))
    setting, hint = ("port", "0 lets this machine choose") if why else ("host", "127.0.0.1 is this machine alone")
    return Misconfigured(
        f"{what} cannot be served on {host}, port {port}: {why or _NO_HOST}: {section}.{setting} in config.toml, "
        f"or UNHURRIED_{section.upper()}__{setting.upper()} in the environment ({hint})."
    )
