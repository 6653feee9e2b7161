"""The options of ``test``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

EPILOG = """\
Each target is built as `cargo test` builds it, and is run on a machine of its own; its exit code through the debug-exit
device (port 0xf4) decides, against `test-success-exit-code` of [package.metadata.bootimage].

exit status: 0 all passed, 101 a test failed or did not compile, 2 for input that cannot be used, 70 for a mistake in
pagesim itself."""


def add_test(actions: Any, steps: Callable[[str], int]) -> None:
    """Adds the command."""
    test = actions.add_parser(
        "test", help="build and run a kernel's tests, as cargo test does", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    test.add_argument(
        "path", type=Path, nargs="?", metavar="FOLDER", help="the package's folder, by default the current one"
    )
    test.add_argument(
        "only", nargs="?", metavar="FILTER", help="run the tests in whose path this stands, of a target that has any"
    )
    test.add_argument("--lib", action="store_true", help="the library's tests only")
    test.add_argument("--bin", action="append", default=[], metavar="NAME", help="this binary's tests only")
    test.add_argument("--bins", action="store_true", help="all binaries' tests")
    test.add_argument("--test", action="append", default=[], metavar="NAME", help="this integration test only")
    test.add_argument("--no-fail-fast", action="store_true", help="go on after a target that fails")
    test.add_argument("--no-run", action="store_true", help="compile the tests, do not run them")
    test.add_argument("--json", action="store_true", help="print what came of the tests as JSON")
    test.add_argument(
        "--max-steps", type=steps, metavar="N", help="give up after N steps, not when the kernel shows nothing new"
    )
    test.add_argument("--dialect", metavar="VERSION", help="version of the x86_64 crate, as for run")
    test.set_defaults(action=_test)


def _test(options: argparse.Namespace) -> int:
    from pagesim_py.cli.test import Asked, test

    path, only = options.path, options.only or ""
    if path is not None and not only and not path.exists() and Path("Cargo.toml").is_file() and len(path.parts) == 1:
        path, only = None, str(path)
    asked = Asked(
        only, options.lib, [*options.bin, *[""] * options.bins], options.test, options.no_fail_fast, options.no_run
    )
    return test(path or Path(), asked, as_json=options.json, max_steps=options.max_steps, dialect=options.dialect)
