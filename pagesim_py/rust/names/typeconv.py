"""Types as written (syntax) to types as meant: paths, generic arguments, bounds, associated types, array lengths."""

from __future__ import annotations

from typing import Any

from ..diagnostics import similar
from ..span import Span
from ..syntax import ast
from . import types
from .assocconv import AssocConv
from .collect import TYPES, VALUES
from .defs import (
    AdtDef,
    AliasDef,
    ConstDef,
    Def,
    ModuleDef,
    TraitDef,
)
from .dyn_compat import violation
from .env import Env, Fresh, is_lifetime, mentions, plural
from .names import PRIMITIVES, kind_of
from .types import ERROR, UNIT, USIZE, Param, Ty, substitute


class TypeConv(AssocConv):
    """Conversion of syntax to types; the queries about items that it needs are in items.py."""

    # --- asked of items.py --------------------------------------------------------------------------------------------

    # --- types --------------------------------------------------------------------------------------------------------

    def ty(self, node: ast.Type, env: Env, fresh: Fresh | None = None) -> Ty:
        """The type that ``node`` means; ``fresh`` makes inference variables for ``_`` and omitted arguments (in
        bodies)."""
        match node:
            case ast.PathType():
                return self.path_ty(node.path, env, fresh)
            case ast.RefType():
                return types.ref(node.mutable, self.ty(node.inner, env, fresh))
            case ast.PtrType():
                return types.ptr(node.mutable, self.ty(node.inner, env, fresh))
            case ast.SliceType():
                return types.slice_of(self.ty(node.inner, env, fresh))
            case ast.ArrayType():
                return types.array(self.ty(node.inner, env, fresh), self.const_arg(node.length, USIZE, env, fresh))
            case ast.TupleType():
                return types.tuple_of(*(self.ty(t, env, fresh) for t in node.items))
            case ast.NeverType():
                return types.NEVER
            case ast.InferType():
                if fresh is None:
                    self.cx.error(
                        "E0121",
                        "the placeholder `_` is not allowed within types on item signatures",
                        node.span,
                        "not allowed in type signatures",
                    )
                    return ERROR
                return fresh("any")
            case ast.SelfType():
                return env.self_ty if env.self_ty is not None else self.self_error(node.span)
            case ast.FnPtrType():
                ret = self.ty(node.ret, env, fresh) if node.ret else UNIT
                return types.fn_ptr(
                    tuple(self.ty(p, env, fresh) for p in node.params), ret, node.abi or "Rust", node.unsafe_
                )
            case ast.ImplTraitType():
                return self.impl_trait_ty(node, env)
            case ast.DynTraitType():
                return self.dyn_ty(node, env, fresh)
        self.cx.unsupported("this type", node.span)
        return ERROR

    def self_error(self, span: Span) -> Ty:
        self.cx.error(
            "E0411",
            "cannot find type `Self` in this scope",
            span,
            "`Self` is only available in impls, traits, or type definitions",
        )
        return ERROR

    def impl_trait_ty(self, node: ast.ImplTraitType, env: Env) -> Ty:
        for known, param in env.impl_nodes:
            if known is node:
                return param
        if env.opaque_of is not None:
            fn = env.opaque_of
            index = len(env.opaque_nodes)
            env.opaque_nodes.append(node)
            return types.opaque(fn, index, tuple(self.generics(fn).params))
        self.cx.error("E0562", "`impl Trait` is not allowed in this position", node.span)
        return ERROR

    def dyn_ty(self, node: ast.DynTraitType, env: Env, fresh: Fresh | None) -> Ty:
        principal: TraitDef | None = None
        principal_span = node.span
        args: tuple[Ty, ...] = ()
        assoc: dict[str, Ty] = {}
        autos: list[TraitDef] = []
        for bound in node.bounds:
            if bound.path is None:
                continue
            trait = self.trait_named(bound.path, env)
            if trait is None:
                return ERROR
            if trait.auto:
                autos.append(trait)
                continue
            if principal is not None:
                self.cx.error(
                    "E0225",
                    "only auto traits can be used as additional traits in a trait object",
                    bound.span,
                    "additional non-auto trait",
                )
                continue
            principal, principal_span = trait, bound.span
            trait_args, bindings = self.trait_args(trait, bound.path, types.infer(-1), env, fresh)
            args = trait_args[1:]
            assoc = {d.name: t for d, t in bindings}
        if principal is None:
            principal = autos.pop() if autos else None
            if principal is None:
                return ERROR
        self.check_dyn(principal, assoc, principal_span)
        why = violation(principal.node, self.cx.sources) if not principal.prelude else None
        if why is not None:
            name = principal.name
            label = f"`{name}` is not dyn compatible"
            self.cx.error("E0038", f"the trait `{name}` is not dyn compatible", node.span, label, notes=[why])
        autos.sort(key=lambda t: t.path)
        return types.dyn(principal, args, tuple(sorted(assoc.items())), tuple(autos))

    def check_dyn(self, trait: TraitDef, assoc: dict[str, Ty], span: Span) -> None:
        """An object type must fix all associated types (those fixed by bounds of supertraits are added)."""
        for super_ in self.supertrait_closure(trait):
            if super_.assoc is not None and super_.value is not None:
                if not super_.value.has_param:
                    assoc.setdefault(super_.assoc.name, super_.value)
            else:
                for name in super_.trait.types:
                    fixed = any(p.assoc is super_.trait.types[name] for p in self.supertrait_closure(trait))
                    if (
                        name not in assoc
                        and not fixed
                        and not self.generics(super_.trait.types[name]).params[
                            len(self.generics(super_.trait).params) :
                        ]
                    ):
                        self.cx.error(
                            "E0191",
                            f"the value of the associated type `{name}` in `{trait.name}` must be specified",
                            span,
                            f"help: specify the associated type: `{trait.name}<{name} = Type>`",
                        )
                        assoc[name] = ERROR

    # --- constants in types -------------------------------------------------------------------------------------------

    def const_arg(self, node: Any, ty: Ty, env: Env, fresh: Fresh | None) -> Ty:
        """The value of a constant argument or array length."""
        while isinstance(node, ast.BlockExpr) and not node.block.stmts and node.block.tail is not None:
            node = node.block.tail
        if isinstance(node, ast.Literal) and node.kind in ("int", "bool", "char", "byte"):
            if node.kind == "int" and ty is USIZE and node.suffix in ("", "usize"):
                return types.const_value(int(node.value), ty)
            if node.kind != "int":
                return types.const_value(int(node.value), ty)
        if isinstance(node, ast.InferType | ast.Underscore):
            if fresh is not None:
                return fresh("const")
            self.cx.error(
                "E0121",
                "the placeholder `_` is not allowed within types on item signatures",
                node.span,
                "not allowed in type signatures",
            )
            return ERROR
        if isinstance(node, ast.PathType):
            node = ast.PathExpr(node.span, node.path)
        if isinstance(node, ast.PathExpr) and len(node.path.segments) == 1:
            name = node.path.segments[0].ident.name
            p = env.names.get(name)
            if p is not None and p.index in env.generics.consts:
                return p
        if isinstance(node, ast.Type):
            self.cx.error("E0747", "type provided when a constant was expected", node.span)
            return ERROR
        defn = ConstDef(
            "{const}",
            f"{env.owner.path}::{{const}}",
            env.owner.crate,
            node.span,
            "",
            env.owner.prelude,
            module=env.module,
        )
        defn.ty, defn.node, defn.env, defn.generics = ty, node, env, env.generics
        if fresh is not None and self.visible_locals is not None:
            defn.env = env.with_locals(self.visible_locals())
        if env.generics.params and mentions(node, env.names):
            return types.const_expr(defn, tuple(env.generics.params))
        return self.const_int(defn, node.span)

    # --- paths --------------------------------------------------------------------------------------------------------

    def path_ty(self, path: ast.Path, env: Env, fresh: Fresh | None) -> Ty:
        """The type that a path names."""
        segments = path.segments
        if path.qself is not None:
            return self.qualified_ty(path, env, fresh)
        name = segments[0].ident.name
        if len(segments) == 1 and not path.global_ and path.crate is None:
            found = env.names.get(name)
            if found is not None and (env.module.kind != "block" or name not in env.module.names[TYPES]):
                if segments[0].args is not None:
                    self.cx.error(
                        "E0109",
                        f"type arguments are not allowed on type parameter `{name}`",
                        segments[0].args.span,
                        "type argument not allowed",
                    )
                return found
            if name == "Self":
                return env.self_ty if env.self_ty is not None else self.self_error(path.span)
            target = self.lexical(env.module, name, TYPES)
            if target is None:
                return self.unknown_type(path, env)
            if isinstance(target.target, ModuleDef) and name in PRIMITIVES:  # a module doesn't hide the type
                target = PRIMITIVES[name]
            return self.target_ty(target.target, path, 1, env, fresh)
        base: Ty | None = None
        if not path.global_ and path.crate is None:
            if name in env.names and (env.module.kind != "block" or name not in env.module.names[TYPES]):
                base = env.names[name]
            elif name == "Self":
                base = env.self_ty if env.self_ty is not None else self.self_error(path.span)
        if base is not None:
            at = 1
        else:
            res = self.path(path, TYPES, env.module, expecting="type")
            if res is None:
                return ERROR
            target_def, at = res
            if at == len(segments):
                return self.target_ty(target_def, path, at, env, fresh)
            base = self.target_ty(target_def, path, at, env, fresh)
        via_self = name == "Self" and not path.global_
        while at < len(segments) and base is not ERROR:
            base = self.assoc_ty(base, segments[at], env, path.span, fresh, via_self)
            via_self = False
            at += 1
        return base

    def unknown_type(self, path: ast.Path, env: Env) -> Ty:
        """Report a type name that means nothing."""
        ident = path.segments[0].ident
        name = ident.name
        if name in env.outer_names:
            self.cx.error(
                "E0401",
                "can't use generic parameters from outer item",
                ident.span,
                "use of generic parameter from outer item",
            )
            return ERROR
        value = self.lexical(env.module, name, VALUES)
        if value is not None:
            self.cx.error("E0573", f"expected type, found {kind_of(value.target)} `{name}`", ident.span, "not a type")
            return ERROR
        names = [n for n, b in self.in_scope(env.module, TYPES) if not isinstance(b.target, ModuleDef | TraitDef)]
        close = similar(name, [*names, *env.names])
        helps = self.importable(name, TYPES)
        if close and not helps:
            found = self.lexical(env.module, close, TYPES)
            kind = kind_of(found.target) if found else "type parameter"
            helps = [f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} with a similar name exists: `{close}`"]
        self.cx.error(
            "E0425", f"cannot find type `{name}` in this scope", ident.span, "not found in this scope", helps=helps
        )
        return ERROR

    def target_ty(self, target: Def | Ty, path: ast.Path, at: int, env: Env, fresh: Fresh | None) -> Ty:
        """The type of a definition named by the first ``at`` segments of a path, with its generic arguments."""
        segment = path.segments[at - 1]
        if isinstance(target, Ty):
            if segment.args is not None:
                self.cx.error(
                    "E0109",
                    f"type arguments are not allowed on builtin type `{segment.ident.name}`",
                    segment.args.span,
                    "type argument not allowed",
                    also=[(segment.ident.span, f"not allowed on builtin type `{segment.ident.name}`")],
                )
            return target
        if isinstance(target, AdtDef):
            return types.adt(target, self.args(target, segment, (), env, fresh))
        if isinstance(target, AliasDef):
            args = self.args(target, segment, (), env, fresh)
            return substitute(self.alias_ty(target), args)
        full = "::".join(s.ident.name for s in path.segments[:at])
        if isinstance(target, TraitDef) and at < len(path.segments):
            name = path.segments[at].ident.name
            self.cx.error(
                "E0223",
                "ambiguous associated type",
                path.span,
                helps=[f"use fully-qualified syntax: `<Type as {target.name}>::{name}`"],
            )
        elif isinstance(target, TraitDef) and self.cx.edition_of(env.module) < 2021:  # an object, without `dyn`
            return self.dyn_ty(ast.DynTraitType(path.span, [ast.Bound(path, path.span)]), env, fresh)
        elif isinstance(target, TraitDef):
            self.cx.error(
                "E0782",
                "expected a type, found a trait",
                path.span,
                helps=["you can add the `dyn` keyword if you want a trait object"],
            )
        else:
            self.cx.error("E0573", f"expected type, found {kind_of(target)} `{full}`", path.span, "not a type")
        return ERROR

    def alias_ty(self, alias: AliasDef) -> Ty:
        """What a type alias stands for."""
        if alias.ty is None:
            alias.ty = ERROR
            if alias.node.ty is not None:
                self.cx.aliases.append(alias)
                ty = self.ty(alias.node.ty, self.env_of(alias))
                self.cx.aliases.pop()
                alias.ty = ERROR if alias in self.cx.endless else ty
        elif alias in self.cx.aliases and alias not in self.cx.endless:
            self.cx.endless.update(self.cx.aliases[self.cx.aliases.index(alias) :])
            message = f"cycle detected when expanding type alias `{alias.name}`"
            notes = ["type aliases cannot be recursive", "use a struct, enum, or union instead to break the cycle"]
            self.cx.error("E0391", message, alias.node.ty.span, "", notes=notes)
        return alias.ty

    def args(
        self,
        defn: Def,
        segment: ast.Segment,
        parent: tuple[Ty, ...],
        env: Env,
        fresh: Fresh | None,
        in_expr: bool = False,
    ) -> tuple[Ty, ...]:
        """All generic arguments of ``defn``: the parent's, those written, then defaults or inference variables."""
        generics = self.generics(defn)
        given = segment.args
        own = [p for p in generics.params[len(parent) :] if p.index not in generics.synthetic]
        written = [a for a in given.args if not is_lifetime(a)] if given is not None else []
        out = list(parent)
        required = sum(p.index not in generics.defaults for p in own)
        if written or (not in_expr and own and not fresh) or (not in_expr and required):
            if len(written) > len(own) or (len(written) < required and not (in_expr and not written)):
                self.wrong_count(defn, segment, own, required, len(written))
                return tuple(out) + tuple(ERROR for _ in generics.params[len(out) :])
        for i, p in enumerate(own):
            if i < len(written):
                node = written[i]
                if p.index in generics.consts:
                    out.append(self.const_arg(node, generics.consts[p.index], env, fresh))
                elif isinstance(node, ast.Type):
                    out.append(self.ty(node, env, fresh))
                else:
                    self.cx.error("E0747", "constant provided when a type was expected", node.span)
                    out.append(ERROR)
            elif p.index in generics.defaults and not (in_expr and not written):
                out.append(substitute(generics.defaults[p.index], tuple(out)))
            elif fresh is not None:
                out.append(fresh("const" if p.index in generics.consts else "any"))
            else:
                out.append(ERROR)
        while len(out) < len(generics.params):
            out.append(fresh("any") if fresh is not None else ERROR)
        return tuple(out)

    def wrong_count(self, defn: Def, segment: ast.Segment, own: list[Param], required: int, given: int) -> None:
        """Report a wrong number of generic arguments."""
        kind = kind_of(defn)
        name = segment.ident.name
        names = ", ".join(f"`{p.name}`" for p in own)
        also = [
            (
                defn.span,
                f"{kind} defined here, with {plural(len(own), 'generic parameter')}" + (f": {names}" if own else ""),
            )
        ]
        if not given:
            self.cx.error(
                "E0107",
                f"missing generics for {kind} `{name}`",
                segment.ident.span,
                f"expected {plural(required, 'generic argument')}",
                also=also,
            )
            return
        if not own:
            also = [(defn.span, f"{kind} defined here, with 0 generic parameters")]
        takes = (
            f"at least {required}"
            if given < required and required < len(own)
            else f"at most {len(own)}"
            if required < len(own)
            else str(len(own))
        )
        n = required if given < required else len(own)
        was = "argument was" if given == 1 else "arguments were"
        self.cx.error(
            "E0107",
            f"{kind} takes {takes} generic argument{'' if n == 1 else 's'} but {given} generic {was} supplied",
            segment.ident.span,
            f"expected {takes} generic argument{'' if n == 1 else 's'}",
            also=also,
        )

    # --- traits and associated types ----------------------------------------------------------------------------------

    # --- bounds -------------------------------------------------------------------------------------------------------
