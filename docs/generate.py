"""Pages of the reference that say what the code says: keys, kinds, checks, misconceptions, commands.

`python -m docs.generate` writes them; `make docs` does it by itself. They are not kept under version control.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docs import messages
from pagesim_py import cli
from pagesim_py.homework import schema
from pagesim_py.homework.mutants import mutants
from pagesim_py.labs import loader
from pagesim_py.rust.dialects import DIALECTS

WORDS = {
    str: "text", int: "number", float: "number", bool: "true or false", list: "list", dict: "table",
}  # fmt: skip
NOTE = "<!-- made by docs/generate.py: change the code instead -->\n"


def write(folder: Path) -> list[Path]:
    """Write all pages into `folder`; those whose text is the same already stay as they are."""
    written = []
    for name, text in pages().items():
        path = folder / f"made-{name}.md"
        if not path.exists() or path.read_text("utf8") != text:
            path.write_text(text, "utf8")
        written.append(path)
    return written


def pages() -> dict[str, str]:
    """Name to text of each page."""
    return {
        "gallery": "\n".join(gallery()),
        "lab-toml": "\n".join(lab_toml()),
        "assignment-toml": "\n".join(assignment_toml()),
        "kinds": "\n".join(kinds()),
        "checks": "\n".join(checks()),
        "mutants": "\n".join(misconceptions()),
        "command-line": "\n".join(command_line()),
        "messages": "\n".join([NOTE, *messages.page()]),
    }


def kind_of(types: Any) -> str:
    """The type that a key's value has, in words."""
    return " or ".join(WORDS[one] for one in (types if isinstance(types, tuple) else (types,)))


def table(types: Mapping[str, Any], needed: tuple[str, ...] = ()) -> Iterator[str]:
    """A table of keys, those that must be there first."""
    yield "| key | is a | needed |"
    yield "|---|---|---|"
    for key in sorted(types, key=lambda key: (key not in needed, list(types).index(key))):
        yield f"| `{key}` | {kind_of(types[key])} | {'yes' if key in needed else 'no'} |"
    yield ""


def listed(words: Any) -> str:
    """Names, with commas between."""
    return ", ".join(f"`{word}`" for word in words)


def gallery() -> Iterator[str]:
    """Each lab and its experiments, with a link, and the line that puts it into a page."""
    yield from (NOTE, "# Gallery", "", "What comes with pagesim, and the line that shows it in a page of yours.", "")
    for name in loader.names():
        lab = loader.load(name)
        yield from (f"## {lab.title}", "", lab.summary, "")
        yield from (raw(f'<p><a href="../../index.html?lab={name}">Open it</a></p>'), "")
        yield from ("```html", frame(f"lab={name}", lab.title), "```", "")
        for step in lab.steps:
            yield f"- {step.title}: `lab={name}&experiment={step.id}`"
        yield ""


def raw(html: str) -> str:
    """HTML as it is: links to the site around the documentation, which Sphinx doesn't know."""
    return f"```{{raw}} html\n{html}\n```"


def frame(query: str, title: str) -> str:
    """The frame that shows a lab."""
    address = f"https://example.org/pagesim/embed.html?{query}&panels=source,screen,walk"
    return f'<iframe src="{address}" title="{title}" width="100%" height="700"></iframe>'


def lab_toml() -> Iterator[str]:
    """Keys of lab.toml."""
    yield from (NOTE, "# lab.toml", "", "How to write a lab is told in [Write a lab](../instructors/lab.md).", "")
    yield from table(loader._KEYS, loader._REQUIRED)
    yield from ("## `[[step]]`: an experiment", "")
    yield from table(loader._STEP_KEYS, loader._STEP_REQUIRED)
    yield from ("## `[boot]`: what the boot loader is told", "")
    yield from table(loader.BOOT_KEYS)
    yield from ("## Names", "", f"`panels` and `front` name panels: {listed(loader.PANELS)}.", "")
    yield f"`[groups]` has the groups of the page: {listed(loader.GROUPS)}."
    yield ""
    yield f"`dialect` is one of {listed(DIALECTS)}."


def assignment_toml() -> Iterator[str]:
    """Keys of assignment.toml."""
    yield from (NOTE, "# assignment.toml", "")
    yield from ("How to write an assignment is told in [Write an assignment](../instructors/assignment.md).", "")
    yield from table(schema.ASSIGNMENT, schema.ASSIGNMENT_NEEDS)
    yield from ("## `[[question]]`", "", "Besides these, each [kind](made-kinds.md) has keys of its own.", "")
    yield from table(schema.QUESTION, schema.QUESTION_NEEDS)
    yield from ("## `[draw]`", "", "A drawn value is a table with one of these keys, and its options.", "")
    yield from ("| key | is a | options |", "|---|---|---|")
    for name, (told, options) in schema.PICKERS.items():
        yield f"| `{name}` | {kind_of(told)} | {listed(options)} |"
    yield ""


def kinds() -> Iterator[str]:
    """Kinds of questions."""
    yield from (NOTE, "# Kinds of questions", "", f"There are {len(schema.KINDS)}.", "")
    for kind, (own, needed) in schema.KINDS.items():
        yield from (f"## `{kind}`", "")
        yield from table(own, tuple(key for key in needed if key in own)) if own else ("No keys of its own.", "")
        if "check" in needed:
            yield from ("It needs at least one `[[question.check]]`, see [Checks](made-checks.md).", "")


def checks() -> Iterator[str]:
    """What a check looks at."""
    yield from (NOTE, "# Checks", "", "A `[[question.check]]` has an `id`, a sentence `say`, and terms.", "")
    yield from ("## How the program runs", "")
    yield from table(schema.RUNS)
    yield from ("## What is looked at", "")
    yield from table(schema.TERMS)
    for term, (own, needed) in schema.TERM_KEYS.items():
        yield from (f"### `{term}`", "")
        yield from table(own, needed)


def misconceptions() -> Iterator[str]:
    """The misconceptions."""
    yield from (NOTE, "# Misconceptions", "")
    yield from ("Whoever answers as somebody would who believes this is told what is true.", "")
    for name, one in mutants().items():
        yield from (f"## `{name}`", "", f"Believes that {one.belief}.", "", f"> {one.sentence}", "")
        yield from (f"Experiment: `{one.experiment}`", "")


def command_line() -> Iterator[str]:
    """What `--help` prints."""
    os.environ["COLUMNS"] = "100"
    parser = cli._parser()
    yield from (NOTE, "# The command line", "", "`pagesim` and `python -m pagesim_py` are the same.", "")
    yield from ("```text", parser.format_help().strip(), "```", "")
    (actions,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in actions.choices.items():
        yield from (f"## {name}", "", "```text", command.format_help().strip(), "```", "")


if __name__ == "__main__":
    print(*write(Path(__file__).parent / "reference"), sep="\n")
