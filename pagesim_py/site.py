"""The build of the static site: copies the page, compiles the package for Pyodide, renders the first picture.

The result needs no server of its own and works below any path. Layout::

    index.html embed.html homework.html grade.html playground.html decoder.html sw.js
                                   the pages and the service worker, at names that never change
    <version>/                     everything else; the version is a hash of all of it, so caches can't mix two
        style.css print.css fonts/ worker.py from web/, as they are
        app/                       the page's scripts, bundled with the editor and idiomorph
        assignments/               NAME.json: an assignment's files, without its solutions; index.json: their titles
        runtime/                   start-up: the worker's script, bytecode, memory snapshot
        vendor/                    Pyodide, PyScript
    manifest.json icon.svg icon-192.png icon-512.png    for home screens
    page-sim.js page-sim.mjs posters/    for pages of others, see integrations.py
    docs/                          the documentation, once `make docs` has put it there
    build.json                     what the site was built from
    LICENSES.txt                   the licences of everything in it
    content-security-policy.txt    a policy that the site works under, for a host that sends one

Building needs Node and the npm packages that web/package-lock.json pins; `make setup` installs them. An installed
pagesim carries a built site instead (see carried.py).
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib
import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pagesim_py import icons, integrations, notices

PACKAGE = Path(__file__).parent
WEB = PACKAGE.parent / "web"
DEFAULT_LAB = "page-fault"

#: Of our package, what the page never imports.
NOT_IN_PAGE = frozenset(
    """
    __main__.py cli courses.py icons.py site.py apart.py assignments notices.py carried.py server.py _site scorm.py
    README.md moodle.py integrations.py posters.py poster.py gallery.py sphinx.py jupyter.py notebook.py
    element.py mdbook.py
    """.split()
)
#: Of web/, what is only needed to build; so is every Python file but worker.py.
BUILD_ONLY = frozenset(
    """
    node_modules package.json package-lock.json tsconfig.json tsconfig.strict.json sw.js parts app runtime types
    licenses integrations
    """.split()
)
#: What the system shows for the site on a home screen: at the root, beside the pages that it is about.
ROOT_FILES = ("icon.svg", "manifest.json")
#: The modules of the page that are asked for by name; what they import is bundled with them.
ENTRIES = tuple(
    f"app/{name}.js" for name in "start labs homework grade runtime playground decoder gallery code".split()
)

#: The script of packages for learning systems (see cli/scorm.py): a classic one, for hosts that know no modules' type.
CLASSIC = "app/scorm.js"

NOTHING_RUN = '<p class="none">Press Run to see this.</p>'
BLANK_SCREEN = "\n".join([" " * 80] * 25)
#: Where the documentation is, which Sphinx builds; until then there is a page that says so.
DOCS = "docs"
POLICY_FILE = "content-security-policy.txt"
#: Of what lies at the root of the site, what pages never ask for.
NOT_ASKED_FOR = (".nojekyll", "build.json", POLICY_FILE, notices.FILE)


class BuildError(Exception):
    """The site can't be built; the message says what is missing or what failed."""


@dataclass(frozen=True)
class Course:
    """Folders of a course's own: each holds folders of labs, or of assignments."""

    labs: Sequence[Path] = ()
    assignments: Sequence[Path] = ()


def build(
    out: Path,
    *,
    package: Path = PACKAGE,
    web: Path = WEB,
    pages: Path | None = None,
    snapshot: bool = True,
    course: Course | None = None,
) -> None:
    """Build the site into `out`, replacing what an earlier build left there.

    `package` is the folder of the Python package that the worker imports as `pagesim_py`; `pages`, if given, a folder
    of other pages to build in place of web/'s; `course` what a course adds; `snapshot` False leaves the memory
    snapshot out, so that the page starts Python in the ordinary way.

    Raises:
        BuildError: Node or an npm package is missing, a tool failed, or `out` holds something else.

    """
    out = out.resolve()
    check(out, web)
    staging = out.with_name(out.name + ".new")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        stage(staging, package, web, pages, snapshot, course or Course(), before=out)
        shutil.rmtree(out, ignore_errors=True)
        staging.rename(out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def build_if_needed(out: Path, course: Course | None = None, *, snapshot: bool = True) -> bool:
    """Build the site into `out` unless it was built from the very files there are now; tell whether it was built."""
    course = course or Course()
    wanted = {"inputs": inputs_hash(PACKAGE, WEB, *course.labs, *course.assignments), "snapshot": snapshot}
    if wanted.items() <= stamp_of(out).items():
        return False
    build(out, course=course, snapshot=snapshot)
    return True


def stamp_of(out: Path) -> dict[str, object]:
    """Return what the build has noted about the site in `out`; nothing if there is none."""
    try:
        stamp: dict[str, object] = json.loads((out / "build.json").read_text("utf8"))
    except (OSError, ValueError):
        return {}
    return stamp


# The steps, in order.


def stage(
    staging: Path, package: Path, web: Path, pages: Path | None, snapshot: bool, course: Course, before: Path
) -> None:
    """Build the site into `staging`, an empty place; `before` is where an earlier build may lie."""
    assets = staging / "assets"
    copy_web(web, assets)
    labs = write_assignments(package, assets / "assignments", course) if pages is None else []
    if pages is not None:
        shutil.copytree(pages, assets, ignore=shutil.ignore_patterns("*.html"), dirs_exist_ok=True)
    with ThreadPoolExecutor(1) as beside:  # the pictures are made while Node works
        pictures = beside.submit(integrations.write, web, assets, staging, run) if pages is None else None
        bundled = bundle(web, assets)
        copy_vendor(web, assets / "vendor", bundled.pyscript)
        compiled = compile_package(package, web, assets / "runtime", snapshot, labs, before)
        if pictures is not None:
            pictures.result()

    version = tree_hash(assets)
    assets.rename(staging / version)
    for page in sorted((pages or web).glob("*.html")):
        text = with_parts(page.read_text("utf8"), web / "parts")
        text = rewrite_page(text, version, staging / version, web, bundled.loads)
        (staging / page.name).write_text(text, "utf8")
    if pages is None:
        (staging / DOCS).mkdir()
        shutil.copyfile(web / "parts" / "no-docs.html", staging / DOCS / "index.html")
    write_icons(staging, web)
    (staging / ".nojekyll").write_text("")
    (staging / notices.FILE).write_text(licences(web, notices.packages_of(bundled.inputs)), "utf8")
    texts = [page.read_text("utf8") for page in sorted(staging.glob("*.html"))]
    (staging / POLICY_FILE).write_text(security_policy(texts) + "\n", "utf8")
    inputs = inputs_hash(package, web, *course.labs, *course.assignments)
    stamp = {"inputs": inputs, "version": version, "snapshot": snapshot, "compiled": compiled}
    (staging / "build.json").write_text(json.dumps(stamp), "utf8")
    write_service_worker(staging, (web / "sw.js").read_text("utf8"))


def check(out: Path, web: Path) -> None:
    """Raise BuildError in words if the build can't begin."""
    if not web.is_dir():
        raise BuildError(f"There is no {web}: the site is built from a checkout of the repository.")
    if shutil.which("node") is None:
        raise BuildError("Node is needed to build the site: install Node 20 or newer.")
    if not (web / "node_modules" / "pyodide").is_dir():
        raise BuildError(f"The npm packages are missing: run `make setup`, or `npm ci` in {web}.")
    check_out(out)


def check_out(out: Path) -> None:
    """Raise BuildError if `out` holds what no build has made."""
    if out.exists() and not out.is_dir():
        raise BuildError(f"{out} is a file; name a folder.")
    if out.exists() and any(out.iterdir()) and not (out / "build.json").exists():
        raise BuildError(f"{out} holds something that was not built by this command; name another folder.")


def copy_web(web: Path, assets: Path) -> None:
    """Copy what the page loads as it is."""

    def skipped(folder: str, names: list[str]) -> set[str]:
        at = Path(folder)
        skip = {name for name in names if name == "__pycache__" or name.startswith(".")}
        if at == web:
            skip |= {name for name in names if name in {*BUILD_ONLY, *ROOT_FILES} or name.endswith(".html")}
        skip |= {name for name in names if name.endswith(".py") and name != "worker.py"}
        return skip

    shutil.copytree(web, assets, ignore=skipped)


def copy_vendor(web: Path, vendor: Path, pyscript: Iterable[str]) -> None:
    """Copy Pyodide, and those modules of PyScript."""
    modules = web / "node_modules"
    (vendor / "pyodide").mkdir(parents=True)
    (vendor / "pyscript").mkdir()
    dist = modules / "@pyscript" / "core" / "dist"
    for name in pyscript:
        shutil.copyfile(dist / name, vendor / "pyscript" / name)
    trim_pyodide(web, vendor)
    for path in vendor.rglob("*js"):
        text = path.read_text("utf8")
        path.write_text(re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", text), "utf8")
    factory = vendor / "pyodide" / "pyodide.asm.js"
    factory.write_text(compiled_at_once(factory.read_text("utf8")), "utf8")


def trim_pyodide(web: Path, vendor: Path) -> None:
    """Put Pyodide's module into `vendor` without what nothing here asks for (see trim.mjs).

    Its script gets a name that ends in .js: not every host knows that .mjs is JavaScript.
    """
    callers = [web / "node_modules" / "pyodide" / "pyodide.mjs", *(vendor / "pyscript").glob("*.js")]
    callers += [*(web / "runtime").glob("*.*js"), *(web / "app").glob("*.js")]
    into = ["--from", "node_modules/pyodide", "--out", str((vendor / "pyodide").resolve())]
    run(["node", "runtime/trim.mjs", *into, *(str(path.resolve()) for path in callers)], web)


def compiled_at_once(text: str) -> str:
    """Put parentheses around the one function that Pyodide's module consists of.

    A JavaScript engine takes them as a sign that the function is called soon, and compiles it while reading the file
    instead of reading it twice; what browsers keep of a compiled file then has it too.
    """
    match = re.fullmatch(r"async function (\w+)(\(.*\})export default \1;\s*", text, re.DOTALL)
    if match is None:
        raise BuildError("Pyodide's pyodide.asm.mjs is not the one function that it was.")
    return f"const {match[1]}=(async function{match[2]});export default {match[1]};\n"


@dataclass(frozen=True)
class Bundled:
    """What the bundler notes, see bundle.mjs; all paths are below the site's own files, but for those of `inputs`."""

    loads: dict[str, list[str]]
    """For each module that is asked for by name: what is loaded with it, itself first."""
    pyscript: list[str]
    """The modules of PyScript that a page loads."""
    inputs: list[str]
    """The source files that something of is in the bundles."""


def bundle(web: Path, assets: Path) -> Bundled:
    """Make few files of the page's scripts and the worker's."""
    command = ["node", "runtime/bundle.mjs", "--out", str(assets.resolve()), "--classic", CLASSIC, *ENTRIES]
    return Bundled(**json.loads(run(command, web)))


def licences(web: Path, bundled: Iterable[str]) -> str:
    """Return the licences of everything that a site with these npm packages in its bundles carries."""
    ours = (web.parent / "LICENSE").read_text("utf8")
    try:
        return notices.notices(
            web / "node_modules", bundled, ours, web / "licenses", (web / "fonts" / "LICENSE.txt").read_text("utf8")
        )
    except notices.NoticeError as error:
        raise BuildError(str(error)) from None


def left_out(folder: str, names: list[str]) -> set[str]:
    """What of a folder of the package stays out of the page: also the solutions that assignments come with."""
    found = set(shutil.ignore_patterns("__pycache__", *NOT_IN_PAGE)(folder, names))
    return found | ({"reference", "wrong"} & set(names) if "assignment.toml" in names else set())


def write_assignments(package: Path, folder: Path, course: Course) -> list[Path]:
    """Write each assignment as a file for homework.html; the course's labs, which are known from here on."""
    if not (package / "homework").is_dir():
        return []
    courses = importlib.import_module("pagesim_py.courses")
    try:
        labs: list[Path] = courses.add_labs(course.labs)
        found = courses.assignments(course.assignments)
    except courses.CourseError as error:
        raise BuildError(str(error)) from None
    folder.mkdir(parents=True)
    for name, told in found.items():
        (folder / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), "utf8")
    titles = [{key: told[key] for key in ("name", "id", "title", "summary")} for told in found.values()]
    (folder / "index.json").write_text(json.dumps(titles, ensure_ascii=False), "utf8")
    return labs


def compile_package(package: Path, web: Path, runtime: Path, snapshot: bool, labs: Sequence[Path], before: Path) -> str:
    """Let Pyodide's own Python, under Node, make bytecode and the memory snapshot; `labs` are put beside our own.

    It takes most of a build's time, so what the site `before` has of the very same is taken from there. Returns a hash
    of what it was made of.
    """
    source = runtime.parent / "package"
    runtime.mkdir(exist_ok=True)
    shutil.copytree(package, source, ignore=left_out)
    if (source / "homework").is_dir():
        from pagesim_py.homework.version import STAMP, build_of  # it brings the whole compiler along

        (source / "homework" / STAMP).write_text(build_of(package) + "\n", "utf8")
    for lab in labs:
        shutil.copytree(lab, source / "labs" / lab.name)
    pyodide = runtime.parent / "vendor" / "pyodide"
    tools = [file_hash(path) for path in sorted((web / "runtime").iterdir()) if path.is_file()]
    parts = [tree_hash(source), tree_hash(pyodide), str(snapshot), *tools]
    made_of = hashlib.sha256(" ".join(parts).encode()).hexdigest()
    stamp = stamp_of(before)
    if stamp.get("compiled") == made_of:
        for path in sorted((before / str(stamp["version"]) / "runtime").glob("*.bin")):
            shutil.copyfile(path, runtime / path.name)
    else:
        command = ["node", "runtime/build.mjs", "--package", str(source.resolve()), "--out", str(runtime.resolve())]
        command += ["--pyodide", str(pyodide.resolve())]
        run(command if snapshot else [*command, "--no-snapshot"], web)
    shutil.rmtree(source)
    return made_of


def with_parts(text: str, parts: Path) -> str:
    """Put what several pages share, a file each in the folder `parts`, in the place of its mark.

    The mark ``<!--part:name a="..." b="..."-->`` has the texts for the part's {a} and {b}, if it has such places.
    """

    def part(match: re.Match[str]) -> str:
        path = parts / f"{match[1]}.html"
        if not path.is_file():
            raise BuildError(f"A page asks for the part {match[1]}, but there is no {path}.")
        found, given = path.read_text("utf8"), dict(re.findall(r'(\w+)="([^"]*)"', match[2]))
        named = set(re.findall(r"\{(\w+)\}", found))
        if named != given.keys():
            raise BuildError(f"{path} has places for {sorted(named)}, but a page gives {sorted(given)}.")
        return re.sub(r"\{(\w+)\}", lambda place: given[place[1]], found)

    mark = re.compile(r"<!--part:([\w-]+)((?:\s+\w+=\"[^\"]*\")*)\s*-->\n")
    while mark.search(text):  # parts may have parts
        text = mark.sub(part, text)
    return text


def rewrite_page(text: str, version: str, assets: Path, web: Path, loads: Mapping[str, Sequence[str]]) -> str:
    """Put the first picture, the guard script and load hints into a page, and point its links at this version.

    `loads` has for each bundled module what is loaded with it (see Bundled).
    """
    pictures = first_picture()
    if "<!--panel:bare-->" in text:  # a page that begins with nothing run
        waiting = dict.fromkeys(json.loads(pictures["bare"])["panels"], NOTHING_RUN)
        pictures = {**dict.fromkeys(pictures, ""), **waiting, "screen": BLANK_SCREEN, "bare": pictures["bare"]}
    for name, html in pictures.items():
        text = text.replace(f"<!--panel:{name}-->", html)

    def to_version(match: re.Match[str]) -> str:
        attribute, path = match.groups()
        return f'{attribute}="./{version}/{path}' if (assets / re.split(r"[?#]", path)[0]).is_file() else match[0]

    entries = re.findall(r'<script[^>]*type="module"[^>]*src="\./([^"]+)"', text)
    entries.insert(0, "vendor/pyscript/core.js")  # which the page's first script asks for itself
    text = re.sub(r'\b(href|src)="\./([^"]+)', to_version, text)
    if " data-still>" in text:  # a page in which nothing runs
        return text
    guard = (web / "runtime" / "guard.js").read_text("utf8")
    loaded = dict.fromkeys(path for entry in entries for path in loads.get(entry, [entry]))
    hints = [f'<link rel="modulepreload" href="./{version}/{path}">' for path in loaded]
    head = "\n".join([f'<script data-worker="./{version}/runtime/worker.js">\n{guard}</script>', *hints])
    return re.sub(r"(<meta charset=[^>]*>)", lambda match: f"{match[1]}\n{head}", text, count=1)


def write_icons(staging: Path, web: Path) -> None:
    """Write the manifest and the icons that it names."""
    for name in ROOT_FILES:
        shutil.copyfile(web / name, staging / name)
    for size in (192, 512):
        (staging / f"icon-{size}.png").write_bytes(icons.png(size))


def security_policy(pages: Iterable[str]) -> str:
    """Return the Content-Security-Policy that lets `pages` (their HTML) do what they do, and no more.

    The few scripts inside the pages are named by their hashes. PyScript's worker is a module at a blob: address; Python
    needs WebAssembly. There is no eval, no inline style and no other origin.
    """
    scripts = {
        "'sha256-" + base64.b64encode(hashlib.sha256(match[2].encode()).digest()).decode() + "'": None
        for text in pages
        for match in re.finditer(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
        if match[2] and "json" not in match[1]
    }
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *scripts]),
        "worker-src": "'self'",
        "connect-src": "'self' blob:",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "frame-src": "'self'",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def write_service_worker(staging: Path, text: str) -> None:
    """Write sw.js with the list of the files that it keeps, and their hashes.

    `text` is its source, or what a build has made of it. Pictures for pages of others are left to the browser, and so
    is the documentation, which comes and goes.
    """
    found = {path.relative_to(staging): path for path in sorted(staging.rglob("*")) if path.is_file()}
    files = {
        name.as_posix(): file_hash(path)
        for name, path in found.items()
        if name.parts[0] not in (*NOT_ASKED_FOR, "sw.js", integrations.POSTERS, DOCS)
    }
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    for name, value in (("VERSION", f"'{version}'"), ("FILES", f"JSON.parse('{json.dumps(files)}')")):
        before, middle, after = re.split(rf"(?m)^(const {name} = ).*;$", text, maxsplit=1)
        text = f"{before}{middle}{value};{after}"
    (staging / "sw.js").write_text(text, "utf8")


# Helpers.


@functools.cache
def first_picture() -> dict[str, str]:
    """Return the HTML of each panel as the default lab's finished run, and the fresh playground, leave it."""
    if importlib.util.find_spec("pagesim_py.session") is None:
        return {}
    session = importlib.import_module("pagesim_py.session")
    picture: dict[str, str] = session.first_picture(DEFAULT_LAB)
    for page in ("playground", "decoding", "gallery"):
        picture |= importlib.import_module(f"pagesim_py.session.{page}").first_panels()
    return picture


def run(command: list[str], cwd: Path) -> str:
    """Run a build tool and return what it prints; raise BuildError with its words if it fails."""
    answer = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        said = [line[:500] for line in f"{answer.stdout}{answer.stderr}".splitlines()]  # Node shows minified files
        raise BuildError("\n".join([f"{' '.join(command[:3])} failed:", *said]))
    return answer.stdout


def file_hash(path: Path) -> str:
    """Return a short hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def tree_hash(folder: Path) -> str:
    """Return a short hash of all files below `folder`, names and contents."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder).as_posix()} {file_hash(path)}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def inputs_hash(package: Path, web: Path, *more: Path) -> str:
    """Return a hash of everything that the site is built from."""
    files = [path for path in package.rglob("*") if path.suffix != ".pyc" and "_site" not in path.parts]
    files += [path for path in web.rglob("*") if "node_modules" not in path.parts]
    files += [path for folder in more for path in folder.rglob("*")]
    lines = [f"{path} {file_hash(path)}" for path in sorted(files) if path.is_file()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
