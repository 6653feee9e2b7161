"""Python's cycle collector, told to wait.

Compiling makes hundreds of thousands of long-lived objects and a recorded run makes millions of tuples; walking them
again and again for cycles, of which there are few, costs as much as the work itself (half of a first compilation).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def grow_old() -> None:
    """Counts all that exists as old without walking it: young objects are walked soon, old ones hardly ever."""
    gc.freeze()
    gc.unfreeze()


@contextmanager
def collector_paused(keep: bool = False) -> Iterator[None]:
    """Collect no cycles inside; ``keep``: what exists at the end stays for good and is never walked again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if keep:
            gc.freeze()
        if was_on:
            gc.enable()
