"""``scorm``: packages for learning systems, made of the built site."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pagesim_py import carried, site
from pagesim_py.cli.homework import assignment_of
from pagesim_py.homework.exports import scorm
from pagesim_py.homework.given import given_files
from pagesim_py.homework.loader import folder_of
from pagesim_py.labs.project import InputError

PAGES = ("index.html", "homework.html", "playground.html", "decoder.html")
"""The pages of the site that a package has: the homework, and those that it leads to."""
RUNTIME = {"scorm.js": "app/scorm.js", "scorm.css": "scorm.css"}
"""What stands between the frame and the learning system: in the package, and in the site."""
LEFT_OUT = ("snapshot.bin",)
"""Half of the site, which only makes Python start sooner."""
ALONE = ("LICENSES.txt", "icon.svg", "icon-192.png", "icon-512.png", "manifest.json")


def scorm_packages(
    names: Sequence[str], version: str, out: Path, *, thin: str | None, passed: int, built: Path | None
) -> int:
    """Makes a package of each assignment: ``out`` is the zip, or with several the folder that they go into."""
    if thin is not None:
        try:
            thin = scorm.site_address(thin)
        except ValueError as error:
            raise InputError(f"--thin {error}") from None
    home = site_folder(built)
    assets = home / str(site.stamp_of(home)["version"])
    told = {path: assignment_in(name, assets) for name in names for path in [_place(name, names, out)]}
    if len(told) < len(names):
        raise InputError("two of the assignments have the same name: a package each goes into the folder")
    runtime = {name: (assets / path).read_bytes() for name, path in RUNTIME.items()}
    for path, (name, given) in told.items():
        package = scorm.Package(name, given["id"], given["title"], version, thin, passed)
        own = {} if thin is not None else site_files(home, assets, name, given)
        data = scorm.zipped(scorm.package_files(package, runtime, own))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}") from None
        print(f"{path}: {given['title']}, SCORM {version}, {len(data):,} bytes")
        if thin is not None:
            print(f"  It shows {package.address}: the site there has to have this assignment.")
    return 0


def _place(name: str, names: Sequence[str], out: Path) -> Path:
    if len(names) > 1:
        if out.suffix == ".zip" or out.is_file():
            raise InputError(f"-o {out}: several assignments make a package each; name a folder for them")
        return out / f"{Path(name).resolve().name if Path(name).is_dir() else name}.zip"
    if out.is_dir():
        raise InputError(f"-o {out} is a folder: name the file, such as {out / 'homework.zip'}")
    return out


def site_folder(built: Path | None) -> Path:
    """The site that packages are made of: ``built``, the one that an installed pagesim carries, or one built here."""
    if built is not None:
        if not site.stamp_of(built):
            raise InputError(f"--site {built} has no site: build one there with `pagesim build {built}`")
        home = built
    elif carried.is_carried():
        home = carried.SITE
    else:
        home = Path("site")
        try:
            if site.stamp_of(home).get("inputs") != site.inputs_hash(site.PACKAGE, site.WEB):
                site.build(home, snapshot=False)
        except site.BuildError as error:
            raise InputError(str(error)) from None
    if not all((home / str(site.stamp_of(home)["version"]) / path).is_file() for path in RUNTIME.values()):
        raise InputError(f"{home} was built by an older pagesim, which knew nothing of SCORM: build it again")
    return home


def assignment_in(name: str, assets: Path) -> tuple[str, dict[str, Any]]:
    """The name that the page is to ask for, and id, title, summary and files of the assignment.

    It is the folder ``name``; or one that the site has, a course's own among them; or one that comes with pagesim.
    """
    place = assets / "assignments" / f"{name}.json"
    if not Path(name).is_dir() and "/" not in name and place.is_file():
        from pagesim_py.homework.given import load_given

        found: dict[str, Any] = json.loads(place.read_text("utf8"))
        return name, {**found, "id": load_given(name, found["files"]).id}
    one = assignment_of(name)
    folder = Path(name) if Path(name).is_dir() else folder_of(name)
    told = {"name": one.name, "title": one.title, "summary": one.summary, "files": given_files(folder), "id": one.id}
    return one.name, told


def site_files(home: Path, assets: Path, name: str, given: Mapping[str, Any]) -> dict[str, bytes]:
    """What of the site goes into a fat package: of assignments this one alone."""
    found = {one: (home / one).read_bytes() for one in (*PAGES, *ALONE) if (home / one).is_file()}
    skipped = {*LEFT_OUT, *(Path(path).name for path in RUNTIME.values())}
    for path in sorted(assets.rglob("*")):
        inside = path.relative_to(assets)
        if path.is_file() and inside.parts[0] != "assignments" and path.name not in skipped and path.suffix != ".mjs":
            found[f"{assets.name}/{inside.as_posix()}"] = path.read_bytes()
    told = {key: given[key] for key in ("name", "title", "summary", "files")}
    titles = [{key: given[key] for key in ("name", "title", "summary")}]
    for file, data in ((name, told), ("index", titles)):
        found[f"{assets.name}/assignments/{file}.json"] = json.dumps(data, ensure_ascii=False).encode()
    return found
