"""Messages about traits, methods and fields, in rustc's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import types
from ..names.defs import Predicate, TraitDef
from ..names.impls import Obligation
from ..names.show import show, trait_ref
from ..names.types import (
    Adt,
    Array,
    ClosureTy,
    FnItemTy,
    Infer,
    Opaque,
    Param,
    Prim,
    Slice,
    Tuple,
    Ty,
)
from ..syntax import ast
from .ops import COMPARISONS, VERBS

if TYPE_CHECKING:
    from .body import BodyState


def report_unsatisfied(ck: BodyState, ob: Obligation, args: tuple[Ty, ...]) -> None:
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
        )
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
        base = ck.resolve(cause[1])
        what = show(base)
        it = args[1] if trait.lang == "index" else args[0]
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
        told = f" closure, found `{t}`"
        if any(d.code == "E0277" and d.span == ob.span and d.message.endswith(told) for d in ck.cx.diagnostics.items):
            return  # `Fn` asks for `FnOnce`, too
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
    if lang == "unpin":
        hidden = f"{{async fn body of {self_ty.defn.name}()}}" if isinstance(self_ty, Opaque) else t
        within = f"within `{t}`, " if hidden != t else ""
        notes = [
            "consider using the `pin!` macro\nconsider using `Box::pin` if you need to access the pinned value outside "
            "of the current scope"
        ]
        label = f"{within}the trait `Unpin` is not implemented for `{hidden}`"
        ck.cx.error("E0277", f"`{hidden}` cannot be unpinned", ob.span, label, notes=notes)
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
    if lang in ("future_trait", "into_future_trait"):
        awaited = [f"{t} must be a future or must implement `IntoFuture` to be awaited"] if kind == "await" else []
        text = f"`{t}` is not a future"
        helps = [f"the trait `Future` is not implemented for `{t}`"]
        ck.cx.error("E0277", text, ob.span, text, notes=awaited, helps=helps)
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
        notes = [f"required by a bound on `{show(cause.args[0])}`"] if isinstance(cause.args[0], Param) else []
    ck.cx.error(
        "E0277",
        f"the trait bound `{t}: {full}` is not satisfied",
        ob.span,
        f"the trait `{full}` is not implemented for `{t}`",
        notes=notes,
        helps=other_impls(ck, trait, self_ty),
    )


def other_impls(ck: BodyState, trait: TraitDef, ty: Ty) -> list[str]:
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


def report_projection(ck: BodyState, ob: Obligation, actual: Ty, expected: Ty) -> None:
    """E0271: an associated type is not what a bound says."""
    assert ob.assoc is not None
    self_ty = ob.args[0] if not ob.args[0].has_infer else ck.resolve(ob.args[0])
    if ob.assoc.lang == "future_output":
        gives = f"a future that resolves to `{show(expected)}`, but it resolves to `{show(actual)}`"
        label = f"expected `{show(expected)}`, found `{show(actual)}`"
        ck.cx.error("E0271", f"expected `{show(self_ty)}` to be {gives}", ob.span, label)
        return
    if isinstance(self_ty, ClosureTy | FnItemTy) and ob.assoc.name == "Output":
        named = self_ty.defn.name if isinstance(self_ty, FnItemTy) else show(self_ty)
        ck.cx.error(
            "E0271",
            f"expected `{named}` to return `{show(expected)}`, but it returns `{show(actual)}`",
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


def report_not_iterator(ck: BodyState, e: ast.For, ty: Ty) -> None:
    """E0277 for ``for x in y`` where y is no iterator."""
    if ck.has_error(ty):
        return
    t = show(ty)
    helps = [f"the trait `Iterator` is not implemented for `{t}`"]
    if isinstance(ty, Prim | Infer):
        helps.append(
            "if you want to iterate between `start` until a value `end`, use the exclusive range syntax "
            "`start..end` or the inclusive range syntax `start..=end`"
        )
    ck.cx.error("E0277", f"`{t}` is not an iterator", e.iter.span, f"`{t}` is not an iterator", helps=helps)
