"""What if, at a moment of a run: which moment and which access, and the requests about it.

    whatif     {do, ...}           what ``forks.DOINGS`` knows: change, apply, undo, clear, access, invalidate, ask
               {do: "here"}        the same what-if at the present position of the timeline
               {do: "leave"}       back to following what Translation shows, with nothing changed
               {do: "open", link}  what a link carried

Until something is changed or asked, the what-if follows Translation: the access shown there, at its moment. A refused
access is tried again just after its fault, an access that was made just before it. The timeline is looked into; what is
tried is tried on forks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pagesim_py.machine.access import Access
from pagesim_py.machine.events import TlbDropped
from pagesim_py.machine.flags import ENTRY_A, ENTRY_D
from pagesim_py.machine.machine import Machine
from pagesim_py.session import forks
from pagesim_py.session.addresses import parse
from pagesim_py.session.fields import RequestError
from pagesim_py.session.following import names_of
from pagesim_py.session.forks import Fork
from pagesim_py.session.run import Run
from pagesim_py.timeline import Timeline
from pagesim_py.views import whatif as view
from pagesim_py.views.html import Html
from pagesim_py.views.registers import values
from pagesim_py.views.translation import Translation
from pagesim_py.views.whatif_parts import When

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session


def whatif(session: Session, request: dict[str, Any]) -> Answer:
    """Does one request; the answer has ``told``, the sentence about what follows."""
    doing, looks, run = request.get("do"), session.looks, session.run
    machine, symbols = session._machine()  # boots one if nothing has run
    shown = session._shown()
    held = looks.fork
    fork = held or (None if shown is None else following(run, shown))
    if doing == "open":
        fork = looks.fork = forks.read(request.get("link"))
    elif fork is None:
        raise RequestError("There is no access to try yet: press Run, or translate an address.")
    elif doing == "leave":
        fork = looks.fork = None
    elif doing == "here":
        fork = looks.fork = fork._replace(at=None if run is None else run.position)
    else:
        with at(run, machine, fork) as moment:
            fork = looks.fork = forks.act(fork, moment, request, lambda text: _address(session, text))
    try:
        told = "" if fork is None else _told(run, machine, fork, symbols.name)
    except RequestError:
        looks.fork = held
        raise
    return session.look(request) | {"told": told}


def _told(run: Run | None, machine: Machine, fork: Fork, name: view.Name) -> str:
    """What follows from the changes, in words."""
    if fork.wrong is not None:
        return fork.wrong
    with at(run, machine, fork) as moment:
        return view.sentence(forks.compare(moment, fork._replace(asks=None)), name)


def _address(session: Session, text: str) -> int:
    machine, symbols = session._machine()
    registers = values(machine.cpu) if session.run is None else session.run.registers()
    return parse(text, symbols, names_of(registers))


def following(run: Run | None, shown: Translation) -> Fork:
    """The what-if about what Translation shows, with nothing changed."""
    then = shown.then
    if then is None or run is None:
        position = None if run is None else run.position
        return Fork(position, shown.subject.address, shown.asked or Access.READ)
    position = then.moment.at
    if then.access is not None and then.fault is None:
        position = before_access(run.timeline, position - 1)
    return Fork(position, shown.subject.address, then.access or Access.READ)


def before_access(timeline: Timeline, index: int) -> int:
    """The position before the access whose page walk is entry ``index``, with no accessed or dirty bit set by it."""
    while index > timeline.first:
        entry = timeline.entry(index - 1)
        if not isinstance(entry, TlbDropped) and not _sets_marks(entry):
            break
        index -= 1
    return index


def _sets_marks(entry: Any) -> bool:
    """Whether a log entry is a cell that the walk changed by setting A or D."""
    if type(entry) is not tuple or len(entry) != 4 or not isinstance(entry[2], int) or not isinstance(entry[3], int):
        return False
    view, _, old, new = entry
    return view.itemsize == 8 and old & ~new == 0 and bool(new & ~old) and not (new & ~old) & ~(ENTRY_A | ENTRY_D)


@contextmanager
def at(run: Run | None, machine: Machine, fork: Fork) -> Iterator[Machine]:
    """Inside, a machine at the fork's moment, good for looking and forking; without a run, ``machine``.

    RequestError if there is no such moment.
    """
    if run is None or fork.at is None:
        if fork.at is not None:
            raise RequestError("This what-if is about a moment of a run: press Run first.")
        yield machine
        return
    if fork.at > run.last:
        raise RequestError("This what-if is about a moment that this run does not have: was the text another one?")
    with run.visiting(fork.at):
        moment = run.machine.fork()
        rip, rsp = run.timeline.rip(), run.timeline.rsp()
        if rip is not None:
            moment.cpu.set_raw("rip", rip)
        if rsp is not None:
            moment.cpu.set_raw("rsp", rsp)
        yield moment


def render(
    run: Run | None, machine: Machine, shown: Translation, held: Fork | None, name: view.Name = lambda address: None
) -> Html:
    """The panel. ``held``: the what-if that is worked on; None follows what is ``shown``."""
    fork = held or following(run, shown)
    with at(run, machine, fork) as moment:
        comparison = forks.compare(moment, fork)
        words = None if run is None else f"step {max(1, run.stop):,}"
    there = None if run is None or fork.at == run.position else fork.at
    return view.render(comparison, When(words, there, held is not None), name)


def state(session: Session) -> dict[str, Any]:
    """What the page has to know of it: what a link carries, None while nothing is changed or asked."""
    fork = session.looks.fork
    return {"whatIf": None if fork is None else forks.plain(fork)}


ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {"whatif": whatif}
