from __future__ import annotations

from pagesim_py import labs
from pagesim_py.views.lab import inline, render, text
from tests.views.reading import read


def test_the_small_part_of_markdown() -> None:
    html = text("# Title\n\nA paragraph\non two lines with `code`.\n\n## Next\n\n- one\n- two\n  goes on", "Title")
    assert html == (
        "<p>A paragraph on two lines with <code>code</code>.</p><h3>Next</h3><ul><li>one</li><li>two goes on</li></ul>"
    )


def test_markup_in_a_lab_text_is_escaped() -> None:
    assert inline("a < b and `x<y>`") == "a &lt; b and <code>x&lt;y&gt;</code>"


def test_every_lab_is_shown_with_a_button_for_each_step() -> None:
    for name in labs.names():
        lab = labs.load(name)
        shown = read(render(lab))
        buttons = [button.attributes["data-name"] for button in shown.all("button")]
        assert buttons == [step.id for step in lab.steps]
