"""The build of the static site: copies the page, compiles the package for Pyodide, renders the first picture.

The result needs no server of its own and works below any path. Layout::

    index.html embed.html sw.js    the pages and the service worker, at names that never change
    <version>/                     everything else; the version is a hash of all of it, so caches can't mix two
        style.css fonts/ worker.py from web/, as they are
        app/                       the page's scripts, bundled with the editor and idiomorph
        runtime/                   start-up: the worker's script, bytecode, memory snapshot
        vendor/                    Pyodide, PyScript
    build.json                     what the site was built from

Building needs Node and the npm packages that web/package-lock.json pins; `make setup` installs them.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import importlib
import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent
WEB = PACKAGE.parent / "web"
DEFAULT_LAB = "page-fault"

#: Of our package, what the page never imports.
NOT_IN_PAGE = ("__main__.py", "cli", "site.py")
#: Of web/, what is only needed to build; so is every Python file but worker.py.
BUILD_ONLY = ("node_modules", "package.json", "package-lock.json", "sw.js", "parts", "app", "runtime")
#: The modules of the page that are asked for by name; what they import is bundled with them.
ENTRIES = ("app/start.js", "app/app.js", "app/runtime.js")
#: Pyodide's files, and the names they get: not every host knows that .mjs is JavaScript.
PYODIDE_FILES = {
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}


class BuildError(Exception):
    """The site can't be built; the message says what is missing or what failed."""


def build(
    out: Path, *, package: Path = PACKAGE, web: Path = WEB, pages: Path | None = None, snapshot: bool = True
) -> None:
    """Build the site into `out`, replacing what an earlier build left there.

    `package` is the folder of the Python package that the worker imports as `pagesim_py`; `pages`, if given, a folder
    of other pages to build in place of index.html and embed.html; `snapshot` False leaves the memory snapshot out, so
    that the page starts Python in the ordinary way.

    Raises:
        BuildError: Node or an npm package is missing, a tool failed, or `out` holds something else.

    """
    out = out.resolve()
    check(out, web)
    staging = out.with_name(out.name + ".new")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        stage(staging, package, web, pages, snapshot)
        shutil.rmtree(out, ignore_errors=True)
        staging.rename(out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def build_if_needed(out: Path) -> bool:
    """Build the site into `out` unless it was built from the very files there are now; tell whether it was built."""
    try:
        stamp = json.loads((out / "build.json").read_text("utf8"))
    except (OSError, ValueError):
        stamp = {}
    if stamp.get("inputs") == inputs_hash(PACKAGE, WEB):
        return False
    build(out)
    return True


def serve(out: Path, port: int = 8000, host: str = "127.0.0.1") -> http.server.ThreadingHTTPServer:
    """Return a plain static server for `out`; call its `serve_forever`. Port 0 takes a free one."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(out))
    return http.server.ThreadingHTTPServer((host, port), handler)


# The steps, in order.


def stage(staging: Path, package: Path, web: Path, pages: Path | None, snapshot: bool) -> None:
    """Build the site into `staging`, an empty place."""
    assets = staging / "assets"
    copy_web(web, assets)
    if pages is not None:
        shutil.copytree(pages, assets, ignore=shutil.ignore_patterns("*.html"), dirs_exist_ok=True)
    copy_vendor(web, assets / "vendor")
    bundle(web, assets)
    compile_package(package, web, assets / "runtime", snapshot)

    version = tree_hash(assets)
    assets.rename(staging / version)
    for page in sorted((pages or web).glob("*.html")):
        text = rewrite_page(with_parts(page.read_text("utf8"), web / "parts"), version, staging / version, web)
        (staging / page.name).write_text(text, "utf8")
    (staging / ".nojekyll").write_text("")
    stamp = {"inputs": inputs_hash(package, web), "version": version}
    (staging / "build.json").write_text(json.dumps(stamp), "utf8")
    write_service_worker(staging, web)


def check(out: Path, web: Path) -> None:
    """Raise BuildError in words if the build can't begin."""
    if not web.is_dir():
        raise BuildError(f"There is no {web}: the site is built from a checkout of the repository.")
    if shutil.which("node") is None:
        raise BuildError("Node is needed to build the site: install Node 20 or newer.")
    if not (web / "node_modules" / "pyodide").is_dir():
        raise BuildError(f"The npm packages are missing: run `make setup`, or `npm ci` in {web}.")
    if out.exists() and any(out.iterdir()) and not (out / "build.json").exists():
        raise BuildError(f"{out} holds something that was not built by this command; name another folder.")


def copy_web(web: Path, assets: Path) -> None:
    """Copy what the page loads as it is."""

    def skipped(folder: str, names: list[str]) -> set[str]:
        at = Path(folder)
        skip = {name for name in names if name == "__pycache__" or name.startswith(".")}
        if at == web:
            skip |= {name for name in names if name in BUILD_ONLY or name.endswith(".html")}
        skip |= {name for name in names if name.endswith(".py") and name != "worker.py"}
        return skip

    shutil.copytree(web, assets, ignore=skipped)


def copy_vendor(web: Path, vendor: Path) -> None:
    """Copy Pyodide and PyScript, and keep the licences of all that the site carries beside them."""
    modules = web / "node_modules"
    (vendor / "pyodide").mkdir(parents=True)
    for name, new_name in PYODIDE_FILES.items():
        shutil.copyfile(modules / "pyodide" / name, vendor / "pyodide" / new_name)
    (vendor / "pyscript").mkdir()
    dist = modules / "@pyscript" / "core" / "dist"
    for name in pyscript_files(dist):
        shutil.copyfile(dist / name, vendor / "pyscript" / name)
    for path in vendor.rglob("*js"):
        text = path.read_text("utf8")
        path.write_text(re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", text), "utf8")
    factory = vendor / "pyodide" / "pyodide.asm.js"
    factory.write_text(compiled_at_once(factory.read_text("utf8")), "utf8")
    (vendor / "licenses.txt").write_text("\n\n".join(licenses(modules)), "utf8")


def compiled_at_once(text: str) -> str:
    """Put parentheses around the one function that Pyodide's module consists of.

    A JavaScript engine takes them as a sign that the function is called soon, and compiles it while reading the file
    instead of reading it twice; what browsers keep of a compiled file then has it too.
    """
    match = re.fullmatch(r"async function (\w+)(\(.*\})export default \1;\s*", text, re.DOTALL)
    if match is None:
        raise BuildError("Pyodide's pyodide.asm.mjs is not the one function that it was.")
    return f"const {match[1]}=(async function{match[2]});export default {match[1]};\n"


def bundle(web: Path, assets: Path) -> None:
    """Make few files of the page's scripts and the worker's: each file is a round trip at the start."""
    esbuild = [str(web / "node_modules" / ".bin" / "esbuild"), "--bundle", "--format=esm", "--minify"]
    esbuild += ["--legal-comments=none", "--log-level=warning", "--outbase=.", f"--outdir={assets.resolve()}"]
    page = ["--splitting", "--chunk-names=app/chunk-[hash]", "--external:../vendor/pyscript/core.js"]
    run([*esbuild, *page, *ENTRIES], web)
    run([*esbuild, "--external:node:*", "runtime/worker.js"], web)


def compile_package(package: Path, web: Path, runtime: Path, snapshot: bool) -> None:
    """Let Pyodide's own Python, under Node, make bytecode and the memory snapshot."""
    source = runtime.parent / "package"
    runtime.mkdir(exist_ok=True)
    shutil.copytree(package, source, ignore=shutil.ignore_patterns("__pycache__", *NOT_IN_PAGE))
    command = ["node", "runtime/build.mjs", "--package", str(source.resolve()), "--out", str(runtime.resolve())]
    run(command if snapshot else [*command, "--no-snapshot"], web)
    shutil.rmtree(source)


def with_parts(text: str, parts: Path) -> str:
    """Put what several pages share, a file each in the folder `parts`, in the place of its mark."""

    def part(match: re.Match[str]) -> str:
        path = parts / f"{match[1]}.html"
        if not path.is_file():
            raise BuildError(f"A page asks for the part {match[1]}, but there is no {path}.")
        return path.read_text("utf8")

    return re.sub(r"<!--part:([\w-]+)-->\n", part, text)


def rewrite_page(text: str, version: str, assets: Path, web: Path) -> str:
    """Put the first picture, the guard script and load hints into a page, and point its links at this version."""
    for name, html in first_picture().items():
        text = text.replace(f"<!--panel:{name}-->", html)

    def to_version(match: re.Match[str]) -> str:
        attribute, path = match.groups()
        return f'{attribute}="./{version}/{path}' if (assets / re.split(r"[?#]", path)[0]).is_file() else match[0]

    entries = [assets / path for path in re.findall(r'<script[^>]*type="module"[^>]*src="\./([^"]+)"', text)]
    entries.insert(0, assets / "vendor" / "pyscript" / "core.js")  # which the page's first script asks for itself
    text = re.sub(r'\b(href|src)="\./([^"]+)', to_version, text)
    guard = (web / "runtime" / "guard.js").read_text("utf8").replace("__WORKER__", f"./{version}/runtime/worker.js")
    hints = [f'<link rel="modulepreload" href="./{version}/{path}">' for path in preloads(entries, assets)]
    head = "\n".join([f"<script>\n{guard}</script>", *hints])
    return re.sub(r"(<meta charset=[^>]*>)", lambda match: f"{match[1]}\n{head}", text, count=1)


def write_service_worker(staging: Path, web: Path) -> None:
    """Write sw.js with the list of all files and their hashes."""
    files = {
        path.relative_to(staging).as_posix(): file_hash(path)
        for path in sorted(staging.rglob("*"))
        if path.is_file() and path.name not in (".nojekyll", "build.json")
    }
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    text = (web / "sw.js").read_text("utf8")
    text = text.replace("__VERSION__", version).replace("__FILES__", json.dumps(files))
    (staging / "sw.js").write_text(text, "utf8")


# Helpers.


def first_picture() -> dict[str, str]:
    """Return the HTML of each panel as the default lab's finished run leaves it, rendered here and now."""
    if importlib.util.find_spec("pagesim_py.session") is None:
        return {}
    session = importlib.import_module("pagesim_py.session")
    picture: dict[str, str] = session.first_picture(DEFAULT_LAB)
    return picture


def static_imports(module: Path) -> Iterator[str]:
    """Yield the relative paths that a JavaScript module imports, dynamic imports of string literals not among them."""
    text = module.read_text("utf8")
    pattern = r'(?:^|[;}\n])\s*(?:import|export)\b(?:[^;"\'()]*?\bfrom)?\s*["\'](\.[^"\']+)["\']'
    yield from re.findall(pattern, text)


def pyscript_files(dist: Path) -> list[str]:
    """Return the names of the modules of PyScript that a page loads with all plugins off (see before-pyscript.js)."""
    core = dist / "core.js"
    static = [core.name, *(Path(name).name for name in static_imports(core))]
    return [*static, *(path.name for kind in ("error-*.js", "toml-*.js") for path in sorted(dist.glob(kind)))]


def preloads(entries: list[Path], assets: Path) -> list[str]:
    """Return the modules that `entries` import statically, at any depth, as paths below `assets`."""
    seen: dict[Path, None] = {}
    todo = [entry.resolve() for entry in entries]
    while todo:
        module = todo.pop(0)
        if module in seen or not module.is_file():
            continue
        seen[module] = None
        todo.extend((module.parent / name).resolve() for name in static_imports(module))
    return [path.relative_to(assets.resolve()).as_posix() for path in seen]


def licenses(modules: Path) -> Iterator[str]:
    """Yield name, version and licence of every npm package that the site may carry."""
    for manifest in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        facts = json.loads(manifest.read_text("utf8"))
        texts = [path for path in sorted(manifest.parent.iterdir()) if path.name.lower().startswith("licen")]
        body = texts[0].read_text("utf8") if texts else f"Licence: {facts.get('license')}"
        yield f"{facts['name']} {facts['version']}\n{'=' * 60}\n{body.strip()}"


def run(command: list[str], cwd: Path) -> None:
    """Run a build tool; raise BuildError with its words if it fails."""
    answer = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise BuildError(f"{' '.join(command[:3])} failed:\n{answer.stdout}{answer.stderr}".rstrip())


def file_hash(path: Path) -> str:
    """Return a short hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def tree_hash(folder: Path) -> str:
    """Return a short hash of all files below `folder`, names and contents."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder).as_posix()} {file_hash(path)}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def inputs_hash(package: Path, web: Path) -> str:
    """Return a hash of everything that the site is built from."""
    files = [path for path in package.rglob("*") if path.suffix != ".pyc"]
    files += [path for path in web.rglob("*") if "node_modules" not in path.parts]
    lines = [f"{path} {file_hash(path)}" for path in sorted(files) if path.is_file()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
