"""``run``: compiles and runs a kernel, prints the screen or JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pagesim_py.cli.chain import chain_text, triple_fault
from pagesim_py.cli.patience import STEPS, Patience, no_end
from pagesim_py.cli.project import COMPILE_ERROR, rendered
from pagesim_py.labs.exceptions import Undelivered
from pagesim_py.labs.project import InputError, read_project
from pagesim_py.labs.runner import Rejected, Result, plain_message, run_files
from pagesim_py.machine import vectors
from pagesim_py.machine.faults import explain
from pagesim_py.machine.keys import keys_in
from pagesim_py.rust.dialects import known_dialect
from pagesim_py.rust.image.keeper import Keeper
from pagesim_py.rust.run.reasons import as_data as as_plain
from pagesim_py.rust.run.turns import FAR

HALTED, TRIPLE_FAULT, RUNNING, PANICKED = 0, 3, 4, 5
_STATUS = {"halted": HALTED, "triple_fault": TRIPLE_FAULT, "running": RUNNING, "panicked": PANICKED}


def run(path: Path, *, as_json: bool, max_steps: int | None, dialect: str | None, keys: str = "") -> int:
    """Runs the kernel at ``path``, typing ``keys``; the exit status. InputError if there is nothing to run.

    At most ``max_steps`` steps; None: as long as it shows something new.
    """
    project = read_project(path)
    try:
        chosen = known_dialect(dialect or project.dialect)
    except ValueError as error:
        raise InputError(str(error)) from None
    typed = pressed(keys)
    notes = [plain_message(note, "warning") for note in project.notes]
    keeper = Keeper(chosen, project.files, {"package": project.package, **project.options})

    def attempt() -> Result:
        return run_files(
            project.files,
            dialect=chosen,
            package=project.package,
            max_steps=max_steps or FAR,
            boot=project.boot,
            options=project.options,
            keys=typed,
            keeper=keeper,
            patience=FAR if max_steps else STEPS,
            look=no_end if max_steps else Patience(),
        )

    try:
        result = keeper.attempt(attempt, Rejected)
    except Rejected as error:
        error.messages += notes
        print("\n\n".join(rendered(message, project) for message in error.messages), file=sys.stderr)
        if as_json:
            print(json.dumps(_rejected(error)))
        keeper.keep()
        return COMPILE_ERROR
    result.messages[:0] = notes
    for message in result.messages:
        print(rendered(message, project) + "\n", file=sys.stderr)
    if as_json:
        print(json.dumps(as_data(result)))
    else:
        _show(result)
    sys.stdout.flush()
    keeper.keep()
    return status_of(result.kind, result.exit_code)


def status_of(kind: str, exit_code: int | None) -> int:
    """The exit status for a run that ended so."""
    return exit_code & 0xFF if exit_code is not None else _STATUS[kind]


def pressed(text: str) -> list[str]:
    """The keys that ``--keys`` names. InputError for one there is not."""
    try:
        return keys_in(text)
    except ValueError as error:
        raise InputError(str(error)) from None


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
        "raised": [_undelivered(one) for one in result.raised],
        "interrupts": {str(vector): times for vector, times in result.interrupts.items()},
        "messages": result.messages,
        "steps": result.steps,
        "reason": result.reason,
        "why": [as_plain(one) for one in result.why],
    }
    if result.left_out:
        data["exceptions_left_out"] = result.left_out
    if result.exit_code is not None:
        data["exit_code"] = result.exit_code
    return data


def _undelivered(one: Undelivered) -> dict[str, Any]:
    return {
        "vector": one.vector,
        "mnemonic": one.mnemonic,
        "source": one.source,
        "error_code": one.error_code,
        "cr2": None if one.cr2 is None else hex(one.cr2),
        "rip": hex(one.rip),
        "why": one.why,
        "then": [
            {
                "vector": fault.vector,
                "mnemonic": fault.mnemonic,
                "error_code": fault.error_code,
                "cr2": None if fault.cr2 is None or fault.vector != vectors.PF else hex(fault.cr2),
                "why": explain(fault),
            }
            for fault in one.then
        ],
    }


def _rejected(error: Rejected) -> dict[str, Any]:
    return {
        "outcome": "compile_error",
        "screen": [" " * 80] * 25,
        "serial": "",
        "exceptions": [],
        "raised": [],
        "interrupts": {},
        "messages": error.messages,
        "steps": 0,
        "reason": "the compiler rejected the program",
        "why": [],
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
    if (event := triple_fault(result.machine.log or ())) is not None:
        print("".join(f"  {line}\n" for line in chain_text(event)), file=sys.stderr, end="")
