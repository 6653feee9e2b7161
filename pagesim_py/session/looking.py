"""Where the reader looks beside Translation: the frame under the alias lens, the bytes that Memory shows, and more.

Small requests that change nothing of the run, and the panels that they are about:

    frame      {address}           every linear address that reaches this physical one; "" lets go of it
    since      {name}              what has changed since before (the step before), start, raised (the last exception),
                                   mark; here marks this moment
    memory     {address, kind?}    the bytes there; kind: linear (the default) or physical; "" follows the program again
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pagesim_py.machine.events import InterruptRaised
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.pic import AFTER_BIOS
from pagesim_py.machine.pit import PitState
from pagesim_py.session import fields
from pagesim_py.session.addresses import AddressError, Symbols, parse
from pagesim_py.session.fields import RequestError
from pagesim_py.session.following import names_of
from pagesim_py.session.forks import Fork
from pagesim_py.views.registers import values

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session
    from pagesim_py.session.run import Run

KINDS = ("linear", "physical")


@dataclass
class Looks:
    """Where the reader looks. All of it is forgotten with the program that ran."""

    frame: int | None = None
    """A physical address: the frame that it lies in is under the lens."""
    frame_error: str | None = None
    """What is wrong with the one that was typed."""
    memory: int | None = None
    """The address that was asked for; None follows the program."""
    physical: bool = False
    """Whether that is a physical address."""
    memory_error: str | None = None
    """What is wrong with the address that was typed for Memory."""
    since: str = "before"
    """What the present is compared with, see ``comparing``."""
    mark: int | None = None
    """The position that the reader has marked to compare with."""
    devices: bool = False
    """Whether the program that ran has had to do with the devices that interrupt."""
    fork: Fork | None = None
    """The what-if that is worked on, see ``whatif``."""


def frame(session: Session, request: dict[str, Any]) -> Answer:
    """Puts the frame of a physical address under the lens, or lets go of it."""
    looks, text = session.looks, fields.text(request, "address").strip()
    looks.frame_error = None
    if not text:
        looks.frame = None
        return session.look(request)
    machine, _ = session._machine()
    try:
        looks.frame = _physical(parse(text, Symbols({}), {}), machine)
    except AddressError as error:
        looks.frame_error = str(error)
    return session.look(request)


def memory(session: Session, request: dict[str, Any]) -> Answer:
    """Shows the bytes at an address, or follows the program again."""
    looks = session.looks
    text, kind = fields.text(request, "address").strip(), fields.text(request, "kind", "linear")
    if kind not in KINDS:
        raise RequestError(f"An address is {' or '.join(KINDS)}, not {kind}.")
    looks.memory_error = None
    if not text:
        looks.memory = None
        return session.look(request)
    machine, symbols = session._machine()
    registers = names_of(values(machine.cpu) if session.run is None else session.run.registers())
    try:
        address = parse(text, symbols, registers)
        looks.memory, looks.physical = (_physical(address, machine), True) if kind == "physical" else (address, False)
    except AddressError as error:
        looks.memory_error = str(error)
    return session.look(request)


def _physical(address: int, machine: Machine) -> int:
    """``address``, if it is a physical one. AddressError otherwise."""
    bits = machine.cpu.physical_bits
    if not 0 <= address < 1 << bits:
        raise AddressError(f"{address:#x} is too large: a physical address of this CPU has {bits} bits.")
    return address


def since(session: Session, request: dict[str, Any]) -> Answer:
    """Chooses what the present is compared with; "here" marks this moment for that."""
    name, run = fields.text(request, "name"), session.run
    if run is None:
        raise RequestError("Nothing has run yet: press Run first.")
    if name == "here":
        session.looks.mark = run.position
        name = "mark"
    elif name not in ("before", "start", "raised", "mark"):
        raise RequestError(f"What changed can be compared with before, start, raised, mark or here, not with {name}.")
    session.looks.since = name
    return session.look(request)


def uses_devices(run: Run) -> bool:
    """Whether a program has set up a device that interrupts, read the keyboard, or been interrupted by one.

    ``run`` is at its end.
    """
    board = run.machine.board
    settings = [(chip.imr, chip.base) for chip in board.get_state().pics]
    if board.asked or settings != [(chip.imr, chip.base) for chip in AFTER_BIOS]:
        return True
    timer = [(counter.mode, counter.reload) for counter in board.pit.state.counters]
    if timer != [(counter.mode, counter.reload) for counter in PitState().counters]:
        return True
    raised = (one.raised for one in run.timeline.deliveries)
    return any(isinstance(one, InterruptRaised) and one.kind == "external" for one in raised)


def state(session: Session) -> dict[str, Any]:
    """What the page has to know of it."""
    looks = session.looks
    return {
        "unused": [] if looks.devices else ["devices"],
        "frame": None if looks.frame is None else hex(looks.frame),
        "frameError": looks.frame_error,
        "memory": None if looks.memory is None else hex(looks.memory),
        "memoryKind": "physical" if looks.physical else "linear",
        "memoryError": looks.memory_error,
    }


ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {"frame": frame, "memory": memory, "since": since}
