"""Coercions, and looking through references (autoderef)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..names import thir, types
from ..names.defs import FnDefn, TraitDef
from ..names.fulfil import RIGID
from ..names.impls import MAYBE, NO, Obligation
from ..names.types import (
    ERROR,
    NEVER,
    Adt,
    Array,
    ClosureTy,
    Dyn,
    FnItemTy,
    FnPtr,
    Infer,
    Param,
    Ptr,
    Ref,
    Slice,
    Ty,
    substitute,
)
from ..span import Span
from .body import BodyState

PLACES = (thir.LocalRef, thir.UpvarRef, thir.StaticRef, thir.Deref, thir.Index)
TAILS = 64
"""Structs within structs that are followed to what they end in; one that holds itself is an error told elsewhere."""


@dataclass(slots=True)
class Step:
    """One autoderef step: the type reached; ``how``: "" (start), "builtin", "box" or "overloaded"."""

    ty: Ty
    how: str


def is_place(e: thir.Expr) -> bool:
    """Whether an expression denotes a place in memory (not a temporary value)."""
    while isinstance(e, thir.Field):
        e = e.operand
    return isinstance(e, PLACES)


class Coercion(BodyState):
    """Coercion sites."""

    # --- autoderef ----------------------------------------------------------------------------------------------------

    def autoderef(self, ty: Ty, raw: bool = False) -> Iterator[Step]:
        """The type itself, then what each dereference reaches (raw pointers only with ``raw``)."""
        ty = self.known(ty)
        yield Step(ty, "")
        for _ in range(30):
            if isinstance(ty, Ref) or (raw and isinstance(ty, Ptr)):
                ty, how = self.known(ty.inner), "builtin"
            elif isinstance(ty, Adt) and ty.defn.lang == "owned_box":
                ty, how = self.known(ty.args[0]), "box"
            elif isinstance(ty, Adt | Param | types.Opaque | types.Projection | Dyn):
                target = self.deref_target(ty)
                if target is None:
                    return
                ty, how = self.known(target), "overloaded"
            else:
                return
            yield Step(ty, how)

    def deref_target(self, ty: Ty) -> Ty | None:
        """``<ty as Deref>::Target``, if it implements Deref."""
        trait = self.cx.lang_trait("deref")
        if trait is None or "Target" not in trait.types:
            return None
        answer = self.select(trait, (ty,))
        if answer is NO or answer is MAYBE:
            return None
        found = self.project(trait.types["Target"], (ty,))
        if isinstance(found, Ty):
            return self.normalize(found)
        return types.projection(trait.types["Target"], (ty,)) if found is RIGID else None

    def deref_step(self, e: thir.Expr, step: Step, span: Span) -> thir.Expr:
        """Apply one autoderef step to a place or value."""
        if step.how == "overloaded":
            trait = self.cx.lang_trait("deref")
            assert trait is not None
            method = self.items.sig(trait.methods["deref"])
            call = thir.Call(
                types.ref(False, step.ty), span, method, (e.ty,), [thir.AddrOf(types.ref(False, e.ty), span, e, False)]
            )
            return thir.Deref(step.ty, span, call)
        return thir.Deref(step.ty, span, e)

    def apply_steps(self, e: thir.Expr, steps: list[Step], span: Span) -> thir.Expr:
        """Apply autoderef steps (without the first, which is the start)."""
        for step in steps[1:]:
            e = self.deref_step(e, step, span)
        return e

    def make_mut(self, e: thir.Expr) -> None:
        """The place is to be changed: overloaded derefs and indexing on the way become the mutable ones."""
        while True:
            if isinstance(e, thir.Field | thir.Index):
                e = e.operand
            elif isinstance(e, thir.Deref):
                inner = e.operand
                if (
                    isinstance(inner, thir.Call)
                    and inner.defn.container in (self.cx.lang("deref"), self.cx.lang("index"))
                    and inner.defn.name in ("deref", "index")
                ):
                    name = "deref_mut" if inner.defn.name == "deref" else "index_mut"
                    trait = self.cx.lang_trait(name)
                    place = inner.args[0]
                    if trait is None or not isinstance(place, thir.AddrOf):
                        return
                    base = self.known(place.operand.ty)
                    args = (base, *inner.generics[1:])
                    if self.probe(lambda t=trait, a=args: self.select(t, a) is NO):  # type: ignore[misc]
                        return
                    inner.defn = self.items.sig(trait.methods[name])
                    inner.ty = types.ref(True, e.ty)
                    place.mutable = True
                    place.ty = types.ref(True, place.operand.ty)
                    e = place.operand
                    continue
                ty = self.known(inner.ty)
                if isinstance(ty, Ptr) or (isinstance(ty, Ref) and not ty.mutable):
                    return
                e = inner
            else:
                return

    def addr_of(self, e: thir.Expr, mutable: bool, span: Span) -> thir.Expr:
        """``&e`` or ``&mut e``, made by the compiler."""
        if mutable:
            self.make_mut(e)
        return thir.AddrOf(types.ref(mutable, e.ty), span, e, mutable)

    # --- coercion -----------------------------------------------------------------------------------------------------

    def coerce_to(self, expr: thir.Expr, target: Ty, also: list[tuple[Span, str]] | None = None) -> thir.Expr:
        """Coerce, or report E0308."""
        done = self.coerce(expr, target)
        if done is None:
            self.mismatched(expr, target, also=also)
            return self.error_expr(expr.span)
        return done

    def coerce(self, expr: thir.Expr, target: Ty) -> thir.Expr | None:
        """The expression as a value of type ``target``, or None if no coercion makes it one."""
        src, tgt = self.known(expr.ty), self.shallow(target)
        if src is ERROR or tgt is ERROR:
            if src is not ERROR:
                return thir.Coerce(ERROR, expr.span, "never", expr)
            self.unify(src, tgt)
            return expr
        if src is NEVER:
            if tgt is NEVER:
                return expr
            if type(tgt) is Infer:
                self.diverging.add(tgt.number)
            return thir.Coerce(tgt, expr.span, "never", expr)
        if src is tgt:
            return self.reborrow(expr, src)
        if type(src) is Infer or type(tgt) is Infer:
            return expr if self.unify(src, tgt) else None  # as in rustc, nothing is borrowed again for an open type
        tgt = self.normalize(tgt, expr.span) if tgt.has_projection else tgt
        done = self.unsize(expr, src, tgt)
        if done is not None:
            return done
        if type(tgt) is Ptr:
            done = self.to_raw(expr, src, tgt)
            if done is not None:
                return done
        elif type(tgt) is Ref and type(src) is Ref:
            done = self.to_ref(expr, src, tgt)
            if done is not None:
                return done
        elif type(tgt) is FnPtr:
            done = self.to_fn_ptr(expr, src, tgt)
            if done is not None:
                return done
        return expr if self.unify(src, tgt) else None

    def reborrow(self, expr: thir.Expr, ty: Ty) -> thir.Expr:
        """A ``&mut`` in a place is borrowed again, not moved away."""
        if type(ty) is Ref and ty.mutable and is_place(expr):
            return thir.AddrOf(ty, expr.span, thir.Deref(ty.inner, expr.span, expr), True)
        return expr

    def to_raw(self, expr: thir.Expr, src: Ty, tgt: Ptr) -> thir.Expr | None:
        if type(src) is Ptr:
            if src.mutable and not tgt.mutable and self.unify(src.inner, tgt.inner):
                return thir.Coerce(tgt, expr.span, "ptr", expr)
            return None
        if type(src) is Ref and (src.mutable or not tgt.mutable):
            if self.unify(src.inner, tgt.inner):
                return thir.Coerce(tgt, expr.span, "ptr", self.reborrow(expr, src))
            steps = list(self.autoderef(src))
            for n in range(1, len(steps)):
                if self.unify(steps[n].ty, tgt.inner):
                    place = self.apply_steps(expr, steps[: n + 1], expr.span)
                    return thir.Coerce(
                        tgt, expr.span, "ptr", self.addr_of(place, src.mutable and tgt.mutable, expr.span)
                    )
        return None

    def to_ref(self, expr: thir.Expr, src: Ref, tgt: Ref) -> thir.Expr | None:
        """``&mut T`` to ``&T``, and deref coercion."""
        if tgt.mutable and not src.mutable:
            return None
        steps: list[Step] = []
        for step in self.autoderef(src):
            steps.append(step)
            if len(steps) == 1:
                continue
            if self.unify(step.ty, tgt.inner):
                if len(steps) == 2 and src.mutable == tgt.mutable:
                    return self.reborrow(expr, src)
                if len(steps) == 2:
                    return thir.AddrOf(tgt, expr.span, thir.Deref(src.inner, expr.span, expr), False)
                return self.addr_of(self.apply_steps(expr, steps, expr.span), tgt.mutable, expr.span)
        return None

    def to_fn_ptr(self, expr: thir.Expr, src: Ty, tgt: FnPtr) -> thir.Expr | None:
        """Function items and closures without captures to function pointers."""
        if type(src) is FnItemTy:
            params, ret = self.fn_sig_of(src) or ([], ERROR)
            fn: FnDefn = src.defn
            own = types.fn_ptr(tuple(params), ret, fn.abi, fn.unsafe_)
            if not fn.unsafe_ and tgt.unsafe_:
                own = types.fn_ptr(own.params, own.ret, own.abi, True)
            if self.unify(own, tgt):
                return thir.Coerce(tgt, expr.span, "reify", expr)
            return None
        if type(src) is ClosureTy:
            params, ret = self.fn_sig_of(src) or ([], ERROR)
            if tgt.abi == "Rust" and self.unify(types.fn_ptr(tuple(params), ret, "Rust", tgt.unsafe_), tgt):
                return thir.Coerce(tgt, expr.span, "closure-fn", expr)
            return None
        if type(src) is FnPtr and not src.unsafe_ and tgt.unsafe_:
            if self.unify(types.fn_ptr(src.params, src.ret, src.abi, True), tgt):
                return thir.Coerce(tgt, expr.span, "unsafe-fn", expr)
        return None

    # --- unsizing -----------------------------------------------------------------------------------------------------

    def unsize(self, expr: thir.Expr, src: Ty, tgt: Ty) -> thir.Expr | None:
        """``&[T; N]`` to ``&[T]``, ``&T`` to ``&dyn Trait``, the same behind raw pointers and Box."""
        if type(src) is Adt and type(tgt) is Adt:
            if src.defn is not tgt.defn or not src.args or not tgt.args:
                return None
            a, b = self.known(src.args[0]), self.shallow(tgt.args[0])
            if src.defn.lang == "pin":  # as the pointer in it
                inner = self.unsize(expr, a, b) if a is not b else None
                return thir.Coerce(tgt, expr.span, "unsize", expr) if inner is not None else None
            trait = self.cx.lang_trait("coerce_unsized")
            if src.defn.lang != "owned_box" and (
                trait is None
                or not any(
                    i.trait_args and getattr(i.self_ty, "defn", None) is src.defn
                    for i in self.items.impls_of(trait, src.defn)
                )
            ):
                return None
            if self.unsize_or_undo(a, b, expr.span):
                return thir.Coerce(tgt, expr.span, "unsize", expr)
            return None
        if type(tgt) not in (Ref, Ptr) or type(src) not in (Ref, Ptr) or (type(src) is Ptr and type(tgt) is Ref):
            return None
        if tgt.mutable and not src.mutable:  # type: ignore[attr-defined]
            return None
        b = self.shallow(tgt.inner)  # type: ignore[attr-defined]
        if type(b) not in (Slice, Dyn) and not (type(b) is Adt and type(self.struct_tail(b)) in (Slice, Dyn)):
            return None
        a = self.known(src.inner)  # type: ignore[attr-defined]
        if not self.unsize_or_undo(a, b, expr.span):
            return None
        inner = self.reborrow(expr, src)
        return thir.Coerce(tgt, expr.span, "unsize", inner)

    def unsize_or_undo(self, a: Ty, b: Ty, span: Span) -> bool:
        """Whether ``a`` unsizes to ``b``, which leaves nothing behind if it doesn't."""
        self.known(self.struct_tail(a))  # first, for what obligations tell is true in any case and must stay
        mark, pending = self.snapshot(), len(self.pending)
        if self.unsize_pair(a, b, span):
            return True
        self.rollback(mark)
        del self.pending[pending:]
        return False

    def unsize_pair(self, a: Ty, b: Ty, span: Span) -> bool:
        """Whether ``a`` unsizes to ``b``; notes what must hold for it."""
        if type(b) is Slice:
            return type(a) is Array and self.unify(a.item, b.item)
        if type(b) is Adt:
            return self.unsize_struct(a, b, span)
        if type(b) is not Dyn or (type(a) is Infer and a.kind == "any") or type(a) is Slice or a is types.STR:
            return False
        if type(a) is Dyn:
            return self.upcast(a, b)
        self.require_object(a, b, span)
        return True

    def struct_tail(self, ty: Ty) -> Ty:
        """What a struct ends in, through structs."""
        for _ in range(TAILS):
            if not (isinstance(ty, Adt) and ty.defn.kind == "struct"):
                break
            fields = self.items.adt(ty.defn).variants[0].fields
            if not fields:
                break
            ty = self.shallow(substitute(fields[-1].ty, ty.args))
        return ty

    def unsize_struct(self, a: Ty, b: Adt, span: Span) -> bool:
        """A struct unsizes if its last field does, and that alone has the parameters that change."""
        if not isinstance(a, Adt) or a.defn is not b.defn or a is b or a.defn.kind != "struct":
            return False
        fields = [f.ty for f in self.items.adt(a.defn).variants[0].fields]
        if not fields:
            return False
        *others, last = fields
        for i, (x, y) in enumerate(zip(a.args, b.args, strict=True)):
            param = self.items.generics(a.defn).params[i]
            only_last = mentions(last, param) and not any(mentions(o, param) for o in others)
            if not only_last and not self.unify(x, y):
                return False
        return self.unsize_pair(self.shallow(substitute(last, a.args)), self.shallow(substitute(last, b.args)), span)

    def upcast(self, a: Dyn, b: Dyn) -> bool:
        if a is b:
            return False
        if a.trait is b.trait:
            return set(b.autos) <= set(a.autos) and self.unify(types.dyn(a.trait, a.args, a.assoc, b.autos), b)
        own = (a, *a.args)
        for p in self.items.supertrait_closure(a.trait):
            if p.trait is b.trait and p.assoc is None:
                return self.unify(types.tuple_of(*(substitute(x, own) for x in p.args[1:])), types.tuple_of(*b.args))
        return False

    def require_object(self, a: Ty, b: Dyn, span: Span) -> None:
        """``a`` must implement what ``dyn ..`` promises."""

        trait: TraitDef = b.trait
        cause = ("object", b)
        self.require(trait, (a, *b.args), span, cause)
        for name, value in b.assoc:
            found = self.items.find_assoc(trait, (a, *b.args), name)
            if found is not None and found[0].trait is not None:
                self.pending.append(Obligation(found[0].trait, found[1], span, found[0], value, cause=cause))
        for auto in b.autos:
            self.require(auto, (a,), span, cause)
        sized = self.cx.lang_trait("sized")
        if sized is not None:
            self.require(sized, (a,), span, cause)


def mentions(ty: Ty, param: Ty) -> bool:
    """Whether a type has a parameter in it."""
    found = ty is param

    def look(t: Ty) -> Ty:
        nonlocal found
        found = found or mentions(t, param)
        return t

    ty.rebuild(look)
    return found
