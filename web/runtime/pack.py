"""Runs inside Pyodide under Node at build time: compiles what the page needs to bytecode of Pyodide's own Python.

Input: /package, our package as source files, and the stock standard library that this interpreter itself runs on.
Output: ``stdlib_zip()``, a stored zip of the .pyc files of those standard modules that can ever be imported, and
two tars of our package: ``modules_tar()`` with .pyc in place of .py, ``data_tar()`` with its other files.
"""

import ast
import importlib
import importlib.util
import io
import sys
import tarfile
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

PACKAGE_ROOT = Path("/package")
BROUGHT = PACKAGE_ROOT / "pagesim_py" / "labs" / "brought.py"
STARTED = frozenset(sys.modules)
STOCK = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"
# Never reached from our package, though some standard module mentions them: too large to carry along.
LEFT_OUT = frozenset(
    """
    _pyrepl asyncio.__main__ concurrent.futures.process ctypes curses doctest email ensurepip ftplib http idlelib
    importlib.metadata lib2to3 multiprocessing pdb pydoc pydoc_data smtplib socketserver sqlite3 ssl test tkinter
    turtledemo unittest venv webbrowser wsgiref xml xmlrpc
    """.split()
)
ALWAYS = (
    "encodings.utf_8",
    "encodings.utf_8_sig",
    "encodings.cp437",
    "encodings.latin_1",
    "encodings.ascii",
    "traceback",
    "linecache",
    "json",
)


def pyc(source: bytes, name: str, annotations: bool = True) -> bytes:
    """Return a .pyc that is never checked against its source (PEP 552), without functions' and modules' docstrings.

    Those of classes stay: dataclasses would write one from the signature instead. Without `annotations`, functions have
    none: nothing of ours reads them while it runs.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not annotations and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
        elif not annotations and isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(node, False):
            bare = len(node.body) == 1 and not isinstance(node, ast.Module)
            node.body[:1] = [ast.copy_location(ast.Pass(), node)] if bare else []
    code = compile(tree, name, "exec", dont_inherit=True, optimize=0)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def imports_of(source: bytes, module: str, is_package: bool) -> set[str]:
    """Return every dotted name that an import statement anywhere in `source` may mean."""
    package = module if is_package else module.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, *([base] if base else [])])
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return found


def left_out(name: str) -> bool:
    """Tell whether `name` is one of LEFT_OUT or inside one."""
    return any(name == other or name.startswith(other + ".") for other in LEFT_OUT)


def package_modules() -> list[str]:
    """Return the dotted names of our modules."""
    files = [path for path in PACKAGE_ROOT.rglob("*.py") if not is_later(path)]
    paths = sorted(path.relative_to(PACKAGE_ROOT).with_suffix("") for path in files)
    names = (".".join(path.parts[:-1] if path.name == "__init__" else path.parts) for path in paths)
    return [name for name in names if not name.endswith("__main__")]


def is_later(path: Path) -> bool:
    """Tell whether a file of our package comes when the start is over: homework, and what reads own kernels."""
    parts = path.relative_to(PACKAGE_ROOT).parts
    return (
        path == BROUGHT
        or "homework" in parts[:-1]
        and path != PACKAGE_ROOT / "pagesim_py" / "session" / "homework" / "__init__.py"
    )


def named_by_package(later: bool = True) -> set[str]:
    """Return every dotted name that an import anywhere in our package may mean; without `later`, at the start."""
    paths = [path for path in PACKAGE_ROOT.rglob("*.py") if later or not is_later(path)]
    return set().union(*(imports_of(path.read_bytes(), "", False) for path in paths))


def wanted() -> list[str]:
    """Return the modules that must be in the snapshot: ours but homework, and the standard ones that they name."""
    return [*package_modules(), *sorted(named_by_package(later=False) & stdlib_files().keys())]


def stdlib_files() -> dict[str, tuple[str, bytes]]:
    """Return {module: (path in the zip, source)} of the modules that may be imported, found by following imports."""
    with zipfile.ZipFile(STOCK) as stock:
        sources = {name: stock.read(name) for name in stock.namelist() if name.endswith(".py")}
    paths = {}
    for path in sources:
        parts = path.removesuffix(".py").split("/")
        paths[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path

    # What is running now is needed to start at all; our package's own imports; what those import, at any depth.
    todo = {name for name in STARTED if name in paths} | set(ALWAYS) | named_by_package()
    kept: dict[str, tuple[str, bytes]] = {}
    while todo:
        name = todo.pop()
        if name in kept or name not in paths or (left_out(name) and name not in STARTED):
            continue
        if "." in name:
            todo.add(name.rpartition(".")[0])
        path = paths[name]
        kept[name] = (path, sources[path])
        todo |= imports_of(sources[path], name, path.endswith("/__init__.py"))
    return kept


def stdlib_zip() -> bytes:
    """Return the trimmed standard library as a stored zip of .pyc files; the same input gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, source in sorted(stdlib_files().values()):
            archive.writestr(zipfile.ZipInfo(path + "c"), pyc(source, f"{STOCK}/{path}"))
    return out.getvalue()


def tar(files: dict[str, bytes]) -> bytes:
    """Return {name: content} as a tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in sorted(files.items()):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def modules_tar(target: str) -> bytes:
    """Return our package's modules, compiled as files of the folder `target`, as a tar."""
    paths = {path.relative_to(PACKAGE_ROOT).as_posix(): path for path in PACKAGE_ROOT.rglob("*.py")}
    modules = {f"{name}c": pyc(path.read_bytes(), f"{target}/{name}", False) for name, path in paths.items()}
    return tar({**modules, **data_files(later=True)})


def data_tar() -> bytes:
    """Return our package's other files as a tar."""
    return tar(data_files(later=False))


def data_files(later: bool) -> dict[str, bytes]:
    """Return {path: content} of those that are needed from the start, or `later`, with the modules."""
    files = [path for path in PACKAGE_ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    data = [path for path in files if path.suffix not in (".py", ".pyc", ".typed") and is_later(path) == later]
    return {path.relative_to(PACKAGE_ROOT).as_posix(): path.read_bytes() for path in data}
