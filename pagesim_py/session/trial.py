"""A test binary of the package in the kernel's place: what runs then, and the moment of it that is looked for."""

from __future__ import annotations

from dataclasses import dataclass

from pagesim_py.session.run import Run


@dataclass(frozen=True)
class Trial:
    """``path``: the binary's root file, such as ``tests/basic_boot.rs``. ``test``: the path of one of its tests; None
    if its end is looked for.
    """

    path: str
    test: str | None = None

    def seek(self, run: Run) -> None:
        """Goes to where the test panicked, or was called if it didn't. Stays at the end if that is not kept."""
        call = next((one for one in getattr(run.outcome, "tests", ()) if one.path == self.test), None)
        if call is None or run.kept is not None:
            return
        at = call.panicked if call.panicked is not None else call.entry
        if at is not None:
            run.seek(at)

    @property
    def told(self) -> str:
        """What is behind the sentence about how the run ended."""
        return f"It was the tests of {self.path}."
