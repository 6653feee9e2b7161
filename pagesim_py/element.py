"""``<page-sim>`` as text, for the tools that put labs into pages: the element, and the link where there can be none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlencode

from pagesim_py import site

SCRIPT = "page-sim.js"
TEXTS = ("experiment", "step", "panels", "theme", "address", "at", "question", "mode", "code", "title")
"""Attributes that may have any text (docs/url-grammar.md)."""


def title_of(asked: Mapping[str, str]) -> str:
    """What the lab is called where there is only a link."""
    name = asked.get("assignment") or asked.get("lab", site.DEFAULT_LAB)
    part = asked.get("question") or asked.get("experiment") or asked.get("step")
    return asked.get("title") or f"pagesim: {name}" + (f", {part}" if part else "")


def link_of(asked: Mapping[str, str], base: str) -> str:
    """The address of the page that has the lab to itself; ``base`` is the site's."""
    if "assignment" in asked:
        page, query = "homework.html", {"a": asked["assignment"], "q": asked.get("question", "")}
    else:
        experiment = asked.get("experiment") or asked.get("step", "")
        page, query = "index.html", {"lab": asked.get("lab", ""), "experiment": experiment}
        query |= {name: asked.get(name, "") for name in ("address", "at")}
    text = urlencode({name: value for name, value in query.items() if value})
    code = asked.get("code", "")
    if code and not re.fullmatch(r"1\.[\w-]+|s=\S+", code):
        code = f"main={quote(code, safe='')}"
    return base + page + (f"?{text}" if text else "") + (f"#{code}" if code else "")


def element(asked: Mapping[str, str], base: str) -> str:
    """The element with these attributes, and the link in it for who has no scripts."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in asked.items() if name != "eager")
    attributes += " eager" if "eager" in asked else ""
    link = f'<a href="{escape(link_of(asked, base))}">{escape(title_of(asked))}</a>'
    return f"<page-sim{attributes}>\n{link}\n</page-sim>"  # a tag to a line: Markdown then leaves it alone
