"""The state of a what-if: a moment, an access, and what is changed before it is tried again. All of it is plain data.

    Fork       the state; ``plain`` and ``read`` turn it into what a link carries, and back
    act        one request: the state that follows
    compare    the access as it is, and as it would be: what the view shows

They take a machine and know of no run, so that any page with a machine can use them. ``machine`` is always the one at
the fork's moment; it stays as it is, everything is tried on forks of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pagesim_py.machine.access import Access
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.changes import FLAGS, KINDS, SLOTS, SWITCHES, Change, is_made, to_data
from pagesim_py.machine.flags import ERROR_I, ERROR_W
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.retry import Asked, forked, retry
from pagesim_py.machine.whatif import to_fault, to_succeed
from pagesim_py.session.fields import RequestError
from pagesim_py.views.walk_scene import strips
from pagesim_py.views.whatif_parts import Comparison, Remedy, flippable, slot_at

MOST_CHANGES = 64
SUCCEED = "succeed"
Words = Callable[[str], int]
"""The address that a text means; raises ValueError with what is wrong."""


class Fork(NamedTuple):
    """A what-if."""

    at: int | None
    """The position of the recording; None where there is none."""
    address: int
    kind: Access
    cpl: int | None = None
    """The privilege level of the access; None: the machine's own."""
    invalidate: bool = False
    """Whether INVLPG comes first."""
    changes: tuple[Change, ...] = ()
    asks: str | None = None
    """What is to be found: ``succeed``, or an error code in hexadecimal; None: nothing."""
    wrong: str | None = None
    """What is wrong with the address that was typed; not part of what a link carries."""
    typed: str | None = None
    """That address as it was typed."""
    typed_in: str | None = None
    """The slot of the TSS that it was typed for; None: it is the access's."""

    @property
    def asked(self) -> Asked:
        """The access, on a machine that ``_base`` gave."""
        return Asked(self.address, self.kind, None, self.invalidate)


# -- as data


def plain(fork: Fork) -> dict[str, Any]:
    """The state as JSON data; addresses are hexadecimal texts."""
    data: dict[str, Any] = {"at": fork.at, "address": hex(fork.address), "kind": fork.kind.name.lower()}
    if fork.cpl is not None:
        data["cpl"] = fork.cpl
    if fork.invalidate:
        data["invalidate"] = True
    if fork.asks is not None:
        data["asks"] = fork.asks
    data["changes"] = [to_data(change) for change in fork.changes]
    return data


def read(data: Any) -> Fork:
    """The state that ``plain`` made. RequestError if it is none: links come from anywhere."""
    if not isinstance(data, dict):
        raise _damaged("it is no object")
    at = data.get("at")
    if at is not None and not (type(at) is int and at >= 0):
        raise _damaged("its moment is no position")
    changes = data.get("changes", [])
    if not isinstance(changes, list) or len(changes) > MOST_CHANGES:
        raise _damaged(f"it needs a list of at most {MOST_CHANGES} changes")
    cpl, asks = data.get("cpl"), data.get("asks")
    if cpl not in (None, 0, 3):
        raise _damaged("the CPL is 0 or 3")
    return Fork(
        at, _number(data.get("address")), _kind(data.get("kind")), cpl, data.get("invalidate") is True,
        tuple(read_change(one) for one in changes), None if asks is None else _question(asks),
    )  # fmt: skip


def read_change(data: Any) -> Change:
    """The change that ``to_data`` made. RequestError if it is none."""
    if not isinstance(data, dict) or data.get("kind") not in KINDS or set(data) - set(Change._fields):
        raise _damaged("one of its changes is of no known kind")
    texts = {field: data.get(field, "") for field in ("name", "register")}
    level, on = data.get("level", 0), data.get("on", False)
    if not all(isinstance(text, str) for text in texts.values()) or type(level) is not int or type(on) is not bool:
        raise _damaged("one of its changes has a field of the wrong kind")
    numbers = {field: _number(data.get(field, "0x0")) for field in ("address", "page", "value")}
    change = Change(
        data["kind"], texts["name"], on, level, numbers["address"], numbers["value"], texts["register"], numbers["page"]
    )
    if not _makes_sense(change):
        raise _damaged(f"there is no such change as {change!r}")
    return change


def _makes_sense(change: Change) -> bool:
    at = change.address % 8 == 0 and change.address < 1 << 52
    match change.kind:
        case "entry":
            return at and change.name in FLAGS and 1 <= change.level <= 5
        case "reserved" | "map":
            return at and 1 <= change.level <= 5
        case "switch":
            return change.name in SWITCHES
        case "cpl":
            return change.value in (0, 3)
        case "key":
            return change.name in ("AD", "WD") and change.value < 16 and change.register in ("PKRU", "PKRS")
        case "gate":
            return change.address < 1 << 52 and change.name in ("P", "IST") and 0 <= change.level < 256
    return change.address < 1 << 52 and change.name in SLOTS


def _number(text: Any) -> int:
    if isinstance(text, str) and text.startswith("0x") and len(text) <= 18:
        try:
            return int(text, 16)
        except ValueError:
            pass
    raise _damaged("addresses and values are hexadecimal texts such as 0xb8000")


def _kind(text: Any) -> Access:
    for kind in Access:
        if kind.name.lower() == text:
            return kind
    known = ", ".join(kind.name.lower() for kind in Access)
    raise RequestError(f"There is no kind of access called {text!r}; the kinds are {known}.")


def _question(text: Any) -> str:
    if text == SUCCEED:
        return SUCCEED
    try:
        code = int(text, 16) if isinstance(text, str) else -1
    except ValueError:
        code = -1
    if not 0 <= code < 64:
        raise RequestError("A page fault's error code is a number from 0x0 to 0x3f.")
    return hex(code)


def _damaged(why: str) -> RequestError:
    return RequestError(f"This what-if cannot be read: {why}.")


# -- requests


def act(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    """The state after ``request``: its field ``do`` is one of ``DOINGS``. RequestError if it cannot be done."""
    doing = DOINGS.get(str(request.get("do")))
    if doing is None:
        raise RequestError(f"A what-if can be told to {', '.join(DOINGS)}.")
    return doing(fork._replace(wrong=None, typed=None, typed_in=None), machine, request, words)


def _base(machine: Machine, fork: Fork) -> Machine:
    """The machine at the privilege level of the access, before any change."""
    return machine if fork.cpl is None else forked(machine, (Change("cpl", value=fork.cpl),))


def _change(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    """Makes one change; a change back to what it was takes the first one away."""
    return fork._replace(changes=_with(fork.changes, _base(machine, fork), read_change(request.get("change"))))


def _apply(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    """Makes the changes of one answer, for the kind of access that it is about."""
    given = request.get("set")
    if not isinstance(given, list):
        raise RequestError("What is applied is a list of changes.")
    changes, base = fork.changes, _base(machine, fork)
    for one in given:
        changes = _with(changes, base, read_change(one))
    kind = fork.kind if request.get("kind") is None else _kind(request["kind"])
    return fork._replace(changes=changes, kind=kind, invalidate=fork.invalidate or request.get("invalidate") is True)


def _with(changes: tuple[Change, ...], machine: Machine, change: Change) -> tuple[Change, ...]:
    others = tuple(one for one in changes if one.target != change.target)
    try:
        without = forked(machine, others)
        result = others if is_made(without, change) else (*others, change)
        forked(machine, result)
    except ValueError as error:
        raise RequestError(f"This cannot be changed: {error}.") from None
    if len(result) > MOST_CHANGES:
        raise RequestError(f"That is enough: a what-if has at most {MOST_CHANGES} changes.")
    return result


def _slot(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    """The stack pointer ``name`` of the TSS in use becomes what ``text`` says: an address, a register, a symbol.

    Any value may stand there; whether a stack can begin at it, the delivery of the fault shows.
    """
    name, text = request.get("name"), request.get("text")
    base = _base(machine, fork)
    at = slot_at(base, name) if isinstance(name, str) else None
    if at is None or not isinstance(name, str) or not isinstance(text, str):
        raise RequestError(f"The TSS in use has no stack pointer called {name!r} to set.")
    try:
        value = words(text) & MASK64
    except ValueError as error:
        return fork._replace(wrong=str(error), typed=text, typed_in=name)
    return fork._replace(changes=_with(fork.changes, base, Change("tss", name, address=at, value=value)))


def _undo(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    """Takes the change number ``number`` back, the last one if there is no number."""
    number = request.get("number", len(fork.changes) - 1)
    if isinstance(number, str) and number.isdigit():
        number = int(number)
    if type(number) is not int or not 0 <= number < len(fork.changes):
        raise RequestError("There is no such change to undo.")
    return fork._replace(changes=fork.changes[:number] + fork.changes[number + 1 :])


def _clear(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    return fork._replace(changes=(), invalidate=False)


def _access(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    """Another access: ``kind``, ``cpl`` and ``address``, each as it was if it is absent."""
    fork = fork._replace(kind=fork.kind if request.get("kind") is None else _kind(request["kind"]))
    if request.get("cpl") is not None:
        cpl = {"0": 0, "3": 3}.get(str(request["cpl"]))
        if cpl is None:
            raise RequestError("An access is made at CPL 0 or CPL 3.")
        fork = fork._replace(cpl=None if cpl == machine.cpu.cpl else cpl)
    typed = request.get("address")
    if isinstance(typed, str):
        try:
            fork = fork._replace(address=words(typed) & MASK64)
        except ValueError as error:
            fork = fork._replace(wrong=str(error), typed=typed)
    return fork


def _invalidate(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    return fork._replace(invalidate=request.get("on", True) in (True, "true"))


def _ask(fork: Fork, machine: Machine, request: Mapping[str, Any], words: Words) -> Fork:
    question = request.get("question")
    return fork._replace(asks=None if question is None else _question(question))


Doing = Callable[[Fork, Machine, Mapping[str, Any], Words], Fork]
DOINGS: dict[str, Doing] = {
    "change": _change,
    "slot": _slot,
    "apply": _apply,
    "undo": _undo,
    "clear": _clear,
    "access": _access,
    "invalidate": _invalidate,
    "ask": _ask,
}
"""What a request can do to a what-if."""


# -- what is shown


def compare(machine: Machine, fork: Fork) -> Comparison:
    """The access as it is and as it would be. RequestError if the changes cannot be made here."""
    base = _base(machine, fork)
    try:
        changed = forked(base, fork.changes) if fork.changes else base
        was = retry(base, fork.asked._replace(invalidate=False))
        became = retry(changed, fork.asked) if fork.changes or fork.invalidate else was
    except ValueError as error:
        raise RequestError(f"This what-if does not fit this machine: {error}.") from None
    remedies, impossible = _remedies(changed, fork)
    return Comparison(
        fork.asked, base.cpu.cpl, was, became, strips(base.memory, was.walk), strips(changed.memory, became.walk),
        fork.changes, flippable(base, changed, was, became), fork.asks, remedies, impossible,
        fork.wrong, fork.typed, fork.typed_in,
    )  # fmt: skip


def _remedies(changed: Machine, fork: Fork) -> tuple[list[Remedy] | None, str | None]:
    """What answers the question, each set tried out with what the TLB holds; and why nothing can."""
    if fork.asks is None:
        return None, None
    code = None if fork.asks == SUCCEED else int(fork.asks, 16)
    kind = fork.kind
    try:
        if code is None:
            sets = to_succeed(changed, fork.address, kind)
        else:
            sets = to_fault(changed, fork.address, code)
            kind = Access.WRITE if code & ERROR_W else Access.FETCH if code & ERROR_I else Access.READ
    except ValueError as error:
        return [], str(error)
    return [Remedy(one, kind, _needs_invlpg(changed, fork, kind, one, code)) for one in sets], None


def _needs_invlpg(changed: Machine, fork: Fork, kind: Access, some: tuple[Change, ...], code: int | None) -> bool:
    """Whether the TLB's copy would get in the way of the answer."""
    if fork.invalidate:
        return False
    fault = retry(changed, Asked(fork.address, kind), some).fault
    return (None if fault is None else fault.error_code) != code
