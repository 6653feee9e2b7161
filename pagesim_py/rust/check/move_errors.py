"""What is said of places whose value is gone when it is used, and of values that can't be taken from where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import thir
from ..names.show import show
from ..names.types import Adt, Array, Ptr, Ref, Slice
from ..span import Span
from .move_places import Element, Path, in_enum, nameless, path_of, place_text

if TYPE_CHECKING:
    from ..names.context import Context
    from .fn import BodyChecker


def unset(cx: Context, e: thir.Expr, span: Span, declared: Span, possibly: bool) -> None:
    """E0381."""
    name = place_text(e)
    state = "is possibly-uninitialized" if possibly else "isn't initialized"
    also = [(declared, "binding declared here but left uninitialized")]
    label = f"`{name}` used here but it {state}"
    cx.error("E0381", f"used binding `{name}` {state}", span, label, also=also)


def gone(cx: Context, e: thir.Expr, how: str, span: Span, moved: Path, at: Span) -> None:
    """E0382: ``e`` is used as ``how``, but ``moved`` inside the variable, or around the place, was moved at ``at``."""
    found = path_of(e)
    assert found is not None
    local, path = found
    part = len(moved) > len(path)
    named = e
    if how != "move":  # rustc names what was moved
        while not part and isinstance(named, thir.Field | thir.Deref | thir.Index):
            shorter = path_of(named)
            if shorter is None or len(shorter[1]) <= len(moved):
                break
            named = named.operand
    known = path_of(named)
    name = "" if known is None or nameless(known[1]) else f": `{place_text(named)}`"
    word = "borrow" if how == "borrow" else "use"
    done = "borrowed" if how == "borrow" else "used"
    label = f"value {done} here after {'partial ' if part else ''}move"
    what = name.removeprefix(": ") or "value"
    why = f"move occurs because {what} has type `{show(named.ty)}`, which does not implement the `Copy` trait"
    also = [(at, "value moved here"), (local.span, why)]
    if at == span:
        label = "value moved here, in previous iteration of loop"
        also = also[1:]
    cx.error("E0382", f"{word} of {'partially moved' if part else 'moved'} value{name}", span, label, also=also)


def owner_with_drop(ck: BodyChecker, e: thir.Expr) -> Adt | None:
    """The first type with ``Drop`` on the way to a place: nothing can be moved out of it."""
    found = None
    while True:
        if isinstance(e, thir.Field):
            ty = e.operand.ty
            if isinstance(ty, Adt) and ck.has_drop_impl(ty):
                found = ty
        elif not (isinstance(e, thir.Index) or (isinstance(e, thir.Deref) and isinstance(e.operand.ty, Adt))):
            return found
        e = e.operand


def no_move(ck: BodyChecker, e: thir.Expr, span: Span, bound: Span | None = None) -> bool:
    """E0507, E0508, E0509: a value is taken from ``e``, which isn't in a variable or in something that has it to give.
    ``bound``: the binding of a pattern that takes it. Whether there was something to report.
    """
    cx = ck.cx
    also = [(bound, "data moved here")] if bound is not None else []
    helps = ["consider borrowing here: `&`"] if bound is not None else []
    root = e
    while (
        isinstance(root, thir.Field)
        or (isinstance(root, thir.Deref) and isinstance(root.operand.ty, Adt))
        or (isinstance(root, Element) and isinstance(root.operand.ty, Array))
    ):
        root = root.operand
    owner = owner_with_drop(ck, e)
    if owner is not None and not isinstance(root, thir.Deref | thir.StaticRef | thir.Index):
        text = f"cannot move out of type `{show(owner)}`, which implements the `Drop` trait"
        cx.error("E0509", text, span, "cannot move out of here", also=also, helps=helps)
        return True
    name = place_text(e)
    why = f"move occurs because `{name}` has type `{show(e.ty)}`, which does not implement the `Copy` trait"
    label = "" if bound is not None else why
    if isinstance(root, thir.StaticRef):
        static = root.defn.name
        text = f"static item `{static}`" if root is e else f"`{name}` as `{static}` is a static item"
        cx.error("E0507", f"cannot move out of {text}", span, label, also=also, helps=helps)
        return True
    if isinstance(root, thir.Index):
        of = root.operand.ty
        if isinstance(of, Array | Slice):
            text = f"type `{show(of)}`, a non-copy {'array' if isinstance(of, Array) else 'slice'}"
            cx.error("E0508", f"cannot move out of {text}", span, "cannot move out of here", also=also, helps=helps)
            return True
        return False
    if not isinstance(root, thir.Deref):
        return False
    inner = root.operand
    if isinstance(inner, thir.Call):
        trait = inner.defn.container.name if inner.defn.container is not None else ""
        kind = {"Deref": "dereference", "DerefMut": "dereference", "Index": "index", "IndexMut": "index"}.get(trait)
        if kind is not None and inner.defn.name in ("deref", "deref_mut", "index", "index_mut") and inner.generics:
            text = f"cannot move out of {kind} of `{show(inner.generics[0])}`"
            cx.error("E0507", text, span, label.replace(f"`{name}`", "value"), also=also, helps=helps)
            return True
    pointer = inner.ty
    if not isinstance(pointer, Ref | Ptr):
        return False
    kinds = "raw pointer" if isinstance(pointer, Ptr) else f"{'mutable' if pointer.mutable else 'shared'} reference"
    base = inner
    while isinstance(base, thir.Field | thir.Index | thir.Deref):
        base = base.operand
    if not isinstance(base, thir.LocalRef | thir.UpvarRef | thir.StaticRef):
        text = f"cannot move out of a {kinds}"
    else:
        text = f"cannot move out of {from_variant(e)} which is behind a {kinds}"
    cx.error("E0507", text, span, label, also=also, helps=helps)
    return True


def from_variant(e: thir.Expr) -> str:
    """A place as it is named where something is taken out of it: what is in an enum by the enum and its variant."""
    found = None
    at = e
    while isinstance(at, thir.Field | thir.Deref | thir.Index):
        if isinstance(at, thir.Field) and in_enum(at):
            found = at
        at = at.operand
    if found is None:
        return f"`{place_text(e)}`"
    ty = found.operand.ty
    assert isinstance(ty, Adt)
    text = place_text(found.operand)
    return f"`{text.removeprefix('*')}` as enum variant `{ty.defn.variants[found.variant].name}`"
