"""``build`` and ``serve``: the site, built from a checkout or brought by the wheel; and ``mdbook``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagesim_py.labs.project import InputError

if TYPE_CHECKING:
    from pagesim_py.site import Course

PORT = 8000
DEV_PORT = 8001
"""Another one: a page that has been visited at the first is kept by its service worker, and would not be made anew."""


def add_site(actions: Any, port: Callable[[str], int]) -> None:
    """Adds the commands; ``port`` reads a port's number."""
    build = actions.add_parser("build", help="build the static site")
    build.add_argument("out", type=Path, metavar="OUT", help="the folder to make")
    build.add_argument(
        "--no-snapshot",
        action="store_true",
        help="leave Python's memory snapshot out: built sooner and half as large, but every visit starts slower",
    )
    _course_options(build)
    build.set_defaults(action=_build)

    serve = actions.add_parser("serve", help="build the site if needed, and serve it")
    serve.add_argument("--port", type=port, metavar="N", help=f"by default {PORT}, with --dev {DEV_PORT}")
    serve.add_argument("--out", type=Path, metavar="OUT", help="the site's folder; by default ./site")
    serve.add_argument(
        "--dev",
        action="store_true",
        help="for who changes pagesim: a page that is reloaded is made of what there is now",
    )
    _course_options(serve)
    serve.set_defaults(action=_serve)

    book = actions.add_parser("mdbook", help="put labs into the pages of a book: mdBook calls this, see Embed")
    book.add_argument("asked", nargs="*", metavar="supports RENDERER", help="mdBook's question; any renderer is fine")
    book.set_defaults(action=_mdbook)


def _course_options(parser: argparse.ArgumentParser) -> None:
    """What a course adds to the site."""
    for kind in ("labs", "assignments"):
        said = f"a folder with {kind} of your own, each in a folder; may be given again"
        parser.add_argument(f"--{kind}", type=Path, action="append", default=[], metavar="FOLDER", help=said)


def _course(options: argparse.Namespace) -> Course:
    from pagesim_py import site

    return site.Course(options.labs, options.assignments)


def _mdbook(options: argparse.Namespace) -> int:
    from pagesim_py import mdbook

    if options.asked[:1] == ["supports"]:
        return 0
    if options.asked or sys.stdin.isatty():
        raise InputError("mdbook is for book.toml: [preprocessor.pagesim] with command and url")
    try:
        answer = mdbook.preprocess(sys.stdin.buffer.read().decode("utf-8", "replace"))
    except mdbook.BookError as error:
        raise InputError(str(error)) from None
    sys.stdout.buffer.write(answer.encode())
    return 0


def _build(options: argparse.Namespace) -> int:
    from pagesim_py import carried, site

    course = _course(options)
    try:
        if not carried.is_carried():
            site.build(options.out, course=course, snapshot=not options.no_snapshot)
        elif options.no_snapshot:
            raise InputError("--no-snapshot is for a checkout: an installed pagesim brings a site that is built")
        else:
            carried.build(options.out, course)
    except site.BuildError as error:
        raise InputError(str(error)) from None
    print(f"built {options.out}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from pagesim_py import carried, server, site

    course = _course(options)
    port = options.port
    if port is None:
        port = DEV_PORT if options.dev else PORT
    try:
        if options.dev:
            if carried.is_carried():
                raise InputError("--dev is for a checkout: an installed pagesim has nothing to build the site from")
            serving = server.serve_changing(options.out or Path("build") / "dev-site", port, course)
        else:
            serving = server.serve(_site(options.out, course), port)
    except site.BuildError as error:
        raise InputError(str(error)) from None
    except OSError as error:
        raise InputError(f"port {port} cannot be used: {error.strerror}") from None
    with serving:
        print(f"pagesim is at http://localhost:{serving.server_address[1]}/ (Ctrl+C stops it)", flush=True)
        serving.serve_forever()
    return 0


def _site(out: Path | None, course: Course) -> Path:
    """The folder of the site, built if needed; where nothing is to be built, that of the installed package."""
    from pagesim_py import carried, site

    if carried.is_carried():
        if out is None and not course.labs and not course.assignments:
            return carried.SITE
        built = carried.build_if_needed(out or Path("site"), course)
    else:
        built = site.build_if_needed(out or Path("site"), course)
    if built:
        print(f"built {out or 'site'}")
    return out or Path("site")
