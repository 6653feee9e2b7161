"""Generics, bounds, supertraits and impl headers of items, worked out when first asked for."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from typing import Any, TypeVar

from ..span import NO_SPAN, Span
from ..syntax import ast
from . import types
from .assocconv import has_own
from .collect import inherit_attributes
from .defs import (
    AdtDef,
    AliasDef,
    AssocTyDef,
    ConstDef,
    Def,
    FnDefn,
    Generics,
    ImplDef,
    Predicate,
    StaticDef,
    TraitDef,
    VariantRef,
)
from .env import Env
from .trait_opaques import impl_traits_in
from .typeconv import TypeConv
from .types import ERROR, Ty, substitute

KNOWN_TYPE = ast.InferType(NO_SPAN)
KNOWN_PATH = ast.Path([], NO_SPAN)
NO_GENERICS = ast.Generics()
"""What stands in the tree for an impl's header when all is known about it."""


def says_lifetime(node: ast.Type | ast.Expr | None) -> bool:
    """Whether there is a reference or a lifetime in a written type."""
    if isinstance(node, ast.RefType):
        return True
    if isinstance(node, ast.PtrType | ast.SliceType | ast.ArrayType):
        return says_lifetime(node.inner)
    if isinstance(node, ast.TupleType):
        return any(map(says_lifetime, node.items))
    if isinstance(node, ast.PathType):
        return path_says_lifetime(node.path)
    return isinstance(node, ast.DynTraitType)


def path_says_lifetime(path: ast.Path) -> bool:
    """The same for a path."""
    return any(
        s.ident.name[:1] == "'" or (s.args is not None and any(map(says_lifetime, s.args.args))) for s in path.segments
    )


def forget_header(impl: ImplDef) -> None:
    """Drop what an impl of our own crates was read from, and what can be made again; but for the lifetimes in it, which
    types do not say."""
    node = impl.node
    said = says_lifetime(node.self_ty)
    if not said:
        node.self_ty = KNOWN_TYPE
    if node.trait is not None and not (said or path_says_lifetime(node.trait)):
        node.trait = KNOWN_PATH
    if not node.generics.params and not node.generics.where:
        node.generics = NO_GENERICS
    impl.env = None
    del impl.generics


F = TypeVar("F", bound=Callable[..., Any])


def loud(query: F) -> F:
    """What is found out about an item is kept, so its errors count even if it was asked while something was only
    being tried."""

    @functools.wraps(query)
    def ask(self: Any, *args: Any) -> Any:
        if not self.cx.muted:
            return query(self, *args)
        muted, self.cx.muted = self.cx.muted, 0
        try:
            return query(self, *args)
        finally:
            self.cx.muted = muted

    return ask  # type: ignore[return-value]


class ItemGenerics(TypeConv):
    """Queries about generics and bounds."""

    def env_of(self, defn: Def) -> Env:
        """The generic names in scope inside an item."""
        if defn.env is None:
            self.make_generics(defn)
        env: Env = defn.env
        return env

    def generics(self, defn: Def) -> Generics:
        """All generic parameters of an item (without having looked at the bounds)."""
        if isinstance(defn, VariantRef) and defn.adt is not None:
            return self.generics(defn.adt)
        if isinstance(defn, FnDefn) and defn.ctor is not None:
            return self.generics(defn.ctor[0])
        if isinstance(defn, AssocTyDef) and defn.trait is not None and not defn.node.generics.params:
            return self.generics(defn.trait)
        if defn.env is None and not isinstance(defn, StaticDef):
            self.make_generics(defn)
        return defn.env.generics if defn.env is not None else getattr(defn, "generics", Generics())

    @loud
    def make_generics(self, defn: Def) -> None:
        """Fill ``defn.env`` and its Generics (parameters and defaults; the bounds come with `predicates`)."""
        assert defn.module is not None
        node: Any = getattr(defn, "node", None)
        container: Any = getattr(defn, "container", None) or (defn.trait if isinstance(defn, AssocTyDef) else None)
        generics = (
            defn.generics
            if isinstance(defn, AdtDef | AliasDef | TraitDef | ImplDef | FnDefn | ConstDef)
            else Generics()
        )
        env = Env(defn, defn.module, generics)
        if self.outer_generics:
            env.outer_names = set(self.outer_generics)
        defn.env = env
        if container is not None:
            outer = self.env_of(container)
            generics.params += outer.generics.params
            generics.parent_count = len(generics.params)
            if outer.generics.consts:
                generics.consts.update(outer.generics.consts)
            generics.unsized |= outer.generics.unsized
            if outer.names:
                env.names.update(outer.names)
            env.self_ty, env.trait, env.impl = outer.self_ty, outer.trait, outer.impl
            if outer.bounds:
                env.bounds = {k: list(v) for k, v in outer.bounds.items()}
        elif isinstance(defn, TraitDef):
            env.trait = defn
            self_param = types.param(0, "Self")
            generics.params.append(self_param)
            generics.unsized |= {0}
            env.self_ty = self_param
        written = getattr(node, "generics", None)
        seen: dict[str, Span] = {}
        for p in written.params if written else ():
            name = p.ident.name
            if name in seen:
                self.cx.error(
                    "E0403",
                    f"the name `{name}` is already used for a generic parameter in this item's generic parameters",
                    p.ident.span,
                    "already used",
                    also=[(seen[name], f"first use of `{name}`")],
                )
            seen[name] = p.ident.span
            if p.kind == "lifetime":
                continue
            index = len(generics.params)
            param = types.param(index, name)
            generics.params.append(param)
            env.names[name] = param
            env.bounds[name] = []
            if any(b.maybe for b in p.bounds):
                generics.unsized |= {index}
        if isinstance(defn, FnDefn) and isinstance(node, ast.FnItem):
            found: list[ast.ImplTraitType] = []
            for fn_param in node.params:
                impl_traits_in(fn_param.ty, found)
            for impl_node in found:
                index = len(generics.params)
                param = types.param(index, "impl " + " + ".join(self.bound_name(b) for b in impl_node.bounds if b.path))
                generics.params.append(param)
                generics.synthetic |= {index}
                if any(b.maybe for b in impl_node.bounds):
                    generics.unsized |= {index}
                env.impl_nodes.append((impl_node, param))
        for p in written.params if written else ():
            if p.kind == "lifetime":
                continue
            param = env.names[p.ident.name]
            if p.kind == "const":
                generics.consts[param.index] = self.ty(p.const_ty, env) if p.const_ty else types.USIZE
            env.bounds[p.ident.name] += p.bounds
        for where in written.where if written else ():
            if isinstance(where.ty, ast.PathType) and len(where.ty.path.segments) == 1:
                name = where.ty.path.segments[0].ident.name
                env.bounds.setdefault(name, [])
                env.bounds[name] = [*env.bounds[name], *where.bounds]
                if any(b.maybe for b in where.bounds) and name in env.names:
                    generics.unsized |= {env.names[name].index}
        if isinstance(defn, AdtDef):
            env.self_ty = types.adt(defn, tuple(generics.params))
        elif isinstance(defn, ImplDef):
            env.impl = defn
            env.self_ty = self.ty(node.self_ty, env) if defn.self_ty is None else defn.self_ty
        for p in written.params if written else ():
            if p.default is not None and p.kind != "lifetime":
                param = env.names[p.ident.name]
                if p.kind == "const":
                    generics.defaults[param.index] = self.const_arg(p.default, generics.consts[param.index], env, None)
                else:
                    generics.defaults[param.index] = self.ty(p.default, env)

    @staticmethod
    def bound_name(bound: ast.Bound) -> str:
        """A bound as written, roughly, for the name of an anonymous parameter."""
        assert bound.path is not None
        segment = bound.path.segments[-1]
        name = segment.ident.name
        args = segment.args
        if args is not None and args.paren and isinstance(args.args[0], ast.TupleType):
            return f"{name}({', '.join(ItemGenerics.type_name(a) for a in args.args[0].items)})" + "".join(
                f" -> {ItemGenerics.type_name(t)}"
                for _, t in args.bindings
                if not (isinstance(t, ast.TupleType) and not t.items)
            )
        if args is not None and (args.args or args.bindings):
            inside = [ItemGenerics.type_name(a) for a in args.args] + [
                f"{i.name} = {ItemGenerics.type_name(t)}" for i, t in args.bindings
            ]
            return f"{name}<{', '.join(inside)}>"
        return name

    @staticmethod
    def type_name(node: Any) -> str:
        """A written type as text, roughly."""
        match node:
            case ast.PathType():
                return "::".join(s.ident.name for s in node.path.segments)
            case ast.RefType():
                return f"&{'mut ' if node.mutable else ''}{ItemGenerics.type_name(node.inner)}"
            case ast.PtrType():
                return f"*{'mut' if node.mutable else 'const'} {ItemGenerics.type_name(node.inner)}"
            case ast.SliceType():
                return f"[{ItemGenerics.type_name(node.inner)}]"
            case ast.TupleType():
                return f"({', '.join(map(ItemGenerics.type_name, node.items))})"
        return "_"

    @loud
    def predicates(self, defn: Def) -> list[Predicate]:
        """All bounds that hold inside an item, its container's first. A trait's begin with ``Self: Trait``."""
        if isinstance(defn, VariantRef) and defn.adt is not None:
            return self.predicates(defn.adt)
        if isinstance(defn, FnDefn) and defn.ctor is not None:
            return self.predicates(defn.ctor[0])
        if isinstance(defn, AssocTyDef) and defn.trait is not None:
            return self.predicates(defn.trait)
        generics = self.generics(defn)
        if "predicates" in defn.done or isinstance(defn, StaticDef):
            return generics.predicates
        defn.done += ("predicates",)
        env = self.env_of(defn)
        node: Any = getattr(defn, "node", None)
        container: Any = getattr(defn, "container", None)
        if container is not None:
            generics.predicates += self.predicates(container)
        if isinstance(defn, TraitDef):
            generics.predicates.append(Predicate(defn, tuple(generics.params)))
        written = getattr(node, "generics", None)
        if written is not None:
            for p in written.params:
                if p.kind == "type" and p.bounds:
                    generics.predicates += self.bound_predicates(env.names[p.ident.name], p.bounds, env)
            for impl_node, param in env.impl_nodes:
                generics.predicates += self.bound_predicates(param, impl_node.bounds, env)
            for where in written.where:
                generics.predicates += self.bound_predicates(self.ty(where.ty, env), where.bounds, env)
        return generics.predicates

    @loud
    def supertraits(self, trait: TraitDef) -> list[Predicate]:
        """The bounds on Self that a trait declares."""
        if "supertraits" not in trait.done:
            trait.done += ("supertraits",)
            env = self.env_of(trait)
            trait.supertraits = self.bound_predicates(types.param(0, "Self"), trait.node.supertraits, env)
            for where in trait.node.generics.where:
                if (
                    isinstance(where.ty, ast.PathType)
                    and where.ty.path.segments[0].ident.name == "Self"
                    and len(where.ty.path.segments) == 1
                ):
                    trait.supertraits += self.bound_predicates(types.param(0, "Self"), where.bounds, env)
        return trait.supertraits

    def supertrait_closure(self, trait: TraitDef) -> list[Predicate]:
        """The trait itself and all that it implies for Self, in terms of the trait's own parameters."""
        if trait.elaborated is None:
            params = tuple(self.generics(trait).params)
            out = [Predicate(trait, params)]
            trait.elaborated = out
            for p in self.supertraits(trait):
                if p.assoc is not None or p.args[0] is not params[0]:
                    out.append(p)
                    continue
                for q in self.supertrait_closure(p.trait):
                    args = tuple(substitute(a, p.args) for a in q.args)
                    if not any(o.trait is q.trait and o.args == args and o.assoc is q.assoc for o in out):
                        out.append(Predicate(q.trait, args, q.assoc, substitute(q.value, p.args) if q.value else None))
        return trait.elaborated

    def elaborate(self, predicates: list[Predicate]) -> list[Predicate]:
        """The predicates and what their supertraits imply."""
        out: list[Predicate] = []
        seen: set[tuple[TraitDef, tuple[Ty, ...], AssocTyDef | None]] = set()
        for p in predicates:
            implied = [p] if p.assoc is not None else self.supertrait_closure(p.trait)
            for q in implied:
                args = q.args if p.assoc is not None else tuple(substitute(a, p.args) for a in q.args)
                key = (q.trait, args, q.assoc)
                if key not in seen:
                    seen.add(key)
                    value = q.value if p.assoc is not None or q.value is None else substitute(q.value, p.args)
                    out.append(Predicate(q.trait, args, q.assoc, value))
        return out

    @loud
    def assoc_bounds(self, defn: AssocTyDef) -> list[Predicate]:
        """``type X: Bound`` in a trait: bounds on the projection itself (and the trait's where clauses about it)."""
        if "bounds" not in defn.done:
            defn.done += ("bounds",)
            assert defn.trait is not None
            env = self.env_of(defn if has_own(defn.node.generics) else defn.trait)
            self_ty = types.projection(defn, tuple(self.generics(defn).params))
            defn.bounds = self.elaborate(self.bound_predicates(self_ty, defn.node.bounds, env))
        return defn.bounds

    @loud
    def assoc_default(self, defn: AssocTyDef) -> Ty | None:
        """The default of an associated type, if its trait gives one."""
        if defn.default is None and defn.node.ty is not None and defn.trait is not None:
            defn.default = self.ty(defn.node.ty, self.env_of(defn if has_own(defn.node.generics) else defn.trait))
        return defn.default

    @loud
    def impl_header(self, impl: ImplDef) -> None:
        """Fill self type, trait and trait arguments of an impl."""
        if "header" in impl.done:
            return
        impl.done += ("header",)
        env = self.env_of(impl)
        impl.self_ty = env.self_ty
        path = impl.node.trait
        if path is not None and env.self_ty is not None:
            impl.trait = self.trait_named(path, env)
            if impl.trait is not None:
                impl.trait_args, _ = self.trait_args(impl.trait, path, env.self_ty, env, None)
                if impl.node.unread is None:
                    inherit_attributes(impl)
        if impl.prelude and impl.self_ty is not None:
            forget_header(impl)

    def type_env(self, impl: ImplDef, item: ast.TypeAlias) -> Env:
        """The generic names in scope of a type that an impl gives; its own parameters come behind the impl's."""
        env = self.env_of(impl)
        if not has_own(item.generics):
            return env
        made = copy.copy(env)
        made.names = dict(env.names)
        made.generics = Generics([*env.generics.params], len(env.generics.params))
        made.generics.consts.update(env.generics.consts)
        for p in item.generics.params:
            if p.kind == "lifetime":
                continue
            param = made.names[p.ident.name] = types.param(len(made.generics.params), p.ident.name)
            made.generics.params.append(param)
            if p.kind == "const":
                made.generics.consts[param.index] = self.ty(p.const_ty, env) if p.const_ty else types.USIZE
        return made

    @loud
    def impl_type(self, impl: ImplDef, name: str) -> Ty | None:
        """An associated type that an impl defines."""
        found = impl.types.get(name)
        if found is None:
            for item in impl.node.items:
                if isinstance(item, ast.TypeAlias) and item.ident.name == name:
                    impl.types[name] = ERROR
                    found = self.ty(item.ty, self.type_env(impl, item)) if item.ty is not None else ERROR
                    impl.types[name] = found
        return found
