"""Where statics keep what they know of a heap: the cells of linked_list_allocator's ``Heap``, wherever it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..names import types as t
from ..names.constvalues import LayoutError
from .layout import Layouts

HEAP = "linked_list_allocator::hole::Heap"
BOTTOM, SIZE = "bottom", "size"


def heap_cells(layouts: Layouts, ty: t.Ty, address: int) -> Iterator[tuple[int, int]]:
    """For each heap in a value of type ``ty`` at ``address``: where its first address stands, and its size in bytes."""
    try:
        layout = layouts.of(ty)
    except LayoutError:
        return
    if layout.kind not in ("agg", "newtype"):
        return
    places = [address + offset for offset in layout.offsets[0]]
    if isinstance(ty, t.Adt) and ty.defn.path == HEAP:
        names = [field.name for field in layouts.adt(ty.defn).variants[0].fields]
        yield places[names.index(BOTTOM)], places[names.index(SIZE)]
        return
    for inner, place in zip(layout.fields[0], places, strict=True):
        yield from heap_cells(layouts, inner, place)
