"""What would have made the last access succeed: the smallest sets of changes, each as operations of the playground."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine import whatif
from pagesim_py.machine.access import Access as Kind
from pagesim_py.machine.changes import FLAGS, Change, flipped
from pagesim_py.machine.flags import ENTRY_RW, ENTRY_US
from pagesim_py.machine.vectors import PF
from pagesim_py.playground.operations import BITS, Access, Edit, Map, Operation, Protect, Switch, page_of
from pagesim_py.playground.play import Playground

KINDS = {"read": Kind.READ, "write": Kind.WRITE, "fetch": Kind.FETCH}
MOST = 2
"""Changes of a set at most: larger ones explain nothing at a glance."""
SHOWN = 6
"""So many sets are offered."""


class Remedy(NamedTuple):
    """What to do, in words, and the operations that do it; the last one is the access again."""

    sentence: str
    operations: tuple[Operation, ...]


def remedies(play: Playground) -> list[Remedy]:
    """What helps, if the last step was an access that raised a page fault; else, or if nothing does, the empty list."""
    step = play.steps[-1] if play.steps else None
    if step is None or not isinstance(step.operation, Access) or step.fault is None or step.fault.vector != PF:
        return []
    access = step.operation
    found: list[Remedy] = []
    for changes in whatif.to_succeed(play.machine, access.address, KINDS[access.kind], MOST):
        remedy = _remedy(play, access, changes)
        if remedy is not None:
            found.append(remedy)
    return found[:SHOWN]


def _remedy(play: Playground, access: Access, changes: tuple[Change, ...]) -> Remedy | None:
    operations: list[Operation] = []
    again = access._replace(cpl=next((change.value for change in changes if change.kind == "cpl"), access.cpl))
    words: dict[int, int] = {}
    for change in changes:
        if change.kind == "cpl":
            continue
        operation = _operation(play, again, change, words)
        if operation is None:
            return None
        operations.append(operation)
    return Remedy(" ".join(change.sentence for change in changes), (*operations, again))


def _operation(play: Playground, again: Access, change: Change, words: dict[int, int]) -> Operation | None:
    """The operation that makes ``change``; None if the playground has none. ``again``: the access that it is for;
    ``words``: entries as they are by then.
    """
    address = again.address
    match change.kind:
        case "entry" | "reserved":
            word = words.get(change.address, play.machine.memory.read_u64(change.address))
            if change.kind == "reserved":
                word &= ~change.value
            else:
                word = flipped(word, FLAGS[change.name], change.on)
            words[change.address] = word
            return Edit(address, change.level, word)
        case "map":
            # The playground's map gives the tables above the same rights, and SMAP and SMEP keep the kernel from pages
            # of user code: a page for the kernel is mapped as one.
            return Map(page_of(address, 1), None, 1, ENTRY_RW | (ENTRY_US if again.cpl == 3 else 0))
        case "switch" if change.name in BITS:
            return Switch(change.name, change.on)
        case "key" if change.register == "PKRU":
            bit = (1 if change.name == "AD" else 2) << 2 * change.value
            return Protect(flipped(play.machine.cpu.pkru, bit, change.on))
    return None
