"""assignment.toml: every mistake has a sentence that names the place and says what is right."""

# ruff: noqa: E501  (one mistake a line)

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagesim_py.homework import AssignmentError, load, load_folder, names

HEAD = 'format = 1\nid = "x"\nversion = "1"\ntitle = "X"\nbase = "page-fault"\n'
DRAW = '[draw]\npage = { page = "unmapped" }\naccess = { access = ["0x2"] }\n'
ASK = '[[question]]\nid = "q"\nkind = "essay"\nask = "Why?"\n'
RUST = '[[question]]\nid = "r"\nkind = "rust"\nedit = ["src/main.rs"]\nask = "Do it."\n'


def check(term: str, more: str = "") -> str:
    return f'{HEAD}{DRAW}{RUST}[[question.check]]\nid = "c"\nsay = "so"\n{term}\n{more}'


def question(kind: str, keys: str) -> str:
    return f'{HEAD}{DRAW}[[question]]\nid = "q"\nkind = "{kind}"\nask = "?"\n{keys}\n'


def draw(told: str) -> str:
    return f"{HEAD}[draw]\n{told}\n{ASK}"


WRONG = [
    ("", "has no 'format'"), (HEAD, "has no 'question'"), (f"{HEAD}nonsense", "is not TOML"),
    (HEAD.replace("format = 1", "format = 2") + ASK, "'format' is 1"),
    (HEAD.replace('title = "X"', "title = 7") + ASK, "'title' is a text, not 7"),
    (HEAD.replace("title", "tilte") + ASK, "has no 'title'"),
    (f'{HEAD}tilte = "Y"\n{ASK}', "unknown key 'tilte'; did you mean 'title'"),
    (HEAD.replace('id = "x"', 'id = "X Y"') + ASK, "small letters"), (f'{HEAD}seed = "me"\n{ASK}', "'seed' knows student"),
    (HEAD.replace('base = "page-fault"', 'base = "nope"') + ASK, "no base called 'nope'"),
    (f'{HEAD}address = "0xzz"\n{ASK}', "'address' is like 0xb8000"), (f"{HEAD}attempts = -1\n{ASK}", "0 or more, not -1"),
    (f"{HEAD}{ASK}{ASK}", "two questions have the id 'q'"), (HEAD + ASK.replace("essay", "esay"), "did you mean 'essay'"),
    (HEAD + ASK.replace('kind = "essay"\n', ""), "has no 'kind'"), (f'{HEAD}{ASK}of = "page"\n', "unknown key 'of'"),
    (f'{HEAD}{ASK}after = ["later"]\n', "'after' names questions that come before"),
    (f'{HEAD}{ASK}mutants = ["always_tree"]\n', "no mutant 'always_tree'; did you mean 'always_three'"),
    (HEAD + ASK.replace("Why?", "Why {pag}?"), "{pag} names nothing that is drawn"),
    (HEAD + DRAW + ASK.replace("Why?", "Why {page.adress}?"), "no 'adress'; did you mean 'address'"),
    (f'{HEAD}{ASK}[spec]\nA = "al"\n', "no question, tag"), (f'{HEAD}[spec]\nA = "al"\n{ASK}', "'al' is no question"),
    (draw('p = "unmapped"'), "p is a table such as"), (draw("p = { pge = 1 }"), "has one of page, address"),
    (draw('p = { page = "gone" }'), "'page' knows mapped, unmapped"), (draw('p = { page = "unmapped", missing = 9 }'), "0 to 3, not 9"),
    (draw('a = { access = ["0x12"] }'), "W and I exclude each other"), (draw('a = { access = ["0x8"] }'), "RSVD comes with P"),
    (draw('a = { access = ["three"] }'), "none, #GP or an error code"), (draw("n = { number = [5, 2] }"), "[least, most]"),
    (draw('c = { compute = "nope(1)" }'), "no function 'nope'"), (draw('c = { compute = "covers(9)" }'), "a level is 1 to 4"),
    (draw('c = { compute = "index(later, 4)" }'), "neither a number nor drawn"),
    (draw("any = { number = [1, 2] }"), "take another name"),
    (question("error-code", ""), "has no 'of'"), (question("error-code", 'of = "pag"'), "'pag' is none"),
    (question("error-code", 'of = "page"'), "an access here"), (question("number", 'answer = "missing_tables(pg)"'), "'pg'"),
    (question("number", 'answer = "missing_table(page)"'), "did you mean 'missing_tables'"),
    (question("number", 'answer = "missing_tables()"'), "missing_tables(page)"), (question("number", 'answer = "new_tables()"'), "'run'"),
    (question("predict", 'run = "tests/x.rs"\nwhat = "end"'), "there is no 'tests/x.rs'"),
    (question("predict", 'run = "page-fault/store"\nwhat = "ending"'), "'what' knows end"),
    (question("predict", 'run = "page-fault/stor"\nwhat = "end"'), "no step called 'stor'"),
    (question("point", 'run = "page-fault/store"\nmoment = { kind = "Cr2Writen" }'), "no event 'Cr2Writen'; did you mean 'Cr2Written'"),
    (question("point", 'run = "page-fault/store"\nmoment = { kind = "Cr2Written", where = { neu = 1 } }'), "has no 'neu'"),
    (question("choice", 'options = [{ text = "a" }, { text = "b" }]'), "one is right = true, not 0"),
    (question("choice", 'from = "mutants"'), "goes with 'like'"), (question("order", 'run = "page-fault/store"\ndistractors = ["X"]'), "not 'X'"),
    (question("entry", 'of = "access"\nlevel = 1\naccesses = ["write it"]'), "write by kernel gives ok"),
    (question("repair", 'of = "access"\nedits = 7'), "'edits' is 1 to 3"), (question("essay", "words = 0"), "1 to 1000"),
    (question("parsons", 'into = "src/x.rs"\nlines = ["a", "b"]\ncheck = []'), "a file of the starter"),
    (f"{HEAD}{RUST}", "has no 'check'"), (check(""), "looks at nothing"), (check('ends = "stopped"'), "ends as one of halted"),
    (check("map = 1"), "unknown key 'map'; did you mean 'maps'"), (check('maps = { page = "{pge}" }'), "{pge}"),
    (check('maps = { page = "0xzz" }'), "an address is like"), (check('maps = { page = "0x0", size = "8 KiB" }'), "4 KiB, 2 MiB"),
    (check('maps = { page = "0x0", rights = "wr" }'), "out of r, w, x and u"), (check('exceptions = ["PF"]'), "#PF 0x2 0xdeadbeaf"),
    (check('register = { cr9 = "0x0" }'), "no register 'cr9'"), (check('with = "tests/no.rs"\nends = "halted"'), "no 'tests/no.rs'"),
    (check('boots = [{ ofset = 1 }]\nends = "halted"'), "unknown key 'ofset'"), (check("compiles = false"), "compiles = true"),
    (check('called = "x86_64::instructions::tlb::flush"'), "Ask for a function of the program's own"),
    (check('before = ["Halted"]'), "at least two"), (check('frames = { region = "Usabel" }'), "did you mean 'Usable'"),
    (check("memory = { physical = 0 }"), "one of u8"), (check("max_steps = 0\nends = \"halted\""), "1 to 2,000,000"),
    (check('keys = "<Nope>"\nends = "halted"'), "'keys'"), (check('cell = { at = [30, 0], char = "x" }'), "up to [24, 79]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_every_mistake_has_its_sentence(tmp_path: Path, text: str, says: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "assignment.toml").write_text(text, "utf-8")
    with pytest.raises(AssignmentError) as raised:
        load_folder(folder)
    assert says in str(raised.value)


def test_a_file_of_tests_that_nothing_uses(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    (folder / "tests").mkdir(parents=True)
    (folder / "assignment.toml").write_text(HEAD + ASK, "utf-8")
    (folder / "tests" / "x.rs").write_text("fn main() {}\n")
    with pytest.raises(AssignmentError, match="used by no check"):
        load_folder(folder)


def test_what_comes_along() -> None:
    assert {"a1-page-fault", "b2-mapping", "recursive"} <= set(names())
    with pytest.raises(AssignmentError, match="did you mean 'b2-mapping'"):
        load("b2-maping")


def test_together_they_have_every_kind() -> None:
    from pagesim_py.homework.kinds import KINDS

    found = {
        question.kind for name in ("a1-page-fault", "b2-mapping", "recursive") for question in load(name).questions
    }
    assert found == set(KINDS)


def test_the_digest_tells_contents_apart(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "assignment.toml").write_text(HEAD + ASK, "utf-8")
    first = load_folder(folder).digest
    assert load_folder(folder).digest == first
    (folder / "assignment.toml").write_text(HEAD + ASK + "words = 5\n", "utf-8")
    assert load_folder(folder).digest != first


SECTION = (Path(__file__).resolve().parents[2] / "docs" / "instructors" / "assignment.md").read_text("utf8")


def test_the_documentation_shows_an_assignment_that_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "my-homework"
    folder.mkdir()
    text = SECTION.partition("```toml\n")[2].partition("```")[0]
    (folder / "assignment.toml").write_text(text, "utf-8")
    assert [question.id for question in load_folder(folder).questions] == ["frames", "code", "map"]


def test_the_documentation_names_all_that_there_is() -> None:
    from pagesim_py.homework import schema
    from pagesim_py.homework.pickers import PARTS

    words = set(re.findall(r"[\w-]+", SECTION))
    keys = {key for own, _ in schema.KINDS.values() for key in own} - {"check", "exception", "row"}
    options = {key for _, own in schema.PICKERS.values() for key in own} - {"kind"}
    known = {*schema.KINDS, *schema.PICKERS, *schema.TERMS, *schema.RUNS, *keys, *options}
    parts = {part for part in PARTS if not part.startswith("level")}
    assert known | parts <= words, sorted((known | parts) - words)
