"""What if, through the session's door: flip, undo, ask, apply, link; and that the recorded run stays bit for bit."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pagesim_py.machine.access import Access
from pagesim_py.machine.changes import SWITCHES, Change, to_data
from pagesim_py.machine.machine import Machine
from pagesim_py.session import Session
from pagesim_py.session.fields import RequestError
from pagesim_py.session.forks import Fork, act, compare, plain, read
from pagesim_py.views.whatif import lines

CODE = 0x2031B2


def session_of(experiment: str | None, lab: str = "page-fault") -> Session:
    door = Session()
    door.request({"action": "open", "lab": lab, "experiment": experiment})
    door.request({"action": "run", "files": door.files, "experiment": experiment, "panels": []})
    assert door.run is not None
    return door


@pytest.fixture(scope="module")
def wrote() -> Session:
    """Somebody whose kernel has written to its own code."""
    return session_of("write-code")


@pytest.fixture
def student(wrote: Session) -> Session:
    do(wrote, do="leave")
    wrote.request({"action": "translate", "address": "", "panels": []})
    wrote.request({"action": "seek", "at": wrote.run.last if wrote.run is not None else 0, "panels": []})
    return wrote


def do(door: Session, **request: Any) -> dict[str, Any]:
    door._sent.clear()
    return door.request({"action": "whatif", "panels": ["whatif"], **request})


def panel(answer: dict[str, Any]) -> str:
    text: str = answer["panels"]["whatif"]
    return text


def flip(door: Session, label: str) -> dict[str, Any]:
    """Presses the button that is called so."""
    found = re.search(rf'data-do="change" data-change="([^"]*)" aria-label="{re.escape(label)} ', look(door))
    assert found is not None, label
    return do(door, do="change", change=json.loads(html.unescape(found[1])))


def apply_first(door: Session) -> dict[str, Any]:
    """Presses the first Apply."""
    found = re.search(r'data-do="apply" data-set="([^"]*)" data-kind="(\w+)"( data-invalidate="true")?', look(door))
    assert found is not None
    some = json.loads(html.unescape(found[1]))
    return do(door, do="apply", set=some, kind=found[2], invalidate=bool(found[3]))


def look(door: Session) -> str:
    door._sent.clear()
    return panel(door.request({"action": "look", "panels": ["whatif"]}))


def row(text: str, title: str) -> list[str]:
    """The two cells of a line that is compared."""
    line = re.search(rf'<th scope="row">{title}\b.*?</tr>', text)
    assert line is not None
    return [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", line[0])]


def everything(door: Session) -> tuple[Any, ...]:
    run = door.run
    assert run is not None
    return run.machine.snapshot(), run.position, len(run.timeline), run.timeline.log[-1], run.machine.log is None


# -- the student's story


def test_flipping_rw_of_the_deciding_entry_lets_the_store_succeed_and_undo_brings_the_fault_back(
    student: Session,
) -> None:
    before = everything(student)
    text = look(student)
    assert 'data-was="refused" data-became="refused"' in text
    assert row(text, "Error code") == ["0x3 = P | W", "the same"]
    answer = flip(student, "R/W of the level-1 entry")
    assert answer["told"] == (
        "What if: Write allowed: 0x4031b2. As it is: Write refused: #PF. "
        "Different: Outcome, Why, Error code, CR2, A and D set, TLB after, Then."
    )
    assert 'data-was="refused" data-became="allowed"' in panel(answer)
    assert row(panel(answer), "A and D set") == ["none", "level 1: D"]
    assert row(panel(answer), "TLB after") == ["unchanged", "filled: page 0x203000, frame 0x403000"]
    assert row(panel(answer), "Then")[1] == "the program goes on"
    assert "page_fault_handler" in row(panel(answer), "Then")[0]
    undone = do(student, do="undo")
    assert 'data-became="refused"' in panel(undone)
    assert undone["told"] == "Nothing is changed: Write refused: #PF."
    assert everything(student) == before


def test_pressing_a_flipped_bit_again_is_undoing_it(student: Session) -> None:
    flip(student, "R/W of the level-1 entry")
    flip(student, "CR0.WP")
    answer = flip(student, "R/W of the level-1 entry")
    assert [one["name"] for one in answer["state"]["whatIf"]["changes"]] == ["CR0.WP"]


def test_undo_takes_back_the_one_that_is_meant_and_undo_all_the_rest(student: Session) -> None:
    for label in ("R/W of the level-1 entry", "CR0.WP", "CPL"):
        flip(student, label)
    answer = do(student, do="undo", number="1")
    assert [one["kind"] for one in answer["state"]["whatIf"]["changes"]] == ["entry", "cpl"]
    assert do(student, do="clear")["state"]["whatIf"]["changes"] == []
    with pytest.raises(RequestError, match="no such change"):
        do(student, do="undo")


def test_what_would_make_it_succeed_is_applied_by_one_press(student: Session) -> None:
    answer = do(student, do="ask", question="succeed")
    assert re.findall(r'aria-label="Apply: ([^"]*)"', panel(answer)) == [
        "Set R/W in the level-1 entry.", "Clear CR0.WP.",
    ]  # fmt: skip
    assert 'data-became="allowed"' in panel(apply_first(student))
    assert "It succeeds already." in look(student)


def test_a_fault_that_is_asked_for_is_had_by_one_press(student: Session) -> None:
    answer = do(student, do="ask", question="0x7")
    assert "Make the access as user code (CPL 3)." in panel(answer)
    assert row(panel(apply_first(student)), "Error code") == ["0x3 = P | W", "0x7 = P | W | U"]
    assert "W and I exclude each other" in panel(do(student, do="ask", question="0x12"))
    with pytest.raises(RequestError, match="from 0x0 to 0x3f"):
        do(student, do="ask", question="0x40")


def test_another_access_is_tried_in_both_columns(student: Session) -> None:
    answer = do(student, do="access", kind="fetch", cpl="3", address="_start")
    assert row(panel(answer), "Error code") == ["0x15 = P | U | I", "the same"]
    assert 'data-became="refused"' in panel(answer)
    wrong = do(student, do="access", address="0xzz")
    assert wrong["told"]
    assert 'aria-invalid="true"' in panel(wrong)
    assert wrong["state"]["whatIf"]["address"] == answer["state"]["whatIf"]["address"]


def test_user_code_without_rsp0_cannot_even_raise_the_page_fault(student: Session) -> None:
    then = row(panel(do(student, do="access", cpl="3")), "Then")[0]
    assert then.startswith(("triple fault", "handler of #DF"))


def test_a_gate_that_is_gone_changes_only_where_the_fault_goes(student: Session) -> None:
    answer = flip(student, "P of gate 14")
    text = panel(answer)
    assert row(text, "Error code")[1] == "the same"
    assert "#DF" in row(text, "Then")[1] or "triple fault" in row(text, "Then")[1]


def test_a_stack_of_the_tss_is_typed_and_the_fault_goes_where_it_leads() -> None:
    door = session_of(None, "double-fault")
    slots = re.findall(r'aria-label="Another value for (\w+)"', look(door))
    assert "RSP0" in slots
    wrong = do(door, do="slot", name="RSP0", text="nonsuch")
    assert 'id="whatif-wrong-RSP0"' in panel(wrong)
    assert wrong["told"] in html.unescape(panel(wrong))
    assert wrong["state"]["whatIf"]["changes"] == []
    set_so = do(door, do="slot", name="RSP0", text="rsp + 0x10")
    (change,) = set_so["state"]["whatIf"]["changes"]
    assert door.run is not None
    assert int(change["value"], 16) == door.run.registers()["RSP"][0] + 0x10
    assert f"Let RSP0 of the TSS be {change['value']}." in panel(set_so)
    assert "whatif-wrong" not in panel(set_so)
    then = row(panel(do(door, do="access", cpl="3", kind="write")), "Then")
    assert ["#DF" in then[0], "page_fault_handler, on the stack of RSP0" in then[1]] == [True, True]
    with pytest.raises(RequestError, match="no stack pointer called 'IST9'"):
        do(door, do="slot", name="IST9", text="0x1000")


def test_it_is_held_until_one_leaves(student: Session) -> None:
    assert student.request({"action": "look", "panels": []})["state"]["whatIf"] is None
    flip(student, "CR0.WP")
    answer = student.request({"action": "seek", "at": 40, "panels": ["whatif"]})
    assert answer["state"]["whatIf"]["at"] == 367
    assert "Held at step 18" in look(student)
    here = do(student, do="here")
    assert here["state"]["whatIf"]["at"] == 40
    assert do(student, do="leave")["state"]["whatIf"] is None


def test_a_link_opens_the_same_what_if_in_another_session(student: Session) -> None:
    flip(student, "R/W of the level-1 entry")
    link = do(student, do="invalidate", on=True)["state"]["whatIf"]
    other = session_of("write-code")
    answer = do(other, do="open", link=json.loads(json.dumps(link)))
    assert answer["state"]["whatIf"] == link
    assert panel(answer) == look(student)


@pytest.mark.parametrize(
    ("link", "why"),
    [
        (None, "it is no object"),
        ({"at": -1, "address": "0x0", "kind": "read"}, "no position"),
        ({"at": 1, "address": "12", "kind": "read"}, "hexadecimal"),
        ({"at": 1, "address": "0x0", "kind": "jump"}, "no kind of access"),
        ({"at": 10**9, "address": "0x0", "kind": "read"}, "does not have"),
        (
            {"at": 1, "address": "0x0", "kind": "read", "changes": [{"kind": "entry", "name": "Q", "level": 1}]},
            "no such",
        ),
        ({"at": 1, "address": "0x0", "kind": "read", "changes": [{"kind": "entry", "name": 3}]}, "wrong kind"),
        ({"at": 1, "address": "0x0", "kind": "read", "changes": [{"kind": "frob"}]}, "no known kind"),
        ({"at": 1, "address": "0x0", "kind": "read", "changes": [{"kind": "cpl", "value": "0x2"}]}, "no such"),
        ({"at": 1, "address": "0x0", "kind": "read", "changes": [{"kind": "cpl"}] * 65}, "at most 64"),
    ],
)
def test_a_link_that_says_nothing_good_is_told_of_and_changes_nothing(student: Session, link: Any, why: str) -> None:
    with pytest.raises(RequestError, match=why):
        do(student, do="open", link=link)
    assert student.looks.fork is None


# -- other moments


def test_a_page_that_is_missing_is_mapped_by_one_press() -> None:
    door = session_of("store")
    before = everything(door)
    do(door, do="ask", question="succeed")
    answer = apply_first(door)
    assert row(panel(answer), "Error code")[0] == "0x2 = W"
    assert 'data-became="allowed"' in panel(answer)
    assert everything(door) == before


def test_an_access_that_succeeded_is_tried_before_it_set_its_bits() -> None:
    door = session_of("screen")
    run = door.run
    assert run is not None
    positions = [index + 1 for index in run.timeline.event_indices]
    seen = 0
    for at in positions:
        door.request({"action": "seek", "at": at, "panels": []})
        shown = door._shown()
        if shown is None or shown.then is None or shown.then.fault is not None or shown.then.moment.at != at:
            continue
        text = look(door)
        assert 'data-was="allowed"' in text
        seen += "level" in row(text, "A and D set")[0]
    assert seen


def test_the_tlb_is_used_as_the_cpu_does_until_invlpg_comes_first() -> None:
    door = session_of("read-code")
    do(door, do="access", kind="read")
    do(door, do="here")
    answer = flip(door, "P of the level-1 entry")
    text = panel(answer)
    assert 'data-became="allowed"' in text
    assert "stale" in row(text, "TLB before")[1]
    assert 'data-was="allowed" data-became="refused"' in panel(do(door, do="invalidate", on=True))
    do(door, do="clear")
    do(door, do="access", kind="write")
    do(door, do="ask", question="succeed")
    assert "INVLPG first" in re.findall(r'aria-label="Apply: ([^"]*)"', look(door))[0]
    assert 'data-became="allowed"' in panel(apply_first(door))


def test_before_any_run_the_booted_machine_can_be_tried() -> None:
    door = Session()
    door.request({"action": "open", "lab": "page-fault"})
    with pytest.raises(RequestError, match="no access to try"):
        do(door, do="clear")
    door.request({"action": "translate", "address": hex(CODE), "panels": []})
    assert 'data-became="refused"' in panel(do(door, do="access", kind="write"))
    assert 'data-became="allowed"' in panel(flip(door, "R/W of the level-1 entry"))


def test_a_new_run_forgets_it(student: Session) -> None:
    flip(student, "CR0.WP")
    student.request({"action": "run", "files": student.files, "experiment": "write-code", "panels": []})
    assert student.looks.fork is None


# -- a machine alone, as the playground has it


@pytest.fixture(scope="module")
def alone() -> Machine:
    run = session_of("write-code").run
    assert run is not None
    return run.machine


WORDS = st.sampled_from(["0x2031b2", "0xdeadbeaf", "0xb8000", "0x8000000000000000", "nonsense"])
REQUESTS = st.one_of(
    st.builds(lambda name, level, on: {"do": "change", "change": to_data(Change("entry", name, on, level, 0x40F018))},
              st.sampled_from(["P", "R/W", "U/S", "XD", "A", "D", "PS", "G", "PK0"]), st.just(1), st.booleans()),
    st.builds(lambda name, on: {"do": "change", "change": to_data(Change("switch", name, on))},
              st.sampled_from(list(SWITCHES)), st.booleans()),
    st.builds(lambda cpl: {"do": "change", "change": to_data(Change("cpl", value=cpl))}, st.sampled_from([0, 3])),
    st.builds(lambda text, kind, cpl: {"do": "access", "address": text, "kind": kind, "cpl": cpl},
              WORDS, st.sampled_from(["read", "write", "fetch"]), st.sampled_from([0, 3])),
    st.builds(lambda on: {"do": "invalidate", "on": on}, st.booleans()),
    st.builds(lambda question: {"do": "ask", "question": question}, st.sampled_from([None, "succeed", "0x3", "0x15"])),
    st.just({"do": "undo"}), st.just({"do": "clear"}),
)  # fmt: skip


LOOKS_AT_THE_SCREEN = {"do": "access", "address": "0xb8000", "kind": "read", "cpl": 0}
INVLPG = {"do": "invalidate", "on": True}


@settings(max_examples=40, deadline=None)
@given(requests=st.lists(REQUESTS, max_size=8))
@example(requests=[LOOKS_AT_THE_SCREEN, INVLPG])  # the TLB has the page: what INVLPG takes is a difference
@example(requests=[{**LOOKS_AT_THE_SCREEN, "address": "0xdeadbeaf"}, INVLPG])  # it has no such page: nothing differs
def test_whatever_is_tried_the_machine_stays_and_the_state_is_plain_data(
    alone: Machine, requests: list[dict[str, Any]]
) -> None:
    before = alone.snapshot()
    fork = Fork(None, CODE, Access.WRITE)
    for request in requests:
        try:
            fork = act(fork, alone, request, lambda text: int(text, 16))
        except RequestError:
            continue  # there was nothing to undo
        again = read(json.loads(json.dumps(plain(fork))))
        assert again == fork._replace(wrong=None, typed=None)
        shown = compare(alone, fork)
        assert (shown.was.fault is None) or (shown.was.went is not None)
        differing = [line.title for line in lines(shown) if line.differs]
        if not fork.changes and not (fork.invalidate and shown.was.copy is not None):
            assert not differing
        elif not fork.changes and shown.was.edit is None:
            assert not {"Outcome", "Error code", "CR2", "Then"} & set(differing)  # the copy says what the entries do
    assert alone.snapshot() == before
