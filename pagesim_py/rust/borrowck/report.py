"""What is said of conflicts: rustc's messages, codes, places and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import thir
from ..names import types as t
from ..span import Span
from .causes import Cause
from .conflicts import Conflict
from .facts import Facts
from .loans import Loan
from .mir import Borrow, Mir, Place
from .outlives import WHAT, best
from .regions import Types

if TYPE_CHECKING:
    from ..names.context import Context

Labels = list[tuple[Span, str]]


class Teller:
    """Tells of one body's conflicts."""

    def __init__(self, cx: Context, mir: Mir, facts: Facts, types: Types) -> None:
        self.cx = cx
        self.mir = mir
        self.facts = facts
        self.types = types
        self.told: set[tuple[int, Span]] = set()

    # --- words --------------------------------------------------------------------------------------------------------

    def name(self, place: Place) -> str | None:
        """A place as messages write it; None for one without a name."""
        decl = self.mir.locals[place.local]
        if decl.name is None:
            return None
        text = decl.name
        proj = place.proj
        start = 0
        if decl.kind == "upvar" and proj and proj[0][0] == "*" and isinstance(decl.rty.ty, t.Ref):
            start = 1
        for i in range(start, len(proj)):
            elem = proj[i]
            if elem[0] == "*":
                ahead = proj[i + 1][0] if i + 1 < len(proj) else ""
                if ahead not in ("f", "[]", "c", "e", "s"):
                    text = f"*{text}"
            elif elem[0] == "f":
                base = self.types.of(Place(place.local, proj[:i])).ty
                text = f"{text}.{self.field(base, elem[1], elem[2])}"
            else:
                text = f"{text}[{'..' if elem[0] in ('c', 'e', 's') else '_'}]"
        return text

    def field(self, ty: t.Ty, variant: int, index: int) -> str:
        """A field's name."""
        if isinstance(ty, t.Adt):
            fields = self.facts.items.adt(ty.defn).variants[variant].fields
            return fields[index].name if index < len(fields) else str(index)
        return str(index)

    def quoted(self, place: Place) -> str:
        """A place in quotes, or "value"."""
        name = self.name(place)
        return f"`{name}`" if name is not None else "value"

    def place_of(self, borrow: Borrow, span: Span) -> Span:
        """Where a borrow is made: a closure's at its parameters."""
        return self.head(borrow.closure) if borrow.closure is not None else span

    def head(self, e: thir.ClosureExpr) -> Span:
        """A closure without its body."""
        text = self.cx.sources.files[e.span.file].text
        first = text.find("|", e.span.lo, e.span.hi)
        second = text.find("|", first + 1, e.span.hi) if first >= 0 else -1
        return e.span._replace(hi=second + 1) if second >= 0 else e.span

    # --- messages -----------------------------------------------------------------------------------------------------

    def tell(self, found: Conflict, cause: Cause) -> None:
        """Report a conflict."""
        loan = found.loan
        if found.how == "dead":
            self.dead(found, cause)
            return
        at = self.place_of(loan.borrow, loan.span)
        new, old = self.quoted(found.place), self.quoted(loan.place)
        if found.how in ("shared", "mut"):
            self.borrowed(found, cause, at)
        elif found.how in ("assign", "replace"):
            also: Labels = [(at, f"{new} is borrowed here")]
            if loan.borrow.closure is not None:
                also = [(at, f"{old} is borrowed here")]
            self.error(
                "E0506",
                f"cannot assign to {new} because it is borrowed",
                found.span,
                f"{new} is assigned to here but it was already borrowed",
                also + self.later(cause, "borrow", loan),
            )
        elif found.how == "move":
            also = [(at, f"borrow of {old} occurs here")]
            decl = self.mir.locals[loan.place.local]
            if decl.name is not None:
                also.insert(0, (decl.span, f"binding `{decl.name}` declared here"))
            self.error(
                "E0505",
                f"cannot move out of {new} because it is borrowed",
                found.span,
                f"move out of {new} occurs here",
                also + self.later(cause, "borrow", loan),
            )
        else:
            self.error(
                "E0503",
                f"cannot use {new} because it was mutably borrowed",
                found.span,
                f"use of borrowed {old}",
                [(at, f"{old} is borrowed here"), *self.later(cause, "borrow", loan)],
            )

    def error(
        self, code: str, message: str, span: Span, label: str, also: Labels, helps: list[str] | None = None
    ) -> None:
        """One error."""
        self.cx.error(
            code, message, span, label, also=[(s, text) for s, text in also if s != span or text], helps=helps or ()
        )

    def later(self, cause: Cause, what: str, loan: Loan) -> Labels:
        """Why the borrow still lasts."""
        if cause.kind == "outside" and cause.path and (name := self.mir.universal[cause.region]) != "'_":
            why = best(list(cause.path))
            lasts = f"{self.quoted(loan.place)} is borrowed" if self.name(loan.place) is not None else "borrow lasts"
            return [(why.span, f"{WHAT.get(why.category, '')}requires that {lasts} for `{name}`")]
        if cause.kind == "use" and cause.span is not None:
            return [(cause.span, f"{what} later used here" + (", in later iteration of loop" if cause.again else ""))]
        if cause.kind == "drop" and cause.span is not None:
            decl = self.mir.locals[cause.local]
            if decl.name is None:
                return [(decl.span, "a temporary with access to the " + what + " is created here ...")]
            return [(cause.span, f"{what} might be used here, when `{decl.name}` is dropped")]
        return []

    def borrowed(self, found: Conflict, cause: Cause, at: Span) -> None:
        """E0499, E0502, and closures' E0500, E0501, E0524."""
        loan = found.loan
        new = found.borrow
        here = self.place_of(new, found.span) if new is not None else found.span
        desc_new, desc_old = self.quoted(found.place), self.quoted(loan.place)
        new_kind = "immutable" if found.how == "shared" else "mutable"
        old_kind = "mutable" if loan.mutable else "immutable"
        unique_new = new is not None and new.kind == "unique"
        unique_old = loan.borrow.kind == "unique"
        also: Labels = []
        new_word = "second" if new_kind == old_kind else new_kind
        first = "first borrow" if new_kind == old_kind else f"{old_kind} borrow"
        if new is not None and new.closure is not None and new.at is not None:
            also.append(
                (
                    new.at,
                    f"{new_word} borrow occurs due to use of {desc_new} in closure",
                )
            )
        if loan.borrow.closure is not None and loan.borrow.at is not None:
            also.append((loan.borrow.at, f"{first} occurs due to use of {desc_old} in closure"))
        if unique_new and unique_old:
            message = f"two closures require unique access to {desc_new} at the same time"
            self.error(
                "E0524",
                message,
                here,
                "second closure is constructed here",
                [(at, "first closure is constructed here"), *also, *self.later(cause, "first borrow", loan)],
            )
        elif unique_new:
            message = f"closure requires unique access to {desc_new} but it is already borrowed"
            self.error(
                "E0500",
                message,
                here,
                "closure construction occurs here",
                [(at, "borrow occurs here"), *also, *self.later(cause, "first borrow", loan)],
            )
        elif unique_old:
            message = f"cannot borrow {desc_new} as {new_kind} because previous closure requires unique access"
            self.error(
                "E0501",
                message,
                here,
                "second borrow occurs here",
                [(at, "closure construction occurs here"), *also, *self.later(cause, "first borrow", loan)],
            )
        elif new_kind == old_kind:
            message = f"cannot borrow {desc_new} as mutable more than once at a time"
            if at == here:
                label = f"{desc_new} was mutably borrowed here in the previous iteration of the loop"
                self.error("E0499", message, here, label, [*also, *self.later(cause, first, loan)])
            else:
                self.error(
                    "E0499",
                    message,
                    here,
                    "second mutable borrow occurs here",
                    [(at, "first mutable borrow occurs here"), *also, *self.later(cause, first, loan)],
                )
        else:
            message = f"cannot borrow {desc_new} as {new_kind} because it is also borrowed as {old_kind}"
            self.error(
                "E0502",
                message,
                here,
                f"{new_kind} borrow occurs here",
                [(at, f"{old_kind} borrow occurs here"), *also, *self.later(cause, first, loan)],
            )

    # --- storage that ends --------------------------------------------------------------------------------------------

    def dead(self, found: Conflict, cause: Cause) -> None:
        """E0597, E0515, E0716, E0373."""
        loan = found.loan
        key = (loan.place.local, loan.span)
        if key in self.told:
            return
        self.told.add(key)
        decl = self.mir.locals[loan.place.local]
        at = self.place_of(loan.borrow, loan.span)
        if cause.kind == "outside":
            closure = loan.borrow.closure
            category = self.category(cause)
            if closure is not None and decl.name is not None and category in ("return", "call"):
                self.escaping(loan, closure, cause, category)
                return
            if category == "return":
                self.returned(loan, cause, decl.name)
                return
        if decl.name is None:
            self.temporary(found, loan, cause)
            return
        name = f"`{self.name(loan.place)}`"
        label = "borrowed value does not live long enough"
        use = at
        also: Labels = [(decl.span, f"binding `{decl.name}` declared here")]
        if loan.borrow.closure is not None:
            also.append((at, "value captured here"))
            use = loan.borrow.at or at
        also.append((found.span, f"{name} dropped here while still borrowed"))
        self.error("E0597", f"{name} does not live long enough", use, label, also + self.later(cause, "borrow", loan))

    @staticmethod
    def category(cause: Cause) -> str:
        """What asks a borrow to last."""
        return best(list(cause.path)).category if cause.path else "other"

    def escaping(self, loan: Loan, closure: thir.ClosureExpr, cause: Cause, category: str) -> None:
        """E0373."""
        name = self.name(loan.place)
        head = self.head(closure)
        what = "async block" if closure.suspends else "closure"
        self.error(
            "E0373",
            f"{what} may outlive the current function, but it borrows `{name}`, which is owned by the current function",
            head,
            f"may outlive borrowed value `{name}`",
            [(loan.borrow.at, f"`{name}` is borrowed here")] if loan.borrow.at is not None else [],
            [
                f"to force the {what} to take ownership of `{name}` (and any other referenced variables), use the "
                f"`move` keyword"
            ],
        )

    def returned(self, loan: Loan, cause: Cause, name: str | None) -> None:
        """E0515."""
        span = next(c.span for c in cause.path if c.category == "return")
        decl = self.mir.locals[loan.place.local]
        what = "reference to" if span == loan.span else "value referencing"
        if name is not None:
            kind = "function parameter" if decl.kind == "param" else "local variable"
            kind = "local data" if loan.place.proj else kind
            desc, note = f"{kind} `{self.name(loan.place)}`", (loan.span, f"`{self.name(loan.place)}` is borrowed here")
        else:
            desc, note = "temporary value", (decl.span, "temporary value created here")
        label = f"returns a {what} data owned by the current function"
        also: Labels = [note] if note[0] != span else []
        self.error("E0515", f"cannot return {what} {desc}", span, label, also)

    def temporary(self, found: Conflict, loan: Loan, cause: Cause) -> None:
        """E0716."""
        decl = self.mir.locals[loan.place.local]
        also: Labels = [
            (found.span, "temporary value is freed at the end of this statement"),
            *self.later(cause, "borrow", loan),
        ]
        label = "creates a temporary value which is freed while still in use"
        self.error("E0716", "temporary value dropped while borrowed", decl.span, label, also)
