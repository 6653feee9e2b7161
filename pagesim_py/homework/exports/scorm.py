"""SCORM packages, versions 1.2 and 2004 (4th edition): the manifest, the page that a learning system opens, the zip.

That page, ``scorm.html``, has the homework in a frame and stands between it and the learning system (web/app/scorm.js).
The frame's page lies in the package (a fat one), or where the site is hosted (a thin one).
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

VERSIONS = ("1.2", "2004")
MANIFEST = "imsmanifest.xml"
PAGE = "scorm.html"
PASS = 60
"""Percent of the points from which the work counts as passed, unless an instructor says otherwise."""
_SPACES = {
    "1.2": {
        "": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    },
    "2004": {
        "": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "imsss": "http://www.imsglobal.org/xsd/imsss",
    },
}
_SCHEMA_VERSIONS = {"1.2": "1.2", "2004": "2004 4th Edition"}
#: The attribute that makes a resource one that talks to the learning system. The schema of 2004 takes that of 1.2, too.
_TYPE = {"1.2": "scormtype", "2004": "scormType"}
_SCRIPT = re.compile(r'[<>"&]')
#: Every file of a package says this; a zip cannot say less.
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """What a package is about."""

    name: str
    """The assignment's folder."""
    id: str
    """The assignment's id, which stays the same for ever."""
    title: str
    version: str
    """1.2 or 2004."""
    thin: str | None = None
    """The address of the folder of the hosted site, with a slash at its end; None: the site is in the package."""
    passed: int = PASS
    """Percent of the points, 1 to 100."""

    @property
    def address(self) -> str:
        """Where the frame's page is, seen from ``scorm.html``."""
        return f"{self.thin or './'}homework.html?a={quote(self.name)}"


def site_address(text: str) -> str:
    """The address of a hosted site's folder. ValueError says why ``text`` is none that a package could name."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(f"{text!r} is no address: give one such as https://example.org/pagesim/") from None
    here = parts.hostname in ("localhost", "127.0.0.1")
    if parts.scheme not in ("https", *(["http"] if here else [])) or parts.hostname is None:
        raise ValueError(f"{text!r}: give the https:// address of the site, such as https://example.org/pagesim/")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError(f"{text!r}: give the address of the site's folder alone, without name, ? and #")
    folder = parts.path if parts.path.endswith("/") else re.sub(r"[^/]*\.html$", "", parts.path)
    host = parts.hostname if port is None else f"{parts.hostname}:{port}"
    return f"{parts.scheme}://{host}{folder.rstrip('/')}/"


def launch_page(package: Package) -> str:
    """The HTML of ``scorm.html``."""
    told = {
        "version": package.version, "page": package.address, "thin": package.thin is not None,
        "passed": package.passed / 100, "id": package.id,
    }  # fmt: skip
    title = html.escape(package.title)
    data = _SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}" if match[0] != '"' else '"', json.dumps(told))
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./scorm.css">
<script type="application/json" id="package">{data}</script>
</head>
<body>
<p id="said" role="status">Looking for the course’s grade book</p>
<iframe id="work" title="{title}" allow="clipboard-write"></iframe>
<noscript><p>Homework is done on a computer that is simulated in your browser, which needs JavaScript.</p></noscript>
<script src="./scorm.js"></script>
</body>
</html>
"""


def manifest(package: Package, files: Iterable[str]) -> bytes:
    """imsmanifest.xml: one item, one resource with all ``files``, which are paths in the zip."""
    spaces = _SPACES[package.version]
    old = package.version == "1.2"
    root = ElementTree.Element("manifest", {"identifier": f"pagesim-{_name(package.id)}", "version": "1"})
    root.set("xmlns", spaces[""])
    for prefix in ("adlcp", "imsss"):
        if prefix in spaces:
            root.set(f"xmlns:{prefix}", spaces[prefix])
    metadata = ElementTree.SubElement(root, "metadata")
    _text(metadata, "schema", "ADL SCORM")
    _text(metadata, "schemaversion", _SCHEMA_VERSIONS[package.version])
    organizations = ElementTree.SubElement(root, "organizations", {"default": "course"})
    organization = ElementTree.SubElement(organizations, "organization", {"identifier": "course"})
    _text(organization, "title", package.title)
    item = ElementTree.SubElement(organization, "item", {"identifier": "item", "identifierref": "work"})
    _text(item, "title", package.title)
    if old:
        _text(item, "adlcp:masteryscore", str(package.passed))
    else:
        _sequencing(item, package)
    resources = ElementTree.SubElement(root, "resources")
    kind = {"type": "webcontent", f"adlcp:{_TYPE[package.version]}": "sco", "href": PAGE}
    resource = ElementTree.SubElement(resources, "resource", {"identifier": "work", **kind})
    for path in sorted(files):
        ElementTree.SubElement(resource, "file", {"href": quote(path)})
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True)
    return text + b"\n"


def _sequencing(item: ElementTree.Element, package: Package) -> None:
    """When the work is passed; and that it says itself when it is done and passed."""
    sequencing = ElementTree.SubElement(item, "imsss:sequencing")
    objectives = ElementTree.SubElement(sequencing, "imsss:objectives")
    primary = {"objectiveID": "points", "satisfiedByMeasure": "true"}
    objective = ElementTree.SubElement(objectives, "imsss:primaryObjective", primary)
    _text(objective, "imsss:minNormalizedMeasure", f"{package.passed / 100:.2f}")
    own = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
    ElementTree.SubElement(sequencing, "imsss:deliveryControls", own)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _name(text: str) -> str:
    """``text`` as a part of an XML name."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", text)


def package_files(package: Package, runtime: Mapping[str, bytes], site: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path to content of everything in the zip; ``runtime`` is scorm.js and scorm.css, ``site`` what a fat one has."""
    found = {**site, **runtime, PAGE: launch_page(package).encode()}
    return {MANIFEST: manifest(package, found), **dict(sorted(found.items()))}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip that has the same bytes whenever and wherever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _DATE)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
