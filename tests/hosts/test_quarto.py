"""The Quarto extension: its shortcode in the Lua of pandoc, with what Quarto itself gives it stubbed."""

from __future__ import annotations

import json
import re
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypandoc
import pytest
from playwright.sync_api import Page

from tests.e2e.servers import Server
from tests.hosts.conftest import Snippets, tool
from tests.hosts.labs import axe, runs

ASKED = {"lab": "page-fault", "experiment": "store", "panels": "source,screen", "title": "A store & more"}
#: What Quarto gives a shortcode: lists of inlines, empty ones for what is not there; what it is asked for is noted.
STUB = """
local dependencies, warnings = {}, {}
quarto = {
  doc = {
    is_format = function(name) return name == 'html:js' and FORMAT_IS_HTML end,
    add_html_dependency = function(one) dependencies[#dependencies + 1] = one.scripts[1] end,
  },
  log = { warning = function(text) warnings[#warnings + 1] = text end },
}
FORMAT_IS_HTML = %(html)s
local shortcodes = dofile('pagesim.lua')
local args, kwargs = {}, setmetatable({}, { __index = function() return pandoc.Inlines({}) end })
for _, word in ipairs(%(args)s) do args[#args + 1] = pandoc.Inlines({ pandoc.Str(word) }) end
for name, value in pairs(%(kwargs)s) do kwargs[name] = pandoc.Inlines({ pandoc.Str(value) }) end
local meta = %(meta)s
local made = shortcodes.pagesim(args, kwargs, meta, args, 'block')
if pandoc.utils.type(made) == 'Inline' then made = pandoc.Para({ made }) end
print(pandoc.json.encode({
  text = pandoc.write(pandoc.Pandoc({ made }), %(format)s), dependencies = dependencies, warnings = warnings,
}))
"""


def lua(value: object) -> str:
    """A value in Lua's notation."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"[{lua(key)}] = {lua(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ", ".join(map(lua, value)) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value)


@pytest.fixture
def extension(site_dir: Path, tmp_path: Path) -> Path:
    """The folder that `quarto add pagesim-quarto.zip` makes."""
    with zipfile.ZipFile(site_dir / "pagesim-quarto.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "_extensions" / "pagesim"
    assert sorted(path.name for path in folder.iterdir()) == ["_extension.yml", "page-sim.js", "pagesim.lua"]
    assert (folder / "page-sim.js").read_bytes() == (site_dir / "page-sim.js").read_bytes()
    return folder


def shortcode(folder: Path, snippet: str, *, url: str, html: bool = True) -> dict[str, object]:
    """What the shortcode as it is written in a document makes."""
    inside = re.fullmatch(r"\{\{< pagesim (.*) >\}\}", snippet)
    assert inside is not None
    words = shlex.split(inside[1])
    named = dict(word.split("=", 1) for word in words if "=" in word)
    meta = f"{{ pagesim = {{ url = pandoc.Inlines({{ pandoc.Str({lua(url)}) }}) }} }}" if url else "{}"
    script = STUB % {
        "html": lua(html), "args": lua([word for word in words if "=" not in word]), "kwargs": lua(named), "meta": meta,
        "format": lua("html" if html else "markdown"),
    }  # fmt: skip
    (folder / "try.lua").write_text(script)
    found: dict[str, object] = json.loads(tool(pypandoc.get_pandoc_path(), "lua", "try.lua", cwd=folder))
    return found


def test_the_snippet_is_the_element_in_html_and_runs(
    page: Page, snippets: Callable[..., Snippets], site_url: str, extension: Path, tmp_path: Path, host: Server
) -> None:
    made = snippets(**ASKED)["quarto"]
    assert f"url: {site_url}" in made["once"]
    found = shortcode(extension, made["code"], url=site_url)
    assert found["dependencies"] == ["page-sim.js"]
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,">'
        f'<script src="_extensions/pagesim/page-sim.js"></script><main><h1>A course</h1>{found["text"]}</main>',
        "utf8",
    )
    page.goto(host.url("page.html"))
    runs(page)
    assert page.locator("page-sim iframe").get_attribute("title") == "A store & more"
    assert axe(page, "main") == []


def test_elsewhere_it_is_a_link_and_without_an_address_a_sentence(
    snippets: Callable[..., Snippets], extension: Path
) -> None:
    url = "https://example.org/pagesim"
    code = snippets(**ASKED)["quarto"]["code"]
    found = shortcode(extension, code, url=url, html=False)
    assert f"({url}/index.html?lab=page-fault&experiment=store)" in str(found["text"])
    assert not found["dependencies"]
    question = snippets(assignment="b2-mapping", question="split", title="Split it")["quarto"]["code"]
    assert question == '{{< pagesim b2-mapping assignment question="split" title="Split it" >}}'
    found = shortcode(extension, question, url=url, html=False)
    assert f"[Split it]({url}/homework.html?a=b2-mapping&q=split)" in str(found["text"])
    found = shortcode(extension, code, url="")
    assert "say in _quarto.yml where the site is" in str(found["text"])
    assert found["warnings"]
