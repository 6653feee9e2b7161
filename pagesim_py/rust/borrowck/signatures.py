"""Signatures with their lifetimes: those that are written, and those that elision gives (Rust reference, "Lifetime
elision").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..names import types as t
from ..names.defs import AssocTyDef, FnDefn, ImplDef, TraitDef
from ..names.impls import Selection
from ..names.types import Ty, substitute
from ..syntax import ast
from .facts import Facts
from .mir import Region, RTy
from .shapes import lifetime_names
from .written import STATIC, Item, Pattern, lifetime_of, named, unknown

Typed = tuple[Ty, list[Item]]


@dataclass(slots=True)
class Signature:
    """``bounds``: lifetimes of which the first outlives the second; ``param_bounds``: parameters whose regions all
    outlive a lifetime."""

    params: list[Typed] = field(default_factory=list)
    ret: Typed = (t.UNIT, [])
    bounds: list[tuple[str, str]] = field(default_factory=list)
    param_bounds: list[tuple[int, str]] = field(default_factory=list)


class Numbers:
    """Makes items for lifetimes that are left out, each its own."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.next = 0

    def __call__(self, node: Any) -> Item:
        self.next += 1
        return (self.mark, self.next)


class Signatures:
    """The signatures of functions; what it has found it keeps."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.items = facts.items
        self.known: dict[FnDefn, Signature] = {}
        self.owns: dict[ImplDef, Typed] = {}
        ours = facts.program.shared.lifetimes
        self.our_known: dict[FnDefn, Signature] = ours.setdefault("signatures", {})
        self.our_owns: dict[ImplDef, Typed] = ours.setdefault("owns", {})
        """The same of our own crates, for all compilations."""

    def of(self, defn: FnDefn) -> Signature:
        """A function's signature."""
        memo = self.our_known if defn.prelude else self.known
        found = memo.get(defn)
        if found is None:
            found = memo[defn] = self.read(defn)
        return found

    def own(self, impl: ImplDef) -> Typed:
        """What ``Self`` is in an impl."""
        memo = self.our_owns if impl.prelude else self.owns
        found = memo.get(impl)
        if found is None:
            self.items.impl_header(impl)
            ty = impl.self_ty
            assert ty is not None
            pattern = Pattern(Numbers("h"), None)
            found = memo[impl] = (ty, pattern.of(impl.node.self_ty, ty) if impl.node is not None else unknown(ty))
        return found

    def read(self, defn: FnDefn) -> Signature:
        """Work a signature out."""
        if defn.ctor is not None:
            return self.constructor(defn)
        node = defn.node
        self.items.sig(defn)
        if node is None or len(node.params) != len(defn.params):
            return Signature([(p, unknown(p)) for p in defn.params], (defn.ret or t.UNIT, unknown(defn.ret or t.UNIT)))
        own = self.own(defn.container) if isinstance(defn.container, ImplDef) else None
        inputs = Pattern(Numbers("?"), own)
        made = Signature()
        for p, ty in zip(node.params, defn.params, strict=True):
            made.params.append((ty, inputs.of(p.ty, ty)))
        if node.async_ and isinstance(defn.ret, t.Opaque):
            made.ret = (defn.ret, [("O",), *(i for x in defn.ret.args for i in unknown(x))])
        elif node.ret is not None and defn.ret is not None:
            elided = self.elided(made, node)
            made.ret = (defn.ret, Pattern(lambda _: elided, own).of(node.ret, defn.ret))
        self.read_bounds(made, node.generics, defn)
        for written, param in self.items.env_of(defn).impl_nodes:  # ``f: impl Trait + 'a``
            bounds = [b.lifetime.name for b in written.bounds if b.path is None and b.lifetime is not None]
            made.param_bounds += [(param.index, named(b)) for b in bounds]
        if isinstance(defn.container, ImplDef | TraitDef) and defn.container.node is not None:
            self.read_bounds(made, defn.container.node.generics, defn)
        return made

    def constructor(self, defn: FnDefn) -> Signature:
        """A tuple struct or variant as a function."""
        assert defn.ctor is not None
        adt, variant = defn.ctor
        self.items.adt(adt)
        params = [self.facts.pattern(adt, variant, i) for i in range(len(adt.variants[variant].fields))]
        names: list[Item] = [*lifetime_names(adt)]
        own = adt.generics.params
        return Signature(params, (t.adt(adt, tuple(own)), names + [("P", p.index) for p in own]))

    @staticmethod
    def elided(made: Signature, node: ast.FnItem) -> Item:
        """What a lifetime that is left out of the result stands for."""
        if node.self_param and made.params:
            items = made.params[0][1]
            if items and isinstance(node.params[0].ty, ast.RefType):
                return items[0]
            first = [i for i in items if isinstance(i, tuple) and i[0] == "?"]
            if len(first) == 1:
                return first[0]
            if isinstance(node.params[0].ty, ast.PathType) and first:
                return first[0]
        found: list[Item] = []
        for _, items in made.params:
            for i in items:
                if i is None:
                    return None
                if isinstance(i, str) or i[0] == "?":
                    found.append(i)
        found = list(dict.fromkeys(found))
        return found[0] if len(found) == 1 else None

    def read_bounds(self, made: Signature, generics: Any, defn: FnDefn) -> None:
        """Bounds by lifetimes."""
        names = {p.name: p.index for p in self.items.generics(defn).params}
        for p in getattr(generics, "params", ()):
            for b in p.bounds or ():
                if b.path is not None or b.lifetime is None:
                    continue
                self.note_bound(made, p.ident.name, p.kind == "lifetime", named(b.lifetime.name), names)
        for longer, bounds in getattr(generics, "outlives", ()):
            made.bounds += [(named(longer.name), named(b.lifetime.name)) for b in bounds if b.lifetime is not None]
        for w in getattr(generics, "where", ()):
            for b in w.bounds:
                if b.path is not None or b.lifetime is None or not isinstance(w.ty, ast.PathType):
                    continue
                if len(w.ty.path.segments) == 1:
                    name = w.ty.path.segments[0].ident.name
                    self.note_bound(made, name, False, named(b.lifetime.name), names)

    @staticmethod
    def note_bound(made: Signature, name: str, lifetime: bool, bound: str, names: dict[str, int]) -> None:
        """``name: bound``."""
        if lifetime:
            made.bounds.append((named(name), bound))
        elif name in names:
            made.param_bounds.append((names[name], bound))

    # --- putting regions in -------------------------------------------------------------------------------------------

    def project(self, ty: Ty, args: list[RTy], depth: int = 0) -> RTy | None:
        """An associated type of arguments whose regions are known; None if nothing can be said."""
        facts = self.facts
        types = tuple(a.ty for a in args)
        real = facts.normal(substitute(ty, types))
        count = facts.shapes.count(real)
        if not count:
            return RTy(real, ())
        if not isinstance(ty, t.Projection) or depth > 6:
            return None
        of: list[RTy] = []
        for arg in ty.args:
            if isinstance(arg, t.Param):
                of.append(args[arg.index])
            elif isinstance(arg, t.Projection):
                inner = self.project(arg, args, depth + 1)
                if inner is None:
                    return None
                of.append(inner)
            else:
                concrete = facts.normal(substitute(arg, types))
                of.append(facts.fill(unknown(arg), concrete, lambda _: None, args, self.project))
        return self.assoc(ty.defn, of, real, depth)

    def impl_for(self, trait: TraitDef, args: list[RTy]) -> tuple[ImplDef, tuple[Ty, ...]] | None:
        """The impl of a trait for such types, with its arguments."""
        key = (trait, tuple(a.ty for a in args))
        own = any(x.has_param or x.has_projection for x in key[1])
        memo = self.facts.own_impls if own else self.facts.impls
        if key not in memo:
            memo[key] = self.select(*key)
        found: tuple[ImplDef, tuple[Ty, ...]] | None = memo[key]
        return found

    def select(self, trait: TraitDef, types: tuple[Ty, ...]) -> tuple[ImplDef, tuple[Ty, ...]] | None:
        """The same, asked anew."""
        solver = self.facts.solver
        mark = solver.snapshot()
        try:
            answer = solver.select(trait, types)
            if not isinstance(answer, Selection) or answer.kind != "impl" or answer.impl is None:
                return None
            self.settle(answer)
            found = tuple(self.facts.normal(solver.resolve(a)) for a in answer.args)
        finally:
            solver.rollback(mark)
        return None if answer.impl.node is None or any(a.has_infer for a in found) else (answer.impl, found)

    def assoc(self, defn: AssocTyDef, args: list[RTy], real: Ty, depth: int) -> RTy | None:
        """``<args[0] as Trait<..>>::defn``, through the impl that gives it."""
        trait = defn.trait
        if trait is None:
            return None
        n = len(self.items.generics(trait).params)
        chosen = self.impl_for(trait, args[:n])
        if chosen is None or defn.name not in chosen[0].types:
            return None
        impl, impl_args = chosen
        regions: dict[Item, Region] = {}
        given: list[RTy | None] = [None] * len(impl_args)
        self.match(self.own(impl), args[0], impl_args, regions, given)
        self.match_trait(impl, args[1:n], impl_args, regions, given)
        filled = [g if g is not None else self.facts.blank(a) for g, a in zip(given, impl_args, strict=True)]
        ty = impl.types[defn.name]
        node = next((i for i in impl.node.items if i.ident.name == defn.name and isinstance(i, ast.TypeAlias)), None)
        if node is None or node.ty is None:
            return None
        pattern = Pattern(lambda _: None, self.own(impl)).of(node.ty, ty)
        return self.facts.fill(
            pattern, real, regions.get, filled, lambda t_, a: self.project(t_, a, depth + 1) if depth < 6 else None
        )

    # --- what bounds tie together -------------------------------------------------------------------------------------

    def predicates(self, defn: FnDefn, args: list[RTy]) -> list[tuple[Region, Region]]:
        """The regions that a function's bounds make equal, each pair in both directions: those of a trait's arguments
        with what the impl says, those of an associated type with what it is bound to."""
        ties: list[tuple[Region, Region]] = []
        if not any(a.slots for a in args):
            return ties
        types = tuple(a.ty for a in args)
        for p in self.items.predicates(defn):
            of = [self.instance(a, args, types) for a in p.args]
            if p.assoc is not None and p.value is not None:
                value = self.instance(p.value, args, types)
                if value.slots:
                    found = self.assoc(p.assoc, of, value.ty, 0)
                    if found is not None and found.ty is value.ty:
                        ties += both(found, value)
            elif len(of) > 1 and of[0].slots and any(a.slots for a in of[1:]):
                ties += self.same_arguments(p.trait, of)
        return ties

    def instance(self, ty: Ty, args: list[RTy], types: tuple[Ty, ...]) -> RTy:
        """A type of a bound with the arguments' regions."""
        if isinstance(ty, t.Param):
            return args[ty.index]
        if isinstance(ty, t.Projection):
            found = self.project(ty, args)
            if found is not None:
                return found
        real = self.facts.normal(substitute(ty, types))
        return self.facts.fill(unknown(ty), real, lambda _: None, args, self.project)

    def same_arguments(self, trait: TraitDef, of: list[RTy]) -> list[tuple[Region, Region]]:
        """What the impl of a trait for ``of[0]`` says of the trait's arguments."""
        found = self.impl_for(trait, of)
        if found is None:
            return []
        impl, impl_args = found
        regions: dict[Item, Region] = {}
        given: list[RTy | None] = [None] * len(impl_args)
        self.match(self.own(impl), of[0], impl_args, regions, given)
        path = impl.node.trait
        written = path.segments[-1].args if path is not None and path.segments else None
        kinds = [a for a in written.args if lifetime_of(a) is None] if written is not None and not written.paren else []
        pattern = Pattern(lambda _: None, self.own(impl))
        filled = [g if g is not None else self.facts.blank(a) for g, a in zip(given, impl_args, strict=True)]
        ties: list[tuple[Region, Region]] = []
        for i, (ty, arg) in enumerate(zip(impl.trait_args[1:], of[1:], strict=False)):
            items = pattern.of(kinds[i], ty) if i < len(kinds) else unknown(ty)
            ties += both(self.facts.fill(items, arg.ty, regions.get, filled, self.project), arg)
        return ties

    def settle(self, answer: Selection) -> None:
        """Work out all arguments of an impl from what it asks for."""
        solver = self.facts.solver
        for _ in range(4):
            if not any(solver.resolve(a).has_infer for a in answer.args):
                return
            for trait, args, assoc, value in answer.nested:
                if assoc is not None and value is not None:
                    got = solver.project(assoc, args)
                    if isinstance(got, Ty):
                        solver.unify(got, value)
                else:
                    solver.select(trait, args)

    def match_trait(
        self,
        impl: ImplDef,
        args: list[RTy],
        types: tuple[Ty, ...],
        regions: dict[Item, Region],
        given: list[RTy | None],
    ) -> None:
        """The same for the trait's arguments."""
        path = impl.node.trait
        written = path.segments[-1].args if path is not None and path.segments else None
        kinds = [a for a in written.args if lifetime_of(a) is None] if written is not None and not written.paren else []
        pattern = Pattern(Numbers("h"), self.own(impl))
        for node, ty, arg in zip(kinds, impl.trait_args[1:], args, strict=False):
            self.match((ty, pattern.of(node, ty)), arg, types, regions, given)

    def match(
        self, typed: Typed, real: RTy, types: tuple[Ty, ...], regions: dict[Item, Region], given: list[RTy | None]
    ) -> None:
        """Read off what the lifetimes and parameters of a pattern are in a type."""
        at = 0
        for item in typed[1]:
            if isinstance(item, tuple) and item[0] == "P":
                ty = types[item[1]]
                n = self.facts.shapes.count(ty)
                if given[item[1]] is None:
                    given[item[1]] = RTy(ty, real.slots[at : at + n])
                at += n
            elif isinstance(item, tuple) and item[0] == "J":
                at += self.facts.shapes.count(self.facts.normal(substitute(item[1], types)))
            else:
                if at < len(real.slots) and item is not None:
                    regions.setdefault(item, real.slots[at])
                at += 1
        if at != len(real.slots):  # the pattern doesn't fit: nothing is known
            regions.clear()
            given[:] = [None] * len(given)


def both(x: RTy, y: RTy) -> list[tuple[Region, Region]]:
    """Two types with the same regions."""
    if x.ty is not y.ty or len(x.slots) != len(y.slots):
        return []
    return [p for a, b in zip(x.slots, y.slots, strict=True) for p in ((a, b), (b, a))]


def apply(
    signatures: Signatures,
    defn: FnDefn,
    generics: tuple[Ty, ...],
    actual: list[Ty],
    result: Ty,
    fresh: Callable[[], Region],
) -> tuple[list[RTy], RTy, Iterator[tuple[Region, Region]], list[tuple[Ty, int]]]:
    """A signature at a call: the parameters' types and the result's with new regions, which of those must outlive
    which, and what types must outlive which. Region 0 is ``'static``."""
    sig, facts = signatures.of(defn), signatures.facts
    args = [RTy(g, tuple(fresh() for _ in range(facts.shapes.count(g)))) for g in map(facts.normal, generics)]
    regions: dict[Any, Region] = {STATIC: 0}

    def region(item: Any) -> Region:
        found = regions.get(item)
        if found is None and item not in regions:
            found = regions[item] = fresh()
        return found

    params = [
        facts.fill(items, ty, region, args, signatures.project)
        for (_, items), ty in zip(sig.params, actual, strict=False)
    ]
    ret = facts.fill(sig.ret[1], result, region, args, signatures.project)
    ties: list[tuple[Region, Region]] = []
    if any(i == ("O",) for i in sig.ret[1]):  # what an `impl Trait` may hold
        hidden = regions.get(("O",))
        ties += [(r, hidden) for k, r in regions.items() if k not in (("O",), STATIC)]
        ties += [(s, hidden) for a in args for s in a.slots]
    ties += signatures.predicates(defn, args)
    for longer, shorter in sig.bounds:
        if longer in regions and shorter in regions:
            ties.append((regions[longer], regions[shorter]))
    bounds: list[tuple[Ty, int]] = []
    for i, bound in sig.param_bounds:
        if (least := regions.get(bound)) is not None and i < len(args):
            ties += [(s, least) for s in args[i].slots]
            bounds.append((args[i].ty, least))
    return params, ret, iter(ties), bounds
