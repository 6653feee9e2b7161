"""What a story asks of a browser: one small interface, which Chromium, Firefox and WebKit each have a driver for.

A driver does with the browser what a person does: it goes to addresses, clicks what has a role and a name (as the
browser itself tells them to a screen reader), and presses keys. What is on the screen is read by scripts.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

PATIENCE = 120.0
"""Seconds that may pass until what a story expects is there: the machine may be busy with other things."""


class BrowserError(Exception):
    """The browser can't do what was asked; the message is its own."""


class Place(Protocol):
    """A page, or a frame in one."""

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Return what a JavaScript function (its text; it may be async) gives for JSON `arguments`, as JSON."""

    def click(self, role: str, name: str) -> None:
        """Click the element with this role and name, with a mouse.

        Raises:
            BrowserError: there is none, or it can't be clicked.

        """

    def press(self, *keys: str) -> None:
        """Press keys where the focus is: a character, or a name of NAMED, with modifiers before it: Control+a."""

    def frame(self) -> Place:
        """Return the first frame in this place."""


class Browser(Place, Protocol):
    """A browser with a fresh profile and one page."""

    name: str
    version: str

    def go(self, address: str) -> None:
        """Go to an address; wait until the page is loaded."""

    def reload(self) -> None:
        """Reload the page; wait until it is loaded."""

    def back(self) -> None:
        """Go back in the history."""


NAMED = ("Enter", "Tab", "Escape", "End", "Home", "F8", "F9")

#: WebDriver's code points for keys that have no character.
CODE_POINTS = {
    "Enter": "\ue007",
    "Tab": "\ue004",
    "Escape": "\ue00c",
    "End": "\ue010",
    "Home": "\ue011",
    "F8": "\ue038",
    "F9": "\ue039",
    "Control": "\ue009",
    "Shift": "\ue008",
}


def key_actions(keys: tuple[str, ...]) -> list[dict[str, str]]:
    """Return WebDriver's key actions for what `press` is given."""
    actions = []
    for key in keys:
        *modifiers, last = key.split("+") if len(key) > 1 else [key]
        held = [CODE_POINTS[name] for name in modifiers]
        one = CODE_POINTS.get(last, last)
        actions += [{"type": "keyDown", "value": value} for value in [*held, one]]
        actions += [{"type": "keyUp", "value": value} for value in [one, *reversed(held)]]
    return actions


def as_json(function: str) -> str:
    """Return the text of an async function of one JSON text that calls `function` and gives JSON text."""
    return f"async text => JSON.stringify((await ({function})(...JSON.parse(text))) ?? null)"


def until(look: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Look again and again until `look` gives something true; return that."""
    end = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not seen within {patience:.0f} s: {what}")
        time.sleep(0.1)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def program(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends, then end it with all that it started."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def installed(*names: str) -> bool:
    """Tell whether all these programs are there."""
    return all(shutil.which(name) is not None for name in names)
