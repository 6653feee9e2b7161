"""Vtables of trait objects: drop glue, size, alignment, the methods of the trait and its supertraits, then
supertraits' tables.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from ..names import types as t
from ..names.defs import FnDefn
from ..names.types import Ty
from .items import Blob, new_name

if TYPE_CHECKING:
    from .unit import Unit

HEAD = 24
"""Bytes before the first method."""


def supers_of(unit: Unit, dyn: t.Dyn) -> list[t.Dyn]:
    """The supertraits whose tables stand at the end, as object types."""
    own = (dyn, *dyn.args)
    found = []
    for p in unit.program.items.supertrait_closure(dyn.trait):
        if p.assoc is None and p.trait is not dyn.trait and p.trait.methods:
            args = tuple(unit.program.normalize(t.substitute(a, own)) for a in p.args)
            found.append(t.dyn(p.trait, args[1:]))
    return found


def upcast_offset(unit: Unit, source: t.Dyn, target: t.Dyn) -> int:
    """Where in a vtable the address of a supertrait's table stands."""
    supers = [s.trait for s in supers_of(unit, source)]
    return HEAD + 8 * (len(unit.program.vtable_methods(source)) + supers.index(target.trait))


def make(unit: Unit, ty: Ty, dyn: t.Dyn) -> str:
    """The address of the vtable of ``ty`` for a trait object type, as text."""
    key = ("vtable", ty, dyn)
    found = unit.item(key)
    if found is None:
        layout = unit.layouts.of(ty)
        methods = unit.program.vtable_methods(dyn)
        supers = supers_of(unit, dyn)
        data = bytearray(HEAD + 8 * (len(methods) + len(supers)))
        struct.pack_into("<QQ", data, 8, layout.size, layout.align)
        blob = Blob(new_name("V"), size=len(data), align=8)
        unit.add(key, blob, unit.home(ty, dyn))
        unit.current.append(blob)
        if unit.needs_drop(ty):
            blob.relocations.append((0, unit.take_address(unit.drop_glue(ty))))
        for i, (method, args) in enumerate(methods):
            item = t.fn_item(method, (ty, *args[1:]))
            if by_reference(method):
                blob.relocations.append((HEAD + 8 * i, unit.pointer(item)))
            elif method.name == "call_once":
                blob.relocations.append((HEAD + 8 * i, unit.once_pointer(item)))
        for i, parent in enumerate(supers):
            blob.relocations.append((HEAD + 8 * (len(methods) + i), make(unit, ty, parent)))
        unit.current.pop()
        blob.data = bytes(data)
        found = blob
    unit.use(found)
    return found.name


def by_reference(method: FnDefn) -> bool:
    """Whether ``self`` comes behind a pointer (a value of unknown size can't be passed)."""
    return not isinstance(method.params[0], t.Param)
