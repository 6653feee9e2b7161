"""Servers of a site's folder: a plain one, and one for who changes pagesim.

The second makes a page that is asked for anew of the files as they are then. The build is another process, as this one
has imported the package as it was. There is no snapshot and no service worker: the first takes long to make, the second
would keep what was. A build that fails is the page's answer.
"""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from pagesim_py import site


class Files(http.server.SimpleHTTPRequestHandler):
    """Serves files, with the types that browsers insist on, whatever the system's own table of types says."""

    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".wasm": "application/wasm",
    }


def serve(out: Path, port: int = 8000, host: str = "127.0.0.1") -> http.server.ThreadingHTTPServer:
    """Return a plain static server for `out`; call its `serve_forever`. Port 0 takes a free one."""
    return http.server.ThreadingHTTPServer((host, port), functools.partial(Files, directory=str(out)))


def serve_changing(out: Path, port: int, course: site.Course) -> http.server.ThreadingHTTPServer:
    """Return a server for the site in `out`, which is built whenever a page is asked for and something has changed."""
    handler = functools.partial(Pages, directory=str(out.resolve()), maker=Maker(out.resolve(), course))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)


class Maker:
    """Builds the site, once at a time."""

    def __init__(self, out: Path, course: site.Course) -> None:
        self.out = out
        self.course = course
        self.lock = threading.Lock()

    def make(self) -> str | None:
        """Have the site built if anything has changed; what went wrong, if something did."""
        with self.lock:
            now = site.inputs_hash(site.PACKAGE, site.WEB, *self.course.labs, *self.course.assignments)
            if site.stamp_of(self.out).get("inputs") == now:
                return None
            command = [sys.executable, "-m", "pagesim_py", "build", str(self.out), "--no-snapshot"]
            command += [*options("--labs", self.course.labs), *options("--assignments", self.course.assignments)]
            answer = subprocess.run(command, cwd=site.PACKAGE.parent, capture_output=True, text=True, check=False)
            return None if answer.returncode == 0 else answer.stderr + answer.stdout


def options(name: str, folders: Sequence[Path]) -> list[str]:
    """Return an option for each of `folders`."""
    return [word for folder in folders for word in (name, str(folder.resolve()))]


class Pages(Files):
    """Has the site built before a page is served."""

    def __init__(self, *arguments: object, maker: Maker, **more: object) -> None:
        self.maker = maker
        super().__init__(*arguments, **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Serve a file; a page as it would be built now."""
        path = self.path.partition("?")[0]
        if path == "/sw.js":
            self.send_error(HTTPStatus.NOT_FOUND, "no service worker while pagesim is changed")
            return
        wrong = self.maker.make() if path.endswith(("/", ".html")) else None
        if wrong is None:
            super().do_GET()
        else:
            self._say(wrong)

    def end_headers(self) -> None:
        """Have the browser keep nothing."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _say(self, text: str) -> None:
        body = f"The site could not be built:\n\n{text}".encode()
        self.send_response(HTTPStatus.INTERNAL_SERVER_ERROR)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
