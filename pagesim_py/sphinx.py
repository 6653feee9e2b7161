"""A Sphinx extension: labs in the pages of a documentation, by a directive.

In conf.py::

    extensions = ["pagesim_py.sphinx"]
    pagesim_url = "https://example.org/pagesim/"    # where the site is; "../" is beside this documentation's folder
    pagesim_bundle = True                           # or: put it into this documentation

In a page, in reStructuredText or as ```` ```{pagesim} ```` with myst-parser::

    .. pagesim:: page-fault
       :experiment: store
       :panels: source,screen,walk

The argument is a lab's name, or with ``:assignment:`` an assignment's; the other options are the attributes of
``<page-sim>`` (docs/url-grammar.md). In formats other than HTML there is a link. Needs Sphinx, which pagesim does not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from pagesim_py import carried, site
from pagesim_py.element import SCRIPT, TEXTS, element, link_of, title_of

FOLDER = "pagesim"
"""Below _static: where a bundled site is."""


def choice_of(*values: str) -> Callable[[str], str]:
    """The check of an option that has one of these values."""
    return lambda text: directives.choice(text, values)


class pagesim(nodes.General, nodes.Element):  # type: ignore[misc]
    """A lab: ``asked`` has the element's attributes."""


class PageSim(Directive):  # type: ignore[misc]
    """The directive. Its content, if there is any, is Rust: the text of src/main.rs."""

    required_arguments = 0
    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **dict.fromkeys(TEXTS, directives.unchanged_required),
        "height": directives.positive_int,
        "fit": choice_of("content", "fixed"),
        "assignment": directives.flag,
        "eager": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """The lab as a node."""
        asked = {name: str(value) for name, value in self.options.items() if name not in ("assignment", "eager")}
        if self.arguments:
            asked["assignment" if "assignment" in self.options else "lab"] = self.arguments[0]
        elif "assignment" in self.options:
            raise self.error("Name the assignment: .. pagesim:: b2-mapping")
        if self.content:
            if "code" in asked:
                raise self.error("Either :code: or a text below the directive, not both.")
            asked["code"] = "\n".join(self.content) + "\n"
        if "eager" in self.options:
            asked["eager"] = ""
        node = pagesim(asked=asked)
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]


class Links(SphinxPostTransform):  # type: ignore[misc]
    """Makes links of labs, where no frame can be."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Do so in one document."""
        builder = self.app.builder
        if builder.format == "html" and builder.name != "epub":
            return
        base = url_of(self.app)
        for node in list(self.document.findall(pagesim)):
            title = title_of(node["asked"])
            if base is None:
                node.replace_self(nodes.paragraph("", title))
            else:
                address = link_of(node["asked"], base)
                link = nodes.reference("", title, refuri=address, internal=False)
                told = [nodes.Text(f": {address}")] if builder.format == "text" else []  # which shows no addresses
                node.replace_self(nodes.paragraph("", "", link, *told))


def url_of(app: Sphinx) -> str | None:
    """Where the site is, with a slash at its end; None if nobody says."""
    url = app.config.pagesim_url
    return f"{url.rstrip('/')}/" if url else None


def is_relative(url: str) -> bool:
    """Whether an address is told from the documentation's own folder."""
    return "://" not in url and not url.startswith("/")


def visit_html(translator: Any, node: pagesim) -> None:
    """The element. The script says where the site is: it is beside it."""
    asked: dict[str, str] = node["asked"]
    config = translator.builder.config
    base = f"_static/{FOLDER}/" if config.pagesim_bundle else f"{config.pagesim_url.rstrip('/')}/"
    if is_relative(base):  # the page's address ends with its name, or with a folder of that name
        base = "../" * translator.builder.get_target_uri(translator.builder.current_docname).count("/") + base
    translator.body.append(f"{element(asked, base)}\n")
    raise nodes.SkipNode


def visit_nothing(translator: Any, node: pagesim) -> None:
    """No other format comes here: Links has replaced the node."""
    raise nodes.SkipNode


def add_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Load the script on the pages that have a lab, and on no other."""
    if doctree is None or not any(True for _ in doctree.findall(pagesim)):
        return
    base = f"{FOLDER}/" if app.config.pagesim_bundle else str(url_of(app))
    # What is relative is so to _static for Sphinx, to the documentation's own folder for those who write conf.py.
    app.add_js_file(f"{'' if app.config.pagesim_bundle or not is_relative(base) else '../'}{base}{SCRIPT}")


def check(app: Sphinx, config: Any) -> None:
    """Say what is missing before anything is built."""
    if not config.pagesim_url and not config.pagesim_bundle:
        raise ExtensionError(
            'pagesim: say in conf.py where the site is, pagesim_url = "https://…/pagesim/", '
            "or have it put into this documentation, pagesim_bundle = True."
        )


def bundle(app: Sphinx, error: Exception | None) -> None:
    """Put the site into the documentation."""
    if error is not None or not app.config.pagesim_bundle or app.builder.format != "html":
        return
    out = Path(app.outdir) / "_static" / FOLDER
    logging.getLogger(__name__).info("pagesim: putting the site into %s", out)
    try:
        if carried.is_carried():
            carried.build_if_needed(out, site.Course())
        else:
            site.build_if_needed(out)
    except site.BuildError as problem:
        raise ExtensionError(f"pagesim: {problem}") from None


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of all this."""
    app.add_config_value("pagesim_url", "", "env", [str])
    app.add_config_value("pagesim_bundle", False, "env", [bool])
    others = (visit_nothing, None)
    app.add_node(pagesim, html=(visit_html, None), latex=others, text=others, man=others, texinfo=others)
    app.add_directive("pagesim", PageSim)
    app.add_post_transform(Links)
    app.connect("config-inited", check)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", bundle)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
