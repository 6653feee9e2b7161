"""The log of a submission: entries that are chained by their hashes, and edits that can be replayed.

The page's code is open, so a chain shows accidents and clumsy edits, not what a determined forger does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

DIGITS = 16
"""Hexadecimal digits of an entry's hash."""
Entry = dict[str, Any]
Edit = tuple[int, int, str]
"""Offset and number of the characters that go, and the text that comes instead."""


def canonical(value: Any) -> bytes:
    """``value`` as JSON that is the same everywhere: what hashes are made of."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def root_of(identity: Mapping[str, Any]) -> str:
    """What the first entry's hash begins with: whose log this is, and of what."""
    return hashlib.sha256(b"pagesim-chain-1\0" + canonical(dict(identity))).hexdigest()[:DIGITS]


def linked(previous: str, entry: Mapping[str, Any]) -> str:
    """The hash of ``entry`` (without its ``h``) that follows the entry with the hash ``previous``."""
    bare = {key: value for key, value in entry.items() if key != "h"}
    return hashlib.sha256(previous.encode() + b"\0" + canonical(bare)).hexdigest()[:DIGITS]


def broken_at(root: str, log: Sequence[Mapping[str, Any]]) -> int | None:
    """The index of the first entry whose hash is not what it has to be; None if all are."""
    previous = root
    for number, entry in enumerate(log):
        found = linked(previous, entry)
        if entry.get("h") != found:
            return number
        previous = found
    return None


def sealed(previous: str, rest: Mapping[str, Any]) -> str:
    """The end of the chain: over the last entry's hash and everything in the submission but log and chain."""
    bare = {key: value for key, value in rest.items() if key not in ("log", "chain")}
    return hashlib.sha256(previous.encode() + b"\0" + canonical(bare)).hexdigest()


# -- edits


def edit_between(before: str, after: str) -> list[Edit]:
    """The one edit that makes ``after`` of ``before``; nothing if they are the same."""
    if before == after:
        return []
    most = min(len(before), len(after))
    start = _longest(most, lambda n: before[:n] == after[:n])
    end = _longest(most - start, lambda n: before[len(before) - n :] == after[len(after) - n :])
    return [(start, len(before) - start - end, after[start : len(after) - end])]


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """The largest n <= ``most`` for which ``holds``, which it does for 0 and all smaller ones."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def edited(text: str, edits: Sequence[Sequence[Any]]) -> str:
    """``text`` after ``edits``. ValueError if one of them is outside of the text, or no edit."""
    for one in edits:
        if len(one) != 3 or not _is_count(one[0]) or not _is_count(one[1]) or not isinstance(one[2], str):
            raise ValueError("an edit is an offset, a number of characters and a text")
        offset, removed, inserted = one
        if offset + removed > len(text):
            raise ValueError("an edit is outside of its file")
        text = text[:offset] + inserted + text[offset + removed :]
    return text


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def files_digest(files: Mapping[str, str | None]) -> str:
    """16 hexadecimal digits for the content of files; None: a file that was removed."""
    return hashlib.sha256(canonical(dict(files))).hexdigest()[:DIGITS]


def replayed(starter: Mapping[str, str], log: Sequence[Mapping[str, Any]], most: int) -> dict[str, str | None] | None:
    """The files that differ from ``starter`` after all edits in ``log``; None if the log has an edit that cannot be.

    ``most``: characters that a file may have on the way.
    """
    changed: dict[str, str | None] = {}
    for entry in log:
        try:
            if entry.get("do") == "folded":
                changed = {str(path): text for path, text in entry["files"].items()}
            elif entry.get("do") == "edit":
                path, edits = entry["edit"]
                text = edited(changed.get(path, starter.get(path)) or "", edits)
                if len(text) > most:
                    return None
                changed[path] = text
            elif entry.get("do") == "remove":
                changed[entry["file"]] = None
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
    return differing(starter, changed)


def differing(starter: Mapping[str, str], files: Mapping[str, str | None] | Mapping[str, str]) -> dict[str, str | None]:
    """Of ``files`` those that differ from the starter."""
    return {path: text for path, text in sorted(files.items()) if starter.get(path) != text}
