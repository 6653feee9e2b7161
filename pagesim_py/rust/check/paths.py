"""Paths as values: variables, functions, constants, statics, constructors, associated functions and constants."""

from __future__ import annotations

from ..diagnostics import similar
from ..names import thir, types
from ..names.collect import TYPES, VALUES
from ..names.defs import (
    AdtDef,
    AliasDef,
    ConstDef,
    Def,
    FnDefn,
    ImplDef,
    ModuleDef,
    StaticDef,
    TraitDef,
    VariantRef,
)
from ..names.impls import NO, head
from ..names.imports import is_macro
from ..names.names import PRIMITIVES, kind_of, visible
from ..names.types import ERROR, Adt, Infer, Param, Ty, substitute
from ..span import Ident, Span
from ..syntax import ast
from .methods import Candidate, Methods


def _expecting(calling: bool, matching: bool) -> str:
    """The word for what a path should be."""
    return "tuple struct or tuple variant" if matching else "function" if calling else "value"


CORE_MACROS = frozenset(
    "assert assert_eq assert_ne cfg column compile_error concat debug_assert debug_assert_eq debug_assert_ne env file "
    "format_args include include_bytes include_str line matches module_path option_env panic stringify todo "
    "unimplemented unreachable write writeln".split()
)
"""The macros that are known without an import."""


class Paths(Methods):
    """Value paths."""

    def check_path(
        self, path: ast.Path, exp: Ty | None, span: Span, calling: bool = False, matching: bool = False
    ) -> thir.Expr:
        """The value that a path names. ``calling``: it is to be called; ``matching``: it stands in a pattern."""
        segments = path.segments
        if path.qself is not None:
            return self.qualified_value(path, span)
        if len(segments) == 1 and not path.global_ and path.crate is None:
            return self.simple_value(segments[0], span, calling, matching)
        first = segments[0].ident
        env = self.env
        if not path.global_ and path.crate is None:
            base: Ty | None = None
            if first.name in env.names and not (env.module.kind == "block" and first.name in env.module.names[TYPES]):
                base = env.names[first.name]
            elif first.name == "Self":
                if env.self_ty is None:
                    self.cx.error(
                        "E0433",
                        "cannot find `Self` in this scope",
                        first.span,
                        "`Self` is only available in impls, traits, or type definitions",
                    )
                    return self.error_expr(span)
                base = env.self_ty
            if base is not None:
                return self.assoc_chain(base, segments, 1, span, first.name == "Self")
        res = self.items.path(path, VALUES, env.module, expecting=_expecting(calling, matching))
        if res is None:
            return self.error_expr(span)
        target, used = res
        if used == len(segments):
            return self.def_value(target, segments, span, calling)
        if isinstance(target, TraitDef):
            var = self.fresh("any", span)
            args = self.items.args(target, segments[used - 1], (var,), env, self.fresh_at(span), in_expr=True)
            name = segments[used].ident.name
            if name in target.methods:
                self.trait_paths.append((var, span, target, name))
            return self.trait_value(target, args, segments[used], span)
        if isinstance(target, ModuleDef):
            return self.error_expr(span)
        base = self.type_base(target, path, used, span)
        return self.assoc_chain(base, segments, used, span)

    @property
    def trait_paths(self) -> list[tuple[Ty, Span, TraitDef, str]]:
        """Uses of ``Trait::name`` whose Self is to be found out."""
        found: list[tuple[Ty, Span, TraitDef, str]] = self.__dict__.setdefault("_trait_paths", [])
        return found

    def type_base(self, target: Def | Ty, path: ast.Path, used: int, span: Span) -> Ty:
        """The type in front of an associated item: omitted arguments are inferred."""
        if isinstance(target, AdtDef):
            return types.adt(
                target,
                self.items.args(target, path.segments[used - 1], (), self.env, self.fresh_at(span), in_expr=True),
            )
        if isinstance(target, AliasDef):
            args = self.items.args(target, path.segments[used - 1], (), self.env, self.fresh_at(span), in_expr=True)
            return self.normalize(substitute(self.items.alias_ty(target), args), span)
        return self.items.target_ty(target, path, used, self.env, self.fresh_at(span))

    def assoc_chain(
        self, base: Ty, segments: list[ast.Segment], at: int, span: Span, via_self: bool = False
    ) -> thir.Expr:
        """``base::A::b``: all but the last segment are associated types."""
        base = self.normalize(base, span)
        while at < len(segments) - 1:
            base = self.normalize(
                self.items.assoc_ty(base, segments[at], self.env, span, self.fresh_at(span), via_self), span
            )
            via_self = False
            at += 1
        return self.assoc_value(base, segments[at], span)

    def simple_value(self, segment: ast.Segment, span: Span, calling: bool, matching: bool = False) -> thir.Expr:
        """A name alone."""
        ident = segment.ident
        local = self.local(ident)
        if local is not None:
            return thir.LocalRef(local.ty, span, local)
        param = self.env.names.get(ident.name)
        if param is not None and param.index in self.env.generics.consts:
            return thir.ConstParamRef(self.env.generics.consts[param.index], span, param)
        if ident.name == "Self" and self.env.self_ty is not None:
            ty = self.env.self_ty
            if isinstance(ty, Adt) and ty.defn.kind == "struct" and self.items.adt(ty.defn).variants[0].kind != "named":
                return self.ctor_value(ty.defn, 0, ty.args, span)
            message = "the `Self` constructor can only be used with tuple or unit structs"
            self.cx.error(None, message, span, "")
            return self.error_expr(span)
        if ident.name in ("self", "crate", "super"):
            if ident.name == "self":
                self.cx.error(
                    "E0424",
                    "expected value, found module `self`",
                    span,
                    "`self` value is a keyword only available in methods with a `self` parameter",
                )
                return self.error_expr(span)
        found = self.items.lexical(self.module, ident.name, VALUES)
        if found is None:
            named = self.items.lexical(self.module, ident.name, TYPES)
            word = _expecting(calling, matching)
            if named is None and matching:
                what = f"cannot find {word} `{ident.name}` in this scope"
                self.cx.error("E0531", what, ident.span, "not found in this scope")
            elif named is None or not self.items.hidden_constructor(named.target, ident.span, word):
                self.unknown_value(ident, calling)
            return self.error_expr(span)
        if not visible(found.scope, self.module) and not self.prelude:
            self.items.private(found, ident.span, ident.name, True)
        return self.def_value(found.target, [segment], span, calling)

    def unknown_value(self, ident: Ident, calling: bool) -> None:
        """Report a value name that means nothing."""
        name = ident.name
        kind = "function" if calling else "value"
        other = self.items.lexical(self.module, name, TYPES)
        if other is not None and isinstance(other.target, ModuleDef):
            other = PRIMITIVES.get(name, other)
        locals_ = [key[0] for rib in self.ribs if isinstance(rib, dict) for key in rib if key[1] == ident.span.ctx]
        if name in self.env.names or other is not None:
            word = "type parameter" if name in self.env.names else kind_of(other.target if other else None)
            target = other.target if other else None
            if isinstance(target, AdtDef) and target.kind == "struct":
                self.cx.error(
                    "E0423",
                    f"expected {'function, tuple struct or tuple variant' if calling else 'value'}, found struct "
                    f"`{name}`",
                    ident.span,
                    f"use struct literal syntax instead: `{name} {{ .. }}`",
                )
            else:
                what = "function, tuple struct or tuple variant" if calling else "value"
                self.cx.error(
                    "E0423",
                    f"expected {what}, found {word} `{name}`",
                    ident.span,
                    f"not a {'function, tuple struct or tuple variant' if calling else 'value'}",
                )
            return
        outer = next((rib[ident.key] for rib in reversed(self.env.outer_locals) if ident.key in rib), None)
        if outer is not None:
            if isinstance(self.owner, FnDefn):
                self.cx.error(
                    "E0434",
                    "can't capture dynamic environment in a fn item",
                    ident.span,
                    "",
                    helps=["use the `|| { ... }` closure form instead"],
                )
            else:
                self.cx.error(
                    "E0435",
                    "attempt to use a non-constant value in a constant",
                    ident.span,
                    "non-constant value",
                    also=[(outer.span, "help: consider using `const` instead of `let`")],
                )
            return
        close = similar(name, [*locals_, *(n for n, _ in self.items.in_scope(self.module, VALUES))])
        helps = (
            [
                f"a {'local variable' if close in locals_ else 'function' if calling else 'value'} with a similar "
                f"name exists: `{close}`"
            ]
            if close
            else []
        )
        importable = self.items.importable(name, VALUES)
        if self.is_macro(name):
            helps = [f"use `!` to invoke the macro: `{name}!`"]
            self.cx.error("E0423", f"expected {kind}, found macro `{name}`", ident.span, f"not a {kind}", helps=helps)
            return
        if name in self.macro_names():
            helps = [f"use `!` to invoke the macro: `{name}!`"]
        if self.env.self_ty is not None and self.self_has(name) and not close:
            helps = [f"you might have meant to use the method or field of `self`: `self.{name}`"]
        label = "not found in this scope"
        self.cx.error(
            "E0425", f"cannot find {kind} `{name}` in this scope", ident.span, label, helps=helps or importable
        )

    def is_macro(self, name: str) -> bool:
        """Whether a name stands for a macro that is found like other names: core's, an imported or exported one."""
        if name in CORE_MACROS:
            return True
        at: ModuleDef | None = self.module
        while at is not None:
            if any(is_macro(self.items, imp) for imp in at.imports.get(name, ())) or name in at.exported:
                return True
            at = at.outer if at.kind == "block" else None
        return False

    def macro_names(self) -> set[str]:
        """Macros that can be called by name in this crate."""
        at: ModuleDef | None = self.module
        out: set[str] = set()
        while at is not None:
            out |= at.macros
            at = at.outer
        return out

    def self_has(self, name: str) -> bool:
        """Whether Self has a field or method of that name."""
        ty = self.env.self_ty
        if (
            isinstance(ty, Adt)
            and ty.defn.kind == "struct"
            and any(f.name == name for v in self.items.adt(ty.defn).variants for f in v.fields)
        ):
            return True
        return ty is not None and bool(self.inherent_candidates(ty, name))

    # --- definitions as values ----------------------------------------------------------------------------------------

    def def_value(self, target: Def | Ty, segments: list[ast.Segment], span: Span, calling: bool) -> thir.Expr:
        """A definition, named by a whole path, as a value."""
        last = segments[-1]
        if isinstance(target, FnDefn):
            return self.fn_value(target, (), last, span)
        if isinstance(target, AdtDef):
            args = self.items.args(target, last, (), self.env, self.fresh_at(span), in_expr=True)
            return self.ctor_value(target, 0, args, span)
        if isinstance(target, VariantRef) and target.adt is not None:
            at = last if last.args is not None or len(segments) < 2 else segments[-2]
            args = self.items.args(target.adt, at, (), self.env, self.fresh_at(span), in_expr=True)
            return self.ctor_value(target.adt, target.index, args, span)
        if isinstance(target, ConstDef):
            return self.const_value(target, (), span)
        if isinstance(target, StaticDef):
            ty = self.normalize(self.items.static_ty(target), span)
            return thir.StaticRef(ty, span, target)
        name = "::".join(s.ident.name for s in segments)
        self.cx.error(
            "E0423",
            f"expected {'function' if calling else 'value'}, found {kind_of(target)} `{name}`",
            span,
            "not a value",
        )
        return self.error_expr(span)

    def const_value(self, const: ConstDef, args: tuple[Ty, ...], span: Span) -> thir.Expr:
        ty = substitute(self.items.const_ty(const), args) if args else self.items.const_ty(const)
        return thir.ConstRef(self.normalize(ty, span), span, const, args)

    def fn_value(self, fn: FnDefn, parent: tuple[Ty, ...], segment: ast.Segment, span: Span) -> thir.Expr:
        """A function item, with its bounds noted."""
        self.items.sig(fn)
        args = self.items.args(fn, segment, parent, self.env, self.fresh_at(span), in_expr=True)
        if any(a.has_projection for a in args):
            args = tuple(self.normalize(a, span) for a in args)
        self.require_all(self.items.predicates(fn), args, span)
        return thir.FnValue(types.fn_item(fn, args), span)

    def ctor_value(self, adt: AdtDef, variant: int, args: tuple[Ty, ...], span: Span) -> thir.Expr:
        """A struct or variant named as a value: a unit one is the value itself, a tuple one its constructor."""
        v = self.items.adt(adt).variants[variant]
        if v.kind == "unit":
            return thir.AdtExpr(types.adt(adt, args), span, adt, variant, [])
        if v.kind == "named":
            what = f"{adt.name}::{v.name}" if adt.kind == "enum" else adt.name
            self.cx.error(
                "E0533" if adt.kind == "enum" else "E0423",
                f"expected value, found struct variant `{what}`"
                if adt.kind == "enum"
                else f"expected value, found struct `{what}`",
                span,
                "not a value" if adt.kind == "enum" else f"use struct literal syntax instead: `{what} {{ .. }}`",
            )
            return self.error_expr(span)
        return thir.FnValue(types.fn_item(self.items.ctor(adt, variant), args), span)

    # --- associated items ---------------------------------------------------------------------------------------------

    def assoc_value(self, base: Ty, segment: ast.Segment, span: Span) -> thir.Expr:
        """``Type::name`` as a value."""
        name = segment.ident.name
        base = self.known(base)
        if base is ERROR:
            return self.error_expr(span)
        if isinstance(base, Adt) and base.defn.kind == "enum" and base.defn.inside is not None:
            ref = base.defn.inside.names[VALUES].get(name)
            if ref is not None and isinstance(ref.target, VariantRef):
                return self.ctor_value(base.defn, ref.target.index, base.args, span)
        private: Def | None = None
        candidates = self.inherent_candidates(base, name, methods_only=False)
        fitting: list[tuple[Candidate, tuple[Ty, ...]]] = []
        for c in candidates:
            if c.impl is None:
                continue
            if not visible(c.fn.scope, self.module):
                private = c.fn
                continue
            mark = self.snapshot()
            args = self.impl_args_for(c.impl, base)
            if args is not None:
                ok = all(
                    self.holds(p.trait, tuple(substitute(a, args) for a in p.args)) is not NO
                    for p in self.items.predicates(c.impl)
                    if p.assoc is None
                )
                self.rollback(mark)
                if ok:
                    fitting.append((c, args))
            else:
                self.rollback(mark)
        if fitting:
            c = fitting[0][0]
            assert c.impl is not None
            args = self.impl_args_for(c.impl, base)
            assert args is not None
            return self.fn_value(c.fn, args, segment, span)
        for impl, member in self.items.inherent_members(self.head_of(base), name):
            if isinstance(member, ConstDef):
                args = self.impl_args_for(impl, base)
                if args is not None:
                    if not visible(member.scope, self.module):
                        self.cx.error(
                            "E0624",
                            f"associated constant `{name}` is private",
                            segment.ident.span,
                            "private associated constant",
                        )
                    return self.const_value(member, args, span)
        for c in candidates:
            if c.trait is not None and c.args is not None:
                args = (base, *c.args[1:]) if not isinstance(base, types.Dyn) else c.args
                return self.fn_value(c.fn, args, segment, span)
        if private is not None:
            self.cx.error(
                "E0624", f"associated function `{name}` is private", segment.ident.span, "private associated function"
            )
            return self.error_expr(span)
        traits = self.traits_with(name)
        for trait in self.bounds:
            if trait not in traits and (name in trait.methods or name in trait.consts):
                traits = [*traits, trait]
        usable = []
        for trait in traits:
            mark = self.snapshot()
            args = (base, *(self.fresh("any") for _ in self.items.generics(trait).params[1:]))
            self.cx.muted += 1
            if self.holds(trait, args) is not NO:
                usable.append(trait)
            self.cx.muted -= 1
            self.rollback(mark)
        if usable:
            if len(usable) > 1 and not isinstance(base, Infer | Param):
                exact = [t for t in usable if name in t.methods and not t.methods[name].has_self] or usable
                usable = exact
            trait = usable[0]
            args = (
                base,
                *(
                    self.fresh("const" if p.index in self.items.generics(trait).consts else "any")
                    for p in self.items.generics(trait).params[1:]
                ),
            )
            return self.trait_value(trait, args, segment, span)

        from .member_errors import report_no_assoc  # only here: most programs have no mistake

        report_no_assoc(self, base, segment.ident, span, traits)
        return self.error_expr(span)

    @staticmethod
    def head_of(ty: Ty) -> object:

        return head(ty)

    def impl_args_for(self, impl: ImplDef, base: Ty) -> tuple[Ty, ...] | None:
        """Fresh arguments of an impl whose self type is ``base`` (bound), or None."""
        generics = self.items.generics(impl)
        args = tuple(self.fresh("const" if p.index in generics.consts else "any") for p in generics.params)
        assert impl.self_ty is not None
        self_ty = substitute(impl.self_ty, args)
        if self_ty.has_projection:
            self_ty = self.norm_quiet(self_ty)
        return args if self.unify(self_ty, base) else None

    def trait_value(self, trait: TraitDef, args: tuple[Ty, ...], segment: ast.Segment, span: Span) -> thir.Expr:
        """A trait's function or constant for given arguments."""
        name = segment.ident.name
        fn = trait.methods.get(name)
        if fn is not None:
            return self.fn_value(fn, args, segment, span)
        const = trait.consts.get(name)
        if const is not None:
            self.require(trait, args, span)
            return self.const_value(const, args, span)
        for p in self.items.supertrait_closure(trait):
            if p.assoc is None and p.trait is not trait and (name in p.trait.methods or name in p.trait.consts):
                return self.trait_value(p.trait, tuple(substitute(a, args) for a in p.args), segment, span)
        close = similar(name, [*trait.methods, *trait.consts])
        self.cx.error(
            "E0576",
            f"cannot find method or associated constant `{name}` in trait `{trait.name}`",
            segment.ident.span,
            f"not found in `{trait.name}`",
            helps=[f"there is a method with a similar name: `{close}`"] if close else (),
        )
        return self.error_expr(span)

    def qualified_value(self, path: ast.Path, span: Span) -> thir.Expr:
        """``<T as Trait>::name`` and ``<T>::name``."""
        assert path.qself is not None
        self_ty = self.lower_ty(path.qself)
        n = path.qtrait_len
        if n == 0:
            return self.assoc_chain(self_ty, path.segments, 0, span)
        trait_path = ast.Path(path.segments[:n], path.span, path.global_, None, 0, path.crate)
        trait = self.items.trait_named(trait_path, self.env)
        if trait is None:
            return self.error_expr(span)
        args = self.items.args(trait, path.segments[n - 1], (self_ty,), self.env, self.fresh_at(span), in_expr=True)
        if len(path.segments) > n + 1:
            assoc = trait.types.get(path.segments[n].ident.name)
            if assoc is not None:
                base = self.normalize(types.projection(assoc, args), span)
                return self.assoc_chain(base, path.segments, n + 1, span)
        return self.trait_value(trait, args, path.segments[n], span)
