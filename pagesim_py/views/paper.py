"""An assignment on paper: a page for each student with their own values, and the key as another document."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pagesim_py.homework import Question, Variant, key_of, paper_of
from pagesim_py.homework.kinds import KINDS
from pagesim_py.views import qr
from pagesim_py.views.document import STYLE, document
from pagesim_py.views.html import Html, code, el, join
from pagesim_py.views.lab import inline

PAPER = """
section { break-after: page; } section:last-of-type { break-after: auto; }
article { break-inside: avoid-page; margin: 0 0 1.2rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 2rem;
  border-bottom: 2px solid; margin-bottom: 1rem; }
header .link { display: flex; align-items: center; gap: .5rem; flex-basis: 100%; overflow-wrap: anywhere; }
.qr { flex: none; inline-size: 30mm; block-size: 30mm; }
header p { margin: 0 0 .25rem; } h1 { margin: 0; } h2 { font-size: 1rem; margin: 0 0 .25rem; }
article > p { margin: 0 0 .25rem; } pre { margin: 0; }
@page { margin: 15mm; }
@media print { :root { color-scheme: light; } body { font-size: 10.5pt; padding: 0; max-width: none; }
  pre { font-size: 8.5pt; border: 0; padding: 0; } }
"""

LONG = 5
"""Lines that are worth to be printed once only."""
Link = Callable[[Variant], str]
Progress = Callable[[int], None]
"""Is given how many students are done."""


def sheet(title: str, variants: Iterable[Variant], progress: Progress | None = None, link: Link | None = None) -> Html:
    """The questions: a page for each variant. Nothing in it gives an answer. ``link`` says where its page is: it is
    printed, and drawn as a QR code if segno is installed (`views.qr`).
    """
    pages = _pages(variants, _all_asked, progress, link)
    return document(title, pages, style=STYLE + PAPER)


def key(title: str, variants: Iterable[Variant], progress: Progress | None = None) -> Html:
    """The answers, in the same order."""
    pages = _pages(
        variants, lambda variant: [_answered(variant, one) for one in variant.assignment.questions], progress
    )
    return document(f"{title}: key", pages, style=STYLE + PAPER)


def _pages(
    variants: Iterable[Variant],
    inside: Callable[[Variant], list[Html]],
    progress: Progress | None,
    link: Link | None = None,
) -> list[Html]:
    found = []
    for number, variant in enumerate(variants, 1):
        found.append(el("section", _head(variant, link), inside(variant), aria_label=f"Variant {variant.code}"))
        if progress is not None:
            progress(number)
    return found


def _head(variant: Variant, link: Link | None) -> Html:
    student, assignment = variant.student, variant.assignment
    who = f"{student.name} ({student.id})" if student.name else student.id
    return el(
        "header", el("h1", assignment.title), el("p", "For ", el("strong", who)),
        el("p", "Variant ", code(variant.code)), el("p", f"{assignment.id} {assignment.version}", class_="quiet"),
        None if link is None else _linked(link(variant)),
    )  # fmt: skip


def _linked(address: str) -> Html:
    """The page's address, to be typed or to be taken with a camera."""
    drawn = qr.drawing(address, f"QR code of {address}") if qr.can_draw() else None
    return el("p", drawn, el("span", "In the browser: ", el("a", address, href=address)), class_="link")


def _all_asked(variant: Variant) -> list[Html]:
    """All questions; a program that was printed already is not printed again."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for number, question in enumerate(variant.assignment.questions, 1):
        asked = variant.asked(question)
        lines = paper_of(variant, question)
        if "" in lines:
            last = len(lines) - lines[::-1].index("")
            first = seen.setdefault(tuple(lines[:last]), number)
            if first != number and last > LONG:
                lines = [f"The program of question {first}, above.", "", *lines[last:]]
        head = el("h2", f"{number}. {question.title}")
        found.append(el("article", head, el("p", inline(asked.ask.strip())), el("pre", "\n".join(lines))))
    return found


def _answered(variant: Variant, question: Question) -> Html:
    one = variant.asked(question).question
    number = variant.assignment.questions.index(one) + 1
    head = el("h2", f"{number}. {one.title}")
    if not KINDS[one.kind].scored:
        return el("article", head, el("p", "Not scored."))
    found = key_of(variant, one)
    wrong = [el("li", code(", ".join(text.splitlines())), " is what ", code(name), " answers")
             for name, text in found["mutants"].items()]  # fmt: skip
    details = [el("p", text, class_="quiet") for text in found["details"]]
    return el("article", head, el("pre", found["wanted"]), join(details), el("ul", wrong) if wrong else None)
