"""The registers, with the names of their set bits; what changed since the stop before is marked, in words too.

Each row keeps room for what the register was, so that nothing moves when one changes.
"""

from __future__ import annotations

from collections.abc import Callable

from pagesim_py.machine.bits import Layout
from pagesim_py.machine.cpu import Cpu
from pagesim_py.machine.flags import CR0, CR4, EFER, RFLAGS
from pagesim_py.views.html import Child, Html, code, el, join, words

Values = dict[str, tuple[int, ...]]

ABOUT = {
    "RIP": "address of the instruction that runs next",
    "RSP": "address of the top of the stack",
    "RFLAGS": "state of the last computation, and whether interrupts are taken",
    "CS": "selector of the code segment; its lowest two bits are the privilege level",
    "SS": "selector of the stack segment",
    "CPL": "current privilege level: 0 is the kernel, 3 is user code",
    "CR0": "switches of the CPU, among them paging and write protection",
    "CR2": "the address that caused the last page fault; 0 until there is one",
    "CR3": "physical address of the level-4 table",
    "CR4": "more switches of the CPU",
    "EFER": "long mode and execute disable",
    "IDTR": "where the interrupt descriptor table lies",
    "GDTR": "where the global descriptor table lies",
    "TR": "selector of the task state segment",
}
_LAYOUTS: dict[str, Layout] = {"RFLAGS": RFLAGS, "CR0": CR0, "CR4": CR4, "EFER": EFER}


def values(cpu: Cpu) -> Values:
    """The registers that the panel shows; IDTR and GDTR as (base, limit)."""
    return {
        "RIP": (cpu.rip,),
        "RSP": (cpu.rsp,),
        "RFLAGS": (cpu.rflags,),
        "CS": (cpu.cs,),
        "SS": (cpu.ss,),
        "CPL": (cpu.cpl,),
        "CR0": (cpu.cr0,),
        "CR2": (cpu.cr2,),
        "CR3": (cpu.cr3,),
        "CR4": (cpu.cr4,),
        "EFER": (cpu.efer,),
        "IDTR": (cpu.idtr.base, cpu.idtr.limit),
        "GDTR": (cpu.gdtr.base, cpu.gdtr.limit),
        "TR": (cpu.tr.selector,),
    }


def render(now: Values, before: Values | None = None, name: Callable[[int], str | None] = lambda address: None) -> Html:
    """The table of registers. ``before`` has the values at the stop before, None if there is none.

    ``name`` says what is at an address, as the kernel's symbols have it.
    """
    rows = []
    for register, value in now.items():
        changed = before is not None and before.get(register, value) != value
        was = _value(register, before[register]) if changed and before is not None else ""
        rows.append(
            el(
                "tr",
                el("th", el("abbr", register, title=ABOUT[register]), scope="row"),
                el(
                    "td",
                    code(_value(register, value)),
                    " ",
                    el("span", ("was ", code(was)) if changed else "\u00a0", class_="mark"),
                ),
                el("td", meaning(register, value, name(value[0]))),
                class_="changed" if changed else None,
            )
        )
    head = el("tr", [el("th", title, scope="col") for title in ("Register", "Value", "Meaning")])
    table = el("table", el("thead", head), el("tbody", rows), class_="registers")
    return join(table, words(*((name, meaning) for name, meaning in ABOUT.items())))


def _value(name: str, value: tuple[int, ...]) -> str:
    if name == "CPL":
        return str(value[0])
    return hex(value[0])


def meaning(name: str, value: tuple[int, ...], place: str | None) -> Child:
    """The names of the set bits, each with its sentence; for other registers what the value says."""
    if place is not None and name in ("RIP", "CR2"):
        return f"in {place}"
    layout = _LAYOUTS.get(name)
    if layout is not None:
        named = [
            (
                el(
                    "abbr",
                    f"{bit.name} = {bit.value(value[0])}" if bit.width > 1 else bit.name,
                    title=f"{bit.title}: {bit.sentence(value[0])}",
                ),
                " ",
            )
            for bit in layout
            if bit.value(value[0])
        ]
        return named or "no bit is set"
    if name in ("IDTR", "GDTR"):
        base, limit = value
        return f"bytes {base:#x} to {base + limit:#x}" if limit else "no table is loaded"
    if name == "CPL":
        return "supervisor (kernel)" if value[0] < 3 else "user"
    if name in ("CS", "SS"):
        return "null selector" if value[0] < 4 else f"descriptor {value[0] >> 3} of the GDT"
    if name == "TR":
        return "no task state segment is loaded" if value[0] < 4 else f"descriptor {value[0] >> 3} of the GDT"
    return ABOUT[name]
