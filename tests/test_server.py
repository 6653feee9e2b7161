"""The servers: a plain one, and the one that has the site built anew."""

from __future__ import annotations

import json
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from pagesim_py import server, site


@contextmanager
def running(made: ThreadingHTTPServer) -> Iterator[str]:
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}/"
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


def test_files_have_the_types_that_browsers_insist_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system thinks: on some, .js is text/plain, and a browser then refuses the page's modules."""
    import mimetypes

    monkeypatch.setattr(mimetypes, "guess_type", lambda *_, **__: ("text/plain", None))
    wanted = {"a.js": "text/javascript", "a.mjs": "text/javascript", "a.wasm": "application/wasm"}
    for name in wanted:
        (tmp_path / name).write_text("1")
    with running(server.serve(tmp_path, 0)) as address:
        for name, kind in wanted.items():
            with urllib.request.urlopen(address + name) as answer:
                assert answer.headers["Content-Type"] == kind


def test_a_page_is_built_when_something_has_changed_and_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[list[str]] = []

    class Answer:
        returncode, stdout, stderr = 0, "", ""

    def run(command: list[str], **_: object) -> Answer:
        built.append(command[2:])
        (tmp_path / "build.json").write_text(json.dumps({"inputs": now}))
        (tmp_path / "index.html").write_text(now)
        return Answer()

    now = "first"
    monkeypatch.setattr(site, "inputs_hash", lambda *_: now)
    monkeypatch.setattr(subprocess, "run", run)
    labs = tmp_path / "labs"
    with running(server.serve_changing(tmp_path, 0, site.Course([labs]))) as address:

        def seen(path: str = "index.html?lab=mapping") -> str:
            with urllib.request.urlopen(address + path) as answer:
                assert answer.headers["Cache-Control"] == "no-store"
                return str(answer.read().decode())

        assert [seen(), seen(), len(built)] == ["first", "first", 1]
        assert built == [["pagesim_py", "build", str(tmp_path), "--no-snapshot", "--labs", str(labs)]]
        now = "second"
        assert [seen(""), len(built)] == ["second", 2]
        now = "third"
        assert json.loads(seen("build.json")) == {"inputs": "second"}, "only pages are built"
        (tmp_path / "sw.js").write_text("keep()")
        with pytest.raises(urllib.error.HTTPError, match="no service worker"):
            seen("sw.js")
        Answer.returncode, Answer.stderr = 2, "pagesim: esbuild failed: <b>"
        now = "fourth"
        with pytest.raises(urllib.error.HTTPError) as raised:
            seen()
        assert raised.value.headers["Content-Type"].startswith("text/plain")
        assert "could not be built:\n\npagesim: esbuild failed: <b>" in raised.value.read().decode()
        raised.value.close()
