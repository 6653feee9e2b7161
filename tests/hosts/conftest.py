"""The hosts that labs are put into, each built by its real tool: `make test-hosts`, which installs the tools.

They stand apart from the other tests, whose environment has none of them. What is built is opened in Chromium, at
another origin than the site's; the fixtures of the end-to-end tests watch that nothing is asked of a third.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import (
    _watch,  # noqa: F401
    base_url,  # noqa: F401
    browser_context_args,  # noqa: F401
    browser_type_launch_args,  # noqa: F401
    problems,  # noqa: F401
    site_dir,  # noqa: F401
    site_url,  # noqa: F401
)
from tests.e2e.servers import Server, serve

ROOT = Path(__file__).resolve().parents[2]
collect_ignore_glob = [] if os.environ.get("PAGESIM_HOSTS") else ["test_*.py"]

Snippets = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def snippets(site_url: str) -> Callable[..., Snippets]:  # noqa: F811
    """What the dialog shows for a lab, by tool."""

    def made(**asked: str) -> Snippets:
        code = f"""
        import {{ snippets }} from '{(ROOT / "web" / "app" / "snippets.js").as_uri()}';
        console.log(JSON.stringify(snippets({json.dumps(site_url)}, {json.dumps(asked)})));
        """
        command = ["node", "--input-type=module", "-e", code]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        return {one["id"]: one for one in json.loads(answer.stdout)}

    return made


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's folder, at another origin than the site's."""
    with serve(tmp_path, host="localhost") as server:
        yield server


def tool(*command: str | Path, cwd: Path, seconds: int = 120, may_fail: bool = False) -> str:
    """What a tool prints; it has to end well unless it ``may_fail``."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # the tools are beside this Python
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    answer = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, timeout=seconds, env=environment
    )
    assert may_fail or answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr
