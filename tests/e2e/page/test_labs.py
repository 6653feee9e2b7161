"""Every step of every lab, chosen from the list and run in the page: the screen shows what its files say."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pagesim_py import labs
from pagesim_py.labs.check import expected_of
from pagesim_py.labs.expect import differences
from tests.e2e.student import Student

ENDS = {
    "Halted": "halted", "Panicked": "panicked", "Triple fault": "triple fault", "Still running": "running",
}  # fmt: skip


@pytest.mark.parametrize("name", labs.names())
def test_lab(page: Page, site_url: str, name: str) -> None:
    student = Student(page, site_url).open()
    lab = labs.load(name)
    page.get_by_label("Lab", exact=True).select_option(value=name)
    for step in lab.steps:
        page.get_by_label("Experiment", exact=True).select_option(value=step.id)
        expect(student.experiment).to_contain_text(step.title)
        expect(student.status).to_have_text(re.compile("^Ready"))
        status = student.run()
        end = next((word for begin, word in ENDS.items() if status.startswith(begin)), status)
        expected = expected_of(step)
        expected.faults.clear()
        assert differences(expected, student.screen, [], end, where=f"{step.id}: ") == []
