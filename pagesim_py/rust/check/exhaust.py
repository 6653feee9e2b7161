"""Are all values matched? Usefulness of patterns after Maranget, with examples of what is missing.

A matrix has one row for each arm and one column for each place still to be looked at; the first column is split by
the constructors of its type.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..names import thir, types
from ..names.consteval import Evaluator
from ..names.constvalues import ConstError
from ..names.show import show
from ..names.types import (
    BOOL,
    CHAR,
    INTEGER_BITS,
    NEVER,
    Adt,
    Array,
    ConstValue,
    Prim,
    Ref,
    Slice,
    Tuple,
    Ty,
)
from .lints import named_as_variant
from .writeback import children

if TYPE_CHECKING:
    from .fn import BodyChecker

MAX_WORK = 60_000


@dataclass(frozen=True, slots=True)
class Form:
    """``ctor``: None (wild), ("variant", i), ("single",), ("range", lo, hi), ("const", v), ("slice", before, after
    | None), ("or",)."""

    ctor: tuple[Any, ...] | None
    subs: tuple[Form, ...] = ()


WILD = Form(None)


class TooComplex(Exception):
    """The matrix grew too large to decide."""


class Exhaust:
    """Checks the matches of one body."""

    def __init__(self, checker: BodyChecker) -> None:
        self.ck = checker
        self.work = 0

    # --- patterns to constructors -------------------------------------------------------------------------------------

    def lower(self, p: thir.Pat) -> Form:
        """A pattern in terms of constructors."""
        match p:
            case thir.BindPat():
                return self.lower(p.sub) if p.sub is not None else WILD
            case thir.DerefPat():
                return Form(("single",), (self.lower(p.inner),))
            case thir.OrPat():
                return Form(("or",), tuple(self.lower(q) for q in p.items))
            case thir.RangePat():
                lo, hi = self.bounds(p.ty)
                return Form(("range", lo if p.lo is None else p.lo, hi if p.hi is None else p.hi))
            case thir.ConstPat():
                return self.constant(p)
            case thir.AdtPat():
                count = len(self.field_tys(p.ty, p.variant))
                subs = [WILD] * count
                for i, q in p.fields:
                    if i < count:
                        subs[i] = self.lower(q)
                enum = isinstance(p.ty, Adt) and p.ty.defn.kind == "enum"
                return Form(("variant", p.variant) if enum else ("single",), tuple(subs))
            case thir.SlicePat():
                before, after = [self.lower(q) for q in p.before], [self.lower(q) for q in p.after]
                return Form(("slice", len(before), None if p.middle is None else len(after)), tuple(before + after))
        return WILD

    def constant(self, p: thir.ConstPat) -> Form:
        ty = p.ty
        value = self.ck.const_of(p.value) if isinstance(ty, Prim) and ty is not types.STR else None
        if value is not None:
            return Form(("const", value)) if ty is BOOL else Form(("range", value, value))
        if isinstance(p.value, thir.Lit):
            return Form(("const", p.value.value))
        if isinstance(p.value, thir.ConstRef) and isinstance(ty, Adt):
            found = self.adt_constant(p.value, ty)
            if found is not None:
                return found
        return Form(("const", id(p)))

    def adt_constant(self, e: thir.ConstRef, ty: Adt) -> Form | None:
        """A constant of an enum without fields is its variant."""

        try:
            value = Evaluator(self.ck.items).value_of(e)
        except ConstError:
            return None
        if ty.defn.kind == "enum" and isinstance(value, tuple) and len(value) == 1:
            return Form(("variant", value[0]))
        return None

    def field_tys(self, ty: Ty, variant: int) -> list[Ty]:
        if isinstance(ty, Adt):
            return self.ck.field_tys(ty.defn, variant, ty.args, ty.defn.span)
        if isinstance(ty, Tuple):
            return list(ty.items)
        if isinstance(ty, Ref):
            return [ty.inner]
        return []

    @staticmethod
    def bounds(ty: Ty) -> tuple[int, int]:
        """The least and greatest value of an integer type or char."""
        if ty is CHAR:
            return 0, 0x10FFFF
        bits = INTEGER_BITS.get(getattr(ty, "name", ""), 64)
        return (
            (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if getattr(ty, "name", "u")[0] == "i" else (0, (1 << bits) - 1)
        )

    # --- the matrix ---------------------------------------------------------------------------------------------------

    def missing(self, rows: list[tuple[Form, ...]], tys: tuple[Ty, ...]) -> list[list[str]]:
        """Examples of value vectors that no row matches."""
        self.work += 1 + len(rows)
        if self.work > MAX_WORK:
            raise TooComplex
        if not tys:
            return [] if rows else [[]]
        rows = [r for row in rows for r in self.expand(row)]
        ty, rest = tys[0], tys[1:]
        heads = [r[0] for r in rows if r[0].ctor is not None]
        if not heads and not self.must_split(ty):
            found = self.missing([r[1:] for r in rows], rest)
            return [["_", *w] for w in found]
        out: list[list[str]] = []
        absent: list[tuple[Any, ...]] = []
        ctors = self.split(ty, heads)
        wild = [i for i, r in enumerate(rows) if r[0].ctor is None]
        for (ctor, tys_inside), own in zip(ctors, self.sorted_out(rows, [c for c, _ in ctors]), strict=True):
            if heads and not own:
                absent.append(ctor)
                continue
            chosen = [rows[i] for i in (sorted(own + wild) if wild else own)]
            inside = [s for r in chosen if (s := self.specialize(r, ctor, len(tys_inside))) is not None]
            for w in self.missing(inside, (*tys_inside, *rest)):
                n = len(tys_inside)
                out.append([self.show(ty, ctor, w[:n]), *w[n:]])
                if len(out) > 20:
                    return out
        if absent:
            default = [r[1:] for r in rows if r[0].ctor is None]
            for w in self.missing(default, rest):
                for ctor in absent:
                    n = len(self.inside_tys(ty, ctor))
                    out.append([self.show(ty, ctor, ["_"] * n), *w])
        return out

    def sorted_out(self, rows: list[tuple[Form, ...]], ctors: list[tuple[Any, ...]]) -> list[list[int]]:
        """For each (split) constructor the numbers of the rows whose first pattern takes it in by name."""
        out: list[list[int]] = [[] for _ in ctors]
        places = {c: n for n, c in enumerate(ctors)}
        starts = [c[1] for c in ctors] if ctors and all(c[0] == "range" for c in ctors) else []
        for i, row in enumerate(rows):
            head = row[0].ctor
            if head is None:
                continue
            if head[0] == "range" and starts:
                n = bisect_left(starts, head[1])
                while n < len(ctors) and ctors[n][2] <= head[2]:
                    out[n].append(i)
                    n += 1
            elif head[0] != "slice" and head in places:
                out[places[head]].append(i)
            else:
                for n, ctor in enumerate(ctors):
                    if self.covers(head, ctor):
                        out[n].append(i)
        return out

    def must_split(self, ty: Ty) -> bool:
        """An empty enum needs no arm."""
        return ty is NEVER or (
            isinstance(ty, Adt) and ty.defn.kind == "enum" and not self.ck.items.adt(ty.defn).variants
        )

    def uninhabited(self, ty: Ty, depth: int = 0) -> bool:
        """Whether there is no value of a type, so that a variant with one in it needs no arm."""
        if self.must_split(ty):
            return True
        if depth > 3 or not isinstance(ty, Adt | Tuple):
            return False
        if isinstance(ty, Adt) and ty.defn.kind != "struct":
            return False
        return any(self.uninhabited(t, depth + 1) for t in self.field_tys(ty, 0))

    def expand(self, row: tuple[Form, ...]) -> list[tuple[Form, ...]]:
        if row[0].ctor == ("or",):
            return [r for p in row[0].subs for r in self.expand((p, *row[1:]))]
        return [row]

    def inside_tys(self, ty: Ty, ctor: tuple[Any, ...]) -> tuple[Ty, ...]:
        if ctor[0] == "variant":
            return tuple(self.field_tys(ty, ctor[1]))
        if ctor[0] == "single":
            return tuple(self.field_tys(ty, 0))
        if ctor[0] == "slice":
            assert isinstance(ty, Array | Slice)
            count: int = ctor[1] + (ctor[2] or 0)
            return (ty.item,) * count
        return ()

    def split(self, ty: Ty, heads: list[Form]) -> list[tuple[tuple[Any, ...], tuple[Ty, ...]]]:
        """The constructors of a type, as finely as the patterns tell them apart. An extra ("rest",) stands for what
        cannot be listed."""
        ctors: list[tuple[Any, ...]] = []
        if isinstance(ty, Adt) and ty.defn.kind == "enum":
            named = {h.ctor for h in heads}
            ctors = [("variant", v.index) for v in self.ck.items.adt(ty.defn).variants]
            ctors = [c for c in ctors if c in named or not any(map(self.uninhabited, self.inside_tys(ty, c)))]
            if any(h.ctor and h.ctor[0] == "const" for h in heads):
                ctors.append(("rest",))
        elif ty is BOOL:
            ctors = [("const", 0), ("const", 1)]
        elif isinstance(ty, Prim) and (ty.name in INTEGER_BITS or ty is CHAR):
            lo, hi = self.bounds(ty)
            cuts = {lo, hi + 1} | ({0xD800, 0xE000} if ty is CHAR and heads else set())
            for h in heads:
                if h.ctor and h.ctor[0] == "range":
                    cuts |= {max(lo, h.ctor[1]), min(hi, h.ctor[2]) + 1}
            points = sorted(cuts)
            ctors = [("range", a, b - 1) for a, b in pairwise(points)]
            if ty is CHAR:
                ctors = [c for c in ctors if not (c[1] >= 0xD800 and c[2] <= 0xDFFF)]
        elif isinstance(ty, Array) and isinstance(ty.length, ConstValue):
            ctors = [("slice", ty.length.value, None)]
        elif isinstance(ty, Slice):
            longest = max((h.ctor[1] + (h.ctor[2] or 0) for h in heads if h.ctor and h.ctor[0] == "slice"), default=0)
            ctors = [("slice", n, None) for n in range(longest + 1)] + [("slice", longest + 1, 0)]
        elif ty is NEVER:
            return []
        elif isinstance(ty, Adt | Tuple) or (
            isinstance(ty, Ref) and not any(h.ctor and h.ctor[0] == "const" for h in heads)
        ):
            ctors = [("single",)]
            if any(h.ctor and h.ctor[0] == "const" for h in heads):
                ctors = [("rest",)]
        else:
            ctors = list(dict.fromkeys(h.ctor for h in heads if h.ctor))
            ctors.append(("rest",))
        return [(c, self.inside_tys(ty, c)) for c in ctors]

    @staticmethod
    def covers(head: tuple[Any, ...] | None, ctor: tuple[Any, ...]) -> bool:
        """Whether a pattern's constructor takes in a (split) one."""
        if head is None:
            return True
        if head[0] == "range" and ctor[0] == "range":
            return bool(head[1] <= ctor[1] and ctor[2] <= head[2])
        if head[0] == "slice" and ctor[0] == "slice":
            if head[2] is None:
                return bool(ctor[2] is None and head[1] == ctor[1])
            return bool(ctor[1] + (ctor[2] or 0) >= head[1] + head[2])
        return bool(head == ctor)

    def specialize(self, row: tuple[Form, ...], ctor: tuple[Any, ...], n: int) -> tuple[Form, ...] | None:
        """The row for values made by ``ctor``, or None if it does not match them."""
        head = row[0]
        if head.ctor is None:
            return ((WILD,) * n) + row[1:]
        if not self.covers(head.ctor, ctor):
            return None
        subs = head.subs
        if ctor[0] == "slice" and head.ctor[2] is not None:
            before = head.ctor[1]
            gap = n - len(subs)
            subs = (*subs[:before], *((WILD,) * gap), *subs[before:])
        return (*subs, *((WILD,) * (n - len(subs))), *row[1:])

    # --- examples -----------------------------------------------------------------------------------------------------

    def show(self, ty: Ty, ctor: tuple[Any, ...], subs: list[str]) -> str:
        """A missing value as a pattern."""
        kind = ctor[0]
        if kind == "variant":
            assert isinstance(ty, Adt)
            v = ty.defn.variants[ctor[1]]
            name = v.name if ty.defn.name in ("Option", "Result") else f"{ty.defn.name}::{v.name}"
            return self.struct_like(name, v, subs)
        if kind == "single":
            if isinstance(ty, Ref):
                return f"&{'mut ' if ty.mutable else ''}{subs[0]}"
            if isinstance(ty, Tuple):
                return f"({subs[0]},)" if len(subs) == 1 else f"({', '.join(subs)})"
            assert isinstance(ty, Adt)
            return self.struct_like(ty.defn.name, ty.defn.variants[0], subs)
        if kind == "const":
            return ("true" if ctor[1] else "false") if ty is BOOL else "_"
        if kind == "range":
            return self.range_text(ty, ctor[1], ctor[2])
        if kind == "slice":
            if ctor[2] is None:
                return f"[{', '.join(subs)}]"
            return f"[{', '.join([*subs[: ctor[1]], '..', *subs[ctor[1] :]])}]"
        if isinstance(ty, Ref):
            return "&_"
        return "_"

    @staticmethod
    def struct_like(name: str, v: Any, subs: list[str]) -> str:
        if v.kind == "unit":
            return name
        if v.kind == "tuple":
            return f"{name}({', '.join(subs)})"
        shown = [f"{f.name}: {s}" for f, s in zip(v.fields, subs, strict=True) if s != "_"]
        if len(shown) < len(subs) or not subs:
            shown.append("..")
        return f"{name} {{ {', '.join(shown)} }}"

    def range_text(self, ty: Ty, lo: int, hi: int) -> str:
        least, greatest = self.bounds(ty)
        name = getattr(ty, "name", "")

        def end(v: int) -> str:
            if ty is CHAR:
                return repr(chr(v)) if 0x20 <= v < 0x7F else f"'\\u{{{v:x}}}'" if v else "'\\0'"
            if v == least and name[0] == "i":
                return f"{name}::MIN"
            if v == greatest:
                return f"{name}::MAX"
            return f"{v}_{name}"

        if lo == least and hi == greatest:
            return "_"
        if lo == hi:
            return end(lo)
        if name in ("usize", "isize") and hi == greatest:
            return f"{end(lo)}.."
        if name == "isize" and lo == least:
            return f"..{end(hi + 1)}"
        return f"{end(lo)}..={end(hi)}"

    # --- the checks ---------------------------------------------------------------------------------------------------

    def uncovered(self, pats: list[thir.Pat], ty: Ty) -> list[str]:
        """What a list of patterns leaves out."""
        if self.ck.has_error(ty) or any(self.ck.has_error(p.ty) for p in pats):
            return []
        self.work = 0
        try:
            found = self.missing([(self.lower(p),) for p in pats], (ty,))
        except TooComplex:
            return []
        return list(dict.fromkeys(w[0] for w in found))

    def match(self, e: thir.Match) -> None:
        """E0004."""
        found = self.uncovered([a.pat for a in e.arms if a.guard is None], e.scrutinee.ty)
        if not found:
            return
        text = listed(found)
        plural = "pattern" if len(found) == 1 else "patterns"

        helps = [
            "ensure that all possible cases are being handled by adding a match arm with a wildcard pattern"
            if len(found) > 1
            else f"ensure that all possible cases are being handled by adding a match arm with a wildcard pattern "
            f"or an explicit pattern as shown: `{found[0]} => todo!()`"
        ]
        if not e.arms:
            self.ck.cx.error(
                "E0004",
                f"non-exhaustive patterns: type `{show(e.scrutinee.ty)}` is non-empty",
                e.scrutinee.span,
                "",
                helps=helps,
            )
            return
        self.ck.cx.error(
            "E0004",
            f"non-exhaustive patterns: {text} not covered",
            e.scrutinee.span,
            f"{plural} {text} not covered",
            notes=[f"the matched value is of type `{show(e.scrutinee.ty)}`"],
            helps=helps,
        )

    def irrefutable(self, p: thir.Pat, ty: Ty, where: str) -> None:
        """E0005: a pattern that must match always."""
        found = self.uncovered([p], ty)
        if found:
            plural = "pattern" if len(found) == 1 else "patterns"
            self.ck.cx.error(
                "E0005",
                f"refutable pattern in {where}",
                p.span,
                f"{plural} {listed(found)} not covered",
                notes=[
                    '`let` bindings require an "irrefutable pattern", like a `struct` or an `enum` with only one '
                    "variant"
                ]
                if where == "local binding"
                else (),
            )


def listed(found: list[str]) -> str:
    """```A`, `B` and `C``` / ``... and 3 more``."""
    quoted = [f"`{f}`" for f in found]
    if len(quoted) == 1:
        return quoted[0]
    if len(quoted) <= 3:
        return ", ".join(quoted[:-1]) + " and " + quoted[-1]
    return ", ".join(quoted[:3]) + f" and {len(quoted) - 3} more"


def check_patterns(ck: BodyChecker, body: thir.Body) -> None:
    """All matches, lets, loops and parameters of a body."""

    ex = Exhaust(ck)
    for pat, ty in body.params:
        ex.irrefutable(pat, ty, "function argument")

    def walk(n: Any) -> None:
        if isinstance(n, thir.BindPat):
            named_as_variant(ck, n)
        if isinstance(n, thir.Match):
            ex.match(n)
        elif isinstance(n, thir.LetStmt):
            if n.else_ is None:
                ex.irrefutable(n.pat, n.pat.ty, "local binding")
        elif isinstance(n, thir.For):
            ex.irrefutable(n.pat, n.pat.ty, "`for` loop binding")
        elif isinstance(n, thir.ClosureExpr):
            for pat, ty in n.params:
                ex.irrefutable(pat, ty, "closure argument")
        for c in children(n):
            walk(c)

    walk(body.value)
