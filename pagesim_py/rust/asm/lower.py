"""A checked ``asm!`` to lowered code: a call of the run time, with an address for each instruction."""

from __future__ import annotations

from ..lower.calls import result
from ..lower.core import UNIT, Fx, Val
from ..lower.items import PROLOGUE
from ..names.types import Ty
from .assemble import program_of
from .block import AsmBlock


def lower_block(fx: Fx, block: AsmBlock, vals: list[Val], ret: Ty) -> Val:
    """The value of a block: of one result the value itself, of several a tuple."""
    if fx.dead:
        return UNIT
    kept = [(slot, val.code) for slot, val in zip(block.slots, vals, strict=True) if slot[0] >= -1]
    slots = tuple(slot for slot, _ in kept)
    values = "".join(f"{code}, " for _, code in kept)
    name = "core_asm_one" if len(block.results) == 1 else "core_asm"
    facts = f"{block.text!r}, {slots!r}, {tuple(block.results)!r}, {block.returns}"
    return result(fx, f"{name}({facts}, ({values}), b, {addresses(fx, block)})", ret)


def addresses(fx: Fx, block: AsmBlock) -> str:
    """The address of the first instruction, as text. Each of the student's is known with its place in the source."""
    function, program = fx.function, program_of(block.text)
    if not function.student or function.constant or not program:
        return fx.rip
    function.cursor = base = function.cursor or PROLOGUE
    around = function.offsets[-1][1] if function.offsets else function.span
    function.offsets += [(base + one.address, place) for one, place in zip(program, block.places, strict=True)]
    function.cursor = base + program[-1].address + program[-1].length
    function.offsets.append((function.cursor, around))
    return f"§{base}"
