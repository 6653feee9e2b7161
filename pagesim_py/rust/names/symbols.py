"""Names that the linker sees: what ``no_mangle`` and ``export_name`` give out, what ``extern`` blocks ask for."""

from __future__ import annotations

from dataclasses import dataclass, field

from .defs import FnDefn, ModuleDef, StaticDef

Linkable = FnDefn | StaticDef


def exported_name(defn: Linkable) -> str | None:
    """The symbol under which a function or static can be found from elsewhere; None if it has none."""
    if defn.foreign:
        return None
    name = defn.attr("export_name")
    if name is not None and name.value is not None:
        return name.value
    return defn.name if defn.attr("no_mangle") is not None else None


def wanted_name(defn: Linkable) -> str:
    """The symbol that a declaration in an ``extern`` block stands for."""
    name = defn.attr("link_name")
    return name.value if name is not None and name.value is not None else defn.name


@dataclass
class Symbols:
    """What is defined under which symbol: the binary's own before the library's, which come before those that the
    tool chain brings (``core``'s module ``symbols``).
    """

    defined: dict[str, Linkable] = field(default_factory=dict)
    hidden: list[tuple[str, Linkable, Linkable]] = field(default_factory=list)
    """Symbols of the library that the binary defines too: name, the library's, the binary's."""
    doubled: bool = False
    """Whether one crate defines a symbol twice."""

    def add(self, name: str, defn: Linkable) -> Linkable | None:
        """Take in a definition; gives the earlier one of the same crate, if there is one."""
        before = self.defined.get(name)
        if before is not None and before.crate == defn.crate:
            return before
        if before is not None:
            theirs, ours = (defn, before) if before.crate == "main" else (before, defn)
            self.hidden.append((name, theirs, ours))
            defn = ours
        self.defined[name] = defn
        return None

    def find(self, defn: Linkable, core: ModuleDef) -> Linkable | None:
        """The definition that a declaration means; None if there is none, or none of its kind."""
        name = wanted_name(defn)
        found: object = self.defined.get(name)
        if found is None:
            module = next((m for m in core.items if isinstance(m, ModuleDef) and m.name == "symbols"), None)
            found = next((d for d in module.items if d.name == name), None) if module is not None else None
        return found if isinstance(found, FnDefn | StaticDef) else None
