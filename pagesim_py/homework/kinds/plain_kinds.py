"""The usual kinds: choice, choices, number, text, essay."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pagesim_py.homework import schema
from pagesim_py.homework.asked import Asked
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.functions import call_of, check_call
from pagesim_py.homework.kinds.base import FormError, Judged, Kind, Value, letters, number_of, table_of, text_of
from pagesim_py.homework.kinds.entry_kinds import ENTRY_KIND
from pagesim_py.homework.kinds.reading_kinds import DECIDES, ERROR_CODE, WALK
from pagesim_py.homework.kinds.run_kinds import PREDICT, has_program, parse_letters
from pagesim_py.homework.mutants import Mutant, mutants
from pagesim_py.homework.situation import code_words
from pagesim_py.labs.loader import check_table

# -- number


def _number_truth(asked: Asked) -> Value:
    return call_of(asked, asked.question.options["answer"]).value


def _number_text(asked: Asked, value: int) -> str:
    text = f"{value:#x}" if asked.question.options.get("hex") else str(value)
    unit = asked.question.options.get("unit", "")
    return f"{text} {unit}".strip()


def _number_judge(asked: Asked, value: Value) -> Judged:
    truth = _number_truth(asked)
    wanted = _number_text(asked, truth)
    if value == truth:
        return Judged(True, "Right.", wanted)
    return Judged(False, f"It is not {_number_text(asked, value)}.", wanted)


def _parse_number(asked: Asked, raw: Any) -> Value:
    unit = asked.question.options.get("unit", "")
    text = text_of(raw, "a number")
    return number_of(text.removesuffix(unit).strip() if unit else text)


def _number_wrong(asked: Asked, mutant: Mutant) -> Value | None:
    call = call_of(asked, asked.question.options["answer"])
    if mutant.counts is not None and (found := mutant.counts(call)) is not None:
        return found
    return None if mutant.reads is None else call.read_by(mutant.reads)


def _check_number(question: Question, assignment: Assignment) -> None:
    check_call(question.options["answer"], question, assignment)
    if "run" in question.options:
        has_program(question, assignment)


NUMBER = Kind(
    _number_truth, _parse_number, _number_judge,
    lambda asked: {"control": "field", "unit": asked.question.options.get("unit", "")},
    paper=lambda asked: [f"answer: ______________ {asked.question.options.get('unit', '')}".rstrip()],
    wrong=_number_wrong, check=_check_number,
)  # fmt: skip


# -- choice and choices


@dataclass(frozen=True)
class Option:
    """One option of a choice."""

    text: str
    right: bool = False
    mutant: str | None = None
    why: str = ""


LIKE: Mapping[str, Kind] = {
    "error-code": ERROR_CODE, "decides": DECIDES, "walk": WALK, "number": NUMBER, "predict": PREDICT,
    "entry": ENTRY_KIND,
}  # fmt: skip
"""The kinds whose answers may become options."""


def _like(asked: Asked) -> tuple[Kind, Asked]:
    told = dict(asked.question.options["like"])
    kind = told.pop("kind")
    return LIKE[kind], replace(asked, question=replace(asked.question, kind=kind, options=told))


def _like_text(kind: str, one: Asked, value: Value) -> str:
    if kind == "error-code":
        return code_words(value)
    if kind == "number":
        return _number_text(one, value)
    return LIKE[kind].write(one, value).replace("\n", ", ")


def _options(asked: Asked) -> list[Option]:
    """The options in the order in which the student sees them."""
    options = asked.question.options
    if options.get("from") == "mutants":
        kind, one = _like(asked)
        name = one.question.kind
        truth = kind.truth(one)
        found = [Option(_like_text(name, one, truth), right=True)]
        for mutant in asked.question.mutants:
            value = kind.wrong(one, mutants()[mutant])
            if value is None or value == truth:
                continue
            text = _like_text(name, one, value)
            if text not in [other.text for other in found]:
                found.append(Option(text, mutant=mutant))
    else:
        found = [
            Option(str(asked.filled(told["text"])), told.get("right", False), told.get("mutant"), told.get("why", ""))
            for told in options["options"]
        ]
    return asked.stream("options").shuffled(found)


def _right_letters(asked: Asked) -> list[str]:
    options = _options(asked)
    return [letter for letter, option in zip(letters(len(options)), options, strict=True) if option.right]


def _parse_choices(asked: Asked, raw: Any) -> Value:
    table = table_of(raw)
    if table is not None:
        raw = table.get("chosen", [])
    if isinstance(raw, list) and not raw:
        raise FormError("choose first: nothing is chosen")
    if isinstance(raw, str) and raw.strip().lower() in ("none", "nothing"):
        return []
    return sorted(parse_letters(len(_options(asked)), raw, "letters"))


def _parse_choice(asked: Asked, raw: Any) -> Value:
    found = _parse_choices(asked, raw)
    if len(found) != 1:
        raise FormError("choose one of them")
    return found[0]


def _choice_judge(asked: Asked, value: Value) -> Judged:
    options = dict(zip(letters(len(_options(asked))), _options(asked), strict=True))
    right = _right_letters(asked)
    chosen = options[value]
    wanted = f"({right[0]}) {options[right[0]].text}"
    why = (chosen.why,) if chosen.why else ()
    return Judged(value == right[0], "Right." if chosen.right else "No.", wanted, why)


def _choices_judge(asked: Asked, value: Value) -> Judged:
    options = dict(zip(letters(len(_options(asked))), _options(asked), strict=True))
    right = _right_letters(asked)
    wanted = ", ".join(right) or "none of them"
    if value == right:
        return Judged(True, "Right.", wanted)
    missing, wrong = len(set(right) - set(value)), len(set(value) - set(right))
    parts = [f"{wrong} too many"] * bool(wrong) + [f"{missing} missing"] * bool(missing)
    whys = tuple(options[one].why for one in sorted(set(value) ^ set(right)) if options[one].why)
    return Judged(False, f"Not yet: {' and '.join(parts)}.", wanted, whys)


def _choice_form(asked: Asked) -> dict[str, Any]:
    options = _options(asked)
    shown = [{"value": one, "label": option.text} for one, option in zip(letters(len(options)), options, strict=True)]
    return {"control": "options", "several": asked.question.kind == "choices", "options": shown}


def _choice_paper(asked: Asked) -> list[str]:
    return [f"  [ ] ({option['value']}) {option['label']}" for option in _choice_form(asked)["options"]]


def _choice_wrong(asked: Asked, mutant: Mutant) -> Value | None:
    options = _options(asked)
    found = [one for one, option in zip(letters(len(options)), options, strict=True) if option.mutant == mutant.name]
    return found[0] if found else None


def _check_choice(question: Question, assignment: Assignment) -> None:
    where = f"question {question.id}"
    options = question.options
    if "from" in options or "like" in options:
        if options.get("from") != "mutants":
            raise AssignmentError(f"{where}: 'from' knows mutants, not {options.get('from')!r}")
        if "options" in options or "like" not in options:
            raise AssignmentError(f"{where}: from = \"mutants\" goes with 'like', and without 'options'")
        _check_like(question, assignment, where)
        return
    if len(options.get("options", ())) < 2:
        raise AssignmentError(f"{where}: a choice has at least two 'options'")
    for told in options["options"]:
        if not isinstance(told, dict):
            raise AssignmentError(
                f'{where}: an option is a table such as {{ text = "...", right = true }}, not {told!r}'
            )
        check_table(told, schema.OPTION, ("text",), f"{where}, options")
        if "mutant" in told and told["mutant"] not in mutants():
            from pagesim_py.homework.reading import near

            raise AssignmentError(f"{where}: there is no mutant {told['mutant']!r}{near(told['mutant'], mutants())}")
    right = sum(told.get("right", False) for told in options["options"])
    if question.kind == "choice" and right != 1:
        raise AssignmentError(f"{where}: of the options of a choice one is right = true, not {right}")


def _check_like(question: Question, assignment: Assignment, where: str) -> None:
    told = dict(question.options["like"])
    kind = told.pop("kind", None)
    if kind not in LIKE:
        raise AssignmentError(f"{where}: 'like' has a kind, one of {', '.join(LIKE)}, not {kind!r}")
    keys, needs = schema.KINDS[kind]
    check_table(told, keys, needs, f"{where}, like")
    if len(question.mutants) < 1:
        raise AssignmentError(f"{where}: from = \"mutants\" needs 'mutants', whose answers become the options")
    LIKE[kind].check(replace(question, kind=kind, options=told), assignment)


CHOICE = Kind(
    lambda asked: _right_letters(asked)[0], _parse_choice, _choice_judge, _choice_form, paper=_choice_paper,
    wrong=_choice_wrong, check=_check_choice,
)  # fmt: skip
CHOICES = Kind(
    _right_letters, _parse_choices, _choices_judge, _choice_form,
    write=lambda _asked, value: " ".join(value) or "none", paper=_choice_paper,
    wrong=lambda _asked, _mutant: None, check=_check_choice,
)  # fmt: skip


# -- text


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .`'\"")


def _text_judge(asked: Asked, value: Value) -> Judged:
    answers = [str(one) for one in asked.filled(list(asked.question.options["answers"]))]
    right = _plain(value) in [_plain(one) for one in answers]
    return Judged(right, "Right." if right else "Not that.", answers[0])


def _check_text(question: Question, _assignment: Assignment) -> None:
    answers = question.options["answers"]
    if not answers or not all(isinstance(one, str) and one.strip() for one in answers):
        raise AssignmentError(f"question {question.id}: 'answers' lists the texts that count as right")


TEXT = Kind(
    lambda asked: " ".join(str(asked.filled(asked.question.options["answers"][0])).split()),
    lambda _asked, raw: " ".join(text_of(raw, "a text").split()), _text_judge, lambda _asked: {"control": "field"},
    paper=lambda _asked: ["answer: ______________________________"], check=_check_text,
)  # fmt: skip


# -- essay


def _parse_essay(asked: Asked, raw: Any) -> Value:
    text = text_of(raw, "a text")
    least = asked.question.options.get("words", 1)
    count = len(text.split())
    if count < least:
        raise FormError(f"at least {least} words are expected here; so far there are {count}")
    return text


def _check_essay(question: Question, _assignment: Assignment) -> None:
    if not 1 <= question.options.get("words", 1) <= 1000:
        raise AssignmentError(f"question {question.id}: 'words' is 1 to 1000, not {question.options['words']}")


ESSAY = Kind(
    lambda asked: " ".join(["..."] * asked.question.options.get("words", 1)), _parse_essay,
    lambda _asked, _value: Judged(None, "Noted: your instructor reads this, nothing scores it.", "your own words"),
    lambda asked: {"control": "area", "words": asked.question.options.get("words", 1)},
    paper=lambda _asked: ["_" * 60] * 5, check=_check_essay, scored=False,
)  # fmt: skip
