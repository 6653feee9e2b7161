"""A mistake in pagesim itself, told at a terminal."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

from pagesim_py.rust.diagnostics import InternalError

TRACEBACK = "PAGESIM_TRACEBACK"
"""The environment variable that asks for the traceback of an internal error."""


def tell(error: Exception, *, as_json: bool) -> None:
    """Prints what happened and what to report; with ``as_json``, an outcome too."""
    cause = error.cause if isinstance(error, InternalError) else error
    what = f"{type(cause).__name__}: {cause}"
    lines = [f"a mistake in pagesim itself, not in the kernel: {what}"]
    if isinstance(error, InternalError) and error.where() is not None:
        lines.append(f"it happened {error.where()}")
    frames = traceback.extract_tb(cause.__traceback__)
    if frames:
        own = next((one for one in reversed(frames) if "pagesim_py" in Path(one.filename).parts), frames[-1])
        parts = Path(own.filename).parts
        short = "/".join(parts[parts.index("pagesim_py") :]) if "pagesim_py" in parts else own.filename
        lines.append(f"in {short}, line {own.lineno} ({own.name})")
    lines.append(f"please report this with the kernel's files; {TRACEBACK}=1 prints the whole traceback, which helps")
    for line in lines:
        print(f"pagesim: {line}", file=sys.stderr)
    if as_json:
        place = error.where() if isinstance(error, InternalError) else None
        reason = f"a mistake in pagesim itself: {what}" + (f" ({place})" if place else "")
        print(json.dumps({"outcome": "internal_error", "reason": reason, "messages": [], "exceptions": []}))
