"""The versions that a kernel can be compiled as: of the x86_64 crate, and of the compiler as far as panics go."""

from __future__ import annotations

VERSIONS = ("0.14.13", "0.14.2", "0.15.4", "0.13.5")  # of the x86_64 crate; the first of those that fit is meant
LIKE = {"0.13.5": "0.14.2"}
"""What a version has in common with another: all but what the crate has under its own number."""
OLD_PANICS = "rustc-1.72"  # the last that put a panic's message before its place, in quotes
DIALECTS = (*VERSIONS, *(f"{version}+{OLD_PANICS}" for version in VERSIONS))


def known_dialect(version: str) -> str:
    """The dialect that stands for ``version`` of the x86_64 crate: "0.15" for 0.15.4; a further "+rustc-1.72" for the
    panics' texts of that compiler and those before it. Raises ValueError for others.
    """
    number, plus, compiler = version.partition("+")
    for known in VERSIONS:
        if (known == number or known.startswith(number + ".")) and (plus == "" or compiler == OLD_PANICS):
            return known + plus + compiler
    raise ValueError(f"there is no dialect {version!r}: choose one of {', '.join(DIALECTS)}")
