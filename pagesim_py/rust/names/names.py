"""Looking names up: in a module, through imports and globs, along a path, and outward through blocks to the
prelude.

Imports are resolved lazily: a name asks the imports of its module, which ask other modules. A question that is
asked again while it is being answered (imports in a circle) has the answer "not there".
"""

from __future__ import annotations

from ..span import NO_SPAN, Span
from ..syntax import ast
from ..syntax.macro_scope import UNLINKED
from .collect import TYPES, VALUES, Import
from .context import Context
from .defs import (
    AdtDef,
    AliasDef,
    AssocTyDef,
    Binding,
    ConstDef,
    Def,
    FnDefn,
    ModuleDef,
    StaticDef,
    TraitDef,
    VariantRef,
)
from .types import INTEGER_BITS, Ty, prim

PRIMITIVES = {n: Binding(prim(n), None, NO_SPAN) for n in (*INTEGER_BITS, "f32", "f64", "bool", "char", "str")}
BUILTIN_MACROS = frozenset(
    "format_args concat stringify line column file module_path include_str cfg compile_error env option_env "
    "offset_of addr_of "
    "addr_of_mut".split()
)


def visible(scope: ModuleDef | None, origin: ModuleDef) -> bool:
    """Whether something usable in ``scope`` may be used from ``origin``."""
    return scope is None or origin.inside(scope)


def crate_root(module: ModuleDef) -> ModuleDef:
    """The root of a module's crate."""
    while module.outer is not None:
        module = module.outer
    return module


def kind_of(target: Def | Ty | None) -> str:
    """What rustc calls such a thing."""
    if isinstance(target, ModuleDef):
        return "crate root" if target.outer is None else "module"
    if isinstance(target, AdtDef):
        return target.kind
    if isinstance(target, VariantRef):
        kind = target.adt.node.variants[target.index].kind if target.adt else "unit"
        return {"tuple": "tuple variant", "unit": "unit variant", "named": "variant"}[kind]
    for cls, name in (
        (TraitDef, "trait"),
        (AliasDef, "type alias"),
        (ConstDef, "constant"),
        (StaticDef, "static"),
        (AssocTyDef, "associated type"),
    ):
        if isinstance(target, cls):
            return name
    if isinstance(target, FnDefn):
        return "function"
    return "builtin type"


class Names:
    """Name lookup for one compilation."""

    def __init__(self, cx: Context) -> None:
        self.cx = cx

    # --- messages (name_errors.py) ------------------------------------------------------------------------------------

    def where(self, module: ModuleDef) -> str:
        raise NotImplementedError

    def module_helps(self, module: ModuleDef, name: str) -> list[str]:
        raise NotImplementedError

    def private(self, found: Binding, span: Span, name: str, value: bool = False) -> None:
        raise NotImplementedError

    def unknown_first(self, path: ast.Path, module: ModuleDef) -> None:
        raise NotImplementedError

    def unknown_member(
        self, inside: ModuleDef, segments: list[ast.Segment], at: int, ns: int, module: ModuleDef, expecting: str
    ) -> None:
        raise NotImplementedError

    # --- in one module ------------------------------------------------------------------------------------------------

    def member(self, module: ModuleDef, name: str, ns: int, origin: ModuleDef | None = None) -> Binding | None:
        """What ``name`` means as ``module::name``. With ``origin`` only what can be seen from there counts in globs."""
        found = module.names[ns].get(name)
        if found is not None:
            return found
        for imp in module.imports.get(name, ()):
            found = self.import_binding(imp, ns)
            if found is not None:
                return found
        if module.globs:
            key = (module, name, ns)
            if key in self.cx.looking:
                return None
            self.cx.looking.add(key)
            try:
                for imp in module.globs:
                    target = self.glob_target(imp)
                    if target is None or target is module:
                        continue
                    found = self.member(target, name, ns, origin)
                    if found is not None and visible(found.scope, module):
                        imp.used = True
                        scope = imp.scope
                        if found.scope is not None and (scope is None or found.scope.inside(scope)):
                            scope = found.scope
                        return Binding(found.target, scope, found.span, True)
            finally:
                self.cx.looking.discard(key)
        return None

    def import_binding(self, imp: Import, ns: int) -> Binding | None:
        """What an import of one name gives in a namespace."""
        if ns in imp.result:
            return imp.result[ns]
        key = (imp, ns)
        if key in self.cx.looking:
            return None
        self.cx.looking.add(key)
        try:
            found = self.use_target(imp, ns)
            target = Binding(found.target, imp.scope, imp.span, True) if found else None
            if found is not None and ns == VALUES and isinstance(found.target, AdtDef) and found.scope is not None:
                # A struct's constructor can be hidden where the struct itself can be named.
                if not visible(found.scope, imp.module):
                    target = None
                elif imp.scope is None or found.scope.inside(imp.scope):
                    target = Binding(found.target, found.scope, imp.span, True)
        finally:
            self.cx.looking.discard(key)
        imp.result[ns] = target
        return target

    def use_target(self, imp: Import, ns: int) -> Binding | None:
        """The binding that the path of a ``use`` names."""
        segments = imp.path.segments
        last = segments[-1].ident.name
        if last == "self" and len(segments) > 1:
            if ns == VALUES:
                return None
            parent = self.use_prefix(imp, segments[:-1])
            if parent is None:
                return None
            return Binding(parent.owner if parent.owner is not None else parent, None, imp.span)
        if len(segments) == 1:
            if imp.path.global_ or last in ("crate", "self", "super"):
                root = self.start(imp.path, imp.module)
                return Binding(root, None, imp.span) if root is not None and ns == TYPES else None
            outer = imp.module
            found = self.lexical(outer, last, ns, skip=imp)
            if found is None and outer is not crate_root(outer):
                found = self.from_root(last, ns, outer)
            if found is None and ns == TYPES:
                crate = self.external(last, outer)
                return Binding(crate, None, imp.span) if crate else None
            return found
        parent = self.use_prefix(imp, segments[:-1])
        if parent is None:
            return None
        return self.member(parent, last, ns, imp.module)

    def use_prefix(self, imp: Import, segments: list[ast.Segment]) -> ModuleDef | None:
        """The module that the first part of a ``use`` path names."""
        module, rest = self.first_module(imp.path, imp.module, imp)
        for segment in segments[rest:] if module else ():
            assert module is not None
            if segment.ident.name == "super":
                module = module.outer.nearest() if module.outer else None
            else:
                found = self.member(module, segment.ident.name, TYPES, imp.module)
                module = self.as_module(found.target) if found else None
            if module is None:
                return None
        return module

    def glob_target(self, imp: Import) -> ModuleDef | None:
        """The module whose names a glob brings in."""
        if TYPES in imp.result:
            found = imp.result[TYPES]
            return found.target if found and isinstance(found.target, ModuleDef) else None
        key = (imp, TYPES)
        if key in self.cx.looking:
            return None
        self.cx.looking.add(key)
        try:
            module = self.use_prefix(imp, imp.path.segments)
        finally:
            self.cx.looking.discard(key)
        imp.result[TYPES] = Binding(module, None, imp.span) if module else None
        return module

    @staticmethod
    def as_module(target: Def | Ty | None) -> ModuleDef | None:
        """The names inside a module or enum."""
        if isinstance(target, ModuleDef):
            return target
        if isinstance(target, AdtDef):
            return target.inside
        return None

    def start(self, path: ast.Path, module: ModuleDef) -> ModuleDef | None:
        """The module that ``crate``, ``$crate``, ``self`` or ``super`` at the front of a path means."""
        name = path.segments[0].ident.name
        if path.crate is not None or name == "$crate":
            return self.cx.crate(path.crate or crate_root(module).name)
        if path.global_:
            return self.external(name, module)
        here = module.nearest()
        if name == "crate":
            return crate_root(module)
        if name == "self":
            return here
        if name == "super":
            return here.outer.nearest() if here.outer else None
        return None

    def first_module(
        self, path: ast.Path, module: ModuleDef, skip: Import | None = None
    ) -> tuple[ModuleDef | None, int]:
        """The module that a path's first segment names, and how many segments that took."""
        start = self.start(path, module)
        if start is not None:
            return start, 1
        name = path.segments[0].ident.name
        if path.global_ or name in ("crate", "self", "super", "$crate"):
            return None, 1
        found = self.lexical(module, name, TYPES, skip)
        inside = self.as_module(found.target) if found else None
        if inside is None and found is None:
            inside = self.external(name, module)
        return inside, 1

    # --- outward ------------------------------------------------------------------------------------------------------

    def lexical(self, module: ModuleDef, name: str, ns: int, skip: Import | None = None) -> Binding | None:
        """A name from the innermost block outward to the module, then (types) crates, the prelude and primitive
        types."""
        at: ModuleDef | None = module
        while at is not None:
            if skip is not None and at is skip.module:
                found = at.names[ns].get(name)
                if found is None:
                    for imp in at.imports.get(name, ()):
                        if imp is not skip:
                            found = self.import_binding(imp, ns)
                            if found is not None:
                                break
            else:
                found = self.member(at, name, ns, module)
            if found is not None:
                return found
            if at.kind == "mod":
                break
            at = at.outer
        known = self.cx.shared.store.crates | self.cx.local.crates
        named = self.cx.externs.get(module.crate, {}) if not module.prelude else {}
        if ns == TYPES and (
            (name in known and name != module.crate) or name in crate_root(module).externs or name in named
        ):
            crate = self.external(name, module)
            if crate is not None:
                return Binding(crate, None, NO_SPAN)
        prelude = self.prelude()
        if prelude is not None:
            found = self.member(prelude, name, ns)
            if found is not None:
                return found
        for glob in skip.module.globs if skip is not None else ():
            target = self.glob_target(glob) if glob is not skip else None
            found = self.member(target, name, ns, module) if target is not None and target is not module else None
            if found is not None:
                return found
        return PRIMITIVES.get(name) if ns == TYPES else None

    def external(self, name: str, module: ModuleDef) -> ModuleDef | None:
        """The crate that a name means where no item has it: what ``extern crate`` in the root calls so, else the crate
        of that name, which for alloc must be linked first."""
        linked = crate_root(module).externs.get(name)
        if linked is not None:
            found = self.import_binding(linked, TYPES)
            return self.as_module(found.target) if found is not None else None
        if module.prelude:
            return self.cx.crate(name)
        inside = self.as_module(found.target) if (found := self.from_root(name, TYPES, module)) is not None else None
        if inside is not None:
            return inside
        named = self.cx.externs.get(module.crate)
        return self.cx.crate(named.get(name, name) if named else name) if name not in UNLINKED else None

    def from_root(self, name: str, ns: int, module: ModuleDef) -> Binding | None:
        """What a name that begins a ``use``, or stands behind ``::``, means in edition 2015: both begin at the root."""
        if self.cx.edition_of(module) > 2015:
            return None
        return self.member(crate_root(module), name, ns, module)

    def prelude(self) -> ModuleDef | None:
        """``core::prelude::rust_2024``."""
        core = self.cx.crate("core")
        if core is None:
            return None
        outer = core.names[TYPES].get("prelude")
        if outer is None or not isinstance(outer.target, ModuleDef):
            return None
        inner = outer.target.names[TYPES].get("rust_2024")
        return inner.target if inner and isinstance(inner.target, ModuleDef) else None

    # --- paths --------------------------------------------------------------------------------------------------------

    def path(
        self, path: ast.Path, ns: int, module: ModuleDef, first: Binding | None = None, expecting: str = ""
    ) -> tuple[Def | Ty, int] | None:
        """What a path of more than one segment names, as far as modules and enums reach, and the number of segments
        used.

        Segments left over are associated items of the target. ``first`` is what the first segment means, if known.
        None: an error was reported. ``expecting`` is the word for messages ("function", "type" ...).
        """
        segments = path.segments
        target: Def | Ty | None
        at = 1
        if first is not None:
            target = first.target
        else:
            target = self.start(path, module)
            if target is None:
                name = segments[0].ident.name
                found = None if path.global_ else self.lexical(module, name, TYPES)
                target = found.target if found else None
                if target is None:
                    target = self.external(name, module)
                if target is None:
                    self.unknown_first(path, module)
                    return None
        while at < len(segments):
            inside = target if isinstance(target, ModuleDef) else None
            name = segments[at].ident.name
            if name == "super" and inside is not None:
                target = inside.outer.nearest() if inside.outer else None
                if target is None:
                    self.fail(
                        "E0433",
                        "too many leading `super` keywords",
                        segments[at].ident.span,
                        "too many leading `super` keywords",
                    )
                    return None
                at += 1
                continue
            last = at == len(segments) - 1
            if isinstance(target, AdtDef) and target.inside is not None:
                found = target.inside.names[VALUES if last and ns == VALUES else TYPES].get(name)
                if found is None:
                    return target, at
                target, at = found.target, at + 1
                continue
            if inside is None:
                return target, at
            found = self.member(inside, name, ns if last else TYPES, module)
            if found is None and path.crate is None and not path.global_ and segments[0].ident.name in PRIMITIVES:
                return PRIMITIVES[segments[0].ident.name].target, 1  # the type of the same name may have it
            if found is None:
                if last:
                    self.unknown_member(inside, segments, at, ns, module, expecting)
                else:
                    self.cx.error(
                        "E0433",
                        f"cannot find `{name}` in {self.where(inside)}",
                        segments[at].ident.span,
                        f"could not find `{name}` in {self.where(inside)}",
                        helps=self.module_helps(inside, name),
                    )
                return None
            if not visible(found.scope, module):
                self.private(found, segments[at].ident.span, name, last and ns == VALUES)
            target, at = found.target, at + 1
        assert target is not None
        return target, at

    def fail(self, code: str, message: str, span: Span, label: str) -> None:
        """Report and answer None."""
        self.cx.error(code, message, span, label)

    # --- what could have been meant -----------------------------------------------------------------------------------
