"""How Sphinx builds the documentation: `make docs` puts it into site/docs/. No page asks anything of another site."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from docs import generate  # noqa: E402
from pagesim_py import __version__  # noqa: E402

project = "pagesim"
author = "the pagesim authors"
copyright = "2026, the pagesim authors"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
if find_spec("pagesim_py.sphinx") is not None:
    extensions.append("pagesim_py.sphinx")
pagesim_url = "../"  # the site that the documentation is part of

source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
nitpicky = False
exclude_patterns = ["_build"]
highlight_language = "none"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"

html_theme = "furo"
html_title = f"pagesim {release}"
html_favicon = "../web/icon.svg"  # without one, browsers ask the host's root
html_static_path = ["static"]
html_css_files = ["docs.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"sidebar_hide_name": False, "navigation_with_keys": False}
pygments_style = "a11y-high-contrast-light" if find_spec("a11y_pygments") else "xcode"
pygments_dark_style = "github-dark"


#: What the theme leaves out for those who read with the keyboard or by ear: in each page's HTML, this becomes that.
FOR_EVERYONE = {
    r'<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    r'<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    r'<aside class="(toc-drawer[^"]*)">': r'<aside class="\1" aria-label="On this page">',
    r"<pre>": '<pre tabindex="0">',  # what scrolls can be scrolled with the keyboard
    r'<div class="(table-wrapper[^"]*)">': r'<div class="\1" tabindex="0" role="group" aria-label="Table">',
    r'<div id="search-results">': '<h1>Search</h1><div id="search-results">',
}


def finish(app: Sphinx, problem: Exception | None) -> None:
    """Put that into the pages that were built."""
    if problem is not None or app.builder.name != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text("utf8")
        if FOR_EVERYONE[r"<pre>"] in text or 'aria-label="All pages"' in text:
            continue  # built before, and not again
        for what, becomes in FOR_EVERYONE.items():
            text = re.sub(what, becomes, text)
        path.write_text(text, "utf8")


def setup(app: Sphinx) -> None:
    """Write what is made of the code before it is read."""
    generate.write(HERE / "reference")
    app.connect("build-finished", finish)
