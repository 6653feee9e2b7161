"""The decoder's request: a text that a kernel or an emulator printed, explained.

decode  {text}    the panel ``decoded``, and ``state``: {pieces, rest, rebuilds}
"""

from __future__ import annotations

from typing import Any

from pagesim_py.decoder import CannotRebuild, Decoded, decode, rebuild
from pagesim_py.session import fields
from pagesim_py.views import decoder as view

PLAYGROUND = "./playground.html"
"""Where a rebuilt machine is gone on with; the page puts the paste behind it."""


def act(request: dict[str, Any]) -> dict[str, Any]:
    """Does one request; the answer. RequestError if there is no text."""
    decoded = decode(fields.text(request, "text"))
    state = {"pieces": len(decoded.pieces), "rest": len(decoded.rest), "rebuilds": _rebuilds(decoded)}
    return {"ok": True, "panels": {"decoded": str(view.render(decoded, PLAYGROUND))}, "state": state}


def first_panels() -> dict[str, str]:
    """The panel before anything is pasted, by a name that begins with ``decode-``: what the page comes with."""
    return {"decode-decoded": str(view.render(decode("")))}


def _rebuilds(decoded: Decoded) -> bool:
    try:
        rebuild(decoded)
    except CannotRebuild:
        return False
    return True
