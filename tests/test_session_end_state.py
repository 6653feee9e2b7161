"""A run in the page and the same run made by a grader end in the same state."""

from __future__ import annotations

import pytest

from pagesim_py.homework.checks import Runs
from pagesim_py.homework.endstate import end_state
from pagesim_py.homework.format import Check
from pagesim_py.labs import load
from pagesim_py.session import Session


@pytest.mark.parametrize("name", ["page-fault", "mapping", "handlers"])
def test_the_page_and_the_grader_agree_about_the_end(name: str) -> None:
    lab, session = load(name), Session()
    session.request({"action": "open", "lab": name})
    session.request({"action": "run", "files": dict(lab.files)})
    run = session.run
    assert run.position == run.last
    ran = Runs(lab.files, lab.dialect, lab.boot, {}).run(Check("end", "", {}), {})
    assert end_state(run.machine) == end_state(ran.machine)
    session.request({"action": "seek", "at": 0})
    assert end_state(run.machine) != end_state(ran.machine)
