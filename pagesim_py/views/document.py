"""A whole HTML document that stands alone: no script, no other file, nothing asked for from anywhere."""

from __future__ import annotations

from pagesim_py.views.html import Child, Html, el, join

STYLE = """
:root { color-scheme: light dark; --line: light-dark(#bbb, #555); --quiet: light-dark(#555, #aaa);
  --good: light-dark(#0a5c2b, #7fd99a); --bad: light-dark(#9b1c1c, #ff9d94); --head: light-dark(#f2f2f2, #2a2a2a); }
* { box-sizing: border-box; }
body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 100rem;
  color: light-dark(#111, #eee); background: light-dark(#fff, #181818); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
pre, code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid var(--line); padding-left: .75rem; }
.wide { overflow-x: auto; } .quiet { color: var(--quiet); } p, li, td, dd { overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .2rem .45rem; text-align: left;
  vertical-align: top; } thead th { background: var(--head); } td.no { color: var(--bad); font-weight: 600; }
td.notes { min-width: 18rem; } tbody th { position: sticky; left: 0; background: var(--head); min-width: 7rem; }
td.yes { color: var(--good); } td.grade { font-weight: 600; text-align: center; }
summary { cursor: pointer; font-weight: 600; padding: .25rem 0; } details > *:not(summary) { margin-left: 1rem; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem 1rem; }
@media print { details > summary { list-style: none; } .wide { overflow: visible; } }
"""


def document(title: str, *children: Child, style: str = STYLE) -> Html:
    """The document called ``title``. ``style`` is CSS of ours."""
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
        el("title", title), el("style", Html(style)),
    )  # fmt: skip
    return join(Html("<!DOCTYPE html>\n"), el("html", head, el("body", el("main", *children)), lang="en"), Html("\n"))
