"""Types and definitions as text, the way rustc's messages write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar

from ..span import Sources
from .defs import FnDefn, Predicate, TraitDef
from .types import (
    UNIT,
    Adt,
    Array,
    ClosureTy,
    ConstExpr,
    ConstValue,
    Dyn,
    ErrorTy,
    FnItemTy,
    FnPtr,
    Infer,
    Opaque,
    Param,
    Prim,
    Projection,
    Ptr,
    Ref,
    Slice,
    Tuple,
    Ty,
    substitute,
)

SOURCES: ContextVar[Sources | None] = ContextVar("SOURCES", default=None)
"""Set while a crate is checked, so that closures can be shown with their place."""


def show_args(args: tuple[Ty, ...], defaults: dict[int, Ty]) -> str:
    """Generic arguments in angle brackets, without those that equal their default; "" for none."""

    shown = list(args)
    while shown and (d := defaults.get(len(shown) - 1)) is not None and substitute(d, args) is shown[-1]:
        shown.pop()
    return f"<{', '.join(map(show, shown))}>" if shown else ""


def fn_sig(fn: FnDefn, args: tuple[Ty, ...], subst: Callable[[Ty, tuple[Ty, ...]], Ty]) -> str:
    """``unsafe extern "C" fn(u8) -> u8``."""
    head = ("unsafe " if fn.unsafe_ else "") + (f'extern "{fn.abi}" ' if fn.abi != "Rust" else "")
    ret = subst(fn.ret, args) if fn.ret is not None else UNIT
    arrow = "" if ret is UNIT else f" -> {show(ret)}"
    return f"{head}fn({', '.join(show(subst(p, args)) for p in fn.params)}){arrow}"


def trait_ref(trait: TraitDef, args: tuple[Ty, ...], assoc: tuple[tuple[str, Ty], ...] = ()) -> str:
    """``Add<u8>``; the Fn traits with parentheses. ``args`` without Self."""
    if trait.lang in ("fn", "fn_mut", "fn_once") and args and isinstance(args[0], Tuple):
        ret = dict(assoc).get("Output")
        return f"{trait.name}({', '.join(map(show, args[0].items))})" + (
            f" -> {show(ret)}" if ret not in (None, UNIT) else ""
        )
    defaults = {i - 1: d for i, d in trait.generics.defaults.items()}
    shown = list(args)
    if shown and not assoc and defaults.get(len(shown) - 1) is not None and defaults[len(shown) - 1] is shown[-1]:
        shown.pop()
    inside = [*map(show, shown), *(f"{n} = {show(t)}" for n, t in assoc)]
    return trait.name + (f"<{', '.join(inside)}>" if inside else "")


def is_short(ty: Ty, most: int = 60) -> bool:
    """Whether a type has at most ``most`` parts: the text of one that doubles at each call would fill the memory."""
    parts, waiting = 0, [ty]
    while waiting:
        parts += 1
        if parts > most:
            return False
        waiting.extend(waiting.pop().children())
    return True


def show(ty: Ty) -> str:
    """A type as messages write it."""
    match ty:
        case Prim():
            return ty.name
        case Adt():
            return ty.defn.name + show_args(ty.args, ty.defn.generics.defaults)
        case Ref():
            inner = show(ty.inner)
            if isinstance(ty.inner, Dyn) and ty.inner.autos:
                inner = f"({inner})"
            return f"&{'mut ' if ty.mutable else ''}{inner}"
        case Ptr():
            return f"*{'mut' if ty.mutable else 'const'} {show(ty.inner)}"
        case Tuple():
            return f"({show(ty.items[0])},)" if len(ty.items) == 1 else f"({', '.join(map(show, ty.items))})"
        case Array():
            return f"[{show(ty.item)}; {show(ty.length)}]"
        case Slice():
            return f"[{show(ty.item)}]"
        case FnItemTy():
            own = ty.args[ty.defn.generics.parent_count :]
            return f"{fn_sig(ty.defn, ty.args, substitute)} {{{ty.defn.name}{show_args(own, {})}}}".replace(
                "<", "::<", 0
            )
        case FnPtr():
            head = ("unsafe " if ty.unsafe_ else "") + (f'extern "{ty.abi}" ' if ty.abi != "Rust" else "")
            arrow = "" if ty.ret is UNIT else f" -> {show(ty.ret)}"
            return f"{head}fn({', '.join(map(show, ty.params))}){arrow}"
        case ClosureTy():
            sources = SOURCES.get()
            if sources is None:
                return "{closure}"
            file, line, column = sources.locate(ty.expr.span)
            end = sources.files[sources.outermost(ty.expr.span).file].position(sources.outermost(ty.expr.span).hi)
            if ty.expr.suspends == "fn":
                return f"{{async fn body of {ty.expr.owner.name}()}}"
            what = {"": "closure", "block": "async block", "closure": "async closure body"}[ty.expr.suspends]
            return f"{{{what}@{file}:{line}:{column}: {end[0]}:{end[1]}}}"
        case Dyn():
            text = "dyn " + trait_ref(ty.trait, ty.args, ty.assoc)
            return text + "".join(f" + {t.name}" for t in ty.autos)
        case Param():
            return ty.name
        case Infer():
            return {"int": "{integer}", "float": "{float}"}.get(ty.kind, "_")
        case Projection():
            return (
                f"<{show(ty.args[0])} as "
                f"{trait_ref(ty.defn.trait, ty.args[1:]) if ty.defn.trait else '?'}>::{ty.defn.name}"
            )
        case Opaque():
            bounds = ty.defn.opaques[ty.index] if ty.index < len(ty.defn.opaques) else []
            return "impl " + (" + ".join(opaque_bounds(bounds)) or "Sized")
        case ConstValue():
            if isinstance(ty.ty, Prim) and ty.ty.name == "bool":
                return "true" if ty.value else "false"
            return str(ty.value)
        case ConstExpr():
            return "_"
        case ErrorTy():
            return "{type error}"
    return "_"


def opaque_bounds(bounds: list[Predicate]) -> Iterator[str]:
    """The bounds of an ``impl Trait``, the values of associated types with their traits."""
    for p in bounds:
        if p.assoc is None:
            given = [(q.assoc.name, q.value) for q in bounds if q.assoc is not None and q.value and q.trait is p.trait]
            yield trait_ref(p.trait, p.args[1:], tuple(given))


def describe(ty: Ty) -> str:
    """A short description with its kind, for "expected X, found Y" labels."""
    match ty:
        case Prim() | Tuple(items=()) | Infer(kind="int" | "float"):
            return {"{integer}": "integer", "{float}": "floating-point number"}.get(show(ty), f"`{show(ty)}`")
        case Adt(args=()):
            return f"`{show(ty)}`"
        case Adt():
            return f"`{show(ty)}`"
        case FnItemTy():
            return "fn item"
        case FnPtr():
            return "fn pointer"
        case ClosureTy():
            words = {
                "": "closure",
                "block": "`async` block",
                "fn": "`async` fn body",
                "closure": "`async` closure body",
            }
            return words[ty.expr.suspends]
        case Param():
            return f"type parameter `{ty.name}`"
        case Opaque():
            if ty.defn.node is not None and ty.defn.node.async_:
                return "future"
            return "associated type" if isinstance(ty.defn.container, TraitDef) else "opaque type"
        case Projection():
            return "associated type"
        case Tuple(items=items) if any(t.has_infer for t in items):
            return f"`{show(ty)}`"
    return f"`{show(ty)}`"
