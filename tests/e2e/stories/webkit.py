"""WebKit: WebKitWebDriver starts WebKitGTK's MiniBrowser, on a display that Xvfb makes.

WebDriver is JSON over HTTP (https://www.w3.org/TR/webdriver2/); only what the stories need is here.
"""

from __future__ import annotations

import glob
import json
import os
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import DEVNULL
from typing import Any

from tests.e2e.stories.driver import (
    PATIENCE,
    BrowserError,
    Place,
    as_json,
    free_port,
    installed,
    key_actions,
    program,
    until,
)

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the protocol's name for a reference to an element
#: Where elements of a role are looked for; which of them have it, the browser says.
CANDIDATES = {
    "button": "button",
    "combobox": "input, select",
    "link": "a",
    "option": "option",
    "slider": "input[type=range]",
    "tab": "[role=tab]",
    "textbox": "input, textarea, [contenteditable]",
}

#: WebKitGTK's word for an input that has suggestions, which is a combobox elsewhere.
ALSO_TOLD_AS = {"combobox": "textbox"}


def missing() -> str | None:
    """Return what has to be installed before this browser can be driven, or None."""
    if not installed("WebKitWebDriver", "Xvfb") or _mini_browser() is None:
        return "webkit2gtk-driver and xvfb"
    return None


def _mini_browser() -> str | None:
    return max(glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"), default=None)


class WebKit:
    """See driver.Browser. `frames` is how many frames deep this place is."""

    name = "webkit"

    def __init__(self, address: str, session: str, version: str, frames: int = 0) -> None:
        self.address = address
        self.session = session
        self.version = version
        self.frames = frames

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Ask the driver; return its value."""
        return _ask(f"{self.address}/session/{self.session}{path}", method, body)

    def _here(self) -> None:
        """Have what follows meant for this place."""
        self.ask("POST", "/frame", {"id": None})
        for _ in range(self.frames):
            self.ask("POST", "/frame", {"id": 0})

    def go(self, address: str) -> None:
        self.ask("POST", "/frame", {"id": None})
        self.ask("POST", "/url", {"url": address})

    def reload(self) -> None:
        self.ask("POST", "/frame", {"id": None})
        self.ask("POST", "/refresh", {})

    def back(self) -> None:
        self.ask("POST", "/frame", {"id": None})
        self.ask("POST", "/back", {})

    def evaluate(self, function: str, *arguments: Any) -> Any:
        self._here()
        script = (
            f"const [text, done] = arguments; ({as_json(function)})(text)"
            ".then(value => done({value}), error => done({error: String(error)}))"
        )
        answer = self.ask("POST", "/execute/async", {"script": script, "args": [json.dumps(arguments)]})
        if "error" in answer:
            raise BrowserError(answer["error"])
        return json.loads(answer["value"])

    def click(self, role: str, name: str) -> None:
        self._here()
        for found in self.ask("POST", "/elements", {"using": "css selector", "value": CANDIDATES[role]}):
            at = f"/element/{found[ELEMENT]}"
            if self._is(at, role, name):
                if not self.ask("GET", f"{at}/enabled"):
                    raise BrowserError(f"the {role} called {name!r} is disabled")
                self.ask("POST", f"{at}/click", {})
                return
        raise BrowserError(f"no {role} is called {name!r}")

    def _is(self, at: str, role: str, name: str) -> bool:
        try:
            told = self.ask("GET", f"{at}/computedlabel"), self.ask("GET", f"{at}/computedrole")
        except BrowserError:
            return False  # hidden: nothing is told of it
        return told in [(name, one) for one in (role, ALSO_TOLD_AS.get(role))]

    def press(self, *keys: str) -> None:
        self._here()
        actions = [{"type": "key", "id": "keyboard", "actions": key_actions(keys)}]
        self.ask("POST", "/actions", {"actions": actions})

    def frame(self) -> Place:
        return WebKit(self.address, self.session, self.version, self.frames + 1)


def _ask(address: str, method: str, body: object) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        told = json.load(error)["value"]
        raise BrowserError(f"{told['error']}: {told['message']}") from None


@contextmanager
def display() -> Iterator[str]:
    """Yield the name of a display that nobody sees."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with program(command, pass_fds=[write], stdout=DEVNULL, stderr=DEVNULL):
        os.close(write)
        with os.fdopen(read) as pipe:
            yield f":{pipe.readline().strip()}"


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Yield a WebKit with a fresh profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, display() as screen:
        folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
        env = {**os.environ, "DISPLAY": screen, "GDK_BACKEND": "x11", "HOME": home, **folders}
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        with program(["WebKitWebDriver", "-p", str(port)], env=env, stdout=DEVNULL, stderr=DEVNULL):
            until(lambda: _answers(address), "an answer of WebKitWebDriver", 60)
            limits = {name: int(PATIENCE * 1000) for name in ("script", "pageLoad")}
            options = {"binary": _mini_browser(), "args": ["--automation"]}
            wanted = {"timeouts": limits, "webkitgtk:browserOptions": options}
            told = _ask(f"{address}/session", "POST", {"capabilities": {"alwaysMatch": wanted}})
            browser = WebKit(address, told["sessionId"], told["capabilities"]["browserVersion"])
            try:
                yield browser
            finally:
                try:
                    browser.ask("DELETE", "")
                except (BrowserError, OSError):
                    time.sleep(1)  # it is gone already


def _answers(address: str) -> bool:
    try:
        return bool(_ask(f"{address}/status", "GET", None))
    except OSError:
        return False
