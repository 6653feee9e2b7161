"""A template's text with its placeholders filled in, to instructions with addresses."""

from __future__ import annotations

from functools import lru_cache

from .encoding import length_of
from .reader import AsmError, Target, operand, statements
from .table import FORMS, Instruction, instruction, refused

Program = tuple[Instruction, ...]


def read(text: str) -> tuple[list[Instruction], list[tuple[int, int]]]:
    """The instructions of a text, and from where to where each stands in it. Raises AsmError."""
    found, labels = statements(text)
    program, places = [], []
    at = 0
    for statement in found:
        if statement.mnemonic not in FORMS:
            raise refused(statement)
        if FORMS[statement.mnemonic] == "-" and statement.arguments:
            if statement.mnemonic in ("movsd", "cmpsd"):
                raise refused(statement)  # those of XMM registers
            spoiled = any(" " in argument for argument, _ in statement.arguments)
            message = "unexpected token in argument list" if spoiled else "invalid operand for instruction"
            raise AsmError(message, statement.lo, statement.hi)
        try:
            operands = [operand(argument, lo, statement, labels) for argument, lo in statement.arguments]
        except AsmError as mistake:
            if not mistake.helps:  # LLVM's words are about the whole statement
                mistake.lo, mistake.hi = statement.lo, statement.hi
            raise
        one = instruction(statement, operands)
        one.address, one.length = at, length_of(one)
        at += one.length
        program.append(one)
        places.append((statement.lo, statement.hi))
    check_stack(program, places)
    return program, places


def check_stack(program: list[Instruction], places: list[tuple[int, int]]) -> None:
    """PUSH and POP must come in pairs; where there are jumps, the run sees to it."""
    if any(isinstance(o, Target) for one in program for o in one.operands):
        return
    depth = 0
    for one, (lo, hi) in zip(program, places, strict=True):
        size = 2 if one.size == 2 else 8
        depth += size if one.name in ("push", "pushfq") else -size if one.name in ("pop", "popfq") else 0
        if depth < 0:
            raise AsmError(
                "this pops what the function has on its stack, which is not supported by pagesim's `asm!`",
                lo,
                hi,
                ["push a value first, in the same `asm!`"],
            )
    if depth:
        raise AsmError(
            "the template pushes more than it pops, which is not supported by pagesim's `asm!`",
            *next((p for one, p in zip(program, places, strict=True) if one.name.startswith("push"))),
            ["RSP must be the same at the end: pop the value, in the same `asm!`"],
        )


@lru_cache(maxsize=512)
def program_of(text: str) -> Program:
    """The instructions of a text that is known to be right."""
    return tuple(read(text)[0])
