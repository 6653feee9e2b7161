"""The gallery, and the dialog with the code for each tool."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.page.test_access import axe


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_author_takes_the_code_of_an_experiment_for_their_tool(page: Page, site_url: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 360 if scheme == "dark" else 1280, "height": 800})
    page.goto(site_url + "gallery.html")
    card = page.get_by_role("listitem").filter(has=page.locator("[data-lab='page-fault'][data-experiment='store']"))
    card.scroll_into_view_if_needed()
    assert card.locator("img").evaluate("node => node.decode().then(() => node.naturalWidth)") > 300
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
    button = card.get_by_role("button")
    button.press("Enter")
    code = page.get_by_role("textbox", name="Code for embedding")
    assert code.input_value().startswith(f'<script src="{site_url}page-sim.js"></script>\n<page-sim lab="page-fault"')
    page.get_by_role("tab", name="HTML").press("ArrowRight")
    expect(page.get_by_role("tab", name="Quarto")).to_be_focused()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Quarto")
    expect(page.get_by_text(f"quarto add {site_url}pagesim-quarto.zip")).to_be_visible()
    assert code.input_value().startswith('{{< pagesim page-fault experiment="store" panels="source,screen,')
    page.get_by_role("tab", name="HTML").press("End")
    expect(page.get_by_role("tab", selected=True)).to_have_text("Slides")
    assert "mode=slide" in code.input_value()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    card.get_by_role("link").click()
    page.wait_for_url("**/index.html?lab=page-fault&experiment=store")
