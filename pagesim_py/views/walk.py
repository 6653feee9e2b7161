"""Translation: whether the access was allowed, how the address goes through the tables, and what else is allowed.

An access that the program made is shown as it was at its step, beside what the tables hold now; an address that was
typed, as it is now. The rows are the same for every address, so that nothing moves while the program is stepped.
"""

from __future__ import annotations

from pagesim_py.machine import vectors, verdict
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT, canonical
from pagesim_py.machine.faults import Fault, Rule, explain
from pagesim_py.machine.flags import ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.paging import ADDRESS_BITS, Control, Outcome, Step, Walk
from pagesim_py.machine.trial import Trial
from pagesim_py.views import entry, error_code, svg, walk_drawing, walk_drawing_narrow
from pagesim_py.views.address import figure
from pagesim_py.views.html import Child, Html, button, code, el, join, words
from pagesim_py.views.numbers import count, hex16
from pagesim_py.views.translation import Now, Then, Translation
from pagesim_py.views.walk_scene import Scene, Short, Strip, scene, sentences, stage

DECIDING = {
    Rule.NOT_PRESENT: ENTRY_P,
    Rule.WRITE_TO_READ_ONLY: ENTRY_RW,
    Rule.USER_AT_SUPERVISOR: ENTRY_US,
    Rule.EXECUTE_DISABLED: ENTRY_XD,
    Rule.SMEP: ENTRY_US,
    Rule.SMAP: ENTRY_US,
}
"""The flag that a rule looks at."""

PAGES = {1: "4 KiB", 2: "2 MiB", 3: "1 GiB"}


def render(shown: Translation, reached: int | None = None) -> Html:
    """The panel for ``shown``; with ``reached`` (see ``Scene``), half-way through the walk of ``shown.then``."""
    if reached is not None and shown.then is not None:
        return _half_way(shown, shown.then, reached)
    now, then = shown.now, shown.then
    control = now.control
    found = now.walk if then is None else then.walk
    trial = Trial(then.fault, found.physical, False) if then is not None else None
    if trial is None and shown.asked is not None:
        trial = now.trial(shown.asked)
    last = found.last
    step = None if then is None else f"step {then.moment.step:,}"
    parts: list[Child] = [
        _present(shown, trial) if then is None else _then_and_now(shown, then),
        _drawing(shown, trial),
        _levels(found, control, trial, None if step is None else f"As it was at {step}. "),
        None if then is None else _beside(then, now),
        figure(found.address, control.levels, None if last is None else last.level),
        _tlb(now, "" if step is None else " now"),
        _trials(now, "What an access to this address would do" + ("" if step is None else " now")),
    ]
    if then is not None and then.fault is not None:
        parts.append(_fault(then))
    parts += [_bits(found, "Every bit of these entries" + ("" if step is None else f", as they were at {step}"))]
    return el(
        "div",
        parts,
        words(*WORDS),
        data_address=hex(found.address),
        data_outcome=found.outcome.name.lower(),
        data_level=None if last is None else last.level,
        data_index=None if last is None else last.index,
        data_physical=None if found.physical is None else hex(found.physical),
        data_then=None if then is None else then.moment.at,
    )


def _half_way(shown: Translation, then: Then, reached: int) -> Html:
    """The panel while the CPU is still reading: what it has read, and of its answer nothing."""
    found, control = then.walk, shown.now.control
    scene = scene_of(shown, None, reached)
    told = sentences(scene)
    last = scene.stations[-1].step if scene.stations else None
    return el(
        "div",
        el(
            "p", el("strong", f"The walk so far: {stage(found, reached)}."), " ",
            _called(shown), ". ", told[-2], class_="verdict",
        ),
        _pictures(scene, "half-way", True),
        _levels(found._replace(steps=found.steps[:reached]), control, None, "So far. ", half=True),
        figure(found.address, control.levels, None if last is None else last.level),
        words(*WORDS),
        data_address=hex(found.address),
        data_outcome="half-way",
        data_reached=reached,
        data_level=None if last is None else last.level,
        data_index=None if last is None else last.index,
        data_then=then.moment.at,
    )  # fmt: skip


def _drawing(shown: Translation, trial: Trial | None) -> Html:
    """The whole walk drawn."""
    now, then = shown.now, shown.then
    scene = scene_of(shown, None if trial is None else trial.fault)
    when = "now" if then is None else f"as it was at step {then.moment.step:,}"
    return _pictures(scene, when, len(now.walk.steps) > 0)


def _pictures(scene: Scene, when: str, telling: bool) -> Html:
    """``scene`` for a wide panel and for a narrow one; the style sheet shows the one that fits. ``telling``: and in
    words.
    """
    title = f"The walk of {scene.address:#x}, {when}"
    told = el("details", el("summary", "The drawing in words"), el("ol", [el("li", one) for one in sentences(scene)]))
    if not telling:
        told = join()
    wide = svg.render(walk_drawing.draw(scene), title, "walk wide")
    narrow = svg.render(walk_drawing_narrow.draw(scene), title, "walk narrow")
    return el("div", wide, narrow, told, class_="drawn")


def scene_of(shown: Translation, fault: Fault | None, reached: int | None = None) -> Scene:
    """What the drawing shows, half-way with ``reached``.

    A copy in the TLB belongs to the present: an access of then has walked.
    """
    now, then = shown.now, shown.then
    if then is not None:
        known = then.strips if then.strips is not None else tuple(_alone(step) for step in then.walk.steps)
        return scene(then.walk, now.control.levels, known, fault=then.fault, access=then.access, reached=reached)
    short = None if now.copy is None else Short(now.copy.frame, now.copy.size, now.edit is not None)
    return scene(now.walk, now.control.levels, now.strips, fault=fault, access=shown.asked, short=short)


def _alone(step: Step) -> Strip:
    """A table of which only one entry is known."""
    return ((step.index, step.index),) if step.entry & ENTRY_P else ()


def headline(shown: Translation) -> str:
    """The answer in a line, as it is told when somebody has asked for it."""
    name = f" ({shown.subject.name})" if shown.subject.name else ""
    address = f"{shown.subject.address:#x}{name}: "
    if shown.then is not None:
        return f"{address}{_head_of(shown.then)}, as it was at step {shown.then.moment.step:,}."
    if shown.asked is not None:
        return f"{address}{_answer(shown.asked, shown.now.trial(shown.asked))}."
    return f"{address}{_where(shown.now)}."


def _answer(kind: Access, trial: Trial) -> str:
    if trial.fault is not None:
        return verdict.refused(trial.fault)
    assert trial.physical is not None
    return verdict.allowed(kind, trial.physical)


def _head_of(then: Then) -> str:
    if then.access is None:
        return verdict.translated(then.walk)
    return _answer(then.access, Trial(then.fault, then.walk.physical, False))


def _where(now: Now) -> str:
    """Where the address is now: a copy in the TLB that the tables no longer agree with is what the CPU uses."""
    if now.copy is not None and now.edit is not None:
        return f"{verdict.translated_by(now.copy, now.walk.address)}, by the TLB's copy, which is stale"
    return verdict.translated(now.walk)


def _present(shown: Translation, trial: Trial | None) -> Html:
    """The verdict about the present: the answer first, then a sentence about the address."""
    now = shown.now
    head = _where(now) if trial is None or shown.asked is None else _answer(shown.asked, trial)
    bad = now.walk.outcome is not Outcome.PAGE if trial is None else trial.fault is not None
    stale = now.copy is not None and now.edit is not None
    return el(
        "p", el("strong", head, "."), " ", _about(now.walk, _called(shown), now.control, stale),
        class_="verdict bad" if bad else "verdict",
    )  # fmt: skip


def _called(shown: Translation) -> Html:
    name = shown.subject.name
    return join(code(shown.subject.address), f" ({name})" if name else None)


def _then_and_now(shown: Translation, then: Then) -> Html:
    """The verdict of the moment that is shown, and what the same access would get now."""
    again = shown.again()
    if again is None or then.access is None:
        now_head, now_bad = _where(shown.now), shown.now.walk.outcome is not Outcome.PAGE
        then_bad = then.walk.outcome is not Outcome.PAGE
    else:
        now_head, now_bad, then_bad = _answer(then.access, again), again.fault is not None, then.fault is not None
    if then.walk.outcome is Outcome.NON_CANONICAL:
        place = _about(then.walk, _called(shown), shown.now.control)
    else:
        place = join("Address: ", _called(shown), ".")
    was = el(
        "div",
        el(
            "p", el("span", f"As it was at step {then.moment.step:,}", class_="when"), " ",
            button(
                "Go there", "seek", data_at=then.moment.at, class_="small",
                aria_label=f"Go there: step {then.moment.step:,}",
            ),
        ),
        el(
            "p", el("strong", _head_of(then), "."), " ", place,
            class_="verdict bad" if then_bad else "verdict",
        ),
        class_="then",
    )  # fmt: skip
    tried = "The same access now" if then.access is not None else "Now"
    same = now_head == _head_of(then)
    answer = "The answer is the same" if same else now_head
    now = el(
        "div",
        el("p", el("span", tried, class_="when")),
        el("p", el("strong", answer, "."), class_="verdict bad" if now_bad else "verdict"),
        class_="now",
    )
    return el("div", was, now, class_="moments same" if same else "moments")


def _about(found: Walk, address: Html, control: Control, stale: bool = False) -> Html:
    """A sentence or two about where the walk led, in every case. ``stale``: the TLB's copy says something else."""
    by_tables = "The tables have been changed since; by them, " if stale else ""
    last = found.last
    if last is None:
        top = control.linear_bits - 1
        return join(
            f"Bits 63 to {top} of an address must all be equal. ", address, " has ", code(hex16(found.address)),
            "; the canonical address with the same lower bits is ",
            code(canonical(found.address, control.linear_bits)), ".",
        )  # fmt: skip
    if found.outcome is Outcome.PAGE:
        assert found.level is not None
        return join(
            by_tables, address, f" lies in the {PAGES[found.level]} page of level {last.level}, entry {last.index}: ",
            "physical ", code(found.physical or 0), ".",
        )  # fmt: skip
    if found.outcome is Outcome.NOT_PRESENT:
        return join(by_tables, "nothing" if stale else "Nothing", " is mapped at ", address, ".")
    return join(by_tables, "the" if stale else "The", " CPU refuses the entry for ", address, ".")


def _beside(then: Then, now: Now) -> Html:
    """The entries then and now, level by level."""
    present = {step.level: step for step in now.walk.steps}
    past = {step.level: step for step in then.walk.steps}
    rows, differ = [], 0
    for level in range(now.control.levels, 0, -1):
        one, other = past.get(level), present.get(level)
        changed = _entry_of(one) != _entry_of(other)
        differ += changed
        mark = el("span", "changed", class_="mark") if changed else None
        rows.append(
            el(
                "tr",
                el("th", level, scope="row"),
                el("td", _held(one)),
                el("td", _held(other), mark),
                class_="changed" if changed else None,
            )
        )
    head = el(
        "tr",
        [el("th", title, scope="col") for title in ("Level", f"At step {then.moment.step:,}", "Now")],
    )
    same = "the tables are the same now" if not differ else f"{count(differ, 'level')} changed since"
    caption = el("caption", f"Then and now: {same}")
    return el("table", caption, el("thead", head), el("tbody", rows), class_="beside")


def _entry_of(step: Step | None) -> tuple[int, int] | None:
    return None if step is None else (step.address, step.entry)


def _held(step: Step | None) -> Html:
    if step is None:
        return el("span", "not reached", class_="quiet")
    return join(code(step.entry), " ", _gives(step))


def _levels(found: Walk, control: Control, trial: Trial | None, when: str | None, half: bool = False) -> Html:
    """One row a level, reached or not: which table, which entry, its flags, what it gives; then the AND over all.

    ``half``: the CPU reads on, and ``found`` is what it has read.
    """
    fault = None if trial is None else trial.fault
    decided = (
        DECIDING.get(fault.rule, 0) if fault is not None else ENTRY_P if found.outcome is Outcome.NOT_PRESENT else 0
    )
    if half:
        decided = 0
    heads = [
        el("th", title, scope="col", class_="table-at" if title == "Table at" else None)
        for title in ("Level", "Table at", "Entry", "Raw entry")
    ]
    head = el("tr", heads, entry.flag_heads(), el("th", "Gives", scope="col"))
    by_level = {step.level: step for step in found.steps}
    rows = []
    for level in range(control.levels, 0, -1):
        step = by_level.get(level)
        if step is None:
            rest = el("td", "not read yet" if half else _unreached(found), colspan=4 + len(entry.COLUMNS))
            rows.append(el("tr", el("th", level, scope="row"), rest, class_="unreached"))
            continue
        decides = step.address == fault.entry_address if fault is not None else step is found.last
        flags = entry.flag_cells(step.entry, decided if decides else 0)
        ends = step is found.last and found.outcome is not Outcome.PAGE and not half
        rows.append(
            el(
                "tr",
                el("th", step.level, scope="row"),
                el("td", code(step.table), class_="table-at"),
                el("td", el("strong", step.index), el("small", " at ", code(step.address))),
                el("td", code(step.entry)),
                flags,
                el("td", _gives(step)),
                class_="ends" if ends else "decides" if decides and fault is not None else None,
            )
        )
    caption = el(
        "caption",
        when,
        "One entry per level, from ",
        el("abbr", "CR3", title="the register that holds the physical address of the top table"),
        " ",
        code(found.root),
    )
    body = el("tbody", rows)
    return el("table", caption, el("thead", head), body, None if half else _together(found), class_="levels")


def _unreached(found: Walk) -> str:
    if found.outcome is Outcome.PAGE:
        return f"not needed: the level-{found.level} entry maps a page of {PAGES[found.level or 1]}"
    return "not reached"


def _gives(step: Step) -> Html:
    if step.outcome is Outcome.TABLE:
        return join("table ", code(step.entry & ADDRESS_BITS))
    if step.outcome is Outcome.PAGE:
        return join("page ", code(step.entry & ADDRESS_BITS & -1 << SHIFT[step.level]))
    return join(step.outcome.value)


def _together(found: Walk) -> Html:
    """The effective rights: AND for R/W and U/S, OR for XD; blank if the walk led to no page."""
    rights = found.rights
    cells = []
    for name, mask, _ in entry.COLUMNS:
        class_ = "flag minor" if name in ("A", "D", "PS", "G") else "flag"
        if rights is None or name not in ("R/W", "U/S", "XD"):
            cells.append(el("td", class_=class_))
        else:
            together = found.any_of if name == "XD" else found.all_of
            cells.append(el("td", el("strong", int(bool(together & mask))), class_=class_))
    if rights is None:
        meaning = "Together: nothing, because the walk led to no page."
    else:
        who = "the kernel and user code" if rights.user else "the kernel only"
        verbs = ["read", *(["written"] if rights.writable else []), *(["executed"] if rights.executable else [])]
        listed = verbs[0] if len(verbs) == 1 else ", ".join(verbs[:-1]) + " and " + verbs[-1]
        meaning = f"Together: it may be {listed}, by {who}."
    head = el(
        "th",
        el(
            "abbr",
            "All levels",
            title="R/W and U/S must be 1 at every level (AND); XD counts if it is 1 at any level (OR)",
        ),
        scope="row",
        colspan=3,
    )
    row = el("tr", el("td", class_="table-at"), head, cells, el("td"))
    return el("tfoot", row, el("tr", el("td", meaning, colspan=5 + len(entry.COLUMNS))))


def _fault(then: Then) -> Html:
    """The rule that decided then, and the error code."""
    fault = then.fault
    assert fault is not None
    lead = f"Why the CPU refused at step {then.moment.step:,}: "
    sentence = el("p", el("strong", lead), explain(fault), ".", class_="why")
    if fault.error_code is None:
        return sentence
    return join(sentence, error_code.render(fault.error_code, fault.vector))


def _trials(now: Now, title: str) -> Html:
    """What each kind of access would do, by the kernel and by user code. Nothing is accessed."""
    kinds = ((Access.READ, "Read"), (Access.WRITE, "Write"), (Access.FETCH, "Execute"))
    rows = []
    for cpl, who in ((0, "Kernel"), (3, "User code")):
        cells = [_trial(now.trial(kind, cpl)) for kind, _ in kinds]
        rows.append(el("tr", el("th", who, scope="row"), cells))
    head = el("tr", el("td"), [el("th", word, scope="col") for _, word in kinds])
    return el("table", el("caption", title), el("thead", head), el("tbody", rows), class_="trials")


def _trial(trial: Trial) -> Html:
    fault = trial.fault
    if fault is None:
        return el("td", "allowed")
    kind = f"{fault.mnemonic}, error code {fault.error_code:#x}" if fault.vector == vectors.PF else f"{fault.mnemonic}"
    return el("td", el("abbr", kind, title=explain(fault)), class_="refused")


def _tlb(now: Now, when: str) -> Html:
    """Whether the TLB holds the page, and whether what it holds is stale."""
    copy, edit = now.copy, now.edit
    meaning = "translation look-aside buffer: the CPU's memory of recent translations"
    label = join(el("abbr", "TLB", title=meaning), when)
    if now.walk.outcome is Outcome.NON_CANONICAL:
        return el("p", label, ": it is not asked; the address is refused before.", class_="tlb")
    if copy is None:
        return el("p", label, ": this page is not in it; an access walks the tables.", class_="tlb")
    needs = "an access needs no walk" if copy.dirty else "a read needs no walk, the first write makes one to set D"
    text = join(label, ": it holds this page, at ", code(copy.frame), f"; {needs}.")
    if edit is None:
        return el("p", text, class_="tlb")
    return el(
        "p", text, " ", el("strong", "It is stale"), ": the entry at ", code(edit.address), " was changed from ",
        code(edit.old), " to ", code(edit.new), " since, and nothing has told the TLB (", code("invlpg"), ").",
        class_="tlb bad",
    )  # fmt: skip


def _bits(found: Walk, title: str) -> Html:
    """Every bit of every entry met, folded away."""
    parts = [
        (el("h3", f"Level {step.level}, entry {step.index}: ", code(step.entry)), entry.bits(step))
        for step in found.steps
    ]
    none = el("p", "No entry was read.") if not parts else None
    return el("details", el("summary", title), parts, none)


WORDS = (
    ("page", "a block of virtual addresses that is mapped as a whole: 4 KiB, 2 MiB or 1 GiB"),
    ("frame", "the block of physical memory that a page is mapped to"),
    ("virtual address", "the address that a program uses; the manual calls it a linear address"),
    ("physical address", "the address that the memory sees"),
    ("table", "512 entries of 8 bytes; four levels of tables translate an address, level 4 first"),
    ("entry", "8 bytes of a table: where the next table or the page is, and what is allowed there"),
    ("present", "bit P: the entry means something; if it is 0, the access is a page fault"),
    ("canonical", "bits 63 to 47 of an address are all equal; the CPU refuses all other addresses"),
    (
        "TLB",
        "translation look-aside buffer: the CPU's memory of recent translations, so that it need not walk each time",
    ),
    ("page fault", "the exception raised when a translation is missing or does not allow the access"),
)
