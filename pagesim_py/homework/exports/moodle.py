"""Closed questions as Moodle XML, each in several variants: Moodle grades them, in a quiz or an exam.

Every question has a category of its own with its variants in it, so that a quiz takes one of them at random. Answers
are computed for each variant as they are for a student's; what misconceptions answer is wrong there with the sentence
that says what is true.

    choice, choices, predict (how it ends)          multichoice
    number                                          numerical; shortanswer if hexadecimal: numerical takes no such
    error-code, text, predict (exceptions, a row)   shortanswer, with the several spellings of a number
    indices, walk, decides                          cloze
    order                                           matching

Programs, repairs, moments and essays are not among these: no quiz could grade them.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.format import Assignment, Question
from pagesim_py.homework.kinds import KINDS, Value
from pagesim_py.homework.mutants import mutants
from pagesim_py.homework.telling import believed
from pagesim_py.homework.variant import Variant
from pagesim_py.machine.flags import ERROR

LEFT_OUT: Mapping[str, str] = {
    "rust": "a program", "parsons": "a program", "entry": "more than one entry may be right",
    "repair": "more than one entry may be right", "point": "a moment of a run", "essay": "nothing could grade it",
}  # fmt: skip
PENALTY = "0.3333333"
"""What a further try costs, where a quiz allows one: Moodle's own value."""
MOST_ORDERS = 3
"""Bits of an error code that are taken in any order."""


@dataclass(frozen=True)
class Answer:
    """One answer of a question: ``fraction`` is the percentage of the points that it gives, and may be negative."""

    text: str
    fraction: float = 0
    why: str = ""


@dataclass
class Export:
    """The file's text, and what is to be said of it."""

    xml: bytes
    questions: dict[str, int] = field(default_factory=dict)
    """By question: its different variants."""
    left_out: dict[str, str] = field(default_factory=dict)
    """By question: why it is not there."""


def export(assignment: Assignment, variants: Sequence[Variant], only: Sequence[str] = ()) -> Export:
    """The questions of ``assignment``, or those named in ``only``, in the variants."""
    root = ElementTree.Element("quiz")
    made = Export(b"")
    for question in assignment.questions:
        if only and question.id not in only:
            continue
        reason = _reason(variants[0].asked(question)) if variants else "no variant"
        if reason is not None:
            made.left_out[question.id] = reason
            continue
        elements: dict[str, ElementTree.Element] = {}
        for variant in variants:
            element = _question(variant.asked(question))
            elements.setdefault(ElementTree.tostring(element, "unicode"), element)
        _category(root, assignment, question)
        for number, element in enumerate(elements.values(), 1):
            _named(element, assignment, question, number)
            root.append(element)
        made.questions[question.id] = len(elements)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True)
    made.xml = text + b"\n"
    return made


def _reason(asked: Asked) -> str | None:
    """Why a question is none that a quiz can grade; None if it is one."""
    question = asked.question
    options = question.options
    if question.kind == "predict" and options.get("credit") == "made":
        return "any prediction counts"
    if question.kind == "predict" and options["what"] == "rows":
        return "several lines"
    if question.kind == "choices" and not KINDS["choices"].truth(asked):
        return "none of the options is right"
    return LEFT_OUT.get(question.kind)


# -- one question


def _question(asked: Asked) -> ElementTree.Element:
    kind = asked.question.kind
    if kind in ("choice", "choices"):
        return _multichoice(asked, _choices(asked), single=kind == "choice")
    if kind in ("indices", "walk", "decides"):
        return _begun(asked, "cloze", "".join(f"<p>{line}</p>" for line in _CLOZE[kind](asked)))
    if kind == "order":
        return _matching(asked)
    if kind == "predict" and asked.question.options["what"] == "end":
        return _multichoice(asked, _ends(asked), single=True)
    if _is_plain_number(asked.question):
        return _short(asked, "numerical", [Answer(str(_truth(asked)), 100)], lambda value: [str(value)])
    right = [Answer(text, 100) for text in _spelled(asked, _truth(asked))]
    return _short(asked, "shortanswer", right, lambda value: _spelled(asked, value))


def _is_plain_number(question: Question) -> bool:
    if question.kind == "number":
        return not question.options.get("hex")
    return question.kind == "predict" and question.options["what"] in ("tables", "line")


def _truth(asked: Asked) -> Value:
    return KINDS[asked.question.kind].truth(asked)


def _wrong(asked: Asked) -> list[tuple[Value, str]]:
    """What the question's misconceptions answer, and the sentence for each."""
    kind, truth = KINDS[asked.question.kind], _truth(asked)
    found: list[tuple[Value, str]] = []
    for name in asked.question.mutants:
        value = kind.wrong(asked, mutants()[name])
        if value is not None and value != truth and value not in [other for other, _ in found]:
            found.append((value, mutants()[name].sentence))
    return found


def _begun(asked: Asked, form: str, more: str = "") -> ElementTree.Element:
    """The question with its text and what is said after it, whatever was answered."""
    element = ElementTree.Element("question", {"type": form})
    _html(element, "questiontext", f"{_prose(asked)}{more}")
    judged = KINDS[asked.question.kind].judge(asked, _truth(asked))
    said = [
        _wanted(asked, judged.wanted),
        *judged.details,
        *(mutants()[name].sentence for name in asked.question.mutants),
    ]
    _html(element, "generalfeedback", "".join(f"<p>{html.escape(text)}</p>" for text in said if text))
    _text(element, "defaultgrade", f"{asked.question.points:g}")
    _text(element, "penalty", PENALTY)
    _text(element, "hidden", "0")
    return element


def _wanted(asked: Asked, wanted: str) -> str:
    """The right answer in words: letters say nothing where options are shuffled."""
    kind = asked.question.kind
    if kind not in ("choice", "choices", "order"):
        return wanted
    labels = {option["value"]: option["label"] for option in KINDS[kind].form(asked)["options"]}
    truth = _truth(asked)
    if kind == "choice":
        return str(labels[truth])
    found = [labels[letter] for letter in truth]
    return "; ".join(found if kind == "order" else sorted(found))


def _prose(asked: Asked) -> str:
    """What is asked, with the entries or the program that it is about."""
    parts = [f"<p>{html.escape(part.strip())}</p>" for part in asked.ask.strip().split("\n\n")]
    form = KINDS[asked.question.kind].form(asked)
    if "tables" in form:
        rows = [f"{address:>14}  {entry}" for address, entry in form["tables"]["entries"]]
        cpu = ", ".join(f"{name} = {value}" for name, value in form["cpu"].items())
        head = f"CR3 = {form['tables']['cr3']}, {cpu}"
        parts.append(_pre([head, f"{'physical':>14}  entry", *rows]))
    for path, text in form.get("program", {}).items():
        parts.append(f"<p>{html.escape(path)}</p>{_pre(text.rstrip().splitlines())}")
    return "".join(parts)


def _pre(lines: Iterable[str]) -> str:
    return f"<pre>{html.escape(chr(10).join(lines), quote=False)}</pre>"


def _short(
    asked: Asked, form: str, right: Sequence[Answer], spell: Callable[[Value], Sequence[str]]
) -> ElementTree.Element:
    element = _begun(asked, form)
    answers = list(right)
    known = {one.text.casefold() for one in answers}
    for value, sentence in _wrong(asked):
        for text in spell(value):
            if text.casefold() not in known:
                known.add(text.casefold())
                answers.append(Answer(text, 0, sentence))
    if form == "shortanswer":
        _text(element, "usecase", "0")
        answers = [Answer(one.text.replace("*", "\\*"), one.fraction, one.why) for one in answers]  # * is any text
    for answer in answers:
        child = _answer(element, answer, "moodle_auto_format")
        if form == "numerical":
            _text(child, "tolerance", "0")
    return element


def _answer(element: ElementTree.Element, answer: Answer, form: str) -> ElementTree.Element:
    fraction = f"{answer.fraction:.5f}".rstrip("0").rstrip(".")
    child = ElementTree.SubElement(element, "answer", {"fraction": fraction, "format": form})
    _text(child, "text", html.escape(answer.text) if form == "html" else answer.text)
    _html(child, "feedback", html.escape(answer.why))
    return child


# -- spellings


def spellings(number: int) -> list[str]:
    """How people write a number where hexadecimal ones are expected: 0x2, 2, all 16 digits, groups of four, no 0x."""
    digits = f"{number:x}"
    found = [f"0x{digits}", str(number), f"0x{number:016x}", f"0x{number:_x}", f"0x{number:019_x}"]
    return list(dict.fromkeys([*found, *([] if digits.isdecimal() else [digits])]))


def _spelled(asked: Asked, value: Value) -> list[str]:
    """The spellings of an answer."""
    kind, options = asked.question.kind, asked.question.options
    if kind == "number":
        unit = options.get("unit", "")
        return [text for one in spellings(value) for text in ([one, f"{one} {unit}"] if unit else [one])]
    if kind == "error-code":
        return _code_spellings(value)
    if kind == "predict" and options["what"] == "exceptions":
        return list(dict.fromkeys(sign.join(value) for sign in (", ", ",", "; ", ";")))
    if kind == "text" and value == _truth(asked):
        return [" ".join(str(one).split()) for one in asked.filled(list(options["answers"]))]
    return [str(value)]


def _code_spellings(value: str) -> list[str]:
    """``0x3``, ``P | W`` in either order; ``no fault``; ``#GP``."""
    if value == "none":
        return ["none", "no fault", "no page fault"]
    if not value.startswith("0x"):
        return [value]
    code = int(value, 16)
    names = [bit.name for bit in ERROR if code & bit.mask]
    orders = itertools.permutations(names) if len(names) <= MOST_ORDERS else [tuple(names)]
    words = [sign.join(order) for order in orders for sign in (" | ", "|", " ", ", ") if names]
    return [*spellings(code)[:2], f"#PF {value}", *dict.fromkeys(words)]


# -- multichoice


def _choices(asked: Asked) -> list[Answer]:
    """The options, with what each gives."""
    form = KINDS[asked.question.kind].form(asked)["options"]
    truth = _truth(asked)
    right = [truth] if asked.question.kind == "choice" else truth
    others = len(form) - len(right)
    found = []
    for option in form:
        letter = option["value"]
        if letter in right:
            fraction = 100 / len(right)
        else:
            fraction = 0.0 if asked.question.kind == "choice" else -100 / others
        found.append(Answer(option["label"], fraction, "" if letter in right else _why(asked, letter)))
    return found


def _why(asked: Asked, letter: str) -> str:
    """What is said to somebody who takes that option."""
    if asked.question.kind == "choice":
        details = KINDS["choice"].judge(asked, letter).details
        if details:
            return details[0]
    mutant = believed(asked, letter)
    return "" if mutant is None else mutant.sentence


def _ends(asked: Asked) -> list[Answer]:
    truth, wrong = _truth(asked), dict(_wrong(asked))
    form = KINDS["predict"].form(asked)["options"]
    values = [option["value"] for option in form]
    return [Answer(one, 100 if one == truth else 0, wrong.get(one, "")) for one in values]


def _multichoice(asked: Asked, answers: Sequence[Answer], *, single: bool) -> ElementTree.Element:
    element = _begun(asked, "multichoice")
    _text(element, "single", "true" if single else "false")
    _text(element, "shuffleanswers", "true")
    _text(element, "answernumbering", "abc")
    for answer in sorted(answers, key=lambda one: one.text):  # Moodle shuffles them
        _answer(element, answer, "html")
    return element


# -- matching


def _matching(asked: Asked) -> ElementTree.Element:
    """Each event with its number; what does not happen has the answer that says so."""
    element = _begun(asked, "matching")
    _text(element, "shuffleanswers", "true")
    truth = _truth(asked)
    for option in sorted(KINDS["order"].form(asked)["options"], key=lambda one: str(one["label"])):
        letter = option["value"]
        child = ElementTree.SubElement(element, "subquestion", {"format": "html"})
        _text(child, "text", html.escape(option["label"]))
        answer = ElementTree.SubElement(child, "answer")
        _text(answer, "text", f"number {truth.index(letter) + 1}" if letter in truth else "does not happen")
    return element


# -- cloze


def _gap(form: str, answers: Sequence[str], others: Sequence[str] = ()) -> str:
    """A gap of a cloze text; what its syntax uses is escaped."""

    def plain(text: str) -> str:
        for sign in '\\}#~/"':
            text = text.replace(sign, f"\\{sign}")
        return html.escape(text, quote=False)

    right = [f"={plain(text)}{':0' if form == 'NUMERICAL' else ''}" for text in answers]
    return f"{{1:{form}:{'~'.join([*right, *map(plain, others)])}}}"


def _indices_gaps(asked: Asked) -> list[str]:
    truth = _truth(asked)
    names = [one["label"] for one in KINDS["indices"].form(asked)["fields"]]
    gaps = [_gap("NUMERICAL", [str(value)]) for value in truth[:-1]] + [_gap("SHORTANSWER", spellings(truth[-1]))]
    return [f"{html.escape(name)}: {gap}" for name, gap in zip(names, gaps, strict=True)]


def _walk_gaps(asked: Asked) -> list[str]:
    *entries, last = _truth(asked)
    form = KINDS["walk"].form(asked)
    found = []
    for number, one in enumerate(form["fields"]):
        right = spellings(int(entries[number], 16)) if number < len(entries) else ["none", "-"]
        found.append(f"{html.escape(one['label'])}{'' if number == 0 else ' (or none)'}: {_gap('SHORTANSWER', right)}")
    right = ["none", "-"] if last == "none" else spellings(int(last, 16))
    return [*found, f"{html.escape(form['last'])}: {_gap('SHORTANSWER', right)}"]


def _decides_gaps(asked: Asked) -> list[str]:
    form = KINDS["decides"].form(asked)
    none = form["other"][0]["label"]
    levels = {one["value"]: one["label"] for one in form["levels"]}
    rules = {one["value"]: one["label"] for one in form["rules"]}
    truth = _truth(asked)
    level, _, rule = truth.partition(" ")
    right = (none, none) if truth == "none" else (levels[level], rules[rule])
    offered = [[*levels.values(), none], [*rules.values(), none]]
    names = ("the entry that decides", "the rule")
    return [
        f"{name}: {_gap('MULTICHOICE', [one], [text for text in texts if text != one])}"
        for name, one, texts in zip(names, right, offered, strict=True)
    ]


_CLOZE = {"indices": _indices_gaps, "walk": _walk_gaps, "decides": _decides_gaps}


# -- names and categories


def _category(root: ElementTree.Element, assignment: Assignment, question: Question) -> None:
    path = "/".join(part.replace("/", "//") for part in (assignment.title, question.title))
    element = ElementTree.SubElement(root, "question", {"type": "category"})
    _text(ElementTree.SubElement(element, "category"), "text", f"$course$/top/{path}")


def _named(element: ElementTree.Element, assignment: Assignment, question: Question, number: int) -> None:
    name = ElementTree.Element("name")
    _text(name, "text", f"{question.title}, {number}")
    element.insert(0, name)
    _text(element, "idnumber", f"{assignment.id}.{question.id}.{number}")


def _html(parent: ElementTree.Element, name: str, text: str) -> None:
    _text(ElementTree.SubElement(parent, name, {"format": "html"}), "text", text)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text
