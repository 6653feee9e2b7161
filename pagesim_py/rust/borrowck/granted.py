"""Which lifetimes of a signature outlive which: what its types imply, since a reference is never alive for longer than
what it points to (RFC 1214, "implied bounds").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..names import types as t
from ..names.defs import AdtDef
from ..names.types import Ty
from .facts import Facts
from .shapes import lifetime_names, lifetimes
from .written import Item, named, unknown

Pair = tuple[Any, Any]
"""The first outlives the second: regions of a type, or the items of a pattern."""


def of_type(facts: Facts, ty: Ty, slots: Sequence[Any]) -> Iterator[Pair]:
    """What a type implies of its regions."""
    return implied(facts, ty, slots, facts.shapes.count)


def implied(facts: Facts, ty: Ty, slots: Sequence[Any], width: Callable[[Ty], int]) -> Iterator[Pair]:
    """The same; a part of the type has ``width`` of the slots."""
    parts = facts.shapes.parts(ty)
    own = 0
    if isinstance(ty, t.Ref):
        own = 1
        yield from ((inner, slots[0]) for inner in slots[1:])
    elif isinstance(ty, t.Adt):
        own = lifetimes(ty.defn)
    elif not isinstance(ty, t.Tuple | t.Array | t.Slice | t.Ptr):
        return
    found: list[Sequence[Any]] = []
    at = own
    for part in parts:
        found.append(slots[at : at + width(part)])
        at += width(part)
    if isinstance(ty, t.Adt) and own:
        names = {name: [slots[i]] for i, name in enumerate(lifetime_names(ty.defn))}
        for pair in of_adt(facts, ty.defn):
            longer, shorter = (names.get(x) if isinstance(x, str) else found[x[1]] for x in pair)
            yield from ((x, y) for x in longer or () for y in shorter or ())
    for part, of_part in zip(parts, found, strict=True):
        yield from implied(facts, part, of_part, width)


def of_adt(facts: Facts, defn: AdtDef) -> list[tuple[Item, Item]]:
    """What a struct or enum says of its lifetimes: by its bounds, and by its fields."""
    found = facts.granted.get(defn)
    if found is not None:
        return found
    facts.granted[defn] = found = []  # which it is while its own fields are looked at
    facts.items.adt(defn)
    generics = defn.node.generics
    for name, bounds in [*((p.ident, p.bounds) for p in generics.params if p.kind == "lifetime"), *generics.outlives]:
        found += [(named(name.name), named(b.lifetime.name)) for b in bounds if b.lifetime is not None]
    for v, variant in enumerate(defn.variants):
        for i in range(len(variant.fields)):
            ty, items = facts.pattern(defn, v, i)
            pairs = implied(facts, ty, items, lambda part: len(unknown(part)))
            found += [pair for pair in pairs if all(isinstance(x, str) or (x and x[0] == "P") for x in pair)]
    return found
