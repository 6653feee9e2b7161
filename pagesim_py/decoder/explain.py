"""What a piece says, in the manual's words: its data become sentences here and in ``sentences``."""

from __future__ import annotations

from collections.abc import Callable

from pagesim_py.decoder import explain_memory
from pagesim_py.decoder.pieces import Kind, Piece
from pagesim_py.decoder.sentences import (
    LAYOUTS,
    Explained,
    access_words,
    bit_lines,
    check_sentence,
    entry_flags,
    exception_name,
    fault_code_lines,
    flag_names,
    place_words,
    register_sentence,
    selector_code_lines,
    selector_sentence,
    selector_words,
)
from pagesim_py.machine import vectors
from pagesim_py.machine.flags import CR0, ERROR, RFLAGS
from pagesim_py.machine.paging import ADDRESS_BITS
from pagesim_py.machine.vectors import Kind as VectorKind

_SAVED = {
    VectorKind.FAULT: "It is a fault: the saved RIP is that of the instruction that failed, which can be tried again.",
    VectorKind.TRAP: "It is a trap: the saved RIP is that of the next instruction.",
    VectorKind.ABORT: "It is an abort: the program cannot go on.",
    VectorKind.INTERRUPT: "It is an interrupt: the saved RIP is that of the instruction that would have come next.",
}


def explain(piece: Piece) -> Explained:
    """What ``piece`` says."""
    return _EXPLAINED[piece.kind](piece)


def _exception(piece: Piece) -> Explained:
    line = vectors.vector(piece.values["vector"])
    code = "It pushes an error code." if line.has_error_code else "It pushes no error code."
    return Explained(f"{line.mnemonic}, {line.title}, vector {line.number}", (_SAVED[line.kind], code))


def _triple(piece: Piece) -> Explained:
    return Explained("a triple fault", ("The double fault could not be delivered: the CPU shut down.",))


def _code(piece: Piece) -> Explained:
    code = piece.get("code")
    if code is None:
        return Explained("an error code")
    sentences = ["What it means depends on the exception."]
    if code <= 0xFFFF:
        sentences.append(f"For #PF: {ERROR.text(code)}, {access_words(code)}.")
        sentences.append(f"For #GP, #SS, #NP and #TS: {selector_sentence(code)}")
    return Explained(f"error code {code:#x}", tuple(sentences))


def _fault_code(piece: Piece) -> Explained:
    code = piece.get("code")
    if code is None:
        return Explained("a page-fault error code")
    what = "an entry on the way was not present" if not code & 1 else "the page is present, but a rule refused it"
    if code & ERROR.mask("RSVD"):
        what = "a reserved bit is set in an entry on the way"
    title = f"page-fault error code {code:#x} ({ERROR.text(code)})"
    return Explained(title, (f"It was {access_words(code)}: {what}.",), fault_code_lines(code))


def _selector_code(piece: Piece) -> Explained:
    code = piece.get("code")
    if code is None:
        return Explained("a selector error code")
    return Explained(f"selector error code {code:#x}", (selector_sentence(code),), selector_code_lines(code))


def _frame(piece: Piece) -> Explained:
    values, sentences = piece.values, []
    if "rip" in values:
        sentences.append(f"RIP {values['rip']:#x} is where the handler returns to: {place_words(values['rip'])}.")
    if "cs" in values:
        sentences.append(f"CS {values['cs']:#x} is {selector_words(values['cs'])}: so the CPL was {values['cs'] & 3}.")
    if "rflags" in values:
        flags = values["rflags"]
        state = "on" if flags & RFLAGS.mask("IF") else "off"
        sentences.append(f"RFLAGS {flags:#x} ({flag_names(RFLAGS, flags)}): interrupts were {state}.")
    if "rsp" in values:
        sentences.append(f"RSP {values['rsp']:#x} is the stack pointer before: {place_words(values['rsp'])}.")
    if "ss" in values:
        sentences.append(f"SS {values['ss']:#x} is {selector_words(values['ss'])}.")
    return Explained("the interrupt stack frame that the CPU pushed", tuple(sentences))


def _register(piece: Piece) -> Explained:
    name = piece.words.get("name", next(iter(piece.values), "a register"))
    value = piece.get(name)
    if value is None:
        return Explained(name.upper())
    place = piece.words.get("place")
    meaning = register_sentence(name, value)
    meaning = None if meaning is None else meaning.removeprefix(f"{name.upper()} = {value:#x}: ")
    sentences = [meaning, f"It is in {place}." if place else None]
    layout = LAYOUTS.get(name)
    bits = bit_lines(layout, value) if layout is not None else ()
    return Explained(
        f"{name.upper()} = {value:#x}", tuple(f"{one[0].upper()}{one[1:]}" for one in sentences if one), bits
    )


def _registers(piece: Piece) -> Explained:
    sentences = [register_sentence(name, value) for name, value in piece.values.items()]
    return Explained(f"{len(piece.values)} values of registers", tuple(one for one in sentences if one is not None))


def _delivery(piece: Piece) -> Explained:
    values = piece.values
    line = vectors.vector(values["vector"])
    source = "by an instruction such as INT" if values.get("soft") else "by the CPU or a device"
    sentences = [f"QEMU is about to deliver {line.mnemonic} ({line.title}), raised {source}."]
    if line.has_error_code:
        text = f"{ERROR.text(values['code'])}, {access_words(values['code'])}" if line.number == vectors.PF else ""
        sentences.append(f"Error code {values['code']:#x}{': ' + text if text else ''}.")
    sentences += [one for name in ("cpl", "rip", "rsp", "cr2") if name in values
                  and (one := register_sentence(name, values[name])) is not None]  # fmt: skip
    bits = fault_code_lines(values["code"]) if line.number == vectors.PF else ()
    return Explained(f"delivery of {line.mnemonic}, vector {line.number:#x}", tuple(sentences), bits)


def _check(piece: Piece) -> Explained:
    return Explained(
        f"{exception_name(piece.get('new'))} is raised", (check_sentence(piece.get("old"), piece.get("new")),)
    )


def _oops(piece: Piece) -> Explained:
    vector = piece.get("vector")
    sentences = []
    if (
        address := piece.get(
            "cr2",
        )
    ) is not None or (address := piece.get("address")) is not None:
        sentences.append(f"The address is {address:#x}: {place_words(address)}.")
    return Explained(f"Linux reports {exception_name(vector)}", tuple(sentences))


def _access(piece: Piece) -> Explained:
    return Explained(f"{piece.words['access']} with {piece.words['who']} rights, while in {piece.words['mode']} mode")


def _number(piece: Piece) -> Explained:
    number = piece.get("number") or 0
    sentences = ["It stands alone, so what it is isn't known."]
    if number <= 0x1FF:
        sentences.append(f"As a page-fault error code: {ERROR.text(number)}, {access_words(number)}.")
    if number <= 0xFFFF:
        sentences.append(f"As a selector error code: {selector_sentence(number)}")
    if number > 0xFF:
        sentences.append(f"As an entry of a table: {entry_flags(number)}, physical address {number & ADDRESS_BITS:#x}.")
        sentences.append(f"As a linear address: {place_words(number)}.")
    if number & 0x8000_0001 == 0x8000_0001 and number >> 32 == 0:
        sentences.append(f"As CR0: {CR0.text(number)}.")
    return Explained(f"the number {number:#x}", tuple(sentences))


_EXPLAINED: dict[Kind, Callable[[Piece], Explained]] = {
    Kind.EXCEPTION: _exception,
    Kind.TRIPLE: _triple,
    Kind.CODE: _code,
    Kind.FAULT_CODE: _fault_code,
    Kind.SELECTOR_CODE: _selector_code,
    Kind.FRAME: _frame,
    Kind.REGISTER: _register,
    Kind.REGISTERS: _registers,
    Kind.DELIVERY: _delivery,
    Kind.CHECK: _check,
    Kind.ENTRY: explain_memory.of_entry,
    Kind.ENTRIES: explain_memory.of_entries,
    Kind.TABLE: explain_memory.of_table,
    Kind.PHYSICAL_FRAME: explain_memory.of_physical_frame,
    Kind.ADDRESS: explain_memory.of_address,
    Kind.TRANSLATION: explain_memory.of_translation,
    Kind.PAGE: explain_memory.of_page,
    Kind.RANGE: explain_memory.of_range,
    Kind.WORDS: explain_memory.of_words,
    Kind.COMMAND: explain_memory.of_command,
    Kind.REGION: explain_memory.of_region,
    Kind.BOOT_FIELD: explain_memory.of_boot_field,
    Kind.GATE: explain_memory.of_gate,
    Kind.DESCRIPTOR: explain_memory.of_descriptor,
    Kind.OOPS: _oops,
    Kind.ACCESS: _access,
    Kind.NUMBER: _number,
}
