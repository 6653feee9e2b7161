"""Whose work it is, which requirements are met, and what to hand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pagesim_py.views.homework.shown import Shown
from pagesim_py.views.html import Child, Html, button, code, el, join
from pagesim_py.views.lab import text
from pagesim_py.views.numbers import count

VARIANT = "Your numbers come from this code. It stands in your file and on your instructor's list."
NOT_IN = ". Answers that were never checked are not in the file."
HAS = ". It has your answers, your files and what you did; nothing is sent by this page."
DIFFERS = "The file's verdict differs from what was shown before: hand it in, and tell your instructor."
REVIEW = "You look at what was handed in: what you change here changes nothing in it, and is not kept."
HOW = (
    "Hand the file in as your course says: into your Git folder, or by upload. "
    "Where only text can be handed in, paste the code."
)


def head(shown: Shown) -> Html:
    """Student and variant."""
    if shown.practice:
        who = el(
            "p",
            "Practice: nothing counts. Variant ",
            code(shown.variant),
            " ",
            button("Another variant", "hw-again", class_="small"),
        )
        return join(who, _about(shown))
    name = f"{shown.name} ({shown.student})" if shown.name else shown.student
    if shown.review:
        who = el("p", "The work of ", el("strong", name), el("span", "; variant ", class_="quiet"), code(shown.variant))
        return join(who, el("p", REVIEW, class_="hw-lock"), _about(shown))
    kind = "by a signed link" if shown.signed else "unsigned"
    other = None if shown.signed else button("Not you?", "hw-leave", class_="small")
    who = el(
        "p",
        el("strong", name),
        el("span", f", {kind}; variant ", class_="quiet"),
        code(shown.variant, title=VARIANT),
        " ",
        other,
    )
    return join(who, _about(shown))


def _about(shown: Shown) -> Html | None:
    if not shown.text.strip():
        return None
    return el(
        "details", el("summary", "About this assignment"), el("div", text(shown.text, shown.title)), class_="hw-about"
    )


def spec(shown: Shown) -> Html:
    """The grade as it is now, what each grade takes, what is missing."""
    scored = [item for item in shown.items if item.state != "noted"]
    rows = [
        el(
            "tr",
            el("th", grade, scope="row"),
            el("td", _terms(terms)),
            aria_current="true" if grade == shown.grade else None,
        )
        for grade, terms in [*shown.spec, ("F", ("otherwise",))]
    ]
    missing: Child = None
    if shown.missing:
        links = [
            join(" ", button(shown.title_of(name), "hw-go", data_question=name, class_="small"))
            for name in shown.missing
        ]
        missing = el(
            "details",
            el("summary", f"Not met yet: {count(len(shown.missing), 'question')}"),
            el("p", links),
            class_="hw-missing",
        )
    elif scored:
        missing = el("p", "Everything is met.")
    table = el("table", el("tbody", rows), class_="hw-grades")
    return join(
        el("h3", "Requirements"),
        el("p", "As it stands: ", el("strong", shown.grade, class_="hw-grade")),
        table,
        missing,
    )


_WORDS = {"all": "all questions are met", "compiles": "the program compiles", "otherwise": "otherwise"}


def _terms(terms: Sequence[str]) -> str:
    return ", ".join(_WORDS.get(term, f"{term.replace('-', ' ')} met") for term in terms)


def handing(shown: Shown) -> Html:
    """The file."""
    parts: list[Child] = [el("h3", "Hand in", id="hw-hand-title")]
    if shown.practice:
        return join(*parts, el("p", "Practice is not handed in.", class_="quiet"))
    if shown.review:
        return join(*parts, el("p", "This was handed in: nothing is handed in from here.", class_="quiet"))
    if shown.unjudged:
        links = [
            join(" ", button(shown.title_of(name), "hw-go", data_question=name, class_="small"))
            for name in shown.unjudged
        ]
        parts.append(
            el(
                "p",
                "Not checked as it stands now: ",
                links,
                NOT_IN,
                class_="hw-lock",
            )
        )
    if shown.exported is None:
        parts.append(el("p", "You hand in one file, ", code("pagesim.json"), HAS))
        parts.append(el("p", button("Make the file", "hw-submit", class_="primary"), class_="hw-row"))
    else:
        parts += _file(shown, shown.exported)
    restore = el(
        "label",
        el("span", "Go on from a file"),
        el("input", type="file", id="hw-restore", accept=".json,application/json,text/plain"),
        class_="hw-field",
    )
    parts.append(el("details", el("summary", "Go on from a file that was made before"), restore))
    return join(*parts)


def _file(shown: Shown, made: Mapping[str, Any]) -> list[Child]:
    missing = {item.id for item in shown.items} & set(made["not_met"])
    verdict = f"Graded again from the file: {made['spec']}. "
    verdict += f"{count(len(missing), 'question')} not met." if missing else "Everything is met."
    tone = "met" if not missing else "noted"
    told: list[Child] = [
        el(
            "div",
            el("p", el("strong", verdict)),
            [el("p", note) for note in made["notes"]],
            class_=f"hw-verdict {tone}",
            role="status",
        )
    ]
    if not made["agrees"]:
        told.append(el("p", DIFFERS, class_="hw-slip"))
    told.append(
        el(
            "p",
            button("Download pagesim.json", "hw-download", class_="primary"),
            button("Copy paste code", "hw-copy"),
            class_="hw-row",
        )
    )
    told.append(el("p", HOW, class_="quiet"))
    return told
