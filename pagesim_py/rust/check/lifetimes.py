"""Lifetimes as far as they can be checked without borrow checking: they must be declared, and be written where they
cannot be left out."""

from __future__ import annotations

from ..names.collect import TYPES
from ..names.defs import AdtDef, Def, FnDefn, ImplDef
from ..names.items import Items
from ..syntax import ast


def names_of(defn: Def) -> set[str]:
    """The lifetimes declared by an item and what it stands in."""
    out: set[str] = set()
    at: Def | None = defn
    while at is not None:
        generics = getattr(getattr(at, "node", None), "generics", None)
        if generics is not None:
            out |= {"'" + p.ident.name.lstrip("'") for p in generics.params if p.kind == "lifetime"}
        at = getattr(at, "container", None)
    return out


def check_lifetimes(items: Items, defn: Def) -> None:
    """E0106 and E0261 in an item's signature."""
    node = getattr(defn, "node", None)
    if node is None or defn.prelude:
        return
    declared = names_of(defn)
    if isinstance(defn, AdtDef):
        variants = node.variants if isinstance(node, ast.EnumItem) else [node]
        for v in variants:
            for f in v.fields:
                walk(items, f.ty, declared, elided=False)
    elif isinstance(defn, FnDefn):
        for p in node.params:
            walk(items, p.ty, declared, elided=True)
        if node.ret is not None:
            walk(items, node.ret, declared, elided=True)
            check_return(items, defn, node)
    elif isinstance(defn, ImplDef):
        walk(items, node.self_ty, declared, elided=True)


def walk(items: Items, t: object, declared: set[str], elided: bool) -> None:
    """Look for undeclared and missing lifetimes in a written type."""
    match t:
        case ast.RefType():
            if t.lifetime is not None:
                known(items, t.lifetime.name, t.lifetime.span, declared)
            elif not elided:
                at = t.span._replace(hi=t.span.lo + 1)
                items.cx.error(
                    "E0106",
                    "missing lifetime specifier",
                    at,
                    "expected named lifetime parameter",
                    helps=["consider introducing a named lifetime parameter, or use `&'static`"],
                )
            walk(items, t.inner, declared, elided)
        case ast.PtrType() | ast.SliceType() | ast.ArrayType():
            walk(items, t.inner, declared, elided)
        case ast.TupleType():
            for i in t.items:
                walk(items, i, declared, elided)
        case ast.PathType():
            for s in t.path.segments:
                for a in s.args.args if s.args is not None and not s.args.paren else ():
                    if isinstance(a, ast.PathType) and a.path.segments[0].ident.name[:1] == "'":
                        known(items, a.path.segments[0].ident.name, a.span, declared)
                    else:
                        walk(items, a, declared, elided)


def known(items: Items, name: str, span: object, declared: set[str]) -> None:
    """E0261 for a lifetime that nobody declared."""
    name = "'" + name.lstrip("'")
    if name in ("'static", "'_") or name in declared:
        return
    items.cx.error("E0261", f"use of undeclared lifetime name `{name}`", span, "undeclared lifetime")  # type: ignore[arg-type]


def count(items: Items, t: object, defn: Def) -> int:
    """How many lifetimes a parameter's type has."""
    match t:
        case ast.RefType():
            return 1 + count(items, t.inner, defn)
        case ast.PtrType() | ast.SliceType() | ast.ArrayType():
            return count(items, t.inner, defn)
        case ast.TupleType():
            return sum(count(items, i, defn) for i in t.items)
        case ast.DynTraitType() | ast.ImplTraitType():
            return sum(1 for b in t.bounds if b.path is None and b.lifetime is not None)
        case ast.PathType():
            total = 0
            args = t.path.segments[-1].args
            for a in args.args if args is not None and not args.paren else ():
                total += (
                    1
                    if isinstance(a, ast.PathType) and a.path.segments[0].ident.name[:1] == "'"
                    else count(items, a, defn)
                )
            if total == 0 and defn.module is not None:
                items.cx.muted += 1
                found = (
                    items.lexical(defn.module, t.path.segments[0].ident.name, TYPES)
                    if len(t.path.segments) == 1
                    else None
                )
                res = (
                    items.path(t.path, TYPES, defn.module)
                    if len(t.path.segments) > 1 and t.path.qself is None and t.path.segments[0].ident.name != "Self"
                    else None
                )
                items.cx.muted -= 1
                target = found.target if found is not None else res[0] if res is not None else None
                if isinstance(target, AdtDef):
                    total += sum(p.kind == "lifetime" for p in target.node.generics.params)
            return total
    return 0


def check_return(items: Items, defn: FnDefn, node: ast.FnItem) -> None:
    """E0106 for a returned reference whose lifetime no rule gives."""
    missing = first_elided(node.ret)
    if missing is None:
        return
    if node.self_param and isinstance(node.params[0].ty, ast.RefType):
        return
    total = sum(count(items, p.ty, defn) for p in node.params)
    if total == 1:
        return
    at = missing.span._replace(hi=missing.span.lo + 1)
    if total == 0:
        helps = [
            "this function's return type contains a borrowed value, but there is no value for it to be borrowed from",
            "consider using the `'static` lifetime",
        ]
    else:
        names = [
            f"`{p.pat.ident.name}`" for p in node.params if isinstance(p.pat, ast.BindPat) and count(items, p.ty, defn)
        ]
        which = (
            f"whether it is borrowed from {', '.join(names[:-1])} or {names[-1]}"
            if len(names) > 1
            else f"which one of {names[0]}'s {total} lifetimes it is borrowed from"
            if names
            else ""
        )
        helps = [f"this function's return type contains a borrowed value, but the signature does not say {which}"]
    items.cx.error("E0106", "missing lifetime specifier", at, "expected named lifetime parameter", helps=helps)


def first_elided(t: object) -> ast.RefType | None:
    """The first reference without a lifetime in a written type."""
    match t:
        case ast.RefType():
            return t if t.lifetime is None else first_elided(t.inner)
        case ast.PtrType() | ast.SliceType() | ast.ArrayType():
            return first_elided(t.inner)
        case ast.TupleType():
            return next((f for i in t.items if (f := first_elided(i)) is not None), None)
        case ast.PathType():
            args = t.path.segments[-1].args
            for a in args.args if args is not None and not args.paren else ():
                found = first_elided(a)
                if found is not None:
                    return found
    return None
