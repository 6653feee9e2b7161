"""What the page's worker runs: one function, JSON text in, JSON text out; the session does the rest."""

from pagesim_py import session


def call(request: str) -> str:
    """Hand one request of the page to the session and return its answer."""
    return session.handle(request)


__export__ = ["call"]
