"""Warnings about what a body makes and never uses: results that must be used (a `MapperFlush` that nobody flushes),
operators without effect, variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.types import Adt, Opaque
from ..span import Span
from .lints import Lints, lint_level
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


class Unused:
    """Walks one body that has no errors."""

    def __init__(self, checker: BodyChecker) -> None:
        self.ck = checker
        self.cx = checker.cx
        self.lints = Lints(checker)
        self.bound: dict[thir.Local, None] = {}
        self.used: set[thir.Local] = set()

    def body(self, body: thir.Body) -> None:
        """Look at a body, its parameters too."""
        for pat, _ in body.params:
            self.walk(pat)
        self.walk(body.value)
        for local in self.bound:
            if local not in self.used and self.written(local):
                name = local.name
                helps = [f"if this is intentional, prefix it with an underscore: `_{name}`"]
                self.warn("unused_variables", f"unused variable: `{name}`", local.span, (), helps)

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
        elif isinstance(n, thir.ExprStmt):
            self.statement(n.expr)
        for c in children(n):
            self.walk(c)

    def statement(self, e: thir.Expr) -> None:
        """A value that is dropped where it was made."""
        while isinstance(e, thir.Block) and e.tail is not None:
            e = e.tail
        if isinstance(e, thir.Binary) and e.op in OPERATORS:
            self.must_use(e.span, OPERATORS[e.op], ())
        elif isinstance(e, thir.Unary):
            self.must_use(e.span, "unary operation", ())
        elif isinstance(e, thir.Call | thir.CallPtr):
            ty = self.ck.resolve(e.ty)
            if isinstance(ty, Adt) and (attr := ty.defn.attr("must_use")) is not None:
                name = ty.defn.name
                reason = attr.value or REASONS.get(name, "")
                self.must_use(e.span, f"`{name}`", (reason,) if reason else ())
            elif isinstance(e, thir.Call) and not isinstance(ty, Opaque):
                attr = e.defn.attr("must_use")
                if attr is not None:
                    words = f"return value of `{e.defn.name}`"
                    self.must_use(e.span, words, (attr.value,) if attr.value else ())

    def must_use(self, span: Span, what: str, notes: tuple[str, ...]) -> None:
        """Warn of a value that must be used."""
        if not span.ctx:
            helps = ["use `let _ = ...` to ignore the resulting value"]
            self.warn("unused_must_use", f"unused {what} that must be used", span, notes, helps)

    def warn(self, lint: str, message: str, span: Span, notes: tuple[str, ...], helps: list[str]) -> None:
        """Give the lint at its level."""
        level = self.lints.statement_level(lint, span) or lint_level(self.ck.owner, lint, "warn")
        if level == "allow":
            return
        if level == "warn":
            self.cx.diagnostics.warning(message, span, lint, notes=notes, helps=helps)
        else:
            self.cx.error(lint, message, span, "", notes=notes, helps=helps)
