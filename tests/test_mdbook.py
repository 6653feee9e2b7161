"""The preprocessor of mdBook: marks become elements, elsewhere links; what is wrong is said with its chapter."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pagesim_py import mdbook
from pagesim_py.cli import main

URL = "https://example.org/pagesim/"


def book(content: str, *, renderer: str = "html", items: str = "items", **settings: object) -> str:
    """What mdBook writes: a chapter with another below it."""
    chapter = {"name": "Walks", "path": "walks.md", "content": content, "sub_items": []}
    upper = {"name": "Paging", "path": "paging.md", "content": "", "sub_items": [{"Chapter": chapter}]}
    context = {"renderer": renderer, "config": {"preprocessor": {"pagesim": {"url": URL, **settings}}}}
    return json.dumps([context, {items: ["Separator", {"Chapter": upper}], "more": None}])


def made(content: str, **more: Any) -> str:
    answer = json.loads(mdbook.preprocess(book(content, **more)))
    assert answer["more"] is None
    items: list[Any] = answer[more.get("items", "items")]
    text: str = items[1]["Chapter"]["sub_items"][0]["Chapter"]["content"]
    return text


@pytest.mark.parametrize("items", ["items", "sections"])
def test_a_mark_becomes_the_element_with_a_link_for_who_has_no_scripts(items: str) -> None:
    text = made('A\n\n{{#pagesim page-fault experiment="store" title="A & b" eager}}\n\nB\n', items=items)
    assert (
        f'<script src="{URL}page-sim.js"></script>\n'
        '<page-sim lab="page-fault" experiment="store" title="A &amp; b" eager>\n'
        f'<a href="{URL}index.html?lab=page-fault&amp;experiment=store">A &amp; b</a>\n</page-sim>\n'
    ) in text
    assert text.startswith("A\n\n")
    assert text.endswith("\n\nB\n")


def test_the_script_is_asked_for_once_in_a_chapter() -> None:
    text = made("{{#pagesim page-fault}}\n\n{{#pagesim handlers}}\n")
    assert text.count("<script") == 1
    assert text.count("<page-sim") == 2
    assert "<script" not in made("No lab.\n")


def test_other_renderers_get_a_link() -> None:
    assert made('{{#pagesim assignment="b2-mapping" question="split"}}', renderer="epub") == (
        f"[pagesim: b2-mapping, split]({URL}homework.html?a=b2-mapping&q=split)"
    )


def test_a_mark_behind_a_backslash_is_a_text() -> None:
    assert made(r"`\{{#pagesim page-fault}}`") == "`{{#pagesim page-fault}}`"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{{#pagesim page-fault colour=red}}", "walks.md: colour is no attribute; there are lab, assignment,"),
        ("{{#pagesim page-fault handlers}}", "walks.md: handlers stands alone"),
        ('{{#pagesim title="A}}', "walks.md: a quotation mark is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_chapter(content: str, said: str) -> None:
    with pytest.raises(mdbook.BookError, match=said):
        made(content)


def test_without_an_address_or_a_book_it_says_what_is_missing() -> None:
    for url in ("", "pagesim", 1, None):
        with pytest.raises(mdbook.BookError, match=r"say in book\.toml where the site is"):
            made("", url=url)
    for text in ("", "[]", '{"a": 1}', "[{}, {}]"):
        with pytest.raises(mdbook.BookError, match="this is no book"):
            mdbook.preprocess(text)


def test_the_command_answers_mdbook(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["mdbook", "supports", "html"]) == 0
    for text, status in ((book("{{#pagesim page-fault}}"), 0), (book("{{#pagesim a=b}}"), 2)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(["mdbook"]) == status
    out, err = capfdbinary.readouterr()
    assert b"<page-sim" in out
    assert b"pagesim: walks.md: a is no attribute" in err
