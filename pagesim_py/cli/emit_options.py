"""The options of ``emit``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

STAGES = {
    "tokens": "what the scanner makes of the text: token trees",
    "ast": "the syntax tree, with macros expanded",
    "names": "what each module defines and imports, with what it means",
    "thir": "the typed tree of each body: all that is implicit in Rust written out",
    "mir": "basic blocks, the form in which borrows are checked",
    "python": "the Python source that each function becomes, with its addresses",
    "events": "what ran: the recording, entry by entry",
}

EPILOG = f"""\
stages, in the order in which a program goes through them:
{chr(10).join(f"  {name:8} {text}" for name, text in STAGES.items())}

exit status: 0, 1 if the compiler rejects the program before that stage, 2 for input that cannot be used."""


def add_emit(actions: Any) -> None:
    """Adds the command."""
    emit = actions.add_parser(
        "emit", help="print what the compiler makes of a kernel at one of its stages", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    emit.add_argument("path", type=Path, metavar="PATH", help="a .rs file, or a folder with src/main.rs, as for run")
    emit.add_argument("--stage", choices=list(STAGES), required=True, metavar="STAGE", help=", ".join(STAGES))
    emit.add_argument(
        "--function", metavar="NAME", help="of this function only: its name, or the end of its path (Writer::new)"
    )
    emit.add_argument("--dialect", metavar="VERSION", help="version of the x86_64 crate, as for run")
    emit.set_defaults(action=_emit)


def _emit(options: argparse.Namespace) -> int:
    from pagesim_py.cli.emit import emit

    return emit(options.path, options.stage, options.function, options.dialect)
