"""Lints that deny: references to mutable statics, arithmetic that is sure to overflow, indices that are sure to be
out of range, literals out of range.

Like rustc's, they speak only if the body is otherwise right. ``#[allow(..)]`` on the item or on a module around it
silences them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic
from ..names import thir, types
from ..names.constarith import wrap
from ..names.defs import ConstDef, Def, ModuleDef
from ..names.show import show
from ..names.types import INTEGER_BITS, Adt, Array, ConstValue, Prim, Ref, Ty
from ..span import Sources, Span
from .static_refs import message
from .writeback import children

if TYPE_CHECKING:
    from ..names.context import Context
    from .fn import BodyChecker

GROUPS = {
    "static_mut_refs": ("rust_2024_compatibility",),
    "arithmetic_overflow": (),
    "unconditional_panic": (),
    "overflowing_literals": (),
    **dict.fromkeys(
        (
            *("dead_code", "path_statements", "unreachable_code", "unused_imports", "unused_macros", "unused_must_use"),
            *("unused_assignments", "unused_mut", "unused_parens", "unused_unsafe", "unused_variables"),
        ),
        ("unused", "warnings"),
    ),
    **dict.fromkeys(
        ("non_camel_case_types", "non_snake_case", "non_upper_case_globals"), ("nonstandard_style", "warnings")
    ),
    "asm_sub_register": ("warnings",),
    "while_true": ("warnings",),
    "unsafe_op_in_unsafe_fn": ("warnings",),
}


ORDER = (
    ("unused_imports",),
    ("unused_macros",),
    ("non_camel_case_types", "unused_parens", "while_true"),
    ("unreachable_code",),
    ("E0133", "unused_unsafe"),
    ("unused_mut",),
    ("unused_variables", "unused_assignments"),
    ("dead_code",),
    ("path_statements", "unused_must_use", "non_snake_case", "non_upper_case_globals"),
)
"""The lints that warn, in the order in which rustc looks for them; of one row by their places."""

_RANKS = {lint: rank for rank, row in enumerate(ORDER) for lint in row}


def place_in_order(sources: Sources, found: Diagnostic) -> tuple[int, int, int]:
    """Where a warning stands among the warnings: the library's before the program's, then as ``ORDER`` has them."""
    at = sources.outermost(found.span)
    crate = sources.files[at.file].crate
    rank = _RANKS.get(found.code or "", len(ORDER))
    return int(crate == "main"), rank, 0 if found.code == "dead_code" else (at.file << 32) + at.lo


def attribute_level(attr: Any, lint: str) -> str | None:
    """What an attribute such as ``#[allow(..)]`` says about a lint, if it names it."""
    names = {str(getattr(t, "text", "")) for t in attr.tokens}
    if lint in names or any(g in names for g in GROUPS.get(lint, ())):
        return "allow" if attr.name == "expect" else str(attr.name)
    return None


def written_level(sources: Sources, lint: str, span: Span) -> str | None:
    """The level that attributes around a place give; the innermost decides."""
    found = (attribute_level(attr, lint) for attr in sources.levels_at(span))
    return next((level for level in found if level), None)


def lint_level(owner: Def, lint: str, default: str) -> str:
    """allow, warn, deny or forbid for a lint at an item: the nearest attribute decides."""
    at: Any = owner
    while at is not None:
        for attr in reversed(at.attrs):
            if attr.name in ("allow", "warn", "deny", "forbid", "expect"):
                if found := attribute_level(attr, lint):
                    return found
        at = (at.outer if at.outer is not None else None) if isinstance(at, ModuleDef) else (at.parent or at.module)
    return default


def give(
    cx: Context,
    owner: Def,
    lint: str,
    message: str,
    span: Span,
    *,
    notes: tuple[str, ...] = (),
    helps: tuple[str, ...] = (),
    beside: Iterable[tuple[Span, str]] = (),
    secondary: Iterable[tuple[Span, str]] = (),
) -> None:
    """Give a lint that warns, at the level that is asked for at ``span`` or at the item ``owner``."""
    level = written_level(cx.sources, lint, span) or lint_level(owner, lint, "warn")
    if level == "allow":
        return
    kind = "warning" if level == "warn" else "error"
    cx.diagnostics.add(
        Diagnostic(kind, lint, message, span, "", list(notes), list(helps), list(secondary), list(beside))
    )


def named_as_variant(ck: BodyChecker, pat: thir.BindPat) -> None:
    """E0170: a new name that is spelt like a variant of the value's type."""
    ty = ck.resolve(pat.ty)
    while isinstance(ty, Ref):
        ty = ty.inner
    if pat.mode != "move" or pat.sub is not None or not isinstance(ty, Adt) or ty.defn.kind != "enum":
        return
    name = pat.local.name
    if any(v.name == name and v.kind == "unit" for v in ck.items.adt(ty.defn).variants):
        lint = "bindings_with_variant_name"
        if (written_level(ck.cx.sources, lint, pat.span) or lint_level(ck.owner, lint, "deny")) in ("deny", "forbid"):
            ck.cx.error(
                "E0170",
                f"pattern binding `{name}` is named the same as one of the variants of the type `{show(ty)}`",
                pat.span,
                "",
                helps=[f"to match on the variant, qualify the path: `{show(ty)}::{name}`"],
                notes=["`#[deny(bindings_with_variant_name)]` on by default"],
            )


class Lints:
    """Walks one body."""

    def __init__(self, checker: BodyChecker) -> None:
        self.ck = checker
        self.cx = checker.cx
        self.known: dict[thir.Local, int] = {}
        self.levels: dict[str, str] = {}
        self.in_const = False
        self.assigned: set[thir.Local] = set()

    def level(self, lint: str) -> str:
        found = self.levels.get(lint)
        if found is None:
            default = "warn" if lint == "static_mut_refs" and self.cx.edition_of(self.ck.owner) < 2024 else "deny"
            found = self.levels[lint] = lint_level(self.ck.owner, lint, default)
        return found

    def report(
        self, lint: str, message: str, span: Span, label: str, notes: tuple[str, ...] = (), helps: tuple[str, ...] = ()
    ) -> None:
        """Give a lint at its level."""
        level = written_level(self.cx.sources, lint, span) or self.level(lint)
        if level == "allow":
            return
        if level == "warn":
            self.cx.warning(lint, message, span, label, helps)
        else:
            self.cx.error(lint, message, span, label, notes=(*notes, f"`#[deny({lint})]` on by default"), helps=helps)

    def body(self, body: thir.Body) -> None:
        """Look at a body."""
        self.in_const = isinstance(self.ck.owner, ConstDef)
        self.find_assigned(body.value)
        self.walk(body.value)
        for found in self.ck.static_refs:
            self.report("static_mut_refs", *message(found))

    def find_assigned(self, n: Any) -> None:
        """Variables that change after their first value, or whose address is taken to change them."""
        if isinstance(n, thir.Assign | thir.AssignOp) and isinstance(n.place, thir.LocalRef):
            self.assigned.add(n.place.local)
        elif isinstance(n, thir.AddrOf) and n.mutable and isinstance(n.operand, thir.LocalRef):
            self.assigned.add(n.operand.local)
        for c in children(n):
            self.find_assigned(c)

    def walk(self, n: Any) -> None:
        """Visit in order of evaluation."""
        if isinstance(n, thir.Unary) and n.op == "-" and isinstance(n.operand, thir.Lit):
            self.literal(n.operand, True, n.span)
            return
        if isinstance(n, thir.Lit):
            self.literal(n, False)
            return
        for c in children(n):
            self.walk(c)
        match n:
            case thir.Binary() if not self.in_const:
                self.arithmetic(n)
            case thir.Unary() if not self.in_const:
                self.negation(n)
            case thir.Index() if not self.in_const:
                self.index(n)
            case thir.LetStmt():
                if (
                    isinstance(n.pat, thir.BindPat)
                    and n.init is not None
                    and n.pat.mode == "move"
                    and n.pat.local not in self.assigned
                ):
                    value = self.value(n.init)
                    if value is not None:
                        self.known[n.pat.local] = value

    # --- values known beforehand --------------------------------------------------------------------------------------

    def value(self, e: thir.Expr) -> int | None:
        """The integer that an expression surely is."""
        match e:
            case thir.Lit():
                return int(e.value) if isinstance(e.value, int) and isinstance(e.ty, Prim) else None
            case thir.LocalRef():
                return self.known.get(e.local)
            case thir.ConstRef():
                return (
                    self.ck.const_of(e) if isinstance(e.ty, Prim) and not e.args and e.ty.name in INTEGER_BITS else None
                )
            case thir.Cast(kind="int"):
                v = self.value(e.operand)
                return None if v is None or e.ty is types.CHAR else wrap(v, e.ty)
            case thir.Unary():
                v = self.value(e.operand)
                return None if v is None else wrap(-v if e.op == "-" else ~v, e.ty) if e.ty is not types.BOOL else None
            case thir.Binary():
                a, b = self.value(e.left), self.value(e.right)
                if a is None or b is None or e.ty is types.BOOL:
                    return None
                full = self.compute(e.op, a, b)
                return full if full is not None and self.fits(full, e.ty) else None
            case thir.Block(stmts=[], tail=tail) if tail is not None:
                return self.value(tail)
        return None

    @staticmethod
    def compute(op: str, a: int, b: int) -> int | None:
        """The exact result of an operator, if it has one."""
        if op in ("+", "-", "*", "&", "|", "^"):
            return {"+": a + b, "-": a - b, "*": a * b, "&": a & b, "|": a | b, "^": a ^ b}[op]
        if op in ("/", "%") and b:
            q = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
            return q if op == "/" else a - q * b
        if op in ("<<", ">>") and 0 <= b < 128:
            return a << b if op == "<<" else a >> b
        return None

    def fits(self, v: int, ty: Ty) -> bool:
        return wrap(v, ty) == v

    def shown(self, v: int, ty: Ty) -> str:
        """A value with its type, as rustc shows it in these lints."""
        name = getattr(ty, "name", "")
        if v == (1 << (INTEGER_BITS[name] - (name[0] == "i"))) - 1:
            return f"{name}::MAX"
        if name[0] == "i" and v == -(1 << (INTEGER_BITS[name] - 1)):
            return f"{name}::MIN"
        return f"{v}_{name}"

    def arithmetic(self, e: thir.Binary) -> None:
        ty = e.left.ty
        if not isinstance(ty, Prim) or ty.name not in INTEGER_BITS or e.op not in ("+", "-", "*", "/", "%", "<<", ">>"):
            return
        a, b = self.value(e.left), self.value(e.right)
        if e.op in ("/", "%"):
            if b == 0:
                word = "divide" if e.op == "/" else "calculate the remainder of"
                left = self.shown(a, ty) if a is not None else "_"
                text = (
                    f"attempt to divide `{left}` by zero"
                    if e.op == "/"
                    else f"attempt to calculate the remainder of `{left}` with a divisor of zero"
                )
                del word
                self.report("unconditional_panic", "this operation will panic at runtime", e.span, text)
            return
        if e.op in ("<<", ">>"):
            if b is not None and not 0 <= b < INTEGER_BITS[ty.name]:
                side = "left" if e.op == "<<" else "right"
                self.report(
                    "arithmetic_overflow",
                    "this arithmetic operation will overflow",
                    e.span,
                    f"attempt to shift {side} by `{self.shown(b, e.right.ty)}`, which would overflow",
                )
            return
        if a is None or b is None:
            return
        a, b = wrap(a, ty), wrap(b, ty)  # a literal that is too large is told as that
        full = self.compute(e.op, a, b)
        if full is not None and not self.fits(full, ty):
            self.report(
                "arithmetic_overflow",
                "this arithmetic operation will overflow",
                e.span,
                f"attempt to compute `{self.shown(a, ty)} {e.op} {self.shown(b, ty)}`, which would overflow",
            )

    def negation(self, e: thir.Unary) -> None:
        ty = e.ty
        if e.op == "-" and isinstance(ty, Prim) and ty.name in INTEGER_BITS:
            v = self.value(e.operand)
            if v is not None and not self.fits(-v, ty):
                self.report(
                    "arithmetic_overflow",
                    "this arithmetic operation will overflow",
                    e.span,
                    f"attempt to negate `{self.shown(v, ty)}`, which would overflow",
                )

    def index(self, e: thir.Index) -> None:
        ty = e.operand.ty
        if isinstance(ty, Array) and isinstance(ty.length, ConstValue):
            i = self.value(e.index)
            n = ty.length.value
            if i is not None and i >= n:
                self.report(
                    "unconditional_panic",
                    "this operation will panic at runtime",
                    e.span,
                    f"index out of bounds: the length is {n} but the index is {i}",
                )

    def literal(self, e: thir.Lit, negative: bool, span: Span | None = None) -> None:
        ty = e.ty
        if not isinstance(ty, Prim) or ty.name not in INTEGER_BITS or not isinstance(e.value, int):
            return
        bits, signed = INTEGER_BITS[ty.name], ty.name[0] == "i"
        most = (1 << (bits - signed)) - (0 if negative and signed else 1)
        if e.value > most:
            low = -(1 << (bits - 1)) if signed else 0
            high = (1 << (bits - signed)) - 1
            self.report(
                "overflowing_literals",
                f"literal out of range for `{ty.name}`",
                span or e.span,
                "",
                (f"the literal does not fit into the type `{ty.name}` whose range is `{low}..={high}`",),
            )
