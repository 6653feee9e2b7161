"""The requests of the pages beside the lab's, and what has nothing to do with the lab's run.

bring  {files: [{path, data}], left?, folder?}
              files that somebody has brought, their bytes as base64, are read as a package, see ``labs.brought``;
              ``left``: what the page has left out itself; ``folder``: the kernel that is meant, if there are more
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pagesim_py.session import decoding
from pagesim_py.session.fields import RequestError
from pagesim_py.session.later import arrived

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session


def bring(session: Session, request: dict[str, Any]) -> Answer:
    """What the editor is to have of what was brought. ``later`` in the answer: the modules for it have not come yet."""
    brought = arrived("pagesim_py.labs.brought")
    if brought is None:
        return {"ok": True, "later": True}
    given, left, folder = request.get("files"), request.get("left", []), request.get("folder")
    try:
        files = [(str(one["path"]), base64.b64decode(one["data"], validate=True)) for one in given or ()]
    except (TypeError, KeyError, ValueError, binascii.Error):
        raise RequestError("The request needs files: a list of paths with their bytes as base64.") from None
    if not isinstance(left, list) or not all(isinstance(name, str) for name in left):
        raise RequestError("What is left out is a list of names.")
    try:
        found = brought.bring(files, folder if isinstance(folder, str) else None, left)
    except brought.SeveralError as error:
        return {"ok": True, "brought": {"choose": error.folders}}
    except brought.BroughtError as error:
        text = str(error)
        raise RequestError(f"{text[0].upper()}{text[1:]}.") from None
    told = {"title": found.title, "files": found.files, "notes": list(found.notes), "left": found.left}
    return {"ok": True, "brought": told}


ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {
    "playground": lambda session, request: session.bench.act(request),
    "decode": lambda session, request: decoding.act(request),
    "bring": bring,
}
