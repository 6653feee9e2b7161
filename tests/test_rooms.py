"""The rooms, and the direction of their imports, as the design draws them; who may talk to the browser or the net."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pagesim_py"
WEB = ROOT / "web"

#: Room: the rooms it may import, besides itself. Anything not named here is forbidden.
ROOMS: dict[str, set[str]] = {
    "machine": set(),
    "boot": {"machine"},
    "rust": {"machine", "boot", "crates"},
    "crates": set(),
    "timeline": {"machine", "boot", "rust", "crates"},
    "labs": {"machine", "boot", "rust", "crates", "timeline"},
    "homework": {"machine", "boot", "rust", "crates", "timeline", "labs"},
    "decoder": {"machine", "boot"},
    "playground": {"machine", "boot", "decoder"},
    "views": {"machine", "boot", "decoder", "playground", "rust", "crates", "timeline", "labs", "homework"},
    "session": {"machine", "boot", "decoder", "playground", "rust", "crates", "timeline", "labs", "homework", "views"},
    "icons": set(),
    "courses": {"labs", "homework"},
    "notices": set(),
    "integrations": {"labs", "session", "views"},
    "site": {"icons", "integrations", "notices", "homework", "session", "courses"},
    "carried": {"site", "session"},
    "server": {"site"},
    "cli": {
        "machine",
        "boot",
        "decoder",
        "rust",
        "crates",
        "timeline",
        "labs",
        "homework",
        "views",
        "session",
        "site",
        "carried",
        "server",
        "mdbook",
    },
    "element": {"site"},
    "mdbook": {"element"},
    "sphinx": {"carried", "element", "site"},
    "jupyter": {"machine", "views", "carried", "integrations", "server", "site"},
    "__main__": {"cli"},
    "__init__": {"machine", "boot"},
}
BROWSER = {"js", "pyodide", "pyodide_js", "pyscript", "polyscript", "_pyodide"}
#: Addresses that name something without anybody ever asking for it: namespaces, and links for people to follow.
NAMES_ONLY = re.compile(r"https?://(www\.w3\.org/|example\.org/|localhost|127\.0\.0\.1)")

FILES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_modules(path: Path) -> set[str]:
    """The full dotted names of all that a file imports, anywhere in it."""
    package = list(path.relative_to(ROOT).parent.parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            # from pagesim_py import machine: the room is the imported name.
            found |= {f"{name}.{alias.name}" for alias in node.names} if name == "pagesim_py" else {name}
    return found


def rooms_imported(path: Path) -> set[str]:
    rooms = set()
    for name in imported_modules(path):
        parts = name.split(".")
        if parts[0] != "pagesim_py":
            continue
        # The package's own front (from pagesim_py import Machine) stands on machine.
        known = len(parts) > 1 and parts[1] in ROOMS
        rooms.add(parts[1] if known else "__init__")
    return rooms - {room_of(path)}


#: A stage of the compiler, and the others that its files may import. `asm` is no stage: it goes through all of them.
STAGES: dict[str, set[str]] = {
    "syntax": set(),
    "names": {"syntax"},
    "check": {"syntax", "names", "borrowck"},
    "borrowck": {"syntax", "names", "check"},
    "lower": {"names", "run"},
    "run": {"lower"},
}
COMPILER = [path for path in FILES if path.relative_to(PACKAGE).parts[:-1][:1] == ("rust",)]


def own_imports(path: Path) -> list[tuple[Path, bool, str]]:
    """The files of the compiler that a file imports while it runs, whether inside of a function, and that line."""
    lines = path.read_text("utf8").split("\n")
    found: list[tuple[Path, bool, str]] = []

    def visit(node: ast.AST, late: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                continue
            if isinstance(child, ast.ImportFrom):
                base = path.parents[child.level - 1] if child.level else ROOT
                at = base.joinpath(*(child.module or "").split(".") if child.module else ())
                line = lines[child.lineno - 1]
                for target in (at.with_suffix(".py"), *(at / f"{name.name}.py" for name in child.names)):
                    if target in COMPILER:
                        found.append((target, late, line))
            visit(child, late or isinstance(child, ast.FunctionDef))

    visit(ast.parse("\n".join(lines)), late=False)
    return found


def test_the_stages_of_the_compiler_point_one_way() -> None:
    for path in COMPILER:
        stage = path.relative_to(PACKAGE / "rust").parts[0]
        if stage not in STAGES:
            continue
        others = {target.relative_to(PACKAGE / "rust").parts[0] for target, _, _ in own_imports(path)}
        wrong = (others & STAGES.keys()) - STAGES[stage] - {stage}
        assert not wrong, f"{path.relative_to(PACKAGE)} may not import {', '.join(sorted(wrong))}"


def test_an_import_inside_of_a_function_of_the_compiler_says_why() -> None:
    silent = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in COMPILER
        for _, late, line in own_imports(path)
        if late and "  # " not in line and path.name != "__init__.py"
    ]
    assert silent == []


def test_no_files_of_the_compiler_go_round_in_a_circle() -> None:
    """But for those that an import inside of a function closes, with its reason."""
    tops = {path: {target for target, late, _ in own_imports(path) if not late} for path in COMPILER}

    def follow(path: Path, way: tuple[Path, ...]) -> None:
        assert path not in way, " -> ".join(str(one.relative_to(PACKAGE)) for one in (*way, path))
        if path not in done:
            for target in tops[path]:
                follow(target, (*way, path))
            done.add(path)

    done: set[Path] = set()
    for path in COMPILER:
        follow(path, ())


EXTRAS = {
    "views/qr.py": {"segno"},
    "jupyter.py": {"anywidget", "traitlets"},
    "sphinx.py": {"sphinx", "docutils"},
}
"""What an extra of the package may bring, or is there where it is put into; all else works without."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    assert room in ROOMS, f"{room} is not a room of the design: add it to the picture, with what it may import"
    wrong = rooms_imported(path) - ROOMS[room] - ({"__init__"} if "machine" in ROOMS[room] else set())
    assert not wrong, f"{room} may not import {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_standard_library_is_imported_and_nothing_of_the_browser(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported_modules(path)} - {"pagesim_py"}
    assert not tops & BROWSER
    assert tops <= sys.stdlib_module_names | EXTRAS.get(path.relative_to(PACKAGE).as_posix(), set())


def test_of_the_package_the_worker_imports_the_session_and_nothing_else() -> None:
    imported = imported_modules(WEB / "worker.py")
    assert {name for name in imported if name.startswith("pagesim_py")} == {"pagesim_py.session"}
    assert {name.split(".")[0] for name in imported} - {"pagesim_py"} - sys.stdlib_module_names <= BROWSER


def test_no_file_of_the_page_names_another_origin() -> None:
    sources = [
        *WEB.glob("*.*"),
        *(WEB / "app").rglob("*.*"),
        *(WEB / "runtime").rglob("*.*"),
        *(WEB / "integrations").rglob("*.*"),
    ]
    sources += (PACKAGE / "views").rglob("*.py")
    named = []
    for path in sources:
        if path.suffix not in (".py", ".js", ".mjs", ".css", ".html"):
            continue
        for match in re.finditer(r"""(?:https?:|["'(=]\s*)//[\w.-]+[^\s"')]*""", path.read_text("utf8")):
            if not NAMES_ONLY.match(match[0]):
                named.append(f"{path.name}: {match[0]}")
    assert not named
