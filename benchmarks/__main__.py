"""`make bench`: ratios in one run against a local Telegram, medians of five; the peer stands beside us in the table."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.bots import GROUP
from tests.telegram_server import RemoteServer, server_process

ROOT = Path(__file__).parents[1]
ROUNDS, UPDATES = 5, 500


@contextmanager
def running(which: str, server: RemoteServer) -> Iterator[subprocess.Popen[bytes]]:
    """A bot in its own process, until it has polled once."""
    api = f"http://127.0.0.1:{server.port}/bot"
    bot = subprocess.Popen([sys.executable, "-m", "benchmarks.bots", which, server.token, api], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        server.wait(method="getUpdates", count=1, timeout=60)
        yield bot
    finally:
        bot.send_signal(signal.SIGKILL)
        bot.wait()


def update(number: int) -> dict[str, object]:
    """A neighbour's report, as Telegram tells it."""
    who = {"id": 800000 + number % 300, "is_bot": False, "first_name": "邻居"}
    text = f"登记 2号楼第{number}盏路灯不亮"
    return {
        "message": {
            "message_id": 10 + number,
            "date": 1790000000,
            "chat": {"id": GROUP, "type": "group", "title": "群"},
            "from": who,
            "text": text,
        }
    }


def burst(which: str) -> list[float]:
    """Updates answered a second, for each round of one bot."""
    found = []
    with server_process("--fast") as server:
        server.world("user", number=800000, first_name="邻居")
        server.world("group", number=GROUP, title="群")
        with running(which, server):
            for round_ in range(ROUNDS + 1):
                begun = time.perf_counter()
                server.push([update(round_ * UPDATES + n) for n in range(UPDATES)])
                server.wait(method="sendMessage", count=(round_ + 1) * UPDATES, timeout=120)
                found.append(UPDATES / (time.perf_counter() - begun))
    return found[1:]  # the first warms up


def start_and_memory() -> tuple[float, float]:
    """Seconds from start to the first poll, and resident MB when idle."""
    with server_process("--fast") as server:
        begun = time.perf_counter()
        with running("ours", server) as bot:
            started = time.perf_counter() - begun
            return started, psutil.Process(bot.pid).memory_info().rss / 1e6


def main() -> None:
    ours, echo = burst("ours"), burst("echo")
    started, memory = start_and_memory()
    mine, theirs = statistics.median(ours), statistics.median(echo)
    print(f"{'':52} {'median':>10} {'aim':>10}")
    print(f"{'durable report, updates/s (SQLite, synchronous=FULL)':52} {mine:10.0f}")
    print(f"{'bare python-telegram-bot echo, updates/s':52} {theirs:10.0f}")
    print(f"{'ours ÷ echo':52} {mine / theirs:10.2f} {'≥ 1.0':>10}")
    print(f"{'start to first poll, s':52} {started:10.2f} {'≤ 1.0':>10}")
    print(f"{'resident memory idle, MB':52} {memory:10.0f} {'≤ 110':>10}")


if __name__ == "__main__":
    main()
