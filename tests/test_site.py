"""The build's own steps; that its result runs in a browser is tested in tests/e2e."""

from __future__ import annotations

import encodings
import json
import re
import urllib.request
from pathlib import Path

import pytest

from pagesim_py import site


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")
    return path


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    write(tmp_path / "app" / "app.js", "import { a } from './a.js';\nimport '../vendor/b.js';\nimport('./lazy.js');\n")
    write(tmp_path / "app" / "a.js", "export { c } from './c.js';\nconst text = `\nimport x from './no.js'`;\n")
    write(tmp_path / "app" / "c.js", "export const c = 1;\nimport { a } from './a.js';\n")
    write(tmp_path / "app" / "lazy.js")
    write(tmp_path / "vendor" / "b.js", 'import{d}from"./d.js";export default 1')
    write(tmp_path / "vendor" / "d.js")
    write(tmp_path / "style.css")
    return tmp_path


def test_preloads_are_the_static_imports_at_any_depth_each_once(assets: Path) -> None:
    found = site.preloads([assets / "app" / "app.js"], assets)
    assert found[0] == "app/app.js"
    assert sorted(found) == ["app/a.js", "app/app.js", "app/c.js", "vendor/b.js", "vendor/d.js"]


def test_a_page_gets_versioned_links_guard_hints_and_pictures(assets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "first_picture", lambda: {"screen": "<pre>It did not crash!</pre>"})
    write(assets / "vendor" / "pyscript" / "core.js")
    web = assets / "web"
    write(web / "runtime" / "guard.js", "start('__WORKER__');")
    page = (
        '<!doctype html>\n<meta charset="utf-8">\n<link href="./style.css">\n<a href="./embed.html?x=1">e</a>\n'
        '<script type="module" src="./app/app.js"></script>\n<div><!--panel:screen--></div><!--panel:other-->'
    )
    text = site.rewrite_page(page, "0123", assets, web)
    assert '<link href="./0123/style.css">' in text
    assert '<a href="./embed.html?x=1">' in text, "pages keep their names"
    assert 'src="./0123/app/app.js"' in text
    assert '<link rel="modulepreload" href="./0123/app/c.js">' in text
    assert "start('./0123/runtime/worker.js');" in text
    assert text.index("0123/vendor/pyscript/core.js") < text.index("0123/app/app.js")
    assert "<div><pre>It did not crash!</pre></div><!--panel:other-->" in text


def test_pyodides_module_is_compiled_while_it_is_read() -> None:
    made = site.compiled_at_once("async function make(a={}){return {a};\n}export default make;\n")
    assert made == "const make=(async function(a={}){return {a};\n});export default make;\n"
    with pytest.raises(site.BuildError, match="not the one function that it was"):
        site.compiled_at_once("var a=1;async function make(){}export default make;")


def test_pages_share_parts(tmp_path: Path) -> None:
    write(tmp_path / "go.html", "<button>Run</button>\n")
    text = "<header>\n<!--part:go-->\n</header>\n<!--panel:first-->"
    assert site.with_parts(text, tmp_path) == "<header>\n<button>Run</button>\n</header>\n<!--panel:first-->"
    with pytest.raises(site.BuildError, match="asks for the part stop"):
        site.with_parts("<!--part:stop-->\n", tmp_path)


def test_the_version_changes_with_names_and_contents(tmp_path: Path) -> None:
    write(tmp_path / "a", "1")
    first = site.tree_hash(tmp_path)
    write(tmp_path / "a", "2")
    second = site.tree_hash(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    third = site.tree_hash(tmp_path)
    write(tmp_path / "b", "1").rename(tmp_path / "a")
    assert len({first, second, third}) == 3
    assert site.tree_hash(tmp_path) == first


def test_the_service_worker_lists_every_file_with_its_hash(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out / "index.html", "page")
    write(out / "v" / "app.js", "app")
    write(out / ".nojekyll")
    site.write_service_worker(out, site.WEB)
    text = (out / "sw.js").read_text()
    files = json.loads(text.split("JSON.parse('")[1].split("')")[0])
    assert sorted(files) == ["index.html", "v/app.js"]
    assert "__VERSION__" not in text


def test_it_refuses_to_replace_what_it_did_not_build(tmp_path: Path) -> None:
    write(tmp_path / "out" / "thesis.tex", "precious")
    with pytest.raises(site.BuildError, match="not built by this command"):
        site.build(tmp_path / "out")
    assert (tmp_path / "out" / "thesis.tex").read_text() == "precious"


def test_it_says_when_the_checkout_is_missing(tmp_path: Path) -> None:
    with pytest.raises(site.BuildError, match="checkout of the repository"):
        site.build(tmp_path / "out", web=tmp_path / "web")


def test_it_says_when_the_npm_packages_are_missing(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    with pytest.raises(site.BuildError, match="npm ci"):
        site.build(tmp_path / "out", web=tmp_path / "web")


def test_it_says_when_node_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(site.BuildError, match="install Node"):
        site.build(tmp_path / "out")


def test_a_failing_tool_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(site.BuildError, match="no such thing as joy"):
        site.run(["node", "-e", "console.error('no such thing as joy'); process.exit(1)"], tmp_path)


def test_a_failed_build_leaves_the_last_one_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write(out / "build.json", "{}")
    write(out / "index.html", "old")

    def fail(*_: object) -> None:
        raise site.BuildError("broken")

    monkeypatch.setattr(site, "compile_package", fail)
    with pytest.raises(site.BuildError, match="broken"):
        site.build(out)
    assert (out / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_serve_is_a_plain_server_of_the_folder(tmp_path: Path) -> None:
    import threading

    write(tmp_path / "index.html", "hello")
    server = site.serve(tmp_path, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/") as answer:
            assert answer.read() == b"hello"
            assert "Cross-Origin-Opener-Policy" not in answer.headers
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_every_encoding_that_the_package_names_is_carried_to_the_page() -> None:
    texts = [path.read_text("utf8") for path in site.PACKAGE.rglob("*.py")]
    named = {name for text in texts for name in re.findall(r'(?:encoding=|(?:en|de)code\()"([\w-]+)"', text)}
    assert {"utf-8", "utf-8-sig"} <= named
    modules = {f"encodings.{encodings.normalize_encoding(name).lower()}" for name in named}
    carried = (site.WEB / "runtime" / "pack.py").read_text("utf8")
    assert [module for module in sorted(modules) if f'"{module}"' not in carried] == []
