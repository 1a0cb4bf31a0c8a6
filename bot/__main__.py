"""The command line `jinlin`. Every command's module is imported when it is called: `understand` starts without a database's weight."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from bot.commands import Failed, Wrong, importing

INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def build() -> Parser:
    """All commands; each sets `call` to what runs it with the parsed arguments."""
    parser = Parser(prog="jinlin", description="A resident assistant that lives in neighbours' group chats.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, where, told in (
        ("run", "operate.run", "serve until stopped"),
        ("demo", "demo.run", "migrate, seed a demo compound into an empty database, and serve"),
        ("check", "operate.check", "look at settings, database, channels and the bot's rights in its groups"),
        ("migrate", "operate.migrate", "bring the database to the newest step"),
        ("understand", "understand.run", "one sentence a line on stdin, one JSON object a line on stdout"),
        ("shares", "shares.run", "a cost plan as JSON on stdin, what each household pays on stdout"),
        ("verify", "operate.verify", "follow every chain of the journal"),
        ("resume", "operate.resume", "let a restored database send again"),
    ):
        commands.add_parser(name, help=told, description=told).set_defaults(call=_calls(where))
    _roster(commands)
    _codes(commands)
    _posters(commands)
    _papers(commands)
    _record(commands)
    _export(commands)
    _recount(commands)
    _backups(commands)
    _replay(commands)
    return parser


def _calls(where: str, *names: str) -> Callable[[argparse.Namespace], int]:
    """What calls `module.function` of bot.commands with these of the parsed arguments."""

    def call(given: argparse.Namespace) -> int:
        module, _, function = where.partition(".")
        with importing():
            run = getattr(importlib.import_module(f"bot.commands.{module}"), function)
        return int(run(*(getattr(given, name) for name in names)))

    return call


def _roster(commands: Any) -> None:
    actions = commands.add_parser("roster", help="the list of households").add_subparsers(metavar="ACTION", required=True)
    parser = actions.add_parser("import", help="take a CSV or XLSX; all lines or none")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, take nothing")
    parser.set_defaults(call=_calls("roster.import_roster", "file", "dry_run"))


def _codes(commands: Any) -> None:
    parser = commands.add_parser("codes", help="one-time joining codes for the households of a place, as CSV on stdout")
    parser.add_argument("place", metavar="PLACE", help="as in the roster, such as compound/building/unit")
    parser.add_argument("--days", type=int, default=60, help="days a code is good for (60)")
    parser.add_argument("--letters", type=Path, metavar="F.html", help="letters with QR codes for the printer, instead of the list")
    parser.set_defaults(call=_calls("codes.make_codes", "place", "days", "letters"))


def _posters(commands: Any) -> None:
    parser = commands.add_parser("posters", help="a printable page with a QR code for each building of a place")
    parser.add_argument("place", metavar="PLACE", help="as in the roster, such as compound/building")
    parser.add_argument("--out", type=Path, metavar="F.html", help="into a file instead of to stdout")
    parser.add_argument("--new", action="store_true", dest="anew", help="new codes; those that hang now are dead")
    parser.set_defaults(call=_calls("posters.make_posters", "place", "out", "anew"))


def _papers(commands: Any) -> None:
    parser = commands.add_parser("papers", help="printable ballots and the list to walk with, for a poll or a consent round")
    parser.add_argument("what", choices=("poll", "consent"))
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("--out", type=Path, metavar="F.html", help="into a file instead of to stdout")
    parser.add_argument("--language", choices=("zh-CN", "en"), help="the words on the paper (the installation's)")
    parser.set_defaults(call=_calls("papers.print_papers", "what", "number", "out", "language"))


def _record(commands: Any) -> None:
    parser = commands.add_parser("record", help="one volunteer's service as a page for the committee to check, sign and seal")
    parser.add_argument("name", metavar="NAME", help="as in the ledger, or @5 where several are called so")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day, as 2026-01-01 (Monday of last week)")
    parser.add_argument("--to", dest="last", metavar="DAY", help="the last day, included (Sunday of that week)")
    parser.add_argument("--out", type=Path, metavar="F.html", help="into a file instead of to stdout")
    parser.add_argument("--language", choices=("zh-CN", "en"), help="the words on the paper (the installation's)")
    parser.set_defaults(call=_calls("service.print_record", "name", "first", "last", "out", "language"))


def _export(commands: Any) -> None:
    parser = commands.add_parser("export", help="matters, roster, numbers, hours, a closed survey as XLSX; a closed poll also as CSV, JSON")
    parser.add_argument("what", choices=("matters", "roster", "numbers", "poll", "survey", "hours"))
    parser.add_argument("number", type=int, nargs="?", metavar="N", help="poll, survey: its number")
    parser.add_argument("--out", type=Path, required=True, metavar="F.xlsx")
    parser.add_argument("--from", dest="first", metavar="DAY", help="numbers, hours: the first day, as 2026-08-24 (Monday of last week)")
    parser.add_argument("--to", dest="last", metavar="DAY", help="numbers, hours: the last day, included (Sunday of that week)")
    parser.add_argument("--internal", action="store_true", help="numbers: with residents' own words")
    parser.set_defaults(call=_exporting)


def _exporting(given: argparse.Namespace) -> int:
    if given.what == "numbers":
        return _calls("figures.export_numbers", "out", "first", "last", "internal")(given)
    if given.what == "hours" and not given.internal and given.number is None:
        return _calls("service.export_hours", "out", "first", "last")(given)
    if given.first or given.last or given.internal:
        raise Wrong(f"export {given.what}: --from, --to and --internal are for numbers")
    if given.what in ("poll", "survey"):
        where = {"poll": "ballots.export_poll", "survey": "surveys.export_survey"}[given.what]
        return _calls(where, "number", "out")(given)
    if given.number is not None:
        raise Wrong(f"export {given.what}: a number is for polls and surveys")
    return _calls("export.export", "what", "out")(given)


def _recount(commands: Any) -> None:
    parser = commands.add_parser("recount", help="the result of an exported poll, from its file alone")
    parser.add_argument("file", type=Path, metavar="F")
    parser.add_argument("--language", choices=("zh-CN", "en"), help="the words of the result (those of the export)")
    parser.set_defaults(call=_calls("ballots.recount", "file", "language"))


def _backups(commands: Any) -> None:
    parser = commands.add_parser("backup", help="the whole database into a new file")
    parser.add_argument("file", type=Path, metavar="F")
    parser.set_defaults(call=_calls("backups.backup", "file"))
    parser = commands.add_parser("restore", help="a backup in the place of the database; it sends nothing until `resume`")
    parser.add_argument("file", type=Path, metavar="F")
    parser.add_argument("--force", action="store_true", help="even where a database is")
    parser.set_defaults(call=_calls("backups.restore", "file", "force"))


def _replay(commands: Any) -> None:
    parser = commands.add_parser("replay", help="what failed on its way in, and letters nobody knows the outcome of")
    parser.add_argument("ids", type=int, nargs="*", metavar="ID", help="without numbers: list them")
    parser.add_argument("--all", action="store_true", dest="everything", help="replay all dead letters")
    parser.add_argument("--show", action="store_true", help="print what came in, raw")
    parser.add_argument("--letters", choices=("list", "resend", "confirm"), help="stuck letters: list them, send again, or take as arrived")
    parser.set_defaults(call=_replaying)


def _replaying(given: argparse.Namespace) -> int:
    from bot.commands import replay

    if given.letters:
        if given.letters == "list":
            return replay.list_letters()
        if not given.ids:
            raise Wrong("replay --letters: name the letters by their numbers")
        return replay.settle_letters(given.ids, resend=given.letters == "resend")
    if given.show:
        return replay.show(given.ids)
    return replay.replay_dead(given.ids, given.everything) if given.ids or given.everything else replay.list_dead()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 could not be done, 2 wrong input; a failure is one line on stderr."""
    try:
        given = build().parse_args(argv)
        return int(given.call(given))
    except SystemExit as done:  # argparse: help, or a wrong word
        return int(done.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads our output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Failed as error:
        return _sorry(error, 1)
    except Wrong as error:
        return _sorry(error, 2)


def _sorry(error: Exception, code: int) -> int:
    print(f"jinlin: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
