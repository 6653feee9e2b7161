"""JupyterLab and marimo themselves: a notebook with a lab and a picture of a walk, as its reader has it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.page.test_access import AXE
from tests.e2e.student import PATIENCE
from tests.hosts.conftest import ROOT
from tests.hosts.labs import axe, runs

LAB = "from pagesim_py.jupyter import Lab\nlab = Lab('page-fault', experiment='store', panels='source,screen')\nlab"
MAPPED = """from pagesim_py import Machine
machine = Machine()
for at, entry in ((0x1000, 0x2003), (0x2000, 0x3003), (0x3000, 0x4003), (0x4028, 0x9001)):
    machine.memory.write_u64(at, entry)
machine.cpu.poke(cr3=0x1000)
machine.walk(0x5123)"""
MARIMO = """import marimo

app = marimo.App()


@app.cell
def _():
    from pagesim_py.jupyter import Lab
    import marimo as mo
    lab = mo.ui.anywidget(Lab('page-fault', experiment='store', panels='source,screen'))
    lab
    return lab, mo


@app.cell
def _(lab, mo):
    mo.md(f"The state has {len(lab.value['state'])} characters")
    return


@app.cell
def _():
    from pagesim_py import Machine
    machine = Machine()
    for at, entry in ((0x1000, 0x2003), (0x2000, 0x3003), (0x3000, 0x4003), (0x4028, 0x9001)):
        machine.memory.write_u64(at, entry)
    machine.cpu.poke(cr3=0x1000)
    machine.walk(0x5123)
    return


if __name__ == "__main__":
    app.run()
"""


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@contextmanager
def serving(*command: str, home: Path, port: int) -> Iterator[str]:
    """A notebook's server, with ``home`` as its reader's, until the block ends: its address."""
    beside = Path(sys.executable).parent
    kept = {name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    environment = {
        **os.environ, **kept, "HOME": str(home), "PYTHONPATH": str(ROOT),
        "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    url = f"http://127.0.0.1:{port}/"
    with (home / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [str(beside / command[0]), *command[1:]], cwd=home, stdout=log, stderr=log, env=environment
        )
    try:
        end = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(url).close()
                break
            except (urllib.error.URLError, ConnectionError):
                ended = server.poll() is not None or time.monotonic() > end
                assert not ended, (home / "log.txt").read_text()
                time.sleep(0.2)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def test_jupyterlab(page: Page, site_dir: Path, tmp_path: Path) -> None:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for name, source in (("lab", LAB), ("walk", MAPPED), ("state", "print(len(lab.state), 'characters')"))
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "paging.ipynb").write_text(json.dumps(notebook))
    port = free_port()
    command = (
        "jupyter-lab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None",
    )  # fmt: skip
    with serving(*command, home=tmp_path, port=port) as url:
        page.goto(f"{url}lab/tree/paging.ipynb")
        expect(page.get_by_text("from pagesim_py.jupyter import Lab")).to_be_visible()
        expect(page.get_by_role("contentinfo", name="Bottom Panel")).to_contain_text("Idle")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        runs(page)
        expect(page.get_by_role("main")).to_contain_text("Mapped: physical address 0x9123")
        assert axe(page, "page-sim") == []
        page.get_by_text("print(len(lab.state), 'characters')").click()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("main")).to_contain_text(re.compile(r"[1-9]\d+ characters"), timeout=PATIENCE)


def test_marimo(page: Page, site_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "paging.py").write_text(MARIMO)
    port = free_port()
    command = ("marimo", "run", "paging.py", "--headless", "--no-token", f"--port={port}")
    with serving(*command, home=tmp_path, port=port) as url:
        page.goto(url)
        runs(page)
        expect(page.locator("body")).to_contain_text("Mapped: physical address 0x9123")
        expect(page.locator("body")).to_contain_text(re.compile(r"The state has [1-9]\d+ characters"), timeout=PATIENCE)
        [frame] = [
            one for one in page.frames if "embed.html" in one.url
        ]  # marimo hides its outputs from axe in a shadow
        frame.evaluate(AXE.read_text("utf8"))
        assert frame.evaluate("() => axe.run().then(found => found.violations.map(one => one.id))") == []
