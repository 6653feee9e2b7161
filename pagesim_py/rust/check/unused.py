"""Warnings about what a body makes and never uses: results that must be used (a `MapperFlush` that nobody flushes),
operators without effect, variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.defs import TraitDef
from ..names.types import NEVER, Adt, ClosureTy, Opaque, Prim, Ptr, Ref
from ..span import Span
from .lints import Lints, lint_level, written_level
from .style import is_snake
from .writeback import children

if TYPE_CHECKING:
    from .fn import BodyChecker

OPERATORS = {
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), "comparison"),
    **dict.fromkeys(("+", "-", "*", "/", "%"), "arithmetic operation"),
    **dict.fromkeys(("&", "|", "^", "<<", ">>"), "bitwise operation"),
    **dict.fromkeys(("&&", "||"), "logical operation"),
}
REASONS = {"Result": "this `Result` may be an `Err` variant, which should be handled"}
MUT = re.compile(r"\bmut\s+\Z")


def diverges(e: thir.Expr) -> bool:
    """Whether an expression is surely never left."""
    match e:
        case thir.Coerce() | thir.Cast():
            return diverges(e.operand)
        case thir.If():
            return diverges(e.cond) or (e.else_ is not None and diverges(e.then) and diverges(e.else_))
        case thir.Match():
            return diverges(e.scrutinee) or (bool(e.arms) and all(diverges(arm.body) for arm in e.arms))
        case thir.Block() if e.label is None:
            ends = [s.expr for s in e.stmts if isinstance(s, thir.ExprStmt)]
            return any(diverges(one) for one in [*ends, *([e.tail] if e.tail is not None else ())])
    return e.ty is NEVER


class Unused:
    """Walks one body that has no errors."""

    def __init__(self, checker: BodyChecker, changed: set[thir.Local]) -> None:
        self.ck = checker
        self.changed = changed
        self.cx = checker.cx
        self.lints = Lints(checker)
        self.bound: dict[thir.Local, None] = {}
        self.used: set[thir.Local] = set()
        self.unreachable: dict[thir.Local, None] = {}
        self.told = False
        self.closures = 0
        """In how many closures the walk is."""
        self.assigned: dict[thir.Local, list[Span]] = {}
        self.fields: set[thir.Local] = set()
        """Variables that have their names from fields."""

    def body(self, body: thir.Body) -> None:
        """Look at a body, its parameters too."""
        self.unsafe_blocks()
        for pat, _ in body.params:
            self.walk(pat)
        self.walk(body.value)
        for local in self.bound:
            if local not in self.used and local not in self.unreachable and self.written(local):
                self.unused_variable(local)
        for local in self.bound:
            self.spelling(local)
            if isinstance(local.ty, ClosureTy):
                continue  # whether calling it changes it is not known yet
            if local.mutable and local not in self.changed and local not in self.unreachable:
                self.needless_mut(local)

    def unused_variable(self, local: thir.Local) -> None:
        """A variable that is never read."""
        name = local.name
        assigned = self.assigned.get(local)
        if assigned is None:
            helps = [f"if this is intentional, prefix it with an underscore: `_{name}`"]
            self.warn("unused_variables", f"unused variable: `{name}`", local.span, (), helps)
            return
        text = self.cx.sources.files[local.span.file].text
        start = MUT.search(text[: local.span.lo])
        whole = local.span if start is None else local.span._replace(lo=start.start())
        notes = (f"consider using `_{name}` instead",)
        self.warn("unused_variables", f"variable `{name}` is assigned to, but never used", whole, notes, [])
        for span in assigned:
            if not span.ctx:
                helps = ["maybe it is overwritten before being read?"]
                self.warn("unused_assignments", f"value assigned to `{name}` is never read", span, (), helps)

    def spelling(self, local: thir.Local) -> None:
        """How a variable's name is spelt, if the student chose it."""
        span = local.span
        if span.ctx or not span.file or local.made or local in self.fields or is_snake(local.name):
            return
        if self.cx.sources.files[span.file].text[span.lo : span.hi] == local.name:
            message = f"variable `{local.name}` should have a snake case name"
            self.warn("non_snake_case", message, span, (), [])

    def shorthand(self, pat: thir.AdtPat) -> None:
        """Variables that are named after a field."""
        if not isinstance(pat.ty, Adt):
            return
        named = self.ck.items.adt(pat.ty.defn).variants[pat.variant].fields
        for index, part in pat.fields:
            while isinstance(part, thir.DerefPat):
                part = part.inner
            if isinstance(part, thir.BindPat) and part.local.name == named[index].name:
                self.fields.add(part.local)

    def unsafe_blocks(self) -> None:
        """``unsafe`` that nothing needs, and what needs it in an ``unsafe fn``."""
        for message, span, note in self.ck.unsafe_in_fn:
            lint = "unsafe_op_in_unsafe_fn"
            if self.level(lint, span) == "warn":
                self.cx.diagnostics.warning(message, span, "E0133", notes=[note] if note else ())
        for span in self.ck.idle_unsafe:
            if not span.ctx:
                keyword = span._replace(hi=span.lo + len("unsafe"))
                self.warn("unused_unsafe", "unnecessary `unsafe` block", keyword, (), [])

    def needless_mut(self, local: thir.Local) -> None:
        """``mut`` in front of what never changes."""
        span = local.span
        if span.ctx or not span.file or local.made:
            return
        text = self.cx.sources.files[span.file].text
        found = MUT.search(text[: span.lo])
        if found is not None:
            whole = span._replace(lo=found.start())
            message = "variable does not need to be mutable"
            self.warn("unused_mut", message, whole, (), ["remove this `mut`"])

    def written(self, local: thir.Local) -> bool:
        """Whether the student wrote the name, and not so that it says that it isn't used."""
        span = local.span
        if local.name.startswith("_") or local.name == "self" or span.ctx or not span.file:
            return False
        return self.cx.sources.files[span.file].text[span.lo : span.hi] == local.name

    def walk(self, n: Any) -> None:
        """Visit everything; what stands alone as a statement is looked at."""
        if isinstance(n, thir.BindPat):
            self.bound[n.local] = None
        elif isinstance(n, thir.LocalRef):
            self.used.add(n.local)
        elif isinstance(n, thir.ClosureExpr):
            self.used.update(n.only_named)
        elif isinstance(n, thir.AdtPat):
            self.shorthand(n)
        elif isinstance(n, thir.Assign | thir.AssignOp) and isinstance(n.place, thir.LocalRef):
            self.changed.add(n.place.local)
            if isinstance(n.place.ty, Prim | Ref | Ptr) and not self.closures:
                self.assigned.setdefault(n.place.local, []).append(n.span)
                self.walk(n.value)
                return
        elif isinstance(n, thir.ExprStmt):
            self.statement(n.expr)
        elif isinstance(n, thir.Block):
            self.block(n)
            return
        self.closures += isinstance(n, thir.ClosureExpr)
        for c in children(n):
            self.walk(c)
        self.closures -= isinstance(n, thir.ClosureExpr)

    def block(self, block: thir.Block) -> None:
        """What stands behind a statement that is never left is told once, and what it binds is nobody's care."""
        ended = False
        for one in [*block.stmts, *([block.tail] if block.tail is not None else ())]:
            if ended:
                self.never_reached(one)
                self.bound, bound = {}, self.bound
                self.walk(one)
                self.unreachable |= self.bound
                self.bound = bound
                continue
            self.walk(one)
            ended = isinstance(one, thir.ExprStmt) and diverges(one.expr)

    def never_reached(self, one: Any) -> None:
        """Warn of the first statement that is never reached."""
        if not self.told and not one.span.ctx and one.span.file:
            self.told = True
            what = "statement" if isinstance(one, thir.ExprStmt | thir.LetStmt) else "expression"
            self.warn("unreachable_code", f"unreachable {what}", one.span, (), [])

    def statement(self, e: thir.Expr) -> None:
        """A value that is dropped where it was made."""
        while isinstance(e, thir.Block) and e.tail is not None:
            e = e.tail
        if isinstance(e, thir.LocalRef | thir.StaticRef | thir.ConstRef) and not e.span.ctx:
            if isinstance(e.ty, Prim | Ref | Ptr):
                self.warn("path_statements", "path statement with no effect", e.span, (), [])
        elif isinstance(e, thir.Binary) and e.op in OPERATORS:
            self.must_use(e.span, OPERATORS[e.op], ())
        elif isinstance(e, thir.Unary):
            self.must_use(e.span, "unary operation", ())
        elif isinstance(e, thir.ClosureExpr):
            future = self.cx.lang_trait("future_trait")
            if e.suspends and future is not None:
                self.implementer(e.span, future)
        elif isinstance(e, thir.Call | thir.CallPtr):
            ty = self.ck.resolve(e.ty)
            if isinstance(ty, Opaque) and ty.index < len(ty.defn.opaques):
                for p in ty.defn.opaques[ty.index]:
                    if p.assoc is None and p.trait.attr("must_use") is not None:
                        self.implementer(e.span, p.trait)
                        break
            elif isinstance(ty, Adt) and (attr := ty.defn.attr("must_use")) is not None:
                name = ty.defn.name
                reason = attr.value or REASONS.get(name, "")
                self.must_use(e.span, f"`{name}`", (reason,) if reason else ())
            elif isinstance(e, thir.Call) and not isinstance(ty, Opaque):
                attr = e.defn.attr("must_use")
                if attr is not None:
                    words = f"return value of `{e.defn.name}`"
                    self.must_use(e.span, words, (attr.value,) if attr.value else ())

    def implementer(self, span: Span, trait: TraitDef) -> None:
        """Warn of a value of a hidden type, of which its trait says that it must be used."""
        attr = trait.attr("must_use")
        self.must_use(span, f"implementer of `{trait.name}`", (attr.value,) if attr is not None and attr.value else ())

    def must_use(self, span: Span, what: str, notes: tuple[str, ...]) -> None:
        """Warn of a value that must be used."""
        if not span.ctx:
            helps = ["use `let _ = ...` to ignore the resulting value"]
            self.warn("unused_must_use", f"unused {what} that must be used", span, notes, helps)

    def level(self, lint: str, span: Span) -> str:
        return written_level(self.ck.cx.sources, lint, span) or lint_level(self.ck.owner, lint, "warn")

    def warn(self, lint: str, message: str, span: Span, notes: tuple[str, ...], helps: list[str]) -> None:
        """Give the lint at its level."""
        level = self.level(lint, span)
        if level == "allow":
            return
        if level == "warn":
            self.cx.diagnostics.warning(message, span, lint, notes=notes, helps=helps)
        else:
            self.cx.error(lint, message, span, "", notes=notes, helps=helps)
