"""The command: ``python -m pagesim_py run | walk | build | serve | check-lab``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pagesim_py.cli.project import InputError

MAX_STEPS = 10_000_000
"""Steps (statements, turns of loops) of a run before it is reported as still running."""
USAGE_ERROR = 2
INTERNAL_ERROR = 70
TRACEBACK = "PAGESIM_TRACEBACK"
"""The environment variable that asks for the traceback of an internal error."""

STATUSES = """\
exit status of run: 0 halted, 1 compile error, 3 triple fault, 4 still running at the step budget, 5 panicked;
the debug-exit device (port 0xf4) ends a run with 2 * value + 1; 2 for input that cannot be used."""


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
        if os.environ.get(TRACEBACK):
            raise
        print(f"pagesim: a mistake in pagesim itself: {type(error).__name__}: {error}", file=sys.stderr)
        print(f"pagesim: please report it with the kernel; {TRACEBACK}=1 shows where it happened", file=sys.stderr)
        return INTERNAL_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pagesim", description="See what an x86-64 CPU does when a kernel touches memory."
    )
    actions = parser.add_subparsers(required=True, metavar="COMMAND")

    run = actions.add_parser(
        "run", help="compile and run a kernel, print its screen", epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    run.add_argument("path", type=Path, metavar="PATH", help="a .rs file, or a folder with src/main.rs")
    run.add_argument("--json", action="store_true", help="print the outcome as JSON")
    run.add_argument("--max-steps", type=_steps, default=MAX_STEPS, metavar="N", help="give up after N steps")
    run.add_argument(
        "--dialect",
        metavar="VERSION",
        help="version of the x86_64 crate: 0.14.13 (default), 0.14.2, 0.15.4; with +rustc-1.72 panics print as with "
        "that compiler and older ones",
    )
    run.add_argument(
        "--keys", default="", metavar="TEXT", help=r"keys to type once the kernel waits for an interrupt; \n is Enter"
    )
    run.set_defaults(action=_run)

    walk = actions.add_parser("walk", help="print the page walk of an address in a booted kernel")
    walk.add_argument("address", metavar="ADDRESS", help="a number such as 0xdeadbeaf, or a symbol such as _start")
    walk.add_argument("--lab", default="page-fault", metavar="NAME", help="the lab whose kernel is booted")
    walk.set_defaults(action=_walk)

    build = actions.add_parser("build", help="build the static site")
    build.add_argument("out", type=Path, metavar="OUT", help="the folder to make")
    build.set_defaults(action=_build)

    serve = actions.add_parser("serve", help="build the site if needed, and serve it")
    serve.add_argument("--port", type=_port, default=8000, metavar="N")
    serve.add_argument("--out", type=Path, default=Path("site"), metavar="OUT", help="the site's folder")
    serve.set_defaults(action=_serve)

    check = actions.add_parser("check-lab", help="check a lab's folder: its files, and that its steps do what they say")
    check.add_argument("folder", type=Path, metavar="FOLDER")
    check.set_defaults(action=_check_lab)
    return parser


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

    return walk(options.address, options.lab)


def _build(options: argparse.Namespace) -> int:
    from pagesim_py import site

    try:
        site.build(options.out)
    except site.BuildError as error:
        raise InputError(str(error)) from None
    print(f"built {options.out}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from pagesim_py import site

    try:
        built = site.build_if_needed(options.out)
        server = site.serve(options.out, options.port)
    except site.BuildError as error:
        raise InputError(str(error)) from None
    except OSError as error:
        raise InputError(f"port {options.port} cannot be used: {error.strerror}") from None
    if built:
        print(f"built {options.out}")
    with server:
        print(f"pagesim is at http://localhost:{server.server_address[1]}/ (Ctrl+C stops it)", flush=True)
        server.serve_forever()
    return 0


def _check_lab(options: argparse.Namespace) -> int:
    from pagesim_py.labs.check import check_lab

    problems = check_lab(options.folder)
    for problem in problems:
        print(f"{options.folder}: {problem}", file=sys.stderr)
    if not problems:
        print(f"{options.folder}: the lab is fine")
    return 1 if problems else 0
