"""What of a crate may be used from outside of it: what is `pub` all the way, what such items name, what the linker or
the compiler itself looks for. In a kernel (`#![no_main]`) that holds for the binary as for the library.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..names.collect import TYPES, VALUES, Import
from ..names.defs import AdtDef, AliasDef, ConstDef, Def, FnDefn, ImplDef, ModuleDef, StaticDef, TraitDef, VariantRef
from ..names.impls import Impls
from ..names.types import Adt, Dyn, FnItemTy, Ty

KEPT = frozenset(
    (
        *("no_mangle", "export_name", "used", "lang", "panic_handler", "global_allocator", "alloc_error_handler"),
        *("rustc_main", "test_case"),
    )
)
"""Attributes of what somebody uses whom the program does not name."""


def defs_in(ty: Ty | None) -> Iterable[Def]:
    """The definitions that a type names."""
    if ty is None:
        return
    if isinstance(ty, Adt | FnItemTy):
        yield ty.defn
    elif isinstance(ty, Dyn):
        yield ty.trait
    for inner in ty.children():
        yield from defs_in(inner)


class Reachable:
    """The items of the crates that may be used from outside. ``impls``: those of the student's."""

    def __init__(self, items: Impls, crates: list[ModuleDef], impls: list[ImplDef]) -> None:
        self.items = items
        self.impls = impls
        self.found: dict[Def, None] = {}
        self.modules: set[ModuleDef] = set()
        for crate in crates:
            self.module(crate)

    def module(self, module: ModuleDef) -> None:
        """What a module that can be named from outside gives to it."""
        if module in self.modules:
            return
        self.modules.add(module)
        if module.owner is not None:
            self.add(module.owner)
        for item in module.items:
            if item.vis == "pub":
                self.add(item)
        for imp in [*(i for found in module.imports.values() for i in found), *module.globs]:
            if imp.scope is None:
                self.imported(imp)

    def imported(self, imp: Import) -> None:
        """What a `pub use` gives to the outside."""
        if imp.glob:
            target = self.items.glob_target(imp)
            if target is not None and not target.prelude:
                self.module(target)
            return
        for ns in (TYPES, VALUES):
            binding = self.items.import_binding(imp, ns)
            if binding is not None and isinstance(binding.target, Def):
                self.add(binding.target)

    def add(self, item: Def) -> None:
        """An item that may be used from outside, and what its interface names."""
        if isinstance(item, ModuleDef):
            if not item.prelude:
                self.module(item)
            return
        if isinstance(item, VariantRef) and item.adt is not None:
            item = item.adt
        if item.prelude or item in self.found:
            return
        self.found[item] = None
        for ty in self.interface(item):
            for named in defs_in(ty):
                self.add(named)

    def interface(self, item: Def) -> Iterable[Ty]:
        """The types in an item's interface; what belongs to it is added."""
        if isinstance(item, FnDefn):
            yield from item.params
            if item.ret is not None:
                yield item.ret
            for one in [*self.items.predicates(item), *(p for bounds in item.opaques for p in bounds)]:
                self.add(one.trait)
                yield from one.args
        elif isinstance(item, AdtDef):
            for variant in self.items.adt(item).variants:
                yield from (f.ty for f in variant.fields if item.kind == "enum" or f.vis == "pub")
            self.members(item)
        elif isinstance(item, AliasDef):
            yield self.items.alias_ty(item)
        elif isinstance(item, ConstDef):
            yield self.items.const_ty(item)
        elif isinstance(item, StaticDef):
            yield self.items.static_ty(item)
        elif isinstance(item, TraitDef):
            for method in item.methods.values():
                self.add(method)
            for above in self.items.supertraits(item):
                self.add(above.trait)
                yield from above.args

    def members(self, adt: AdtDef) -> None:
        """The `pub` members of a type."""
        for impl in self.impls:
            if impl.trait is None and isinstance(impl.self_ty, Adt) and impl.self_ty.defn is adt:
                for member in [*impl.methods.values(), *impl.consts.values()]:
                    if member.vis == "pub":
                        self.add(member)
