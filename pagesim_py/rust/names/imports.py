"""Every ``use`` of the student's must name something, and something that may be named from there."""

from __future__ import annotations

from ..diagnostics import similar
from ..span import Ident
from ..syntax.macro_scope import PLACED, no_crate_help, other_loader_help
from .collect import TYPES, VALUES, Import
from .defs import Binding, Def, ModuleDef
from .items import Items
from .names import BUILTIN_MACROS, kind_of, visible


def check_imports(items: Items, crates: list[ModuleDef]) -> None:
    """E0432, E0433, E0603 for imports, in source order."""

    def walk(m: ModuleDef) -> None:
        for imp in sorted(
            [i for found in m.imports.values() for i in found] + m.unnamed + m.globs, key=lambda i: i.span
        ):
            check_import(items, imp)
        duplicates(items, m)
        for d in m.items:
            if isinstance(d, ModuleDef):
                walk(d)

    for crate in crates:
        walk(crate)


def duplicates(items: Items, m: ModuleDef) -> None:
    """E0252, E0255: one name brought in twice, or brought in and defined."""
    for name, found in m.imports.items():
        for ns in (TYPES, VALUES):
            given = [i for i in found if items.import_binding(i, ns) is not None]
            kind = "type" if ns == TYPES else "value"
            own = m.names[ns].get(name)
            if own is not None and given:
                items.cx.error(
                    "E0255",
                    f"the name `{name}` is defined multiple times",
                    given[0].span,
                    f"`{name}` reimported here",
                    also=[(own.span, f"previous definition of the {kind} `{name}` here")],
                    notes=[f"`{name}` must be defined only once in the {kind} namespace of this module"],
                )
                return
            if len(given) > 1:
                items.cx.error(
                    "E0252",
                    f"the name `{name}` is defined multiple times",
                    given[1].span,
                    f"`{name}` reimported here",
                    also=[(given[0].span, f"previous import of the {kind} `{name}` here")],
                    notes=[f"`{name}` must be defined only once in the {kind} namespace of this module"],
                )
                return
        if len(found) > 1 and all(is_macro(items, i) for i in found[:2]):
            items.cx.error(
                "E0252",
                f"the name `{name}` is defined multiple times",
                found[1].span,
                f"`{name}` reimported here",
                also=[(found[0].span, f"previous import of the macro `{name}` here")],
                notes=[f"`{name}` must be defined only once in the macro namespace of this module"],
            )
            return


def is_macro(items: Items, imp: Import) -> bool:
    """Whether an import names a macro (the parser resolves those)."""
    name = imp.path.segments[-1].ident.name
    crate = items.start(imp.path, imp.module) or items.cx.crate(imp.path.segments[0].ident.name)
    if name in BUILTIN_MACROS:
        return True
    if name in PLACED["arch"] and [s.ident.name for s in imp.path.segments[-2:-1]] == ["arch"]:
        return True
    root = crate
    while root is not None and root.outer is not None:
        root = root.outer
    if root is not None and name in root.macros:
        return True
    at: ModuleDef | None = imp.module
    while at is not None:
        if name in at.macros:
            return True
        at = at.outer
    if len(imp.path.segments) == 1:
        return False
    inside = items.use_prefix(imp, imp.path.segments[:-1])
    if inside is not None and name in (inside.macros if inside.outer is None else inside.item_macros):
        return True
    return inside is not None and any(
        again is not imp and is_macro(items, again) for again in inside.imports.get(name, ())
    )


def check_import(items: Items, imp: Import) -> None:
    """Report one import that leads nowhere."""
    cx = items.cx
    segments = imp.path.segments
    if imp.glob:
        if items.glob_target(imp) is None:
            broken_prefix(items, imp, len(segments))
        return
    found = [items.import_binding(imp, ns) for ns in (TYPES, VALUES)]
    if any(found):
        for ns, b in zip((TYPES, VALUES), found, strict=True):
            if b is not None:
                check_visible(items, imp, ns)
                break
        check_prefix_visible(items, imp)
        return
    if is_macro(items, imp):
        return
    if imp.path.global_ and len(segments) == 1:
        name = segments[0].ident.name
        cx.error("E0463", f"can't find crate for `{name}`", imp.span, "can't find crate", helps=other_loader_help(name))
        return
    if len(segments) == 1:
        name = segments[0].ident.name
        cx.error(
            "E0432",
            f"unresolved import `{name}`",
            segments[0].ident.span,
            f"no external crate `{name}`" if name.islower() else f"no `{name}` in the root",
            helps=no_crate_help(name),
        )
        return
    if broken_prefix(items, imp, len(segments) - 1):
        return
    prefix = items.use_prefix(imp, segments[:-1])
    assert prefix is not None
    last = segments[-1].ident
    path = "::".join(s.ident.name for s in segments)
    names = [n for ns in (TYPES, VALUES) for n, b in items.contents(prefix, ns) if visible(b.scope, imp.module)]
    close = similar(last.name, names)
    where = (
        "the root"
        if prefix.outer is None and not prefix.prelude and segments[0].ident.name in ("crate", "self", "super")
        else f"`{module_path(segments)}`"
    )
    helps = [f"a similar name exists in the module: `{close}`"] if close else items.importable(last.name, TYPES)
    span = segments[0].ident.span.to(last.span)
    if imp.path.span.file:
        span = (
            segments[0].ident.span.to(last.span)
            if segments[0].ident.span.lo < last.span.lo and simple_use(items, imp)
            else last.span
        )
    cx.error("E0432", f"unresolved import `{path}`", span, f"no `{last.name}` in {where}", helps=helps)


def simple_use(items: Items, imp: Import) -> bool:
    """Whether the import is written as one path (not a leaf in braces)."""
    text = items.cx.sources.files[imp.span.file].text
    first, last = imp.path.segments[0].ident.span, imp.path.segments[-1].ident.span
    return "{" not in text[first.lo : last.lo]


def module_path(segments: list) -> str:  # type: ignore[type-arg]
    """The module part of a path, as messages name it."""
    return "::".join(s.ident.name for s in segments[:-1])


def broken_prefix(items: Items, imp: Import, count: int) -> bool:
    """Report the first segment of an import's path that means nothing; False if all do."""
    cx = items.cx
    segments = imp.path.segments
    for n in range(1, count + 1):
        if items.use_prefix(imp, segments[:n]) is not None:
            continue
        ident = segments[n - 1].ident
        full = "::".join(s.ident.name for s in segments[:n])
        inner = n < count  # more modules were to follow: a path that can't be resolved, rather than an import
        if n == 1:
            unknown_start(items, imp, ident, inner)
            return True
        parent = items.use_prefix(imp, segments[: n - 1])
        assert parent is not None
        if ident.name in ("self", "super", "crate"):
            words = f"`{ident.name}` in paths can only be used in start position"
            cx.error("E0433", words, ident.span, "can only be used in path start position")
            return True
        where = items.where(parent)
        if parent.outer is None and parent.prelude:
            where = f"`{parent.name}`"
        other = items.member(parent, ident.name, TYPES, imp.module)
        if other is not None:
            kind = kind_of(other.target)
            label = f"`{ident.name}` is {'an' if kind[0] in 'aeiou' else 'a'} {kind}, not a module"
            cx.error("E0432", f"unresolved import `{full}`", ident.span, label)
        else:
            cx.error(
                "E0433" if inner else "E0432",
                f"cannot find `{ident.name}` in {where}" if inner else f"unresolved import `{full}`",
                ident.span,
                f"could not find `{ident.name}` in {where}",
                helps=items.module_helps(parent, ident.name),
            )
        return True
    return False


def unknown_start(items: Items, imp: Import, ident: Ident, inner: bool) -> None:
    """Report an import's first name: neither a crate nor a module."""
    cx = items.cx
    if ident.name == "super":
        cx.error("E0433", "too many leading `super` keywords", ident.span, "too many leading `super` keywords")
        return
    helps = no_crate_help(ident.name)
    named = [n for n, b in items.in_scope(imp.module, TYPES) if isinstance(b.target, ModuleDef)]
    close = similar(ident.name, [*cx.shared.store.crates, *cx.local.crates, *named])
    if close and close != "main" and not other_loader_help(ident.name):
        helps = [f"there is a crate or module with a similar name: `{close}`"]
    label = f"use of unresolved module or unlinked crate `{ident.name}`"
    if not inner:
        cx.error("E0432", f"unresolved import `{ident.name}`", ident.span, label, helps=helps)
    elif ident.name[:1].isupper():
        message = f"cannot find type `{ident.name}` in this scope"
        cx.error("E0433", message, ident.span, f"use of undeclared type `{ident.name}`", helps=helps)
    else:
        cx.error("E0433", f"cannot find module or crate `{ident.name}` in this scope", ident.span, label, helps=helps)


def original(items: Items, imp: Import, ns: int) -> Binding | None:
    """What an import names, with the visibility that it has there."""
    return items.use_target(imp, ns)


def check_visible(items: Items, imp: Import, ns: int) -> None:
    """E0603 (and E0364/E0365 for re-exports of what is private)."""
    found = original(items, imp, ns)
    if found is None:
        return
    last = imp.path.segments[-1].ident
    if not visible(found.scope, imp.module):
        both = original(items, imp, 1 - ns)
        if both is not None and visible(both.scope, imp.module):
            return
        items.private(found, last.span, last.name)
        return
    if (
        imp.scope is None
        and found.scope is not None
        and isinstance(found.target, Def)
        and not isinstance(found.target, ModuleDef)
    ):
        both = original(items, imp, 1 - ns)
        if both is None or both.scope is not None:
            name = last.name
            word = "is private, and cannot be re-exported"
            also = [(found.target.span, f"consider marking `{name}` as `pub` in the imported module")]
            items.cx.error("E0364", f"`{name}` {word}", imp.span, "", also=also if ns == TYPES else ())


def check_prefix_visible(items: Items, imp: Import) -> None:
    """Private modules on the way of an import's path."""
    segments = imp.path.segments
    for n in range(2, len(segments)):
        parent = items.use_prefix(imp, segments[: n - 1])
        ident = segments[n - 1].ident
        if parent is None or ident.name in ("self", "super"):
            continue
        found = items.member(parent, ident.name, TYPES, imp.module)
        if found is not None and not visible(found.scope, imp.module):
            items.private(found, ident.span, ident.name)
            return
