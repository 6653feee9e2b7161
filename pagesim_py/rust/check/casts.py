"""``as``: what each cast does, and E0604 to E0607 for those that are not allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import thir, types
from ..names.show import show
from ..names.types import (
    BOOL,
    CHAR,
    ERROR,
    INTEGER_BITS,
    U8,
    Adt,
    Array,
    ClosureTy,
    FnItemTy,
    FnPtr,
    Infer,
    Prim,
    Ptr,
    Ref,
    Slice,
    Ty,
)
from ..syntax import ast

if TYPE_CHECKING:
    from .ops import Operators


def is_int(ty: Ty) -> bool:
    """An integer type (or open integer literal)."""
    return (isinstance(ty, Prim) and ty.name in INTEGER_BITS) or (isinstance(ty, Infer) and ty.kind == "int")


def is_float(ty: Ty) -> bool:
    """A float type (or open float literal)."""
    return (isinstance(ty, Prim) and ty.name in ("f32", "f64")) or (isinstance(ty, Infer) and ty.kind == "float")


def fieldless(ck: Operators, ty: Ty) -> bool:
    """An enum whose variants have no fields."""
    return (
        isinstance(ty, Adt)
        and ty.defn.kind == "enum"
        and all(not v.fields for v in ck.items.adt(ty.defn).variants)
        and bool(ty.defn.variants)
    )


def thin(ck: Operators, ty: Ty) -> bool:
    """Whether a pointer to this type has no metadata."""
    ty = ck.struct_tail(ty)
    return not (
        isinstance(ty, Slice | types.Dyn)
        or ty is types.STR
        or (isinstance(ty, types.Param) and ty.index in ck.unsized_params)
    )


def same_metadata(a: Ty, b: Ty) -> bool:
    """Whether wide pointers that end in these carry the same: both a length, or both a vtable."""
    lengths = [isinstance(t, Slice) or t is types.STR for t in (a, b)]
    return all(lengths) or (not any(lengths) and type(a) is type(b))


def finish_cast(ck: Operators, node: thir.Cast, e: ast.Cast) -> None:
    """Set ``node.kind``, or report why the cast cannot be."""
    src, tgt = ck.known(node.operand.ty), ck.known(node.ty)
    if src is ERROR or tgt is ERROR:
        return
    kind = cast_kind(ck, node, src, tgt)
    if kind is not None:
        node.kind = kind
        return
    done = ck.coerce(node.operand, tgt)
    if done is not None:
        node.operand, node.kind = done, "none"
        return
    report(ck, node, e, ck.resolve(src), ck.resolve(tgt))


def cast_kind(ck: Operators, node: thir.Cast, src: Ty, tgt: Ty) -> str | None:
    """The kind of a cast, or None if only a coercion could do it."""
    if is_int(tgt):
        if is_int(src) or src in (BOOL, CHAR) or fieldless(ck, src):
            return "int"
        if is_float(src):
            return "float"
        if isinstance(src, Ptr):
            return "ptr-int" if thin(ck, ck.known(src.inner)) else None
        if isinstance(src, FnItemTy | FnPtr):
            if isinstance(src, FnItemTy):
                reify(ck, node, src)
            return "fn-int"
        return None
    if is_float(tgt):
        return "float" if is_int(src) or is_float(src) else None
    if tgt is CHAR:
        if isinstance(src, Infer) and src.kind == "int":
            ck.unify(src, U8)
            src = U8
        return "int" if src in (U8, CHAR) else None
    if tgt is BOOL:
        return "int" if src is BOOL else None
    if isinstance(tgt, Ptr):
        return to_pointer(ck, node, src, tgt)
    if isinstance(tgt, FnPtr) and isinstance(src, FnItemTy | ClosureTy):
        return None
    return None


def reify(ck: Operators, node: thir.Cast, src: FnItemTy) -> None:
    """Make the operand a function pointer first."""
    sig = ck.fn_sig_of(src)
    if sig is not None:
        ptr = types.fn_ptr(tuple(sig[0]), sig[1], src.defn.abi, src.defn.unsafe_)
        node.operand = thir.Coerce(ptr, node.operand.span, "reify", node.operand)


def to_pointer(ck: Operators, node: thir.Cast, src: Ty, tgt: Ptr) -> str | None:
    """Casts to raw pointers."""
    to = ck.shallow(tgt.inner)
    if is_int(src):
        if not isinstance(to, Infer) and not thin(ck, to):
            return None
        if isinstance(src, Infer):
            ck.unify(src, types.USIZE)
        return "int-ptr"
    if isinstance(src, FnItemTy | FnPtr):
        if isinstance(src, FnItemTy):
            reify(ck, node, src)
        if isinstance(to, Infer):
            ck.unify(to, types.UNIT)
        return "fn-ptr" if thin(ck, to) else None
    if isinstance(src, Ptr | Ref):
        inner = ck.known(src.inner)
        if isinstance(src, Ref) and tgt.mutable and not src.mutable:
            return None
        if isinstance(to, Infer) and to.kind == "any":
            ck.unify(to, inner)
            to = inner
        if isinstance(src, Ref):
            if ck.can_unify(inner, to) or not isinstance(inner, Array):
                done = ck.coerce(node.operand, tgt)
                if done is not None:
                    node.operand = done
                    return "none"
                return None
            if ck.unify(inner.item, to):
                return "array-ptr"
            done = ck.coerce(node.operand, tgt)
            if done is not None:
                node.operand = done
                return "none"
            return None
        if isinstance(inner, Array) and isinstance(to, Slice):
            done = ck.coerce(node.operand, tgt)
            if done is None and tgt.mutable is not src.mutable:
                done = ck.coerce(node.operand, types.ptr(src.mutable, to))
            if done is not None:
                node.operand = done
                return "ptr-ptr"
            return None
        if (
            isinstance(inner, Array)
            and not tgt.mutable
            and not src.mutable
            and not isinstance(to, Array)
            and ck.can_unify(inner.item, to)
        ):
            ck.unify(inner.item, to)
            return "ptr-ptr"
        if thin(ck, to) or (not thin(ck, inner) and same_metadata(ck.struct_tail(inner), ck.struct_tail(to))):
            return "ptr-ptr"
        done = ck.coerce(node.operand, tgt)
        if done is not None:
            node.operand = done
            return "none"
        return None
    return None


def report(ck: Operators, node: thir.Cast, e: ast.Cast, src: Ty, tgt: Ty) -> None:
    """The right one of E0604, E0605, E0606, E0607 (and E0054)."""
    a, b = show(src), show(tgt)
    if ck.has_error(src) or ck.has_error(tgt):
        return
    if tgt is CHAR and (is_int(src) or is_float(src) or src is BOOL):
        ck.cx.error(
            "E0604",
            f"only `u8` can be cast as `char`, not `{a}`",
            e.span,
            "invalid cast",
            helps=["consider using `char::from_u32` instead"],
        )
        return
    if tgt is BOOL and (is_int(src) or is_float(src)):
        ck.cx.error("E0054", f"cannot cast `{a}` as `bool`", e.span, "", helps=["compare with zero instead: `.. != 0`"])
        return
    if isinstance(tgt, Ptr) and isinstance(src, Ptr) and thin(ck, src.inner) and not thin(ck, tgt.inner):
        ck.cx.error("E0607", f"cannot cast thin pointer `{a}` to wide pointer `{b}`", e.span, "")
        return
    prims = (Prim, Ptr, FnPtr, FnItemTy, Ref)
    if isinstance(src, Ptr) and is_int(tgt) and not thin(ck, src.inner):
        ck.cx.error(
            "E0606", f"casting `{a}` as `{b}` is invalid", e.span, "", helps=["cast through a thin pointer first"]
        )
        return
    if (
        isinstance(src, prims)
        and isinstance(tgt, prims)
        and not (isinstance(tgt, Ref | FnPtr) or (isinstance(src, Ref) and not isinstance(tgt, Prim | Ptr)))
    ):
        helps = []
        if isinstance(src, Ref) and isinstance(tgt, Prim):
            if is_int(tgt) and not (isinstance(src.inner, Prim) and src.inner.name in INTEGER_BITS):
                ck.cx.error(
                    "E0606",
                    f"casting `{a}` as `{b}` is invalid",
                    e.span,
                    "",
                    helps=["cast to a raw pointer first: `as *const _ as " + b + "`"],
                )
                return
            helps = ["dereference the expression: put `*` before it"]
        ck.cx.error("E0606", f"casting `{a}` as `{b}` is invalid", e.span, "", helps=helps)
        return
    what = (
        "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object"
    )
    ck.cx.error("E0605", f"non-primitive cast: `{a}` as `{b}`", e.span, what)
