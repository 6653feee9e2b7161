"""SCORM packages in a learning system: scorm-again's API, made strict, in the page around.

The system keeps what it was told in its own localStorage, as a server would, from one launch to the next.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from pagesim_py.cli import main
from tests.e2e.servers import serve
from tests.e2e.student import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
AGAIN = ROOT / "web" / "node_modules" / "scorm-again" / "dist" / "esm"
SYSTEM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A learning system</title>
<link rel="icon" href="data:,"><body style="margin:0"><script type="module">
import { Scorm12API } from './scorm12.js';
import { Scorm2004API } from './scorm2004.js';
import { strict } from './strict.mjs';
const query = new URLSearchParams(location.search);
const version = query.get('version');
const mode = query.get('mode') ?? 'normal';
const old = version === '1.2';
const kept = JSON.parse(localStorage.getItem('cmi') ?? '{}');
const api = old ? new Scorm12API({ logLevel: 5 }) : new Scorm2004API({ logLevel: 5 });
const who = old ? { student_id: 'ada', student_name: 'Ada L.' } : { learner_id: 'ada', learner_name: 'Ada L.', mode };
api.loadFromJSON(old ? { ...kept, core: { ...kept.core, ...who, lesson_mode: mode } } : { ...kept, ...who }, 'cmi');
window.log = [];
window.refused = [];
const book = strict(api, version, window.log, window.refused);
const end = old ? 'LMSFinish' : 'Terminate';
window[old ? 'API' : 'API_1484_11'] = { ...book, [end](text) {
  const answer = book[end](text);
  localStorage.setItem('cmi', JSON.stringify(api.cmi));
  localStorage.setItem('end', JSON.stringify({ log: window.log, refused: window.refused }));
  return answer;
} };
window.cmi = () => JSON.parse(JSON.stringify(api.cmi));
const frame = document.createElement('iframe');
frame.style = 'border:0;width:100vw;height:100vh';
frame.src = query.get('page');
document.body.append(frame);
</script>"""


class System:
    """A learning system with one page, in a browser."""

    def __init__(self, page: Page, home: Path, origin: str) -> None:
        self.page, self.home, self.origin = page, home, origin

    def add(self, name: str, *words: str) -> None:
        """Makes a package, and unpacks it as the system would."""
        zip_ = self.home / f"{name}.zip"
        assert main(["scorm", "a1-page-fault", *words, "-o", str(zip_)]) == 0
        shutil.unpack_archive(zip_, self.home / name)

    def launch(self, name: str, version: str, mode: str = "normal") -> FrameLocator:
        """The package's page, as the system opens it."""
        self.page.goto(f"{self.origin}/system.html?version={version}&mode={mode}&page={name}/scorm.html")
        return self.page.frame_locator("iframe")

    def leave(self) -> list[list[str]]:
        """Goes to another page; what was called until then, and nothing was refused."""
        self.page.goto(f"{self.origin}/strict.mjs")
        end: dict[str, Any] = json.loads(self.page.evaluate("localStorage.getItem('end')"))
        self.page.evaluate("localStorage.removeItem('end')")
        assert end["refused"] == []
        calls: list[list[str]] = end["log"]
        assert calls[-1][0] in ("Terminate", "LMSFinish")
        return calls

    def kept(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.page.evaluate("localStorage.getItem('cmi')"))
        return found

    def forget_work(self) -> None:
        """The homework's own storage in this browser is gone, as on another machine."""
        self.page.evaluate(
            "for (const key of Object.keys(localStorage)) if (key !== 'cmi') localStorage.removeItem(key)"
        )


@pytest.fixture
def system(page: Page, tmp_path: Path) -> Iterator[System]:
    (tmp_path / "system.html").write_text(SYSTEM)
    for name in ("scorm12.js", "scorm2004.js"):
        shutil.copyfile(AGAIN / name, tmp_path / name)
    shutil.copyfile(ROOT / "tests" / "web" / "strict.mjs", tmp_path / "strict.mjs")
    with serve(tmp_path, host="localhost") as server:
        yield System(page, tmp_path, server.origin)


def written(calls: list[list[str]]) -> dict[str, str]:
    """The last value of each element that was set."""
    return {call[1]: call[2] for call in calls if call[0].endswith("SetValue")}


def test_a_package_of_2004_keeps_score_and_work_and_shows_them_to_who_looks(system: System, site_dir: Path) -> None:
    system.add("fat", "--version", "2004", "--site", str(site_dir), "--pass", "5")
    outer = system.launch("fat", "2004")
    expect(outer.get_by_role("status")).to_contain_text("Your course keeps your score and your work")
    work = outer.frame_locator("iframe")
    expect(work.locator("#hw-head")).to_contain_text("ada", timeout=PATIENCE)  # nobody asks who is at work
    expect(work.get_by_role("button", name="Not you?")).to_be_hidden()
    work.get_by_role("button", name=re.compile("What the zeros say")).click()
    for right in (False, True):
        named = work.get_by_role("radio", name=re.compile("^The kernel read from an address"))
        (named if right else work.get_by_role("radio", name=re.compile("Nothing is known"))).check()
        work.get_by_role("button", name="Check", exact=True).click()
        expect(outer.get_by_role("status")).to_contain_text(re.compile(r"^Kept in your course, "), timeout=PATIENCE)
        expect(work.locator("#hw-found")).to_contain_text("Met." if right else "No.", timeout=PATIENCE)
    system.page.wait_for_function("Number(cmi().score.scaled) > 0")
    told = written(system.leave())
    assert 0 < float(told["cmi.score.scaled"]) < 0.2
    assert (told["cmi.completion_status"], told["cmi.success_status"], told["cmi.exit"]) == (
        "incomplete",
        "passed",
        "suspend",
    )
    answers = [[told[f"cmi.interactions.{n}.{name}"] for name in ("description", "result")] for n in (0, 1)]
    assert answers == [["What the zeros say", "incorrect"], ["What the zeros say", "correct"]]
    assert told["cmi.objectives.0.id"] == "pagesim-a1-page-fault.unset"

    system.forget_work()
    outer = system.launch("fat", "2004", "review")
    expect(outer.get_by_role("status")).to_contain_text("nothing that is done here is kept")
    work = outer.frame_locator("iframe")
    expect(work.locator("#hw-found")).to_contain_text("Met.", timeout=PATIENCE)
    chosen = work.get_by_role("radio", name=re.compile("^The kernel read from an address"))
    expect(chosen).to_be_checked()
    expect(chosen).to_be_disabled()
    expect(work.get_by_role("button", name="Check", exact=True)).to_be_hidden()
    calls = system.leave()
    assert {call[0] for call in calls} == {"Initialize", "GetValue", "Terminate"}


def test_a_thin_package_of_1_2_says_what_has_no_room_and_hands_in(
    system: System, site_dir: Path, site_url: str
) -> None:
    system.add("thin", "--version", "1.2", "--thin", site_url, "--site", str(site_dir))
    outer = system.launch("thin", "1.2")
    work = outer.frame_locator("iframe")
    expect(work.locator("#hw-head")).to_contain_text("ada", timeout=PATIENCE)
    work.get_by_role("button", name=re.compile("What the zeros say")).click()
    work.get_by_role("radio", name=re.compile("^The kernel read from an address")).check()
    work.get_by_role("button", name="Check", exact=True).click()
    expect(outer.get_by_role("status")).to_contain_text(re.compile(r"^Kept in your course, [^.]*\.$"), timeout=PATIENCE)
    # one line: Chromium puts a text that is not typed into an editor line by line, and looks at all of it after each
    long = f"/* {' '.join(f'{number * number * 7919:x}' for number in range(1500))} */"
    work.get_by_role("button", name=re.compile("Write the handler")).click()
    work.locator("#source .cm-content").click()
    system.page.keyboard.press("ControlOrMeta+a")
    system.page.keyboard.insert_text(long)
    work.get_by_role("button", name="Make the file").click()
    said = outer.get_by_role("status")
    expect(said).to_contain_text("Your program is too long for what the course keeps", timeout=PATIENCE)
    told = written(system.leave())
    assert len(told["cmi.suspend_data"]) <= 4096
    assert told["cmi.suspend_data"].startswith("1.")
    assert (told["cmi.core.lesson_status"], told["cmi.core.exit"]) == ("failed", "")
    assert float(told["cmi.core.score.raw"]) > 0
    assert told["cmi.interactions.0.student_response"]


def test_a_system_that_hides_its_grade_book_gets_a_sentence_and_the_work_goes_on(
    system: System, site_dir: Path, site_url: str, framed: Callable[[str], str]
) -> None:
    system.add("hidden", "--version", "2004", "--thin", site_url, "--site", str(site_dir))
    page = system.page
    page.goto(framed(f'<iframe style="width:700px;height:600px" src="{system.origin}/hidden/scorm.html"></iframe>'))
    outer = page.frame_locator("iframe")
    said = outer.get_by_role("status")
    expect(said).to_contain_text("This learning system hides its grade book from this page")
    expect(said).to_contain_text("hand it in where your course asks for it")
    expect(outer.frame_locator("iframe").get_by_label("Login or student number")).to_be_visible(timeout=PATIENCE)
