"""Messages about traits, methods and fields, in rustc's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import ast, types
from .coerce import Step
from .defs import AdtDef, FnDefn, ImplDef, Predicate, TraitDef
from .diagnostics import similar
from .methods import Lookup, Methods
from .show import show, trait_ref
from .span import Ident, Span
from .traits import NO, Obligation, head
from .types import (
    Adt,
    Array,
    ClosureTy,
    Dyn,
    FnItemTy,
    FnPtr,
    Infer,
    Param,
    Prim,
    Ptr,
    Ref,
    Slice,
    Tuple,
    Ty,
)

if TYPE_CHECKING:
    from .body import Body

FORMAT_TEXT = {
    "Display": "`{t}` doesn't implement `{p}`",
    "Debug": "`{t}` doesn't implement `{p}`",
}


def kind_words(ty: Ty) -> str:
    """``struct `Foo```, ``type `u8```, ``reference `&T``` ..."""
    text = show(ty)
    match ty:
        case Adt():
            return f"{ty.defn.kind} `{text}`"
        case Ref():
            return f"{'mutable ' if ty.mutable else ''}reference `{text}`"
        case Ptr():
            return f"raw pointer `{text}`"
        case Array():
            return f"array `{text}`"
        case FnItemTy():
            return f"fn item `{text}`"
        case FnPtr():
            return f"fn pointer `{text}`"
        case ClosureTy():
            return f"closure `{text}`"
        case Tuple():
            return f"tuple `{text}`" if ty.items else "unit type `()`"
        case Param():
            return f"type parameter `{text}`"
        case types.Opaque():
            return f"opaque type `{text}`"
        case Infer():
            return f"type `{text}`"
    return f"type `{text}`"


def in_type(ty: Ty) -> str:
    """The label's words for a missing method."""
    if isinstance(ty, Tuple | Param | types.Opaque | Adt | Prim | Ref | Slice | Array | Ptr | Dyn | Infer):
        return f"`{show(ty)}`"
    return f"`{show(ty)}`"


def report_unsatisfied(ck: Body, ob: Obligation, args: tuple[Ty, ...]) -> None:
    """E0277 and its relatives."""
    trait, self_ty = ob.trait, args[0]
    t = show(self_ty)
    full = trait_ref(trait, args[1:])
    cause: Any = ob.cause
    kind = cause[0] if isinstance(cause, tuple) else ""
    lang = trait.lang
    helps = [f"the trait `{full}` is not implemented for `{t}`"]
    notes: list[str] = []
    if trait.path.startswith("core::fmt::") and trait.name in (
        "Display",
        "Debug",
        "LowerHex",
        "UpperHex",
        "Pointer",
        "Binary",
        "Octal",
        "LowerExp",
        "UpperExp",
    ):
        if trait.name == "Display":
            ck.cx.error(
                "E0277",
                f"`{t}` doesn't implement `Display`",
                ob.span,
                f"`{t}` cannot be formatted with the default formatter",
                helps=[helps[0].replace("`Display`", "`core::fmt::Display`")],
                notes=["in format strings you may be able to use `{:?}` (or {:#?} for pretty-print) instead"],
            )
        elif trait.name == "Debug":
            local = isinstance(self_ty, Adt) and not self_ty.defn.prelude
            ck.cx.error(
                "E0277",
                f"`{t}` doesn't implement `Debug`",
                ob.span,
                f"`{t}` cannot be formatted using `{{:?}}`"
                + (" because it doesn't implement `Debug`" if not local else ""),
                helps=[
                    "the trait `Debug` is not implemented for `" + t + "`",
                    *([f"consider annotating `{t}` with `#[derive(Debug)]`"] if local else []),
                ],
            )
        else:
            ck.cx.error(
                "E0277",
                f"the trait bound `{t}: {trait.name}` is not satisfied",
                ob.span,
                f"the trait `{trait.name}` is not implemented for `{t}`",
                helps=helps,
            )
        return
    if kind == "binary":
        op, node = cause[1], cause[2]
        from .check_ops import COMPARISONS, VERBS

        rhs = show(args[1])
        if op in COMPARISONS:
            message = f"can't compare `{t}` with `{rhs}`"
        elif op in VERBS:
            verb, prep = VERBS[op]
            message = f"cannot {verb} `{rhs}` {prep} `{t}`" if op in "+-" else f"cannot {verb} `{t}` {prep} `{rhs}`"
        else:
            message = f"no implementation for `{t} {op} {rhs}`"
        ck.cx.error("E0277", message, node.op_span, f"no implementation for `{t} {op} {rhs}`", helps=helps)
        return
    if kind == "assign":
        op, node = cause[1], cause[2]
        ck.cx.error(
            "E0277",
            ck.assign_text(op, args[0], args[1]),
            node.op_span,
            f"no implementation for `{t} {op}= {show(args[1])}`",
            helps=helps,
        )  # type: ignore[attr-defined]
        return
    if trait.name in ("PartialOrd", "PartialEq") and trait.prelude and len(args) > 1:
        ck.cx.error(
            "E0277",
            f"can't compare `{t}` with `{show(args[1])}`",
            ob.span,
            f"no implementation for `{t} {'<' if trait.name == 'PartialOrd' else '=='} {show(args[1])}`",
            helps=helps,
        )
        return
    if kind == "index" and len(args) > 1:
        what = show(args[0])
        it = args[1]
        base = args[0]
        if isinstance(base, Array | Slice):
            ck.cx.error(
                "E0277",
                f"the type `[{show(base.item)}]` cannot be indexed by `{show(it)}`",
                ob.span,
                "slice indices are of type `usize` or ranges of `usize`",
                helps=[f"the trait `SliceIndex<[{show(base.item)}]>` is not implemented for `{show(it)}`"],
            )
        else:
            ck.cx.error(
                "E0277",
                f"the type `{what}` cannot be indexed by `{show(it)}`",
                ob.span,
                f"`{what}` cannot be indexed by `{show(it)}`",
                helps=helps,
            )
        return
    if kind == "try":
        ck.cx.error(
            "E0277",
            f"`?` couldn't convert the error to `{show(cause[2])}`",
            ob.span,
            f"the trait `From<{show(cause[1])}>` is not implemented for `{show(cause[2])}`",
            notes=[
                "the question mark operation (`?`) implicitly performs a conversion on the error value using the "
                "`From` trait"
            ],
        )
        return
    if lang == "sized":
        ck.cx.error(
            "E0277",
            f"the size for values of type `{t}` cannot be known at compilation time",
            ob.span,
            "doesn't have a size known at compile-time",
            helps=[f"the trait `Sized` is not implemented for `{t}`"],
        )
        return
    if kind == "repeat" or lang == "copy":
        ck.cx.error(
            "E0277",
            f"the trait bound `{t}: Copy` is not satisfied",
            ob.span,
            f"the trait `Copy` is not implemented for `{t}`",
            notes=["the `Copy` trait is required because this value will be copied for each element of the array"]
            if kind == "repeat"
            else (),
        )
        return
    if lang in ("fn", "fn_mut", "fn_once"):
        if isinstance(self_ty, ClosureTy) and self_ty.expr in ck.bad_closures:
            return
        if isinstance(self_ty, ClosureTy) and self_ty.expr.kind not in ("?", "Fn"):
            ck.cx.error(
                "E0525",
                f"expected a closure that implements the `{trait.name}` trait, but this closure only implements "
                f"`{self_ty.expr.kind}`",
                self_ty.expr.span,
                f"this closure implements `{self_ty.expr.kind}`, not `{trait.name}`",
            )
            return
        sig = ck.fn_sig_of(self_ty)
        inputs = args[1]
        if sig is not None and isinstance(inputs, Tuple):
            if len(sig[0]) != len(inputs.items):
                word = "closure" if isinstance(self_ty, ClosureTy) else "function"
                n, m = len(inputs.items), len(sig[0])
                ck.cx.error(
                    "E0593",
                    f"{word} is expected to take {n} argument{'' if n == 1 else 's'}, but it takes {m} "
                    f"argument{'' if m == 1 else 's'}",
                    ob.span,
                    f"expected {word} that takes {n} argument{'' if n == 1 else 's'}",
                )
            else:
                word = "closure" if isinstance(self_ty, ClosureTy) else "function"
                ck.cx.error("E0631", f"type mismatch in {word} arguments", ob.span, "expected due to this")
            return
        ck.cx.error(
            "E0277",
            f"expected a `{full}` closure, found `{t}`",
            ob.span,
            f"expected an `{full}` closure, found `{t}`",
            helps=[
                f"the trait `{full}` is not implemented for {'fn item' if isinstance(self_ty, FnItemTy) else ''}`{t}`"
            ],
        )
        return
    if trait.name == "Sync" and kind == "static":
        ck.cx.error(
            "E0277",
            f"`{t}` cannot be shared between threads safely",
            ob.span,
            f"`{t}` cannot be shared between threads safely",
            helps=[f"the trait `Sync` is not implemented for `{t}`"],
            notes=["shared static variables must have a type that implements `Sync`"],
        )
        return
    if trait.auto and trait.name in ("Send", "Sync"):
        how = "shared" if trait.name == "Sync" else "sent"
        ck.cx.error(
            "E0277",
            f"`{t}` cannot be {how} between threads safely",
            ob.span,
            f"`{t}` cannot be {how} between threads safely",
            helps=helps,
        )
        return
    if lang == "iterator" or trait.name == "IntoIterator":
        ck.cx.error(
            "E0277",
            f"`{t}` is not an iterator",
            ob.span,
            f"`{t}` is not an iterator",
            helps=[f"the trait `Iterator` is not implemented for `{t}`"],
        )
        return
    if isinstance(cause, Predicate):
        notes = [] if not cause.trait else []
    ck.cx.error(
        "E0277",
        f"the trait bound `{t}: {full}` is not satisfied",
        ob.span,
        f"the trait `{full}` is not implemented for `{t}`",
        notes=notes,
        helps=other_impls(ck, trait, self_ty),
    )


def other_impls(ck: Body, trait: TraitDef, ty: Ty) -> list[str]:
    """Which types do implement the trait, if they are few."""
    found = []
    for impl in ck.items.impls_of(trait, None):
        if impl.self_ty is not None and impl.trait_args:
            text = show(impl.self_ty)
            if text not in found:
                found.append(text)
        if len(found) > 8:
            return []
    if not found or found == [show(ty)]:
        return []
    if len(found) == 1:
        return [f"the trait `{trait.name}` is implemented for `{found[0]}`"]
    return ["the following types implement trait `" + trait.name + "`: " + ", ".join(f"`{f}`" for f in sorted(found))]


def report_projection(ck: Body, ob: Obligation, actual: Ty, expected: Ty) -> None:
    """E0271: an associated type is not what a bound says."""
    assert ob.assoc is not None
    self_ty = ob.args[0] if not ob.args[0].has_infer else ck.resolve(ob.args[0])
    if isinstance(self_ty, ClosureTy) and ob.assoc.name == "Output":
        ck.cx.error(
            "E0271",
            f"expected `{show(self_ty)}` to return `{show(expected)}`, but it returns `{show(actual)}`",
            ob.span,
            f"expected `{show(expected)}`, found `{show(actual)}`",
        )
        return
    text = show(types.projection(ob.assoc, tuple(ck.resolve(a) for a in ob.args)))
    ck.cx.error(
        "E0271",
        f"type mismatch resolving `{text} == {show(expected)}`",
        ob.span,
        f"type mismatch resolving `{text} == {show(expected)}`",
        notes=[f"expected `{show(expected)}`, found `{show(actual)}`"],
    )


def report_no_method(ck: Methods, receiver: Any, ty: Ty, name: str, span: Span, seen: Lookup) -> None:
    """E0599 and E0624."""
    ty = ck.resolve(ty)
    if ck.has_error(ty):
        return
    if seen.private is not None:
        ck.cx.error(
            "E0624",
            f"method `{name}` is private",
            span,
            "private method",
            also=[(seen.private.span, "private method defined here")] if not seen.private.prelude else (),
        )
        return
    steps = [s.ty for s in ck.autoderef(ty)]
    for t in steps:
        if isinstance(t, Adt) and t.defn.kind != "enum":
            if any(f.name == name for f in ck.items.adt(t.defn).variants[0].fields):
                ck.cx.error(
                    "E0599",
                    f"no method named `{name}` found for {kind_words(ty)} in the current scope",
                    span,
                    "field, not a method",
                    helps=[
                        f"to call the closure stored in `{name}`, surround the field access with parentheses: "
                        f"`(x.{name})(..)`"
                    ],
                )
                return
        if ck.items.inherent_members(head(t), name):
            fns = [m for _, m in ck.items.inherent_members(head(t), name)]
            if isinstance(fns[0], FnDefn) and not fns[0].has_self:
                ck.cx.error(
                    "E0599",
                    f"no method named `{name}` found for {kind_words(ty)} in the current scope",
                    span,
                    "this is an associated function, not a method",
                    helps=[f"use associated function syntax instead: `{show(t)}::{name}(..)`"],
                )
                return
            impl = ck.items.inherent_members(head(t), name)[0][0]
            reason = unmet(ck, impl, t)
            if reason:
                ck.cx.error(
                    "E0599",
                    f"the method `{name}` exists for {kind_words(ty)}, but its trait bounds were not satisfied",
                    span,
                    f"method cannot be called on `{show(ty)}` due to unsatisfied trait bounds",
                    notes=[f"the following trait bounds were not satisfied: {reason}"],
                )
                return
    names = method_names(ck, steps)
    close = similar(name, names)
    label = f"method not found in {in_type(ty)}"
    helps = [f"there is a method `{close}` with a similar name"] if close else []
    if close:
        label = ""
    elsewhere = traits_elsewhere(ck, steps, name)
    if elsewhere:
        path = elsewhere[0].path
        helps = [
            f"items from traits can only be used if the trait is in scope; trait `{elsewhere[0].name}` which "
            f"provides `{name}` is implemented but not in scope; perhaps you want to import it: `use {path};`"
        ]
        label = f"method not found in {in_type(ty)}"
    bounded = [t for t in ck.traits_with(name) if name in t.methods]
    if bounded and not close and not elsewhere:
        helps = [
            f"items from traits can only be used if the trait is implemented and in scope; `{bounded[0].name}` "
            f"defines an item `{name}`, perhaps you need to implement it"
        ]
    also = (
        [(ty.defn.span, f"method `{name}` not found for this {ty.defn.kind}")]
        if isinstance(ty, Adt) and not ty.defn.prelude
        else []
    )
    ck.cx.error(
        "E0599",
        f"no method named `{name}` found for {kind_words(ty)} in the current scope",
        span,
        label,
        helps=helps,
        also=also,
    )


def unmet(ck: Methods, impl: ImplDef, ty: Ty) -> str:
    """The bounds of an impl that a type does not meet."""
    from .types import substitute

    def ask() -> str:
        generics = ck.items.generics(impl)
        args = tuple(ck.fresh("const" if p.index in generics.consts else "any") for p in generics.params)
        assert impl.self_ty is not None
        if not ck.unify(substitute(impl.self_ty, args), ty):
            return ""
        bad = []
        for p in ck.items.predicates(impl):
            actual = tuple(substitute(a, args) for a in p.args)
            if p.assoc is None and ck.holds(p.trait, actual) is NO:
                bad.append(
                    f"`{show(ck.resolve(actual[0]))}: {trait_ref(p.trait, tuple(ck.resolve(a) for a in actual[1:]))}`"
                )
        return ", ".join(bad)

    return ck.probe(ask)


def method_names(ck: Methods, steps: list[Ty]) -> list[str]:
    """Names of methods that the types have."""
    out: list[str] = []
    ck.items.index_new()
    for t in steps:
        for store in (ck.cx.shared.store, ck.cx.local):
            for name, members in store.inherent.get(head(t), {}).items():
                if any(
                    isinstance(m, FnDefn)
                    and m.has_self
                    and m.scope is None
                    or (isinstance(m, FnDefn) and not m.prelude and m.has_self)
                    for _, m in members
                ):
                    out.append(name)
        for trait in ck.traits_in_scope(ck.module):
            if not trait.methods:
                continue
            n = len(ck.items.generics(trait).params)
            if ck.probe(
                lambda t=t, trait=trait, n=n: ck.select(trait, (t, *(ck.fresh("any") for _ in range(n - 1)))) is not NO
            ):  # type: ignore[misc]
                out += [m for m, f in trait.methods.items() if f.has_self]
    return out


def traits_elsewhere(ck: Methods, steps: list[Ty], name: str) -> list[TraitDef]:
    """Traits that are not in scope, have the method and are implemented for one of the types."""
    out = []
    in_scope = set(ck.traits_in_scope(ck.module))
    for store in (ck.cx.local, ck.cx.shared.store):
        for trait in list(store.trait_impls):
            if trait in in_scope or name not in trait.methods or trait.scope is not None and trait.prelude:
                continue
            n = len(ck.items.generics(trait).params)
            for t in steps:
                if ck.probe(
                    lambda t=t, trait=trait, n=n: (
                        ck.select(trait, (t, *(ck.fresh("any") for _ in range(n - 1)))) is not NO
                    )
                ):  # type: ignore[misc]
                    out.append(trait)
                    break
    return out


def report_no_assoc(ck: Methods, base: Ty, ident: Ident, span: Span, traits: list[TraitDef]) -> None:
    """E0599 for ``Type::name``."""
    base = ck.resolve(base)
    if ck.has_error(base):
        return
    name = ident.name
    if isinstance(base, Adt) and base.defn.kind == "enum":
        names = [v.name for v in ck.items.adt(base.defn).variants]
        close = similar(name, [*names, *assoc_names(ck, base)])
        what = "no variant or associated item"
        label = f"variant or associated item not found in `{show(base)}`"
        helps = [f"there is a variant with a similar name: `{close}`"] if close else []
        ck.cx.error(
            "E0599",
            f"{what} named `{name}` found for enum `{show(base)}` in the current scope",
            ident.span,
            label,
            helps=helps,
        )
        return
    close = similar(name, assoc_names(ck, base))
    what = "function or associated item" if not name.isupper() else "associated item"
    helps = [f"there is an associated function `{close}` with a similar name"] if close else []
    also = (
        [(base.defn.span, f"{what} `{name}` not found for this {base.defn.kind}")]
        if isinstance(base, Adt) and not base.defn.prelude
        else []
    )
    ck.cx.error(
        "E0599",
        f"no {what} named `{name}` found for {kind_words(base)} in the current scope",
        ident.span,
        f"{what} not found in `{show(base)}`",
        helps=helps,
        also=also,
    )


def assoc_names(ck: Methods, ty: Ty) -> list[str]:
    """Names of associated functions and constants of a type."""
    out: list[str] = []
    ck.items.index_new()
    for store in (ck.cx.shared.store, ck.cx.local):
        for name, members in store.inherent.get(head(ty), {}).items():
            if any(m.scope is None or not m.prelude for _, m in members):
                out.append(name)
    return out


def report_no_field(ck: Methods, e: ast.FieldExpr, ty: Ty, steps: list[Step], private: AdtDef | None) -> None:
    """E0609, E0610, E0615, E0616."""
    name, span = e.ident.name, e.ident.span
    if ck.has_error(ty):
        return
    if private is not None:
        ck.cx.error("E0616", f"field `{name}` of {private.kind} `{private.name}` is private", span, "private field")
        return
    for step in steps:
        members = ck.inherent_candidates(step.ty, name)
        if members or any(
            name in t.methods
            and ck.probe(
                lambda t=t, s=step: ck.select(t, (s.ty, *(ck.fresh("any") for _ in t.generics.params[1:]))) is not NO
            )
            for t in ck.traits_with(name)
        ):  # type: ignore[misc]
            ck.cx.error(
                "E0615",
                f"attempted to take value of method `{name}` on type `{show(ty)}`",
                span,
                "method, not a field",
                helps=["use parentheses to call the method: `()`"],
            )
            return
    if isinstance(ty, Prim) or (isinstance(ty, Infer) and ty.kind != "any"):
        ck.cx.error("E0610", f"`{show(ty)}` is a primitive type and therefore doesn't have fields", span, "")
        return
    names: list[str] = []
    for step in steps:
        if isinstance(step.ty, Adt) and step.ty.defn.kind != "enum":
            names += [
                f.name
                for f in ck.items.adt(step.ty.defn).variants[0].fields
                if f.scope is None or ck.module.inside(f.scope)
            ]
    close = similar(name, names)
    helps = (
        [f"a field with a similar name exists: `{close}`"]
        if close
        else [f"available field{'s are' if len(names) > 1 else ' is'}: {', '.join(f'`{n}`' for n in names)}"]
        if names
        else []
    )
    if isinstance(ty, Ptr):
        helps = [f"`{show(ty)}` is a raw pointer; try dereferencing it: `(*..).{name}`"]
    label = "unknown field"
    ck.cx.error("E0609", f"no field `{name}` on type `{show(ty)}`", span, label, helps=helps)


def report_not_iterator(ck: Body, e: ast.For, ty: Ty) -> None:
    """E0277 for ``for x in y`` where y is no iterator."""
    if ck.has_error(ty):
        return
    t = show(ty)
    helps = [f"the trait `Iterator` is not implemented for `{t}`"]
    if isinstance(ty, Prim) or isinstance(ty, Infer):
        helps.append(
            "if you want to iterate between `start` until a value `end`, use the exclusive range syntax "
            "`start..end` or the inclusive range syntax `start..=end`"
        )
    ck.cx.error("E0277", f"`{t}` is not an iterator", e.iter.span, f"`{t}` is not an iterator", helps=helps)
