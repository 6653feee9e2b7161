"""The values of a check's terms, as far as they can be checked before anything runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pagesim_py.boot import RegionType
from pagesim_py.homework.events import number_in
from pagesim_py.homework.format import AssignmentError
from pagesim_py.homework.names import named_in
from pagesim_py.homework.reading import near
from pagesim_py.labs.expect import ENDS
from pagesim_py.machine.events import REGISTRY
from pagesim_py.machine.registers import REGISTERS
from pagesim_py.rust.own import CRATE_NAMES

EXCEPTION = re.compile(r"#[A-Z]{2}(?: 0x[0-9a-f]+){0,2}")
SIZES = {"4 KiB": 1, "2 MiB": 2, "1 GiB": 3}
RIGHTS = re.compile(r"r?w?x?u?")
INSTEAD = (
    "Ask for a function of the program's own, such as osirs::memory::init, or for what the call does: event = "
    '{ kind = "TranslationInvalidated" }, register = { cr3 = "0x1000" }, maps, memory'
)
CALLED = re.compile(r"[A-Za-z_][\w:<>]*")


def check_terms(terms: Mapping[str, Any], where: str) -> None:
    """AssignmentError for the first value that no machine can have."""
    for term, value in terms.items():
        if term in _CHECKS:
            _CHECKS[term](value, f"{where}, {term}")


def _fail(where: str, says: str) -> AssignmentError:
    return AssignmentError(f"{where}: {says}")


def _address(value: Any, where: str) -> None:
    if not isinstance(value, str) or not list(named_in(value)):
        if number_in(value) is None:
            raise _fail(where, f"an address is like 0xb8000, or a drawn name such as {{page}}; not {value!r}")


def _flag(name: str) -> Callable[[Any, str], None]:
    def check(value: Any, where: str) -> None:
        if value is not True:
            raise _fail(where, f"this check is written {name} = true")

    return check


def _warnings(value: Any, where: str) -> None:
    if value < 0:
        raise _fail(where, f"the most warnings that are allowed, 0 or more; not {value}")


def _ends(value: Any, where: str) -> None:
    if value not in ENDS:
        raise _fail(where, f"a run ends as one of {', '.join(ENDS)}, not {value!r}")


def _exceptions(value: Any, where: str) -> None:
    for one in value:
        if not list(named_in(one)) and not EXCEPTION.fullmatch(one):
            raise _fail(where, f'an exception is written like "#PF 0x2 0xdeadbeaf" or "#BP", not {one!r}')


def _row(value: Any, where: str) -> None:
    if not 0 <= value["n"] < 25:
        raise _fail(where, f"'n' is the number of a row, 0 to 24, not {value['n']}")


def _cell(value: Any, where: str) -> None:
    at = value["at"]
    if len(at) != 2 or not all(isinstance(one, int) for one in at) or not (0 <= at[0] < 25 and 0 <= at[1] < 80):
        raise _fail(where, f"'at' is [row, column], up to [24, 79], not {at!r}")
    if not {"char", "attr"} & set(value):
        raise _fail(where, "it says the 'char' or the 'attr' of the cell")
    if len(value.get("char", "x")) != 1:
        raise _fail(where, f"'char' is one character, not {value['char']!r}")


def _maps(value: Any, where: str) -> None:
    for key in ("page", "frame"):
        if key in value:
            _address(value[key], f"{where}, {key}")
    if "size" in value and value["size"] not in SIZES:
        raise _fail(where, f"'size' is one of {', '.join(SIZES)}, not {value['size']!r}")
    for key in ("rights", "not"):
        if not RIGHTS.fullmatch(value.get(key, "")):
            raise _fail(where, f"{key!r} is out of r, w, x and u in this order, such as rw or rx; not {value[key]!r}")


def _access(value: Any, where: str) -> None:
    _address(value["address"], f"{where}, address")
    if value["kind"] not in ("read", "write", "fetch"):
        raise _fail(where, f"'kind' is read, write or fetch, not {value['kind']!r}")
    if value.get("cpl", 0) not in (0, 3):
        raise _fail(where, f"'cpl' is 0 or 3, not {value['cpl']}")
    if value["gives"] != "ok" and not EXCEPTION.fullmatch(value["gives"]):
        raise _fail(where, f'\'gives\' is ok, or an exception such as "#PF 0x3" or "#PF"; not {value["gives"]!r}')


def _walk(value: Any, where: str) -> None:
    _address(value["address"], f"{where}, address")
    if "entry" in value:
        _address(value["entry"], f"{where}, entry")
    if not 1 <= value["level"] <= 4:
        raise _fail(where, f"'level' is 1 to 4, not {value['level']}")


def _register(value: Any, where: str) -> None:
    if not value:
        raise _fail(where, 'it names a register, such as { cr3 = "0x1000" }')
    for name, wanted in value.items():
        if name not in NUMBERS:
            raise _fail(where, f"there is no register {name!r}{near(name, NUMBERS)}")
        _address(wanted, f"{where}, {name}")


NUMBERS = tuple(name for name in REGISTERS if name not in ("idtr", "gdtr", "tr", "ldtr"))
"""The registers that are numbers."""


def _memory(value: Any, where: str) -> None:
    if len({"physical", "linear"} & set(value)) != 1:
        raise _fail(where, "it says where, in one of 'physical' and 'linear'")
    if len({"u8", "u16", "u32", "u64"} & set(value)) != 1:
        raise _fail(where, "it says what is there, in one of u8, u16, u32 and u64")
    for key, one in value.items():
        _address(one, f"{where}, {key}")


def _before(value: Any, where: str) -> None:
    for name in value:
        if name not in REGISTRY:
            raise _fail(where, f"there is no event {name!r}{near(name, [one for one in REGISTRY if one[0] != '_'])}")


def _frames(value: Any, where: str) -> None:
    if "region" in value and value["region"] not in RegionType.__members__:
        raise _fail(where, f"there is no region {value['region']!r}{near(value['region'], RegionType.__members__)}")


def _called(value: Any, where: str) -> None:
    for name in [value] if isinstance(value, str) else value:
        if not CALLED.fullmatch(name):
            raise _fail(where, f"a function is written like osirs::memory::init, not {name!r}")
        crate, _, rest = name.partition("::")
        if rest and crate in CRATE_NAMES:
            raise _fail(where, f"calls of {name} are not seen: it is a function of the crate {crate}. {INSTEAD}")


def _source(value: Any, where: str) -> None:
    for key in ("has", "not"):
        for one in [value[key]] if isinstance(value.get(key), str) else value.get(key, []):
            if not isinstance(one, str) or not one:
                raise _fail(where, f"{key!r} is a text, or a list of texts, not {one!r}")


_CHECKS: dict[str, Callable[[Any, str], None]] = {
    "compiles": _flag("compiles"), "warnings": _warnings, "ends": _ends, "exceptions": _exceptions, "row": _row,
    "cell": _cell, "maps": _maps, "unmapped": _address, "access": _access, "walk": _walk, "register": _register,
    "memory": _memory, "before": _before, "frames": _frames, "called": _called, "source": _source,
}  # fmt: skip
