"""The chain of a triple fault, one fault a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pagesim_py.machine.events import TripleFaulted
from pagesim_py.machine.faults import explain_attempt


def triple_fault(log: Sequence[object]) -> TripleFaulted | None:
    """The triple fault that ended a run with this ``log``; None if none did."""
    return next((event for event in reversed(log) if isinstance(event, TripleFaulted)), None)


def chain_text(event: TripleFaulted) -> Iterator[str]:
    """What led to a triple fault, numbered."""
    for number, attempt in enumerate(event.chain, 1):
        yield f"{number}. {explain_attempt(attempt)}"
