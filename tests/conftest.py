"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Nothing here is judged by the clock: a busy machine must not turn an example into a failure.
settings.register_profile("pagesim", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
# In continuous integration the examples hang on the code alone, so that what it says of a commit can be had again;
# the search for new ones goes on in everybody's own runs.
settings.register_profile("pagesim-ci", settings.get_profile("pagesim"), derandomize=True)
settings.load_profile("pagesim-ci" if os.environ.get("CI") else "pagesim")

# Tests leave nothing in the home of whoever runs them; those about kept files choose a folder of their own.
os.environ["PAGESIM_CACHE"] = "off"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a test that was tried again failed at first: its pass is not the whole truth."""
    tried_again = terminalreporter.getreports("rerun")
    if tried_again:
        terminalreporter.section("failed at first, and tried again")
    for report in tried_again:
        terminalreporter.line(f"{report.nodeid}\n{report.longreprtext}")
