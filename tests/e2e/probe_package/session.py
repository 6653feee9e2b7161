"""Answers the probe page."""

import importlib
import json
import sys
from pathlib import Path

WARMED: list[str] = []


class Hooks:
    """What the worker lets a running program do: nothing runs here."""

    def __init__(self, *given: object) -> None:
        self.given = given


def attach(hooks: Hooks) -> None:
    """Take the worker's hooks."""


def warm_up() -> None:
    """Leave a mark in the memory snapshot."""
    WARMED.append("warm")


def handle(request: str) -> str:
    """Do as told: echo, import a module, read a data file, tell the library's size, loop for ever, raise."""
    data = json.loads(request)
    match data["action"]:
        case "echo":
            answer = {"word": data["word"], "python": list(sys.version_info[:2]), "warmed": WARMED}
        case "import":
            answer = {"name": importlib.import_module(data["name"]).__name__}
        case "read":
            answer = {"text": (Path(__file__).parent / "note.txt").read_text()}
        case "library":
            zips = Path("/lib").glob("python*.zip")
            answer = {"size": sum(path.stat().st_size for path in zips)}
        case "loop":
            while True:
                pass
        case _:
            raise ValueError(f"no action {data['action']!r}")
    return json.dumps(answer)
