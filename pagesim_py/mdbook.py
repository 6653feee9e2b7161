"""A preprocessor of mdBook: labs in the pages of a book. In book.toml::

    [preprocessor.pagesim]
    command = "pagesim mdbook"
    url = "https://example.org/pagesim/"    # where the site is

In a page, on a line of its own::

    {{#pagesim page-fault experiment="store" panels="source,screen,walk"}}
    {{#pagesim assignment="b2-mapping" question="split"}}

The first word is a lab's name; the others are the attributes of ``<page-sim>`` (docs/url-grammar.md). Renderers other
than HTML get a link. ``\\{{#pagesim`` stays as it is.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import Any

from pagesim_py.element import SCRIPT, TEXTS, element, link_of, title_of

ATTRIBUTES = ("lab", "assignment", "height", "fit", "eager", *TEXTS)
MARK = re.compile(r"(\\?)\{\{\s*#pagesim\b([^}\n]*)\}\}")


class BookError(Exception):
    """The book can't be made; the message says what is wrong, and in which chapter."""


def preprocess(text: str) -> str:
    """The book that mdBook asks for: ``text`` is what it writes to a preprocessor, [context, book] as JSON."""
    try:
        context, book = json.loads(text)
        settings = context["config"]["preprocessor"]["pagesim"]
        renderer = context["renderer"]
    except (ValueError, KeyError, TypeError):
        raise BookError(
            "this is no book: mdBook calls this command itself, [preprocessor.pagesim] in book.toml"
        ) from None
    url = settings.get("url")
    if not isinstance(url, str) or not re.match(r"https?://|/", url):
        raise BookError(
            'say in book.toml where the site is: [preprocessor.pagesim] url = "https://example.org/pagesim/"'
        )
    for chapter in _chapters(book.get("items", book.get("sections", []))):  # the latter until mdBook 0.5
        try:
            chapter["content"] = _replaced(chapter["content"], f"{url.rstrip('/')}/", renderer)
        except BookError as error:
            raise BookError(f"{chapter.get('path') or chapter.get('name')}: {error}") from None
    return json.dumps(book)


def _chapters(items: list[Any]) -> Iterator[dict[str, Any]]:
    for item in items:
        if isinstance(item, dict) and "Chapter" in item:
            yield item["Chapter"]
            yield from _chapters(item["Chapter"]["sub_items"])


def _replaced(content: str, base: str, renderer: str) -> str:
    """A chapter with labs in place of the marks."""
    script = f'<script src="{base}{SCRIPT}"></script>\n'  # once in each chapter that has a lab

    def lab(match: re.Match[str]) -> str:
        nonlocal script
        if match[1]:
            return match[0][1:]
        asked = attributes(match[2])
        if renderer != "html":
            return f"[{title_of(asked)}]({link_of(asked, base)})"
        before, script = script, ""
        return f"\n\n{before}{element(asked, base)}\n\n"

    return MARK.sub(lab, content)


def attributes(text: str) -> dict[str, str]:
    """The attributes that a mark tells."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise BookError(f"a quotation mark is missing: {{{{#pagesim{text}}}}}") from None
    asked: dict[str, str] = {}
    for at, word in enumerate(words):
        name, equals, value = word.partition("=")
        if not equals:
            name, value = ("eager", "") if word == "eager" else ("lab", word)
            if name == "lab" and at > 0:
                raise BookError(f'{word} stands alone: the lab\'s name comes first, all else is name="value"')
        if name not in ATTRIBUTES:
            raise BookError(f"{name} is no attribute; there are {', '.join(ATTRIBUTES)}")
        asked[name] = value
    return asked
