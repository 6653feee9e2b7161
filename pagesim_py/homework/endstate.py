"""A digest of a machine's state: the same program with the same keys ends in the same one, in every pagesim alike."""

from __future__ import annotations

import hashlib

from pagesim_py.homework.chain import DIGITS
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.registers import REGISTERS

ZERO = bytes(4096)
NOT_KEPT = ("rip", "rsp")
"""A recording that is gone back in tells these for each of its positions, and leaves those of the CPU as they were."""


def end_state(machine: Machine) -> str:
    """16 hexadecimal digits for memory and registers, but RIP and RSP.

    Frames that are all zero count as untouched. Of a recording, the machine has to stand at the end.
    """
    digest = hashlib.sha256(b"pagesim-state-1\0")
    for number in sorted(machine.memory.frames):
        data = bytes(machine.memory.frames[number].bytes)
        if data != ZERO:
            digest.update(number.to_bytes(8, "little") + data)
    for name in sorted(set(REGISTERS) - set(NOT_KEPT)):
        value = getattr(machine.cpu, name)
        digest.update(f"{name}={value if isinstance(value, int) else tuple(value)}\n".encode())
    return digest.hexdigest()[:DIGITS]
