"""What a student typed is never lost by a click: each text is kept and in the menu, and the way back is said."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from pagesim_py import labs
from tests.e2e.student import Student

LAB = labs.load("page-fault")
EXPERIMENTS = [step.id for step in LAB.steps]


@pytest.fixture
def student(page: Page, site_url: str) -> Student:
    """Somebody at the page; programs need not run here."""
    student = Student(page, site_url)
    visit(student)
    return student


def visit(student: Student, path: str = "index.html") -> None:
    student.page.goto(student.url + path)
    sees_editor(student)


def again(student: Student) -> None:
    student.page.reload()
    sees_editor(student)


def sees_editor(student: Student) -> None:
    expect(student.page.locator("#source .cm-content")).to_be_visible()


def menu(student: Student) -> str:
    """What the menu of experiments shows."""
    return str(student.page.get_by_label("Experiment", exact=True).evaluate("node => node.selectedOptions[0].text"))


def entries(student: Student, label: str = "Experiment") -> list[str]:
    return [text.strip() for text in student.page.get_by_label(label, exact=True).locator("option").all_inner_texts()]


def choose(student: Student, label: str) -> None:
    student.page.get_by_label("Experiment", exact=True).select_option(label=label)


def notice(student: Student) -> str:
    return student.page.locator("#notice").inner_text()


def back(student: Student) -> None:
    student.press("Bring my files back")


# -- choosing


@pytest.mark.parametrize("way", ["menu", "Load"])
def test_choosing_an_experiment_keeps_what_was_typed_and_says_where(student: Student, way: str) -> None:
    student.write("// mine\n")
    assert menu(student) == "My version"
    if way == "menu":
        choose(student, "Read the kernel's own code")
    else:
        student.whole_text()
        student.press("Load: Read the kernel's own code")
    expect(student.page.locator("#source")).to_contain_text("0x2031b2")
    assert "Your text is kept under “My version”." in notice(student)
    assert menu(student) == "Read the kernel's own code"
    back(student)
    student.sees_source("// mine")
    assert menu(student) == "My version"


def test_a_draft_of_each_experiment_and_of_the_lab_survives_a_reload(student: Student) -> None:
    student.write("// the lab's\n")
    choose(student, "The screen is memory")
    student.write("// the screen's\n")
    again(student)
    student.sees_source("// the screen's")
    assert menu(student) == "My version: The screen is memory"
    choose(student, "My version")
    student.sees_source("// the lab's")
    choose(student, "As the lab gives it")
    expect(student.page.locator("#source")).to_contain_text("0xdeadbeaf")
    again(student)
    assert menu(student) == "As the lab gives it"
    expect(student.page.locator("#source")).to_contain_text("0xdeadbeaf")
    assert entries(student)[-2:] == ["My version", "My version: The screen is memory"]


def test_going_on_from_the_labs_text_begins_another_version(student: Student) -> None:
    student.write("// first\n")
    student.press("Reset")
    student.page.locator("#source .cm-content").click()
    student.page.keyboard.press("ControlOrMeta+Home")
    student.page.keyboard.type("// second")
    assert menu(student) == "My version 2"
    choose(student, "My version")
    student.sees_source("// first")
    choose(student, "My version 2")
    student.sees_source("// second")


def test_a_version_that_is_the_labs_text_again_is_none(student: Student) -> None:
    student.page.locator("#source .cm-content").click()
    student.page.keyboard.type("x")
    assert menu(student) == "My version"
    student.page.keyboard.press("Backspace")
    assert menu(student) == "As the lab gives it"
    assert "My version" not in entries(student)


@pytest.mark.parametrize("way", ["button", "undo", "reload, then menu"])
def test_reset_loses_nothing(student: Student, way: str) -> None:
    choose(student, "The screen is memory")
    student.write("// mine\n")
    student.press("Reset")
    expect(student.page.locator("#source")).to_contain_text("0xb8000")
    assert "Your text is kept under “My version: The screen is memory”." in notice(student)
    if way == "button":
        back(student)
    elif way == "undo":
        student.page.keyboard.press("ControlOrMeta+z")
    else:
        again(student)
        assert menu(student) == "The screen is memory"
        choose(student, "My version: The screen is memory")
    student.sees_source("// mine")
    assert menu(student) == "My version: The screen is memory"


def test_an_experiment_worked_on_before_is_told_of(student: Student) -> None:
    choose(student, "The screen is memory")
    student.write("// mine\n")
    choose(student, "Read the kernel's own code")
    choose(student, "The screen is memory")
    assert "You have worked on this before: your text is kept" in notice(student)
    back(student)
    student.sees_source("// mine")


def test_what_is_typed_before_the_editor_is_there_is_kept_and_goes_on_in_it(
    context: BrowserContext, site_url: str
) -> None:
    held: list[Route] = []
    student = Student(context.new_page(), site_url)
    page = student.page
    page.route("**/app/code.js", lambda route: held.append(route))
    page.goto(site_url, wait_until="commit")
    text = page.get_by_role("textbox", name="Rust source of src/main.rs")
    text.press("ControlOrMeta+Home")
    page.keyboard.type("// one\n")
    student.saved("// one\\n")
    page.locator("html[data-ready]").wait_for(state="attached")
    page.keyboard.type("// two")
    held[0].continue_()
    expect(page.locator("#source .cm-content")).to_be_focused()
    page.keyboard.type(" and three\n")
    student.sees_source("// one// two and three")
    student.saved("// one\\n// two and three\\n")
    for _ in range(20):  # each pause while typing begins a step of its own
        page.keyboard.press("ControlOrMeta+z")
    expect(page.locator("#source .cm-content")).not_to_contain_text("// one")


# -- address bar and title


def test_address_and_title_follow_and_back_goes_back(student: Student) -> None:
    page = student.page
    student.write("// mine\n")
    choose(student, "The screen is memory")
    expect(page).to_have_url(re.compile(r"\?lab=page-fault&experiment=screen$"))
    expect(page).to_have_title("The screen is memory · Page fault · pagesim")
    page.get_by_label("Lab", exact=True).select_option(value="mapping")
    expect(page).to_have_url(re.compile(r"\?lab=mapping$"))
    page.go_back()
    expect(page).to_have_title("The screen is memory · Page fault · pagesim")
    assert menu(student) == "The screen is memory"
    page.go_back()
    student.sees_source("// mine")
    expect(page).to_have_title("Page fault · pagesim")
    page.go_forward()
    expect(page.locator("#source")).to_contain_text("0xb8000")


def test_the_address_names_an_experiment(student: Student) -> None:
    visit(student, "index.html?lab=page-fault&experiment=screen")
    assert menu(student) == "The screen is memory"
    expect(student.experiment).to_contain_text("Look for:")
    student.write("// mine\n")
    student.saved("// mine")
    visit(student, "index.html?lab=page-fault&experiment=screen")
    student.sees_source("// mine")


@pytest.mark.parametrize("page_name", ["index.html", "embed.html"])
def test_an_experiment_that_does_not_exist_is_told_with_those_that_do(student: Student, page_name: str) -> None:
    visit(student, f"{page_name}?lab=page-fault&experiment=nonsense")
    known = ", ".join(EXPERIMENTS)
    expect(student.page.get_by_role("alert").first).to_contain_text(
        f"There is no experiment called nonsense. The experiments are: {known}."
    )
    expect(student.page.locator("#source")).to_contain_text("0xdeadbeaf")


def test_a_heading_of_the_page_is_no_other_place(student: Student) -> None:
    choose(student, "The screen is memory")
    student.page.set_viewport_size({"width": 720, "height": 800})
    student.page.get_by_role("navigation", name="Panels").get_by_role("link", name="Registers").click()
    expect(student.page).to_have_url(re.compile("experiment=screen#panel-registers$"))
    assert menu(student) == "The screen is memory"
    student.page.go_back()
    assert menu(student) == "The screen is memory"


# -- what older pages kept


def older(student: Student, **kept: dict[str, str]) -> None:
    student.page.goto(student.url + "build.json")
    for name, files in kept.items():
        student.page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [f"pagesim:{name}:page-fault", json.dumps(files)]
        )
    visit(student)


def test_what_an_older_page_kept_is_taken_over(student: Student) -> None:
    older(student, replaced={**LAB.files, "src/main.rs": "// before a link"}, files={"src/main.rs": "// newest"})
    student.sees_source("// newest")
    again(student)
    student.sees_source("// newest")
    assert menu(student) == "My version 2"
    choose(student, "My version")
    student.sees_source("// before a link")
    left = student.page.evaluate("Object.keys(localStorage).filter((key) => /:(files|replaced):/.test(key))")
    assert left == []


def test_an_experiment_that_an_older_page_kept_as_the_students_is_that_experiment(student: Student) -> None:
    older(student, files=LAB.step("screen").files)
    assert menu(student) == "The screen is memory"
    assert not any(entry.startswith("My version") for entry in entries(student))


@pytest.mark.parametrize("kept", ["[]", "{}", "null", "nonsense", '{"src/main.rs": 3}'])
def test_nonsense_in_the_storage_is_left_alone(student: Student, kept: str) -> None:
    student.page.goto(student.url + "build.json")
    keys = ("files:page-fault", "replaced:page-fault", "chosen:page-fault", "draft:page-fault::1")
    for key in (*keys, "draft:page-fault:gone:1"):
        student.page.evaluate("([key, text]) => localStorage.setItem(`pagesim:${key}`, text)", [key, kept])
    visit(student)
    expect(student.page.locator("#source")).to_contain_text("0xdeadbeaf")
    student.write("// mine\n")
    student.saved("// mine")
    again(student)
    student.sees_source("// mine")


def test_the_draft_of_an_experiment_that_is_gone_is_the_labs(student: Student) -> None:
    student.page.goto(student.url + "build.json")
    draft = json.dumps({"files": {"src/main.rs": "// of an old experiment"}})
    student.page.evaluate("text => localStorage.setItem('pagesim:draft:page-fault:gone:1', text)", draft)
    visit(student)
    choose(student, "My version")
    student.sees_source("// of an old experiment")


# -- links, setSource, other tabs, full storage


def link_of(student: Student) -> str:
    student.press("Share")
    link = student.page.get_by_role("textbox", name="Link").input_value()
    student.page.keyboard.press("Escape")
    return link


def test_a_link_that_was_edited_shows_the_edits_after_a_reload_and_still_works(student: Student) -> None:
    choose(student, "The screen is memory")
    student.write("// theirs\n")
    link = link_of(student)
    student.press("Reset")
    student.page.evaluate("localStorage.clear(); sessionStorage.clear()")
    student.page.goto("about:blank")
    student.page.goto(link)
    student.sees_source("// theirs")
    assert menu(student) == "From the link"
    again(student)
    student.sees_source("// theirs")
    student.write("// theirs, changed by me\n")
    assert menu(student) == "My version: The screen is memory"
    expect(student.page).to_have_url(re.compile("experiment=screen$"))
    again(student)
    student.sees_source("// theirs, changed by me")
    student.page.goto("about:blank")
    student.page.goto(link)
    student.sees_source("// theirs")
    assert "Yours are kept under “My version: The screen is memory”." in notice(student)
    back(student)
    student.sees_source("// theirs, changed by me")
    student.page.go_back()
    student.sees_source("// theirs")
    assert menu(student) == "From the link"


def test_a_frame_with_a_link_shows_the_edits_when_it_is_loaded_again(student: Student) -> None:
    student.write("// the course's\n")
    link = link_of(student).replace("index.html", "embed.html")
    student.saved("the course's")
    student.page.wait_for_timeout(1000)  # it is written again a moment later, or when the page is left before that
    student.page.evaluate("localStorage.clear()")
    student.page.goto("about:blank")
    student.page.goto(link)
    student.sees_source("// the course's")
    assert "My version" not in entries(student, "Text")
    student.write("// mine\n")
    student.saved("// mine")
    student.page.goto("about:blank")
    student.page.goto(link)
    student.sees_source("// mine")
    student.press("Reset")
    student.sees_source("// the course's")
    student.page.get_by_label("Text", exact=True).select_option(label="My version")
    student.sees_source("// mine")


def set_source(student: Student, text: str) -> None:
    student.page.evaluate("text => window.pagesim.setSource({'src/main.rs': text})", text)


def test_set_source_keeps_what_was_typed_and_only_that(student: Student) -> None:
    student.write("// mine\n")
    for number in range(3):
        set_source(student, f"// the page's {number}\n")
    student.sees_source("// the page's 2")
    assert [entry for entry in entries(student) if entry.startswith("My version")] == ["My version", "My version 2"]
    choose(student, "My version")
    student.sees_source("// mine")
    set_source(student, "// the page's again\n")
    assert "Your text is kept under “My version”." in notice(student)
    back(student)
    student.sees_source("// mine")


def test_two_tabs_that_type_at_the_same_text_lose_nothing(student: Student) -> None:
    student.write("// together\n")
    student.saved("// together")
    other = Student(student.page.context.new_page(), student.url)
    visit(other)
    other.sees_source("// together")
    student.write("// the first tab's\n")
    expect(other.page.locator("#notice")).to_contain_text("changed in another tab")
    other.write("// the second tab's\n")
    assert menu(other) == "My version 2"
    student.write("// the first tab's, and more\n")
    student.saved("and more")
    other.saved("the second tab's")
    again(other)
    texts = set()
    for version in ("My version", "My version 2"):
        choose(other, version)
        texts.add(other.source.strip())
    assert texts == {"// the first tab's, and more", "// the second tab's"}


def test_without_room_the_text_is_kept_while_the_page_is_open_and_that_is_said(student: Student) -> None:
    fill = """for (let size = 2 ** 22; size > 2 ** 10; size /= 2)
        try { for (;;) localStorage.setItem(`full ${Math.random()}`, 'x'.repeat(size)); } catch {}"""
    student.page.evaluate(fill)
    student.write("// mine\n" + "// and so on\n" * 1000)
    expect(student.page.locator("#notice")).to_contain_text("no more room for this page")
    expect(student.page.get_by_text("Not saved here")).to_be_visible()
    choose(student, "The screen is memory")
    expect(student.page.locator("#source")).to_contain_text("0xb8000")
    back(student)
    student.sees_source("// mine")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    student.page.on("dialog", answer)
    again(student)
    assert asked == ["beforeunload"]


def test_without_room_what_older_pages_kept_stays_where_it_is(student: Student) -> None:
    student.page.goto(student.url + "build.json")
    big = json.dumps({"src/main.rs": "// older\n" + "// and so on\n" * 200_000})
    student.page.evaluate("text => localStorage.setItem('pagesim:files:page-fault', text)", big)
    for _ in range(2):
        visit(student)
        student.sees_source("// older")
