"""Records what rustc says of the functions in ``tests/data/borrowck``: ``python -m tests.record_borrows``.

``right.rs`` has functions that rustc accepts; the recorder only says if it does not. In ``wrong.rs`` a function is
followed by ``//= line:column code message`` for the first error (lines of the function, from 1), which is written anew;
so it is in ``alone.rs``, whose functions have mistakes that keep rustc from looking at others.
What stands in ``head.rs`` goes before them.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent / "data" / "borrowck"
HEAD = (HERE / "head.rs").read_text(encoding="utf-8")


def functions(name: str) -> list[tuple[str, str | None]]:
    """The functions of a file, each with its recorded line."""
    found: list[tuple[str, str | None]] = []
    for block in re.split(r"\n(?=fn )", (HERE / name).read_text(encoding="utf-8").rstrip()):
        lines = block.splitlines()
        said = lines.pop() if lines[-1].startswith("//= ") else None
        found.append(("\n".join(lines) + "\n", said))
    return found


def packed(texts: list[str]) -> tuple[str, list[int]]:
    """Functions in one program, each in a module of its own, and the lines before each."""
    text, starts = HEAD, []
    for i, one in enumerate(texts):
        text += f"mod m{i} {{ use super::*;\n"
        starts.append(text.count("\n"))
        text += one + "}\n"
    return text, starts


def rustc(text: str, edition: int = 2024) -> list[tuple[int, int, str, str]]:
    """Line, column, code and message of rustc's errors, in its order."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "lib.rs"
        source.write_text(text, encoding="utf-8")
        command = f"rustc --edition {edition} --crate-type lib --emit=metadata -Awarnings --error-format=json".split()
        done = subprocess.run([*command, "--out-dir", folder, str(source)], capture_output=True, text=True, check=False)
    found = []
    for line in done.stderr.splitlines():
        said = json.loads(line)
        if said["level"] == "error" and said["spans"]:
            at = re.search(r"--> \S*?:(\d+):(\d+)", said["rendered"])
            assert at is not None
            found.append((int(at[1]), int(at[2]), (said["code"] or {}).get("code", "-"), said["message"]))
    return found


def main() -> None:
    """Record the files."""
    for text, _ in functions("right.rs"):
        if said := rustc(HEAD + text):
            print(said[0], text, sep="\n")
    for name in ("wrong.rs", "alone.rs"):
        out = []
        for text, _ in functions(name):
            line, column, code, message = rustc(HEAD + text)[0]
            out.append(f"{text}//= {line - HEAD.count(chr(10))}:{column} {code} {message}\n")
        (HERE / name).write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
