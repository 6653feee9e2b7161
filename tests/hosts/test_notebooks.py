"""MyST and notebooks: the plugin's and the directive's tree by mystmd itself, the widget with a model in its place."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from pagesim_py import Access, Fault, Machine
from tests.e2e.servers import Server
from tests.hosts.conftest import Snippets, tool
from tests.hosts.labs import runs

ASKED = {"lab": "page-fault", "experiment": "store", "panels": "source,screen", "title": "A store"}
MODEL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A notebook</title><link rel="icon" href="data:,">
<main><div id="cell"></div></main><script type="module">
import widget from '{esm}';
const values = {values};
const heard = {{}};
const model = {{
  get: (name) => values[name],
  set: (name, value) => {{ values[name] = value; }},
  on: (name, act) => {{ heard[name] = act; }},
  off: (name) => {{ delete heard[name]; }},
  save_changes() {{ window.saved = values.state; {save} }},
}};
window.change = (name, value) => {{ values[name] = value; heard[`change:${{name}}`](); }};
window.end = await widget.render({{ model, el: document.getElementById('cell') }});
</script>"""


def widgets(tree: Any) -> Iterator[dict[str, Any]]:
    """The anywidget nodes of a tree."""
    if isinstance(tree, dict):
        if tree.get("type") == "anywidget":
            yield tree
        for value in tree.values():
            yield from widgets(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from widgets(value)


def test_myst_makes_the_widget_of_snippet_and_plugin(
    snippets: Callable[..., Snippets], site_url: str, site_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "plugin.mjs").write_text((site_dir / "pagesim-myst.mjs").read_text())
    (tmp_path / "myst.yml").write_text("version: 1\nproject:\n  title: T\n  plugins: [plugin.mjs]\nsite:\n  title: T\n")
    (tmp_path / "index.md").write_text(
        f"# T\n\n{snippets(**ASKED)['myst']['code']}\n\n"
        f"```{{pagesim}} mapping\n:panels: screen\n:base: {site_url}\nfn main() {{}}\n```\n"
    )
    # The theme, which makes HTML of the tree, is fetched: where there is no network the build fails after the tree.
    tool("myst", "build", "--site", "--ci", cwd=tmp_path, may_fail=True)
    [content] = (tmp_path / "_build" / "site" / "content").glob("index*.json")
    first, second = widgets(json.loads(content.read_text()))
    assert first["model"] == {**ASKED, "base": site_url}
    assert second["model"] == {"lab": "mapping", "panels": "screen", "base": site_url, "code": "fn main() {}"}


def test_the_widget_runs_follows_its_model_and_tells_its_state(
    page: Page, site_url: str, site_dir: Path, tmp_path: Path, host: Server
) -> None:
    (tmp_path / "page-sim.mjs").write_text((site_dir / "page-sim.mjs").read_text())
    values = json.dumps({**ASKED, "panels": ["source", "screen"], "base": site_url, "state": ""})
    page_html = MODEL.format(esm="./page-sim.mjs", values=values, save="throw new Error('no kernel');")
    (tmp_path / "index.html").write_text(page_html)
    page.goto(host.url("index.html"))
    page.locator("page-sim").wait_for()
    runs(page)
    page.wait_for_function("window.saved?.startsWith('1.')")
    page.evaluate("change('panels', ['screen'])")
    page.wait_for_function(
        "document.querySelector('page-sim').shadowRoot.querySelector('iframe').src.includes('panels=screen')"
    )
    page.evaluate("end()")
    assert page.locator("page-sim").count() == 0


def test_a_notebooks_lab_has_the_attributes_as_traits_and_the_widgets_text(site_dir: Path) -> None:
    from pagesim_py import jupyter

    widget = jupyter.Lab("page-fault", panels="source, screen", at="#PF", base="https://example.org/x", height=500)
    assert (widget.lab, widget.panels, widget.base, widget.height) == (
        "page-fault", ["source", "screen"], "https://example.org/x/", "500",
    )  # fmt: skip
    assert str(widget._esm) == (site_dir / "page-sim.mjs").read_text()
    with pytest.raises(TypeError, match="A lab has no panel: it has address, assignment"):
        jupyter.Lab("page-fault", panel="x", base="https://example.org/")
    here = jupyter.Lab("page-fault")
    assert here.base.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{here.base}embed.html") as answer:
        assert answer.status == 200


def test_walks_faults_and_tables_have_a_picture(site_dir: Path) -> None:
    from pagesim_py import jupyter

    assert jupyter
    machine = Machine()
    for at, entry in ((0x1000, 0x2003), (0x2000, 0x3003), (0x3000, 0x4003), (0x4028, 0x9001)):
        machine.memory.write_u64(at, entry)
    machine.cpu.poke(cr3=0x1000)
    walk = machine.walk(0x5123)._repr_html_()  # type: ignore[attr-defined]
    assert "Mapped: physical address 0x9123" in walk
    assert "<svg" in walk
    assert "<button" not in walk
    with pytest.raises(Fault) as caught:
        machine.cpu.store(0x5004, 1, 42)
    fault = caught.value._repr_html_()  # type: ignore[attr-defined]
    assert "refused here" in fault
    tables = machine._repr_html_()  # type: ignore[attr-defined]
    assert "level-3 table at" in tables
    assert "0x9000" in tables
    assert Access.WRITE
