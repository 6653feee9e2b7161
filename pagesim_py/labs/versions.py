"""Cargo's version requirements, as its book has them: ``1.2``, ``~0.3.1``, ``=0.14.2``, ``>=0.5, <0.8``, ``0.2.*``."""

from __future__ import annotations

import re

Version = tuple[int, int, int]
_PART = re.compile(r"\s*(\^|~|=|>=|<=|>|<)?\s*v?(\d+|\*)(?:\.(\d+|[*xX]))?(?:\.(\d+|[*xX]))?(?:[-+][\w.+-]*)?\s*\Z")


def version_of(text: str) -> Version:
    """A version as numbers; what is missing or no number is 0."""
    numbers = [int(found) for found in re.findall(r"\d+", re.split(r"[-+]", text)[0])[:3]]
    major, minor, patch = [*numbers, 0, 0, 0][:3]
    return major, minor, patch


def fits(version: Version, wanted: str) -> bool:
    """Whether a version is one that a requirement allows; a requirement that can't be read allows none."""
    return all(_fits_one(version, part) for part in wanted.split(",") if part.strip())


def versions_in(release: str, wanted: str) -> list[Version]:
    """Versions of a release, such as ``0.5`` or ``2``, of which a requirement allows one if it allows any of that
    release's: its first, its last, and those that the requirement names.
    """
    given = [int(number) for number in release.split(".")]
    named = [version_of(part) for part in wanted.split(",")]
    first, last = version_of(release), version_of(".".join(map(str, [*given, 1 << 32, 1 << 32])))
    return [one for one in (first, *named, last) if list(one[: len(given)]) == given]


def _fits_one(version: Version, part: str) -> bool:
    found = _PART.match(part)
    if found is None:
        return False
    sign, *texts = found.groups()
    given = [int(text) for text in texts if text is not None and text.isdigit()]
    if not given:
        return True
    low = version_of(".".join(map(str, given)))
    starred = any(text is not None and not text.isdigit() for text in texts)
    if sign in (">", "<", ">=", "<="):
        if sign == ">":
            return version >= _after(given)
        if sign == "<=":
            return version < _after(given)
        return version >= low if sign == ">=" else version < low
    if sign == "=" or starred:
        return list(version[: len(given)]) == given
    if sign == "~":
        return low <= version < _after(given[:2])
    kept = next((n for n, number in enumerate(given) if number), len(given) - 1)
    return low <= version < _after(given[: kept + 1])


def _after(given: list[int]) -> Version:
    """The first version that these numbers don't begin."""
    return version_of(".".join(map(str, [*given[:-1], given[-1] + 1])))
