"""A kernel of one's own in the page: a folder or a zip is dropped or chosen, and runs; what is wrong is said."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.page.test_access import axe
from tests.e2e.student import Student

DATA = Path(__file__).resolve().parents[2] / "data" / "dependencies"
CARGO = '[package]\nname = "my_os"\nedition = "2021"\n[dependencies]\nbootloader = "0.9"\ngreet = { path = "greet" }\n'
MAIN = """#![no_std]
#![no_main]
bootloader::entry_point!(main);
fn main(_: &'static bootloader::BootInfo) -> ! {
    for (i, byte) in greet::WORDS.iter().enumerate() {
        unsafe { (0xb8000 as *mut u16).add(i).write_volatile(0x0f00 | *byte as u16) };
    }
    loop { x86_64::instructions::hlt(); }
}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
"""
FILES = {
    "my_os/Cargo.toml": CARGO,
    "my_os/src/main.rs": MAIN,
    "my_os/greet/Cargo.toml": '[package]\nname = "greet"\nedition = "2021"\n',
    "my_os/greet/src/lib.rs": '#![no_std]\npub static WORDS: &[u8] = b"Brought along";\n',
    "my_os/README.md": "# mine\n",
    "my_os/target/debug/x.rs": "// built\n",
}


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def drag(page: Page, kind: str, *paths: Path, over: str = "#source") -> None:
    """What the browser does when a person drags these files and folders of the computer over the editor."""
    box = page.locator(over).bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 40}
    page.context.new_cdp_session(page).send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})


def drop(page: Page, *paths: Path, over: str = "#source") -> None:
    for kind in ("dragEnter", "dragOver", "drop"):
        drag(page, kind, *paths, over=over)


def lay(place: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text)


def says(student: Student, words: str) -> None:
    expect(student.page.locator("#notice")).to_contain_text(words)


def tabs(student: Student) -> list[str]:
    return student.page.locator("#files").get_by_role("tab").all_inner_texts()


def test_a_folder_that_is_dropped_runs_and_the_text_before_is_kept(student: Student, tmp_path: Path) -> None:
    lay(tmp_path, FILES)
    student.write("// mine before\n")
    student.saved("// mine before")
    drag(student.page, "dragEnter", tmp_path / "my_os")
    hint = "getComputedStyle(document.getElementById('panel-source'), '::after').content"
    assert "Drop a folder, a zip or a Rust file" in student.page.evaluate(hint)
    drag(student.page, "dragCancel", tmp_path / "my_os")
    student.page.wait_for_function(f"{hint} === 'none'")
    drop(student.page, tmp_path / "my_os")
    says(student, "my_os is in the editor, 4 files: press Run.")
    says(student, "Not read: my_os/README.md, my_os/target/.")
    says(student, "Your text is kept under “My version”.")
    expect(student.page).to_have_title("my_os · pagesim")
    assert tabs(student) == ["main.rs", "Cargo.toml", "greet/Cargo.toml", "greet/src/lib.rs"]
    assert axe(student.page) == []
    student.run("Halted")
    assert student.screen == ["Brought along"]

    student.page.reload()
    student.wait()
    expect(student.page).to_have_title("my_os · pagesim")
    chosen = "node => node.selectedOptions[0].text"
    assert student.page.get_by_label("Experiment", exact=True).evaluate(chosen) == "My version 2: my_os"
    student.choose_file("greet/src/lib.rs")
    student.write('#![no_std]\npub static WORDS: &[u8] = b"Edited";\n')
    student.run("Halted")
    assert student.screen == ["Edited"]
    student.page.get_by_label("Experiment", exact=True).select_option(label="My version")
    student.sees_source("// mine before")
    expect(student.page).not_to_have_title(re.compile("my_os"))


def test_a_zip_that_is_dropped_runs_and_the_way_back_is_offered(student: Student, tmp_path: Path) -> None:
    student.write("// mine before\n")
    (tmp_path / "main-branch.zip").write_bytes(zipped(FILES))
    drop(student.page, tmp_path / "main-branch.zip")
    says(student, "my_os is in the editor, 4 files: press Run.")
    student.run("Halted")
    assert student.screen == ["Brought along"]
    student.press("Bring my files back")
    student.sees_source("// mine before")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_folder_is_chosen_by_keyboard(student: Student, size: tuple[int, int]) -> None:
    page = student.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_role("button", name="Open a folder or zip").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Open a kernel of your own")).to_be_visible()
    assert axe(page) == []
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a folder").press("Enter")
    chooser.value.set_files(str(DATA))
    says(student, "dependent-kernel is in the editor, 24 files: press Run. Not read: dependencies/expected.txt.")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Open a folder or zip")).to_be_focused()
    assert axe(page) == []
    student.run("Halted")
    expect(page.locator("#messages")).to_contain_text("1 warning")


def test_a_zip_is_chosen_and_one_of_its_kernels(student: Student) -> None:
    two = {path.replace("my_os/", f"{name}/"): text for name in ("one", "two") for path, text in FILES.items()}
    student.press("Open a folder or zip")
    with student.page.expect_file_chooser() as chooser:
        student.press("Choose a zip or a file")
    file = {"name": "both.zip", "mimeType": "application/zip", "buffer": zipped(two)}
    chooser.value.set_files([file])
    expect(student.page.get_by_role("dialog", name="Which kernel?")).to_be_visible()
    assert axe(student.page) == []
    student.press("both/two")
    says(student, "my_os is in the editor, 4 files: press Run.")


def test_what_cannot_be_taken_is_said_and_the_text_stays(student: Student, tmp_path: Path) -> None:
    student.write("// mine before\n")
    lay(tmp_path, {"papers/one.txt": "x", "papers/two.pdf": "x", "bad/src/main.rs": MAIN, "bad/Cargo.toml": "["})
    (tmp_path / "no.zip").write_bytes(b"no zip")
    drop(student.page, tmp_path / "papers")
    says(
        student,
        "There is no Cargo.toml with a src/main.rs beside it, no main.rs and no single .rs file, but papers/one.txt",
    )
    drop(student.page, tmp_path / "bad")
    says(student, "Bad/Cargo.toml is not TOML")
    drop(student.page, tmp_path / "no.zip")
    says(student, "No.zip cannot be read as a zip")
    large = base64.b64encode(b"x").decode()
    student.page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(33 << 20), text], 'large.zip'));
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        large,
    )
    says(student, "large.zip has more than 32 MiB, the most that a zip may have here")
    student.sees_source("// mine before")
    expect(student.page.locator("#notice")).to_have_attribute("data-kind", "bad")


def test_a_dropped_file_does_not_go_into_the_text(student: Student, tmp_path: Path) -> None:
    (tmp_path / "try.rs").write_text(MAIN.replace("greet::WORDS", 'b"Alone"'))
    drop(student.page, tmp_path / "try.rs")
    says(student, "try is in the editor, one file: press Run.")
    student.run("Halted")
    assert student.screen == ["Alone"]


def test_frames_have_no_such_button(page: Page, site_url: str) -> None:
    Student(page, site_url).open("embed.html")
    expect(page.get_by_role("button", name="Open a folder or zip")).to_have_count(0)


def test_a_frame_takes_what_is_dropped_too(page: Page, site_url: str, tmp_path: Path) -> None:
    student = Student(page, site_url).open("embed.html?panels=source,screen")
    lay(tmp_path, FILES)
    drop(page, tmp_path / "my_os")
    says(student, "my_os is in the editor, 4 files: press Run.")
    student.run("Halted")
    assert student.screen == ["Brought along"]


def test_homework_stays_where_a_file_is_dropped_on_it(page: Page, site_url: str, tmp_path: Path) -> None:
    address = f"{site_url}homework.html?a=a1-page-fault"
    page.goto(address)
    (tmp_path / "try.rs").write_text(MAIN)
    drop(page, tmp_path / "try.rs", over="#panel-homework")
    expect(page.locator("#notice")).to_contain_text("Files are not read on this page")
    expect(page.get_by_role("button", name="Open the labs’ page")).to_be_visible()
    assert page.url == address
