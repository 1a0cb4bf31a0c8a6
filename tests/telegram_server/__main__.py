"""The server as a process of its own: `python -m tests.telegram_server --port 8081 --fast`."""

import argparse
import asyncio
import signal

from .server import TelegramServer
from .state import TOKEN, Options


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one; the address is printed first")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--fast", action="store_true", help="no rate rules")
    parser.add_argument("--enforce-rates", action="store_true", help="answer 429 instead of only recording")
    parser.add_argument("--privacy", action="store_true", help="privacy mode on")
    parser.add_argument("--first-update-id", type=int, default=Options().first_update_id)
    return parser.parse_args()


async def run(given: argparse.Namespace) -> None:
    """Serves until it is told to end."""
    options = {"token": given.token, "fast": given.fast, "enforce_rates": given.enforce_rates, "first_update_id": given.first_update_id}
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with TelegramServer(given.port, can_read_all_group_messages=not given.privacy, **options) as server:
        print(f"listening on {server.url}", flush=True)
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
