"""Plain static servers for the end-to-end tests: Python's own http.server, with no headers added unless asked for."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A running server: `origin` without a slash at the end."""

    origin: str
    port: int
    answered: list[tuple[str, int]] = field(default_factory=list)
    """Path, without its query, and status of every answer so far."""
    posted: list[str] = field(default_factory=list)
    """What browsers have posted: reports of what a policy forbade."""

    def url(self, path: str = "") -> str:
        return f"{self.origin}/{path}"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    added_headers: tuple[tuple[str, str], ...] = ()
    answered: list[tuple[str, int]]
    posted: list[str]
    silent: str
    slow: str
    over: threading.Event

    def do_GET(self) -> None:
        if self.silent and self.path.endswith(f"/{self.silent}"):
            self.over.wait()
        elif self.slow and self.path.endswith(f"/{self.slow}"):
            data = Path(self.translate_path(self.path)).read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            for piece in range(20):
                self.wfile.write(data[piece * len(data) // 20 : (piece + 1) * len(data) // 20])
                self.over.wait(1)
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self.posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.answered.append((self.path.partition("?")[0], int(code)))

    def log_message(self, format: str, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        for name, value in self.added_headers:
            self.send_header(name, value)
        super().end_headers()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    headers: dict[str, str] | None = None,
    wasm_type: str = "",
    silent: str = "",
    slow: str = "",
) -> Iterator[Server]:
    """Serve `folder` until the block ends.

    `wasm_type` replaces the content type of .wasm files; a request for a file called `silent` is never answered,
    one for `slow` takes 20 seconds, in which it is sent piece by piece.
    """
    answered: list[tuple[str, int]] = []
    posted: list[str] = []
    over = threading.Event()
    added = {"added_headers": tuple((headers or {}).items()), "answered": answered, "posted": posted}
    kind = type("Handler", (_Quiet,), {**added, "silent": silent, "slow": slow, "over": over})
    if wasm_type:
        kind.extensions_map = {**_Quiet.extensions_map, ".wasm": wasm_type}  # type: ignore[attr-defined]
    server = _Server(("127.0.0.1", port), functools.partial(kind, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield Server(f"http://{host}:{server.server_port}", server.server_port, answered, posted)
    finally:
        over.set()
        server.shutdown()
        server.server_close()
