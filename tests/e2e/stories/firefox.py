"""Firefox, which speaks WebDriver BiDi itself: JSON over a WebSocket (https://www.w3.org/TR/webdriver-bidi/)."""

from __future__ import annotations

import itertools
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.e2e.stories.driver import PATIENCE, BrowserError, Place, as_json, installed, key_actions, program, until

NAMES = ("firefox-esr", "firefox")
#: Nothing of a new profile's own: no pages of welcome, no questions, no traffic.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


def missing() -> str | None:
    """Return what has to be installed before this browser can be driven, or None."""
    return None if _binary() is not None else "firefox-esr"


def _binary() -> str | None:
    return next((name for name in NAMES if installed(name)), None)


class Firefox:
    """See driver.Browser. `context` is the page or frame that this place is."""

    name = "firefox"

    def __init__(self, socket: ClientConnection, version: str = "", context: str = "") -> None:
        self.socket = socket
        self.version = version
        self.context = context
        self.numbers = itertools.count(1)

    def ask(self, method: str, **parameters: object) -> Any:
        """Ask the browser; return its result."""
        number = next(self.numbers) * 1000 + id(self) % 1000
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self.socket.recv(timeout=2 * PATIENCE))
            if told.get("id") != number:
                continue
            if told["type"] == "error":
                raise BrowserError(f"{told['error']}: {told['message']}")
            return told["result"]

    def go(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def reload(self) -> None:
        self.ask("browsingContext.reload", context=self.context, wait="complete")

    def back(self) -> None:
        self.ask("browsingContext.traverseHistory", context=self.context, delta=-1)

    def evaluate(self, function: str, *arguments: Any) -> Any:
        told = self.ask(
            "script.callFunction",
            functionDeclaration=as_json(function),
            awaitPromise=True,
            target={"context": self.context},
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
        )
        if told["type"] == "exception":
            raise BrowserError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def click(self, role: str, name: str) -> None:
        locator = {"type": "accessibility", "value": {"role": role, "name": name}}
        nodes = self.ask("browsingContext.locateNodes", context=self.context, locator=locator)["nodes"]
        if not nodes:
            raise BrowserError(f"no {role} is called {name!r}")
        element = {"sharedId": nodes[0]["sharedId"]}
        told = self.ask(
            "script.callFunction",
            functionDeclaration="node => (node.scrollIntoView({block: 'center', behavior: 'instant'}), node.disabled)",
            awaitPromise=False,
            target={"context": self.context},
            arguments=[element],
        )
        if told["result"].get("value") is True:
            raise BrowserError(f"the {role} called {name!r} is disabled")
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": element}}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._perform({"type": "pointer", "id": "mouse", "actions": [move, *press]})

    def press(self, *keys: str) -> None:
        self._perform({"type": "key", "id": "keyboard", "actions": key_actions(keys)})

    def _perform(self, source: dict[str, object]) -> None:
        self.ask("input.performActions", context=self.context, actions=[source])

    def frame(self) -> Place:
        tree = self.ask("browsingContext.getTree", root=self.context)["contexts"][0]
        return Firefox(self.socket, self.version, tree["children"][0]["context"])


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Yield a Firefox with a fresh profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        profile = Path(home, "profile")
        profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        Path(profile, "user.js").write_text("\n".join(lines))
        said = Path(home, "said")
        command = [_binary() or "", "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
        env = {**os.environ, "HOME": home, "MOZ_HEADLESS_WIDTH": "1280", "MOZ_HEADLESS_HEIGHT": "900"}
        with said.open("wb") as log, program(command, env=env, stdout=DEVNULL, stderr=log):
            address = until(
                lambda: re.search(r"WebDriver BiDi listening on (ws://\S+)", said.read_text()),
                "Firefox's address for WebDriver BiDi",
                60,
            )[1]
            with connect(f"{address}/session", max_size=None, ping_interval=None) as socket:
                browser = Firefox(socket)
                told = browser.ask("session.new", capabilities={})
                browser.version = told["capabilities"]["browserVersion"]
                browser.context = browser.ask("browsingContext.getTree")["contexts"][0]["context"]
                yield browser
                browser.ask("browser.close")
