"""What is known about items: generics, bounds, signatures, fields, impl headers. Each is worked out when first
asked for."""

from __future__ import annotations

from ..span import Span
from ..syntax import ast
from . import types
from .collect import vis_scope
from .consteval import Evaluator
from .constvalues import ConstError
from .context import Unsupported
from .defs import (
    AdtDef,
    ConstDef,
    FieldDefn,
    FnDefn,
    StaticDef,
    VariantDefn,
)
from .env import Env
from .futures import async_result
from .item_generics import ItemGenerics, loud
from .repr import read_repr
from .types import ERROR, UNIT, Ty


class Items(ItemGenerics):
    """Queries about items; results are stored in the Defs."""

    # --- bounds -------------------------------------------------------------------------------------------------------

    # --- impls --------------------------------------------------------------------------------------------------------

    # --- functions, constants, statics --------------------------------------------------------------------------------

    @loud
    def sig(self, fn: FnDefn) -> FnDefn:
        """Fill parameter types and return type."""
        if "sig" in fn.done:
            return fn
        fn.done += ("sig",)
        self.generics(fn)
        if fn.ctor is not None:
            return fn
        node = fn.node
        assert node is not None
        env = self.env_of(fn)
        fn.params = [self.ty(p.ty, env) for p in node.params]
        fn.param_names = [p.pat.ident.name if isinstance(p.pat, ast.BindPat) else "_" for p in node.params]
        if node.async_:
            async_result(self, fn, env)
        elif node.ret is None:
            fn.ret = UNIT
        else:
            env.opaque_of = fn
            fn.ret = self.ty(node.ret, env)
            env.opaque_of = None
            for index, opaque_node in enumerate(env.opaque_nodes):
                self_ty = types.opaque(fn, index, tuple(env.generics.params))
                env.opaque_of = fn
                fn.opaques.append([])
                fn.opaques[index] = self.elaborate(self.bound_predicates(self_ty, opaque_node.bounds, env))
                env.opaque_of = None
        return fn

    @loud
    def const_ty(self, const: ConstDef) -> Ty:
        """The type of a constant."""
        if const.ty is None:
            const.ty = ERROR
            self.generics(const)
            if isinstance(const.node, ast.ConstItem):
                self.cx.typing.append(const)
                const.ty = self.ty(const.node.ty, self.env_of(const))
                self.cx.typing.pop()
        elif const in self.cx.typing:
            at = self.cx.evaluating[-1] if self.cx.evaluating else const
            message = "cycle detected when evaluating type-level constant"
            self.cx.error(
                "E0391", message, at.span, "", notes=[f"the type of `{const.name}` needs the constant itself"]
            )
        return const.ty

    @loud
    def static_ty(self, static: StaticDef) -> Ty:
        """The type of a static."""
        if static.ty is None:
            static.ty = ERROR
            if static.node is not None:
                static.ty = self.ty(static.node.ty, self.env_of(static))
        return static.ty

    # --- structs and enums --------------------------------------------------------------------------------------------

    @loud
    def adt(self, defn: AdtDef) -> AdtDef:
        """Fill variants, fields, discriminants and repr."""
        if "fields" in defn.done:
            return defn
        defn.done += ("fields",)
        env = self.env_of(defn)
        defn.repr = read_repr(self.cx, defn)
        if isinstance(defn.node, ast.EnumItem):
            for index, v in enumerate(defn.node.variants):
                fields = [FieldDefn(f.ident.name, self.ty(f.ty, env), "pub", f.span) for f in v.fields]
                defn.variants.append(VariantDefn(v.ident.name, v.kind, fields, index, index, v.span))
            self.discriminants(defn, env)
        else:
            module = defn.module
            assert module is not None
            fields = []
            seen: dict[str, Span] = {}
            for f in defn.node.fields:
                if f.ident.name in seen:
                    self.cx.error(
                        "E0124",
                        f"field `{f.ident.name}` is already declared",
                        f.ident.span,
                        "field already declared",
                        also=[(seen[f.ident.name], f"`{f.ident.name}` first declared here")],
                    )
                    continue
                if not f.ident.name.isdigit():
                    seen[f.ident.name] = f.ident.span
                fields.append(FieldDefn(f.ident.name, self.ty(f.ty, env), f.vis, f.span, vis_scope(f.vis, module)))
            defn.variants.append(VariantDefn(defn.name, defn.node.kind, fields, 0, 0, defn.span))
        return defn

    def discriminants(self, defn: AdtDef, env: Env) -> None:
        """Give each variant its discriminant: written, or one more than the last."""
        repr_ty = next((types.prim(n) for n in defn.repr if n in types.INTEGER_BITS), types.ISIZE)
        value = 0
        seen: dict[int, VariantDefn] = {}
        for v, node in zip(defn.variants, defn.node.variants, strict=True):
            if node.discriminant is not None:
                const = ConstDef(
                    "{discriminant}",
                    f"{defn.path}::{v.name}::{{constant}}",
                    defn.crate,
                    node.discriminant.span,
                    "",
                    defn.prelude,
                    module=defn.module,
                )
                const.ty, const.node, const.env, const.generics = repr_ty, node.discriminant, env, env.generics
                found = self.const_int(const, node.discriminant.span)
                if isinstance(found, types.ConstValue):
                    value = found.value
            elif v.index and not self.fits_discriminant(value, repr_ty) and not defn.prelude:
                label = f"overflowed on value after {value - 1}"
                helps = [f"explicitly set `{v.name} = 0` if that is the desired outcome"]
                self.cx.error("E0370", "enum discriminant overflowed", v.span, label, helps=helps)
                value = 0
            v.discriminant = value
            if value in seen and not defn.prelude:
                self.cx.error(
                    "E0081",
                    f"discriminant value `{value}` assigned more than once",
                    defn.node.span,
                    "",
                    also=[(seen[value].span, f"`{value}` assigned here"), (v.span, f"`{value}` assigned here")],
                )
            seen[value] = v
            value += 1

    @staticmethod
    def fits_discriminant(value: int, ty: Ty) -> bool:
        """Whether a discriminant fits its type."""
        name = getattr(ty, "name", "isize")
        bits = types.INTEGER_BITS[name]
        low, high = (-(1 << bits - 1), 1 << bits - 1) if name[0] == "i" else (0, 1 << bits)
        return low <= value < high

    def ctor(self, defn: AdtDef, variant: int) -> FnDefn:
        """The constructor function of a tuple struct or variant."""
        found = defn.ctors.get(variant)
        if found is None:
            self.adt(defn)
            v = defn.variants[variant]
            found = FnDefn(
                v.name,
                f"{defn.path}::{v.name}" if defn.kind == "enum" else defn.path,
                defn.crate,
                v.span,
                "pub",
                defn.prelude,
                module=defn.module,
            )
            found.ctor = (defn, variant)
            found.generics = self.generics(defn)
            found.env = self.env_of(defn)
            found.params = [f.ty for f in v.fields]
            found.param_names = [f.name for f in v.fields]
            found.ret = types.adt(defn, tuple(found.generics.params))
            found.const_ = True
            found.done += ("sig",)
            defn.ctors[variant] = found
        return found

    @loud
    def const_int(self, defn: ConstDef, span: Span) -> Ty:
        """The value of a constant in a type as a ConstValue; ERROR after a message."""

        if defn.value is not None:
            return types.const_value(int(defn.value), self.const_ty(defn))
        if defn in self.cx.evaluating:
            self.cx.error("E0391", f"cycle detected when evaluating the constant `{defn.path}`", span)
            return ERROR
        self.cx.evaluating.append(defn)
        try:
            value = Evaluator(self).constant(defn, ())
        except ConstError as e:
            if not e.silent:
                self.cx.error(e.code, e.message, e.span or span, e.label)
            return ERROR
        except Unsupported as e:
            self.cx.unsupported(e.what, e.span, e.instead)
            return ERROR
        finally:
            self.cx.evaluating.pop()
        if not isinstance(value, int):
            return ERROR
        defn.value = value
        return types.const_value(int(value), self.const_ty(defn))
