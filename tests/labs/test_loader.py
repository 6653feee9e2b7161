"""Reading a lab's folder, and every mistake in one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pagesim_py import labs
from pagesim_py.labs import LabError
from pagesim_py.session.addresses import Symbols, parse

MINIMAL = 'title = "A lab"\nsummary = "One sentence."\nbase = "kernel"\n'
STEP = '[[step]]\nid = "one"\ntitle = "First"\n'


def write(folder: Path, toml: str = MINIMAL, **files: Any) -> Path:
    folder = folder / "my-lab"
    folder.mkdir(exist_ok=True)
    (folder / "lab.toml").write_text(toml)
    for name, text in {"src/main.rs": "fn main() {} // expect: x\n", **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_the_labs_in_their_order() -> None:
    assert labs.names()[:3] == ("handlers", "double-fault", "page-fault")
    orders = [labs.load(name).order for name in labs.names()]
    assert orders == sorted(orders)


@pytest.mark.parametrize("name", labs.names())
def test_every_lab_is_whole(name: str) -> None:
    lab = labs.load(name)
    assert lab.title
    assert lab.summary.endswith(".")
    assert lab.text.startswith("# ")
    assert next(iter(lab.files)) == "src/main.rs"
    assert not any("// expect" in text for text in lab.files.values())
    for step in lab.steps:
        assert step.do
        assert step.look
        assert step.address
        assert set(step.own) <= set(step.files)


@pytest.mark.parametrize("name", labs.names())
def test_every_address_is_one(name: str) -> None:
    lab = labs.load(name)
    for address in (lab.address, *(step.address for step in lab.steps)):
        assert parse(address, Symbols({}), {"rip": 1, "rsp": 2}) >= 0


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("page-falt", "did you mean 'page-fault'"), ("Page_Fault", "did you mean 'page-fault'"), ("", "labs: handlers"),
     ("../boot", "there is no lab called '../boot'"), ("kernel", "there is no lab called 'kernel'")],
)  # fmt: skip
def test_unknown_lab(asked: str, hint: str) -> None:
    with pytest.raises(LabError, match=hint):
        labs.load(asked)


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    lab = labs.load_folder(write(tmp_path, MINIMAL + STEP, **{"steps/one/src/main.rs": "fn other() {}\n"}))
    assert lab.name == "my-lab"
    assert lab.files["src/main.rs"] == "fn main() {}\n"
    assert "src/screen.rs" in lab.files, "the base's files are missing"
    assert lab.step("one").files["src/main.rs"] == "fn other() {}\n"
    assert lab.step("one").own == ("src/main.rs",)
    with pytest.raises(LabError, match="no step called 'two'; it has one"):
        lab.step("two")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("title = ", "not TOML"),
        ('title = "x"', "has no 'summary'"),
        (MINIMAL + "ordr = 3", "unknown key 'ordr'; did you mean 'order'"),
        (MINIMAL + 'order = "first"', "'order' is a number, not 'first'"),
        (MINIMAL + "order = true", "'order' is a number, not True"),
        (MINIMAL + 'dialect = "0.13"', "'dialect' knows 0.14.13"),
        (MINIMAL + 'panels = ["screen", "clock"]', "'panels' knows lab, source"),
        (MINIMAL.replace("kernel", "kernle"), "no base called 'kernle'"),
        (MINIMAL + "[boot]\nstack = 4", "unknown key 'stack'"),
        (MINIMAL + "[boot]\nkernel_stack_size = true", "'kernel_stack_size' is a number"),
        (MINIMAL + '[[step]]\nid = "one"', "step one has no 'title'"),
        (MINIMAL + STEP + STEP, "two steps have the same id"),
        (MINIMAL + STEP.replace("one", "One!"), "small letters"),
        (MINIMAL + "step = [3]", "a step is a table"),
        (MINIMAL + STEP.replace("[[step]]", "[step]"), "in two brackets"),
        (MINIMAL + STEP + '[[step]]\ntitle = "x"', "step number 2 has no 'id'"),
        (MINIMAL.replace("A lab", " "), "'title' is empty"),
        (MINIMAL + "panels = []", "at least one"),
        (MINIMAL + 'panels = ["walk", "walk"]', "each panel once"),
        (MINIMAL + 'address = "0xzz"', "like 0xb8000, rip or _start, not '0xzz'"),
        (MINIMAL + STEP + 'address = "rsp + "', "step one: 'address' is like"),
        (MINIMAL + STEP + 'at = "#PF"', "step one: 'at' says when 'address' is shown, and there is no 'address'"),
        (MINIMAL + 'address = "0"\nat = "#XY"', "lab.toml: 'at' is like #PF, halt or write 0xb8000, not '#XY'"),
        (MINIMAL + 'address = "0"\nat = "write 0xzz"', "'at': 'address' is like 0xb8000"),
        (MINIMAL + 'address = "0"\nat = 3', "'at' is a text, not 3"),
        (MINIMAL + 'front = "walk"', "'front' is a list, not 'walk'"),
        (MINIMAL + 'front = ["walk", "wlak"]', "'front' knows lab, source, timeline, .*, not 'wlak'"),
        (MINIMAL + 'panels = ["walk"]\nfront = ["tlb"]', "'front' knows walk, not 'tlb'"),
        (MINIMAL + STEP + 'front = ["walk", "walk"]', "step one: 'front' names each panel once"),
        (MINIMAL + '[groups]\nmiddle = ["walk"]', "'groups' knows upper, left, right, not 'middle'"),
        (MINIMAL + '[groups]\nupper = "walk"', r"\[groups\]: 'upper' is a list of panels, not 'walk'"),
        (MINIMAL + '[groups]\nupper = ["source"]', "'groups' knows lab, .*, not 'source'"),
        (MINIMAL + '[groups]\nupper = ["walk"]\nleft = ["walk"]', r"\[groups\]: 'walk' is in two groups"),
    ],
)
def test_mistakes_in_lab_toml(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(LabError, match=message):
        labs.load_folder(write(tmp_path, toml))


def test_a_lab_says_which_panels_are_in_front_and_where(tmp_path: Path) -> None:
    text = MINIMAL + 'front = ["tlb"]\n[groups]\nleft = ["tlb", "walk"]\n' + STEP + STEP.replace("one", "two")
    lab = labs.load_folder(write(tmp_path, text + 'front = ["walk", "screen"]'))
    assert lab.front == ("tlb",)
    assert lab.groups == {"tlb": "left", "walk": "left"}
    assert [step.front for step in lab.steps] == [("tlb",), ("walk", "screen")]


def test_mistakes_in_the_folder(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="is not a folder"):
        labs.load_folder(tmp_path / "missing")
    with pytest.raises(LabError, match=r"has no lab.toml"):
        labs.load_folder(tmp_path)
    with pytest.raises(LabError, match=r"steps/two belongs to no"):
        labs.load_folder(write(tmp_path, MINIMAL + STEP, **{"steps/two/src/main.rs": ""}))
    with pytest.raises(LabError, match=r"src/other.rs is not UTF-8 text \(byte 2\)"):
        labs.load_folder(write(tmp_path, **{"src/other.rs": b"ab\xff"}))


def test_no_main(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "src/main.rs").unlink()
    with pytest.raises(LabError, match=r"no src/main.rs"):
        labs.load_folder(folder)


@pytest.mark.parametrize(
    ("path", "right"),
    [("main.rs", "src/main.rs"), ("steps/one/gdt.rs", "steps/one/src/gdt.rs"), ("steps/one.rs", "steps/ID/src/")],
)
def test_files_that_nothing_would_read(tmp_path: Path, path: str, right: str) -> None:
    with pytest.raises(LabError, match=f"^{path} is read by no step: it belongs into {right}$"):
        labs.load_folder(write(tmp_path, MINIMAL + STEP, **{path: ""}))


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    lab = labs.load_folder(write(tmp_path, "\ufeff" + MINIMAL, **{"src/main.rs": "\ufefffn main() {}\n"}))
    assert lab.files["src/main.rs"] == "fn main() {}\n"
