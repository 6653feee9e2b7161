"""The devices that interrupt: both interrupt controllers, line by line, the timer, and what waits in the keyboard."""

from __future__ import annotations

from pagesim_py.machine.board import Board
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.pic import NAMES, PicState
from pagesim_py.machine.pit import PERIODIC, RATE
from pagesim_py.views.html import Html, code, el, join, words
from pagesim_py.views.numbers import count

ALWAYS = frozenset({0, 1, 2, 4, 8, 14})
"""Lines that are listed even if nothing is to be said of them: timer, keyboard, the other chip, COM1, clock, disk."""


def render(machine: Machine) -> Html:
    """The panel for the machine's devices as they are now."""
    board = machine.board
    waits = "An interrupt waits for the CPU" if board.requested else "No interrupt waits for the CPU"
    open_ = "interrupts are on (IF = 1)" if machine.cpu.rflags & 0x200 else "interrupts are off (IF = 0)"
    return join(el("p", f"{waits}; {open_}.", class_="verdict"), _controllers(board), _others(board), words(*WORDS))


def _controllers(board: Board) -> Html:
    """A row a line: its vector, whether it asks, is served, is masked."""
    chips: tuple[PicState, PicState] = (board.pics.first.state, board.pics.second.state)
    rows, quiet = [], 0
    for line in range(16):
        state, bit = chips[line >> 3], 1 << (line & 7)
        asks, served, masked = bool(state.irr & bit), bool(state.isr & bit), bool(state.imr & bit)
        if line not in ALWAYS and not asks and not served and masked:
            quiet += 1
            continue
        told = [word for word, on in (("asks", asks), ("in service", served), ("masked", masked)) if on]
        rows.append(
            el(
                "tr",
                el("th", f"{line} {NAMES[line]}", scope="row"),
                el("td", state.base + (line & 7)),
                el("td", int(asks)),
                el("td", int(served)),
                el("td", int(masked)),
                el("td", ", ".join(told) or "silent"),
                class_="marked" if served else None,
            )
        )
    titles = (
        ("Line", None),
        ("Vector", None),
        ("IRR", "asks"),
        ("ISR", "in service"),
        ("IMR", "masked"),
        ("State", None),
    )
    head = el("tr", [el("th", el("abbr", one, title=why) if why else one, scope="col") for one, why in titles])
    caption = el("caption", "The two 8259 interrupt controllers")
    note = el("p", f"{count(quiet, 'more line')}, masked and silent.", class_="none") if quiet else None
    return join(el("table", caption, el("thead", head), el("tbody", rows), class_="lines"), note)


def _others(board: Board) -> Html:
    counter = board.pit.state.counters[0]
    if counter.started is None:
        timer = "waits for its count."
    elif counter.mode in PERIODIC:
        timer = f"counts {counter.reload:,} down again and again: {RATE / counter.reload:,.1f} interrupts a second."
    else:
        timer = f"counts {counter.reload:,} down once."
    waiting = board.keyboard.state.waiting
    typed = join(count(len(waiting), "byte waits", "bytes wait"), ": ", [join(code(one), " ") for one in waiting])
    return el(
        "dl",
        el("dt", "Timer (8254)"), el("dd", timer),
        el("dt", "Keyboard (8042)"), el("dd", typed if waiting else "nothing waits at port 0x60."),
        el("dt", "Time"), el("dd", f"{board.now / 1e6:,.3f} ms since the kernel's first instruction."),
    )  # fmt: skip


WORDS = (
    ("IRR", "interrupt request register: the lines that ask"),
    ("ISR", "in-service register: the lines whose handler has not sent its end of interrupt (EOI) yet"),
    ("IMR", "interrupt mask register: the lines that the kernel does not want to hear of"),
    ("vector", "the controller's base plus the line's number: which gate of the IDT is used"),
    ("EOI", "end of interrupt: until it is sent, this line and those behind it stay silent"),
)
