"""docs/url-grammar.md is a promise: what it lists is what the page reads, and its examples come out as written."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from pagesim_py.labs.loader import PICTURES

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
TEXT = (ROOT / "docs" / "url-grammar.md").read_text("utf8")
BASE = "https://example.org/pagesim/"


def table(head: str) -> list[list[str]]:
    """The rows of the tables whose first column is called ``head``, cells as they are written."""
    found = re.findall(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for block in found for row in block.splitlines()]


def names(cells: list[str]) -> set[str]:
    return {name for cell in cells for name in re.findall(r"`([\w-]+)`", cell)}


def sources() -> str:
    paths = [*(WEB / "app").glob("*.js"), *WEB.glob("*.html"), *(WEB / "parts").glob("*.html")]
    return "\n".join(path.read_text("utf8") for path in paths)


def test_the_names_in_addresses_are_those_that_the_scripts_read() -> None:
    text = sources()
    read = set(re.findall(r"URLSearchParams\(location\.search\)\.(?:get|has)\('(\w+)'\)", text))
    read |= set(re.findall(r"\bquery\.(?:get|has)\('(\w+)'\)", text))
    listed = names([row[0] for row in table("name")])
    assert read == listed | {"step", "review"}  # the latter is between two pages of the site


def test_the_panels_are_those_there_are() -> None:
    [row] = [row for row in table("name") if row[0] == "`panels`"]
    sections = set(re.findall(r'id="panel-(\w+)"', (WEB / "parts" / "stage.html").read_text("utf8")))
    assert names([row[2]]) == sections
    assert set(PICTURES) <= sections


class Elements(HTMLParser):
    """The attributes of each <page-sim>."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "page-sim":
            self.found.append(dict(attrs))


def examples() -> list[tuple[dict[str, str | None], str]]:
    block = re.search(r"```text\n(<page-sim.*?)```", TEXT, re.DOTALL)
    assert block is not None
    pairs = [pair.strip().split("\n") for pair in block[1].split("\n\n")]
    return [(Elements(element).found[0], address) for element, address in pairs]


def node(code: str, data: object) -> object:
    answer = subprocess.run(
        ["node", "--input-type=module", "-e", code], input=json.dumps(data), capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


def test_each_example_has_the_address_that_is_written_below_it() -> None:
    code = f"""
    import {{ readFileSync }} from 'node:fs';
    import {{ frameAddress, NAMES }} from '{(WEB / "integrations" / "address.js").as_uri()}';
    const all = JSON.parse(readFileSync(0, 'utf8'));
    const made = all.map((one) => frameAddress('{BASE}', (name) => one[name] ?? null).href);
    console.log(JSON.stringify({{ made, known: NAMES }}));
    """
    found = node(code, [attributes for attributes, _ in examples()])
    assert isinstance(found, dict)
    assert found["made"] == [address for _, address in examples()]
    assert names([row[0] for row in table("attribute")]) == set(found["known"])


def test_every_message_that_is_listed_is_sent_or_heard_and_no_other() -> None:
    listed = set(re.findall(r'"((?:pagesim:|SPLICE\.|lti\.)[\w.]+)"', TEXT)) | {"SPLICE.submitAllAnswers.response"}
    text = "\n".join((WEB / "app" / name).read_text("utf8") for name in ("embedded.js", "parent.js", "splice.js"))
    said = set(re.findall(r"'((?:pagesim:|SPLICE\.|lti\.)[\w.]+)'", text))
    said |= {f"SPLICE.{name}" for name in re.findall(r"send\('(\w+)'", text)}
    block = re.search(r"const doing = \{\n(.*?)\n\};", text, re.DOTALL)
    assert block is not None
    said |= {f"pagesim:{name}" for name in re.findall(r"^  (?:async )?(\w+)[(:]", block[1], re.MULTILINE)}
    assert said == listed | {"SPLICE.flushState.response"}
