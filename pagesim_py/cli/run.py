"""``run``: compiles and runs a kernel, prints the screen or JSON."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from pagesim_py.cli.project import InputError, Project, read_project
from pagesim_py.labs.runner import Rejected, Result, run_files
from pagesim_py.machine.keyboard import strokes
from pagesim_py.rust.compiled import known_dialect

HALTED, COMPILE_ERROR, TRIPLE_FAULT, RUNNING, PANICKED = 0, 1, 3, 4, 5
_STATUS = {"halted": HALTED, "triple_fault": TRIPLE_FAULT, "running": RUNNING, "panicked": PANICKED}


def run(path: Path, *, as_json: bool, max_steps: int, dialect: str | None, keys: str = "") -> int:
    """Runs the kernel at ``path``, typing ``keys``; the exit status. InputError if there is nothing to run."""
    project = read_project(path)
    try:
        chosen = known_dialect(dialect or project.dialect)
    except ValueError as error:
        raise InputError(str(error)) from None
    pressed = _keys(keys)
    try:
        result = run_files(
            project.files,
            dialect=chosen,
            package=project.package,
            max_steps=max_steps,
            boot=project.boot,
            options=project.options,
            keys=pressed,
        )
    except Rejected as error:
        print("\n\n".join(_rendered(message, project) for message in error.messages), file=sys.stderr)
        if as_json:
            print(json.dumps(_rejected(error)))
        return COMPILE_ERROR
    for message in result.messages:
        print(_rendered(message, project) + "\n", file=sys.stderr)
    if as_json:
        print(json.dumps(as_data(result)))
    else:
        _show(result)
    return result.exit_code & 0xFF if result.exit_code is not None else _STATUS[result.kind]


_ESCAPES = {"n": "\n", "t": "\t", "b": "\b", "e": "\x1b", "\\": "\\"}


def _keys(text: str) -> str:
    """The keys that ``--keys`` names: characters, and ``\\n`` for Enter as in Rust. InputError for one there is not."""
    keys = re.sub(r"\\([ntbe\\])", lambda found: _ESCAPES[found[1]], text)
    for key in keys:
        if strokes(key) is None:
            raise InputError(f"a US keyboard has no key {key!r}")
    return keys


def as_data(result: Result) -> dict[str, Any]:
    """The outcome as plain data, as ``--json`` prints it."""
    data: dict[str, Any] = {
        "outcome": result.kind,
        "screen": result.screen,
        "serial": result.serial,
        "exceptions": [
            {
                "vector": one.vector,
                "mnemonic": one.mnemonic,
                "error_code": one.error_code,
                "cr2": None if one.cr2 is None else hex(one.cr2),
                "rip": hex(one.rip),
                "cpl": one.cpl,
            }
            for one in result.exceptions
        ],
        "interrupts": {str(vector): times for vector, times in result.interrupts.items()},
        "messages": result.messages,
        "steps": result.steps,
        "reason": result.reason,
    }
    if result.exit_code is not None:
        data["exit_code"] = result.exit_code
    return data


def _rejected(error: Rejected) -> dict[str, Any]:
    return {
        "outcome": "compile_error",
        "screen": [" " * 80] * 25,
        "serial": "",
        "exceptions": [],
        "interrupts": {},
        "messages": error.messages,
        "steps": 0,
        "reason": "the compiler rejected the program",
    }


def _show(result: Result) -> None:
    """The screen without what is empty at its end, the serial port's text, and how it ended if not by halting."""
    print("\n".join(line.rstrip() for line in result.screen).rstrip("\n"))
    if result.serial:
        print(f"--- serial port\n{result.serial.rstrip()}")
    if result.kind != "halted":
        sys.stdout.flush()
        kind = result.kind.replace("_", " ")
        print(f"pagesim: {kind}: {result.reason.removeprefix(f'{kind}: ')}", file=sys.stderr)


def _rendered(message: dict[str, Any], project: Project) -> str:
    """The message as rustc prints it, with the name that the user gave to a single file."""
    text = str(message["rendered"])
    return text if project.shown is None else text.replace("--> src/main.rs:", f"--> {project.shown}:")
