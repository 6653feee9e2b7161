"""Plain static servers for the end-to-end tests: Python's own http.server, with no headers added unless asked for."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A running server: `origin` without a slash at the end."""

    origin: str
    port: int

    def url(self, path: str = "") -> str:
        return f"{self.origin}/{path}"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    added_headers: tuple[tuple[str, str], ...] = ()

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
    folder: Path, *, host: str = "127.0.0.1", port: int = 0, headers: dict[str, str] | None = None, wasm_type: str = ""
) -> Iterator[Server]:
    """Serve `folder` until the block ends. `wasm_type` replaces the content type of .wasm files."""
    kind = type("Handler", (_Quiet,), {"added_headers": tuple((headers or {}).items())})
    if wasm_type:
        kind.extensions_map = {**_Quiet.extensions_map, ".wasm": wasm_type}  # type: ignore[attr-defined]
    server = _Server(("127.0.0.1", port), functools.partial(kind, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield Server(f"http://{host}:{server.server_port}", server.server_port)
    finally:
        server.shutdown()
        server.server_close()
