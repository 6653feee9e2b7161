"""The fields of a request: read, checked, and told of if they are not as they should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pagesim_py import labs
from pagesim_py.labs import Lab, LabError, Step
from pagesim_py.session.trial import Trial


class RequestError(Exception):
    """The request cannot be done as it stands; the message is for the reader of the page."""


def text(request: dict[str, Any], name: str, default: str | None = None) -> str:
    """A text; ``default`` if the field is absent."""
    value = request.get(name, default)
    if not isinstance(value, str):
        raise RequestError(f"The request needs a text called {name}.")
    return value


def number(request: dict[str, Any], name: str) -> int:
    """A whole number, which may be written as text."""
    value = request.get(name)
    if isinstance(value, str) and value.lstrip("-").isdigit():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RequestError(f"The request needs a whole number called {name}.")
    return value


def keys(request: dict[str, Any], default: list[str] | None = None) -> list[str]:
    """Keys, each a character or a name; ``default`` if the field is absent."""
    given = request.get("keys", default)
    if not isinstance(given, list) or not all(isinstance(key, str) for key in given):
        raise RequestError("The request needs keys: a list of characters or names such as Enter.")
    return list(given)


def files(request: dict[str, Any], default: dict[str, str]) -> dict[str, str]:
    """{path: text}; ``default`` if the field is absent."""
    return default if request.get("files") is None else strings(request, "files")


def strings(request: dict[str, Any], name: str) -> dict[str, str]:
    """{path: text} that must be there."""
    given = request.get(name)
    if not isinstance(given, dict) or not given:
        raise RequestError(f"The request needs {name}: {{path: text}}.")
    if not all(isinstance(content, str) for content in given.values()):
        raise RequestError("A file's content is text.")
    return given


def trial(request: dict[str, Any]) -> Trial | None:
    """The test binary that shall run; None if the kernel itself."""
    given = request.get("test")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise RequestError("The request's test is {path, test}.")
    test = None if given.get("test") is None else text(given, "test")
    return Trial(text(given, "path"), test)


def lab(request: dict[str, Any], default: Lab) -> Lab:
    """The lab that is named; ``default``, which may be one of homework's, if the field is absent or names that."""
    name = text(request, "lab", default.name)
    if name == default.name:
        return default
    try:
        return labs.load(name)
    except LabError as error:
        message = str(error)
        raise RequestError(f"{message[0].upper()}{message[1:]}.") from None


def panels(request: dict[str, Any], known: Sequence[str]) -> Sequence[str]:
    """The panels that are wanted; all that are ``known`` if the field is absent."""
    value = request.get("panels", known)
    if not isinstance(value, list | tuple) or not all(name in known for name in value):
        raise RequestError(f"The panels are {', '.join(known)}.")
    return value


def experiment(request: dict[str, Any], lab: Lab) -> Step | None:
    """The experiment of ``lab`` that is chosen; None if none is."""
    name = request.get("experiment")
    if name is None:
        return None
    step = next((one for one in lab.steps if one.id == name), None)
    if step is None:
        known = ", ".join(one.id for one in lab.steps) or "none"
        raise RequestError(f"The lab {lab.name} has no experiment called {name!r}; it has {known}.")
    return step
