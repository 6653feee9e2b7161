"""The question at hand: what is asked, its form, what was found, its hints."""

from __future__ import annotations

from pagesim_py import labs
from pagesim_py.homework.results import CheckResult, QuestionResult
from pagesim_py.views.homework.forms import form, given
from pagesim_py.views.homework.shown import STATES, Shown
from pagesim_py.views.html import Child, Html, button, code, el, join
from pagesim_py.views.lab import inline
from pagesim_py.views.numbers import count

LABS = "./index.html"


def question(shown: Shown) -> Html:
    """All of it."""
    data = shown.data
    mark, words = STATES[shown.state]
    badge = el("span", f"{mark} {words}".strip(), class_="hw-state", data_state=shown.state)
    heading = el("h3", shown.title_of(shown.current), " ", badge, id="hw-title", tabindex="-1")
    if shown.closed:
        return join(heading, _closed(shown), _turn(shown))
    out = shown.tries_left == 0 and shown.state != "stale"
    over = shown.tries_left == 0
    return join(
        heading,
        el("p", inline(data["ask"]), class_="hw-ask"),
        given(data),
        _program(shown),
        el(
            "form",
            form(data, shown.value, disabled=over),
            _buttons(shown, over),
            data_question=shown.current,
            id="hw-form",
            novalidate=True,
        ),
        _found(shown),
        el("p", "There are no tries left.", class_="quiet") if out and shown.state != "met" else None,
        _key(shown),
        _hints(shown),
        _turn(shown),
    )


def _closed(shown: Shown) -> Html:
    links = [
        join(", " if number else "", _go(one, shown.title_of(one))) for number, (one, _) in enumerate(shown.closed)
    ]
    return el("p", "This opens when you have met ", links, ".")


def _go(name: str, label: str) -> Html:
    return button(label, "hw-go", data_question=name, class_="small")


def _program(shown: Shown) -> Html | None:
    """What is said about the program of the question's own."""
    if shown.data["form"].get("program") is None:
        return None
    kind = shown.data["kind"]
    if kind == "predict":
        says = "Its program is in the editor. " + (
            "Run is open: see what it does." if shown.committed else "Run opens when you have checked your prediction."
        )
    else:
        says = "Its program is in the editor; Run runs it."
    return el("p", says, class_="quiet" if shown.committed else "hw-lock")


def _buttons(shown: Shown, over: bool) -> Html:
    data = shown.data
    label = {"rust": "Check", "essay": "Keep this", "predict": "Commit and check"}.get(data["kind"], "Check")
    if data["kind"] == "predict" and shown.tries:
        label = "Check"
    left = None
    if shown.tries_left is not None:
        left = el("span", f"{count(shown.tries_left, 'try', 'tries')} left", class_="quiet")
    check = el("button", label, type="submit", class_="primary", id="hw-check", disabled=over)
    answer = button("Show the answer", "hw-reveal") if shown.practice and shown.key is None else None
    return el("div", check, left, answer, class_="hw-row hw-do")


# -- what was found


def _found(shown: Shown) -> Html:
    """In a region of its own, which is told to those who do not see it."""
    result = shown.result
    inside: list[Child] = []
    if result is not None and result.error is not None:
        inside = [el("p", el("strong", "Not judged: "), result.error, " It costs no try.", class_="hw-slip")]
    elif result is not None and result.answered:
        inside = _verdict(shown, result)
    return el("div", inside, id="hw-found", role="status", tabindex="-1")


def _verdict(shown: Shown, result: QuestionResult) -> list[Child]:
    tone = "noted" if result.ok is None else "met" if result.ok else "missed"
    word = {"noted": "Kept", "met": "Met", "missed": "Not met yet"}[tone]
    say = result.say
    if result.checks and not result.ok:
        missed = sum(not check.ok for check in result.checks)
        say = f"{missed} of {count(len(result.checks), 'requirement')} {'is' if missed == 1 else 'are'} not met."
    lines: list[Child] = []
    if shown.state == "stale":
        lines.append(el("p", "You have changed something since: check again.", class_="hw-lock"))
    lines.append(el("p", el("strong", f"{word}. "), say))
    if result.partial is not None and not result.ok:
        lines.append(el("p", f"{round(100 * result.partial)} % of it is in the right order.", class_="quiet"))
    if result.feedback:
        lines.append(el("p", inline(result.feedback), " ", experiment(result.experiment), class_="hw-feedback"))
    if shown.shows_answer and result.wanted and not result.checks:
        lines.append(el("p", "Answer: ", code(result.wanted)))
        lines += [el("p", inline(text), class_="quiet") for text in result.details]
    return [el("div", lines, class_=f"hw-verdict {tone}"), _checks(shown, result)]


def experiment(name: str) -> Html | None:
    """The way to the experiment that shows it."""
    lab_name, _, step = name.partition("/")
    if not step:
        return None
    try:
        lab = labs.load(lab_name)
        title = lab.step(step).title
    except labs.LabError:
        return None
    href = f"{LABS}?lab={lab_name}&experiment={step}"
    return el("a", f"See it in {lab.title}: {title}", href=href, target="_blank", rel="noopener")


def _checks(shown: Shown, result: QuestionResult) -> Html | None:
    """The first that is missed; the others folded."""
    if not result.checks:
        return None
    first = result.first_missed
    others = [check for check in result.checks if check is not first]
    rest = el("ul", [_check(shown, check) for check in others], class_="hw-checks")
    if first is None:
        return el("details", el("summary", f"The {count(len(others), 'requirement')}, all met"), rest)
    met = sum(check.ok for check in others)
    summary = f"The other {count(len(others), 'requirement')}: {met} met, {len(others) - met} not"
    folded = el("details", el("summary", summary), rest) if others else None
    return join(el("ul", _check(shown, first), class_="hw-checks"), folded)


def _check(shown: Shown, check: CheckResult) -> Html:
    mark = el("span", "✓" if check.ok else "✗", aria_hidden="true", class_="mark-of")
    head = el("p", mark, el("span", "Met: " if check.ok else "Not met: ", class_="unseen"), el("strong", check.say))
    told: list[Child] = []
    if not check.ok:
        told.append(el("p", check.got))
        if check.wanted:
            told.append(el("p", "Wanted: ", check.wanted))
        told.append(_where(shown, check))
    return el("li", head, told, class_="met" if check.ok else "missed")


def _where(shown: Shown, check: CheckResult) -> Html | None:
    links: list[Child] = []
    if check.run is not None:
        label = "Show the moment" if check.at is not None else "Show the run"
        links.append(
            button(
                label, "hw-show", data_question=shown.current, data_check=check.id, aria_label=f"{label}: {check.say}"
            )
        )
    if check.file is not None and check.line is not None:
        place = f"{check.file}, line {check.line}"
        links.append(
            button(place, "go", data_file=check.file, data_line=check.line, class_="small")
            if check.run is None
            else el("span", place, class_="quiet")
        )
    return el("p", [join(" ", link) for link in links], class_="hw-row") if links else None


def _key(shown: Shown) -> Html | None:
    if shown.key is None:
        return None
    details = [el("p", inline(text), class_="quiet") for text in shown.key["details"]]
    return el("div", el("p", el("strong", "Answer: "), code(shown.key["wanted"])), details, class_="hw-verdict noted")


def _hints(shown: Shown) -> Html | None:
    hints = shown.data["hints"]
    if not hints:
        return None
    opened = (
        el("ol", [el("li", inline(text)) for text in hints[: shown.hints]], class_="hw-hints") if shown.hints else None
    )
    left = len(hints) - shown.hints
    more = button("Another hint" if shown.hints else "A hint", "hw-hint", data_question=shown.current) if left else None
    note = el("span", f"{left} left; hints cost nothing" if left else "These are all hints", class_="quiet")
    return el("div", opened, el("p", more, " ", note), class_="hw-help", role="group", aria_label="Hints")


def _turn(shown: Shown) -> Html:
    at = [item.id for item in shown.items].index(shown.current)
    before = shown.items[at - 1] if at else None
    after = shown.items[at + 1] if at + 1 < len(shown.items) else None
    back = (
        button(f"← {shown.title_of(before.id)}", "hw-go", data_question=before.id, class_="small")
        if before
        else el("span")
    )
    on = button(f"{shown.title_of(after.id)} →", "hw-go", data_question=after.id, class_="small") if after else None
    return el("nav", back, on, class_="hw-turn", aria_label="Questions before and after")
