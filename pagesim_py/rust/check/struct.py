"""Struct literals and field access."""

from __future__ import annotations

from ..diagnostics import similar
from ..names import thir, types
from ..names.collect import TYPES, VALUES
from ..names.defs import AdtDef, AliasDef, VariantRef
from ..names.names import kind_of, visible
from ..names.show import show
from ..names.types import (
    ERROR,
    Adt,
    Tuple,
    Ty,
)
from ..span import Span
from ..syntax import ast
from .body import UNION_FIELD
from .control import Control


class Structs(Control):
    """Structs: paths to them, literals, fields."""

    def struct_path(self, path: ast.Path, span: Span) -> tuple[AdtDef, int, tuple[Ty, ...]] | None:
        """The struct or variant (and its type arguments) that a path in a literal or pattern names; None after a
        message."""
        segments = path.segments
        first = segments[0].ident.name
        env = self.env
        if path.qself is None and first == "Self" and not path.global_ and env.self_ty is not None:
            ty = self.known(env.self_ty)
            if len(segments) == 1:
                if isinstance(ty, Adt) and ty.defn.kind != "enum":
                    return ty.defn, 0, ty.args
                self.cx.error(
                    "E0071", f"expected struct, variant or union type, found `{show(ty)}`", span, "not a struct"
                )
                return None
            return self.variant_of(ty, segments[1], span)
        if path.qself is not None:
            ty = self.lower_ty(ast.PathType(span, path))
            if isinstance(ty, Adt) and ty.defn.kind != "enum":
                return ty.defn, 0, ty.args
            return None
        if path.qself is None and first == "Self" and len(segments) == 1 and not path.global_:
            self.cx.error(
                "E0411",
                "cannot find struct, variant or union type `Self` in this scope",
                span,
                "`Self` is only available in impls, traits, or type definitions",
            )
            return None
        if len(segments) == 1 and not path.global_ and path.crate is None:
            found = self.items.lexical(env.module, first, TYPES)
            value = self.items.lexical(env.module, first, VALUES) if found is None else None
            if value is not None:
                self.cx.error(
                    "E0574",
                    f"expected struct, variant or union type, found {kind_of(value.target)} `{first}`",
                    span,
                    "not a struct, variant or union type",
                )
                return None
            if found is None:
                close = similar(
                    first,
                    [n for n, b in self.items.in_scope(env.module, TYPES) if isinstance(b.target, AdtDef | VariantRef)],
                )
                helps = (
                    [f"a struct with a similar name exists: `{close}`"]
                    if close
                    else self.items.importable(first, TYPES)
                )
                self.cx.error(
                    "E0422",
                    f"cannot find struct, variant or union type `{first}` in this scope",
                    segments[0].ident.span,
                    "not found in this scope",
                    helps=helps,
                )
                return None
            target, used = found.target, 1
        else:
            res = self.items.path(path, TYPES, env.module, expecting="struct, variant or union type")
            if res is None:
                return None
            target, used = res
        if isinstance(target, VariantRef) and target.adt is not None:
            at = segments[-1] if segments[-1].args is not None or len(segments) < 2 else segments[-2]
            return target.adt, target.index, self.items.args(target.adt, at, (), env, self.fresh_at(span), in_expr=True)
        if isinstance(target, AdtDef) and used == len(segments) and target.kind != "enum":
            return target, 0, self.items.args(target, segments[used - 1], (), env, self.fresh_at(span), in_expr=True)
        if isinstance(target, AliasDef):
            args = self.items.args(target, segments[used - 1], (), env, self.fresh_at(span), in_expr=True)
            ty = self.normalize(types.substitute(self.items.alias_ty(target), args))
            if used < len(segments):
                return self.variant_of(ty, segments[used], span)
            if isinstance(ty, Adt):
                return ty.defn, 0, ty.args
        if isinstance(target, AdtDef) and used < len(segments):
            return self.variant_of(
                types.adt(target, tuple(self.fresh("any") for _ in self.items.generics(target).params)),
                segments[used],
                span,
            )
        name = "::".join(s.ident.name for s in segments)
        self.cx.error(
            "E0574",
            f"expected struct, variant or union type, found {kind_of(target)} `{name}`",
            span,
            "not a struct, variant or union type",
        )
        return None

    def variant_of(self, ty: Ty, segment: ast.Segment, span: Span) -> tuple[AdtDef, int, tuple[Ty, ...]] | None:
        if isinstance(ty, Adt) and ty.defn.kind == "enum" and ty.defn.inside is not None:
            found = ty.defn.inside.names[TYPES].get(segment.ident.name)
            if found is not None and isinstance(found.target, VariantRef):
                return ty.defn, found.target.index, ty.args
            close = similar(segment.ident.name, ty.defn.inside.names[TYPES])
            self.cx.error(
                "E0599",
                f"no variant named `{segment.ident.name}` found for enum `{show(ty)}`",
                segment.ident.span,
                f"variant not found in `{show(ty)}`",
                helps=[f"there is a variant with a similar name: `{close}`"] if close else (),
            )
            return None
        if ty is not ERROR:
            self.cx.error("E0223", "ambiguous associated type", span, "")
        return None

    def _StructExpr(self, e: ast.StructExpr, exp: Ty | None) -> thir.Expr:
        if e.rest is not None:
            self.cx.error(
                "E0797",
                "base expression required after `..`",
                Span(e.rest.file, e.rest.hi, e.rest.hi, e.rest.ctx),
                "",
                helps=["add a base expression here: `..base`"],
            )
        found = self.struct_path(e.path, e.path.span)
        if found is None:
            for f in e.fields:
                self.check(f.value)
            if e.base is not None:
                self.check(e.base)
            return self.error_expr(e.span)
        adt, variant, args = found
        own = types.adt(adt, args)
        if exp is not None:
            known = self.shallow(exp)
            if isinstance(known, Adt) and known.defn is adt:
                mark = self.snapshot()
                if not self.unify(own, known):
                    self.rollback(mark)
        v = self.items.adt(adt).variants[variant]
        what = f"variant `{adt.name}::{v.name}`" if adt.kind == "enum" else f"{adt.kind} `{adt.name}`"
        args = tuple(self.resolve(a) for a in args)
        tys = self.field_tys(adt, variant, args, e.span)
        self.require_all(self.items.predicates(adt), args, e.path.span)
        fields: list[tuple[int, thir.Expr]] = []
        seen: dict[int, Span] = {}
        failed = False
        for f in e.fields:
            index = next((i for i, d in enumerate(v.fields) if d.name == f.ident.name), None)
            if index is None:
                self.unknown_field(f, adt, v.name, [d.name for d in v.fields if v.fields.index(d) not in seen], what)
                self.check(f.value)
                failed = True
                continue
            if index in seen:
                self.cx.error(
                    "E0062",
                    f"field `{f.ident.name}` specified more than once",
                    f.span,
                    "used more than once",
                    also=[(seen[index], f"first use of `{f.ident.name}`")],
                )
            seen[index] = f.span
            if adt.kind != "enum" and not self.prelude and not visible(v.fields[index].scope, self.module):
                self.cx.error(
                    "E0451", f"field `{f.ident.name}` of struct `{adt.name}` is private", f.ident.span, "private field"
                )
            fields.append((index, self.coerce_to(self.check(f.value, tys[index]), tys[index])))
        base: thir.Expr | None = None
        if e.base is not None:
            base = self.coerce_to(self.check(e.base, own), own)
            if adt.kind == "enum":
                self.cx.error("E0436", "functional record update syntax requires a struct", e.base.span, "")
        elif not failed and adt.kind != "union" and e.rest is None:
            missing = [d.name for i, d in enumerate(v.fields) if i not in seen]
            if missing:
                if (
                    any(not visible(d.scope, self.module) for d in v.fields if d.name in missing)
                    and adt.kind == "struct"
                    and not self.prelude
                ):
                    self.cx.error(
                        None,
                        f"cannot construct `{adt.name}` with struct literal syntax due to private fields",
                        e.path.span,
                        "",
                    )
                else:
                    listed = missing_text(missing)
                    self.cx.error(
                        "E0063",
                        f"missing field{'' if len(missing) == 1 else 's'} {listed} in initializer of "
                        f"`{show(self.resolve(own)) if adt.kind != 'enum' else adt.name}`",
                        e.path.span,
                        f"missing {listed}",
                    )
        return thir.AdtExpr(own, e.span, adt, variant, fields, base)

    def unknown_field(self, f: ast.FieldInit, adt: AdtDef, variant: str, names: list[str], what: str) -> None:
        close = similar(f.ident.name, names)
        shown = what if adt.kind != "enum" else f"variant `{adt.name}::{variant}`"
        label = (
            "unknown field"
            if close
            else f"{'`' + adt.name + '`' if adt.kind != 'enum' else '`' + adt.name + '::' + variant + '`'} does not "
            f"have this field"
        )
        helps = (
            [f"a field with a similar name exists: `{close}`"]
            if close
            else [f"available fields are: {', '.join('`' + n + '`' for n in names)}"]
            if names
            else []
        )
        self.cx.error(
            "E0560" if adt.kind != "enum" else "E0559",
            f"{shown} has no field named `{f.ident.name}`",
            f.ident.span,
            label,
            helps=helps,
        )

    def _FieldExpr(self, e: ast.FieldExpr, exp: Ty | None) -> thir.Expr:
        base = self.check(e.operand)
        ty = self.must_know(base.ty, e.operand.span)
        name = e.ident.name
        if ty is ERROR:
            return self.error_expr(e.span)
        steps = list(self.autoderef(ty))
        private: AdtDef | None = None
        for n, step in enumerate(steps):
            t = step.ty
            if isinstance(t, Adt) and t.defn.kind != "enum":
                fields = self.items.adt(t.defn).variants[0].fields
                for i, f in enumerate(fields):
                    if f.name == name:
                        if not self.prelude and not visible(f.scope, self.module):
                            private = t.defn
                            break
                        place = self.apply_steps(base, steps[: n + 1], e.span)
                        found = self.normalize(types.substitute(f.ty, t.args), e.span)
                        if t.defn.kind == "union":
                            self.need_unsafe(UNION_FIELD, e.span)
                        return thir.Field(found, e.span, place, i)
            elif isinstance(t, Tuple) and name.isdigit() and int(name) < len(t.items):
                return thir.Field(t.items[int(name)], e.span, self.apply_steps(base, steps[: n + 1], e.span), int(name))

        from .member_errors import report_no_field  # only here: most programs have no mistake

        report_no_field(self, e, self.resolve(ty), steps, private)
        return self.error_expr(e.span)


def missing_text(names: list[str]) -> str:
    """```a`, `b` and `c```, as rustc lists missing fields."""
    quoted = [f"`{n}`" for n in names]
    if len(quoted) == 1:
        return quoted[0]
    if len(quoted) > 3:
        return ", ".join(quoted[:3]) + f" and {len(quoted) - 3} other field{'s' if len(quoted) > 4 else ''}"
    return ", ".join(quoted[:-1]) + " and " + quoted[-1]
