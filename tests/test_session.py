"""The session with handmade programs: actions, what changes together, messages for bad input."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pagesim_py import labs, session
from pagesim_py.rust.run.reasons import Deadlock, Place, StackOverflow
from pagesim_py.session import RequestError, Session, pictures
from tests.handmade import HandmadeEngine
from tests.handmade import Outcome as HandmadeOutcome
from tests.views.reading import read

Answer = dict[str, Any]


@pytest.fixture
def door() -> Session:
    return Session(HandmadeEngine())


def run(door: Session, behaviour: str = "page_fault", **fields: Any) -> Answer:
    door.steps.by = "all"
    main = f"// behaves {behaviour}\n    let x = 1;\n    unsafe {{ *ptr = 42; }}\n"
    files = {"src/main.rs": main, "src/interrupts.rs": "print;\nhalt;\n"}
    return door.request({"action": "run", "files": files, **fields})


def ask(door: Session, action: str, **fields: Any) -> Answer:
    return door.request({"action": action, **fields})


def screen(answer: Answer) -> list[str]:
    return [line.rstrip() for line in read(answer["panels"]["screen"]).raw_text.split("\n")]


# -- opening


def test_opening_a_lab_shows_panels_that_say_what_to_do(door: Session) -> None:
    answer = ask(door, "open", lab="page-fault")
    assert answer["state"]["phase"] == "ready"
    assert screen(answer) == [""] * 25
    assert "press Run" in read(answer["panels"]["walk"]).text
    assert door.files == labs.load("page-fault").files


def test_a_lab_that_does_not_exist_is_named_with_a_similar_one(door: Session) -> None:
    with pytest.raises(RequestError, match="There is no lab called 'page-falt'; did you mean 'page-fault'"):
        ask(door, "open", lab="page-falt")


def test_opening_what_has_run_already_keeps_the_run(door: Session) -> None:
    ran = run(door)
    again = ask(door, "open", lab="page-fault", files=door.files)
    assert again["state"]["stops"] == ran["state"]["stops"] > 0
    assert set(again["panels"]) >= {"screen", "walk", "tables", "registers", "exception", "events"}
    other = ask(door, "open", lab="page-fault", files={"src/main.rs": "// another"})
    assert other["state"]["stops"] == 0


def test_the_same_files_in_another_lab_are_another_program(door: Session) -> None:
    run(door)
    assert ask(door, "open", lab="recursive", files=door.files)["state"]["stops"] == 0


def test_an_experiment_brings_its_files_and_is_known_until_the_next_open_or_run(door: Session) -> None:
    ask(door, "open", lab="page-fault", experiment="write-code")
    assert door.files == labs.load("page-fault").step("write-code").files
    run(door)
    assert door.experiment is None, "a run that names none has none"
    ask(door, "run", files={"src/main.rs": "// behaves page_fault"}, experiment="repair")
    assert door.experiment is not None
    assert door.experiment.id == "repair"


def test_an_experiment_that_the_lab_does_not_have_is_told_and_changes_nothing(door: Session) -> None:
    run(door)
    for request in ({"action": "open", "lab": "recursive"}, {"action": "run", "files": {"src/main.rs": "//"}}):
        with pytest.raises(RequestError, match="has no experiment called 'reparr'; it has "):
            door.request({**request, "experiment": "reparr"})
    assert door.lab.name == "page-fault"
    assert door.run is not None


# -- running


def test_a_run_ends_with_every_panel_filled(door: Session) -> None:
    answer = run(door)
    state = answer["state"]
    assert state["phase"] == "halted"
    assert state["status"].startswith("Halted. ")
    assert screen(answer)[:2] == ["Hello World!", "EXCEPTION: PAGE FAULT"]
    walk = read(answer["panels"]["walk"]).all("div")[0].attributes
    assert (walk["data-address"], walk["data-level"], walk["data-index"]) == ("0xdeadbeaf", "3", "3")
    assert "#PF page fault" in read(answer["panels"]["exception"]).one("h3").text
    assert state["stop"] == state["stops"]
    assert state["address"] == "0xdeadbeaf"
    assert state["following"]


@pytest.mark.parametrize(
    ("behaviour", "phase", "begins"),
    [
        ("no_handlers", "triple_fault", "Triple fault. "),
        ("panics", "panicked", "Panicked. "),
        ("page_fault", "halted", "Halted. "),
    ],
)
def test_the_status_begins_with_the_outcome(door: Session, behaviour: str, phase: str, begins: str) -> None:
    state = run(door, behaviour)["state"]
    assert state["phase"] == phase
    assert state["status"].startswith(begins)


def test_a_mistake_is_told_with_its_place_and_nothing_runs(door: Session) -> None:
    answer = ask(door, "run", files={"src/main.rs": "fn f() {\n    mistake\n}\n"})
    state = answer["state"]
    assert state["phase"] == "error"
    assert state["status"] == "Error in src/main.rs, line 2: cannot find `mistake`"
    assert state["messages"][0]["line"] == 2
    assert "error[E0425]" in read(answer["panels"]["messages"]).one("pre").text
    assert state["stops"] == 0
    assert run(door)["panels"]["messages"] == ""


def test_continue_needs_something_that_is_still_running(door: Session) -> None:
    with pytest.raises(RequestError, match="nothing to continue"):
        ask(door, "continue")
    run(door)
    with pytest.raises(RequestError, match="nothing to continue"):
        ask(door, "continue")


def test_keys_typed_add_up_until_the_next_run(door: Session) -> None:
    assert run(door, "waits")["state"]["listens"]
    assert {"a", "~", "Enter", "ArrowUp"} <= set(run(door, "waits")["state"]["keys"]) - {"Tab", "F5"}
    answer = ask(door, "key", keys=["x"])
    assert screen(answer)[0] == "2dad"
    assert answer["state"]["listens"]
    assert answer["state"]["stop"] == answer["state"]["stops"]
    assert screen(ask(door, "key", keys=["Enter", "A"]))[0] == "2dad1c9c2a1e9eaa"
    assert screen(run(door, "waits"))[0] == ""


def test_keys_need_a_kernel_that_listens_and_a_keyboard_that_has_them(door: Session) -> None:
    with pytest.raises(RequestError, match="Nothing has run"):
        ask(door, "key", keys=["x"])
    assert not run(door)["state"]["listens"]
    with pytest.raises(RequestError, match="does not listen"):
        ask(door, "key", keys=["x"])
    run(door, "waits")
    with pytest.raises(RequestError, match="no key 'é'"):
        ask(door, "key", keys=["a", "é"])
    with pytest.raises(RequestError, match="needs keys"):
        ask(door, "key", keys="x")
    assert screen(ask(door, "key", keys=["b"]))[0] == "30b0", "what was refused is forgotten"


# -- the timeline


def test_stepping_back_changes_all_panels_consistently(door: Session) -> None:
    run(door)
    start = ask(door, "seek", stop=0)
    assert screen(start) == [""] * 25
    assert read(start["panels"]["exception"]).one("p", "none").text == "No exception so far."
    assert start["state"]["position"].startswith("Start, ")
    assert start["state"]["place"] is None
    first = ask(door, "step", by=1)["state"]
    assert first["place"] == {"file": "src/main.rs", "line": 1, "column": 5}
    assert first["stop"] == 1


def test_every_stop_forward_equals_the_same_stop_backward(door: Session) -> None:
    stops = run(door)["state"]["stops"]
    ask(door, "seek", stop=0)
    ways: list[list[tuple[int, str, str]]] = [[], []]
    for way, by in zip(ways, (1, -1), strict=True):
        for _ in range(stops - 1):
            state = ask(door, "step", by=by)["state"]
            door._sent.clear()
            panels = door._answer()["panels"]
            way.append((state["stop"], state["position"], json.dumps(panels)))
    assert [stop for stop, _, _ in ways[0]] == list(range(1, stops))
    assert ways[0][:-1] == ways[1][::-1][1:]


def test_steps_by_statement_and_by_event(door: Session) -> None:
    run(door)
    statements = ask(door, "stops", kind="statements")["state"]
    assert statements["stops"] == 5
    ask(door, "seek", stop=3)
    assert "src/main.rs, line 3" in ask(door, "stops", kind="statements")["state"]["position"]
    events = ask(door, "stops", kind="events")["state"]
    assert events["stops"] > 5
    panel = read(ask(door, "seek", stop=1)["panels"]["events"])
    assert not panel.all("li", "statement")


def test_the_walk_follows_the_program(door: Session) -> None:
    run(door)
    addresses = set()
    ask(door, "seek", stop=0)
    while (state := ask(door, "step", by=1)["state"])["stop"] < state["stops"]:
        addresses.add(state["address"])
    assert {"0xb8000", "0xdeadbeaf", "0x2220e0"} <= addresses


def test_a_line_of_the_list_is_sought_by_its_position(door: Session) -> None:
    answer = run(door)
    buttons = read(answer["panels"]["events"]).all("button", "line")
    raised = next(button for button in buttons if "#PF, page fault, is raised" in button.text)
    state = ask(door, "seek", at=int(raised.attributes["data-at"]))["state"]
    assert state["position"].endswith(": fault raised")


def test_positions_outside_are_cut(door: Session) -> None:
    stops = run(door)["state"]["stops"]
    assert ask(door, "seek", at=10**12)["state"]["stop"] == stops
    assert ask(door, "seek", at=-5)["state"]["stop"] == 0
    assert ask(door, "step", by=-100)["state"]["stop"] == 0
    assert ask(door, "step", by=10**9)["state"]["stop"] == stops


def test_the_list_of_a_long_run_is_a_window(door: Session) -> None:
    answer = run(door, "endless", until=5000)
    panel = read(answer["panels"]["events"])
    assert len(panel.all("li")) < 120
    (earlier,) = panel.all("button", "more")
    moved = ask(door, "window", to=int(earlier.attributes["data-to"]))
    assert len(read(moved["panels"]["events"]).all("button", "more")) == 2
    assert moved["state"]["stop"] == answer["state"]["stop"]


def test_only_panels_that_changed_are_sent(door: Session) -> None:
    run(door)
    again = ask(door, "seek", at=10**9)
    assert again["panels"] == {}
    assert "tables" not in ask(door, "step", by=-1)["panels"]


def test_nothing_can_be_sought_before_a_run(door: Session) -> None:
    with pytest.raises(RequestError, match="press Run first"):
        ask(door, "seek", at=1)


def test_the_registers_mark_what_the_last_step_changed(door: Session) -> None:
    run(door)
    buttons = read(door._answer()["panels"].get("events", "")).all("button", "line")
    assert buttons == []
    door._sent.clear()
    lines = read(door._answer()["panels"]["events"]).all("button", "line")
    written = next(line for line in lines if line.text.startswith("CR2 written"))
    panel = read(ask(door, "seek", at=int(written.attributes["data-at"]))["panels"]["registers"])
    assert [row.one("abbr").text for row in panel.all("tr", "changed")] == ["CR2"]


# -- translation


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("0xdeadbeaf", 0xDEADBEAF),
        ("0xDEAD_BEAF", 0xDEADBEAF),
        (" 753664 ", 0xB8000),
        ("1_000", 1000),
        ("0", 0),
        ("007", 7),
        ("0b101", 5),
        ("0xffffffffffffffff", 2**64 - 1),
        ("_start", 0x201000),
        ("osirs::_start", 0x201000),
        ("page_fault_handler + 0x10", 0x203010),
        ("_start+16-1", 0x20100F),
        ("cr3", 0x1000),
    ],
)
def test_addresses_as_people_type_them(door: Session, text: str, address: int) -> None:
    state = ask(door, "translate", address=text)["state"]
    assert state["addressError"] is None
    assert state["address"] == hex(address)
    assert not state["following"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("deadbeaf", "looks like a hexadecimal number: write 0xdeadbeaf"),
        ("0x", "After 0x there must be digits"),
        ("-1", "below 0"),
        ("5 - 6", "below 0"),
        ("0x1_0000_0000_0000_0000", "too large"),
        ("9" * 200, "too large"),
        ("page_fault_handlr", "Did you mean page_fault_handler?"),
        ("nothing_like_it", "There is no symbol called nothing_like_it"),
        ("0xzz", "0xzz is not an address"),
        ("_start +", "Something is missing"),
        ("<script>alert(1)</script>", "alert"),
        ("💥", "is not an address"),
        ("x" * 1000, "too long"),
    ],
)
def test_what_is_no_address_is_told_so(door: Session, text: str, message: str) -> None:
    state = ask(door, "translate", address=text)["state"]
    assert message in state["addressError"]


def test_the_address_stays_while_stepping_until_the_program_is_followed_again(door: Session) -> None:
    run(door)
    ask(door, "translate", address="0xb8000")
    assert ask(door, "step", by=-3)["state"]["address"] == "0xb8000"
    followed = ask(door, "translate", address="")["state"]
    assert followed["following"]
    assert followed["address"] != "0xb8000"


def test_a_bad_address_leaves_the_picture_as_it_was(door: Session) -> None:
    run(door)
    answer = ask(door, "translate", address="nonsense here")
    assert answer["panels"] == {}
    assert answer["state"]["address"] == "0xdeadbeaf"
    assert answer["state"]["addressError"].endswith(" Below is still 0xdeadbeaf, not what was typed.")
    assert ask(door, "step", by=-1)["state"]["addressError"] is None, "who goes on has left it behind"


def test_the_answer_to_a_typed_address_is_a_line(door: Session) -> None:
    run(door)
    followed = door.state(door._shown())["translation"]
    assert followed.startswith("0xdeadbeaf: Write refused: level 3, entry 3 is not present (error code 0x2 = W), as it")
    typed = ask(door, "translate", address="0xdeadbeaf")["state"]["translation"]
    assert typed == "0xdeadbeaf: Not mapped: level 3, entry 3 is not present."


def test_an_address_can_be_translated_before_any_run(door: Session) -> None:
    answer = ask(door, "translate", address="0xb8000")
    assert read(answer["panels"]["walk"]).all("div")[0].attributes["data-physical"] == "0xb8000"
    assert "level-3 table at 0x2000" in read(answer["panels"]["tables"]).text
    assert "osirs::_start" in answer["state"]["symbols"]


# -- the tables


def test_rows_of_the_tables_open_and_fold(door: Session) -> None:
    run(door)
    ask(door, "translate", address="0xb8000")
    folded = ask(door, "expand", path="0")
    assert "level-2 table" not in read(folded["panels"]["tables"]).text
    opened = ask(door, "expand", path="0")
    assert "level-2 table" in read(opened["panels"]["tables"]).text
    window = ask(door, "expand", path="3")
    assert "512 level-2 tables from" in read(window["panels"]["tables"]).text


# -- the door


def test_the_door_speaks_json_and_never_raises() -> None:
    for request, message in [
        ("not json", "cannot be read"),
        ("[]", "A request is a JSON object."),
        ('{"action": "fly"}', "There is no action called 'fly'."),
        ('{"action": ["run"]}', "There is no action called"),
        ('{"action": "step", "by": "much"}', "Nothing has run yet"),
        ('{"action": "run", "files": []}', "needs files"),
        ('{"action": "run", "files": {"src/main.rs": 3}}', "content is text"),
        ('{"action": "translate"}', "needs a text called address"),
    ]:
        session._session = Session(HandmadeEngine())
        answer = json.loads(session.handle(request))
        assert not answer["ok"]
        assert message in answer["error"]["message"]
        assert answer["error"]["details"] is None


def test_a_mistake_of_ours_asks_to_be_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = HandmadeEngine()
    monkeypatch.setattr(broken, "compile", lambda files, lab: 1 / 0)
    session._session = Session(broken)
    answer = json.loads(session.handle(json.dumps({"action": "run", "files": {"src/main.rs": ""}})))
    assert "mistake in pagesim, not in your program" in answer["error"]["message"]
    assert "ZeroDivisionError" in answer["error"]["details"]


def test_a_mistake_of_the_compiler_is_told_as_ours_with_what_a_report_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise LookupError("planted")

    monkeypatch.setattr("pagesim_py.rust.lower.function.body_of", broken)
    own = Session()
    session._session = own
    answer = json.loads(session.handle(json.dumps({"action": "run", "files": own.files})))
    assert not answer["ok"]
    assert "mistake in pagesim, not in your program" in answer["error"]["message"]
    assert "pagesim was busy with src/main.rs:" in answer["error"]["message"]
    details = answer["error"]["details"]
    assert "while lowering `osirs::" in details
    assert "LookupError: planted" in details
    assert "--- src/main.rs\n" in details
    monkeypatch.undo()
    assert json.loads(session.handle(json.dumps({"action": "run", "files": own.files})))["ok"]


def test_only_the_panels_that_are_asked_for_are_made_and_the_others_when_they_are() -> None:
    door, other = Session(HandmadeEngine()), Session(HandmadeEngine())
    for one in (door, other):
        run(one)
    seen = ask(door, "seek", stop=2, panels=["screen", "walk"])
    assert set(seen["panels"]) <= {"screen", "walk", "messages"}
    rest = ask(door, "look")
    whole = ask(other, "seek", stop=2)
    assert whole["panels"] == {**seen["panels"], **rest["panels"]}
    assert set(rest["panels"]) >= {"registers", "events"}
    assert rest["state"]["stop"] == whole["state"]["stop"] == 2
    assert ask(door, "look")["panels"] == {}


@pytest.mark.parametrize("panels", ["walk", ["walks"], [1], {"walk": 1}, None])
def test_panels_that_do_not_exist_are_told(door: Session, panels: Any) -> None:
    with pytest.raises(RequestError, match="The panels are screen, walk"):
        ask(door, "look", panels=panels)


def test_the_status_says_why_a_run_has_no_end() -> None:
    overflow = StackOverflow(0x10000001FF8, 0x10000002000, 0x10000202000, Place("src/main.rs", 9, "osirs::dig"), None)
    lock = Deadlock("lock", "SCREEN", "spin::Mutex<Screen>", 0x209000, None, None, None, False, True)
    triple = HandmadeOutcome("triple_fault", "triple fault: #PF", why=[overflow])
    assert pictures.status(triple).startswith("Triple fault. Stack overflow at src/main.rs:9, in `osirs::dig`: ")
    panicked = HandmadeOutcome("panicked", "", why=[lock])
    told = pictures.status(panicked)
    assert "It spins for ever for the lock `SCREEN` (a spin::Mutex<Screen>), which is held." in told
