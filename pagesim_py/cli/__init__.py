"""The command: ``python -m pagesim_py run | test | walk | map | explain | emit | build | serve | mdbook |
check-lab | check-assignment | ask | key | who | links | grade | sheet | scorm | moodle``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pagesim_py import __version__
from pagesim_py.cli.emit_options import add_emit
from pagesim_py.cli.homework_options import add_grade, add_moodle, add_scorm, add_sheet
from pagesim_py.cli.sites import add_site
from pagesim_py.cli.test_options import add_test
from pagesim_py.labs.project import InputError

USAGE_ERROR = 2
INTERNAL_ERROR = 70

STATUSES = """\
exit status of run: 0 halted, 1 compile error, 3 triple fault, 4 still running (shows nothing new, or --max-steps
are over), 5 panicked; the debug-exit device (port 0xf4) ends a run with 2 * value + 1; 2 for input that cannot be
used, 70 for a mistake in pagesim itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.action(options))
    except InputError as error:
        print(f"pagesim: {error}", file=sys.stderr)
        return USAGE_ERROR
    except KeyboardInterrupt:
        print("pagesim: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("PAGESIM_TRACEBACK"):
            raise
        from pagesim_py.cli.mistakes import tell

        tell(error, as_json=getattr(options, "json", False))
        return INTERNAL_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pagesim", description="See what an x86-64 CPU does when a kernel touches memory."
    )
    parser.add_argument("--version", action="version", version=f"pagesim {__version__}")
    actions = parser.add_subparsers(required=True, metavar="COMMAND")

    run = actions.add_parser(
        "run", help="compile and run a kernel, print its screen", epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    run.add_argument("path", type=Path, metavar="PATH", help="a .rs file, or a folder with src/main.rs")
    run.add_argument("--json", action="store_true", help="print the outcome as JSON")
    run.add_argument(
        "--max-steps", type=_steps, metavar="N", help="give up after N steps, not when the kernel shows nothing new"
    )
    run.add_argument(
        "--dialect",
        metavar="VERSION",
        help="version of the x86_64 crate: 0.14.13 (default), 0.14.2, 0.15.4, 0.13.5; with +rustc-1.72 panics print as "
        "with that compiler and older ones",
    )
    run.add_argument(
        "--keys",
        default="",
        metavar="KEYS",
        help=r"keys to type, each once the kernel waits for it: characters, \n for Enter, and names in angle brackets "
        r"such as <F1>, <ArrowUp>, <LShift+i>, <RControl+RAlt+Delete>; \< is the character < itself. "
        "A name that there is not is answered with all that there are",
    )
    run.add_argument(
        "--events", nargs="?", const="", metavar="KINDS",
        help="list what the machine did, an event a line; of these kinds, with commas between: fault, delivery, "
        "interrupt, walk, tlb, table, register, port, end",
    )  # fmt: skip
    run.add_argument("--file", metavar="NAME", help="of the events, those while a statement of this file was running")
    run.add_argument(
        "--at", metavar="EVENT", help="look at this moment: #PF, 'write 0xb8000', halt, end, or an event's number"
    )
    run.add_argument("--walk", action="append", default=[], metavar="ADDRESS", help="the page walk of an address there")
    run.add_argument("--memory", action="append", default=[], metavar="ADDRESS", help="the bytes at an address there")
    run.add_argument("--registers", action="store_true", help="the registers there")
    run.add_argument("--tables", action="store_true", help="the page tables' present entries there")
    run.add_argument("--tlb", action="store_true", help="the TLB's entries there")
    run.add_argument("--map", action="store_true", help="what is mapped there")
    run.set_defaults(action=_run)

    add_test(actions, _steps)
    walk = actions.add_parser("walk", help="print the page walk of an address in a booted kernel")
    walk.add_argument("address", metavar="ADDRESS", help="a number such as 0xdeadbeaf, or a symbol such as _start")
    walk.add_argument("--lab", default="page-fault", metavar="NAME", help="the lab whose kernel is booted")
    walk.add_argument("--kernel", type=Path, metavar="PATH", help="a kernel of your own instead, as run takes it")
    walk.add_argument("--json", action="store_true", help="print the walk as JSON")
    walk.set_defaults(action=_walk)

    mapped = actions.add_parser("map", help="print what a booted kernel's tables map, with rights and names")
    mapped.add_argument("--lab", default="page-fault", metavar="NAME", help="the lab whose kernel is booted")
    mapped.add_argument("--kernel", type=Path, metavar="PATH", help="a kernel of your own instead, as run takes it")
    mapped.add_argument("--json", action="store_true", help="print the areas as JSON")
    mapped.set_defaults(action=_map)

    explain = actions.add_parser("explain", help="explain what a kernel or an emulator printed")
    explain.add_argument("file", metavar="FILE", help="a file with what was printed; - for standard input")
    explain.add_argument("--json", action="store_true", help="print what is found as JSON")
    explain.set_defaults(action=_explain)

    add_emit(actions)
    add_site(actions, _port)
    check = actions.add_parser("check-lab", help="check a lab's folder: its files, and that its steps do what they say")
    check.add_argument("folder", type=Path, metavar="FOLDER")
    check.set_defaults(action=_check_lab)
    _homework_parsers(actions)
    return parser


def _homework_parsers(actions: Any) -> None:
    """The commands about assignments."""
    check = actions.add_parser(
        "check-assignment",
        help="check an assignment's folder: its files, its reference and wrong solutions, its draws",
    )
    check.add_argument("folder", type=Path, metavar="FOLDER")
    check.add_argument("--seeds", type=_steps, default=200, metavar="N", help="variants to draw (default: 200)")
    check.set_defaults(action=_check_assignment)

    for name, text in (("ask", "print an assignment's questions, for practice"), ("key", "print the answers too")):
        ask = actions.add_parser(name, help=text)
        ask.add_argument("assignment", metavar="ASSIGNMENT", help="the name of one that comes along, or a folder")
        ask.add_argument("--student", metavar="ID", help="the variant of this student")
        ask.add_argument("--reroll", type=int, default=0, metavar="N", help="as the roster has it for this student")
        ask.add_argument("--key-file", type=Path, metavar="FILE", help="the secret that their link is signed with")
        ask.add_argument("--seed", type=_steps, metavar="N", help="the variant with this number; by default a new one")
        ask.add_argument("--question", metavar="NAME", help="this question only")
        ask.set_defaults(action=_ask, answers=name == "key")

    who = actions.add_parser("who", help="find the students who were given some values")
    who.add_argument("assignment", metavar="ASSIGNMENT")
    who.add_argument("roster", type=Path, metavar="ROSTER", help="a CSV file: id, name, section, reroll")
    who.add_argument("--key-file", type=Path, metavar="FILE", help="the secret that the links are signed with")
    who.add_argument("values", nargs="+", metavar="VALUE", help="numbers such as 0x67b592cda000")
    who.set_defaults(action=_who)

    links = actions.add_parser("links", help="print a signed link for each student")
    links.add_argument("assignment", metavar="ASSIGNMENT")
    links.add_argument("roster", type=Path, metavar="ROSTER", help="a CSV file: id, name, section, reroll")
    links.add_argument("--key-file", type=Path, required=True, metavar="FILE", help="a secret of 16 bytes or more")
    links.add_argument("--address", default="homework.html", metavar="URL", help="where the page is")
    links.set_defaults(action=_links)
    add_grade(actions, _steps)
    add_sheet(actions)
    add_scorm(actions, _steps)
    add_moodle(actions, _steps)


def _steps(text: str) -> int:
    try:
        number = int(text.replace("_", ""))
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of steps: give 1 or more")
    return number


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give 0 to 65535")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    looks = options.walk, options.memory, options.registers, options.tables, options.tlb, options.map
    if options.file is not None and options.events is None:
        raise InputError("--file chooses among events: give --events too")
    if options.events is not None or options.at is not None or any(looks):
        from pagesim_py.cli.at import Looks
        from pagesim_py.cli.recorded import RECORDED_STEPS, run_recorded

        return run_recorded(
            options.path,
            as_json=options.json,
            max_steps=options.max_steps or RECORDED_STEPS,
            dialect=options.dialect,
            keys=options.keys,
            events=options.events,
            file=options.file,
            moment=options.at,
            asked=Looks(*looks),
        )
    from pagesim_py.cli.run import run

    return run(
        options.path,
        as_json=options.json,
        max_steps=options.max_steps,
        dialect=options.dialect,
        keys=options.keys,
    )


def _walk(options: argparse.Namespace) -> int:
    from pagesim_py.cli.walk import walk

    return walk(options.address, options.lab, options.kernel, as_json=options.json)


def _map(options: argparse.Namespace) -> int:
    from pagesim_py.cli.map import map_command

    return map_command(options.kernel, options.lab, as_json=options.json)


def _explain(options: argparse.Namespace) -> int:
    from pagesim_py.cli.explain import explain_file

    return explain_file(options.file, as_json=options.json)


def _check_assignment(options: argparse.Namespace) -> int:
    from pagesim_py.cli.homework import check_assignment

    return check_assignment(options.folder, options.seeds)


def _ask(options: argparse.Namespace) -> int:
    from pagesim_py.cli.homework import ask

    return ask(
        options.assignment, options.student, options.seed, options.question, answers=options.answers,
        reroll=options.reroll, key_file=options.key_file,
    )  # fmt: skip


def _who(options: argparse.Namespace) -> int:
    from pagesim_py.cli.homework import who

    return who(options.assignment, options.roster, options.values, options.key_file)


def _links(options: argparse.Namespace) -> int:
    from pagesim_py.cli.homework import links

    return links(options.assignment, options.roster, options.key_file, options.address)


def _check_lab(options: argparse.Namespace) -> int:
    from pagesim_py.labs.check import check_lab

    problems = check_lab(options.folder)
    for problem in problems:
        print(f"{options.folder}: {problem}", file=sys.stderr)
    if not problems:
        print(f"{options.folder}: the lab is fine")
    return 1 if problems else 0
