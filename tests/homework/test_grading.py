"""Grading a class: where work is found, what becomes of it, and that nothing a student hands in stops the others."""

from __future__ import annotations

import io
import json
import os
import signal
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.homework import Student, Variant, evaluate
from pagesim_py.homework.exports import as_csv, gradescope
from pagesim_py.homework.grading import Handed, Row, apart, completed, counts_of, graded, handed_in, handed_in_bytes
from pagesim_py.homework.grading.apart import Limits, grade_all
from pagesim_py.homework.identity import read_roster, sign
from pagesim_py.homework.record import parse
from pagesim_py.views.homework.report import report
from tests.homework.small import folder, small, solved, worked
from tests.homework.small import handed_in as made

ROSTER = read_roster("id,name,section,reroll\nada,Ada L.,1,0\nbob,Bob B.,2,0\ncy,Cy,1,1\n")


@cache
def good(who: str = "ada") -> bytes:
    return made(Student(who, who.title()))


def test_who_hands_in_what_was_given_is_told(tmp_path: Path) -> None:
    """The grade stays what the spec makes of it: a starter that compiles is a B."""
    variant = Variant(small(), Student("ada"))
    untouched = cargo(tmp_path / "ada", right=False)
    assert (untouched / "src/main.rs").read_text() == variant.files["src/main.rs"]
    told = {row.student: dict(row.notes).get("unchanged") for row in rows_of(untouched, cargo(tmp_path / "bob", "bob"))}
    assert told == {"ada": "Nothing was changed: the program is the one that was given.", "bob": None}
    raw = json.loads(good()) | {"files": {}}
    row = graded(Handed("a", raw=json.dumps(raw).encode()), small())
    assert (row.spec, dict(row.notes)["unchanged"]) == ("B", told["ada"])


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def cargo(place: Path, who: str = "ada", *, right: bool = True) -> Path:
    variant = Variant(small(), Student(who))
    for path, text in {**variant.files, **({"src/main.rs": solved(variant)} if right else {})}.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text)
    (place / "Cargo.toml").write_text('[package]\nname = "osirs"\n')
    return place


def rows_of(*paths: Path, folder: str | None = None) -> list[Row]:
    return [graded(one, small(), ROSTER) for one in handed_in(paths, small(), folder)]


# -- where work is


def test_a_file_gives_what_the_page_has_shown(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(good())
    row = rows_of(tmp_path / "x.json")[0]
    record = worked(Student("ada", "Ada"))
    found = evaluate(small(), record.variant, record.values, record.files).as_data()
    assert row.evaluation == json.loads(json.dumps(found))
    assert (row.student, row.name, row.section, row.spec, row.score, row.most) == ("ada", "Ada L.", "1", "B", 1.0, 2)
    assert row.results == {"frames": True, "code.builds": True, "code.says": False}
    assert (row.replayed, row.signed, row.error, row.hints) == (True, None, "", 1)


def test_a_paste_code_in_a_text_or_in_what_moodle_makes_of_it() -> None:
    code = worked().code()
    for name, data in (("a.txt", f"my work:\n{code}\n"), ("onlinetext.html", f"<p>{code}</p>")):
        row = graded(handed_in_bytes(name, data.encode(), small())[0], small())
        assert (row.student, row.error) == ("ada", "")


def test_a_cargo_folder(tmp_path: Path) -> None:
    row = rows_of(cargo(tmp_path / "B2-bob", "bob"))[0]
    assert row.student == "bob"
    assert row.results == {"code.builds": True, "code.says": True}
    assert row.spec == "A"  # of what a folder can have
    assert any("only programs" in say for _, say in row.notes)
    assert rows_of(cargo(tmp_path / "B2-cy", "cy", right=False))[0].spec == "B"


def test_a_folder_of_clones(tmp_path: Path) -> None:
    cargo(tmp_path / "b2-ada" / "B2", "ada")
    (tmp_path / "b2-bob" / "B2").mkdir(parents=True)
    (tmp_path / "b2-bob" / "B2" / "pagesim.json").write_bytes(good("bob"))
    (tmp_path / "b2-cy").mkdir()
    (tmp_path / "b2-cy" / "README.md").write_text("nothing yet")
    rows = {row.student: row for row in rows_of(tmp_path, folder="B2")}
    assert rows["ada"].spec == "A"
    assert "frames" in rows["bob"].results
    assert "neither pagesim.json nor src/ with Rust files in B2" in rows["cy"].error
    assert {row.student for row in rows_of(tmp_path) if not row.error} == {"bob"}  # ada's is deeper, and needs --folder


def test_a_class_folder_of_many_kinds_passes_nobody_over(tmp_path: Path) -> None:
    """One pagesim.json in it does not make it the folder of one student."""
    place = tmp_path / "class"
    cargo(place / "cy", "cy")
    (place / "ada.json").write_bytes(good())
    (place / "bob" / "B2").mkdir(parents=True)
    (place / "bob" / "B2" / "pagesim.json").write_bytes(good("bob"))
    (place / "eve").mkdir()
    rows = {row.student: row for row in rows_of(place)}
    assert {who for who, row in rows.items() if not row.error} == {"ada", "bob", "cy"}
    assert "neither pagesim.json nor src/" in rows["eve"].error
    assert [row.student for row in rows_of(place / "bob")] == ["bob"]  # a student's own clone, with other folders in it
    (place / "bob" / "docs").mkdir()
    assert [row.student for row in rows_of(place / "bob")] == ["bob"]
    (place / "ada.json").unlink()
    (place / "cy" / "pagesim.json").write_bytes(good("cy"))
    rows = {row.student: row for row in rows_of(place)}
    assert set(rows) == {"bob", "cy", "eve"}


def test_a_zip_of_moodle() -> None:
    data = zipped(
        **{
            "Ada L._123_assignsubmission_file_/x.json": good(),
            "Bob B._124_assignsubmission_file_/work.zip": zipped(**{"B2/src/main.rs": b"fn main() {}"}),
            "Cy_125_assignsubmission_file_/x.json": b"{",
            "__MACOSX/x.json": b"x",
        }
    )
    rows = {
        row.student: row for row in (graded(one, small(), ROSTER) for one in handed_in_bytes("m.zip", data, small()))
    }
    assert set(rows) == {"ada", "bob", "cy"}
    assert (rows["ada"].spec, rows["bob"].spec) == ("B", "F")
    assert "no JSON" in rows["cy"].error
    assert rows["cy"].unread


def test_a_zip_of_canvas() -> None:
    data = zipped(**{"la_123_45_pagesim.json": good(), "bb_LATE_124_46_pagesim-1.json": good("bob")})
    rows = [graded(one, small(), ROSTER) for one in handed_in_bytes("submissions.zip", data, small())]
    assert [row.student for row in rows] == ["ada", "bob"]


def test_who_is_missing_twice_or_has_the_same_files() -> None:
    one, two = (graded(Handed("x", raw=good(who)), small(), ROSTER) for who in ("ada", "bob"))
    rows = completed([two, one, one], ROSTER)
    assert [row.student for row in rows] == ["ada", "ada", "bob", "cy"]
    assert rows[3].notes == (("missing", "Nothing was handed in."),)
    assert rows[3].spec == "F"
    assert "twice" in {kind for kind, _ in rows[0].notes}
    assert ("same-files", "The same files as bob.") in rows[0].notes
    stranger = graded(Handed("x", raw=good("zoe")), small(), ROSTER)
    assert ("roster", "zoe is not on the roster.") in stranger.notes
    rerolled = graded(Handed("x", raw=good("cy")), small(), ROSTER)
    assert "reroll" in {kind for kind, _ in rerolled.notes}


def test_misconceptions_are_counted_by_student() -> None:
    row = graded(Handed("x", raw=made(Student("ada"), answers=("3",))), small())
    assert row.mutants == ("always_three",)
    assert counts_of([row, row]) == [("always_three", 1)]


# -- what is hostile


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "grades.rs"
    secret.write_text("// everybody's grades\n")
    student = cargo(tmp_path / "class" / "ada")
    (student / "src" / "new.rs").symlink_to(secret)
    (student / "src" / "more").symlink_to(tmp_path)
    (tmp_path / "class" / "bob").symlink_to(tmp_path)
    os.mkfifo(student / "src" / "pipe.rs")
    found = {one.hint: one for one in handed_in([tmp_path / "class"], small())}
    assert set(found["ada"].files) == set(Variant(small(), Student("ada")).files)
    assert "links are not followed" in found["bob"].error
    inner = handed_in([tmp_path / "class"], small(), "../..")
    assert all(one.error for one in inner)


ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "names that lead out": (lambda: zipped(**{"../../../tmp/evil.json": good()}), ""),
    "an absolute name": (lambda: zipped(**{"/etc/cron.d/evil.json": good()}), ""),
    "a bomb": (lambda: zipped(**{f"{n}/x.json": b" " * 600_000 for n in range(6)}), "unpacks to more than"),
    "one large entry": (lambda: zipped(**{"x.json": b" " * 50_000_000}), "50,000,000 bytes"),
    "too many": (lambda: zipped(**{f"{n}.json": b"" for n in range(5_001)}), "5,001 files"),
    "zips in zips in zips": (lambda: zipped(**{"a.zip": zipped(**{"b.zip": zipped(**{"x.json": good()})})}), "neither"),
    "nothing": (lambda: zipped(), "neither"),
    "no zip": (lambda: b"PK\x03\x04" + bytes(100), "cannot be read"),
    "half of one": (lambda: zipped(**{"x.json": good()})[:-30], "cannot be read"),
    "damaged": (lambda: _damaged(), "cannot be read"),
    "it lies about its size": (lambda: _lying(), "cannot be read"),
}


def _damaged() -> bytes:
    data = bytearray(zipped(**{"x.json": good()}))
    data[60:90] = bytes(30)
    return bytes(data)


def _lying() -> bytes:
    """An entry that says it has 100 bytes and unpacks to 40 million."""
    data = zipped(**{"x.json": b" " * 40_000_000})
    return data.replace((40_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


@pytest.mark.parametrize("name", ZIPS)
def test_zips_that_mean_harm(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make, says = ZIPS[name]
    if name == "a bomb":
        monkeypatch.setattr("pagesim_py.homework.grading.handed.MOST_UNPACKED", 3_000_000)
    (tmp_path / "in.zip").write_bytes(make())
    rows = rows_of(tmp_path / "in.zip")
    assert rows
    if says:
        assert all(row.unread and says in row.error for row in rows)
    else:
        assert [row.spec for row in rows] == ["B"]
    assert os.listdir(tmp_path) == ["in.zip"]


def test_files_that_are_something_else_get_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "big.json").write_bytes(b"[" * 50_000_000)
    (tmp_path / "empty.json").write_bytes(b"")
    other = json.loads(good())
    other["assignment"]["id"] = "other"
    (tmp_path / "other.json").write_text(json.dumps(other))
    says = {row.origin.rpartition("/")[2]: row.error for row in rows_of(tmp_path)}
    assert "50,000,000 bytes" in says["big.json"]
    assert "empty" in says["empty.json"]
    assert "belongs to the assignment 'other'" in says["other.json"]
    assert "is not there" in rows_of(tmp_path / "nowhere")[0].error


EVIL: dict[str, Callable[[], Any]] = {
    "never ends": lambda: _for_ever(),
    "sleeps": lambda: time.sleep(60),
    "fills memory": lambda: [bytearray(1 << 26) for _ in range(1 << 20)],
    "dies": lambda: signal.raise_signal(signal.SIGKILL),
    "leaves": lambda: os._exit(0),
    "says nothing it should": lambda: Row("x" * (70 << 20)),
    "makes a mistake": lambda: 1 // 0,
    "writes a file": lambda: Path("was-here").write_text("x"),
    "starts a program": lambda: os.system("touch was-here"),
    "removes a file": lambda: os.remove("keep"),
    "writes to a stream": lambda: print("x" * 100_000) or Row("ada", spec="A"),
    "sends no row": lambda: _NoRow(),
}


class _NoRow:
    def as_data(self) -> Any:
        return [1, {"student": 5}]


def _for_ever() -> None:
    while True:
        pass


@pytest.mark.parametrize("name", EVIL)
def test_whatever_one_does_the_others_get_their_rows(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The grading of one student is replaced by something evil: as if their program had got out of the machine."""
    real = graded

    def grade(handed: Handed, *arguments: Any, **named: Any) -> Any:
        return EVIL[name]() if handed.hint == "bob" else real(handed, *arguments, **named)

    monkeypatch.chdir(tmp_path)
    written, keep = tmp_path / "was-here", tmp_path / "keep"
    keep.touch()
    monkeypatch.setattr(apart, "graded", grade)
    monkeypatch.setattr(apart, "_warm", lambda _assignment: None)
    handed = [Handed("a", "ada", raw=good()), Handed("b", "bob", raw=good("bob")), Handed("c", "cy", raw=good("cy"))]
    done: list[tuple[int, int]] = []
    seconds = 4 if name in ("never ends", "sleeps") else 40
    rows = grade_all(
        handed, small(), ROSTER, limits=Limits(seconds, 1 << 29, 2),
        progress=lambda count, most, _who: done.append((count, most)),
    )  # fmt: skip
    assert [rows[0].spec, rows[2].spec] == ["B", "B"]
    assert done == [(1, 3), (2, 3), (3, 3)]
    assert keep.exists()
    assert not written.exists()
    if name == "writes to a stream":
        assert rows[1].spec == "A"
    else:
        assert rows[1].student == "bob"
        assert rows[1].error
        assert not rows[1].unread
    if name in ("never ends", "sleeps"):
        assert "more than 4 seconds" in rows[1].error
    if name == "fills memory":
        assert "too much memory" in rows[1].error
    assert capfd.readouterr().out == ""


def test_a_process_that_is_started_anew_gives_the_same_row() -> None:
    """As where there is no fork."""
    one = Handed("a", "ada", raw=good())
    started = apart._started(one, small(), ROSTER, None, None, Limits(), folder())
    assert started == graded(one, small(), ROSTER)
    assert started.replayed is True


PROGRAMS = {
    "an endless loop": "    let mut n = 0u64;\n    loop { n = n.wrapping_add(1); }\n",
    "endless output": '    loop { osirs::println!("{}", 1); }\n',
    "all of memory": "    let mut p = 0u64;\n    loop { unsafe { *(p as *mut u8) = 1; } p += 4096; }\n",
    "parentheses": f"    let n = {'(' * 20_000}1{')' * 20_000};\n",
    "a macro that grows": "    macro_rules! b { ($($t:tt)*) => { b!($($t)* $($t)*) } }\n    b!(a b);\n",
    "a large array": "    let a = [[0u64; 1 << 40]; 1 << 20];\n",
    "a file of ours": '    let s = include_str!("/etc/passwd");\n',
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_that_mean_harm_get_a_row(name: str) -> None:
    variant = Variant(small(), Student("ada"))
    text = variant.files["src/main.rs"].replace("osirs::init();\n", f"osirs::init();\n{PROGRAMS[name]}")
    assert PROGRAMS[name] in text
    handed = Handed("a", "ada", files={**variant.files, "src/main.rs": text})
    row = grade_all([handed], small(), limits=Limits(seconds=30))[0]
    assert row.student == "ada"
    assert row.spec in ("B", "F") or "memory" in row.error
    assert "root:" not in json.dumps(row.as_data())


def test_a_submission_may_hold_anything_as_files_and_answers() -> None:
    data = json.loads(good())
    data["files"] = {"../../etc/passwd": "x", "src/main.rs": "\u0000", "/dev/zero": None, "src/new.rs": "mod main;"}
    values = {"frames": [[[["1"]]]], "why": {"a": 1}, "code": "A", "x": 1}
    data["answers"] = {name: {"value": value} for name, value in values.items()}
    row = graded(Handed("a", raw=json.dumps(data).encode()), small())
    assert row.spec == "F"
    assert row.error == ""
    assert parse(json.dumps(data)).files["/dev/zero"] is None


@cache
def row_text() -> str:
    return json.dumps(graded(Handed("a", raw=good()), small()).as_data())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_row_from_a_process_that_went_wrong_is_refused_or_shown(drawn: st.DataObject) -> None:
    """One value of a good row, at any depth, is replaced: no row comes of it, or one that every report takes."""
    data = json.loads(row_text())
    where: Any = data
    while True:
        spot = drawn.draw(st.sampled_from(list(where) if isinstance(where, dict) else list(range(len(where)))))
        if not isinstance(where[spot], dict | list) or not where[spot] or drawn.draw(st.booleans()):
            break
        where = where[spot]
    where[spot] = drawn.draw(st.sampled_from([None, True, 5, 1.5, "x", [], [1], {}, {"a": None}]))
    try:
        row = Row.from_data(data)
    except ValueError:
        return
    assert as_csv(small(), [row])
    assert report(small(), [row])
    assert gradescope(small(), row)


def test_a_signed_folder_has_the_values_of_the_signed_link(tmp_path: Path) -> None:
    key = b"0123456789abcdef"
    one = handed_in([cargo(tmp_path / "bob", "bob")], small())[0]
    tagged = Student("bob", tag=sign(key, "small", Student("bob")))
    assert graded(one, small(), key=key).variant == Variant(small(), tagged).code
    assert graded(one, small()).variant == Variant(small(), Student("bob")).code
