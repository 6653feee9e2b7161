"""The built site that an installed pagesim carries, and a course's own copy of it, made without Node.

A wheel has the site in `_site`, as `site.build` makes it. What a course adds are files: its labs go into the archive of
the package's data, which Python in the page reads, its assignments beside ours; then everything gets the new version's
name. Python's memory snapshot stays as it is: it knows of labs what it finds in their folder.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import shutil
import tarfile
from collections.abc import Sequence
from pathlib import Path

from pagesim_py import site
from pagesim_py.session.content import overview

SITE = site.PACKAGE / "_site"
"""Where a wheel has it; a checkout has no such folder."""
DATA = Path("runtime") / "data.bin"
#: Of the files at the site's root, what is text and may name the version.
TEXTS = (".html", ".js", ".mjs", ".json", ".css", ".txt")


def is_carried(home: Path = SITE) -> bool:
    """Tell whether this pagesim has a built site with it."""
    return (home / "build.json").is_file()


def build(out: Path, course: site.Course | None = None, home: Path = SITE) -> None:
    """Put the carried site into `out`, with what `course` adds, replacing what an earlier build left there.

    Raises:
        BuildError: `out` holds something else, or what the course adds can't be used.

    """
    course = course or site.Course()
    out = out.resolve()
    site.check_out(out)
    if out.is_relative_to(home.resolve()) or home.resolve().is_relative_to(out):
        raise site.BuildError(f"{out} is where pagesim itself is installed; name another folder.")
    staging = out.with_name(out.name + ".new")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        shutil.copytree(home, staging)
        if course.labs or course.assignments:
            add(staging, course)
        stamp = site.stamp_of(staging) | {"inputs": inputs(course, home)}
        (staging / "build.json").write_text(json.dumps(stamp), "utf8")
        shutil.rmtree(out, ignore_errors=True)
        staging.rename(out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def build_if_needed(out: Path, course: site.Course, home: Path = SITE) -> bool:
    """Do that unless `out` was made of the very same; tell whether it was done."""
    if site.stamp_of(out).get("inputs") == inputs(course, home):
        return False
    build(out, course, home)
    return True


def inputs(course: site.Course, home: Path = SITE) -> str:
    """Return a hash of the carried site and what the course adds."""
    lines = [str(site.stamp_of(home).get("version"))]
    for folder in (*course.labs, *course.assignments):
        lines += [f"{path} {site.file_hash(path)}" for path in sorted(folder.rglob("*")) if path.is_file()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def add(staging: Path, course: site.Course) -> None:
    """Add a course's labs and assignments to the site in `staging`."""
    old = str(site.stamp_of(staging)["version"])
    assets = staging / old
    shutil.rmtree(assets / "assignments", ignore_errors=True)
    labs = site.write_assignments(site.PACKAGE, assets / "assignments", course)
    if labs:
        (assets / DATA).write_bytes(with_labs((assets / DATA).read_bytes(), labs))
    version = site.tree_hash(assets)
    assets.rename(staging / version)
    for path in sorted(staging.iterdir()):
        if path.is_file() and path.suffix in TEXTS and path.name != "sw.js":
            text = path.read_text("utf8").replace(old, version)
            path.write_text(with_list(text) if labs and path.suffix == ".html" else text, "utf8")
    site.write_service_worker(staging, (staging / "sw.js").read_text("utf8"))


def with_labs(packed: bytes, labs: Sequence[Path]) -> bytes:
    """Return the archive of the package's data files, a gzipped tar, with the folders `labs` among its labs."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(packed))) as old:
        files = {one.name: _content(old, one) for one in old if one.isfile()}
    for lab in labs:
        for path in sorted(lab.rglob("*")):
            inside = path.relative_to(lab)
            if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in inside.parts):
                files[f"pagesim_py/labs/{lab.name}/{inside.as_posix()}"] = path.read_bytes()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as new:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            new.addfile(entry, io.BytesIO(data))
    return gzip.compress(out.getvalue(), 9, mtime=0)


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(entry)
    return b"" if file is None else file.read()


def with_list(page: str) -> str:
    """Return a page with the labs that are known now in the list that it begins with, if it has such a list."""

    def renewed(match: re.Match[str]) -> str:
        first = json.loads(match[2])
        if not first.get("labs"):
            return match[0]
        text = json.dumps(first | {"labs": overview()}).replace("<", "\\u003c")
        return f"{match[1]}{text}{match[3]}"

    mark = re.compile(r'(<script type="application/json" id="first">)(.*?)(</script>)', re.DOTALL)
    return mark.sub(renewed, page)
