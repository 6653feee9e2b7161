"""Sphinx, with furo and myst-parser: three builders, no warning, the script on the pages that need it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.servers import Server
from tests.hosts.conftest import Snippets, tool
from tests.hosts.labs import axe, runs

CONF = """
project = "A course"
extensions = ["pagesim_py.sphinx", "myst_parser"]
html_theme = "furo"
pagesim_url = "{url}"
"""


def sphinx(folder: Path, builder: str) -> str:
    return tool(sys.executable, "-m", "sphinx", "-W", "-q", "-j", "2", "-b", builder, ".", builder, cwd=folder)


def course(folder: Path, url: str, code: str) -> None:
    (folder / "conf.py").write_text(CONF.format(url=url))
    (folder / "index.rst").write_text(f"A course\n========\n\n.. toctree::\n\n   plain\n   deep/markdown\n\n{code}\n")
    (folder / "plain.rst").write_text("No lab\n======\n\nNothing here.\n")
    (folder / "deep").mkdir()
    (folder / "deep" / "markdown.md").write_text(
        "# In Markdown\n\n```{pagesim} page-fault\n:panels: screen\n:title: Faults & more\n```\n\n"
        "```{pagesim} b2-mapping\n:assignment:\n:question: split\n```\n"
    )


def test_the_snippet_builds_as_html_latex_and_text_and_runs(
    page: Page, site_url: str, snippets: Callable[..., Snippets], tmp_path: Path, host: Server
) -> None:
    made = snippets(lab="page-fault", experiment="store", panels="source,screen", title="A store & more")["sphinx"]
    assert f'pagesim_url = "{site_url}"' in made["once"]
    course(tmp_path, site_url, made["code"])
    for builder in ("html", "latex", "text"):
        sphinx(tmp_path, builder)
    html = tmp_path / "html"
    assert "page-sim.js" in (html / "index.html").read_text()
    assert "page-sim.js" not in (html / "plain.html").read_text()
    text = (tmp_path / "text" / "deep" / "markdown.txt").read_text()
    assert f"{site_url}homework.html?a=b2-mapping&q=split" in "".join(text.split())  # lines are broken anywhere
    latex = next((tmp_path / "latex").glob("*.tex")).read_text()
    assert "index.html?lab=page\\sphinxhyphen{}fault" in latex or "index.html?lab=page-fault" in latex
    page.goto(host.url("html/index.html"))
    runs(page)
    assert axe(page, "page-sim") == []


def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path) -> None:
    import subprocess

    course(tmp_path, "", ".. pagesim:: page-fault\n   :fit: wide\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "html"]
    from tests.hosts.conftest import ROOT

    def said() -> str:
        answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})
        return answer.stderr

    assert 'say in conf.py where the site is, pagesim_url = "https://' in said()
    conf = tmp_path / "conf.py"
    conf.write_text(conf.read_text().replace('pagesim_url = ""', 'pagesim_url = "https://example.org/"'))
    told = said()
    assert "index.rst" in told
    assert '"wide" unknown; choose from "content"' in told
