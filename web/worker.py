"""What the page's worker runs: one function, JSON text in, JSON text out; the session does the rest.

While a program runs, the page hears how far it is. Where the browser can suspend WebAssembly, other requests come in
meanwhile: Stop is one, and a program that was stopped waits, suspended, until it goes on or another takes its place.
Elsewhere the page ends the whole worker, and has the next one run the program to the same step.
"""

import asyncio
import json
from typing import Any

import js
from pyodide.ffi import run_sync

from pagesim_py import session

RUNNING = ("run", "continue", "key", "tests")
ENDING = ("open", *RUNNING)
"""What takes the place of a program that waits."""
TURNS = 8
"""Turns of the worker's event loop that a request needs until it is heard."""

able = hasattr(js, "canSuspend") and bool(js.canSuspend)
asked: Any = None
"""Who waits for the program to end or stop."""
paused: Any = None
"""What a stopped program waits for: whether it goes on. Whoever decides that takes it away: it is decided once."""
program: Any = None
left: Any = None
"""The program that was stopped and shall not go on, until it has ended."""
stop = False
"""Whether what runs, or is about to, shall stop."""


def tell(news: dict[str, Any]) -> None:
    """Has the page hear of it, see runtime.js."""
    js.postMessage(js.JSON.parse(json.dumps({"pagesim": news})))


def show(news: dict[str, Any]) -> None:
    """How far the program is."""
    tell({"running": news})


def show_and_listen(news: dict[str, Any]) -> None:
    """The same, and other requests come in. If one of them was to stop, the session hears of it."""
    global stop
    tell({"running": news})
    for _ in range(TURNS):
        run_sync(asyncio.sleep(0))
    if stop:
        stop = False
        session.handle('{"action": "stop"}')


def suspend() -> bool:
    """The program has stopped: whether it goes on, once somebody knows."""
    global paused
    decision = paused = asyncio.get_event_loop().create_future()
    asked.set_result(session.handle('{"action": "look"}'))
    return bool(run_sync(decision))


def attach(suspends: bool) -> None:
    """What the session may do with a program that runs."""
    hooks = session.Hooks(show_and_listen, suspend) if suspends else session.Hooks(show)
    session.attach(hooks)


async def run(request: str) -> None:
    """Does a request in which a program runs; whoever waits then gets the answer."""
    answer = session.handle(request)
    if not asked.done():
        asked.set_result(answer)


async def call(request: str) -> str:
    """Hand one request of the page to the session and return its answer."""
    global able, asked, left, paused, program, stop
    data = json.loads(request)
    action = data.get("action")
    stop = action == "stop"
    if stop:
        return '{"ok": true}'
    if able and data.get("suspend") is False:
        able = False
        attach(able)
    if paused is not None and action == "continue":
        asked = asyncio.get_event_loop().create_future()
        decision, paused = paused, None
        decision.set_result(True)
        return str(await asked)
    if paused is not None and action in ENDING:
        decision, paused, left = paused, None, program
        decision.set_result(False)
    if left is not None and action in ENDING:
        await left  # another request may have come in before it has ended
        left = None
    if able and action in RUNNING:
        asked = asyncio.get_event_loop().create_future()
        program = asyncio.ensure_future(run(request))
        return str(await asked)
    return session.handle(request)


attach(able)
tell({"suspends": able})
__export__ = ["call"]
