"""The commands about assignments, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py.cli import main
from pagesim_py.homework import Student, load, variant_of
from pagesim_py.homework.identity import sign

ROSTER = "id,name,section,reroll\nada,Ada L.,1,\nbob,Bob,2,1\n"


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    found = capsys.readouterr()
    return status, found.out, found.err


def test_ask_and_key_speak_of_the_same_variant(capsys: pytest.CaptureFixture[str]) -> None:
    status, asked, _ = typed(capsys, "ask", "b2-mapping", "--seed", "7", "--question", "frames")
    assert status == 0
    assert "seed 7, variant " in asked
    assert "answer: ______________ frames" in asked
    assert "Answer:" not in asked
    status, key, _ = typed(capsys, "key", "b2-mapping", "--seed", "7", "--question", "frames")
    assert status == 0
    assert key.splitlines()[0] == asked.splitlines()[0]
    assert "Answer: " in key
    assert "one_per_level" in key


def test_practice_is_another_variant_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    first = typed(capsys, "ask", "recursive", "--question", "itself")[1]
    second = typed(capsys, "ask", "recursive", "--question", "itself")[1]
    assert first != second


def test_who_had_a_value(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER)
    far = variant_of(load("b2-mapping"), Student("bob", reroll=1)).values["far"].shown
    status, out, _ = typed(capsys, "who", "b2-mapping", str(roster), far)
    assert (status, out) == (0, "bob\tBob\tfar\n")
    status, _, err = typed(capsys, "who", "b2-mapping", str(roster), "0x1234567")
    assert status == 1
    assert "nobody" in err


def test_signed_links_give_other_values(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nobody without the secret can compute them; the commands can, with it."""
    roster, key = tmp_path / "roster.csv", tmp_path / "key"
    roster.write_text(ROSTER)
    key.write_text("0123456789abcdef0123456789abcdef\n")
    assignment = load("b2-mapping")
    ada = Student("ada", tag=sign(key.read_bytes().strip(), assignment.id, Student("ada")))
    far = variant_of(assignment, ada).values["far"].shown
    assert far != variant_of(assignment, Student("ada")).values["far"].shown
    assert typed(capsys, "who", "b2-mapping", str(roster), far)[0] == 1
    assert typed(capsys, "who", "b2-mapping", str(roster), far, "--key-file", str(key))[1] == "ada\tAda L.\tfar\n"
    words = ("ask", "b2-mapping", "--student", "ada", "--question", "split", "--key-file", str(key))
    assert far in typed(capsys, *words)[1]


def test_links(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    roster, key = tmp_path / "roster.csv", tmp_path / "key"
    roster.write_text(ROSTER)
    status, _, err = typed(capsys, "links", "b2-mapping", str(roster), "--key-file", str(key))
    assert status == 2
    assert "token_hex" in err
    key.write_text("0123456789abcdef0123456789abcdef\n")
    status, out, _ = typed(capsys, "links", "b2-mapping", str(roster), "--key-file", str(key))
    assert status == 0
    assert out.splitlines()[0] == "id,name,section,link"
    assert "homework.html?a=b2-mapping#s=ada." in out.splitlines()[1]
    assert out.splitlines()[2].endswith(".1")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ask", "b2-maping"), "did you mean 'b2-mapping'"),
        (("ask", "b2-mapping", "--question", "nope"), "no question called 'nope'"),
        (("ask", "b2-mapping", "--seed", "1", "--student", "ada"), "not both"),
        (("key", "b2-mapping", "--student", ""), "id is empty"),
        (("who", "b2-mapping", "/nowhere.csv", "1"), "cannot be read"),
    ],
)
def test_what_cannot_be(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str) -> None:
    status, _, err = typed(capsys, *words)
    assert status == 2
    assert says in err


def test_checking_a_folder_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "text.md").write_text("# Own\n")
    (folder / "assignment.toml").write_text(
        'format = 1\nid = "own"\nversion = "1"\ntitle = "Own"\nbase = "mapping"\n[draw]\npage = { page = "unmapped" }\n'
        '[[question]]\nid = "q"\nkind = "number"\nanswer = "missing_tables(page)"\nask = "How many for {page}?"\n'
    )
    status, out, _ = typed(capsys, "check-assignment", str(folder), "--seeds", "25")
    assert status == 0
    assert "25 variants drawn, 25 of them different" in out
    assert "q: 4 answers" in out
    (folder / "text.md").unlink()
    status, _, err = typed(capsys, "check-assignment", str(folder), "--seeds", "2")
    assert status == 1
    assert "text.md is missing" in err


def test_a_misconception_that_says_nothing_about_its_question(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "text.md").write_text("# Own\n")
    (folder / "assignment.toml").write_text(
        'format = 1\nid = "own"\nversion = "1"\ntitle = "Own"\nbase = "page-fault"\n[[question]]\nid = "q"\n'
        'kind = "predict"\nrun = "page-fault/store"\nwhat = "end"\nask = "?"\nmutants = ["reset_is_a_halt"]\n'
    )
    status, _, err = typed(capsys, "check-assignment", str(folder), "--seeds", "2")
    assert status == 1
    assert "reset_is_a_halt never answers otherwise than the truth" in err
