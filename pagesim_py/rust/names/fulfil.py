"""Projections (``<T as Trait>::Assoc``) and pending obligations."""

from __future__ import annotations

from typing import Any

from ..span import NO_SPAN, Span
from . import types
from .consteval import Evaluator
from .constvalues import ConstError
from .defs import AssocTyDef, Predicate, TraitDef
from .impls import MAYBE, NO, Answer, Impls, Obligation, Selection
from .show import show
from .traits import Selector
from .types import (
    ERROR,
    ClosureTy,
    ConstExpr,
    Dyn,
    Infer,
    Opaque,
    Param,
    Projection,
    Ty,
    substitute,
)

RIGID = Answer("RIGID")


MAX_NESTED = 40
"""Projections that are worked out inside one another."""
MAX_OVERFLOWS = 30
"""So often may that be too few before the requirement counts as endless."""


def variables(ty: Ty) -> set[Ty]:
    """The inference variables in a type."""
    if not ty.has_infer:
        return set()
    if type(ty) is Infer:
        return {ty}
    return {v for c in ty.children() for v in variables(c)}


class Fulfil(Selector):
    """Selection with normalisation and a list of obligations still to be shown."""

    def __init__(
        self, items: Impls, env: list[Predicate] | None = None, unsized: frozenset[int] | set[int] | None = None
    ) -> None:
        super().__init__(items, env, unsized)
        self.pending: list[Obligation] = []
        self.worked_out: dict[tuple[AssocTyDef, tuple[Ty, ...]], Ty] = {}
        self.projecting: list[tuple[AssocTyDef, tuple[Ty, ...]]] = []

    overflows = 0
    at: Span = NO_SPAN

    # --- projections --------------------------------------------------------------------------------------------------

    def project(self, defn: AssocTyDef, args: tuple[Ty, ...], depth: int = 0) -> Ty | Answer:
        """The type that a projection stands for; RIGID if it stands for itself here, MAYBE while open, NO if the
        trait does not hold."""
        args = tuple(self.norm_quiet(self.resolve(a)) for a in args)
        trait = defn.trait
        assert trait is not None
        if any(a is ERROR for a in args):
            return ERROR
        key: Any = None
        if not any(a.has_infer or a.has_param or a.has_projection for a in args) and not any(
            isinstance(a, ClosureTy) for a in args
        ):
            key = (defn, args)
            store = self.cx.local if not defn.prelude or any(a.local for a in args) else self.cx.shared.store
            if key in store.projected:
                return store.projected[key]  # type: ignore[no-any-return]
        elif (before := self.worked_out.get((defn, args))) is not None:
            return before
        if (defn, args) in self.projecting:
            return RIGID
        if len(self.projecting) > MAX_NESTED:
            self.overflows += 1
            if self.overflows == MAX_OVERFLOWS:
                what = show(types.projection(self.projecting[0][0], self.projecting[0][1]))
                self.cx.error("E0275", f"overflow evaluating the requirement `{what} == _`", self.at, "")
            return ERROR if self.overflows >= MAX_OVERFLOWS else RIGID
        self.projecting.append((defn, args))
        try:
            found = self._project(defn, trait, args, depth)
            if isinstance(found, Ty):
                found = self.resolve(found)
                if found.has_projection:
                    found = self.norm_quiet(found)
        finally:
            self.projecting.pop()
        if key is not None and isinstance(found, Ty) and not found.has_infer:
            store.projected[key] = found
        elif key is None and isinstance(found, Ty) and self.lasting(found, args):
            self.worked_out[defn, args] = found
        return found

    def lasting(self, found: Ty, args: tuple[Ty, ...]) -> bool:
        """Whether a projection's type holds as long as its arguments are what they are now: it has no variables but
        theirs, and working it out has bound none of these."""
        if found is ERROR or found.has_projection or any(self.resolve(a) is not a for a in args):
            return False
        return not found.has_infer or variables(found) <= {v for a in args for v in variables(a)}

    def _project(self, defn: AssocTyDef, trait: TraitDef, args: tuple[Ty, ...], depth: int) -> Ty | Answer:
        self_ty = args[0]
        if type(self_ty) is Infer and self_ty.kind == "any":
            return MAYBE
        found = self.value_in(self.bounds.get(trait, []), defn, args)
        if found is not None:
            return found
        if type(self_ty) is Projection:
            bounds = [self.subst_pred(p, self_ty.args) for p in self.items.assoc_bounds(self_ty.defn)]
            found = self.value_in(bounds, defn, args)
        elif type(self_ty) is Opaque:
            found = self.value_in(self.opaque_bounds(self_ty), defn, args)
        elif type(self_ty) is Dyn:
            found = self.object_value(self_ty, defn, args)
        if found is not None:
            return found
        if trait.lang in ("fn", "fn_mut", "fn_once"):
            sig = self.fn_sig_of(self_ty)
            if sig is not None:
                self.unify(types.tuple_of(*sig[0]), args[1])
                return sig[1]
        if trait.lang == "future_trait" and type(self_ty) is ClosureTy and self_ty.expr.suspends:
            return substitute(self_ty.expr.ret or types.UNIT, self_ty.args)
        count = len(self.items.generics(trait).params)
        answer = self.select(trait, args[:count], depth)
        if isinstance(answer, Answer):
            if answer is NO and (self_ty.has_param or self_ty.has_projection):
                return RIGID if any(isinstance(a, Param | Projection | Opaque) for a in args[:1]) else NO
            return answer
        if answer.kind == "impl":
            impl = answer.impl
            assert impl is not None
            value = self.items.impl_type(impl, defn.name)
            if value is None:
                default = self.items.assoc_default(defn)
                if default is None:
                    return ERROR
                value = substitute(default, args)
            else:
                value = substitute(value, (*answer.args, *args[count:]))
            for t, a, assoc, bound_value in answer.nested:
                if assoc is not None and bound_value is not None and type(self.resolve(a[0])) is not Infer:
                    got = self.project(assoc, a, depth + 1)
                    if isinstance(got, Ty):
                        self.unify(got, bound_value)
                elif assoc is None and any(self.resolve(x).has_infer for x in a):
                    self.select(t, a, depth + 1)
            return self.norm_quiet(self.resolve(value)) if value.has_projection else value
        if answer.kind == "error":
            return ERROR
        return RIGID

    def value_in(self, bounds: list[Predicate], defn: AssocTyDef, args: tuple[Ty, ...]) -> Ty | None:
        """The value that a bound in scope gives an associated type."""
        for p in bounds:
            if p.assoc is defn and p.value is not None:
                mark = self.snapshot()
                if self._unify_all(p.args, args):
                    return p.value
                self.rollback(mark)
        return None

    def object_value(self, dyn: Dyn, defn: AssocTyDef, args: tuple[Ty, ...]) -> Ty | None:
        """An associated type of an object."""
        own = (dyn, *dyn.args)
        for p in self.items.supertrait_closure(dyn.trait):
            if p.assoc is None and p.trait is defn.trait:
                for name, value in dyn.assoc:
                    if name == defn.name:
                        self.unify(types.tuple_of(*(substitute(a, own) for a in p.args)), types.tuple_of(*args))
                        return value
        return None

    def norm_quiet(self, ty: Ty) -> Ty:
        """The type with every projection that can be worked out replaced; others stay."""
        if not ty.has_projection:
            return ty
        ty = ty.rebuild(self.norm_quiet)
        if type(ty) is Projection:
            found = self.project(ty.defn, ty.args)
            return found if isinstance(found, Ty) else ty
        if type(ty) is ConstExpr:
            return self.const_expr(ty)
        return ty

    def reveal(self, ty: Ty) -> Ty:
        return self.norm_quiet(self.resolve(ty)) if isinstance(ty, Projection | ConstExpr) else ty

    def const_expr(self, ty: ConstExpr) -> Ty:
        """A constant that depends on generics, once they are known."""
        args = tuple(self.resolve(a) for a in ty.args)
        if any(a.has_infer or a.has_param for a in args):
            return types.const_expr(ty.defn, args)

        try:
            value = Evaluator(self.items).constant(ty.defn, args)
        except ConstError as e:
            if not e.silent:
                self.cx.error(e.code, e.message, e.span or ty.defn.span, e.label)
            return ERROR
        return types.const_value(int(value), self.items.const_ty(ty.defn))

    def normalize(self, ty: Ty, span: Span = NO_SPAN, cause: Any = None) -> Ty:
        """The type with projections replaced: by what they are, or by a variable that will become it."""
        if not ty.has_projection:
            return ty
        ty = self.resolve(ty)
        ty = ty.rebuild(lambda t: self.normalize(t, span, cause))
        if type(ty) is ConstExpr:
            return self.const_expr(ty)
        if type(ty) is not Projection:
            return ty
        if span.file:
            self.at = span
        found = self.project(ty.defn, ty.args)
        if isinstance(found, Ty):
            return (
                self.normalize(found, span, cause)
                if found.has_projection and not isinstance(found, Projection)
                else found
            )
        if found is RIGID:
            return ty
        assert ty.defn.trait is not None
        if found is MAYBE:
            var = self.fresh("any", span)
            self.pending.append(Obligation(ty.defn.trait, ty.args, span, ty.defn, var, cause=cause))
            return var
        self.unsatisfied(Obligation(ty.defn.trait, ty.args, span, cause=cause))
        return ERROR

    def projection_may_be(self, assoc: AssocTyDef, args: tuple[Ty, ...], value: Ty, depth: int) -> bool:
        found = self.project(assoc, args, depth)
        if isinstance(found, Ty):
            value = self.norm_quiet(self.resolve(value))
            return (value.has_projection and value.has_infer) or self.unify(found, value)
        return found is not NO

    # --- obligations --------------------------------------------------------------------------------------------------

    def require(self, trait: TraitDef, args: tuple[Ty, ...], span: Span, cause: Any = None) -> None:
        """Note that a trait must hold."""
        self.pending.append(Obligation(trait, args, span, cause=cause))

    def require_all(self, predicates: list[Predicate], args: tuple[Ty, ...], span: Span, cause: Any = None) -> None:
        """Note the bounds of an item used with these arguments."""
        for p in predicates:
            actual = tuple(substitute(a, args) for a in p.args)
            value = substitute(p.value, args) if p.value is not None else None
            self.pending.append(
                Obligation(p.trait, actual, span, p.assoc, value, cause=cause if cause is not None else p)
            )

    def solve(self) -> None:
        """Show all pending obligations that can be; report those that cannot hold; keep the open ones."""
        values = self.values
        progress = True
        while progress:
            progress = False
            todo, self.pending = self.pending, []
            for i, ob in enumerate(todo):
                if ob.stalled and all(values[v] is None for v in ob.stalled):
                    self.pending.append(ob)
                    continue
                if self.step(ob):
                    progress = True
                else:
                    self.pending.append(ob)
                if len(self.pending) > 5000:
                    self.pending += todo[i + 1 :]
                    return

    def step(self, ob: Obligation) -> bool:
        """Work on one obligation; False if it must wait."""
        if ob.depth > 40:
            return True
        args = tuple(self.resolve(a) for a in ob.args)
        if any(a.has_projection for a in args):
            args = tuple(self.normalize(a, ob.span, ob.cause) if a.has_projection else a for a in args)
        ob.args = args
        if any(a is ERROR for a in args):
            if ob.value is not None and isinstance(ob.value, Infer):
                self.unify(ob.value, ERROR)
            return True
        if ob.assoc is not None:
            assert ob.value is not None
            found = self.project(ob.assoc, args)
            if found is MAYBE:
                self.stall(ob)
                return False
            if found is NO:
                self.unsatisfied(Obligation(ob.trait, args, ob.span, cause=ob.cause))
                self.unify(ob.value, ERROR)
                return True
            actual = types.projection(ob.assoc, args) if isinstance(found, Answer) else found
            if isinstance(found, Ty) and found.has_projection:
                actual = self.normalize(found, ob.span)
            value = self.normalize(ob.value, ob.span)
            if not self.unify(actual, value):
                self.mismatch(ob, self.resolve(actual), self.resolve(value))
            return True
        answer = self.select(ob.trait, args)
        if answer is MAYBE:
            self.stall(ob)
            return False
        if answer is NO:
            self.unsatisfied(ob)
            return True
        assert isinstance(answer, Selection)
        for trait, inner, assoc, wanted in answer.nested:
            self.pending.append(Obligation(trait, inner, ob.span, assoc, wanted, ob.depth + 1, cause=ob.cause))
        return True

    def stall(self, ob: Obligation) -> None:
        """Note the variables that an obligation waits for."""
        found: list[int] = []

        def walk(t: Ty) -> None:
            t = self.shallow(t)
            if type(t) is Infer:
                found.append(t.number)
            elif t.has_infer:
                for c in t.children():
                    walk(c)

        for a in ob.args:
            walk(a)
        ob.stalled = found

    def unsatisfied(self, ob: Obligation) -> None:
        """Report a trait that does not hold (overridden by the body checker)."""

    def mismatch(self, ob: Obligation, actual: Ty, expected: Ty) -> None:
        """Report an associated type that is not what was asked (overridden)."""
