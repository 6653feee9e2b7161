"""Scores and states in the messages of SPLICE, on a host's page of another origin that is written from their table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.student import PATIENCE

HOST = """<iframe title="activity" style="width:700px;height:600px;border:0" src="{src}"></iframe><script>
const heard = [];
const frame = document.querySelector('iframe');
let kept = {kept};
addEventListener('message', ({{ data, source }}) => {{
  if (source !== frame.contentWindow || typeof data?.subject !== 'string') return;
  heard.push(data);
  if (data.subject === 'lti.frameResize') frame.style.height = data.height + 'px';
  if (data.subject === 'SPLICE.reportScoreAndState') kept = {{ state: data.state }};
  if (data.subject === 'SPLICE.getState' && kept !== null)
    source.postMessage({{ subject: 'SPLICE.getState.response', message_id: data.message_id, ...kept }}, '*');
}});
const tell = (message) => frame.contentWindow.postMessage(message, '*');
const subjects = (name) => heard.filter(({{ subject }}) => subject === name);
</script>"""

Host = Callable[..., FrameLocator]


@pytest.fixture
def host(page: Page, site_url: str, framed: Callable[[str], str]) -> Host:
    """Opens a page with an activity, for which the host has kept something."""

    def open_(path: str, kept: Any = None) -> FrameLocator:
        page.set_viewport_size({"width": 800, "height": 900})
        page.goto(framed(HOST.format(src=site_url + path, kept=json.dumps(kept).replace("<", "\\u003c"))))
        return page.frame_locator("iframe")

    return open_


def told(page: Page, subject: str, number: int = 1) -> dict[str, Any]:
    """The last message of a subject, of which there are so many at least."""
    page.wait_for_function(
        "([name, number]) => subjects(name).length >= number", arg=[subject, number], timeout=PATIENCE
    )
    last: dict[str, Any] = page.evaluate("name => subjects(name).at(-1)", subject)
    return last


def is_ready(frame: FrameLocator) -> None:
    expect(frame.locator("html")).to_have_attribute("data-ready", "true", timeout=PATIENCE)


def test_a_question_reports_its_score_and_comes_back_for_the_student_and_the_grader(
    page: Page, host: Host, site_url: str
) -> None:
    path = "embed.html?a=a1-page-fault&q=unset"
    frame = host(path)
    assert re.fullmatch(r"\S+-\d+", told(page, "SPLICE.getState")["message_id"])
    assert told(page, "lti.frameResize")["height"] > 100
    frame.get_by_label("Login or student number").fill("ada")
    frame.get_by_role("button", name="Begin").click()
    expect(frame.locator("#hw-title")).to_contain_text("What the zeros say", timeout=PATIENCE)
    right = frame.get_by_role("radio", name=re.compile("The kernel read from an address"))
    wrong = frame.get_by_role("radio").first
    first_is_right = right.evaluate("(one, other) => one === other", wrong.element_handle())
    wrong = frame.get_by_role("radio").nth(1) if first_is_right else wrong
    wrong.check()
    frame.get_by_role("button", name="Check", exact=True).click()
    report = told(page, "SPLICE.reportScoreAndState")
    assert (report["score"], report["activity_id"]) == (0, "a1-page-fault/unset")
    right.check()  # a change: the same score, with another state
    changed = told(page, "SPLICE.reportScoreAndState", 2)
    assert changed["score"] == 0
    assert changed["state"] != report["state"]
    frame.get_by_role("button", name="Check", exact=True).click()
    expect(frame.locator("#hw-found")).to_contain_text("Met.", timeout=PATIENCE)
    report = told(page, "SPLICE.reportScoreAndState", 3)
    assert report["score"] == 1
    assert told(page, "SPLICE.sendEvent", 2)["data"] == {
        "question": "unset", "score": 1, "kind": "choice", "title": "What the zeros say", "points": 1, "response": ANY,
    }  # fmt: skip

    # On another machine, for somebody who grades: whose work it is comes with the state, and looking reports nothing.
    page.goto(site_url + "build.json")
    page.evaluate("localStorage.clear()")
    frame = host(path, {"state": json.dumps(report["state"])})  # Runestone's answer may be JSON in JSON
    expect(frame.locator("#hw-found")).to_contain_text("Met.", timeout=PATIENCE)
    expect(frame.get_by_label("Login or student number")).to_be_hidden()
    expect(right).to_be_checked()
    page.evaluate("tell({subject: 'SPLICE.flushState', message_id: 'f1'})")
    answer = told(page, "SPLICE.flushState.response")
    assert {key: answer[key] for key in ("message_id", "success", "hadState")} == {
        "message_id": "f1", "success": True, "hadState": False,
    }  # fmt: skip
    assert page.evaluate("subjects('SPLICE.reportScoreAndState').length") == 0
    wrong.check()
    assert told(page, "SPLICE.reportScoreAndState")["score"] == 1, "a change has the score as it was"
    page.evaluate("tell({subject: 'SPLICE.submitAllAnswers', message_id: 's1'})")
    assert told(page, "SPLICE.submitAllAnswers.response")["success"] is True
    assert told(page, "SPLICE.reportScoreAndState", 2)["score"] == 0


def test_a_lab_is_done_when_it_has_run_and_a_reload_brings_the_text_back(page: Page, host: Host, site_url: str) -> None:
    path = "embed.html?lab=page-fault&experiment=store&panels=source,screen"
    frame = host(path)
    is_ready(frame)
    frame.locator("#source .cm-content").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.insert_text("\n// mine")
    assert told(page, "SPLICE.reportScoreAndState")["score"] == 0
    frame.get_by_role("button", name="Run", exact=True).click()
    expect(frame.locator("#status")).to_have_text(re.compile("^Halted"), timeout=PATIENCE)
    report = told(page, "SPLICE.reportScoreAndState", 2)
    assert (report["score"], report["activity_id"]) == (1, "page-fault/store")
    page.goto(site_url + "build.json")
    page.evaluate("localStorage.clear()")
    frame = host(path, {"state": {"state": report["state"]}})
    is_ready(frame)
    expect(frame.locator("#files, #source").first).to_be_visible()
    menu = frame.get_by_label("Text", exact=True)
    expect(menu).to_have_value("1:store")
    assert page.evaluate("subjects('SPLICE.reportScoreAndState').length") == 0
    # Strangers' messages, and the host's when they are none, change nothing.
    stranger = {"subject": "SPLICE.getState.response", "message_id": "x", "state": "1.A"}
    messages: list[Any] = [5, None, [], {"subject": 7}, stranger]
    for message in messages:
        page.evaluate("message => tell(message)", message)
    page.evaluate("tell({subject: 'SPLICE.flushState', message_id: {}})")
    page.evaluate("tell({subject: 'SPLICE.flushState', message_id: 'last'})")
    assert told(page, "SPLICE.flushState.response")["message_id"] == "last"
    expect(menu).to_have_value("1:store")


@pytest.mark.parametrize(
    ("path", "state", "said"),
    [
        ("embed.html?lab=page-fault", {"files": 5}, "it is no text that was made here"),
        ("embed.html?lab=page-fault", "<script>alert(1)</script>", "was not made by this page"),
        ("embed.html?a=recursive&q=itself", "1.AAAA", "it is damaged or was cut off"),
    ],
)
def test_a_hostile_state_is_refused_with_a_sentence(page: Page, host: Host, path: str, state: Any, said: str) -> None:
    frame = host(path, {"state": state})
    expect(frame.locator("#notice")).to_contain_text(said, timeout=PATIENCE)
    expect(frame.locator("#notice")).to_contain_text("You begin with what is here.")
