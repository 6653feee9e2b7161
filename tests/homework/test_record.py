"""Submissions: what a student's work leaves behind, and what is told of a file that was not made that way."""

from __future__ import annotations

import base64
import json
import shutil
import tomllib
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pagesim_py
from pagesim_py.homework import Student, load, version
from pagesim_py.homework.chain import edit_between, edited
from pagesim_py.homework.identity import sign
from pagesim_py.homework.record import Record, SubmissionError, export, parse, paste_code, regrade, verify
from pagesim_py.homework.submission import DEEPEST, LARGEST
from tests.homework.small import Clock, result, small, worked


@cache
def data() -> dict[str, Any]:
    record = worked()
    found: dict[str, Any] = json.loads(record.exported(record.evaluate()))
    return found


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    found = json.loads(json.dumps(data()))
    change(found)
    return json.dumps(found).encode()


def kinds(raw: bytes, key: bytes | None = None) -> set[str]:
    return {note.kind for note in regrade(raw, small(), key=key).notes}


def test_what_was_made_by_the_page_has_nothing_to_be_told_of() -> None:
    record = worked()
    evaluation = record.evaluate()
    found = regrade(record.exported(evaluation), small())
    assert found.notes == ()
    assert found.replayed is True
    assert found.signed is None
    assert found.evaluation == evaluation
    assert found.submission.answers["frames"]["tries"] == 2  # a slip in the form is no try
    assert parse(record.code(evaluation)) == found.submission
    assert parse(export(found.submission)) == found.submission


def test_the_file_is_the_same_each_time_and_made_for_git() -> None:
    record = worked()
    first, second = record.exported(), record.exported()
    assert first == second
    lines = first.decode().splitlines()
    assert lines[1].startswith('  "answers"')
    assert lines == json.dumps(json.loads(first), indent=2, sort_keys=True, ensure_ascii=False).splitlines()


CHEATS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "claims a better grade": (lambda d: d["claimed"].update(spec="A+"), "claimed"),
    "claims a check": (lambda d: d["claimed"]["checks"].update({"code.builds": False}), "claimed"),
    "answers edited": (lambda d: d["answers"]["frames"].update(value="4"), "answers"),
    "tries edited": (lambda d: d["answers"]["frames"].update(tries=1), "seal"),
    "too many tries": (lambda d: d["answers"]["frames"].update(tries=9), "tries"),
    "a file edited": (lambda d: d["files"].update({"src/main.rs": "fn x() {}"}), "edits"),
    "somebody else's": (lambda d: d["student"].update(id="bob"), "variant"),
    "another reroll": (lambda d: d.update(reroll=1), "variant"),
    "another tag": (lambda d: d.update(tag="0" * 20), "variant"),
    "the log's end cut": (lambda d: d["log"].pop(), "seal"),
    "the log's beginning cut": (lambda d: d["log"].pop(0), "log"),
    "an entry cut out": (lambda d: d["log"].pop(3), "log"),
    "an entry edited": (lambda d: d["log"][3].update(t=0.5), "log"),
    "no log": (lambda d: d.update(log=[]), "log"),
    "another version": (lambda d: d["assignment"].update(version="0"), "assignment"),
    "another text": (lambda d: d["assignment"].update(digest="0" * 16), "assignment"),
    "another pagesim": (lambda d: d["pagesim"].update(version="9"), "pagesim"),
    "another build": (lambda d: d["pagesim"].update(build="0" * 12), "pagesim"),
}


@pytest.mark.parametrize("name", CHEATS)
def test_what_was_changed_is_told(name: str) -> None:
    change, kind = CHEATS[name]
    assert kind in kinds(changed(change))


def test_a_log_that_is_made_anew_with_another_end_state() -> None:
    record = worked()
    record.ran("halted", 5, "0" * 16)
    assert "end-state" in kinds(record.exported())
    assert regrade(record.exported(), small()).replayed is False


def test_a_run_that_was_stopped_has_no_end_to_compare() -> None:
    record = worked()
    record.edited({**record.variant.files, "src/main.rs": "// other\n"})
    record.ran("running", 5, "0" * 16)
    assert "state" not in record.log[-1]
    assert regrade(record.exported(), small()).replayed is None


def test_the_build_is_that_of_the_sources_or_what_the_site_was_stamped_with(tmp_path: Path) -> None:
    package = Path(pagesim_py.__file__).parent
    assert version.build() == version.build_of(package)
    copy = tmp_path / "pagesim_py"
    for room in version.RULED:
        shutil.copytree(package / room, copy / room)
    assert version.build_of(copy) == version.build()
    (copy / "homework" / "grading" / "rows.py").write_text("")
    assert version.build_of(copy) == version.build()  # it decides nothing
    (copy / "machine" / "cpu.py").write_text("")
    assert version.build_of(copy) != version.build()


def test_of_another_assignment() -> None:
    with pytest.raises(SubmissionError, match="belongs to the assignment 'other', not to 'small'"):
        verify(parse(changed(lambda d: d["assignment"].update(id="other"))), small())
    with pytest.raises(SubmissionError, match="belongs to the assignment 'small'"):
        Record.restored(parse(json.dumps(data())), load("b2-mapping"))


def test_signatures() -> None:
    key = b"0123456789abcdef"
    signed = Student("ada", tag=sign(key, "small", Student("ada")))
    raw = worked(signed).exported()
    assert regrade(raw, small(), key=key).signed is True
    assert regrade(raw, small()).signed is None
    other = regrade(raw, small(), key=b"another key, too")
    assert other.signed is False
    assert {note.kind for note in other.notes} == {"signature"}


def test_work_goes_on_from_a_file() -> None:
    before = worked()
    record = Record.restored(parse(before.exported()), small(), now=Clock())
    assert (record.values, record.files, record.tries("frames"), record.hints("frames")) == (
        {"frames": "1"},
        before.files,
        2,
        1,
    )
    assert record.tries_left("frames") == 1
    record.edited({**record.variant.files, "src/new.rs": "// new\n"})
    record.reset("src/new.rs")
    assert record.files == {}
    record.hinted("frames")
    record.hinted("frames")
    assert record.hints("frames") == 2
    assert [note.kind for note in regrade(record.exported(), small()).notes] == ["unchanged"]
    assert [one["do"] for one in record.log].count("restore") == 1


def test_work_goes_on_from_a_file_with_a_broken_log() -> None:
    record = Record.restored(parse(changed(lambda d: d["log"].pop(2))), small(), now=Clock())
    assert record.files == data()["files"]
    assert {note.kind for note in regrade(record.exported(), small()).notes} == {"folded"}


def test_a_long_log_is_folded_and_its_files_still_follow() -> None:
    record = worked()
    for number in range(12_000):
        record._add("check", q="code", ok=bool(number % 2), checks={})
    record.edited({**record.variant.files, "src/main.rs": "// late\n"})
    assert len(record.log) < 6_000
    assert record.hints("frames") == 1
    found = regrade(record.exported(), small())
    assert {note.kind for note in found.notes} == {"folded"}
    assert found.submission.files == {"src/main.rs": "// late\n"}


def test_clearing_an_answer_gives_no_try_back() -> None:
    record = worked()
    record.answered("frames", "", result(record, "frames", ""))
    assert record.tries("frames") == 2
    assert not record.evaluate().question("frames").answered


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_edits_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    edits = edit_between(before, after)
    assert edited(before, edits) == after
    assert (edits == []) == (before == after)


# -- hostile files


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


HOSTILE: dict[str, tuple[bytes | str, str]] = {
    "50 MB": (b"[" * 50_000_000, "50,000,000 bytes"),
    "a little too large": (b'{"a": "' + b"x" * LARGEST + b'"}', "longer than 1,000,000 bytes"),
    "nothing": (b"", "empty"),
    "no text": (b"\xff\xfe\x00", "UTF-8"),
    "a zip": (b"PK\x03\x04\x80", "UTF-8"),
    "no JSON": (b"hello", "no JSON"),
    "half of it": (b'{"format": "pagesim-submission-1", "answers', "no JSON"),
    "a list": (b"[1]", "no submission"),
    "other JSON": (b'{"format": 1}', "'format' is 1"),
    "nested": (b"[" * 400_000 + b"]" * 400_000, f"nested more than {DEEPEST} deep"),
    "nested after a string that is not closed": (b'"' + b'\\"' * 450_000, "no JSON"),
    "strings only": (b'""' * 450_000, "no JSON"),
    "a huge number": (b'{"format": ' + b"9" * 900_000 + b"}", "a number of 900000 digits"),
    "an endless number": (b'{"format": 1e999}', "too large"),
    "NaN": (b'{"format": NaN}', "no number"),
    "the same name twice": (b'{"format": 1, "format": 2}', "twice"),
    "a bomb": ("pagesim1." + base64.urlsafe_b64encode(deflated(b" " * 80_000_000)).decode(), "unpacks to more than"),
    "half of a code": ("pagesim1.eJzLSM3JyQcABiwCFQ"[:20], "code is"),
    "no code": ("pagesim1.!!!", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_submission_gets_a_sentence_at_once(name: str) -> None:
    import time

    raw, says = HOSTILE[name]
    began = time.perf_counter()
    with pytest.raises(SubmissionError, match=says):
        parse(raw)
    assert time.perf_counter() - began < 1


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=5), one, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_field_may_be_anything(drawn: st.DataObject) -> None:
    """One value of a good file, at any depth, is replaced: it is refused with a sentence, or graded."""
    found = json.loads(json.dumps(data()))
    where: Any = found
    while True:
        keys = list(where) if isinstance(where, dict) else list(range(len(where)))
        key = drawn.draw(st.sampled_from(keys))
        if not isinstance(where[key], dict | list) or not where[key] or drawn.draw(st.booleans()):
            break
        where = where[key]
    where[key] = drawn.draw(ANYTHING)
    raw = json.dumps(found).encode()
    try:
        submission = parse(raw)
    except SubmissionError:
        return
    assert parse(paste_code(submission)) == submission
    with suppress(SubmissionError):
        regrade(submission, small(), replay=False)
        Record.restored(submission, small()).exported()


def test_the_version_is_the_packages() -> None:
    root = Path(pagesim_py.__file__).parents[1]
    project = tomllib.loads((root / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["version"]
    assert (root / project["tool"]["hatch"]["version"]["path"]) == Path(pagesim_py.__file__)
