"""What a CPU must do with one access, predicted from named ingredients with set algebra.

Written in another shape than the machine on purpose: no masks, no loop over levels, no code shared with it.
The manual is the only thing both have in common (SDM vol. 3A 4.6, 4.7, 4.8).

An ingredient is a name: ``leaf.rw`` (the bit is set in the entry that maps the page), ``dir.rw`` (in the entry
above it), ``cpu.wp`` (a control bit), ``try.write`` (what the access is).
"""

from __future__ import annotations

from typing import NamedTuple

ENTRY_BITS = ("p", "rw", "us", "xd", "rsvd")
DIR = tuple("dir." + bit for bit in ENTRY_BITS)
LEAF = tuple("leaf." + bit for bit in (*ENTRY_BITS, "a", "d", "key_ad", "key_wd"))
CPU = tuple("cpu." + bit for bit in ("wp", "nxe", "smep", "smap", "ac", "pke", "pks"))
TRY = ("try.write", "try.fetch", "try.user", "try.implicit")


class Prediction(NamedTuple):
    """``code``: names of the error code's set bits, or None if the access succeeds. ``must`` and ``may``:
    accessed and dirty bits that are, or can be, newly set."""

    code: frozenset[str] | None
    must: frozenset[str]
    may: frozenset[str]


def is_legal(bits: frozenset[str]) -> bool:
    """Whether the ingredients can stand together."""
    if {"try.write", "try.fetch"} <= bits or {"try.implicit", "try.fetch"} <= bits:
        return False
    return not {"leaf.d", "leaf.rsvd"} <= bits  # one of them is enough to look at


def stops_walk(bits: frozenset[str], entry: str) -> str | None:
    """Why the walk ends at ``entry`` with a fault, or None: P first, then reserved bits."""
    if f"{entry}.p" not in bits:
        return "absent"
    if f"{entry}.rsvd" in bits or (f"{entry}.xd" in bits and "cpu.nxe" not in bits):
        return "reserved"
    return None


def refused_by(bits: frozenset[str]) -> set[str]:
    """The reasons to refuse an access to a page whose walk came to its end."""
    has = bits.__contains__
    reasons = set()
    user_page = {"dir.us", "leaf.us"} <= bits
    writable = {"dir.rw", "leaf.rw"} <= bits
    data = not has("try.fetch")
    by_user = has("try.user") and not has("try.implicit")
    if by_user and not user_page:
        reasons.add("privilege")
    if has("try.write") and not writable and (by_user or has("cpu.wp")):
        reasons.add("read-only")
    if has("try.fetch") and bits & {"dir.xd", "leaf.xd"}:
        reasons.add("no-execute")
    if not by_user and user_page:
        if has("try.fetch") and has("cpu.smep"):
            reasons.add("smep")
        overridden = has("cpu.ac") and not has("try.implicit")
        if data and has("cpu.smap") and not overridden:
            reasons.add("smap")
    asked = (user_page and has("cpu.pke")) or (not user_page and has("cpu.pks") and not by_user)
    if data and asked:
        if has("leaf.key_ad"):
            reasons.add("key")
        if has("leaf.key_wd") and has("try.write") and (by_user or has("cpu.wp")):
            reasons.add("key")
    return reasons


def predict(bits: frozenset[str]) -> Prediction:
    """What the CPU does with the access that ``bits`` describes."""
    told = set()
    if "try.write" in bits:
        told.add("W")
    if "try.user" in bits and "try.implicit" not in bits:
        told.add("U")
    if "try.fetch" in bits and bits & {"cpu.nxe", "cpu.smep"}:
        told.add("I")
    nothing: frozenset[str] = frozenset()
    passed: set[str] = set()
    for entry in ("dir", "leaf"):
        why = stops_walk(bits, entry)
        if why is not None:
            extra = {"P", "RSVD"} if why == "reserved" else set()
            return Prediction(frozenset(told | extra), nothing, frozenset(passed))
        passed.add(f"{entry}.a")
    reasons = refused_by(bits)
    if reasons:
        extra = {"P", "PK"} if "key" in reasons else {"P"}
        return Prediction(frozenset(told | extra), nothing, frozenset({"dir.a"}))
    sets = passed | ({"leaf.d"} if "try.write" in bits else set())
    return Prediction(None, frozenset(sets), frozenset(sets))
