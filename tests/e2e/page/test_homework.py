"""homework.html as a student has it: predict, run, check, reload, hand in; by keyboard, on a phone, in a frame."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pagesim_py.homework import Student as Person
from pagesim_py.homework import load, variant_of
from pagesim_py.homework.evaluate import key_of
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.loader import folder_of, solutions
from pagesim_py.homework.record import regrade
from tests.e2e.page.test_access import axe
from tests.e2e.student import PATIENCE, Student


class Worker(Student):
    """A student at an assignment."""

    assignment = "a1-page-fault"
    who = "Ada.Lovelace@example.edu"

    def begin(self, assignment: str = "a1-page-fault", who: str | None = None) -> Worker:
        """Opens the page and says who they are."""
        self.assignment, self.who = assignment, who or self.who
        self.open(f"homework.html?a={assignment}")
        self.page.get_by_label("Login or student number").fill(self.who)
        self.press("Begin")
        return self.there()

    def wait(self) -> Worker:
        super().wait()
        return self

    def open(self, path: str = "homework.html") -> Worker:
        super().open(path)
        return self

    def there(self) -> Worker:
        """The question at hand is there."""
        expect(self.title).to_be_visible(timeout=PATIENCE)
        return self

    @property
    def title(self) -> Locator:
        return self.page.locator("#hw-title")

    @property
    def found(self) -> Locator:
        return self.page.locator("#hw-found")

    def go(self, number: int) -> None:
        self.page.get_by_role("navigation", name="Questions", exact=True).get_by_role(
            "button", name=re.compile(rf"^{number}\. ")
        ).click()
        expect(self.title).to_have_text(re.compile(rf"^{number}\. "))

    def check(self, says: str) -> None:
        self.page.locator("#hw-check").click()
        expect(self.found).to_contain_text(says, timeout=PATIENCE)

    def key(self, question: str) -> str:
        answer: str = key_of(variant_of(load(self.assignment), Person(self.who)), question)["answer"]
        return answer

    def handed_in(self) -> str:
        """Makes the file and downloads it; its text."""
        self.press("Make the file")
        button = self.page.get_by_role("button", name="Download pagesim.json")
        expect(button).to_be_visible(timeout=PATIENCE)
        with self.page.expect_download() as started:
            button.click()
        assert started.value.suggested_filename == "pagesim.json"
        return Path(started.value.path()).read_text("utf8")


@pytest.fixture
def worker(page: Page, site_url: str) -> Worker:
    return Worker(page, site_url)


def test_predict_run_reload_and_hand_in(worker: Worker, page: Page) -> None:
    worker.begin()
    run = page.get_by_role("button", name="Run", exact=True)
    expect(run).to_be_disabled()
    expect(worker.status).to_contain_text("Run opens when you have checked your prediction")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(worker.status).to_contain_text("Run opens when")
    page.get_by_role("radio", name="halted").check()
    worker.check("Not met yet.")
    expect(worker.found.get_by_role("link")).to_have_attribute("href", re.compile(r"lab=page-fault&experiment="))
    assert worker.run("Triple fault").startswith("Triple fault")
    page.get_by_role("radio", name="triple fault").check()
    worker.check("Met.")
    worker.go(2)
    expect(run).to_be_disabled()
    page.get_by_role("textbox", name="One exception a line, or: none").fill("#DF zero")
    worker.check("It costs no try.")
    page.get_by_role("textbox", name="One exception a line, or: none").fill("#DF 0x0")
    worker.check("Met.")
    expect(page.locator("#hw-saved")).to_contain_text("Saved in this browser")
    worker.go(16)
    page.get_by_role("textbox", name="At least 20 words").fill("Not a word of this is checked yet")

    page.reload()
    worker.wait().there()
    expect(worker.title).to_contain_text("16. In your own words")
    expect(page.get_by_role("textbox", name="At least 20 words")).to_have_value("Not a word of this is checked yet")
    expect(page.locator("#hw-list")).to_contain_text("2 of 16 done")
    worker.go(1)
    expect(page.get_by_role("radio", name="triple fault")).to_be_checked()

    text = worker.handed_in()
    graded = regrade(text.encode(), load("a1-page-fault"))
    assert [note.kind for note in graded.notes] == ["unchanged"]
    assert [one.id for one in graded.evaluation.questions if one.ok] == ["no-init", "no-handler"]
    assert graded.evaluation.spec == "B"
    expect(page.locator("#hw-hand")).to_contain_text("Graded again from the file: B.")
    assert json.loads(text)["student"]["id"] == worker.who.lower()


def test_write_the_handler_with_checks_that_show_their_moment(worker: Worker, page: Page) -> None:
    worker.begin()
    worker.go(2)
    page.get_by_role("textbox", name="One exception a line, or: none").fill("#DF 0x0")
    worker.check("Met.")
    worker.go(3)
    worker.check("requirements are not met.")
    missed = worker.found.get_by_role("listitem").first
    expect(missed).to_contain_text("reaches your handler")
    missed.get_by_role("button", name=re.compile("^Show the moment")).click()
    expect(worker.status).to_have_text(re.compile("^Halted"), timeout=PATIENCE)
    expect(page.locator("#hw-bench")).to_contain_text("your program with the main file store.rs")
    at = int(page.locator("#timeline").input_value())
    assert 0 < at < int(page.locator("#timeline").get_attribute("max") or 0)
    worker.press("Back to the question")
    expect(page.locator("#hw-bench")).to_contain_text("Your program.")
    reference, _ = solutions(folder_of("a1-page-fault"))
    page.get_by_role("tab", name="interrupts.rs").click()
    worker.write(reference["src/interrupts.rs"])
    worker.check("All checks are met.")
    expect(page.locator("#hw-list")).to_contain_text("2 of 16 done")
    page.reload()
    worker.wait().there()
    page.get_by_role("tab", name="interrupts.rs").click()
    expect(page.locator("#source")).to_contain_text("page_fault_handler")
    expect(worker.found).to_contain_text("All checks are met.")


def test_files_that_are_not_the_students_cannot_be_changed(worker: Worker, page: Page) -> None:
    worker.begin("b2-mapping")
    worker.go(7)
    before = worker.source
    worker.write("fn main() {}")
    assert worker.source == before


@pytest.mark.parametrize(
    ("assignment", "number", "question"),
    [("b2-mapping", 1, "split"), ("b2-mapping", 2, "walk-4k"), ("b2-mapping", 5, "hole"), ("b2-mapping", 6, "mend"),
     ("b2-mapping", 12, "lines"), ("a1-page-fault", 8, "code-kernel"), ("a1-page-fault", 11, "who-decides")],
)  # fmt: skip
def test_a_form_takes_the_right_answer(worker: Worker, page: Page, assignment: str, number: int, question: str) -> None:
    worker.begin(assignment)
    worker.go(number)
    asked = variant_of(load(assignment), Person(worker.who)).asked(question)
    truth = KINDS[asked.question.kind].truth(asked)
    form = page.locator("#hw-form")
    fill(page, form, asked.question.kind, truth)
    worker.check("Met.")
    page.reload()
    worker.wait().there()
    expect(worker.found).to_contain_text("Met.")
    expect(page.locator("#hw-title")).to_contain_text("met")


def test_what_is_typed_right_after_choosing_the_question_in_front_stays(worker: Worker, page: Page) -> None:
    worker.begin("b2-mapping")
    page.evaluate(
        """() => {
            document.querySelector('button[data-action=hw-go][data-question=split]').click();
            for (const field of document.querySelectorAll('#hw-form [name=field]')) {
                field.value = '7';
                field.dispatchEvent(new Event('input', { bubbles: true }));
            }
        }"""
    )
    expect(worker.title).to_be_focused()  # the answer is there
    assert page.locator("#hw-form [name=field]").evaluate_all("fields => fields.map(one => one.value)") == ["7"] * 5


def fill(page: Page, form: Locator, kind: str, truth: Any) -> None:
    """As a student fills in the form of that kind."""
    match kind:
        case "indices":
            for name, number in zip(("level 4", "level 3", "level 2", "level 1", "offset"), truth, strict=True):
                form.get_by_label(name, exact=True).fill(str(number))
        case "walk":
            for level, address in zip((4, 3, 2, 1), truth[:-1], strict=False):
                form.get_by_label(f"entry of level {level}, at physical").fill(address)
            form.get_by_label("ends at physical address, or none").fill(truth[-1])
        case "entry":
            value = int(truth, 16)
            form.get_by_label("Frame", exact=True).fill(hex(value & 0xFFFFFFFFFF000))
            for bit, name in ((0, "P "), (1, "RW "), (2, "US "), (63, "XD ")):
                if value >> bit & 1:
                    form.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
        case "repair":
            for number, edit in enumerate(truth, 1):
                do, bit, _, _, level = edit.split()
                row = form.get_by_role("group", name=f"Edit {number}")
                row.get_by_label(f"Edit {number}").select_option(do)
                row.get_by_label("Bit").select_option(bit)
                row.get_by_label("In the entry of").select_option(level)
        case "parsons":
            for number, letter in enumerate(truth, 1):
                form.locator(f".hw-rest li[data-item='{letter}'] button").click()
                expect(form.locator(".hw-order > li")).to_have_count(number)
        case "error-code":
            if truth == "none":
                form.get_by_role("radio", name="no fault").check()
                return
            form.get_by_role("radio", name="a page fault").check()
            for bit, name in enumerate(("P ", "W ", "U ", "RSVD ", "I ", "PK ")):
                if int(truth, 16) >> bit & 1:
                    form.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
        case "decides":
            if truth == "none":
                form.get_by_role("checkbox").check()
                return
            form.get_by_label("Entry of").select_option(truth.split()[0])
            form.get_by_label("Rule").select_option(truth.split()[1])


def test_the_moment_is_taken_from_the_timeline(worker: Worker, page: Page) -> None:
    worker.begin()
    worker.go(14)
    worker.run()
    worker.seek_to("CR2 written")
    worker.press("Take this moment")
    expect(page.locator(".hw-taken")).to_contain_text(f"Event {worker.key('moment')}")
    worker.check("That is the moment.")


def test_by_keyboard_alone(worker: Worker, page: Page) -> None:
    worker.open("homework.html?a=a1-page-fault")
    page.get_by_label("Login or student number").focus()
    page.keyboard.type("ada")
    page.keyboard.press("Enter")
    worker.there()
    page.locator("#panel-homework").get_by_role("radio", name="halted").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="triple fault")).to_be_checked()
    page.keyboard.press("Enter")
    expect(worker.found).to_contain_text("Met.", timeout=PATIENCE)
    button = page.get_by_role("navigation", name="Questions", exact=True).get_by_role(
        "button", name=re.compile(r"^13\.")
    )
    button.focus()
    page.keyboard.press("Enter")
    expect(worker.title).to_be_focused()
    for number in (1, 2):
        page.get_by_role("list", name="Not used").get_by_role("button").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".hw-order > li")).to_have_count(number)
    words = page.locator(".hw-order .hw-words")
    first = words.nth(0).inner_text()
    words.nth(0).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(words.nth(1)).to_have_text(first)
    expect(words.nth(1)).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".hw-order > li")).to_have_count(1)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_nothing_that_axe_finds(worker: Worker, page: Page, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    worker.begin()
    page.get_by_role("radio", name="halted").check()
    worker.check("Not met yet.")
    assert axe(page) == []
    for number in (3, 8, 10, 11, 13, 14, 16):
        worker.go(number)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    worker.handed_in()
    assert axe(page) == []


def test_question_field_and_check_are_on_the_first_screen_of_a_room(worker: Worker, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    worker.open("homework.html?a=b2-mapping&practice&seed=ada").there()
    field = "#hw-form :is(input:not([type=hidden]), select, textarea, button)"
    for number in range(1, 17):
        worker.go(number)
        for part in (".hw-ask", field, "#hw-check"):
            expect(page.locator(part).first).to_be_in_viewport(ratio=1)
        assert page.evaluate("scrollY") == 0


def test_a_signed_link_says_who_it_is_and_a_damaged_one_asks(worker: Worker, page: Page) -> None:
    tag = "0123456789abcdef0123"
    worker.open(f"homework.html?a=recursive#s=ada.{tag}")
    worker.there()
    expect(page.locator("#hw-head")).to_contain_text("ada, by a signed link")
    code = variant_of(load("recursive"), Person("ada", tag=tag)).code
    expect(page.locator("#hw-head")).to_contain_text(code)
    page.goto(worker.url + "build.json")
    worker.open("homework.html?a=recursive#s=ada.0123")
    expect(page.locator("#notice")).to_contain_text("This link is not whole")


def test_practice_has_new_numbers_each_time_and_answers_on_demand(worker: Worker, page: Page) -> None:
    worker.open("homework.html?a=b2-mapping&practice").there()
    worker.there()
    before = page.locator("#hw-head code").first.inner_text()
    worker.press("Show the answer")
    expect(page.locator("#hw-question")).to_contain_text("Answer: level 4")
    worker.press("Another variant")
    expect(page.locator("#hw-head code").first).not_to_have_text(before, timeout=PATIENCE)
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('pagesim:hw:'))") == []


def test_a_file_is_gone_on_with_in_another_browser(worker: Worker, page: Page, tmp_path: Path) -> None:
    worker.begin("recursive", "ada")
    page.get_by_role("textbox", name=re.compile("^Answer")).fill(worker.key("itself"))
    worker.check("Met.")
    saved = tmp_path / "pagesim.json"
    saved.write_text(worker.handed_in(), "utf8")
    page.goto(worker.url + "build.json")  # a page that is left keeps its work once more
    page.evaluate("localStorage.clear()")
    worker.begin("recursive", "ada")
    expect(page.locator("#hw-list")).to_contain_text("0 of 13 done")
    page.get_by_text("Go on from a file that was made before").click()
    page.get_by_label("Go on from a file", exact=True).set_input_files(saved)
    expect(page.locator("#notice")).to_contain_text("The file is read")
    worker.check("Met.")


def test_one_question_in_a_course_page(page: Page, site_url: str, framed: Callable[[str], str]) -> None:
    page.set_viewport_size({"width": 760, "height": 900})
    src = f"{site_url}embed.html?a=a1-page-fault&amp;q=unset#s=ada.0123456789abcdef0123"
    page.goto(framed(f'<iframe src="{src}" title="A question" style="width:100%;height:700px;border:0"></iframe>'))
    frame = page.frame_locator("iframe")
    expect(frame.locator("#hw-title")).to_contain_text("What the zeros say", timeout=PATIENCE)
    expect(frame.get_by_role("navigation", name="Questions", exact=True)).to_be_hidden()
    frame.get_by_role("radio", name=re.compile("The kernel read from an address")).check()
    frame.get_by_role("button", name="Check", exact=True).click()
    expect(frame.locator("#hw-found")).to_contain_text("Met.", timeout=PATIENCE)


def test_an_unknown_assignment_leads_to_those_there_are(worker: Worker, page: Page) -> None:
    worker.open("homework.html?a=b3")
    expect(page.locator("#notice")).to_contain_text("There is no assignment called b3.")
    page.get_by_role("link", name="Mapping pages").click()
    expect(page.get_by_label("Login or student number")).to_be_visible(timeout=PATIENCE)
