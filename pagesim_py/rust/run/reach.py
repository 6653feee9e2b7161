"""What of Python's own lowered code can reach: functions that compute, and nothing that opens, imports or inspects.

A student's Rust becomes Python. Its names are made by us, and so nothing of the student's is ever looked up; but were
that to fail somewhere, the name would not be found.
"""

from __future__ import annotations

import builtins
from typing import Any

COMPUTING = frozenset(
    "abs all any bool bytes divmod enumerate float int isinstance iter len list max memoryview min next pow range "
    "reversed round sum tuple zip".split()
)


def computing() -> dict[str, Any]:
    """A new name space of builtins for code that is generated."""
    return {name: getattr(builtins, name) for name in sorted(COMPUTING)}
