"""How Python starts in the page, on any host and in any frame: checked with a probe page and a tiny package."""

from __future__ import annotations

import functools
import gzip
import json
import os
import re
import shutil
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Request, expect

from pagesim_py import site as site_builder
from tests.e2e.conftest import alone
from tests.e2e.servers import Server, serve

HERE = Path(__file__).parent
READY = "document.documentElement.dataset.ready === 'true'"
OVER = f"{READY} || document.documentElement.dataset.failed || document.documentElement.dataset.refused"


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The probe page's site, built once for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    out = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "probe"
    with alone("build"):
        if not out.exists():
            site_builder.build(out, package=HERE / "probe_package", pages=HERE / "probe")
    return out


@pytest.fixture(scope="module")
def host(probe: Path) -> Iterator[Server]:
    with serve(probe) as server:
        yield server


@pytest.fixture
def copy(probe: Path, tmp_path: Path) -> Path:
    """A copy of the site to be damaged; hard links, so replace files instead of writing into them."""
    target = tmp_path / "copy"
    shutil.copytree(probe, target, copy_function=os.link)
    return target


def replace(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)
    make_younger(path)


def make_younger(path: Path) -> None:
    """Servers tell a file's time in whole seconds, and the site may have been built in this one."""
    then = time.time() + 60
    os.utime(path, (then, then))


def runtime_file(site: Path, name: str) -> Path:
    return next(site.glob(f"*/runtime/{name}"))


def path_of(site: Path, name: str) -> str:
    """The path of a file's address, which lies somewhere in the site."""
    return f"/{next(site.rglob(name)).relative_to(site).as_posix()}"


def open_probe(page: Page | Frame, url: str) -> str | None:
    """Open the probe; return the way Python started ("snapshot", "plain") or None if it didn't."""
    page.goto(url)
    page.wait_for_function(OVER)
    how: str | None = page.evaluate("document.documentElement.dataset.how ?? null")
    return how


def call(page: Page | Frame, **request: object) -> dict[str, object]:
    answered: dict[str, object] = page.evaluate("request => window.probe.runtime.call(request)", request)
    return answered


def wait_until(page: Page, promise: str) -> None:
    """Wait until a JavaScript expression, whose value is a promise, gives true."""
    while not page.evaluate(promise):
        page.wait_for_timeout(100)


def wait_for_library(page: Page) -> None:
    """Wait for the rest of the standard library, which is brought after the first answers."""
    wait_until(page, "window.probe.runtime.call({action: 'library'}).then(({size}) => size > 100_000)")


def answer(page: Page | Frame) -> dict[str, object]:
    shown: dict[str, object] = json.loads(page.inner_text("#answer"))
    return shown


def test_python_starts_from_the_snapshot(page: Page, host: Server) -> None:
    assert open_probe(page, host.url()) == "snapshot"
    assert answer(page) == {"word": "hello", "python": [3, 14], "warmed": ["warm"]}
    assert page.evaluate("crossOriginIsolated") is False
    assert page.evaluate("typeof SharedArrayBuffer") == "undefined"


def test_progress_only_grows_and_ends_at_one(page: Page, host: Server) -> None:
    open_probe(page, host.url())
    shares = page.evaluate("window.probe.stages")
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) >= 4


def test_without_snapshot_python_starts_plainly(page: Page, copy: Path) -> None:
    runtime_file(copy, "snapshot.bin").unlink()
    with serve(copy) as server:
        assert open_probe(page, server.url()) == "plain"
        assert answer(page) == {"word": "hello", "python": [3, 14], "warmed": []}
        assert call(page, action="import", name="difflib") == {"name": "difflib"}


def mix_word(total: int, word: int) -> int:
    product = ((total ^ word) * 0x9E3779B1) & 0xFFFF_FFFF
    return ((product << 13) | (product >> 19)) & 0xFFFF_FFFF


def mix(total: int, words: Sequence[int]) -> int:
    sums = [total, 1, 2, 3]
    whole = len(words) & ~3
    for lane in range(4):
        sums[lane] = functools.reduce(mix_word, words[lane:whole:4], sums[lane])
    sums[0] = functools.reduce(mix_word, words[whole:], sums[0])
    return functools.reduce(mix_word, sums[1:], sums[0])


def checksum(memory: bytes) -> int:
    """The checksum that a snapshot of ours has to carry (snapshot.js)."""
    head, pages = struct.unpack_from("<2I", memory, 8)
    begin = 20 + 4 * pages
    total = mix(0, memoryview(memory)[20:begin].cast("I"))
    total = mix(total, memory[begin : begin + head])
    for page in range(begin + head, len(memory), 4096):
        total = mix(total, memoryview(memory)[page : page + 4096].cast("I"))
    return total


def test_a_snapshot_of_another_build_is_refused_and_python_starts_plainly(page: Page, copy: Path) -> None:
    file = runtime_file(copy, "snapshot.bin")
    memory = bytearray(gzip.decompress(file.read_bytes()))
    assert checksum(memory) == struct.unpack_from("<I", memory, 16)[0]
    pages = int.from_bytes(memory[12:16], "little")
    memory[20 + 4 * pages + 16] ^= 1  # the first byte of the build's id, in Pyodide's head
    struct.pack_into("<I", memory, 16, checksum(memory))
    replace(file, gzip.compress(bytes(memory), 1))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with serve(copy) as server:
        assert open_probe(page, server.url()) == "plain"
    assert any("build id mismatch" in text for text in said)


@pytest.mark.parametrize("damage", ["cut off", "one bit"])
def test_a_damaged_snapshot_is_refused_and_python_starts_plainly(page: Page, copy: Path, damage: str) -> None:
    file = runtime_file(copy, "snapshot.bin")
    if damage == "cut off":
        replace(file, file.read_bytes()[:100_000])
    else:
        memory = bytearray(gzip.decompress(file.read_bytes()))
        memory[-1_000_001] ^= 4
        replace(file, gzip.compress(bytes(memory), 1))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with serve(copy) as server:
        assert open_probe(page, server.url()) == "plain"
        assert answer(page)["word"] == "hello"
    if damage == "one bit":
        assert any("the snapshot is damaged" in text for text in said)


def test_a_host_that_decompresses_the_snapshot_itself_does_no_harm(page: Page, copy: Path) -> None:
    for name in ("snapshot.bin", "data.bin"):
        file = runtime_file(copy, name)
        replace(file, gzip.decompress(file.read_bytes()))
    with serve(copy) as server:
        assert open_probe(page, server.url()) == "snapshot"


def test_a_host_with_another_type_for_wasm_does_no_harm(page: Page, probe: Path) -> None:
    with serve(probe, wasm_type="application/octet-stream") as server:
        assert open_probe(page, server.url()) == "snapshot"


KEPT = """(async () => {
    const files = [];
    try {
        const ours = await (await navigator.storage.getDirectory()).getDirectoryHandle('pagesim');
        for await (const site of ours.values()) for await (const file of site.values()) files.push(file);
    } catch {}
    return files;
})()"""


def asked_by_pages(context: BrowserContext) -> list[str]:
    """The names of all files that pages and their workers ask for from now on, not those that a service worker does."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.service_worker is None:
            asked.append(request.url.rpartition("/")[2])

    context.on("request", note)
    return asked


WHOLE = "files.length === 1 && files[0].getFile().then(file => file.slice(0, 4).text()).then(text => text === 'psi2')"
HINT = "localStorage.getItem('pagesim:snapshot:/') !== null"


def test_the_second_visit_finds_the_snapshot_decompressed(context: BrowserContext, host: Server) -> None:
    first = context.new_page()
    open_probe(first, host.url())
    wait_until(first, f"{KEPT}.then(files => {WHOLE})")
    first.wait_for_function(HINT)
    wait_for_offline_copy(first)
    first.close()

    second = context.new_page()
    asked = asked_by_pages(context)
    assert open_probe(second, host.url()) == "snapshot"
    assert answer(second)["word"] == "hello"
    assert "data.bin" in asked
    assert "snapshot.bin" not in asked


def test_another_worker_helps_with_the_first_start_and_ends(context: BrowserContext, host: Server) -> None:
    first = context.new_page()
    begun: list[str] = []
    first.on("worker", lambda worker: begun.append(worker.url.rsplit("/", 1)[-1]))
    assert open_probe(first, host.url()) == "snapshot"
    assert sorted(begun) == ["downloader.js", "worker.js"]
    first.wait_for_function("document.documentElement.dataset.settled === 'true'")
    while len(first.workers) > 1:
        first.wait_for_timeout(100)
    wait_for_library(first)
    first.wait_for_function(HINT)
    first.close()

    second = context.new_page()
    second.on("worker", lambda worker: begun.append(worker.url.rsplit("/", 1)[-1]))
    assert open_probe(second, host.url()) == "snapshot"
    assert begun[2:] == ["worker.js"], "nothing is left to be decompressed"


@pytest.mark.parametrize(
    "damage",
    [
        "await to.write('nonsense')",
        "const {size} = await one.getFile(); await to.truncate(size - 4096)",
        "const {size} = await one.getFile(); await to.write({type: 'write', position: size >> 1, data: 'wrong bytes'})",
    ],
    ids=["nonsense", "cut off", "a few bytes"],
)
def test_a_damaged_kept_snapshot_is_forgotten_and_fetched_anew(
    context: BrowserContext, host: Server, damage: str
) -> None:
    first = context.new_page()
    open_probe(first, host.url())
    first.wait_for_function(HINT)
    keep_existing = "{keepExistingData: true}"
    spoil = f"async ([one]) => {{ const to = await one.createWritable({keep_existing}); {damage}; await to.close(); }}"
    first.evaluate(f"{KEPT}.then({spoil})")
    first.close()
    asked = asked_by_pages(context)
    for visit, download in (("the next visit", True), ("the one after it", False)):
        asked.clear()
        page = context.new_page()
        assert open_probe(page, host.url()) == "snapshot", visit
        assert answer(page)["word"] == "hello", visit
        assert ("snapshot.bin" in asked) == download, visit
        page.wait_for_function(HINT)
        wait_until(page, f"{KEPT}.then(files => {WHOLE})")
        page.close()


def test_two_sites_of_one_origin_each_keep_their_snapshot(context: BrowserContext, probe: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(probe)
    asked = asked_by_pages(context)
    with serve(tmp_path) as server:
        for visit in range(2):
            for name in ("one", "two"):
                asked.clear()
                page = context.new_page()
                assert open_probe(page, server.url(f"{name}/")) == "snapshot"
                assert ("snapshot.bin" in asked) == (visit == 0), (name, visit)
                page.wait_for_function(f"localStorage.getItem('pagesim:snapshot:/{name}/') !== null")
                page.close()


def test_a_snapshot_may_be_larger_than_the_memory_that_pyodide_begins_with(page: Page, tmp_path: Path) -> None:
    shutil.copytree(HERE / "probe_package", tmp_path / "package")
    session = tmp_path / "package" / "session.py"
    session.write_text(session.read_text() + "\n_ballast = [b'ballast' * 1000 for _ in range(5000)]\n")
    site_builder.build(tmp_path / "site", package=tmp_path / "package", pages=HERE / "probe")
    with serve(tmp_path / "site") as server:
        assert open_probe(page, server.url()) == "snapshot"
        assert answer(page)["word"] == "hello"


def test_a_start_that_does_not_get_on_begins_again_without_the_snapshot(page: Page, probe: Path) -> None:
    with serve(probe, silent="snapshot.bin") as server:
        assert open_probe(page, server.url()) == "plain"
        assert answer(page)["word"] == "hello"
        assert page.locator("script[type=pyodide]").count() == 1


@pytest.mark.parametrize("name", ["snapshot.bin", "pyodide.asm.wasm"])
def test_a_download_that_is_slow_but_steady_is_waited_for(page: Page, probe: Path, name: str) -> None:
    with serve(probe, slow=name) as server:
        assert open_probe(page, server.url()) == "snapshot"
        assert [path for path, _ in server.answered if path.endswith(name)] == [path_of(probe, name)]


def test_a_kept_snapshot_that_led_nowhere_is_not_tried_again(context: BrowserContext, host: Server) -> None:
    first = context.new_page()
    open_probe(first, host.url())
    first.wait_for_function(HINT)
    first.close()
    second = context.new_page()
    never = "FileSystemFileHandle.prototype.createSyncAccessHandle = () => new Promise(() => {});"
    second.route(
        "**/runtime/worker.js", lambda route: route.fulfill(response=(got := route.fetch()), body=never + got.text())
    )
    second.add_init_script("delete navigator.serviceWorker")
    assert open_probe(second, host.url()) == "plain"
    assert second.evaluate(HINT) is False


def test_modules_outside_the_snapshot_can_be_imported_later(page: Page, host: Server) -> None:
    open_probe(page, host.url())
    wait_for_library(page)
    assert call(page, action="import", name="difflib") == {"name": "difflib"}


def test_data_files_of_the_package_can_be_read(page: Page, host: Server) -> None:
    open_probe(page, host.url())
    assert call(page, action="read") == {"text": "A data file of the package, ü.\n"}


def test_an_exception_in_python_arrives_as_an_error(page: Page, host: Server) -> None:
    open_probe(page, host.url())
    text = page.evaluate("window.probe.runtime.call({action: 'dance'}).catch(error => error.message)")
    assert "ValueError: no action 'dance'" in text
    assert call(page, action="echo", word="still there")["word"] == "still there"


def test_restart_stops_an_endless_loop_while_the_page_stays_responsive(page: Page, host: Server) -> None:
    open_probe(page, host.url())
    page.evaluate(
        "() => { window.outcome = window.probe.runtime.call({action: 'loop'})"
        ".catch(error => error instanceof window.probe.RestartError) }"
    )
    ticks = page.evaluate(
        "async () => { let n = 0; for (; n < 20; n += 1) await new Promise(done => setTimeout(done, 10)); return n; }"
    )
    assert ticks == 20
    page.evaluate("window.probe.runtime.restart()")
    assert page.evaluate("window.outcome") is True
    assert call(page, action="echo", word="again")["word"] == "again"
    assert page.locator("script[type=pyodide]").count() == 1


def test_it_works_below_any_path(page: Page, probe: Path, tmp_path: Path) -> None:
    folder = tmp_path / "host" / "~teacher" / "os 2"
    folder.parent.mkdir(parents=True)
    folder.symlink_to(probe)
    with serve(tmp_path / "host") as server:
        assert open_probe(page, server.url("~teacher/os%202/index.html?x=1#y")) == "snapshot"


def test_it_works_in_a_frame_of_another_origin(page: Page, host: Server, framed: Callable[[str], str]) -> None:
    page.goto(framed(f'<iframe src="{host.url()}" width="600" height="400"></iframe>'))
    frame = page.frames[1]
    frame.wait_for_function(OVER)
    assert answer(frame)["word"] == "hello"


@pytest.mark.parametrize("way", ["snapshot", "plain"])
def test_it_works_in_a_sandboxed_frame_if_the_host_allows_reading(
    page: Page, copy: Path, framed: Callable[[str], str], way: str
) -> None:
    if way == "plain":
        runtime_file(copy, "snapshot.bin").unlink()
    with serve(copy, headers={"Access-Control-Allow-Origin": "*"}) as server:
        page.goto(framed(f'<iframe sandbox="allow-scripts" src="{server.url()}"></iframe>'))
        frame = page.frames[1]
        frame.wait_for_function(OVER)
        assert answer(frame)["word"] == "hello"
        assert frame.evaluate("document.documentElement.dataset.how") == way
        assert frame.evaluate("document.documentElement.dataset.storage") == "memory"
        assert frame.evaluate("localStorage.setItem('a', 'b'), localStorage.getItem('a')") == "b"


def test_a_sandboxed_frame_says_in_words_what_it_lacks(page: Page, host: Server, framed: Callable[[str], str]) -> None:
    page.goto(framed(f'<iframe sandbox="allow-scripts" src="{host.url()}"></iframe>'))
    frame = page.frames[1]
    frame.wait_for_function(OVER)
    note = frame.locator("#cannot-run")
    expect(note).to_contain_text("allow-same-origin")
    expect(note).to_contain_text("Access-Control-Allow-Origin")


def test_a_page_opened_as_a_file_says_in_words_what_to_do(page: Page, probe: Path) -> None:
    page.goto((probe / "index.html").as_uri())
    expect(page.locator("#cannot-run")).to_contain_text("python -m http.server")
    expect(page.locator("#status")).to_have_text(re.compile("^Error: This page was opened as a file"))


def wait_for_offline_copy(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_it_works_offline_after_the_first_visit(context: BrowserContext, probe: Path, tmp_path: Path) -> None:
    (tmp_path / "host").mkdir()
    (tmp_path / "host" / "lab").symlink_to(probe)
    page = context.new_page()
    with serve(tmp_path / "host") as server:
        open_probe(page, server.url("lab/"))
        wait_for_offline_copy(page)
    page.close()
    page = context.new_page()  # the server is gone
    for name in ("lab/", "lab/index.html", "lab/?lab=x#y"):
        assert open_probe(page, server.url(name)) == "snapshot", name
        assert answer(page)["word"] == "hello"
    wait_for_library(page)
    assert call(page, action="import", name="difflib") == {"name": "difflib"}


def test_who_asks_only_the_browsers_own_cache_is_not_answered_by_the_service_worker(page: Page, host: Server) -> None:
    """What a browser has made of WebAssembly code belongs to its own cache's copy (downloads.js)."""
    open_probe(page, host.url())
    wait_for_offline_copy(page)
    ask = "how => fetch('./manifest.json?never=asked', how).then(({ok}) => ok, () => false)"
    assert page.evaluate(ask, {"cache": "only-if-cached", "mode": "same-origin"}) is False
    assert page.evaluate(ask, {}) is True


def test_a_new_version_waits_for_the_old_page_and_then_takes_over(
    context: BrowserContext, probe: Path, copy: Path, tmp_path: Path
) -> None:
    link = tmp_path / "lab"
    link.symlink_to(probe)
    # The next version: its own folder, one text changed, most files as they were.
    old = next(copy.glob("*/app")).parent
    new = old.rename(copy / "0123456789ab")
    replace(copy / "index.html", (copy / "index.html").read_bytes().replace(old.name.encode(), new.name.encode()))
    replace(new / "worker.py", (new / "worker.py").read_bytes() + b"\nVERSION = 2\n")
    (copy / "sw.js").unlink()
    site_builder.write_service_worker(copy, (site_builder.WEB / "sw.js").read_text("utf8"))
    make_younger(copy / "sw.js")

    with serve(tmp_path) as server:
        first = context.new_page()
        open_probe(first, server.url("lab/"))
        wait_for_offline_copy(first)
        link.unlink()
        link.symlink_to(copy)

        first.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update()).then(() => true)")
        wait_until(first, "navigator.serviceWorker.getRegistration().then(r => r.waiting !== null)")
        first.evaluate("window.probe.runtime.restart()")  # the old page still finds all its files
        assert call(first, action="echo", word="old")["word"] == "old"
        assert old.name in first.content()
        first.close()

        later = context.new_page()
        while new.name not in (open_probe(later, server.url("lab/")), later.content())[1]:
            later.close()  # the new version waits until no page uses the old one
            time.sleep(0.5)
            later = context.new_page()
        # The one before is kept for pages on their way.
        ours = "names.filter(name => name.startsWith('pagesim:')).length === 2"
        wait_until(later, f"caches.keys().then(names => {ours})")
