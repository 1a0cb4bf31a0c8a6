"""A bot under load, beside its peers, all against the same local Telegram: bursts, a steady stream, the start."""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.bots import GROUP, GROUPS
from tests.telegram_server import RemoteServer, server_process

ROOT = Path(__file__).parents[1]
ROUNDS, UPDATES, PEOPLE = 5, 400, 300
STREAM = 3.0
"""Seconds a steady stream lasts."""
TICK = 0.005
_WHICH = re.compile(r"第(\d+)盏")


@dataclass(frozen=True)
class Bot:
    """A bot in its own process, and the Telegram it talks to."""

    server: RemoteServer
    process: subprocess.Popen[str]

    def settle(self, sends: int) -> None:
        """Until so many messages were sent in all."""
        self.server.wait(method="sendMessage", count=sends, timeout=110)


@contextmanager
def running(which: str) -> Iterator[Bot]:
    """A bot that has polled once, in a world of its own."""
    with server_process("--fast") as server:
        for number in range(PEOPLE):
            server.world("user", number=800000 + number, first_name="邻居")
        for number in range(GROUPS):
            server.world("group", number=GROUP - number, title="群")
        with started(which, server) as process:
            yield Bot(server, process)


@contextmanager
def started(which: str, server: RemoteServer) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "benchmarks.bots", which, server.token, f"{server.url}/bot"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        server.wait(method="getUpdates", count=1, timeout=60)
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def update(number: int, groups: int) -> dict[str, object]:
    """A neighbour's report, as Telegram tells it: in one of so many groups, or to the bot alone (0)."""
    who = {"id": 800000 + number % PEOPLE, "is_bot": False, "first_name": "邻居"}
    private = {"id": who["id"], "type": "private", "first_name": "邻居"}
    chat = {"id": GROUP - number % groups, "type": "group", "title": "群"} if groups else private
    text = f"登记 {number % GROUPS + 1}号楼第{number}盏路灯不亮"
    return {"message": {"message_id": 10 + number, "date": 1790000000, "chat": chat, "from": who, "text": text}}


def burst(which: str, groups: int, sends: int = 1) -> float:
    """Updates a second, said in so many groups (0: in private), until each has all its `sends` messages; the median of the rounds."""
    found = []
    with running(which) as bot:
        for turn in range(ROUNDS + 1):
            updates = [update(turn * UPDATES + n, groups) for n in range(UPDATES)]
            begun = time.perf_counter()
            bot.server.push(updates)
            bot.settle((turn + 1) * UPDATES * sends)
            found.append(UPDATES / (time.perf_counter() - begun))
        if bot.server.violations():
            raise RuntimeError(f"{which}: {bot.server.violations()[:3]}")
    return statistics.median(found[1:])  # the first round warms up


@dataclass(frozen=True)
class Latency:
    """Milliseconds from update available to reply sent."""

    p50: float
    p99: float


def latencies(rates: tuple[int, ...]) -> dict[int, Latency]:
    """For each rate of private reports a second: one bot, warmed up, the streams one after the other."""
    found: dict[int, Latency] = {}
    with running("ours") as bot:
        told = stream(bot, int(PEOPLE / STREAM), 0)  # everybody has been met
        for rate in rates:
            begun = len(told)
            told |= stream(bot, rate, begun)
            found[rate] = waited(bot, {n: at for n, at in told.items() if n >= begun})
    return found


def stream(bot: Bot, rate: int, first: int) -> dict[int, float]:
    """Reports at this rate; when each was handed to Telegram (monotonic, the server's clock too)."""
    told: dict[int, float] = {}
    begun, total = time.monotonic(), int(rate * STREAM)
    while len(told) < total:
        now = time.monotonic()
        numbers = range(first + len(told), first + min(total, int((now - begun) * rate) + 1))
        if numbers:
            told |= dict.fromkeys(numbers, now)
            bot.server.push([update(n, groups=0) for n in numbers])
        time.sleep(TICK)
    bot.settle(2 * (first + total))
    return told


def waited(bot: Bot, told: dict[int, float]) -> Latency:
    """What the reporters waited for their private replies."""
    took = []
    for call in bot.server.calls("sendMessage"):
        seen = _WHICH.search(str(call["params"].get("text")))
        if seen and int(call["params"]["chat_id"]) > 0 and int(seen[1]) in told:
            took.append((call["at"] - told[int(seen[1])]) * 1000)
    return Latency(statistics.median(took), statistics.quantiles(took, n=100)[98])


@dataclass(frozen=True)
class Footprint:
    """Seconds from start to the first poll, resident MB when idle, and the heavy modules it carries."""

    start: float
    memory: float
    heavy: str


def footprint() -> Footprint:
    """Medians of several starts of a bot that has run here before: its bytecode is written, whatever this shell says of that."""
    with tempfile.TemporaryDirectory(prefix="jinlin-start-") as folder:
        os.environ |= {"DATA_DIR": folder, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([sys.executable, "-m", "bot", "migrate"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        found = [_start() for _ in range(ROUNDS + 1)][1:]
    starts, sizes, heavy = zip(*found, strict=True)
    return Footprint(statistics.median(starts), statistics.median(sizes), heavy[0])


def _start() -> tuple[float, float, str]:
    with server_process("--fast") as server:
        begun = time.perf_counter()
        with started("whole", server) as process:
            start = time.perf_counter() - begun
            time.sleep(0.5)
            size = psutil.Process(process.pid).memory_info().rss / 1e6
            process.send_signal(signal.SIGUSR1)
            assert process.stdout is not None
            heavy = (line for line in process.stdout if line.startswith("heavy:"))
            return start, size, next(heavy).removeprefix("heavy:").strip()
