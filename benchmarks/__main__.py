"""`make bench`: one table; medians of five in one run against a local Telegram, the peers beside us. `--large`: a million matters."""

from __future__ import annotations

import argparse
import operator
from collections.abc import Callable

from benchmarks import agenda, morning, numbers, reminders, scaling, telegram, votes
from benchmarks.bots import GROUPS

RATES = (50, 100, 200, 400)
CMP = {"≥": operator.ge, "≤": operator.le}


def line(what: str, value: float, aim: str = "", digits: int = 2) -> None:
    """A row of the table; an aim (`≤ 10`) is judged."""
    sign, _, limit = aim.partition(" ")
    judged = "" if not aim else "met" if CMP[sign](value, float(limit)) else "MISSED"
    print(f"{what:68} {value:10,.{digits}f} {aim:>9} {judged}", flush=True)


def throughput() -> None:
    ours, alone, private = telegram.burst("ours", GROUPS), telegram.burst("ours", 1), telegram.burst("ours", 0, sends=2)
    echo, naive = telegram.burst("echo", GROUPS), telegram.burst("naive", GROUPS)
    line(f"durable reports, said in {GROUPS} groups (one message each), updates/s", ours, digits=0)
    line("durable reports, all in one group (one after the other), updates/s", alone, digits=0)
    line("durable reports, said in private (reply + card in the group), updates/s", private, digits=0)
    line("bare python-telegram-bot echo, no database, updates/s", echo, digits=0)
    line("naive build: PTB + AsyncSession ORM, updates/s", naive, digits=0)
    line(f"ours in {GROUPS} groups ÷ echo", ours / echo, "≥ 1.0")
    line(f"ours in {GROUPS} groups ÷ naive", ours / naive, "≥ 5")
    line("messages sent by ours in private ÷ by echo", 2 * private / echo)


def ballots() -> None:
    few, many = 100, 10_000
    ours, naive = votes.burst("ours-polls", 300), votes.burst("naive-polls", 300)
    line("votes, 300 voters (press in, committed, answered), presses/s", ours, digits=0)
    line("votes, naive build (one transaction and one edit a press), presses/s", naive, digits=0)
    line("votes: ours ÷ naive", ours / naive, "≥ 8")
    line("votes in 100 polls at once, presses/s", votes.burst("ours-polls", 300, 100), digits=0)
    line(
        f"votes: at {few} voters ÷ at {many:,} who vote for the first time",
        votes.burst("ours-polls", few) / votes.burst("ours-polls", many),
        "≤ 1.2",
    )
    line("how a poll of 10,000 stands, from its row to words, p50 ms", votes.shown(many), "≤ 0.1", 3)


def latency() -> None:
    for rate, found in telegram.latencies(RATES).items():
        line(f"update available → private reply, {rate} reports/s, p50 ms", found.p50, digits=1)
        line(f"update available → private reply, {rate} reports/s, p99 ms", found.p99, "≤ 10", digits=1)


def history(large: bool) -> None:
    sizes = (1000, 100_000, 1_000_000) if large else (1000, 100_000)
    found = scaling.ages(sizes)
    few = found[sizes[0]]
    line(f"{sizes[0]:,} matters ({scaling.OPEN} open): insert one, µs", few.insert, digits=0)
    for size in sizes[1:]:
        line(f"{size:,} matters: insert ÷ at {sizes[0]:,}", found[size].insert / few.insert, "≤ 1.5")
    for size in sizes:
        line(f"{size:,} matters: open list p50 ms", found[size].open_list, "≤ 0.2", 3)
        line(f"{size:,} matters: board p50 ms", found[size].board, "≤ 0.2", 3)
    for size in sizes[1:]:
        line(f"{size:,} matters: open list ÷ at {sizes[0]:,}", found[size].open_list / few.open_list, "≤ 5")
        line(f"{size:,} matters: board ÷ at {sizes[0]:,}", found[size].board / few.board, "≤ 5")


def digests() -> None:
    line("morning digests, 10,000 matters moved, 100,000 followers, 20 groups, s", morning.mornings(), "≤ 2.0")


def weekly() -> None:
    what = f"{agenda.MATTERS:,} open matters, {agenda.FOLLOWERS:,} followers: the weekly draft, s"
    line(what, agenda.drafting(), "≤ 2")


def figures() -> None:
    what = f"{numbers.MATTERS:,} matters of the week, {numbers.FOLLOWERS:,} followers: the weekly report, s"
    line(what, numbers.reporting(), "≤ 2")
    painted = numbers.painting()
    line("its picture, the first in a process, s", painted.first, "≤ 1")
    line("its picture: memory while it is painted, MB", painted.most, "≤ 80", 1)
    line("its picture: memory that stays afterwards (library, allocator), MB", painted.kept, "≤ 20", 1)
    line("twenty more pictures: memory that stays, MB", painted.grown, "≤ 5", 1)


def fan_out() -> None:
    """A reminder to everybody who goes to one day."""
    for name, where, most in (("SQLite", reminders.on_sqlite, "≤ 0.2"), ("PostgreSQL", reminders.on_postgres, "≤ 0.4")):
        with where() as database:
            found = reminders.fan_out(database)
        what = f"{reminders.PEOPLE:,} reminders, {name}, deliveries stubbed"
        line(f"{what}: all, s", found.seconds, "≤ 8")
        line(f"{what}: CPU each, ms", found.cpu, most, 3)
        line(f"{what}: the loop busy with one thing, ms", found.blocked, "≤ 50", 0)
    sending = reminders.end_to_end()
    line(f"{reminders.PEOPLE:,} reminders end to end, messages/s", sending.rate, "≥ 1000", 0)
    line("a resident's report in the middle of it, answered after s", sending.answered, "≤ 1")


def start() -> None:
    found = telegram.footprint()
    line("start to first poll, s", found.start, "≤ 1.0")
    line("resident memory idle, MB", found.memory, "≤ 110", 0)
    line(f"heavy modules in the running bot {found.heavy}", len([name for name in found.heavy.split(",") if name]), "≤ 0", 0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--large", action="store_true", help="a million matters as well")
    parser.add_argument("--only", choices=PARTS, help="one part of the table")
    given = parser.parse_args()
    print(f"{'SQLite, synchronous=FULL':68} {'median':>10} {'aim':>9}")
    for name, part in PARTS.items():
        if given.only in (None, name):
            part(given.large)


def community() -> None:
    """What a large community costs."""
    digests()
    weekly()
    figures()


PARTS: dict[str, Callable[[bool], None]] = {
    "throughput": lambda _: throughput(),
    "latency": lambda _: latency(),
    "votes": lambda _: ballots(),
    "history": history,
    "community": lambda _: community(),
    "reminders": lambda _: fan_out(),
    "start": lambda _: start(),
}


if __name__ == "__main__":
    main()
