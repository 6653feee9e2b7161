"""Exceptions as the CPU handled them: cause, CR2, gate, stack switch, frame, and what went wrong on the way.

The panel is made from the recording's events, up to the position shown: while a delivery is on its way, the panel
shows how far it has come; what has not happened yet keeps its place. Afterwards it says at which steps all this was.
Interrupts of devices that reach their handlers, such as a timer's ticks, do not push an exception out of the panel;
they are listed below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from pagesim_py.machine import events, vectors
from pagesim_py.machine.descriptors import INTERRUPT_GATE, TRAP_GATE, Gate
from pagesim_py.machine.events import Event
from pagesim_py.machine.faults import Rule, explain, explain_attempt
from pagesim_py.machine.flags import RFLAGS
from pagesim_py.timeline import Delivery, Stops, Timeline
from pagesim_py.views import delivery_drawing, error_code, svg
from pagesim_py.views.html import Child, Html, button, code, el, join, words

Name = Callable[[int], str | None]
"""What is at an address, as the kernel's symbols have it."""
EARLIER = 20
"""So many earlier exceptions are listed."""
FIRST_DEVICE = 32
"""The vectors below are those of exceptions (SDM vol. 3A 6.3.1)."""


def returns(timeline: Timeline) -> list[int | None]:
    """For each of the timeline's deliveries, the log index of the IRETQ that ended its handler; None if none did."""
    return [one.returned for one in timeline.deliveries]


def render(
    timeline: Timeline,
    position: int,
    returned: Sequence[int | None],
    name: Name = lambda address: None,
    stops: Stops = Stops.EVENTS,
) -> Html:
    """The panel at ``position``: the last exception in full, the others as lists to go back to.

    ``returned`` is what ``returns`` gave for this timeline; steps are counted by ``stops``. The machine of the
    timeline is at ``position``.
    """
    number = shown(timeline, position)
    if number is None:
        none = el("p", "No exception so far.", class_="none")
        return join(none, words(*WORDS))
    past = timeline.deliveries[: _so_far(timeline, position)]
    back = [index is not None and index < position for index in returned[: len(past)]]
    story = _story(timeline, past[number], position, back[number], name)
    earlier = [one for one in range(number) if not _routine(past[one])]
    interrupts = [one for one in range(len(past)) if one != number and _routine(past[one])]
    return join(
        _title(past[number], position),
        _moment(timeline, past[number], position, back[number], stops),
        _drawing(past[number], position, name),
        story,
        _others("Earlier exceptions", earlier, past, back),
        _others("Interrupts by devices", interrupts, past, back),
        words(*WORDS),
    )


def _drawing(delivery: Delivery, position: int, name: Name) -> Html:
    """The delivery as far as it has come, on a sheet that has room for all of it: what is below stays where it is."""
    events_of = [(delivery.start, delivery.raised), *delivery.events]
    so_far = [event for index, event in events_of if index < position]
    title = f"The delivery of {vectors.mnemonic(_cause_of(delivery))}"
    sheets = []
    for look, narrow in (("wide", False), ("narrow", True)):
        whole = delivery_drawing.draw([event for _, event in events_of], name, narrow=narrow)
        now = delivery_drawing.draw(so_far, name, narrow=narrow)._replace(height=whole.height)
        sheets.append(svg.render(now, title, f"delivery {look}"))
    return el("div", sheets, class_="drawn")


def shown(timeline: Timeline, position: int) -> int | None:
    """The number of the delivery that matters at ``position``: one under way, else the last exception, if any."""
    number = _so_far(timeline, position) - 1
    if number < 0:
        return None
    if position <= timeline.deliveries[number].end:
        return number
    return next((one for one in range(number, -1, -1) if not _routine(timeline.deliveries[one])), number)


def _so_far(timeline: Timeline, position: int) -> int:
    """How many deliveries have begun."""
    return bisect_left(timeline.deliveries, position, key=lambda one: one.start)


def _routine(delivery: Delivery) -> bool:
    """Whether this is a device's interrupt that reached a handler of its own."""
    raised = delivery.raised
    if not isinstance(raised, events.InterruptRaised) or raised.kind != "external":
        return False
    return raised.vector >= FIRST_DEVICE and not delivery.failed


def _cause_of(delivery: Delivery) -> int:
    """The vector that was raised first; the delivery's own is another one if something went wrong on the way."""
    raised = delivery.raised
    return raised.fault.vector if isinstance(raised, events.FaultRaised) else raised.vector


def _title(delivery: Delivery, position: int) -> Html:
    cause = vectors.vector(_cause_of(delivery))
    became = ""
    if position < delivery.end:
        pass  # how it will end is not known yet
    elif delivery.triple is not None:
        became = "; it ended in a triple fault"
    elif delivery.vector != cause.number:
        became = f"; it became {vectors.mnemonic(delivery.vector)}"
    return el(
        "h3",
        el("span", cause.mnemonic, class_="mnemonic"),
        f" {cause.title}",
        el("small", f" vector {cause.number}, {_article(cause.kind.value)} {cause.kind.value}{became}"),
        data_vector=delivery.vector,
    )


def _moment(timeline: Timeline, delivery: Delivery, position: int, returned: bool, stops: Stops) -> Html:
    """When all this was, and how it stands now."""
    first = max(1, timeline.count(stops, delivery.start + 1))
    last = max(1, timeline.count(stops, delivery.end))
    if position <= delivery.end:
        when = f"Since step {first:,}: the CPU is on its way to a handler."
        if position == delivery.end and delivery.entered is not None:
            when = f"Since step {first:,}: the CPU has come to the handler."
        elif position == delivery.end and delivery.triple is not None:
            when = f"Since step {first:,}: the CPU has found no handler."
    else:
        when = f"As it was at step {first:,}. " if last == first else f"As it was at steps {first:,} to {last:,}. "
        if delivery.triple is not None:
            when += "Now the CPU is shut down."
        else:
            when += "Now it is over: its handler has returned." if returned else "Now its handler runs."
    go = button("Go to where it was raised", "seek", data_at=delivery.start + 1, class_="small")
    return el("p", el("span", when, class_="when"), " ", go, class_="moment")


SLOTS = ("CR2", "Gate", "Stack switch", "Frame", "Handler", "Returned")
"""The steps of a delivery in their order, each with a place of its own."""
CLASSES = ("cr2", "gate", "switch", "frame-of", "handler", "returned")
"""By slot: the class that keeps room for its longest text."""
_SLOT_OF: dict[type, int] = {
    events.Cr2Written: 0,
    events.GateRead: 1,
    events.StackSwitched: 2,
    events.FramePushed: 3,
    events.HandlerEntered: 4,
}


def _story(timeline: Timeline, delivery: Delivery, position: int, returned: bool, name: Name) -> Html:
    """The steps in the CPU's order, as a list; what was left out, or has not happened yet, is told in its place."""
    items: list[Child] = [_cause(delivery, name)]
    expected = 0
    for index, event in delivery.events:
        if index >= position:
            break
        item = _frame(event, name, None if returned else timeline) if isinstance(event, events.FramePushed) else None
        item = _step(event, name) if item is None else item
        if item is None:
            continue
        slot = _SLOT_OF.get(type(event))
        if slot is None:
            expected = 1  # another gate is looked for
        else:
            items += [_left_out(one) for one in range(expected, slot)]
            expected = slot + 1
        items.append(item)
    if returned:
        end = ("The handler ended with ", code("iretq"), ": the program went on.")
        items.append(el("li", el("strong", "Returned. "), end, class_="returned"))
    elif position < delivery.end or delivery.triple is None:
        items += [_not_yet(slot) for slot in range(expected, len(SLOTS))]
    return el("ol", items, class_="story")


def _left_out(slot: int) -> Html:
    """A step that this delivery has no need of."""
    why = {"CR2": "stays as it is: only a page fault changes it.", "Stack switch": "is not needed: the stack stays."}
    why_not = why.get(SLOTS[slot], "is left out.")
    return el("li", el("strong", SLOTS[slot]), " ", why_not, class_=f"wait {CLASSES[slot]}")


def _not_yet(slot: int) -> Html:
    """A step that is still to come."""
    text: Child = (el("strong", SLOTS[slot]), ": not yet.")
    if SLOTS[slot] == "Frame":
        text = (el("p", text, class_="lead"), _frame_table([(title, None, "\u00a0") for title in FRAME]))
    return el("li", text, class_=f"wait {CLASSES[slot]}")


def _cause(delivery: Delivery, name: Name) -> Html:
    raised = delivery.raised
    if isinstance(raised, events.InterruptRaised):
        return el("li", el("strong", "Raised. "), raised.sentence)
    fault = raised.fault
    code_row = None
    if fault.error_code is not None:
        folded = el(
            "details",
            el("summary", "Error code ", code(error_code.summary(fault.error_code, fault.vector))),
            error_code.render(fault.error_code, fault.vector),
        )
        code_row = folded
    at = join(" by the instruction at ", _place(raised.rip, name))
    return el("li", el("strong", "Raised"), at, ": ", explain(fault), ".", code_row)


def _step(event: Event, name: Name) -> Html | None:
    match event:
        case events.Cr2Written():
            return el("li", el("strong", "CR2"), " gets the address that failed: ", code(event.new), ".", class_="cr2")
        case events.GateRead():
            return _gate(event, name)
        case events.StackSwitched():
            old, new = code(event.old), code(event.new)
            to = f" to {event.source} of the TSS: from "
            return el("li", el("strong", "Stack switch"), to, old, " to ", new, ".", class_="switch")
        case events.HandlerEntered():
            text = join(_place(event.new.rip, name), f", with interrupts {_interrupts(event.new.rflags)}.")
            return el("li", el("strong", "Handler"), " runs at ", text, class_="handler")
        case events.FaultRaised() if event.fault.rule is not Rule.DOUBLE_FAULT:
            why = explain(event.fault)
            return el("li", el("strong", f"{event.fault.mnemonic} on the way"), ": ", why, ".", class_="bad")
        case events.DeliveryFailed() | events.DoubleFaulted():
            return el("li", el("strong", event.title.capitalize()), ": ", event.sentence, class_="bad")
        case events.TripleFaulted():
            chain = el("ol", [el("li", explain_attempt(attempt), ".") for attempt in event.chain], class_="chain")
            return el(
                "li",
                el("strong", "Triple fault"),
                ": the CPU found no way to any handler, shut down, and the machine resets. What failed, in order:",
                chain,
                class_="bad",
            )
    return None


def _gate(event: events.GateRead, name: Name) -> Html:
    """The gate's bytes and fields."""
    kinds = {INTERRUPT_GATE: "interrupt gate: IF is cleared", TRAP_GATE: "trap gate: IF stays"}
    gate = Gate.decode(event.low, event.high)
    rows = (
        ("Bytes", join(code(f"{event.low:#018x}"), " ", code(f"{event.high:#018x}"))),
        ("Handler", _place(event.handler, name)),
        ("Code segment", code(event.selector)),
        ("Present", "1" if event.present else "0: there is no handler"),
        ("Type", f"{gate.type:#x}, {kinds.get(gate.type, 'not a gate')}"),
        ("DPL", join(gate.dpl, ": the least privileged level at which ", code("int"), " may use it")),
        ("IST", _ist(gate.ist)),
    )
    table = el(
        "table",
        el("tbody", [el("tr", el("th", key, scope="row"), el("td", value)) for key, value in rows]),
        class_="fields",
    )
    if not event.low | event.high:
        text: Child = " is empty: no handler was set for it."
    elif not event.present:
        text = " is not present: it names no handler."
    else:
        text = (" names the handler ", _place(event.handler, name), ".")
    folded = el("details", el("summary", "The gate's bytes and fields"), table)
    return el(
        "li", el("strong", f"Gate {event.vector}"), " of the IDT, at ", code(event.address), ",", text, folded,
        class_="gate" if event.present else "gate bad",
    )  # fmt: skip


def _ist(number: int) -> str:
    return (
        "0: no switch to a stack of its own"
        if number == 0
        else f"{number}: the frame goes to stack IST{number} of the TSS"
    )


FRAME = ("error code", "RIP", "CS", "RFLAGS", "RSP", "SS")
Slot = tuple[str, int | None, Child]
"""A word of the frame: what it is, its value (None if it is not pushed), what the value says."""


def _frame(event: events.FramePushed, name: Name, timeline: Timeline | None) -> Html:
    """The frame as it was pushed, lowest address first; what a handler has changed in memory since is told beside.

    ``timeline`` is None if the frame has been taken off again.
    """
    saved = event.saved
    slots: list[Slot] = [
        ("error code", event.error_code, "this exception has none")
        if event.error_code is None
        else ("error code", event.error_code, error_code.summary(event.error_code, event.vector)),
        ("RIP", saved.rip, ("where to return to", _in(saved.rip, name))),
        ("CS", saved.cs, f"code segment, privilege level {saved.cs & 3}"),
        ("RFLAGS", saved.rflags, " | ".join(RFLAGS.names(saved.rflags)) or "no flag is set"),
        ("RSP", saved.rsp, "the stack pointer before"),
        ("SS", saved.ss, "stack segment"),
    ]
    table = _frame_table(slots, event.address, timeline)
    begins = code(event.address)
    lead = el("p", el("strong", "Frame pushed"), " on the stack; it begins at ", begins, ".", class_="lead")
    return el("li", lead, table, class_="frame-of")


def _frame_table(slots: list[Slot], address: int | None = None, timeline: Timeline | None = None) -> Html:
    """The frame's words, a row each; those that are not pushed keep their row."""
    rows = []
    for title, value, meaning in slots:
        if address is None or value is None:
            at: Child = "–"
            shown: Child = "–"
        else:
            now = value if timeline is None else _word_now(timeline, address)
            since = el("span", " now ", code(now), class_="mark") if now is not None and now != value else None
            at, shown = code(address), join(code(value), since)
            address += 8
        what = el("th", title, " ", el("small", meaning), scope="row")
        rows.append(el("tr", el("td", at), el("td", shown), what))
    head = el("tr", [el("th", title, scope="col") for title in ("Address", "Value", "What it is")])
    return el("table", el("thead", head), el("tbody", rows), class_="frame")


def _word_now(timeline: Timeline, address: int) -> int | None:
    """What stands at ``address`` now; None if nothing is mapped there any more."""
    at = timeline.machine.walk(address).physical
    return None if at is None else timeline.machine.memory.read_u64(at)


def _others(title: str, numbers: list[int], past: Sequence[Delivery], back: Sequence[bool]) -> Html | None:
    """A folded list to go back by: the last of the deliveries ``numbers``."""
    if not numbers:
        return None
    items = []
    for number in numbers[-EARLIER:]:
        delivery = past[number]
        raised = delivery.raised
        label = f"{vectors.mnemonic(_cause_of(delivery))} at {raised.rip:#x}"
        if isinstance(raised, events.FaultRaised) and raised.fault.cr2 is not None:
            label += f", address {raised.fault.cr2:#x}"
        ending = " – returned" if back[number] else None
        items.append(el("li", button(label, "seek", data_at=delivery.start + 1), ending))
    more = f"; the last {EARLIER}" if len(numbers) > EARLIER else ""
    return el("details", el("summary", f"{title}: {len(numbers):,}{more}"), el("ul", items))


def _place(address: int, name: Name) -> Html:
    known = name(address)
    return join(code(address), f" ({known})" if known else None)


def _in(address: int, name: Name) -> str | None:
    known = name(address)
    return f", in {known}" if known else None


def _interrupts(rflags: int) -> str:
    return "on (IF = 1)" if rflags & RFLAGS.mask("IF") else "off (IF = 0)"


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


WORDS = (
    ("exception", "the CPU stops the program because of something it did, and calls a handler"),
    ("fault, trap", "a fault returns to the instruction that failed, a trap to the one after it"),
    ("vector", "the number of an exception or interrupt, 0 to 255; 14 is the page fault"),
    ("error code", "bits that say what kind of access failed; the CPU pushes them for some exceptions"),
    ("IDT", "interrupt descriptor table: one gate for each vector; the kernel fills it and loads its address"),
    ("gate", "16 bytes of the IDT: where the handler is, and how to enter it"),
    ("frame", "what the CPU pushes on the stack so that the handler can return"),
    ("TSS, IST", "task-state segment; its interrupt stack table lists stacks that a gate can ask for"),
    ("double fault", "a fault while another one is being delivered, where the CPU cannot handle both in turn"),
    ("triple fault", "a fault while a double fault is being delivered: the CPU gives up and the machine resets"),
)
