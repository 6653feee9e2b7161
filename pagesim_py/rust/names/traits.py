"""Trait selection: which impl, bound or built-in rule makes ``args[0]: Trait<args[1..]>`` true.

Follows rustc: bounds in scope win over impls; of several impls those whose own bounds cannot hold are dropped; what
is still not unique while variables are open is ambiguous and tried again later.
"""

from __future__ import annotations

from . import types
from .defs import AssocTyDef, FnDefn, ImplDef, Predicate, TraitDef
from .impls import DENIED, MAX_DEPTH, MAYBE, NO, Answer, Impls, Selection, head
from .types import (
    ERROR,
    Adt,
    Array,
    ClosureTy,
    Dyn,
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
from .unify import Inference


class Selector(Inference):
    """Selection with the bounds of one item in scope."""

    items: Impls

    def __init__(
        self, items: Impls, env: list[Predicate] | None = None, unsized: frozenset[int] | set[int] | None = None
    ) -> None:
        super().__init__(items)
        self.bounds: dict[TraitDef, list[Predicate]] = {}
        self.unsized_params = unsized or set()
        for p in env or ():
            self.bounds.setdefault(p.trait, []).append(p)
        self.stack: list[tuple[TraitDef, tuple[Ty, ...]]] = []
        self.proving: list[tuple[TraitDef, tuple[Ty, ...]]] = []

    def select(self, trait: TraitDef, args: tuple[Ty, ...], depth: int = 0) -> Selection | Answer:
        """How the trait is implemented: a Selection (bindings made), NO, or MAYBE while types are open."""
        args = tuple(self.resolve(a) for a in args)
        if any(a is ERROR for a in args):
            return Selection("error")
        args = tuple(self.soften(self.norm_quiet(a)) if a.has_projection else a for a in args)
        key = None
        if not any(a.has_infer or a.has_param or a.has_projection for a in args):
            key = (trait, args)
            store = self.cx.local if not trait.prelude or any(a.local for a in args) else self.cx.shared.store
            found = store.selected.get(key)
            if found is not None:
                return found  # type: ignore[no-any-return]
        if depth > MAX_DEPTH:
            return NO
        if (trait, args) in self.stack:
            return Selection("builtin") if trait.auto or trait.lang in ("sized", "copy") else NO
        self.stack.append((trait, args))
        try:
            answer = self._select(trait, args, depth)
        finally:
            self.stack.pop()
        if key is not None and not self.stack and not any(isinstance(a, ClosureTy) for a in args):
            if isinstance(answer, Selection) and answer.args:
                answer.args = tuple(self.resolve(a) for a in answer.args)
                answer.nested = [
                    (t, tuple(self.resolve(x) for x in xs), d, self.resolve(v) if v else None)
                    for t, xs, d, v in answer.nested
                ]
                if any(a.has_infer for a in answer.args) or any(a.has_infer for n in answer.nested for a in n[1]):
                    return answer
            if answer is not MAYBE:
                store.selected[key] = answer
        return answer

    def soften(self, ty: Ty) -> Ty:
        """Projections that wait for a variable replaced by variables: they may become anything."""
        if not (ty.has_projection and ty.has_infer):
            return ty
        if type(ty) is Projection:
            return self.fresh("any")
        return ty.rebuild(self.soften)

    def norm_quiet(self, ty: Ty) -> Ty:
        """Normalise as far as possible without reporting (overridden)."""
        return ty

    def _select(self, trait: TraitDef, args: tuple[Ty, ...], depth: int) -> Selection | Answer:
        self_ty = args[0]
        lang = trait.lang
        found = self.from_bounds(trait, args)
        if found is not None:
            return found
        if type(self_ty) is Infer and self_ty.kind == "any":
            if lang == "sized":
                return MAYBE
            return MAYBE
        if lang == "sized":
            return self.sized(self_ty, depth)
        if type(self_ty) is Opaque:
            found = self.from_list(trait, args, self.opaque_bounds(self_ty), "opaque")
            if found is not None:
                return found
            if lang == "unpin" and self_ty.defn.node is not None and self_ty.defn.node.async_:
                return NO
            if trait.auto or lang == "copy":
                return Selection("builtin") if trait.auto else NO
        if type(self_ty) is Projection:
            bounds = [self.subst_pred(p, self_ty.args) for p in self.items.assoc_bounds(self_ty.defn)]
            found = self.from_list(trait, args, bounds, "param")
            if found is not None:
                return found
        if type(self_ty) is Dyn:
            found = self.from_object(self_ty, trait, args)
            if found is not None:
                return found
        if lang in ("fn", "fn_mut", "fn_once"):
            found = self.callable_(trait, args, lang)
            if found is not None:
                return found
        if lang == "future_trait" and type(self_ty) is ClosureTy and self_ty.expr.suspends:
            return Selection("future", args=args)
        answer = self.from_impls(trait, args, depth)
        if answer is DENIED:
            return NO
        if answer is not NO:
            return answer
        return self.builtin(trait, args, lang, depth)

    # --- bounds in scope ----------------------------------------------------------------------------------------------

    @staticmethod
    def subst_pred(p: Predicate, args: tuple[Ty, ...]) -> Predicate:
        """A predicate with parameters replaced."""
        return Predicate(
            p.trait,
            tuple(substitute(a, args) for a in p.args),
            p.assoc,
            substitute(p.value, args) if p.value is not None else None,
        )

    def opaque_bounds(self, ty: Opaque) -> list[Predicate]:
        """What the bounds of an ``impl Trait`` say."""
        self.items.sig(ty.defn)
        bounds = ty.defn.opaques[ty.index] if ty.index < len(ty.defn.opaques) else []
        return [self.subst_pred(p, ty.args) for p in bounds]

    def from_bounds(self, trait: TraitDef, args: tuple[Ty, ...]) -> Selection | Answer | None:
        """Selection by a bound in scope."""
        bounds = self.bounds.get(trait)
        if not bounds:
            return None
        return self.from_list(trait, args, bounds, "param")

    def from_list(
        self, trait: TraitDef, args: tuple[Ty, ...], bounds: list[Predicate], kind: str
    ) -> Selection | Answer | None:
        """Selection by one of some predicates."""
        hits: list[Predicate] = []
        for p in bounds:
            if p.trait is trait and p.assoc is None:
                if p.args == args:
                    return Selection(kind, args=args)
                mark = self.snapshot()
                if self._unify_all(p.args, args) and not any(h.args == p.args for h in hits):
                    hits.append(p)
                self.rollback(mark)
        if not hits:
            return None
        if type(args[0]) is Infer and args[0].kind == "any":
            return MAYBE
        if len(hits) > 1:
            return MAYBE
        self._unify_all(hits[0].args, args)
        return Selection(kind, args=args)

    def from_object(self, dyn: Dyn, trait: TraitDef, args: tuple[Ty, ...]) -> Selection | Answer | None:
        """``dyn Trait`` implements Trait, its supertraits and its auto traits."""
        if trait in dyn.autos:
            return Selection("builtin")
        own = (dyn, *dyn.args)
        for p in self.items.supertrait_closure(dyn.trait):
            if p.trait is trait and p.assoc is None:
                actual = tuple(self.norm_quiet(substitute(a, own)) for a in p.args)
                if self.unify(types.tuple_of(*actual), types.tuple_of(*args)):
                    return Selection("object", args=actual)
        return None

    # --- impls --------------------------------------------------------------------------------------------------------

    def match_impl(self, impl: ImplDef, args: tuple[Ty, ...]) -> tuple[Ty, ...] | None:
        """The impl's arguments if its header fits (bindings are made), else None."""
        formal = impl.trait_args
        for f, a in zip(formal[1:], args[1:], strict=False):
            hf, ha = head(f), head(a)
            if hf is not None and ha is not None and hf != ha:
                return None
        generics = self.items.generics(impl)
        fresh = tuple(self.fresh("const" if p.index in generics.consts else "any") for p in generics.params)
        for f, a in zip(formal, args, strict=True):
            f = substitute(f, fresh)
            if f.has_projection:
                f = self.norm_quiet(f)
            if not self._unify(f, a):
                return None
        return fresh

    def candidates(self, trait: TraitDef, args: tuple[Ty, ...]) -> list[ImplDef]:
        """Impls whose header fits."""
        out = []
        self_ty = args[0]
        key = head(self_ty)
        for impl in self.items.impls_of(trait, key):
            if key is None and type(self_ty) is Infer:
                h = head(impl.trait_args[0])
                if self_ty.kind == "int" and h is not None and h not in types.INTEGER_BITS:
                    continue
                if self_ty.kind == "float" and h is not None and h not in ("f32", "f64"):
                    continue
            elif key is None and head(impl.trait_args[0]) is not None:
                continue
            mark = self.snapshot()
            if self.match_impl(impl, args) is not None:
                out.append(impl)
            self.rollback(mark)
        return out

    def from_impls(self, trait: TraitDef, args: tuple[Ty, ...], depth: int) -> Selection | Answer:
        """Selection by an impl."""
        found = self.candidates(trait, args)
        if len(found) > 1:
            found = [i for i in found if self.may_apply(i, args, depth)]
        if not found:
            return NO
        if len(found) > 1:
            if not any(a.has_infer for a in args):
                specific = [i for i in found if head(i.trait_args[0]) is not None]
                return self.confirm(specific[0] if specific else found[0], args)
            return MAYBE
        if found[0].negative:
            return DENIED
        return self.confirm(found[0], args)

    def confirm(self, impl: ImplDef, args: tuple[Ty, ...]) -> Selection:
        """Take an impl whose header fits: bind its variables; its bounds are to be shown next."""
        impl_args = self.match_impl(impl, args)
        assert impl_args is not None
        nested = [
            (
                p.trait,
                tuple(substitute(a, impl_args) for a in p.args),
                p.assoc,
                substitute(p.value, impl_args) if p.value is not None else None,
            )
            for p in self.items.predicates(impl)
        ]
        nested += [(trait, (ty,), None, None) for trait, ty in self.unsized_args(impl, impl_args)]
        return Selection("impl", impl, impl_args, nested)

    def unsized_args(self, impl: ImplDef, args: tuple[Ty, ...]) -> list[tuple[TraitDef, Ty]]:
        """Arguments that have no size although the impl asks for one, with the trait that they lack."""
        trait = self.items.cx.lang_trait("sized")
        generics = self.items.generics(impl)
        found = []
        for p, ty in zip(generics.params, args, strict=True):
            known = self.shallow(ty)
            if (
                trait is not None
                and p.index not in generics.unsized
                and (known is types.STR or type(known) in (Slice, Dyn))
            ):
                found.append((trait, known))
        return found

    def may_apply(self, impl: ImplDef, args: tuple[Ty, ...], depth: int) -> bool:
        """Whether the impl's bounds may hold."""
        mark = self.snapshot()
        try:
            impl_args = self.match_impl(impl, args)
            if impl_args is None or self.unsized_args(impl, impl_args):
                return False
            return all(
                self.holds(p.trait, tuple(substitute(a, impl_args) for a in p.args), depth + 1) is not NO
                for p in self.items.predicates(impl)
                if p.assoc is None
            )
        finally:
            self.rollback(mark)

    def holds(self, trait: TraitDef, args: tuple[Ty, ...], depth: int = 0) -> Selection | Answer:
        """Whether a trait holds with all that it needs in turn: a Selection, MAYBE or NO. Bindings stay."""
        goal = (trait, tuple(self.resolve(a) for a in args))
        if trait.auto and goal in self.proving:
            return Selection("builtin")  # a type that contains itself: what is being shown may be assumed
        answer = self.select(trait, args, depth)
        if not isinstance(answer, Selection):
            return answer
        self.proving.append(goal)
        try:
            return self.nested_hold(answer, depth)
        finally:
            self.proving.pop()

    def nested_hold(self, answer: Selection, depth: int) -> Selection | Answer:
        """Whether what a selection needs in turn holds."""
        result: Selection | Answer = answer
        for t, a, assoc, value in answer.nested:
            if assoc is not None:
                if value is not None and not self.projection_may_be(assoc, a, value, depth + 1):
                    return NO
                continue
            inner = self.holds(t, a, depth + 1)
            if inner is NO:
                return NO
            if inner is MAYBE:
                result = MAYBE
        return result

    def projection_may_be(self, assoc: AssocTyDef, args: tuple[Ty, ...], value: Ty, depth: int) -> bool:
        """Whether an associated type could be ``value`` (overridden)."""
        return True

    # --- rules built into the language --------------------------------------------------------------------------------

    def sized(self, ty: Ty, depth: int) -> Selection | Answer:
        """All but str, slices, objects and structs that end in one."""
        if ty is types.STR or type(ty) in (Slice, Dyn):
            return NO
        if type(ty) is Param:
            return NO if ty.index in self.unsized_params else Selection("builtin")
        if type(ty) is Adt and ty.defn.kind == "struct":
            last = self.items.adt(ty.defn).variants[0].fields[-1:]
            if last and (last[0].ty is types.STR or type(last[0].ty) in (Slice, Dyn, Param)):
                t = substitute(last[0].ty, ty.args)
                return (
                    self.sized(self.shallow(t), depth + 1)
                    if type(self.shallow(t)) is not Infer
                    else Selection("builtin")
                )
        return Selection("builtin")

    def builtin(self, trait: TraitDef, args: tuple[Ty, ...], lang: str | None, depth: int) -> Selection | Answer:
        """Copy, Clone, auto traits and the like for types that no impl names."""
        ty = args[0]
        if lang in ("copy", "clone"):
            match ty:
                case Prim():
                    return NO if ty is types.STR else Selection("builtin")
                case Ptr() | FnPtr() | FnItemTy() | Ref(mutable=False):
                    return Selection("builtin")
                case Infer():
                    return Selection("builtin") if ty.kind in ("int", "float") else MAYBE
                case Tuple():
                    return Selection("builtin", nested=[(trait, (t,), None, None) for t in ty.items])
                case Array():
                    return Selection("builtin", nested=[(trait, (ty.item,), None, None)])
                case ClosureTy() if ty.expr.suspends:
                    return NO
                case ClosureTy():
                    inside = [c.ty if c.mode == "move" else types.ref(c.mode == "mut", c.ty) for c in ty.expr.captures]
                    return Selection("builtin", nested=[(trait, (substitute(t, ty.args),), None, None) for t in inside])
            return NO
        if trait.auto:
            return self.auto(trait, ty, depth)
        if lang in ("tuple_trait", "destruct", "discriminant_kind", "pointee_trait", "freeze"):
            return Selection("builtin")
        if lang == "unsize":
            return Selection("builtin") if self.unsizes(self.shallow(args[0]), self.shallow(args[1])) else NO
        if lang == "coerce_unsized":
            a, b = self.shallow(args[0]), self.shallow(args[1])
            if type(a) in (Ref, Ptr) and type(b) in (Ref, Ptr):
                return Selection("builtin") if self.unsizes(self.shallow(a.inner), self.shallow(b.inner)) else NO  # type: ignore[attr-defined]
            return NO
        return NO

    def unsizes(self, a: Ty, b: Ty) -> bool:
        """``a: Unsize<b>`` for arrays and objects."""
        if type(a) is Array and type(b) is Slice:
            return self.unify(a.item, b.item)
        return type(b) is Dyn and not isinstance(a, Slice | Dyn | Infer)

    def auto(self, trait: TraitDef, ty: Ty, depth: int) -> Selection | Answer:
        """Send, Sync and so on: true if true for all parts."""

        def all_of(parts: list[Ty]) -> Selection:
            return Selection("builtin", nested=[(trait, (t,), None, None) for t in parts])

        match ty:
            case Ptr():
                return NO if trait.name in ("Send", "Sync") else Selection("builtin")
            case Ref():
                return all_of([ty.inner])
            case Tuple():
                return all_of(list(ty.items))
            case Array() | Slice():
                return all_of([ty.item])
            case Adt():
                fields = [f for v in self.items.adt(ty.defn).variants for f in v.fields]
                return all_of([self.norm_quiet(substitute(f.ty, ty.args)) for f in fields])
            case ClosureTy() if ty.expr.suspends and trait.lang == "unpin":
                return NO
            case ClosureTy():
                return all_of(
                    [c.ty if c.mode == "move" else types.ref(c.mode == "mut", c.ty) for c in ty.expr.captures]
                )
            case Dyn():
                return NO if trait.name in ("Send", "Sync") and trait not in ty.autos else Selection("builtin")
            case Param() | Projection():
                return NO if trait.name in ("Send", "Sync") else Selection("builtin")
            case Infer():
                return MAYBE if ty.kind == "any" else Selection("builtin")
        return Selection("builtin")

    def callable_(self, trait: TraitDef, args: tuple[Ty, ...], lang: str) -> Selection | Answer | None:
        """Fn, FnMut, FnOnce of closures, function items and function pointers."""
        sig = self.fn_sig_of(args[0])
        if sig is None:
            return None
        params, _ = sig
        if not self.unify(types.tuple_of(*params), args[1]):
            return NO
        self_ty = args[0]
        if type(self_ty) is ClosureTy:
            if not self.closure_fits(self_ty, lang):
                return NO
            return Selection("closure", args=args)
        if type(self_ty) is FnPtr and self_ty.unsafe_:
            return NO
        if type(self_ty) is FnItemTy and self_ty.defn.unsafe_:
            return NO
        return Selection("fn", args=args)

    def closure_fits(self, ty: ClosureTy, lang: str) -> bool:
        """Whether a closure implements that Fn trait (while its kind is not known yet: assumed, and checked at the
        end)."""
        rank = {"Fn": 0, "FnMut": 1, "FnOnce": 2}
        kind = ty.expr.kind
        if kind == "?":
            return True
        return rank[kind] <= {"fn": 0, "fn_mut": 1, "fn_once": 2}[lang]

    def fn_sig_of(self, ty: Ty) -> tuple[list[Ty], Ty] | None:
        """Parameter types and return type of something callable."""
        if type(ty) is ClosureTy:
            expr = ty.expr
            if expr.suspends:
                return None
            params = [substitute(t, ty.args) for _, t in expr.params]
            return params, substitute(expr.ret or types.UNIT, ty.args)
        if type(ty) is FnItemTy:
            fn: FnDefn = self.items.sig(ty.defn)
            params = [self.norm_quiet(substitute(p, ty.args)) for p in fn.params]
            return params, self.norm_quiet(substitute(fn.ret or types.UNIT, ty.args))
        if type(ty) is FnPtr:
            return list(ty.params), ty.ret
        return None

    def is_copy(self, ty: Ty) -> bool:
        """Whether a type is certainly Copy."""
        copy = self.items.cx.lang_trait("copy")
        if copy is None:
            return True
        mark = self.snapshot()
        try:
            return isinstance(self.holds(copy, (ty,)), Selection)
        finally:
            self.rollback(mark)
