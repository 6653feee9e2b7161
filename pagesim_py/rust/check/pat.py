"""Patterns: names against types, default binding modes, constants versus variables."""

from __future__ import annotations

from ..diagnostics import similar
from ..names import thir, types
from ..names.collect import VALUES
from ..names.defs import AdtDef, ConstDef, FieldDefn, StaticDef, VariantRef
from ..names.names import kind_of, visible
from ..names.show import show
from ..names.types import ERROR, Array, Infer, Ref, Slice, Tuple, Ty, substitute
from ..span import Ident, Span
from ..syntax import ast
from .body import UNION_FIELD
from .pat_const import ConstPatterns, Names


class Patterns(ConstPatterns):
    """Checking of patterns."""

    def check_pat(self, pat: ast.Pattern, ty: Ty, names: Names, mode: str = "move") -> thir.Pat:
        """The pattern matched against a place of type ``ty``. ``mode``: the default binding mode ("move", "ref",
        "mut")."""
        span = pat.span
        match pat:
            case ast.WildPat():
                return thir.WildPat(ty, span)
            case ast.BindPat():
                return self.bind_pat(pat, ty, names, mode)
            case ast.RefPat():
                return self.ref_pat(pat, ty, names, mode)
            case ast.OrPat():
                return self.or_pat(pat, ty, names, mode)
            case ast.LitPat():
                return self.lit_pat(pat, ty, mode)
            case ast.RangePat():
                return self.peel(pat, ty, mode, lambda t, m: self.range_pat(pat, t))
            case ast.PathPat():
                return self.path_pat(pat, ty, names, mode)
            case ast.TuplePat():
                return self.peel(pat, ty, mode, lambda t, m: self.tuple_pat(pat, t, names, m))
            case ast.SlicePat():
                return self.peel(pat, ty, mode, lambda t, m: self.slice_pat(pat, t, names, m))
            case ast.TupleStructPat():
                return self.peel(pat, ty, mode, lambda t, m: self.tuple_struct_pat(pat, t, names, m))
            case ast.StructPat():
                return self.peel(pat, ty, mode, lambda t, m: self.struct_pat(pat, t, names, m))
            case ast.RestPat():
                self.cx.error(None, "`..` patterns are not allowed here", span)
                return thir.WildPat(ty, span)
        self.cx.unsupported("this pattern", span)
        return thir.WildPat(ty, span)

    # --- variables ----------------------------------------------------------------------------------------------------

    def bind_pat(self, pat: ast.BindPat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        ident = pat.ident
        if not pat.by_ref and not pat.mutable and pat.sub is None:
            found = self.items.lexical(self.module, ident.name, VALUES)
            if found is not None and not (
                ident.span.ctx and found.target.span == ident.span if isinstance(found.target, ConstDef) else False
            ):
                target = found.target
                if (
                    isinstance(target, ConstDef)
                    or (isinstance(target, AdtDef) and target.node.kind == "unit")
                    or (
                        isinstance(target, VariantRef)
                        and target.adt is not None
                        and target.adt.node.variants[target.index].kind == "unit"
                    )
                ):
                    path = ast.Path([ast.Segment(ident)], pat.span)
                    return self.path_pat(ast.PathPat(pat.span, path), ty, names, mode)
                if isinstance(target, StaticDef):
                    self.cx.error(
                        "E0530",
                        "match bindings cannot shadow statics",
                        ident.span,
                        "cannot be named the same as a static",
                    )
                elif isinstance(target, AdtDef | VariantRef) and not (
                    isinstance(target, AdtDef) and target.node.kind == "named"
                ):
                    self.cx.error(
                        "E0530",
                        f"match bindings cannot shadow {kind_of(target)}s",
                        ident.span,
                        f"cannot be named the same as a {kind_of(target)}",
                    )
        bind = mode
        if pat.by_ref:
            bind = "mut" if pat.mutable else "ref"
        local_ty = ty if bind == "move" else types.ref(bind == "mut", ty)
        key = ident.key
        local = names.get(key)
        if local is None:
            local = self.new_local(ident.name, local_ty, pat.mutable and not pat.by_ref, ident.span)
            names[key] = local
        elif local.span == ident.span or not self.or_depth:
            self.duplicate_name(ident, local)
        elif not self.unify(local.ty, local_ty):
            self.mismatch_at(ident.span, local.ty, local_ty, [(local.span, "first introduced with this type here")])
        if self.or_depth:
            self.or_seen[-1][key] = ident.span
        sub = self.check_pat(pat.sub, ty, names, mode) if pat.sub is not None else None
        return thir.BindPat(ty, pat.span, local, bind, sub)

    or_depth = 0
    param_names: bool = False

    def duplicate_name(self, ident: Ident, local: thir.Local) -> None:
        if self.param_names:
            self.cx.error(
                "E0415",
                f"identifier `{ident.name}` is bound more than once in this parameter list",
                ident.span,
                "used as parameter more than once",
            )
        else:
            self.cx.error(
                "E0416",
                f"identifier `{ident.name}` is bound more than once in the same pattern",
                ident.span,
                "used in a pattern more than once",
            )

    def or_pat(self, pat: ast.OrPat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        if self.or_depth == 0:
            self.or_seen = []
        self.or_depth += 1
        items, seen = [], []
        for item in pat.items:
            self.or_seen = [*self.or_seen, {}]
            items.append(self.check_pat(item, ty, names, mode))
            seen.append(self.or_seen.pop())
        self.or_depth -= 1
        every = {k: s for found in seen for k, s in found.items()}
        for key, at in every.items():
            for item, found in zip(pat.items, seen, strict=True):
                if key not in found:
                    self.cx.error(
                        "E0408",
                        f"variable `{key[0]}` is not bound in all patterns",
                        item.span,
                        f"pattern doesn't bind `{key[0]}`",
                        also=[(at, "variable not in all patterns")],
                    )
                    break
        if self.or_depth:
            self.or_seen[-1].update(every)
        return thir.OrPat(ty, pat.span, items)

    def ref_pat(self, pat: ast.RefPat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        ty = self.known(ty)
        if isinstance(ty, Ref) and ty.mutable == pat.mutable:
            inner = ty.inner
        elif isinstance(ty, Infer):
            inner = self.fresh("any", pat.span)
            self.unify(ty, types.ref(pat.mutable, inner))
        else:
            inner = self.fresh("any", pat.span) if ty is not ERROR else ERROR
            if ty is not ERROR:
                self.mismatch_at(pat.span, ty, types.ref(pat.mutable, inner))
                inner = ERROR
        return thir.DerefPat(ty, pat.span, self.check_pat(pat.inner, inner, names, "move"))

    # --- constants ----------------------------------------------------------------------------------------------------

    # --- compound patterns --------------------------------------------------------------------------------------------

    def spread(self, items: list[ast.Pattern], count: int) -> list[tuple[int, ast.Pattern]] | None:
        """Positions of sub-patterns among ``count`` fields, ``..`` skipped; None if the number is wrong."""
        rest = next((i for i, p in enumerate(items) if isinstance(p, ast.RestPat)), None)
        if rest is None:
            return list(enumerate(items)) if len(items) == count else None
        before, after = items[:rest], items[rest + 1 :]
        if len(before) + len(after) > count:
            return None
        return [*enumerate(before), *((count - len(after) + i, p) for i, p in enumerate(after))]

    def wild_all(self, items: list[ast.Pattern], names: Names) -> None:
        """Bind the names of patterns whose type is in error."""
        for p in items:
            if not isinstance(p, ast.RestPat):
                self.check_pat(p, ERROR, names)

    def tuple_pat(self, pat: ast.TuplePat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        if isinstance(ty, Infer):
            if any(isinstance(p, ast.RestPat) for p in pat.items):
                ty = self.must_know(ty, pat.span)
            else:
                made = types.tuple_of(*(self.fresh("any", p.span) for p in pat.items))
                self.unify(ty, made)
                ty = made
        if not isinstance(ty, Tuple):
            if ty is not ERROR:
                self.mismatch_at(
                    pat.span,
                    ty,
                    types.tuple_of(*(self.fresh("any") for p in pat.items if not isinstance(p, ast.RestPat))),
                )
            self.wild_all(pat.items, names)
            return thir.WildPat(ERROR, pat.span)
        places = self.spread(pat.items, len(ty.items))
        if places is None:
            self.mismatch_at(
                pat.span, ty, types.tuple_of(*(self.fresh("any") for p in pat.items if not isinstance(p, ast.RestPat)))
            )
            self.wild_all(pat.items, names)
            return thir.WildPat(ERROR, pat.span)
        return thir.AdtPat(ty, pat.span, 0, [(i, self.check_pat(p, ty.items[i], names, mode)) for i, p in places])

    def slice_pat(self, pat: ast.SlicePat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        ty = self.must_know(ty, pat.span)
        if not isinstance(ty, Array | Slice):
            if ty is not ERROR:
                self.cx.error(
                    "E0529",
                    f"expected an array or slice, found `{show(self.resolve(ty))}`",
                    pat.span,
                    f"pattern cannot match with input type `{show(self.resolve(ty))}`",
                )
            self.wild_all(pat.items, names)
            return thir.WildPat(ERROR, pat.span)
        rest = next(
            (
                i
                for i, p in enumerate(pat.items)
                if isinstance(p, ast.RestPat) or (isinstance(p, ast.BindPat) and isinstance(p.sub, ast.RestPat))
            ),
            None,
        )
        n = len(pat.items) - (rest is not None)
        length = self.shallow(ty.length) if isinstance(ty, Array) else None
        if isinstance(length, Infer) and rest is None:
            self.unify(length, types.const_value(n, types.USIZE))
        if isinstance(length, types.ConstValue) and (n > length.value or (rest is None and n != length.value)):
            have = f"{length.value} element{'' if length.value == 1 else 's'}"
            self.cx.error(
                "E0527" if rest is None else "E0528",
                f"pattern requires {'' if rest is None else 'at least '}{n} element{'' if n == 1 else 's'} but "
                f"array has {length.value}",
                pat.span,
                f"expected {have}" if rest is None else f"pattern cannot match array of {have}",
            )
            return thir.WildPat(ERROR, pat.span)
        before = [self.check_pat(p, ty.item, names, mode) for p in (pat.items if rest is None else pat.items[:rest])]
        if rest is None:
            return thir.SlicePat(ty, pat.span, before, None, [])
        middle_node = pat.items[rest]
        middle_ty: Ty = types.slice_of(ty.item)
        if isinstance(length, types.ConstValue):
            middle_ty = types.array(ty.item, length.value - n)
        middle: thir.Pat
        if isinstance(middle_node, ast.BindPat):
            plain = ast.BindPat(middle_node.span, middle_node.ident, middle_node.by_ref, middle_node.mutable, None)
            middle = self.bind_pat(plain, middle_ty, names, mode)
        else:
            middle = thir.WildPat(middle_ty, middle_node.span)
        after = [self.check_pat(p, ty.item, names, mode) for p in pat.items[rest + 1 :]]
        return thir.SlicePat(ty, pat.span, before, middle, after)

    def pattern_adt(self, path: ast.Path, span: Span, want: str) -> tuple[AdtDef, int, tuple[Ty, ...]] | None:
        """The struct or variant that a pattern's path names."""
        if want == "tuple":
            value = self.check_path(path, None, span, matching=True)
            ctor = getattr(getattr(value.ty, "defn", None), "ctor", None)
            if ctor is not None:
                return ctor[0], ctor[1], value.ty.args  # type: ignore[attr-defined]
            if value.ty is not ERROR:
                name = "::".join(s.ident.name for s in path.segments)
                kind = (
                    "unit variant"
                    if isinstance(value, thir.AdtExpr) and value.defn.kind == "enum"
                    else "unit struct"
                    if isinstance(value, thir.AdtExpr)
                    else "constant"
                    if isinstance(value, thir.ConstRef)
                    else "function"
                )
                self.cx.error(
                    "E0532",
                    f"expected tuple struct or tuple variant, found {kind} `{name}`",
                    span,
                    "not a tuple struct or tuple variant",
                )
            return None
        found = self.struct_path(path, span)
        return found

    def struct_path(self, path: ast.Path, span: Span) -> tuple[AdtDef, int, tuple[Ty, ...]] | None:
        """Overridden by the expression checker (struct literals share it)."""
        raise NotImplementedError

    def field_tys(self, adt: AdtDef, variant: int, args: tuple[Ty, ...], span: Span) -> list[Ty]:
        """The types of a variant's fields."""
        return [self.normalize(substitute(f.ty, args), span) for f in self.items.adt(adt).variants[variant].fields]

    def tuple_struct_pat(self, pat: ast.TupleStructPat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        found = self.pattern_adt(pat.path, pat.span, "tuple")
        if found is None:
            self.wild_all(pat.items, names)
            return thir.WildPat(ERROR, pat.span)
        adt, variant, args = found
        own = types.adt(adt, args)
        if not self.unify(ty, own):
            self.mismatch_at(pat.span, ty, own)
            self.wild_all(pat.items, names)
            return thir.WildPat(ERROR, pat.span)
        fields = self.field_tys(adt, variant, args, pat.span)
        places = self.spread(pat.items, len(fields))
        if places is None:
            n = sum(not isinstance(p, ast.RestPat) for p in pat.items)
            kind = "tuple variant" if adt.kind == "enum" else "tuple struct"
            at = pat.items[0].span.to(pat.items[-1].span) if pat.items else pat.span
            self.cx.error(
                "E0023",
                f"this pattern has {n} field{'' if n == 1 else 's'}, but the corresponding {kind} has {len(fields)} "
                f"field{'' if len(fields) == 1 else 's'}",
                at,
                f"expected {len(fields)} field{'' if len(fields) == 1 else 's'}, found {n}",
            )
            self.wild_all(pat.items, names)
            return thir.WildPat(ERROR, pat.span)
        self.check_fields_visible(adt, variant, [i for i, _ in places], pat.span)
        return thir.AdtPat(own, pat.span, variant, [(i, self.check_pat(p, fields[i], names, mode)) for i, p in places])

    def check_fields_visible(self, adt: AdtDef, variant: int, used: list[int], span: Span) -> None:
        if self.prelude or adt.kind == "enum":
            return
        for i in used:
            f: FieldDefn = adt.variants[variant].fields[i]
            if not visible(f.scope, self.module):
                self.cx.error("E0451", f"field `{f.name}` of struct `{adt.name}` is private", span, "private field")

    def struct_pat(self, pat: ast.StructPat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        found = self.struct_path(pat.path, pat.path.span)
        if found is None:
            self.wild_all([f.pat for f in pat.fields], names)
            return thir.WildPat(ERROR, pat.span)
        adt, variant, args = found
        own = types.adt(adt, args)
        if not self.unify(ty, own):
            self.mismatch_at(pat.span, ty, own)
            self.wild_all([f.pat for f in pat.fields], names)
            return thir.WildPat(ERROR, pat.span)
        v = self.items.adt(adt).variants[variant]
        tys = self.field_tys(adt, variant, args, pat.span)
        what = f"{adt.kind} `{adt.name}`" if adt.kind != "enum" else f"variant `{adt.name}::{v.name}`"
        out: list[tuple[int, thir.Pat]] = []
        seen: set[int] = set()
        for f in pat.fields:
            index = next((i for i, d in enumerate(v.fields) if d.name == f.ident.name), None)
            if index is None:
                close = similar(f.ident.name, [d.name for d in v.fields])
                self.cx.error(
                    "E0026",
                    f"{what} does not have a field named `{f.ident.name}`",
                    f.ident.span,
                    f"{what.split(' ')[0]} `{what.split('`')[1]}` does not have this field",
                    helps=[f"a field with a similar name exists: `{close}`"] if close else (),
                )
                self.check_pat(f.pat, ERROR, names)
                continue
            if index in seen:
                self.cx.error(
                    "E0025",
                    f"field `{f.ident.name}` bound multiple times in the pattern",
                    f.span,
                    f"multiple uses of `{f.ident.name}` in pattern",
                )
            seen.add(index)
            if adt.kind != "enum" and not visible(v.fields[index].scope, self.module) and not self.prelude:
                self.cx.error(
                    "E0451", f"field `{f.ident.name}` of struct `{adt.name}` is private", f.ident.span, "private field"
                )
            out.append((index, self.check_pat(f.pat, tys[index], names, mode)))
        missing = [d.name for i, d in enumerate(v.fields) if i not in seen]
        if adt.kind == "union":
            if pat.fields and any(not isinstance(f.pat, ast.WildPat) for f in pat.fields):
                self.need_unsafe(UNION_FIELD, pat.fields[0].pat.span)
            if len(pat.fields) != 1:
                self.cx.error(None, "union patterns should have exactly one field", pat.span)
            if pat.rest:
                self.cx.error(None, "`..` cannot be used in union patterns", pat.span)
        elif missing and not pat.rest and len(seen) == len(pat.fields):
            listed = (
                ", ".join(f"`{m}`" for m in missing[:-1]) + (" and " if len(missing) > 1 else "") + f"`{missing[-1]}`"
            )
            word = f"field{'' if len(missing) == 1 else 's'}"
            self.cx.error(
                "E0027",
                f"pattern does not mention {word} {listed}",
                pat.span,
                f"missing {word} {listed}",
                helps=["if you don't care about a missing field, you can ignore it with `..`"],
            )
        return thir.AdtPat(own, pat.span, variant, out)
