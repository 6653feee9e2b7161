"""The panels about the parts of the machine: address space, memory, TLB, descriptors, devices, variables, changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pagesim_py.boot import Area
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.ways import ways_to
from pagesim_py.session import comparing, memory_followed, whatif
from pagesim_py.session.callers import callers
from pagesim_py.session.looking import Looks
from pagesim_py.session.run import Run
from pagesim_py.session.space import named_areas
from pagesim_py.views import changes, descriptors, devices, memory, space, tlb, variables
from pagesim_py.views import exception as exception_view
from pagesim_py.views.html import Html
from pagesim_py.views.memory import View
from pagesim_py.views.registers import values
from pagesim_py.views.translation import Translation

Views = dict[str, Callable[[], Html]]
PINNED = ("RIP", "RSP", "CR2", "IDTR", "GDTR")
"""The registers that the drawn address space marks."""


def of_machine(machine: Machine, shown: Translation | None, looks: Looks) -> Views:
    """The panels of a machine that has booted, and runs nothing yet."""
    registers = values(machine.cpu)
    return {
        "space": lambda: _space(machine, named_areas(machine, {}), _pins(registers), shown, looks),
        "memory": lambda: _memory(machine, looks, View(machine.cpu.rsp, why="The top of the stack.")),
        "tlb": lambda: tlb.render(machine, None, _address(shown)),
        "descriptors": lambda: descriptors.render(machine),
        "devices": lambda: devices.render(machine),
        **({} if shown is None else {"whatif": lambda: whatif.render(None, machine, shown, looks.fork)}),
    }


def of_run(run: Run, shown: Translation, looks: Looks) -> Views:
    """The panels at the run's position."""
    machine, timeline, position = run.machine, run.timeline, run.position

    def registers() -> Mapping[str, tuple[int, ...]]:
        return run.registers()

    def vector() -> int | None:
        number = exception_view.shown(timeline, position)
        return None if number is None else timeline.deliveries[number].vector

    return {
        "space": lambda: _space(machine, named_areas(machine, run.files, run.heaps), _pins(registers()), shown, looks),
        "memory": lambda: _memory(machine, looks, memory_followed.followed(run), run),
        "tlb": lambda: tlb.render(machine, tlb.history(timeline, position), _address(shown)),
        "descriptors": lambda: descriptors.render(machine, run.name, vector()),
        "devices": lambda: devices.render(machine),
        "variables": lambda: variables.render(callers(run)),
        "changes": lambda: _changes(run, looks),
        "whatif": lambda: whatif.render(run, machine, shown, looks.fork, run.name),
    }


def _space(
    machine: Machine, found: Sequence[Area], pins: Mapping[str, int], shown: Translation | None, looks: Looks
) -> Html:
    reaching = [] if looks.frame is None else ways_to(machine, looks.frame)
    address = None if shown is None else space.Shown(shown.subject.address, shown.now.walk.physical)
    return space.render(found, pins, looks.frame, reaching, address, looks.frame_error)


def _pins(registers: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    """The registers that point somewhere."""
    return {name.removesuffix("R"): registers[name][0] for name in PINNED if registers[name][0]}


def _memory(machine: Machine, looks: Looks, follows: View, run: Run | None = None) -> Html:
    view = follows if looks.memory is None else View(looks.memory, looks.physical)
    known = [] if run is None or view.physical else memory_followed.known(run, view.first)
    changed = [] if run is None else memory.runs((change.physical, len(change.new)) for change in run.changed())
    return memory.render(machine, view, known=known, changed=changed, wrong=looks.memory_error)


def _changes(run: Run, looks: Looks) -> Html:
    found = comparing.compared(run, looks.since, looks.mark)
    return changes.render(found, comparing.choices(run, looks.since, looks.mark), run.name)


def _address(shown: Translation | None) -> int | None:
    return None if shown is None else shown.subject.address
