"""The keys of assignment.toml: what may stand where, and of which type."""

from __future__ import annotations

from typing import Any

Types = dict[str, Any]

ASSIGNMENT: Types = {
    "format": int, "id": str, "version": str, "title": str, "summary": str, "base": str, "dialect": str,
    "panels": list, "address": str, "boot": dict, "seed": str, "attempts": int, "reveal": str, "spec": dict,
    "draw": dict, "question": list,
}  # fmt: skip
ASSIGNMENT_NEEDS = ("format", "id", "version", "title", "question")

QUESTION: Types = {
    "id": str, "kind": str, "ask": str, "title": str, "after": list, "tags": list, "attempts": int, "reveal": str,
    "hints": list, "mutants": list, "points": (int, float), "draw": dict, "check": list,
}  # fmt: skip
QUESTION_NEEDS = ("id", "kind", "ask")

KINDS: dict[str, tuple[Types, tuple[str, ...]]] = {
    "error-code": ({"of": str}, ("of",)),
    "indices": ({"of": str}, ("of",)),
    "decides": ({"of": str}, ("of",)),
    "walk": ({"of": str}, ("of",)),
    "entry": ({"of": str, "level": int, "accesses": list}, ("of", "level", "accesses")),
    "repair": ({"of": str, "edits": int, "still": list}, ("of", "edits")),
    "order": ({"run": str, "exception": int, "distractors": list}, ("run",)),
    "parsons": ({"into": str, "lines": list, "distractors": list}, ("into", "lines", "check")),
    "rust": ({"edit": list}, ("edit", "check")),
    "predict": ({"run": str, "what": str, "row": int, "credit": str}, ("run", "what")),
    "point": ({"run": str, "moment": dict}, ("run", "moment")),
    "choice": ({"options": list, "from": str, "like": dict}, ()),
    "choices": ({"options": list}, ("options",)),
    "number": ({"answer": str, "run": str, "unit": str, "hex": bool}, ("answer",)),
    "text": ({"answers": list}, ("answers",)),
    "essay": ({"words": int}, ()),
}
"""By kind: the keys that only it has, and those that it needs."""

OPTION: Types = {"text": str, "right": bool, "mutant": str, "why": str}

RUNS: Types = {"with": str, "boots": list, "keys": str, "max_steps": int}
"""How a check runs the program."""

TERMS: Types = {
    "compiles": bool, "warnings": int, "ends": str, "exceptions": list, "screen": (str, list),
    "screen-not": (str, list), "row": dict, "cell": dict, "serial": (str, list), "maps": dict, "unmapped": str,
    "access": dict, "walk": dict, "register": dict, "memory": dict, "event": dict, "before": list, "frames": dict,
    "called": (str, list), "stale": bool, "source": dict,
}  # fmt: skip
"""What a check can look at."""

TERM_KEYS: dict[str, tuple[Types, tuple[str, ...]]] = {
    "row": ({"n": int, "is": str}, ("n", "is")),
    "cell": ({"at": list, "char": str, "attr": (int, str)}, ("at",)),
    "maps": ({"page": (str, int), "frame": (str, int), "size": str, "rights": str, "not": str}, ("page",)),
    "access": (
        {"kind": str, "address": (str, int), "cpl": int, "gives": str}, ("kind", "address", "gives"),
    ),
    "walk": ({"address": (str, int), "level": int, "entry": (str, int)}, ("address", "level")),
    "memory": (
        {"physical": (str, int), "linear": (str, int), "u8": (str, int), "u16": (str, int), "u32": (str, int),
         "u64": (str, int)}, (),
    ),
    "event": ({"kind": str, "count": int, "least": int, "most": int, "where": dict}, ("kind",)),
    "frames": ({"used": int, "most": int, "region": str, "twice": bool}, ()),
    "source": ({"file": str, "has": (str, list), "not": (str, list)}, ()),
}  # fmt: skip

PICKERS: dict[str, tuple[Any, Types]] = {
    "page": (str, {"missing": int, "half": str}),
    "address": (str, {"half": str}),
    "access": (list, {"on": str, "cpl": list, "decided": str, "size": list, "wp": list}),
    "tables": (str, {"cpl": int, "kind": str, "half": str, "level": int, "frame": str}),
    "number": (list, {"step": int, "hex": bool}),
    "one-of": (list, {"hex": bool}),
    "compute": (str, {}),
}
"""By picker: the type of what it is told, and the types of its options."""
