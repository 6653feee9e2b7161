"""A site with a course's own lab and its own assignment about it: without a fork, and whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

import pagesim_py
from tests.e2e.servers import Server, serve
from tests.e2e.student import PATIENCE, Student

ASSIGNMENT = """
format = 1
id = "course-week-3"
version = "1"
title = "Our week three"
summary = "What the store does"
base = "our-faults"
[[question]]
id = "ends"
kind = "predict"
what = "end"
run = "our-faults/no-handlers"
ask = "How does it end, without any handler?"
[[question]]
id = "write"
kind = "rust"
edit = ["src/main.rs"]
ask = "Say good morning."
[[question.check]]
id = "morning"
say = "Good morning is on the screen"
screen = "Good morning"
"""
BUILD = """
import sys
from pathlib import Path
from pagesim_py.site import Course, build
build(Path(sys.argv[1]), snapshot=False, course=Course([Path(sys.argv[2])], [Path(sys.argv[3])]))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """Built in a process of its own: labs that are added stay known."""
    place = tmp_path_factory.mktemp("course")
    shutil.copytree(Path(pagesim_py.__file__).parent / "labs" / "page-fault", place / "labs" / "our-faults")
    lab = place / "labs" / "our-faults" / "lab.toml"
    lab.write_text(re.sub('(?m)^title = "Page fault"', 'title = "Our faults"', lab.read_text("utf8"), count=1), "utf8")
    week = place / "homework" / "week-3"
    (week / "reference" / "src").mkdir(parents=True)
    (week / "assignment.toml").write_text(ASSIGNMENT, "utf8")
    (week / "reference" / "src" / "main.rs").write_text("// the solution of week three\n", "utf8")
    subprocess.run([sys.executable, "-c", BUILD, place / "site", place / "labs", place / "homework"], check=True)
    with serve(place / "site") as server:
        yield server, place / "site"


def test_a_course_s_own_lab_and_assignment(course: tuple[Server, Path], context: BrowserContext) -> None:
    server, site = course
    page = context.new_page()
    student = Student(page, server.url())
    student.open("index.html?lab=our-faults&experiment=store")
    assert student.run().startswith("Halted")
    assert page.get_by_role("combobox", name="Lab", exact=True).locator("option:checked").inner_text() == "Our faults"

    student.open("homework.html")
    page.get_by_role("link", name="Our week three").click()
    page.get_by_label("Login or student number").fill("ada")
    student.press("Begin")
    expect(page.locator("#hw-title")).to_contain_text("1. Ends", timeout=PATIENCE)
    page.get_by_role("radio", name="triple fault").check()
    page.locator("#hw-check").click()
    expect(page.locator("#hw-found")).to_contain_text("Met.", timeout=PATIENCE)
    assert student.run("Triple fault")
    page.get_by_role("navigation", name="Questions", exact=True).get_by_role(
        "button", name=re.compile(r"^2\. ")
    ).click()
    expect(page.locator("#hw-title")).to_contain_text("2. Write", timeout=PATIENCE)
    page.locator("#hw-check").click()
    expect(page.locator("#hw-found")).to_contain_text("Good morning is on the screen", timeout=PATIENCE)
    student.press("Make the file")
    with page.expect_download() as started:
        student.press("Download pagesim.json")

    student.open("grade.html?a=week-3")
    page.get_by_label(re.compile("^Files")).set_input_files(started.value.path())
    student.press("Grade 1 student’s work")
    expect(student.status).to_contain_text("Our week three, version 1: graded. B 1", timeout=PATIENCE)
    assert not [path for path in site.rglob("*") if path.is_file() and b"solution of week three" in path.read_bytes()]
