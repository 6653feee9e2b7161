"""What a student does at the page, told once and done in every browser that was asked for (conftest.py)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.e2e.servers import serve
from tests.e2e.stories.driver import until
from tests.e2e.stories.visitor import ENDED, Visitor

ENDLESS = (
    "#![no_std] #![no_main] #[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} } "
    '#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { let mut n = 0u64; loop { n = n.wrapping_add(1); } }'
)

CONTROLLED = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


def sees_the_fault(visitor: Visitor) -> None:
    visitor.sees("#screen", "EXCEPTION: PAGE FAULT")
    assert "Accessed Address: VirtAddr(0xdeadbeaf)" in visitor.screen
    assert "It did not crash!" not in visitor.screen


def test_a_kernel_runs_and_its_fault_is_on_the_screen(visitor: Visitor) -> None:
    visitor.open()
    assert visitor.text("#status").startswith("Ready")
    assert visitor.run().startswith("Halted")
    sees_the_fault(visitor)
    assert "0xdeadbeaf" in visitor.text("#exception")


def test_a_run_is_stepped_back_and_forth(visitor: Visitor) -> None:
    visitor.open().run()
    visitor.press("First step")
    first = visitor.sees("#position", "^Step 1 of ")
    # a panel that is out of sight, as it may be in a small window, follows a moment later
    until(lambda: "EXCEPTION" not in visitor.screen, "the screen of the first step")
    visitor.press("Forward")
    until(lambda: visitor.text("#position") != first, "another position")
    visitor.press("Back")
    visitor.sees("#position", f"^{re.escape(first)}$")
    visitor.press("Last step")
    sees_the_fault(visitor)


def test_an_address_is_typed_and_translated(visitor: Visitor) -> None:
    visitor.open()
    visitor.press("Address", "combobox")
    visitor.place.press("Control+a")
    visitor.type("0xb8123\n")
    visitor.sees("#walk", "b8123")
    visitor.press("Address", "combobox")
    visitor.place.press("Control+a")
    visitor.type("nonsense\n")
    visitor.sees("#address-error", "nonsense")


def test_a_mistake_in_the_source_is_shown(visitor: Visitor) -> None:
    visitor.open().edit()
    visitor.type("\nfn broken() { 1 + }")
    assert visitor.run().startswith("Error")
    visitor.sees("#messages", "error")


def test_an_endless_loop_is_stopped(visitor: Visitor) -> None:
    visitor.open().edit()
    visitor.place.press("Control+a")
    visitor.type(ENDLESS)
    visitor.press("Run")
    visitor.sees("#status", "^(Running|Still running)")
    while visitor.stops_it_not():
        visitor.press("Continue")  # it was quicker than the hand at the mouse
    visitor.sees("#status", "^(?!Running|Loading)")
    visitor.press("Reset")
    visitor.wait().run("^Halted")
    sees_the_fault(visitor)


def test_what_was_typed_is_there_after_a_reload(visitor: Visitor) -> None:
    visitor.open().edit()
    visitor.type("\n// remember this")
    kept = "() => Object.values(localStorage).some(one => one.includes('// remember this'))"
    until(lambda: visitor.shows(kept), "the text in storage")
    visitor.browser.reload()
    visitor.wait().edit()
    visitor.sees("#source .cm-content", "// remember this")


def test_five_reloads_in_a_row(visitor: Visitor) -> None:
    visitor.open()
    for _ in range(5):
        visitor.browser.reload()
        visitor.wait()
    visitor.run("^Halted")
    sees_the_fault(visitor)


def test_reloads_that_do_not_wait(visitor: Visitor) -> None:
    visitor.open()
    for _ in range(5):
        visitor.browser.reload()
    visitor.wait().run("^Halted")
    sees_the_fault(visitor)


def test_the_page_is_left_and_come_back_to(visitor: Visitor) -> None:
    visitor.open().run("^Halted")
    visitor.press("First step")
    first = visitor.sees("#position", "^Step 1 of ")
    visitor.browser.go(visitor.url + "sw.js")
    visitor.browser.back()
    visitor.wait()
    # A browser that keeps the page shows the run as it was left, any other the page as it begins.
    kept = visitor.sees("#position", "^(?!Nothing has run yet)") == first
    assert kept or "EXCEPTION: PAGE FAULT" in visitor.screen
    visitor.run("^Halted")
    sees_the_fault(visitor)


def test_a_course_page_shows_the_lab_in_a_frame(visitor: Visitor, framed: Callable[[str], str]) -> None:
    visitor.browser.go(framed(f'<iframe src="{visitor.url}embed.html" width="1000" height="800"></iframe>'))
    visitor.place = visitor.browser.frame()
    visitor.wait()
    assert re.match(ENDED, visitor.run())
    visitor.sees("#screen", "EXCEPTION: PAGE FAULT")


def test_after_a_visit_no_network_is_needed(visitor: Visitor, site_dir: Path) -> None:
    with serve(site_dir) as server:
        there = Visitor(visitor.browser, server.url())
        there.open()
        until(lambda: there.shows(CONTROLLED), "a service worker")
    there.open().run("^Halted")  # the server is gone
    sees_the_fault(there)


def test_a_first_visit_fetches_nothing_twice(visitor: Visitor, site_dir: Path) -> None:
    heavy = [*site_dir.glob("*/vendor/pyodide/*.wasm"), *site_dir.glob("*/runtime/*.bin")]
    with serve(site_dir) as server:
        there = Visitor(visitor.browser, server.url())
        there.open()
        until(lambda: there.shows(CONTROLLED), "a service worker, which has a copy of the site")
        sent = [path for path, status in server.answered if status == 200]
    # Not all browsers keep what scripts are made of for the service worker, at least not while they are driven.
    counts = {path.name: sent.count(f"/{path.relative_to(site_dir).as_posix()}") for path in heavy}
    assert counts == dict.fromkeys(
        ["pyodide.asm.wasm", *(f"{n}.bin" for n in ("snapshot", "data", "modules", "stdlib"))], 1
    )


def test_it_works_under_the_policy_that_the_build_writes(visitor: Visitor, site_dir: Path) -> None:
    policy = (site_dir / "content-security-policy.txt").read_text().strip()
    headers = {"Content-Security-Policy": f"{policy}; report-uri /forbidden"}
    with serve(site_dir, headers=headers) as server:
        there = Visitor(visitor.browser, server.url())
        for page in ("index.html", "embed.html?panels=source,walk,screen"):
            there.open(page).run("^Halted")
            sees_the_fault(there)
        assert there.shows("() => getComputedStyle(document.getElementById('panel-events')).display === 'none'")
        until(lambda: there.shows(CONTROLLED), "a service worker")
        there.browser.reload()
        there.wait()
        assert server.posted == []

        # The policy is in force, and what breaks it is told.
        there.place.evaluate(
            "() => { document.body.append(Object.assign(document.createElement('script'), {text: 'window.bad = 1'})); }"
        )
        until(lambda: server.posted, "a report of what the policy forbade")
        assert there.shows("() => window.bad === undefined")
