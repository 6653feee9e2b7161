"""What if: an access as it is beside the same access with something changed, and what can be changed.

    as it is | what if        the outcome, which stays in view
    the entries' bits, the CPU's switches, gates and stacks: each is a button that flips it
    what has been changed, each with a button that takes it back
    as it is | what if        why, error code, CR2, A and D, TLB, where a fault goes; what differs is marked
    the smallest sets of changes that make the access succeed, or raise a certain fault
    both walks drawn

All of it is made of a ``Comparison``; nothing is tried here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pagesim_py.machine import vectors, verdict
from pagesim_py.machine.access import Access
from pagesim_py.machine.changes import Change
from pagesim_py.machine.events import TlbDropped, TlbFilled
from pagesim_py.machine.faults import explain, explain_attempt
from pagesim_py.machine.flags import ERROR
from pagesim_py.machine.retry import Retried
from pagesim_py.views import whatif_drawing, whatif_flips, whatif_questions
from pagesim_py.views.html import Child, Html, button, code, el, join, words
from pagesim_py.views.numbers import count
from pagesim_py.views.whatif_parts import Comparison, When
from pagesim_py.views.whatif_questions import capital

Name = Callable[[int], str | None]
"""What is at an address, as the kernel's symbols have it."""
KINDS = (Access.READ, Access.WRITE, Access.FETCH)
NOTHING = "none"


class Line(NamedTuple):
    """One thing compared."""

    title: str
    was: str
    became: str

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.was != self.became


def render(shown: Comparison, when: When | None = None, name: Name = lambda address: None) -> Html:
    """The panel. ``when``: the moment, where there is a timeline; ``name`` says what is at an address."""
    told = lines(shown, name)
    return el(
        "div",
        _access(shown),
        _moment(shown, when, name),
        _verdicts(shown),
        whatif_flips.render(shown.flippable, shown.was.walk.address, shown.typed_slot),
        _changes(shown),
        _versus(shown, told),
        whatif_questions.render(shown),
        whatif_drawing.render(shown.was, shown.became, shown.was_strips, shown.became_strips, shown.asked.kind),
        words(*WORDS),
        class_="whatif",
        data_was=_end(shown.was),
        data_became=_end(shown.became),
        data_held="true" if when is not None and when.held else None,
    )


def sentence(shown: Comparison, name: Name = lambda address: None) -> str:
    """What follows from the changes, as it is told to those who do not see the panel."""
    told = lines(shown, name)
    if not shown.changes and not shown.asked.invalidate:
        return f"Nothing is changed: {_outcome(shown.was)}."
    differing = [line.title for line in told if line.differs]
    if not differing:
        return f"What if: {_outcome(shown.became)}. Nothing differs from how it is."
    return f"What if: {_outcome(shown.became)}. As it is: {_outcome(shown.was)}. Different: {', '.join(differing)}."


# -- the two columns


def lines(shown: Comparison, name: Name = lambda address: None) -> list[Line]:
    """What is compared, line by line."""
    pairs: list[tuple[str, Callable[[Retried], str]]] = [
        ("Outcome", _outcome),
        ("Why", _why),
        ("Error code", _error_code),
        ("CR2", _cr2),
        ("A and D set", _marks),
        ("TLB before", _tlb_before),
        ("TLB after", _tlb_after),
        ("Then", lambda one: _then(one, name)),
    ]
    return [Line(title, tell(shown.was), tell(shown.became)) for title, tell in pairs]


def _end(one: Retried) -> str:
    return "allowed" if one.fault is None else "refused"


def _outcome(one: Retried) -> str:
    fault = one.fault
    if fault is None:
        assert one.physical is not None
        return verdict.allowed(_kind(one), one.physical)
    return f"{verdict.question(_kind(one))} refused: {fault.mnemonic}"


def _kind(one: Retried) -> Access:
    return one.asked.kind


def _why(one: Retried) -> str:
    if one.fault is not None:
        return capital(explain(one.fault))
    return "every entry allows it" if one.walked else "the TLB’s copy allows it"


def _error_code(one: Retried) -> str:
    fault = one.fault
    if fault is None or fault.error_code is None:
        return NOTHING
    if fault.vector != vectors.PF:
        return hex(fault.error_code)
    return f"{fault.error_code:#x} = {ERROR.text(fault.error_code)}" if fault.error_code else "0x0: no bit is set"


def _cr2(one: Retried) -> str:
    fault = one.fault
    return "stays as it is" if fault is None or fault.cr2 is None else hex(fault.cr2)


def _marks(one: Retried) -> str:
    """Which accessed and dirty bits the access sets."""
    if not one.marks:
        return NOTHING if not one.walked else "none: they are set already" if one.fault is None else NOTHING
    by_level: dict[int, list[str]] = {}
    for level, bit in one.marks:
        by_level.setdefault(level, []).append(bit)
    return "; ".join(f"level {level}: {' and '.join(bits)}" for level, bits in by_level.items())


def _tlb_before(one: Retried) -> str:
    if one.copy is None:
        return "no copy of this page"
    rights = "writable" if one.copy.writable else "read-only"
    text = f"a copy: frame {one.copy.frame:#x}, {rights}, {'user' if one.copy.user else 'kernel only'}"
    return text if one.edit is None else f"{text}; stale: an entry was changed since"


def _tlb_after(one: Retried) -> str:
    told = []
    for event in one.tlb:
        if isinstance(event, TlbFilled):
            told.append(f"filled: page {event.entry.address:#x}, frame {event.entry.frame:#x}")
        elif isinstance(event, TlbDropped):
            told.append(f"page {event.entry.address:#x} dropped: {event.reason}")
        else:
            told.append(event.sentence.removesuffix("."))
    return "; ".join(told) or "unchanged"


def _then(one: Retried, name: Name) -> str:
    """Where the fault goes."""
    went = one.went
    if went is None:
        return "the program goes on"
    if went.vector is None or went.handler is None:
        chain = "; then ".join(explain_attempt(attempt) for attempt in went.chain)
        return f"triple fault, the machine resets: {chain}"
    known = name(went.handler)
    stack = f"on the stack of {went.stack}" if went.stack else "on the same stack"
    where = known if known is not None else hex(went.handler)
    return f"handler of {vectors.mnemonic(went.vector)} (gate {went.vector}): {where}, {stack}"


def _verdicts(shown: Comparison) -> Html:
    """Both outcomes in a line each, side by side."""
    return el("div", _verdict("As it is", shown.was), _verdict("What if", shown.became), class_="verdicts")


def _verdict(title: str, one: Retried) -> Html:
    code_of = _error_code(one)
    more = None if one.fault is None or code_of == NOTHING else join(" ", el("span", code_of, class_="code-of"))
    return el(
        "p", el("span", title, class_="when"), " ", el("strong", _outcome(one)), more,
        class_="bad" if one.fault is not None else "good",
    )  # fmt: skip


def _versus(shown: Comparison, told: list[Line]) -> Html:
    head = el("tr", el("td"), el("th", "As it is", scope="col"), el("th", "What if", scope="col"))
    rows = [_line(line) for line in told]
    differing = sum(line.differs for line in told)
    if not shown.changes and not shown.asked.invalidate:
        caption = "Nothing is changed yet: flip a bit above, and see what becomes of the access"
    elif differing:
        caption = "1 line differs" if differing == 1 else f"{differing} lines differ"
    else:
        caption = "Nothing differs"
    return el("table", el("caption", caption), el("thead", head), el("tbody", rows), class_="versus")


def _line(line: Line) -> Html:
    mark = el("span", "≠", el("span", " differs", class_="unseen"), class_="mark") if line.differs else None
    became: Child = line.became if line.differs else el("span", "the same", class_="quiet")
    return el(
        "tr", el("th", line.title, mark, scope="row"), el("td", line.was), el("td", became),
        class_="differs" if line.differs else None,
    )  # fmt: skip


# -- the access, the moment, the changes


def _access(shown: Comparison) -> Html:
    """Which access is tried."""
    kind = shown.asked.kind
    kinds = KINDS if kind in KINDS else (*KINDS, kind)
    titles = {Access.READ: "Read", Access.WRITE: "Write", Access.FETCH: "Fetch"}
    options = [
        el("option", titles.get(one, verdict.question(one)), value=one.name.lower(), selected=one is kind)
        for one in kinds
    ]
    levels = [
        el("option", title, value=level, selected=level == shown.cpl)
        for level, title in ((0, "the kernel (CPL 0)"), (3, "user code (CPL 3)"))
    ]
    is_wrong = shown.wrong is not None and shown.typed_in is None
    at = shown.typed if is_wrong and shown.typed is not None else hex(shown.asked.address)
    wrong = shown.wrong if is_wrong else None
    return el(
        "form",
        el("label", "Access ", el("select", options, name="kind", data_do="access")),
        el("label", "by ", el("select", levels, name="cpl", data_do="access")),
        el(
            "label", "at ",
            el(
                "input", name="address", value=at, autocomplete="off", autocapitalize="off", spellcheck="false",
                aria_invalid="true" if wrong else None, aria_describedby="whatif-wrong" if wrong else None,
            ),
        ),
        el("button", "Try", type="submit"),
        el(
            "label",
            el("input", type="checkbox", name="invalidate", data_do="invalidate", checked=shown.asked.invalidate),
            " INVLPG first",
            title="in the what-if, the TLB forgets the page before the access", class_="check",
        ),
        el("p", wrong, id="whatif-wrong", class_="wrong", role="alert") if wrong else None,
        class_="try", data_do="access",
    )  # fmt: skip


def _moment(shown: Comparison, when: When | None, name: Name) -> Html:
    """What is there, when it is tried, and that nothing of the machine changes."""
    known = name(shown.asked.address)
    called = join(known, ". ") if known else None
    step = None if when is None else when.words
    held = when is not None and when.held
    words = "Tried on a copy"
    if step is not None:
        words = f"{'Held' if held else 'Tried'} at {step}, on a copy"
    buttons = []
    if when is not None and when.at is not None:
        buttons.append(button("Go there", "seek", data_at=when.at, class_="small", aria_label=f"Go there: {step}"))
    if held and when is not None and when.at is not None:
        told = "Try the same at the moment where the timeline stands"
        buttons.append(button("Try it here", "whatif", data_do="here", class_="small", title=told))
    if held:
        told = "Forgets the changes, and follows Translation again"
        buttons.append(button("Leave", "whatif", data_do="leave", class_="small", title=told))
    return el("div", el("p", called, words, "; the run stays as it is."), buttons, class_="quiet moment-of")


def _changes(shown: Comparison) -> Html:
    """What has been changed, each with a button that takes it back."""
    if not shown.changes:
        return join()
    items = []
    for number, change in enumerate(shown.changes):
        undo = button(
            "Undo", "whatif", data_do="undo", data_number=number, class_="small",
            aria_label=f"Undo: {change.sentence}", id=f"whatif-undo-{number}",
        )  # fmt: skip
        items.append(el("li", el("span", change.sentence, " ", el("small", _at(change))), " ", undo))
    title = el("h3", count(len(shown.changes), "change"))
    every = button("Undo all", "whatif", data_do="clear", class_="small", id="whatif-undo-all")
    return el("div", el("div", title, every, class_="line"), el("ol", items), class_="changes")


def _at(change: Change) -> Html | None:
    """Where in memory it is, for what is written there."""
    if change.kind in ("entry", "reserved", "map"):
        return join("entry ", change.address >> 3 & 511, " at ", code(change.address))
    if change.kind in ("gate", "tss"):
        return join("at physical ", code(change.address))
    return None


WORDS = (
    ("A, D", "accessed and dirty: the CPU sets them in the entries that an access uses"),
    ("INVLPG", "the instruction that makes the TLB forget one page"),
    ("stale", "the TLB holds a translation from before a change, and the CPU goes on using it"),
    ("IST", "interrupt stack table: a gate with the number n puts its frame on the stack that slot ISTn names"),
    ("CPL", "current privilege level: 0 is the kernel, 3 is user code"),
)
