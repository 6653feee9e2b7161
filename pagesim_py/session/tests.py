"""The requests about a package's tests. What does them, ``testing``, comes to the page a moment after its start.

tests  {files, lab?}   which test binaries these files have; none of them has run
       {target}        builds and runs the binary of that number

Answers carry the panel ``tests`` and, under ``tests``, ``number`` of binaries, ``told`` (a sentence about what has run)
and whether it was ``stopped``. ``later`` in an answer: the modules for it have not come yet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pagesim_py.session import fields
from pagesim_py.session.fields import RequestError
from pagesim_py.session.later import arrived
from pagesim_py.session.trial import Trial

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session
    from pagesim_py.session.run import Program


def request(session: Session, request: dict[str, Any]) -> Answer:
    """Lists the binaries, or runs one."""
    doing = arrived("pagesim_py.session.testing")
    if doing is None:
        return {"ok": True, "later": True}
    if request.get("target") is None:
        found: Answer = doing.listed(session, fields.files(request, session.files), fields.lab(request, session.lab))
    else:
        found = doing.ran(session, fields.number(request, "target"))
    return found


def program(session: Session, files: dict[str, str], trial: Trial) -> tuple[Program, list[dict[str, Any]]]:
    """The test binary of ``trial`` and the compiler's warnings. Raises Rejected."""
    doing = arrived("pagesim_py.session.testing")
    if doing is None:
        raise RequestError("What builds the tests has not come yet: try again in a moment.")
    built: tuple[Program, list[dict[str, Any]]] = doing.program(session, files, trial)
    return built


ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {"tests": request}
