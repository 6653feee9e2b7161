"""One student's work in full: what is met, answers, misconceptions, files, what the student's machine states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pagesim_py.homework.grading.rows import Row
from pagesim_py.views.html import Child, Html, code, el, join

MOST_SHOWN = 20_000
"""Characters of a file that are shown."""

Opens = Callable[[str, Mapping[str, Any] | None], Html | None]
"""From a question's id, and one of its checks or None, to the button that opens it, if it is opened from here."""


def nothing_opens(question: str, check: Mapping[str, Any] | None) -> None:
    """On paper, and in a file that stands alone."""
    return


def headline(row: Row) -> str:
    """Who, and which grade."""
    return f"{row.student} {row.name}".strip() + f": {row.spec or 'no grade'}"


def work(row: Row, opens: Opens = nothing_opens, level: int = 3) -> Html:
    """All of it; ``level`` is that of the questions' headings."""
    notes = [el("li", say) for _, say in row.notes]
    where = f"From {row.origin}." if row.origin else None
    parts: list[Child] = [
        el("p", where, f" Variant {row.variant}." if row.variant else None, class_="quiet") if where else None,
        el("p", el("strong", f"Not graded: {row.error}")) if row.error else None,
        el("ul", notes) if notes else None,
    ]
    if row.evaluation is not None:
        parts += [_question(one, opens, level) for one in row.evaluation["questions"]]
        parts += [_messages(row.evaluation["messages"])]
    if row.submission is not None:
        files = [_file(path, text) for path, text in sorted(row.submission["files"].items())]
        parts += [el(f"h{level}", "Files that were changed"), *files] if files else []
        parts += [_log(row)]
    return join(*parts)


def _question(one: Mapping[str, Any], opens: Opens, level: int) -> Html:
    met = (
        "not scored" if not one["scored"] else "met" if one["ok"] else "not met" if one["answered"] else "not answered"
    )
    state = {"met": "yes", "not met": "no"}.get(met)
    heading = el(f"h{level}", f"{one['title']} ({one['id']}): ", el("span", met, class_=state))
    opener = None if one["checks"] else opens(one["id"], None)
    parts: list[Child] = [heading if opener is None else el("div", heading, opener, class_="asked")]
    if one["kind"] == "rust" or one["checks"]:
        parts.append(el("ul", [_check(one["id"], check, opens) for check in one["checks"]], class_="checks-of"))
    elif one["answered"]:
        parts.append(el("p", "Answer: ", el("span", str(one["got"]), class_="got")))
        if one["ok"] is False and one["wanted"]:
            parts.append(el("p", f"Right: {one['wanted']}"))
    if one["error"]:
        parts.append(el("p", one["error"]))
    if one["mutant"]:
        parts.append(el("p", code(one["mutant"]), f" {one['feedback']}", class_="belief"))
    return join(parts)


def _check(question: str, check: Mapping[str, Any], opens: Opens) -> Html:
    where = f" ({check['file']}:{check['line']})" if check["file"] and check["line"] else ""
    said = None if check["ok"] else f" {check['got']}{where}"
    word = el("strong", "met: " if check["ok"] else "not met: ", class_="yes" if check["ok"] else "no")
    button = None if check["ok"] else opens(question, check)
    return el("li", word, check["say"], said, join(" ", button) if button is not None else None)


def _messages(messages: Sequence[Mapping[str, Any]]) -> Html | None:
    return el("pre", "\n\n".join(str(one.get("rendered", "")) for one in messages)) if messages else None


def _file(path: str, text: str | None) -> Html:
    shown = "(removed)" if text is None else text[:MOST_SHOWN]
    more = (
        el("p", f"{len(text) - MOST_SHOWN:,} characters more.") if text is not None and len(text) > MOST_SHOWN else None
    )
    return el("details", el("summary", path), el("pre", shown), more)


def _log(row: Row) -> Html:
    assert row.submission is not None
    tries = ", ".join(f"{name} {one.get('tries', 0)}" for name, one in sorted(row.submission["answers"].items()))
    does: dict[str, int] = {}
    for one in row.submission["log"]:
        what = str(one.get("do"))[:20]
        does[what] = does.get(what, 0) + 1
    listed = ", ".join(f"{number} {what}" for what, number in sorted(does.items()))
    last = row.submission["log"][-1].get("t", 0) if row.submission["log"] else 0
    took = f"{last / 60:.0f} minutes" if isinstance(last, int | float) else "unknown"
    return el(
        "p", f"What the student's machine states: tries: {tries or 'none'}; hints: {row.hints}; "
        f"log: {listed or 'none'}; time: {took}.", class_="quiet",
    )  # fmt: skip
