"""The build's own steps; that its result runs in a browser is tested in tests/e2e."""

from __future__ import annotations

import base64
import encodings
import hashlib
import json
import marshal
import re
import runpy
import struct
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from pagesim_py import notices, site
from pagesim_py.server import serve as server_of


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")
    return path


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> tuple[site.Bundled, Path]:
    out = tmp_path_factory.mktemp("bundled") / "assets"
    return site.bundle(site.WEB, out), out


def imports(path: Path) -> set[str]:
    """What a bundled module imports at once."""
    text = path.read_text("utf8")
    names = re.findall(r'(?:^|[;}\n])(?:import|export)(?:[^;"()]*?from)?"(\.[^"]+)"', text)
    return {(path.parent / name).resolve().relative_to(path.parents[1].resolve()).as_posix() for name in names}


def test_what_is_loaded_with_a_module_is_all_that_it_imports_at_any_depth(
    bundled: tuple[site.Bundled, Path],
) -> None:
    told, out = bundled
    assert {f"app/{path.name}" for path in (out / "app").glob("*.js")} >= {*site.ENTRIES, site.CLASSIC}
    assert told.loads.keys() == {*site.ENTRIES, "vendor/pyscript/core.js"}
    for entry in site.ENTRIES:
        found = told.loads[entry]
        assert found[0] == entry
        assert len(set(found)) == len(found)
        assert {name for path in found for name in imports(out / path)} == set(found[1:])
    assert len(told.loads["app/labs.js"]) > 3
    assert "app/code.js" not in told.loads["app/labs.js"], "the editor is loaded later"


def test_of_pyscript_there_is_what_its_core_imports_and_asks_for(bundled: tuple[site.Bundled, Path]) -> None:
    told, _ = bundled
    dist = site.WEB / "node_modules" / "@pyscript" / "core" / "dist"
    for name in told.pyscript:
        assert {Path(other).name for other in imports(dist / name)} <= set(told.pyscript), name
    assert told.loads["vendor/pyscript/core.js"] == [f"vendor/pyscript/{name}" for name in told.pyscript[:2]]
    assert [name.partition("-")[0] for name in told.pyscript] == ["core.js", "core", "error", "toml"]


def test_the_bundler_tells_whose_code_it_has_taken(bundled: tuple[site.Bundled, Path]) -> None:
    found = notices.packages_of(bundled[0].inputs)
    assert {"@codemirror/view", "idiomorph", "pyodide", "style-mod"} <= found
    assert not {"axe-core", "esbuild", "typescript"} & found


def test_the_editors_styles_need_no_element(bundled: tuple[site.Bundled, Path]) -> None:
    text = (bundled[1] / "app" / "code.js").read_text("utf8")
    assert len(re.findall(r"\(\w+\.adoptedStyleSheets&&\w+\.CSSStyleSheet\)", text)) == 1
    assert not re.search(r"\.head&&\w+\.adoptedStyleSheets", text)


def test_a_page_gets_versioned_links_guard_hints_and_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "first_picture", lambda: {"screen": "<pre>It did not crash!</pre>"})
    web, assets = tmp_path / "web", tmp_path / "assets"
    for name in ("app/app.js", "app/c.js", "style.css"):
        write(assets / name)
    write(web / "runtime" / "guard.js", "start(document.currentScript.dataset.worker);")
    page = (
        '<!doctype html>\n<meta charset="utf-8">\n<link href="./style.css">\n<a href="./embed.html?x=1">e</a>\n'
        '<script type="module" src="./app/app.js"></script>\n<div><!--panel:screen--></div><!--panel:other-->'
    )
    core, app = "vendor/pyscript/core.js", "app/app.js"
    text = site.rewrite_page(page, "0123", assets, web, {core: [core], app: [app, "app/c.js"]})
    assert '<link href="./0123/style.css">' in text
    assert '<a href="./embed.html?x=1">' in text, "pages keep their names"
    assert 'src="./0123/app/app.js"' in text
    assert '<link rel="modulepreload" href="./0123/app/c.js">' in text
    assert '<script data-worker="./0123/runtime/worker.js">\nstart(document.currentScript' in text
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


def test_parts_may_have_parts(tmp_path: Path) -> None:
    write(tmp_path / "head.html", "<!--part:look-->\n<script></script>\n")
    write(tmp_path / "look.html", "<link>\n")
    assert site.with_parts("<!--part:head-->\n", tmp_path) == "<link>\n<script></script>\n"


def test_a_part_may_have_places_for_texts_of_the_page(tmp_path: Path) -> None:
    write(tmp_path / "about.html", "<title>{title}</title>\n<b>{what} {title}</b>\n")
    text = site.with_parts('<!--part:about\n  title="A · b"\n  what="c"\n-->\n', tmp_path)
    assert text == "<title>A · b</title>\n<b>c A · b</b>\n"
    with pytest.raises(site.BuildError, match=r"has places for \['title', 'what'\], but a page gives \['title'\]"):
        site.with_parts('<!--part:about title="A"-->\n', tmp_path)


@pytest.mark.parametrize(
    "name", ["index.html", "embed.html", "homework.html", "grade.html", "playground.html", "decoder.html"]
)
def test_a_page_names_its_encoding_once_and_begins_with_what_it_says_without_scripts(name: str) -> None:
    text = site.with_parts((site.WEB / name).read_text("utf8"), site.WEB / "parts")
    assert len(re.findall(r"<meta charset", text)) == 1
    assert text.index("<meta charset") < text.index("<title>")
    assert re.search(r"<body[^>]*>\s*<noscript>", text)
    assert text.count("<noscript>") == 1


@pytest.mark.parametrize("name", ["index.html", "homework.html", "grade.html", "playground.html", "decoder.html"])
def test_the_page_tells_what_a_link_to_it_shows_and_names_its_manifest(name: str) -> None:
    text = site.with_parts((site.WEB / name).read_text("utf8"), site.WEB / "parts")
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]+)">', text))
    assert told.keys() >= {"type", "title", "description", "site_name"}
    assert f'<meta name="description" content="{told["description"]}">' in text
    assert '<link rel="manifest" href="./manifest.json">' in text


def test_the_manifest_names_files_that_the_site_has(tmp_path: Path) -> None:
    site.write_icons(tmp_path, site.WEB)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf8"))
    assert manifest["start_url"] == "./index.html"
    for icon in manifest["icons"]:
        data = (tmp_path / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            assert data.startswith(b"\x89PNG\r\n\x1a\n")
            assert "x".join(map(str, struct.unpack_from(">2I", data, 16))) == icon["sizes"]


def test_the_policy_names_each_script_in_the_pages_by_its_hash_and_no_eval() -> None:
    pages = ["<script>run()</script><script>run()</script>", '<script type="application/json">{}</script>']
    policy = site.security_policy([*pages, '<script type="module" src="./a.js"></script>'])
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    scripts = rules["script-src"].split()
    assert [one for one in scripts if one.startswith("'sha256-")] == [
        "'sha256-" + base64.b64encode(hashlib.sha256(b"run()").digest()).decode() + "'"
    ]
    assert not {"'unsafe-eval'", "'unsafe-inline'", "*", "https:"} & set(policy.replace(";", "").split())
    assert rules["default-src"] == "'none'"


def test_no_script_of_ours_makes_code_from_text() -> None:
    ours = [path for path in site.WEB.rglob("*.js") if "node_modules" not in path.parts]
    assert len(ours) > 20
    made = re.compile(r"\beval\(|\bFunction\(|setTimeout\(['\"`]|\bon\w+=|javascript:|setAttribute\('style'")
    assert [(path.name, found[0]) for path in ours if (found := made.search(path.read_text("utf8")))] == []


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
    write(out / "docs" / "students" / "first-run.html", "comes and goes")
    write(out / "posters" / "page-fault.svg", "for pages of others")
    write(out / ".nojekyll")
    site.write_service_worker(out, (site.WEB / "sw.js").read_text("utf8"))
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


def test_what_pyodide_has_compiled_is_kept_as_long_as_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], cwd: Path) -> None:
        ran.append(command)
        (Path(command[command.index("--out") + 1]) / "modules.bin").write_text(f"made {len(ran)}")

    monkeypatch.setattr(site, "run", run)
    package, before = tmp_path / "package", tmp_path / "before"
    write(package / "a.py", "1")
    write(package / "cli" / "b.py", "never in the page")

    def compiled(name: str, snapshot: bool = True) -> str:
        assets = tmp_path / name / "v"
        write(assets / "vendor" / "pyodide" / "pyodide.asm.js", "pyodide")
        made = site.compile_package(package, site.WEB, assets / "runtime", snapshot, [], before)
        write(before / "build.json", json.dumps({"version": "v", "compiled": made}))
        write(before / "v" / "runtime" / "modules.bin", (assets / "runtime" / "modules.bin").read_text())
        assert not (assets / "package").exists()
        return (assets / "runtime" / "modules.bin").read_text()

    assert [compiled("one"), compiled("two")] == ["made 1", "made 1"]
    write(package / "cli" / "b.py", "other")
    assert compiled("three") == "made 1"
    write(package / "a.py", "2")
    assert compiled("four") == "made 2"
    assert compiled("five", snapshot=False) == "made 3"


def test_serve_is_a_plain_server_of_the_folder(tmp_path: Path) -> None:
    import threading

    write(tmp_path / "index.html", "hello")
    server = server_of(tmp_path, 0)
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


def test_compiled_for_the_page_functions_have_no_annotations_and_classes_keep_theirs() -> None:
    pack = runpy.run_path(str(site.WEB / "runtime" / "pack.py"))
    classes = "from dataclasses import dataclass\n@dataclass\nclass A:\n    one: int\n"
    source = f"{classes}def f(a: int, *, b: str = '') -> A:\n    return A(a)".encode()
    found = []
    for kept in (True, False):
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(marshal.loads(pack["pyc"](source, "a.py", kept)[16:]), names)
        assert names["f"](3).one == 3
        found.append(set(names["f"].__annotations__))
    assert found == [{"a", "b", "return"}, set()]


def test_every_encoding_that_the_package_names_is_carried_to_the_page() -> None:
    texts = [path.read_text("utf8") for path in site.PACKAGE.rglob("*.py")]
    named = {name for text in texts for name in re.findall(r'(?:encoding=|(?:en|de)code\()"([\w-]+)"', text)}
    assert {"utf-8", "utf-8-sig"} <= named
    modules = {f"encodings.{encodings.normalize_encoding(name).lower()}" for name in named}
    carried = (site.WEB / "runtime" / "pack.py").read_text("utf8")
    assert [module for module in sorted(modules) if f'"{module}"' not in carried] == []


def leb128(value: int) -> bytes:
    """An unsigned number as WebAssembly writes it."""
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + leb128(rest) if rest else bytes([low])


def exports_of(wasm: bytes) -> list[str]:
    """The names that a WebAssembly module exports, read by Node."""
    code = "const m = new WebAssembly.Module(require('fs').readFileSync(0)); "
    code += "console.log(JSON.stringify(WebAssembly.Module.exports(m).map(({ name }) => name)))"
    answer = subprocess.run(["node", "-e", code], input=wasm, capture_output=True, check=True)
    names: list[str] = json.loads(answer.stdout)
    return names


def section(number: int, content: bytes) -> bytes:
    return bytes([number]) + leb128(len(content)) + content


def test_pyodide_keeps_the_exports_that_any_script_names(tmp_path: Path) -> None:
    """Its own script names one in passing, a caller another; two name each other only where they are assigned."""
    names = ["used", "called", *(f"idle_{number}" for number in range(2000))]
    one = section(1, b"\x01\x60\x00\x00") + section(3, b"\x01\x00")  # one function, without arguments and result
    entries = b"".join(leb128(len(name)) + name.encode() + b"\x00\x00" for name in names)
    wasm = b"\0asm\x01\0\0\0" + one + section(7, leb128(len(names)) + entries) + section(10, b"\x01\x02\x00\x0b")
    assert exports_of(wasm) == names
    assigned = "".join(f'_{name}=Module["_{name}"]=wasmExports["{name}"];' for name in names)
    declared = ",".join(f"_{name}" for name in names)
    write(
        tmp_path / "from" / "pyodide.asm.mjs",
        f"async function make(){{var {declared},last;function assign(){{{assigned}}}_used()}}export default make;\n",
    )
    (tmp_path / "from" / "pyodide.asm.wasm").write_bytes(wasm)
    write(tmp_path / "caller.js", "module._called();")
    where = ["--from", str(tmp_path / "from"), "--out", str(tmp_path)]
    site.run(["node", "runtime/trim.mjs", *where, str(tmp_path / "caller.js")], site.WEB)
    assert exports_of((tmp_path / "pyodide.asm.wasm").read_bytes()) == ["used", "called"]
    text = (tmp_path / "pyodide.asm.js").read_text()
    kept = "".join(f'_{name}=Module["_{name}"]=wasmExports["{name}"];' for name in names[:2])
    body = f"var _used,_called,last;function assign(){{{kept}}}_used()"
    assert text == f"async function make(){{{body}}}export default make;\n"


def test_a_pyodide_that_puts_names_together_is_not_trimmed(tmp_path: Path) -> None:
    write(tmp_path / "pyodide.asm.mjs", "async function make(){Module[prefix+name]()}export default make;\n")
    write(tmp_path / "pyodide.asm.wasm")
    with pytest.raises(site.BuildError, match="puts names of exports together"):
        site.run(["node", "runtime/trim.mjs", "--from", str(tmp_path), "--out", str(tmp_path / "out")], site.WEB)
