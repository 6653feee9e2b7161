"""grade.html as an instructor has it: drop, grade, look, take along; what is hostile; by keyboard; on a phone."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pagesim_py.cli import main
from pagesim_py.homework import Student as Person
from pagesim_py.homework import Variant, load
from pagesim_py.homework.loader import folder_of, solutions
from pagesim_py.homework.record import Record
from tests.e2e.page.test_access import axe
from tests.e2e.student import PATIENCE, Student

ASSIGNMENT = "a1-page-fault"


@cache
def submission(who: str, *, solved: bool = False, slow: bool = False) -> bytes:
    """What ``who`` hands in; a ``slow`` program counts until each check's steps are used up."""
    variant = Variant(load(ASSIGNMENT), Person(who, who.title()))
    record = Record(variant)
    if solved:
        reference, _ = solutions(folder_of(ASSIGNMENT))
        record.edited({**variant.files, **variant.filled(reference)})
    if slow:
        counts = "pub fn load() {\n    let mut n = 0u64;\n    while n < 1_000_000_000 {\n        n += 1;\n    }\n"
        text = variant.files["src/interrupts.rs"].replace("pub fn load() {\n", counts, 1)
        record.edited({**variant.files, "src/interrupts.rs": text})
    return record.exported()


def put(place: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)


class Instructor(Student):
    """Somebody with a class's files."""

    def open(self, path: str = "grade.html") -> Instructor:
        super().open(path)
        return self

    def pick(self, label: str, *paths: Path) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).set_input_files([str(path) for path in paths])

    def drop(self, files: dict[str, bytes]) -> None:
        """Drops files onto the page."""
        self.page.evaluate(
            """async (files) => {
              const data = new DataTransfer();
              for (const [name, text] of Object.entries(files)) {
                const bytes = await (await fetch(`data:application/octet-stream;base64,${text}`)).arrayBuffer();
                data.items.add(new File([bytes], name));
              }
              const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
              document.body.dispatchEvent(drop);
            }""",
            {name: base64.b64encode(data).decode() for name, data in files.items()},
        )

    @property
    def go(self) -> Locator:
        return self.page.locator("#go")

    @property
    def summary(self) -> Locator:
        return self.page.locator("#class-summary")

    def row(self, who: str) -> Locator:
        return self.page.get_by_role("row").filter(has=self.page.get_by_role("button", name=who, exact=True))

    def saved(self, button: str) -> bytes:  # type: ignore[override]
        """What a button saves."""
        with self.page.expect_download() as started:
            self.press(button)
        return Path(started.value.path()).read_bytes()


@pytest.fixture
def instructor(page: Page, site_url: str) -> Instructor:
    return Instructor(page, site_url).open()


def test_a_class_is_graded_as_by_the_command_and_opens_at_the_moment(
    instructor: Instructor, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed = json.loads(submission("bob"))
    claimed["claimed"] = {"spec": "A", "checks": {}}
    variant = Variant(load(ASSIGNMENT), Person("cy"))
    files = {"ada.json": submission("ada", solved=True), "b/pagesim.json": json.dumps(claimed).encode(), "z.json": b"{"}
    files |= {f"cy/{path}": text.encode() for path, text in variant.files.items()}
    put(tmp_path / "class", {**files, "cy/target/debug/x.rs": b"no", ".git/config": b"no"})
    put(tmp_path, {"roster.csv": b"id,name\nada,Ada L.\nbob,Bob\ncy,Cy\ndan,Dan\n", "large.json": b" " * 50_000_000})
    page.get_by_text("Roster, key, clones").click()
    instructor.pick("Roster", tmp_path / "roster.csv")
    instructor.pick("A folder", tmp_path / "class")
    expect(instructor.summary).to_contain_text("4 to grade.")
    instructor.pick("Files", tmp_path / "large.json")
    expect(instructor.summary).to_contain_text("5 to grade.")
    instructor.press("Grade 5 students’ work")
    expect(instructor.go).to_have_text("Stop")
    expect(instructor.status).to_contain_text("all 5 graded. B 3 F 1 not graded 2", timeout=PATIENCE)
    expect(instructor.row("bob")).to_contain_text("edited claim")
    expect(instructor.row("dan")).to_contain_text("nothing handed in")
    expect(instructor.row("large")).to_contain_text("50,000,000 bytes")
    monkeypatch.chdir(tmp_path)
    told = ["--roster", "roster.csv", "--csv", "g.csv", "--json", "g.json", "--html", "g.html"]
    assert main(["grade", ASSIGNMENT, "class", "large.json", *told]) == 2
    for kind, button in (("csv", "CSV"), ("json", "JSON"), ("html", "Report")):
        assert instructor.saved(button) == (tmp_path / f"g.{kind}").read_bytes()
    assert axe(page) == []

    page.get_by_role("columnheader", name="Notes").get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="Notes")).to_have_attribute("aria-sort", "descending")
    assert (
        "z" in page.locator(".marks tbody th").nth(0).inner_text() + page.locator(".marks tbody th").nth(1).inner_text()
    )
    instructor.row("bob").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="bob Bob: B")).to_be_focused()
    for width, scheme in ((360, "dark"), (2560, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_popup() as opened:
        page.get_by_role("button", name=re.compile("^Show the moment: .*handler")).first.click()
    work = Student(opened.value, instructor.url)
    work.wait()
    expect(work.status).to_have_text(re.compile("^Halted"), timeout=PATIENCE)
    expect(opened.value.locator("#hw-head")).to_contain_text("The work of Bob (bob)")
    expect(opened.value.locator("#hw-found")).to_contain_text("Not met yet.")
    assert int(opened.value.locator("#timeline").input_value()) > 0
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('pagesim:hw'))") == []


def test_what_is_dropped_is_taken_skipped_stopped_and_gone_on_with(instructor: Instructor, page: Page) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for who in ("ada", "bob", "cy"):
            data = submission(who, slow=who != "ada")
            archive.writestr(f"{who.title()}_1_assignsubmission_file_/x.json", data)
        archive.writestr("Eve_1_assignsubmission_file_/../../../x.json", b"{}")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.json", b" " * 30_000_000)
    instructor.drop({"moodle.zip": out.getvalue(), "bomb.zip": bomb.getvalue(), "half.zip": out.getvalue()[:-40]})
    expect(instructor.go).to_have_text("Grade 6 students’ work")
    instructor.go.focus()
    page.keyboard.press("Enter")
    expect(instructor.row("bomb")).to_contain_text("30,000,000 bytes")
    now = page.locator("#now")
    expect(now).to_contain_text("3 of 6 graded; now: Bob", timeout=PATIENCE)
    instructor.press("Skip Bob")
    expect(instructor.row("bob")).to_contain_text("It was skipped while it was graded.", timeout=PATIENCE)
    expect(now).to_contain_text("now: Cy")
    instructor.go.focus()
    page.keyboard.press("Enter")
    # Whoever is being graded has a moment to come to an end: on a quick machine it is enough for Cy.
    expect(instructor.go).to_have_text(re.compile("^Grade [12] more$"), timeout=PATIENCE)
    done = 6 - int(instructor.go.inner_text().split()[1])
    expect(page.locator("#partly")).to_have_text(
        f"{done} of 6 are graded: the table, and what you download, has these."
    )
    expect(page.locator(".marks tbody tr")).to_have_count(done)
    page.keyboard.press("Enter")
    if done == 4:
        expect(now).to_contain_text("now: Cy")
        instructor.press("Skip Cy")
    expect(instructor.status).to_contain_text("all 6 graded.", timeout=PATIENCE)
    expect(page.locator(".marks tbody tr")).to_have_count(6)


def test_a_course_s_own_assignment_is_dropped_and_the_files_say_which_it_is(
    instructor: Instructor, page: Page, tmp_path: Path
) -> None:
    own = Path(str(folder_of("recursive")))
    texts = {
        f"week-3/{path.relative_to(own).as_posix()}": path.read_bytes() for path in own.rglob("*") if path.is_file()
    }
    toml = texts["week-3/assignment.toml"].decode()
    texts["week-3/assignment.toml"] = re.sub('(?m)^id = ".*"', 'id = "our-week-3"', toml, count=1).encode()
    put(tmp_path, texts)
    chosen = page.get_by_label("Assignment")
    expect(chosen).to_have_value("a1-page-fault")
    variant = Variant(load("b2-mapping"), Person("ada"))
    instructor.drop({"ada.json": Record(variant).exported()})
    expect(chosen).to_have_value("b2-mapping")
    instructor.press("Clear")
    instructor.pick("A folder", tmp_path / "week-3")
    expect(page.locator("#notice")).to_contain_text("Your assignment Recursive page tables is read.")
    expect(chosen).to_have_value("week-3")
    instructor.drop({"ada.json": Record(variant).exported()})
    instructor.press("Grade 1 student’s work")
    expect(page.locator("#class-table")).to_contain_text("This belongs to the assignment", timeout=PATIENCE)
