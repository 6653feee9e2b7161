"""Sheets as they come out of a printer: made into PDF by Chromium, and read back."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from pagesim_py.homework import Student, Variant, key_of, load
from pagesim_py.homework.kinds import KINDS
from pagesim_py.views import paper
from tests.find_browser import find_browser

pytestmark = pytest.mark.e2e


def test_every_number_is_printed_and_no_key_is_on_the_sheet(tmp_path: Path) -> None:
    browser = find_browser()
    assert browser is not None, "there is no Chromium: run `make browser`"
    assignment = load("b2-mapping")
    variants = [Variant(assignment, Student(f"seed-{number}")) for number in (1, 2)]
    (tmp_path / "sheet.html").write_text(paper.sheet(assignment.title, variants))
    (tmp_path / "key.html").write_text(paper.key(assignment.title, variants))
    with sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=browser)
        page = chromium.new_page()
        for name in ("sheet", "key"):
            page.goto((tmp_path / f"{name}.html").as_uri())
            page.pdf(path=tmp_path / f"{name}.pdf", prefer_css_page_size=True)
        chromium.close()
    printed = {name: _words(tmp_path / f"{name}.pdf") for name in ("sheet", "key")}
    for variant in variants:
        for text in printed.values():
            assert variant.code in text
        for one in assignment.questions:
            asked = variant.asked(one)
            for number in re.findall(r"0x[0-9a-f]+", asked.ask):
                assert number in printed["sheet"]
            if not KINDS[one.kind].scored:
                continue
            wanted = _closed(key_of(variant, one)["wanted"])
            assert wanted in printed["key"]
            if len(wanted) > 25 and one.kind not in ("choice", "choices"):  # short ones are words of the questions, too
                assert wanted not in printed["sheet"]


def _words(pdf: Path) -> str:
    return _closed("".join(page.extract_text() for page in PdfReader(pdf).pages))


def _closed(text: str) -> str:
    """Without spaces: a PDF does not say whether a word ends where a line does. With letters in place of ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())
