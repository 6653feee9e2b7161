"""Traits, bounds and associated types as written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..diagnostics import similar
from ..span import Ident, Span
from ..syntax import ast
from . import types
from .collect import TYPES
from .context import Context
from .defs import (
    AssocTyDef,
    ConstDef,
    Def,
    Generics,
    ImplDef,
    Predicate,
    TraitDef,
)
from .env import Env, Fresh
from .name_errors import NameErrors
from .names import kind_of
from .show import show
from .types import ERROR, UNIT, Param, Ty, substitute

ASYNC = {"AsyncFn": "async_fn", "AsyncFnMut": "async_fn_mut", "AsyncFnOnce": "async_fn_once"}


def has_own(generics: ast.Generics) -> bool:
    """Whether there are parameters other than lifetimes."""
    return any(p.kind != "lifetime" for p in generics.params)


class AssocConv(NameErrors):
    """Conversion of bounds and associated types; the queries about items that it needs are in items.py."""

    def ty(self, node: ast.Type, env: Env, fresh: Fresh | None = None) -> Ty:
        raise NotImplementedError

    def args(
        self,
        defn: Def,
        segment: ast.Segment,
        parent: tuple[Ty, ...],
        env: Env,
        fresh: Fresh | None,
        in_expr: bool = False,
    ) -> tuple[Ty, ...]:
        raise NotImplementedError

    cx: Context

    visible_locals: Callable[[], list[Any]] | None = None

    outer_generics: frozenset[str] | set[str] = frozenset()

    def env_of(self, defn: Def) -> Env:
        raise NotImplementedError

    def generics(self, defn: Def) -> Generics:
        raise NotImplementedError

    def impl_header(self, impl: ImplDef) -> None:
        raise NotImplementedError

    def impl_type(self, impl: ImplDef, name: str) -> Ty | None:
        raise NotImplementedError

    def supertraits(self, trait: TraitDef) -> list[Predicate]:
        raise NotImplementedError

    def supertrait_closure(self, trait: TraitDef) -> list[Predicate]:
        raise NotImplementedError

    def const_int(self, defn: ConstDef, span: Span) -> Ty:
        raise NotImplementedError

    def trait_named(self, path: ast.Path, env: Env) -> TraitDef | None:
        """The trait that a path names; None after an error."""
        segments = path.segments
        found: Def | Ty
        if len(segments) == 1 and not path.global_ and path.crate is None:
            binding = self.lexical(env.module, segments[0].ident.name, TYPES)
            if binding is None:
                name = segments[0].ident.name
                close = similar(
                    name, [n for n, b in self.in_scope(env.module, TYPES) if isinstance(b.target, TraitDef)]
                )
                helps = self.importable(name, TYPES)
                if close and not helps:
                    helps = [f"a trait with a similar name exists: `{close}`"]
                self.cx.error(
                    "E0405",
                    f"cannot find trait `{name}` in this scope",
                    path.span,
                    "not found in this scope",
                    helps=helps,
                )
                return None
            found = binding.target
        else:
            res = self.path(path, TYPES, env.module, expecting="trait")
            if res is None:
                return None
            found = res[0]
        if isinstance(found, TraitDef):
            return found
        name = "::".join(s.ident.name for s in segments)
        self.cx.error("E0404", f"expected trait, found {kind_of(found)} `{name}`", path.span, "not a trait")
        return None

    def trait_args(
        self, trait: TraitDef, path: ast.Path, self_ty: Ty, env: Env, fresh: Fresh | None
    ) -> tuple[tuple[Ty, ...], list[tuple[AssocTyDef, Ty]]]:
        """A trait's arguments (Self first) and the associated types that the path fixes."""
        segment = path.segments[-1]
        given = segment.args
        args = self.args(trait, segment, (self_ty,), env, fresh)
        bindings: list[tuple[AssocTyDef, Ty]] = []
        if given is not None:
            for ident, node in given.bindings:
                found = self.find_assoc(trait, args, ident.name)
                if found is None:
                    self.no_assoc(trait, ident)
                else:
                    bindings.append((found[0], self.ty(node, env, fresh)))
            if given.paren and not given.bindings:
                found = self.find_assoc(trait, args, "Output")
                if found is not None:
                    bindings.append((found[0], UNIT))
        return args, bindings

    def no_assoc(self, trait: TraitDef, ident: Ident) -> None:
        close = similar(ident.name, trait.types)
        self.cx.error(
            "E0220",
            f"associated type `{ident.name}` not found for `{trait.name}`",
            ident.span,
            f"associated type `{ident.name}` not found",
            helps=[f"`{trait.name}` has the following associated type: `{close}`"] if close else (),
        )

    def find_assoc(self, trait: TraitDef, args: tuple[Ty, ...], name: str) -> tuple[AssocTyDef, tuple[Ty, ...]] | None:
        """The associated type ``name`` of a trait or its supertraits, and the arguments of the trait that has it."""
        if name in trait.types:
            return trait.types[name], args
        for p in self.supertrait_closure(trait):
            if p.assoc is None and name in p.trait.types:
                return p.trait.types[name], tuple(substitute(a, args) for a in p.args)
        return None

    def assoc_ty(
        self, base: Ty, segment: ast.Segment, env: Env, span: Span, fresh: Fresh | None, via_self: bool = False
    ) -> Ty:
        """``base::Name`` in a type; ``via_self``: written as ``Self::Name``, which looks at the trait being
        implemented first."""
        name = segment.ident.name
        if base is ERROR:
            return ERROR
        if via_self and env.impl is not None and base is env.self_ty and env.impl.node.trait is not None:
            own = self.impl_type(env.impl, name)
            if own is not None:
                return self.with_own(own, env.impl, name, segment, env, fresh)
            self.impl_header(env.impl)
            if env.impl.trait is not None:
                found = self.find_assoc(env.impl.trait, env.impl.trait_args, name)
                if found is not None:
                    return self.projected(found, segment, env, fresh)
        if isinstance(base, Param):
            found = self.param_assoc(base, name, env, fresh)
            if found is not None:
                return self.projected(found, segment, env, fresh)
            self.cx.error(
                "E0220",
                f"associated type `{name}` not found for `{base.name}`",
                segment.ident.span,
                f"associated type `{name}` not found",
            )
            return ERROR
        if isinstance(base, types.Projection):
            for p in self.assoc_bounds(base.defn):
                found = (
                    self.find_assoc(p.trait, tuple(substitute(a, base.args) for a in p.args), name)
                    if p.assoc is None
                    else None
                )
                if found is not None:
                    return self.projected(found, segment, env, fresh)

        self.cx.error(
            "E0223",
            "ambiguous associated type",
            span,
            helps=[
                f"if there were a trait named `Example` with associated type `{name}` implemented for "
                f"`{show(base)}`, you could use the fully-qualified path: `<{show(base)} as Example>::{name}`"
            ],
        )
        return ERROR

    def projected(
        self, found: tuple[AssocTyDef, tuple[Ty, ...]], segment: ast.Segment, env: Env, fresh: Fresh | None
    ) -> Ty:
        """The associated type that ``segment`` names, with what that says for its own parameters."""
        defn, args = found
        if has_own(defn.node.generics):
            args = self.args(defn, segment, args, env, fresh)
        return types.projection(defn, args)

    def with_own(self, value: Ty, impl: ImplDef, name: str, segment: ast.Segment, env: Env, fresh: Fresh | None) -> Ty:
        """The type that an impl gives, with what ``segment`` says for the type's own parameters."""
        self.impl_header(impl)
        found = impl.trait.types.get(name) if impl.trait is not None else None
        if found is None or not has_own(found.node.generics):
            return value
        own = self.args(found, segment, impl.trait_args, env, fresh)[len(impl.trait_args) :]
        return substitute(value, (*self.generics(impl).params, *own))

    def assoc_bounds(self, defn: AssocTyDef) -> list[Predicate]:
        raise NotImplementedError

    def param_assoc(
        self, param: Param, name: str, env: Env, fresh: Fresh | None
    ) -> tuple[AssocTyDef, tuple[Ty, ...]] | None:
        """``T::Name``: looked for in the bounds written on T, without asking for all predicates (which may be in
        the making)."""
        if env.trait is not None and param.index == 0:
            if name in env.trait.types:
                return env.trait.types[name], tuple(self.generics(env.trait).params)
            for bound in env.trait.node.supertraits:
                trait = self.trait_named(bound.path, env) if bound.path is not None else None
                if trait is not None and bound.path is not None and self.may_have_assoc(trait, name):
                    args, _ = self.trait_args(trait, bound.path, param, env, fresh)
                    return self.find_assoc(trait, args, name)
        for bound in env.bounds.get(param.name, ()):
            if bound.path is None:
                continue
            trait = self.trait_named(bound.path, env)
            if trait is None or not self.may_have_assoc(trait, name):
                continue
            args = self.args(trait, bound.path.segments[-1], (param,), env, fresh)
            return self.find_assoc(trait, args, name)
        return None

    def may_have_assoc(self, trait: TraitDef, name: str, seen: frozenset[TraitDef] = frozenset()) -> bool:
        """Whether a trait or one of its supertraits declares an associated type of that name."""
        if name in trait.types:
            return True
        return any(p.assoc is None and name in p.trait.types for p in self.supertrait_closure(trait))

    def qualified_ty(self, path: ast.Path, env: Env, fresh: Fresh | None) -> Ty:
        """``<T as Trait>::Name`` (and ``<T>::Name``)."""
        assert path.qself is not None
        self_ty = self.ty(path.qself, env, fresh)
        n = path.qtrait_len
        if n == 0:
            base = self_ty
            for segment in path.segments:
                base = self.assoc_ty(base, segment, env, path.span, fresh)
            return base
        trait_path = ast.Path(path.segments[:n], path.span, path.global_, None, 0, path.crate)
        trait = self.trait_named(trait_path, env)
        if trait is None:
            return ERROR
        args, _ = self.trait_args(trait, trait_path, self_ty, env, fresh)
        segment = path.segments[n]
        found = trait.types.get(segment.ident.name)
        if found is None:
            self.cx.error(
                "E0576",
                f"cannot find associated type `{segment.ident.name}` in trait `{trait.name}`",
                segment.ident.span,
                f"not found in `{trait.name}`",
            )
            return ERROR
        base = self.projected((found, args), segment, env, fresh)
        for more in path.segments[n + 1 :]:
            base = self.assoc_ty(base, more, env, path.span, fresh)
        return base

    def async_bound(self, trait: TraitDef, args: tuple[Ty, ...], outputs: list[Ty]) -> list[Predicate]:
        """What ``F: AsyncFn(A) -> R`` says: ``F: Fn(A)``, whose result is a future of an R."""
        plain, once = self.cx.lang_trait(ASYNC[trait.name].removeprefix("async_")), self.cx.lang_trait("fn_once")
        future = self.cx.lang_trait("future_trait")
        assert plain is not None
        assert once is not None
        assert future is not None
        result = (types.projection(once.types["Output"], args),)
        given = [Predicate(future, result, future.types["Output"], output) for output in outputs]
        return [Predicate(plain, args), Predicate(future, result), *given]

    def bound_predicates(
        self, self_ty: Ty, bounds: list[ast.Bound], env: Env, fresh: Fresh | None = None
    ) -> list[Predicate]:
        """What a list of bounds on a type says."""
        out: list[Predicate] = []
        for bound in bounds:
            if bound.path is None or bound.maybe:
                continue
            trait = self.trait_named(bound.path, env)
            if trait is None:
                continue
            args, bindings = self.trait_args(trait, bound.path, self_ty, env, fresh)
            if trait.name in ASYNC and trait is self.cx.lang_trait(ASYNC[trait.name]):
                out += self.async_bound(trait, args, [value for _, value in bindings])
                continue
            out.append(Predicate(trait, args))
            for assoc, value in bindings:
                at = self.find_assoc(trait, args, assoc.name)
                if at is not None:
                    out.append(Predicate(assoc.trait or trait, at[1], assoc, value))
            given = bound.path.segments[-1].args
            for ident, inner in given.bounds if given is not None else ():
                at = self.find_assoc(trait, args, ident.name)
                if at is None:
                    self.no_assoc(trait, ident)
                else:
                    out += self.bound_predicates(types.projection(*at), inner, env, fresh)
        return out
