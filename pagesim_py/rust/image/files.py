"""Files that are kept from one process to the next, in a folder of the user's own.

Losing one costs time and nothing else. So whatever is wrong with the folder or a file (none may be made, the disk is
full, somebody else could have written there, the content is damaged) means to do without it, and says nothing.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from zlib import crc32

SWITCH = "PAGESIM_CACHE"
"""The environment variable: "off" keeps nothing; anything else names the folder."""

MAGIC = b"pagesim image 1\n"
LARGEST = 64 << 20
"""Bytes of one file at most."""
LIMITS = {".image": (12, 128 << 20), ".kernel": (48, 32 << 20)}
"""By the ends of their names: how many files, and how many bytes of all of them, are kept at most. Those that were used
longest ago go first."""
DAY = 24 * 3600


def folder() -> Path | None:
    """Where files are kept; None if nothing is to be kept."""
    given = os.environ.get(SWITCH)
    if given is not None:
        return None if given in ("", "0", "off", "no") else Path(given)
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # as the XDG specification says
            base = os.path.join(home, ".cache")
    return Path(base, "pagesim") if os.path.isabs(base) else None


def is_private(found: os.stat_result) -> bool:
    """Whether nobody but this user (and root) can have written there."""
    if sys.platform == "win32":  # the user's folder is guarded by its access list
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def usable(where: Path) -> bool:
    """Whether ``where`` is a folder, made if it was missing, into which nobody else can write."""
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = os.lstat(where)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and is_private(found)


def read(name: str, key: bytes) -> memoryview | None:
    """The content of the file of that name; None if there is none that is whole, the user's own and for this key."""
    where = folder()
    if where is None or not usable(where):
        return None
    path = where / name
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or not is_private(found) or found.st_size > LARGEST:
                return None
            whole = memoryview(file.read())
        if found.st_mtime < time.time() - DAY:
            os.utime(path)  # it is in use
    except OSError:
        return None
    start = len(MAGIC) + len(key)
    content = whole[start + 4 :]
    if whole[:start] != MAGIC + key or whole[start : start + 4] != crc32(content).to_bytes(4, "little"):
        return None
    return content


def write(name: str, key: bytes, content: bytes) -> bool:
    """Keep ``content`` under that name, in one step for all who read; whether it worked."""
    where = folder()
    if where is None or not usable(where) or len(content) > LARGEST - 1024:
        return False
    made: str | None = None
    try:
        handle, made = tempfile.mkstemp(".new", f"{name}-", where)
        with open(handle, "wb") as file:
            file.write(MAGIC + key + crc32(content).to_bytes(4, "little"))
            file.write(content)
        os.replace(made, where / name)
    except OSError:
        if made is not None:
            with suppress(OSError):
                os.unlink(made)
        return False
    tidy(where)
    return True


def names(begin: str, end: str) -> list[str]:
    """The names of the files that begin and end like this."""
    where = folder()
    if where is None or not usable(where):
        return []
    try:
        return [name for name in os.listdir(where) if name.startswith(begin) and name.endswith(end)]
    except OSError:
        return []


def drop(name: str) -> None:
    """Keep the file of that name no longer."""
    where = folder()
    if where is not None and usable(where):
        with suppress(OSError):
            (where / name).unlink()


def tidy(where: Path) -> None:
    """Remove the files that were used longest ago, if there are too many, and what broken-off writers left."""
    found: list[tuple[float, int, Path]] = []
    with suppress(OSError):
        for entry in os.scandir(where):
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                found.append((status.st_mtime, status.st_size, Path(entry.path)))
    room = dict(LIMITS)
    for when, size, path in sorted(found, reverse=True):
        if path.suffix in room:
            count, most = room[path.suffix]
            room[path.suffix] = count - 1, most - size
            old = count <= 0 or most < size
        else:
            old = path.suffix == ".new" and when < time.time() - DAY
        if old:
            with suppress(OSError):
                path.unlink()
