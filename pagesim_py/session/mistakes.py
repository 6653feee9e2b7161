"""What is told of a mistake in pagesim itself, and what a report of it needs."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Mapping

from pagesim_py.rust.diagnostics import InternalError


def sentence(error: BaseException) -> str:
    """For the reader of the page."""
    place = error.place if isinstance(error, InternalError) else None
    busy = f" pagesim was busy with {place}: writing that differently may be a way round." if place else ""
    return (
        "Something went wrong inside pagesim. This is a mistake in pagesim, not in your program. "
        f"Please report it with the details below.{busy}"
    )


def report(error: BaseException, dialect: str | None = None, files: Mapping[str, str] | None = None) -> str:
    """Everything that is needed to see the mistake again: where it happened, the versions, the kernel."""
    lines = [f"{_version()}, Python {platform.python_version()} on {platform.system() or 'this system'}"]
    if dialect is not None:
        lines.append(f"x86_64 crate {dialect}")
    if isinstance(error, InternalError) and error.where() is not None:
        lines.append(str(error.where()))
    shown = error.cause if isinstance(error, InternalError) else error
    lines.append("\n" + "".join(traceback.format_exception(shown)).rstrip())
    for path, text in (files or {}).items():
        lines.append(f"\n--- {path}\n{text.rstrip()}")
    return "\n".join(lines) + "\n"


def _version() -> str:
    try:
        from importlib import metadata  # which the page's Python has not

        return f"pagesim {metadata.version('pagesim')}"
    except ImportError:  # in the page, and in a checkout that isn't installed
        return "pagesim"
