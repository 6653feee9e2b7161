"""The requests of the pages beside the lab's: they have panels of their own, and nothing to do with its run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pagesim_py.session import decoding

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session

ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {
    "playground": lambda session, request: session.bench.act(request),
    "decode": lambda session, request: decoding.act(request),
}
