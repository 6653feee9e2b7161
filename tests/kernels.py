"""Runs a recorded kernel and compares what happened with its expected.json (rules: tests/data/kernels/RULES.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pagesim_py.machine import events as machine_events
from pagesim_py.machine.keys import typed
from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.prelude import shared_for

KERNELS = Path(__file__).parent / "data" / "kernels"
STEPS = 3_000_000
KEYS = {"keys_raw": ("x", "Enter")}
"""What is typed while a kernel waits (the recording's README says so)."""
OUTCOMES = {"running": "running_forever"}
WILDCARDS = {
    "{addr}": r"0x[0-9a-f]+",
    "{hex}": r"\s*[0-9a-f]+\s*",
    "{flags}": r"[^,]*",
    "{path}": r".*",
    "{dots}": r"[.\s]*",
}


@dataclass
class Ran:
    """What became of a kernel."""

    outcome: str
    screen: list[str] = field(default_factory=list)
    exceptions: list[dict[str, Any]] = field(default_factory=list)
    raised: list[dict[str, Any]] = field(default_factory=list)
    interrupts: list[int] = field(default_factory=list)
    serial: list[str] = field(default_factory=list)
    exit_code: int | None = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    reason: str = ""
    attributes: bytes = b""


def names() -> list[str]:
    """All recorded kernels."""
    return sorted(p.parent.name for p in KERNELS.glob("*/expected.json"))


def expected(name: str) -> dict[str, Any]:
    recorded: dict[str, Any] = json.loads((KERNELS / name / "expected.json").read_text())
    return recorded


def sources(name: str) -> dict[str, str]:
    root = KERNELS / name
    return {str(p.relative_to(root)): p.read_text() for p in sorted(root.rglob("*.rs"))}


def run(
    files: dict[str, str], steps: int = STEPS, keys: Sequence[str] = (), dialect: str = "0.14.13", record: bool = True
) -> Ran:
    """Compile, boot, run, and type ``keys``."""
    try:
        compiled = compile(files, dialect, record)
    except CompileError as error:
        return rejected(error, dialect)
    machine = prepare(compiled)
    machine.log = []
    outcome = compiled.run(machine, max_steps=steps, keys=typed(keys))
    ran = Ran(OUTCOMES.get(outcome.kind, outcome.kind), reason=outcome.reason, exit_code=outcome.exit_code)
    ran.screen = [line.rstrip() for line in machine.screen.lines()]
    while ran.screen and not ran.screen[-1]:
        ran.screen.pop()
    ran.attributes = bytes(machine.screen.bytes()[1::2])
    ran.serial = machine.uart.text.replace("\r", "").split("\n")
    if ran.serial and not ran.serial[-1]:
        ran.serial.pop()
    collect(machine.log, ran)
    return ran


def rejected(error: CompileError, dialect: str) -> Ran:
    ran = Ran("compile_error")
    for d in error.diagnostics:
        if d.level == "error":
            place = shared_for(dialect).sources.locate(d.span) if d.span.file else (None, None, None)
            where = {"file": place[0], "line": place[1], "col": place[2]}
            ran.errors.append({"code": d.code, "message": d.headline(), **where})
    return ran


def collect(log: list[Any], ran: Ran) -> None:
    """Exceptions and interrupts from the machine's log."""
    nested = {id(e.second) for e in log if isinstance(e, machine_events.DeliveryFailed | machine_events.DoubleFaulted)}
    for e in log:
        if isinstance(e, machine_events.TripleFaulted):
            nested |= {id(a.fault) for a in e.chain if a.delivering and a.fault.vector != 8}
    for e in log:
        if isinstance(e, machine_events.FaultRaised):
            raised = e.fault
            if id(raised) in nested:
                continue  # part of the delivery of the one before
            fault = {"vector": raised.vector, "error": raised.error_code, "delivered": False}
            if raised.vector == 14:
                fault["cr2"] = raised.cr2
            ran.raised.append(fault)
        elif isinstance(e, machine_events.InterruptRaised):
            if e.kind == "external":
                ran.interrupts.append(e.vector)
            else:
                ran.raised.append({"vector": e.vector, "error": None, "delivered": False})
        elif isinstance(e, machine_events.HandlerEntered):
            for r in reversed(ran.raised):
                if r["vector"] == e.vector:
                    r["delivered"] = True
                    if e.vector < 32:
                        ran.exceptions.append(r)
                    break


def differences(want: dict[str, Any], ran: Ran) -> list[str]:
    """What differs from the recording; nothing if it agrees (with the second accepted result, if there is one)."""
    found = one_difference(want, ran)
    if found and "accept_also" in want:
        also = {**want, **want["accept_also"], "screen": []}
        del also["accept_also"]
        return [] if not one_difference(also, ran) else found
    return found


def one_difference(want: dict[str, Any], ran: Ran) -> list[str]:
    found: list[str] = []
    if want.get("outcome_note", "").startswith("idle") and ran.outcome == "halted":
        ran.outcome = want["outcome"]
    if ran.outcome != want["outcome"]:
        found.append(f"outcome {ran.outcome}, not {want['outcome']} ({ran.reason} {ran.errors[:2]})")
    if want["outcome"] == "compile_error":
        first = want["errors"][0]
        got = ran.errors[0] if ran.errors else {}
        if (got.get("file"), got.get("line")) != (first["file"], first["line"]):
            found.append(f"first error at {got.get('file')}:{got.get('line')}, not {first['file']}:{first['line']}")
        return found
    if "exit_code" in want and ran.exit_code != want["exit_code"]:
        found.append(f"exit code {ran.exit_code}, not {want['exit_code']}")
    at = 0
    lines = [line.strip() for line in ran.screen]
    for line in want["must_appear"]:
        pattern = re.compile(wild(line) + r"\Z")
        while at < len(lines) and not pattern.match(lines[at]):
            at += 1
        if at == len(lines):
            found.append(f"{line!r} isn't on the screen where it should be")
            break
        at += 1
    if want["serial"] and ran.serial != want["serial"]:
        found.append(f"serial {ran.serial}, not {want['serial']}")
    found += screen_differences(want, ran)
    found += exception_differences(want.get("exceptions", []), ran.exceptions, "exceptions")
    if "raised" in want:
        found += exception_differences(want["raised"], ran.raised, "raised")
    for vector, times in want.get("interrupts", {}).items():
        got_times = ran.interrupts.count(int(vector))
        if (got_times == 0) if times == "any number > 0" else (got_times != times):
            found.append(f"interrupt {vector} came {got_times} times, not {times}")
    for check in want.get("attr_checks", []):
        got_attr = ran.attributes[check["row"] * 80 + check["col"]]
        if got_attr != check["attr"]:
            found.append(f"attribute {got_attr} at {check['row']}, {check['col']}, not {check['attr']}")
    return found


def wild(line: str) -> str:
    """A row with wildcards as a pattern."""
    parts = re.split(r"(\{(?:addr|hex|flags|path|dots)\})", line)
    return "".join(WILDCARDS.get(p) or re.escape(p) for p in parts)


def screen_differences(want: dict[str, Any], ran: Ran) -> list[str]:
    if not want["screen"] or "screen_note" in want or any("{path}" in row for row in want["screen"]):
        return []
    pattern = r"\s*".join(wild(row.strip()) for row in want["screen"])
    if re.fullmatch(r"\s*" + pattern + r"\s*", "\n".join(ran.screen)) is None:
        return ["the screen is\n  " + "\n  ".join(ran.screen) + "\nnot\n  " + "\n  ".join(want["screen"])]
    return []


def exception_differences(want: Any, got: list[dict[str, Any]], what: str) -> list[str]:
    if isinstance(want, dict) or any("repeats" in w for w in want):
        return []
    if len(want) != len(got):
        return [f"{what}: {len(got)}, not {len(want)}: {got[:4]}"]
    for w, g in zip(want, got, strict=True):
        if w["vector"] != g["vector"] or w.get("error") != g["error"]:
            return [f"{what}: {g}, not {w}"]
        cr2 = w.get("cr2")
        if cr2 is None or cr2 == "{addr}":
            continue
        if cr2 == "{guard_page}":
            right = 0x10000001000 <= g["cr2"] <= 0x10000001FFF
        else:
            right = g["cr2"] == int(cr2, 16)
        if not right:
            return [f"{what}: {g}, not {w}"]
    return []
