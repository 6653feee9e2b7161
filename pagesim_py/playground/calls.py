"""One call of the library as data: it can be done on a machine, and written as the line of Python that does it."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine.machine import Machine

Value = int | bytes


class Call(NamedTuple):
    """``name`` begins with ``memory.`` or ``cpu.``, the two parts of a machine that scripts give names to."""

    name: str
    arguments: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, int], ...] = ()
    may_fault: bool = False
    """Whether the CPU may refuse it with a Fault."""
    sets: bool = False
    """No call, but an assignment of the one argument."""

    def run(self, machine: Machine) -> Value | None:
        """Does it; the library's answer, None if it has none. Raises Fault, undelivered."""
        part, _, name = self.name.partition(".")
        target = getattr(machine, part)
        if self.sets:
            setattr(target, name, self.arguments[0])
            return None
        answer: Value | None = getattr(target, name)(*self.arguments, **dict(self.keywords))
        return answer

    @property
    def text(self) -> str:
        """As Python writes it: ``memory.write_u64(0x1000, 0x2003)``."""
        if self.sets:
            return f"{self.name} = {written(self.arguments[0])}"
        return f"{self.name}({', '.join(self.listed())})"

    def listed(self) -> list[str]:
        """The arguments as Python writes them."""
        keywords = [f"{name}={written(value)}" for name, value in self.keywords]
        return [*map(written, self.arguments), *keywords]


def written(value: Value) -> str:
    """A value as Python writes it: large numbers in hexadecimal, zeroed frames by their length."""
    if isinstance(value, bytes):
        return f"bytes({len(value)})" if not any(value) else repr(value)
    return hex(value) if value > 9 else str(value)


def write_entry(address: int, entry: int) -> Call:
    """The 8 bytes at physical ``address``, written as a debugger does: no CPU and no tables in between."""
    return Call("memory.write_u64", (address, entry))


def store(address: int, size: int, value: int) -> Call:
    """A write by the CPU at linear ``address``, with all that an access does."""
    return Call("cpu.store", (address, size, value), may_fault=True)


def set_cpl(cpl: int) -> Call:
    """The privilege level, as a debugger sets it: on a real CPU it is the code segment's business."""
    return Call("cpu.cpl", (cpl,), sets=True)
