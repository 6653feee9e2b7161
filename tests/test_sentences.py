"""Each sentence that the page can make is a sentence, and has been read by a person."""

from __future__ import annotations

import re

import pytest

from pagesim_py.labs import Step
from pagesim_py.views import lab as lab_view
from tests.sentences import GOLDEN, booted, collected, unmade_events, written

FOUND = collected(booted())

VERBS = (
    "is are was were has have had can cannot may must does do did gets get names holds hold lies lie points maps "
    "means say says raised raises makes make made goes go went returns return runs run ran ends ended stays stay "
    "changes changed forgot forgets remembers remember wrote read reads sent pushed switches switch rises waits "
    "wait acknowledges answers looked looks look asked asks refuses refused allowed forbids keeps keep needs need "
    "begins begin belongs told tells come comes stopped shows show type write writes press translates executed "
    "interrupts listens took named used helps help respect respects decides decided survives ignores ignored "
    "fails failed shut found becomes became allows caused cached pressed released Halted Panicked contains took "
    "find see follow walk unmap compare takes knows tries prints appears covers expects mapped Mapped "
    "set clear map make let held differs"
).split()  # fmt: skip
MISTAKES = {
    r"\b(\w+) \1\b": "a word stands twice",
    r"\ba [aeiou]\w+": "a before a vowel",
    r"\ban [^aeiou\WxFLMNRSI8]\w+": "an before a consonant",
    r"because (a|an|the) \w+,": "a clause without a verb after because",
    r"[?!.][.]|[.,;:][,;:]": "two marks at an end",
    r"\s[.,;:](?!\.)|\s\s|\( | \)": "a blank in a wrong place",
    r"\{|\}|\bNone\b|\bTrue\b|\bFalse\b|Rule\.|Access\.": "code in a sentence",
    r"\) \(": "two parentheses in a row",
    r"[.:] \.|^[a-z]": "no capital at the beginning",
}
ALLOWED = re.compile(r"a user|a usual|a used|a one-|\w::\w")
NOT_YET = re.compile(r"[A-Z]\w*( \w+)?: not yet\.")
"""What keeps the place of a step that is still to come."""


def mistakes(text: str) -> list[str]:
    """What is wrong with ``text`` as one or more sentences."""
    bare = ALLOWED.sub("-", text)
    found = [what for pattern, what in MISTAKES.items() if re.search(pattern, bare)]
    if not text.endswith((".", "?", "!")):
        found.append("no mark at the end")
    if text.count("(") != text.count(")") or text.count("“") != text.count("”"):
        found.append("a parenthesis is not closed")
    if not set(re.findall(r"[A-Za-z]+", text)) & {*VERBS, *(verb.capitalize() for verb in VERBS)}:
        found.append("no verb")
    return found


FRAGMENTS = {"error_bits"}
"""Cells of a table: what a bit says, in a few words."""
ECHOED = {"addresses"}
"""These begin with what was typed."""


@pytest.mark.parametrize("place", sorted({place for place, _ in FOUND}))
def test_every_sentence_is_one(place: str) -> None:
    wrong = {}
    for at, text in FOUND:
        if at != place:
            continue
        told = mistakes(text)
        if place in FRAGMENTS or NOT_YET.fullmatch(text):
            told = [what for what in told if what != "no verb"]
        if place in ECHOED:
            told = [what for what in told if what != "no capital at the beginning"]
        if told:
            wrong[text] = told
    assert wrong == {}


def test_every_class_of_events_has_its_sentence_here() -> None:
    assert unmade_events() == {"Event"} & unmade_events()


def test_each_sentence_has_been_read() -> None:
    """After a change: ``python -m tests.sentences``, and read what differs."""
    assert written(FOUND) == GOLDEN.read_text("utf8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It was refused, because a write, but the entry is read-only.", "a clause without a verb after because"),
        ("Where is the level-4 table?. Read CR3.", "two marks at an end"),
        ("The walk of an page ends there.", "an before a consonant"),
        ("The the CPU refuses it.", "no capital"),
        ("it was refused.", "no capital at the beginning"),
        ("An instruction fetch, but the entry", "no mark at the end"),
        ("Nothing at all.", "no verb"),
        ("It is read-only (R/W = 0) (in the TLB's copy).", "two parentheses in a row"),
        ("Level {level} is not present.", "code in a sentence"),
    ],
)
def test_what_is_no_sentence_is_told(text: str, told: str) -> None:
    if told == "no capital":
        assert "a word stands twice" in mistakes(text.lower())
    else:
        assert told in mistakes(text)


def test_a_title_stands_alone_and_gets_no_mark() -> None:
    step = Step("one", "Where is it?", "Do this.", "That.", None, None, (), {}, ())
    assert str(lab_view.task(step)).startswith("<h3>Where is it?</h3><p>")
