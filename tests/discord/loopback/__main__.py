"""A Discord of its own process: prints its addresses as one line of JSON and runs until it is stopped."""

import argparse
import asyncio
import json
import signal
from pathlib import Path

from tests.discord.loopback import Timing, running


async def serve(port: int, traffic: Path | None, timing: Timing) -> None:
    """Run until SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with running(timing, traffic, port) as discord:
        addresses = {"address": discord.address, "api_url": discord.api_url, "gateway_url": discord.gateway_url}
        print(json.dumps(addresses | {"control": f"{discord.address}/control/"}), flush=True)
        await stopped.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.discord.loopback", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="any free one if left out")
    parser.add_argument("--traffic", type=Path, help="a file that gets every request as a line of JSON")
    parser.add_argument("--patience", type=float, default=3.0, help="seconds for a click to be answered")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.traffic, Timing(click=given.patience)))


if __name__ == "__main__":
    main()
