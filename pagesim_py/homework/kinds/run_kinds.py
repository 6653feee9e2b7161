"""Questions about what a program does: predict, order, point. The truth is what it does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.events import check_moment, happens_in, number_of_happening
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.kinds.base import (
    FormError,
    Judged,
    Kind,
    Value,
    letters,
    number_of,
    table_of,
    text_of,
    words_of,
)
from pagesim_py.homework.mutants import Mutant
from pagesim_py.homework.programs import source_of
from pagesim_py.homework.story import Story
from pagesim_py.labs.expect import ENDS
from pagesim_py.machine import vectors
from pagesim_py.machine.events import (
    REGISTRY,
    Cr2Written,
    DeliveryFailed,
    DoubleFaulted,
    Event,
    FaultRaised,
    FramePushed,
    GateRead,
    HandlerEntered,
    InterruptRaised,
    StackSwitched,
)

WHAT = ("end", "exceptions", "rows", "row", "tables", "line")
_EXCEPTION = re.compile(r"#[A-Z]{2}(?:\s+0x[0-9a-f_]+){0,2}")


def has_program(question: Question, assignment: Assignment) -> None:
    """AssignmentError unless ``run`` names a program that there is."""
    try:
        source_of(assignment, question.options["run"])
    except AssignmentError as error:
        raise AssignmentError(f"question {question.id}: 'run': {error}") from None


def program_lines(asked: Asked) -> list[str]:
    """The program with its lines numbered."""
    found = []
    for path, text in asked.program.items():
        found += [f"{path}:", *(f"{number:3} {line}".rstrip() for number, line in enumerate(text.splitlines(), 1)), ""]
    return found


# -- predict


def _told(asked: Asked, story: Story) -> Value | None:
    """What the question asks of ``story``."""
    options = asked.question.options
    match options["what"]:
        case "end":
            return story.end
        case "exceptions":
            return list(story.exceptions) or ["none"]
        case "rows":
            return [row.strip() for row in story.rows if row.strip()] or ["nothing"]
        case "row":
            number = options.get("row", 0)
            return story.rows[number].strip() if number < len(story.rows) and story.rows[number].strip() else "nothing"
        case "tables":
            return len(story.tables)
        case _:
            return story.line


def _predict_truth(asked: Asked) -> Value:
    found = _told(asked, asked.story())
    if found is None:
        raise AssignmentError(f"question {asked.question.id}: no exception of this program has a line in src/main.rs")
    return found


def _parse_predict(asked: Asked, raw: Any) -> Value:
    match asked.question.options["what"]:
        case "end":
            text = text_of(raw, "how it ends").lower().replace("_", " ").replace("-", " ")
            if text not in ENDS:
                raise FormError(f"it ends as one of {', '.join(ENDS)}; {text[:40]!r} is none of them")
            return text
        case "exceptions":
            return _parse_exceptions(raw)
        case "rows":
            lines = raw if isinstance(raw, list) else text_of(raw, "the rows of the screen").splitlines()
            rows = [text_of(line, "a row") for line in lines if str(line).strip()]
            if not rows or len(rows) > 25:
                raise FormError("write the rows of the screen, one a line, or: nothing")
            return rows
        case "row":
            return " ".join(text_of(raw, "the row").splitlines())
    return number_of(raw, 1_000_000)


def _parse_exceptions(raw: Any) -> Value:
    parts = raw if isinstance(raw, list) else re.split(r"[,;\n]+", text_of(raw, "the exceptions"))
    found = []
    for part in parts:
        text = text_of(part, "an exception")
        if re.fullmatch(r"none|no exceptions?|nothing", text, re.IGNORECASE):
            continue
        name, *numbers = text.split()
        name = name.upper() if name.startswith("#") else f"#{name.upper()}"
        short = " ".join([name, *(number.lower() for number in numbers)])
        if not _EXCEPTION.fullmatch(short):
            raise FormError(f"an exception is written like #PF 0x2 0xdeadbeaf, #DF 0x0 or #BP; not {text[:40]!r}")
        found.append(" ".join([name, *(hex(number_of(number)) for number in numbers)]))
    if len(found) > 50:
        raise FormError("list each exception once, if the same one comes again and again")
    return found or ["none"]


def _predict_judge(asked: Asked, value: Value) -> Judged:
    truth = _predict_truth(asked)
    wanted = _write(asked, truth)
    if value == truth:
        return Judged(True, "That is what happens.", wanted)
    if asked.question.options.get("credit", "right") == "made":
        return Judged(True, "Not what happens; the prediction counts.", wanted)
    say = "Something else happens."
    if isinstance(truth, list) and isinstance(value, list):
        same = _same_for(value, truth)
        say = f"Up to number {same} it is so; then something else happens." if same else say
    return Judged(False, say, wanted)


def _same_for(one: list[str], other: list[str]) -> int:
    """How many of the first are the same in both."""
    short = min(len(one), len(other))
    return next((number for number in range(short) if one[number] != other[number]), short)


def _write(_asked: Asked, value: Value) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _predict_form(asked: Asked) -> dict[str, Any]:
    what = asked.question.options["what"]
    form: dict[str, Any] = {"control": "lines" if what in ("exceptions", "rows") else "field", "what": what}
    form |= {"locks": "run", "program": asked.program}
    if what == "end":
        form |= {"control": "options", "options": [{"value": end, "label": end} for end in ENDS], "several": False}
    return form


def _predict_wrong(asked: Asked, mutant: Mutant) -> Value | None:
    if mutant.tells is None:
        return None
    found = mutant.tells(asked)
    return None if found is None else _told(asked, found)


def _check_predict(question: Question, assignment: Assignment) -> None:
    has_program(question, assignment)
    what = question.options["what"]
    if what not in WHAT:
        raise AssignmentError(f"question {question.id}: 'what' knows {', '.join(WHAT)}, not {what!r}")
    if question.options.get("credit", "right") not in ("right", "made"):
        credit = question.options["credit"]
        raise AssignmentError(f"question {question.id}: 'credit' knows right and made, not {credit!r}")
    if ("row" in question.options) != (what == "row") or not 0 <= question.options.get("row", 0) < 25:
        raise AssignmentError(
            f"question {question.id}: 'row' is the number of a row, 0 to 24, and goes with what = \"row\""
        )


def _predict_paper(asked: Asked) -> list[str]:
    return [*program_lines(asked), "prediction: ______________________________"]


PREDICT = Kind(
    _predict_truth, _parse_predict, _predict_judge, _predict_form, write=_write, paper=_predict_paper,
    wrong=_predict_wrong, check=_check_predict,
)  # fmt: skip


# -- order


def _delivery(asked: Asked) -> list[str]:
    """The names of the events of one delivery, in order."""
    return [type(event).__name__ for event in _shown(asked)]


_QUIET = {"PageWalked", "TlbFilled", "TlbDropped", "RegisterWritten"}
"""Events that come between, and are not what the question is about."""


def _shown(asked: Asked) -> list[Event]:
    """The events of one delivery, in order."""
    number = asked.question.options.get("exception", 1)
    story = asked.story()
    if len(story.deliveries) < number:
        raise AssignmentError(f"question {asked.question.id}: the program raises no {number} exceptions")
    one = story.deliveries[number - 1]
    events: list[Event] = [one.raised, *(event for _, event in one.events)]
    return [event for event in events if type(event).__name__ not in _QUIET]


def _numbered(names: list[str]) -> list[str]:
    """Names that come again are told apart by numbers."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def _labels(asked: Asked) -> dict[str, str]:
    """What can be put in order: the event's name, with its number if it comes again, and what is shown for it."""
    shown = _shown(asked)
    labels = dict(zip(_numbered([type(event).__name__ for event in shown]), map(_label, shown), strict=True))
    for name in asked.question.options.get("distractors", ()):
        labels.setdefault(name, REGISTRY[name].title)
    return labels


def _label(event: Event) -> str:
    match event:
        case FaultRaised():
            return f"{event.fault.mnemonic} is raised"
        case InterruptRaised():
            return f"interrupt {event.vector} begins"
        case Cr2Written():
            return "CR2 gets the address"
        case GateRead():
            return f"gate {event.vector} of the IDT is read"
        case DeliveryFailed():
            return f"delivering {event.first} fails with {event.second.mnemonic}"
        case DoubleFaulted():
            return "the two faults become a double fault"
        case StackSwitched():
            return "the stack is switched to the one that the TSS names"
        case FramePushed():
            return "the frame is pushed"
        case HandlerEntered():
            return f"the handler of {vectors.mnemonic(event.vector)} is entered"
    return event.title


def _items(asked: Asked) -> list[str]:
    """The names in the order in which the student sees what stands for them."""
    return asked.stream("items").shuffled(list(_labels(asked)))


def _as_letters(asked: Asked, names: list[str]) -> Value | None:
    by_name = dict(zip(_items(asked), letters(len(_items(asked))), strict=True))
    return [by_name[name] for name in names if name in by_name] or None


def _order_truth(asked: Asked) -> Value:
    return _as_letters(asked, _numbered(_delivery(asked))) or []


def parse_letters(count: int, raw: Any, what: str) -> list[str]:
    """Letters of the items shown, in some order, each at most once."""
    words = words_of(raw, what)
    if len(words) == 1 and len(words[0]) > 2:
        words = list(words[0])
    known = letters(count)
    found = [word.lower() for word in words]
    for word in found:
        if word not in known:
            raise FormError(f"{word[:20]!r} is none of the letters {known[0]} to {known[-1]}")
    if len(set(found)) < len(found):
        raise FormError("a letter is there twice")
    return found


def common(one: list[str], other: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for left in one:
        before = 0
        for number, right in enumerate(other, 1):
            kept = row[number]
            row[number] = before + 1 if left == right else max(row[number], row[number - 1])
            before = kept
    return row[-1]


def _order_judge(asked: Asked, value: Value) -> Judged:
    truth = _order_truth(asked)
    wanted = " ".join(truth)
    partial = common(value, truth) / max(len(truth), len(value), 1)
    if value == truth:
        return Judged(True, "Right.", wanted, partial=1.0)
    labels = _labels(asked)
    items = {letter: labels[name] for letter, name in zip(letters(len(labels)), _items(asked), strict=True)}
    wrong = _same_for(value, truth)
    if wrong == len(value):
        say = "So far it is right; more events follow."
    elif value[wrong] not in truth:
        say = f"Number {wrong + 1}, {items[value[wrong]]}, does not happen here."
    elif wrong == len(truth):
        say = "It is over before that."
    else:
        say = f"Number {wrong + 1} is not {items[value[wrong]]}."
    order = ", ".join(items[letter] for letter in truth)
    return Judged(False, say, wanted, (f"The order is: {order}.",), partial)


def _order_form(asked: Asked) -> dict[str, Any]:
    items, labels = _items(asked), _labels(asked)
    named = zip(letters(len(items)), items, strict=True)
    options = [{"value": letter, "label": labels[item]} for letter, item in named]
    return {"control": "order", "options": options, "program": asked.program}


def _order_paper(asked: Asked) -> list[str]:
    lines = [f"  ({option['value']}) {option['label']}" for option in _order_form(asked)["options"]]
    return [*program_lines(asked), *lines, "order: ______________________________"]


def _order_wrong(asked: Asked, mutant: Mutant) -> Value | None:
    if mutant.orders is None:
        return None
    found = mutant.orders(_delivery(asked))
    return None if found is None else _as_letters(asked, _numbered(found))


def _check_order(question: Question, assignment: Assignment) -> None:
    has_program(question, assignment)
    for name in question.options.get("distractors", ()):
        if not isinstance(name, str) or name not in REGISTRY:
            raise AssignmentError(
                f"question {question.id}: 'distractors' names kinds of events, such as TlbFlushed, not {name!r} "
                f"(there are: {', '.join(sorted(REGISTRY))})"
            )
    if question.options.get("exception", 1) < 1:
        raise AssignmentError(f"question {question.id}: 'exception' counts from 1")


def _parse_order(asked: Asked, raw: Any) -> Value:
    found = parse_letters(len(_items(asked)), raw, "letters in order")
    if not found:
        raise FormError("nothing is put in order yet")
    return found


ORDER = Kind(
    _order_truth, _parse_order, _order_judge, _order_form, write=lambda _asked, value: " ".join(value),
    paper=_order_paper, wrong=_order_wrong, check=_check_order,
)  # fmt: skip


# -- point


def _moment(asked: Asked) -> Mapping[str, Any]:
    found: Mapping[str, Any] = asked.filled(dict(asked.question.options["moment"]))
    return found


def _point_truth(asked: Asked) -> Value:
    found = number_of_happening(asked.story().events, _moment(asked))
    if found is None:
        raise AssignmentError(f"question {asked.question.id}: the moment never comes while the program runs")
    return found


def _parse_point(asked: Asked, raw: Any) -> Value:
    """The event's number, counted from 1; the page gives {"event": 16}."""
    table = table_of(raw)
    if table is not None:
        raw = table.get("event", "")
    text = text_of(raw, "an event's number").lower().removeprefix("event").strip()
    number = number_of(text, 10_000_000)
    last = len(asked.story().events)
    if not 1 <= number <= last:
        raise FormError(f"the events of this run have the numbers 1 to {last}, not {number}")
    return number


def _point_judge(asked: Asked, value: Value) -> Judged:
    story = asked.story()
    truth = _point_truth(asked)
    wanted = f"event {truth}: {story.events[truth - 1].sentence}"
    if happens_in(story.events[value - 1], _moment(asked)) and (value == truth or not _first_only(asked)):
        return Judged(True, "That is the moment.", wanted)
    say = f"There something else happens: {story.events[value - 1].title}."
    return Judged(False, f"{say} The moment comes {'later' if value < truth else 'earlier'}.", wanted)


def _first_only(asked: Asked) -> bool:
    return bool(asked.question.options["moment"].get("first", True))


def _point_wrong(asked: Asked, mutant: Mutant) -> Value | None:
    return None if mutant.points is None else mutant.points(asked.story(), _moment(asked))


def _check_point(question: Question, assignment: Assignment) -> None:
    has_program(question, assignment)
    check_moment(question.options["moment"], f"question {question.id}, moment", {"first": bool})


def _point_form(asked: Asked) -> dict[str, Any]:
    return {"control": "moment", "run": asked.question.options["run"], "program": asked.program}


POINT = Kind(
    _point_truth, _parse_point, _point_judge, _point_form, wrong=_point_wrong, check=_check_point, on_paper=False,
)  # fmt: skip
