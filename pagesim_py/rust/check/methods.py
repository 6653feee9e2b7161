"""Method lookup: which function ``receiver.name(..)`` calls, and how the receiver is adapted.

For each autoderef step of the receiver's type (and the slice behind an array at the end): by value, by ``&``, by
``&mut``; in each case inherent functions come before those of traits in scope.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..names import thir, types
from ..names.collect import TYPES
from ..names.defs import Def, FnDefn, ImplDef, ModuleDef, TraitDef
from ..names.impls import NO, head
from ..names.names import visible
from ..names.types import (
    ERROR,
    Array,
    Dyn,
    Infer,
    Opaque,
    Param,
    Projection,
    Ptr,
    Ty,
    substitute,
)
from ..span import Span
from .coerce import Coercion, Step


@dataclass(slots=True)
class Candidate:
    """A function that may be meant. ``impl``: an inherent impl; ``trait``: a trait (with ``args`` if they come from
    a bound)."""

    fn: FnDefn
    impl: ImplDef | None = None
    trait: TraitDef | None = None
    args: tuple[Ty, ...] | None = None


@dataclass(slots=True)
class Pick:
    """The method found: ``steps`` to take, then ``ref`` ("", "&", "&mut", "*const"), then unsizing of an array."""

    candidate: Candidate
    steps: list[Step]
    ref: str
    unsize: bool


@dataclass(slots=True)
class Lookup:
    """What a failed lookup saw on its way, for the message."""

    private: FnDefn | None = None
    several: list[FnDefn] = field(default_factory=list)
    unsatisfied: list[tuple[Candidate, Ty]] = field(default_factory=list)


class Methods(Coercion):
    """Method probing."""

    # --- traits in scope ----------------------------------------------------------------------------------------------

    def traits_in_scope(self, module: ModuleDef) -> list[TraitDef]:
        """All traits whose methods can be called in a module or block."""
        if module.all_traits is not None:
            return module.all_traits
        out: dict[TraitDef, None] = {}
        at: ModuleDef | None = module
        while at is not None:
            for name in {*at.names[TYPES], *at.imports}:
                found = self.items.member(at, name, TYPES)
                if found is not None and isinstance(found.target, TraitDef):
                    out[found.target] = None
            for imp in at.unnamed:
                found = self.items.import_binding(imp, TYPES)
                if found is not None and isinstance(found.target, TraitDef):
                    out[found.target] = None
            for imp in at.globs:
                target = self.items.glob_target(imp)
                if target is not None:
                    for _, binding in self.items.contents(target, TYPES):
                        if isinstance(binding.target, TraitDef) and visible(binding.scope, module):
                            out[binding.target] = None
                    for unnamed in target.unnamed:
                        found = self.items.import_binding(unnamed, TYPES)
                        if found is not None and isinstance(found.target, TraitDef) and visible(found.scope, module):
                            out[found.target] = None
            if at.kind == "mod":
                break
            at = at.outer
        prelude = self.items.prelude()
        if prelude is not None:
            for _, binding in self.items.contents(prelude, TYPES):
                if isinstance(binding.target, TraitDef):
                    out[binding.target] = None
        module.all_traits = list(out)
        return module.all_traits

    def traits_with(self, name: str) -> list[TraitDef]:
        """Traits in scope that have an associated function or constant of that name."""
        module = self.module
        if module.traits is None:
            table: dict[str, list[TraitDef]] = {}
            for trait in self.traits_in_scope(module):
                for n in (*trait.methods, *trait.consts):
                    table.setdefault(n, []).append(trait)
            module.traits = table
        found = module.traits.get(name, [])
        own = self.env.trait or (self.env.impl.trait if self.env.impl is not None else None)
        if own is not None and own not in found and (name in own.methods or name in own.consts):
            return [*found, own]
        return found

    # --- candidates ---------------------------------------------------------------------------------------------------

    def inherent_candidates(self, ty: Ty, name: str, methods_only: bool = True) -> list[Candidate]:
        """Functions of inherent impls, of bounds on parameters, and of an object's traits, for one type."""
        out: list[Candidate] = []
        if isinstance(ty, Param):
            for trait, preds in self.bounds.items():
                if name in trait.methods:
                    out += [
                        Candidate(trait.methods[name], None, trait, p.args)
                        for p in preds
                        if p.assoc is None and p.args[0] is ty
                    ]
        elif isinstance(ty, Projection):
            for p in self.items.assoc_bounds(ty.defn):
                if p.assoc is None and name in p.trait.methods:
                    out.append(
                        Candidate(p.trait.methods[name], None, p.trait, tuple(substitute(a, ty.args) for a in p.args))
                    )
            for trait, preds in self.bounds.items():
                if name in trait.methods:
                    out += [
                        Candidate(trait.methods[name], None, trait, p.args)
                        for p in preds
                        if p.assoc is None and p.args[0] is ty
                    ]
        elif isinstance(ty, Opaque):
            for p in self.opaque_bounds(ty):
                if p.assoc is None and name in p.trait.methods:
                    out.append(Candidate(p.trait.methods[name], None, p.trait, p.args))
        elif isinstance(ty, Dyn):
            own = (ty, *ty.args)
            for p in self.items.supertrait_closure(ty.trait):
                if p.assoc is None and name in p.trait.methods:
                    out.append(
                        Candidate(p.trait.methods[name], None, p.trait, tuple(substitute(a, own) for a in p.args))
                    )
        key = head(ty)
        if key is not None:
            for impl, member in self.items.inherent_members(key, name):
                if isinstance(member, FnDefn) and (member.has_self or not methods_only):
                    out.append(Candidate(member, impl))
        return out

    def instantiate(self, c: Candidate) -> tuple[Ty, ...]:
        """Fresh arguments of the candidate's impl or trait."""
        if c.args is not None:
            return c.args
        owner: Def = c.impl if c.impl is not None else c.trait  # type: ignore[assignment]
        generics = self.items.generics(owner)
        return tuple(self.fresh("const" if p.index in generics.consts else "any") for p in generics.params)

    def fits(self, c: Candidate, self_ty: Ty) -> bool:
        """Whether the candidate takes a receiver of that type (tried; bindings are taken back by the caller)."""
        fn = self.items.sig(c.fn)
        args = self.instantiate(c)
        if not fn.params:
            return False
        formal = fn.params[0]
        own = self.items.generics(fn)
        full = args + tuple(self.fresh("any") for _ in own.params[len(args) :])
        formal = substitute(formal, full)
        if formal.has_projection:
            formal = self.norm_quiet(formal)
        if c.impl is not None:
            self.items.impl_header(c.impl)
        if not self.unify(formal, self_ty):
            return False
        if c.impl is not None:
            for p in self.items.predicates(c.impl):
                if p.assoc is None and self.holds(p.trait, tuple(substitute(a, args) for a in p.args)) is NO:
                    return False
            return True
        if c.args is not None:
            return True
        assert c.trait is not None
        if type(self.shallow(args[0])) is Infer and self.shallow(args[0]).kind == "any":  # type: ignore[attr-defined]
            return False
        return self.holds(c.trait, args) is not NO

    def probe_method(self, ty: Ty, name: str, seen: Lookup) -> Pick | None:
        """Look a method up."""
        steps = list(self.autoderef(ty))
        forms = [(steps[: i + 1], s.ty, False) for i, s in enumerate(steps)]
        last = steps[-1].ty
        if isinstance(last, Array):
            forms.append((steps, types.slice_of(last.item), True))
        inherent: list[Candidate] = []
        for _, step_ty, _ in forms:
            for c in self.inherent_candidates(step_ty, name):
                if not any(o.fn is c.fn and o.args == c.args for o in inherent):
                    inherent.append(c)
        extension = [
            Candidate(t.methods[name], None, t)
            for t in self.traits_with(name)
            if name in t.methods and t.methods[name].has_self
        ]
        if not inherent and not extension:
            return None
        inherent = [c for c in inherent if self.may_use(c, seen)]
        for form_steps, step_ty, unsized in forms:
            if step_ty is ERROR:
                return None
            tries: list[tuple[str, Ty]] = [] if unsized else [("", step_ty)]
            tries += [("&", types.ref(False, step_ty)), ("&mut", types.ref(True, step_ty))]
            if isinstance(step_ty, Ptr) and step_ty.mutable:
                tries.append(("*const", types.ptr(False, step_ty.inner)))
            for ref, self_ty in tries:
                for group in (inherent, extension):
                    hits = []
                    for c in group:
                        mark = self.snapshot()
                        self.cx.muted += 1
                        ok = self.fits(c, self_ty)
                        self.cx.muted -= 1
                        self.rollback(mark)
                        if ok:
                            hits.append(c)
                    if hits:
                        seen.several = [c.fn for c in hits] if sum(c.impl is not None for c in hits) > 1 else []
                        return Pick(self.prefer(hits), form_steps, ref, unsized)
        return None

    def prefer(self, hits: list[Candidate]) -> Candidate:
        """Of several fitting candidates, a subtrait's method hides its supertrait's; else the first."""
        for c in hits:
            if c.impl is not None:
                return c
        return hits[0]

    def may_use(self, c: Candidate, seen: Lookup) -> bool:
        """Whether privacy lets us call it."""
        if c.impl is not None and not visible(c.fn.scope, self.module):
            seen.private = c.fn
            return False
        return True

    # --- taking the pick ----------------------------------------------------------------------------------------------

    def adjust(self, receiver: thir.Expr, pick: Pick, span: Span) -> thir.Expr:
        """The receiver as the method wants it."""
        e = self.apply_steps(receiver, pick.steps, span)
        if pick.ref in ("&", "&mut"):
            e = self.addr_of(e, pick.ref == "&mut", span)
            if pick.unsize:
                array = pick.steps[-1].ty
                assert isinstance(array, Array)
                e = thir.Coerce(types.ref(pick.ref == "&mut", types.slice_of(array.item)), span, "unsize", e)
        elif pick.ref == "*const":
            ty = self.known(e.ty)
            assert isinstance(ty, Ptr)
            e = thir.Coerce(types.ptr(False, ty.inner), span, "ptr", e)
        else:
            e = self.reborrow(e, self.known(e.ty))
        return e

    def no_method(self, receiver: thir.Expr, ty: Ty, name: str, span: Span, seen: Lookup) -> None:
        """Report a method that does not exist."""
        from .member_errors import report_no_method  # only here: most programs have no mistake

        report_no_method(self, receiver, ty, name, span, seen)
