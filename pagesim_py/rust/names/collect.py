"""From the syntax tree to definitions: every item gets its Def and its name in a module. Nothing is looked up yet."""

from __future__ import annotations

import re
from sys import intern
from typing import Any

from ..span import Ident, Span
from ..syntax import ast
from .context import Context, Store
from .defs import (
    AdtDef,
    AliasDef,
    AssocTyDef,
    Binding,
    ConstDef,
    Def,
    FnDefn,
    ImplDef,
    ModuleDef,
    StaticDef,
    TraitDef,
    VariantRef,
)

TYPES, VALUES = 0, 1


class Import:
    """One leaf of a ``use``: resolved when a name is first looked for through it."""

    __slots__ = ("alias", "attrs", "glob", "module", "path", "reported", "result", "scope", "span", "used")

    def __init__(self, node: ast.UseItem, module: ModuleDef, scope: ModuleDef | None) -> None:
        self.path, self.alias, self.glob = node.path, node.alias, node.glob
        self.module, self.scope, self.span = module, scope, node.span
        self.attrs = node.attrs
        """The same list for all leaves of one ``use``."""
        self.result: dict[int, Binding | None] = {}
        self.reported = False
        self.used = False


def vis_scope(vis: str, module: ModuleDef) -> ModuleDef | None:
    """The module to which a visibility limits a name (None: public)."""
    if vis == "pub":
        return None
    here = module.nearest()
    if vis == "":
        return here
    if vis == "super":
        return here.outer.nearest() if here.outer else here
    root = here
    while root.outer is not None:
        root = root.outer
    if vis.startswith("in "):
        names = vis[3:].replace(" ", "").split("::")
        at = root if names[0] == "crate" else here
        for name in names:
            if name == "super":
                at = at.outer.nearest() if at.outer else at
            elif name not in ("crate", "self"):
                below = at.names[TYPES].get(name)
                at = below.target if below and isinstance(below.target, ModuleDef) else at
        return at
    return root


def after_attributes(cx: Context, span: Span, attrs: list[ast.Attr]) -> Span:
    """An item's span without the attributes and doc comments in front of it."""
    text = cx.sources.files[span.file].text
    at = max([span.lo, *(a.span.hi for a in attrs if not a.inner and a.span.file == span.file)])
    while found := _BLANK.match(text, at, span.hi):
        at = found.end()
    return span._replace(lo=at) if at < span.hi else span


def root_of(module: ModuleDef) -> ModuleDef:
    """The root of a module's crate."""
    while module.outer is not None:
        module = module.outer
    return module


_BLANK = re.compile(r"(?:\s+|//[^\n]*|/\*(?s:.*?)\*/)")


class Collector:
    """Walks the items of one crate, or of one block."""

    def __init__(self, cx: Context | None, store: Store, crate: str, prelude: bool) -> None:
        self.cx, self.store, self.crate, self.prelude = cx, store, crate, prelude

    def root(self, node: ast.ModItem, title: str = "") -> ModuleDef:
        """Collect a whole crate; ``title``: what the program calls it, if not by its name."""
        root = ModuleDef(self.crate, title or self.crate, self.crate, node.span, "pub", self.prelude, node.attrs)
        self.store.crates[self.crate] = root
        self.items(node.items or [], root)
        return root

    def block(self, items: list[ast.Item], outer: ModuleDef, path: str) -> ModuleDef:
        """Collect the items of a block into a module of their own."""
        module = ModuleDef("{block}", path, self.crate, outer.span, "", self.prelude, kind="block", outer=outer)
        if not self.prelude:
            self.store.blocks.append(module)
        self.items(items, module)
        return module

    def items(self, items: list[ast.Item], module: ModuleDef) -> None:
        """Collect a list of items into ``module``."""
        for item in items:
            method = getattr(self, "_" + type(item).__name__, None)
            if method is not None:
                method(item, module)

    def make(self, cls: type[Any], item: Any, module: ModuleDef, **more: Any) -> Any:
        """A Def for an item that stands in ``module``."""
        name = item.ident.name
        scope = vis_scope(item.vis, module)
        made = cls(
            name,
            f"{module.path}::{name}",
            self.crate,
            item.ident.span,
            item.vis,
            self.prelude,
            item.attrs,
            module=module,
            scope=scope,
            **more,
        )
        module.items.append(made)
        if item.attrs and (lang := made.lang):
            self.store.lang[lang] = made
        return made

    def define(
        self, ns: int, defn: Def, module: ModuleDef, scope: ModuleDef | None, name: Ident, whole: Span | None = None
    ) -> None:
        """Give ``defn`` a name; two of one name in one namespace are an error."""
        if (test := self.test_name(defn)) is not None:
            module, scope, name = root_of(module), None, Ident(test, name.span)
        names = module.names[ns]
        old = names.get(name.name)
        if old is not None and not self.prelude:
            kind = "type" if ns == TYPES else "value"
            where = "enum" if module.kind == "enum" else "block" if module.kind == "block" else "module"
            at = after_attributes(self.cx, whole, defn.attrs) if self.cx is not None and whole else name.span
            self.report(
                "E0428",
                f"the name `{name.name}` is defined multiple times",
                at,
                f"`{name.name}` redefined here",
                notes=[f"`{name.name}` must be defined only once in the {kind} namespace of this {where}"],
                also=[(old.span, f"previous definition of the {kind} `{name.name}` here")],
            )
            return
        names[name.name] = Binding(defn, scope, name.span)

    def test_name(self, defn: Def) -> str | None:
        """The name of a test in the root of its crate. Its own is hygienic: no text of the program can mean it, not
        even that of one which no harness calls.
        """
        if not defn.attrs or self.prelude or not isinstance(defn, FnDefn | ConstDef | StaticDef):
            return None
        test = defn.attr("test_case")
        return None if test is None else test.value or f"#[test] {defn.path} {defn.span}"

    def report(self, code: str, message: str, span: Span, label: str, **more: Any) -> None:
        """Report an error, if this is the student's code."""
        if self.cx is not None:
            self.cx.error(code, message, span, label, **more)

    # --- one method for each kind of item -----------------------------------------------------------------------------

    def _ModItem(self, item: ast.ModItem, module: ModuleDef) -> None:
        made = self.make(ModuleDef, item, module, kind="mod", outer=module)
        self.define(TYPES, made, module, made.scope, item.ident, item.span)
        self.items(item.items or [], made)

    def _FnItem(self, item: ast.FnItem, module: ModuleDef) -> None:
        made = self.function(item, module, None)
        self.define(VALUES, made, module, made.scope, item.ident, item.span)

    def function(self, item: ast.FnItem, module: ModuleDef, container: TraitDef | ImplDef | None) -> FnDefn:
        """The Def of a function or method."""
        made: FnDefn = self.make(FnDefn, item, module)
        made.node, made.container, made.parent = item, container, container
        made.has_self, made.has_body = item.self_param, item.body is not None
        made.abi, made.unsafe_, made.const_ = item.abi or "Rust", item.unsafe_, item.const_
        made.foreign = item.foreign
        for attr in item.attrs:
            if attr.name == "intrinsic":
                made.intrinsic = made.name
            elif attr.name == "track_caller":
                made.track_caller = True
        if container is not None:
            module.items.pop()
            made.path = f"{container.path}::{made.name}"
        return made

    def _StructItem(self, item: ast.StructItem, module: ModuleDef) -> None:
        made = self.make(AdtDef, item, module, kind="union" if item.union else "struct", node=item)
        self.define(TYPES, made, module, made.scope, item.ident, item.span)
        if item.kind != "named":
            scope = made.scope
            for f in item.fields:
                narrower = vis_scope(f.vis, module)
                if narrower is not None and (scope is None or narrower.inside(scope)):
                    scope = narrower
            self.define(VALUES, made, module, scope, item.ident, item.span)

    def _EnumItem(self, item: ast.EnumItem, module: ModuleDef) -> None:
        made = self.make(AdtDef, item, module, kind="enum", node=item)
        self.define(TYPES, made, module, made.scope, item.ident, item.span)
        inside = ModuleDef(made.name, made.path, self.crate, made.span, "pub", self.prelude, kind="enum", owner=made)
        inside.outer = module
        made.inside = inside
        for index, variant in enumerate(item.variants):
            ref = VariantRef(
                variant.ident.name,
                f"{made.path}::{variant.ident.name}",
                self.crate,
                variant.ident.span,
                "pub",
                self.prelude,
                variant.attrs,
                parent=made,
                module=module,
                scope=made.scope,
                adt=made,
                index=index,
            )
            if variant.attrs and (lang := ref.lang):
                self.store.lang[lang] = ref
            self.define(TYPES, ref, inside, None, variant.ident)
            inside.names[VALUES].setdefault(variant.ident.name, Binding(ref, None, variant.ident.span))

    def _TypeAlias(self, item: ast.TypeAlias, module: ModuleDef) -> None:
        made = self.make(AliasDef, item, module, node=item)
        self.define(TYPES, made, module, made.scope, item.ident, item.span)

    def _ConstItem(self, item: ast.ConstItem, module: ModuleDef) -> None:
        made = self.make(ConstDef, item, module, node=item)
        if made.name != "_":
            self.define(VALUES, made, module, made.scope, item.ident, item.span)

    def _StaticItem(self, item: ast.StaticItem, module: ModuleDef) -> None:
        more = {"mutable": item.mutable, "foreign": item.foreign, "safe": item.safe}
        made = self.make(StaticDef, item, module, node=item, **more)
        self.define(VALUES, made, module, made.scope, item.ident, item.span)

    def _TraitItem(self, item: ast.TraitItem, module: ModuleDef) -> None:
        made: TraitDef = self.make(TraitDef, item, module, node=item, unsafe_=item.unsafe_, auto=item.auto)
        self.define(TYPES, made, module, made.scope, item.ident, item.span)
        for inner in item.items:
            if isinstance(inner, ast.FnItem):
                made.methods.setdefault(inner.ident.name, fn := self.function(inner, module, made))
                fn.scope = None
            elif isinstance(inner, ast.ConstItem):
                const = self.make(ConstDef, inner, module, node=inner, container=made, parent=made)
                module.items.pop()
                made.consts[inner.ident.name] = const
            elif isinstance(inner, ast.TypeAlias):
                assoc = self.make(AssocTyDef, inner, module, trait=made, parent=made, node=inner)
                module.items.pop()
                assoc.path = f"{made.path}::{assoc.name}"
                made.types[inner.ident.name] = assoc

    def _ImplItem(self, item: ast.ImplItem, module: ModuleDef) -> None:
        made: ImplDef = self.make(ImplDef, item, module, node=item, negative=item.negative)
        made.path = intern(f"{module.path}::{{impl}}")
        made.span = item.span
        self.store.new_impls.append(made)
        if item.unread is None:
            self.members(made)

    def members(self, made: ImplDef) -> None:
        """The methods and constants of an impl."""
        item, module = made.node, made.module
        assert module is not None
        made.methods, made.consts = {}, {}
        seen: dict[tuple[str, str], Span] = {}
        for inner in item.items:
            kind = "type" if isinstance(inner, ast.TypeAlias) else "value"
            old = seen.setdefault((kind, inner.ident.name), inner.ident.span)
            if old is not inner.ident.span:
                if item.trait is not None and not self.prelude:
                    self.report(
                        "E0201",
                        f"duplicate definitions with name `{inner.ident.name}`:",
                        inner.span,
                        "duplicate definition",
                        also=[(old, "previous definition here")],
                    )
                elif not self.prelude:
                    self.report(
                        "E0592",
                        f"duplicate definitions with name `{inner.ident.name}`",
                        old,
                        f"duplicate definitions for `{inner.ident.name}`",
                        also=[(inner.ident.span, f"other definition for `{inner.ident.name}`")],
                    )
                continue
            if isinstance(inner, ast.FnItem):
                fn = self.function(inner, module, made)
                if item.trait is not None:
                    fn.scope = None
                made.methods[inner.ident.name] = fn
            elif isinstance(inner, ast.ConstItem):
                const = self.make(ConstDef, inner, module, node=inner, container=made, parent=made)
                if item.trait is not None:
                    const.scope = None
                module.items.pop()
                made.consts[inner.ident.name] = const

    def _UseItem(self, item: ast.UseItem, module: ModuleDef) -> None:
        found = Import(item, module, vis_scope(item.vis, module))
        if item.glob:
            module.globs.append(found)
        elif item.alias is not None and item.alias.name != "_":
            module.imports.setdefault(item.alias.name, []).append(found)
        else:
            module.unnamed.append(found)

    def _ExternCrateItem(self, item: ast.ExternCrateItem, module: ModuleDef) -> None:
        crate = module.crate if item.crate == "self" else item.crate
        self.store.linked.add(crate)
        path = ast.Path([ast.Segment(Ident(crate, item.span))], item.span, global_=True, crate=crate)
        use = ast.UseItem(item.ident, item.span, item.attrs, item.vis, path, item.ident, False)
        self._UseItem(use, module)
        if module.outer is None and item.ident.name != "_":
            module.externs[item.ident.name] = module.imports[item.ident.name][-1]

    def _MacroRulesItem(self, item: ast.MacroRulesItem, module: ModuleDef) -> None:
        at = module
        if item.exported:
            at = root_of(module)
            at.exported.add(item.ident.name)
        if item.item:
            at.item_macros.add(item.ident.name)
        at.macros.add(item.ident.name)
        if not self.prelude:
            self.store.macros.append((item, module))


def collect_members(impl: ImplDef) -> None:
    """The methods and constants of an impl of our own crates, which somebody looks at now."""
    Collector(None, Store(), impl.crate, True).members(impl)
    inherit_attributes(impl)


def inherit_attributes(impl: ImplDef) -> None:
    """What a trait asks of a method holds for all that implement it."""
    if impl.trait is not None:
        for name, method in impl.methods.items():
            declared = impl.trait.methods.get(name)
            if declared is not None and declared.track_caller:
                method.track_caller = True
