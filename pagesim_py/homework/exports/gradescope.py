"""What Gradescope reads: results.json, and the zip that grades there."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pagesim_py.homework.exports.table import notes_of
from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.rows import Row, requirements

NOT_NEEDED = ("site.py", "icons.py", "__pycache__")
LONGEST = 500
"""Characters of what a test says."""
SETUP = """\
#!/usr/bin/env bash
# Nothing is installed: pagesim has no dependencies, and lies beside this file.
set -e
python3 -c 'import sys; assert sys.version_info >= (3, 11), "pagesim needs Python 3.11: choose a newer base image"'
"""
RUN = """\
#!/usr/bin/env bash
cd /autograder/source
PYTHONPATH=/autograder/source python3 -m pagesim_py grade assignment /autograder/submission \\
    --student "$(python3 who.py)" --gradescope /autograder/results/results.json
"""
WHO = '''\
"""Who handed in, as Gradescope says it."""
import json

with open("/autograder/submission_metadata.json") as file:
    users = json.load(file).get("users") or [{}]
print(users[0].get("email") or users[0].get("name") or "unknown")
'''


def gradescope(assignment: Assignment, row: Row) -> str:
    """results.json for one student's row."""
    says = _says(row)
    tests: list[dict[str, Any]] = []
    points = {question.id: question.points for question in assignment.questions}
    named = requirements(assignment)
    for number, name in enumerate(named, 1):
        if name not in row.results and row.results:
            continue
        question = name.partition(".")[0]
        share = points[question] / sum(one.partition(".")[0] == question for one in named)
        met = row.results.get(name, False)
        tests.append(
            {
                "name": f"{name}: {says[name][0]}" if says.get(name, ("", ""))[0] else name, "number": str(number),
                "score": round(share, 4) if met else 0, "max_score": round(share, 4),
                "status": "passed" if met else "failed", "output": says.get(name, ("", ""))[1][:LONGEST],
                "output_format": "text", "tags": [question], "visibility": "visible",
            }
        )  # fmt: skip
    spec = f"Grade: {row.spec}" if row.spec else "No grade"
    output = f"{spec}. Variant {row.variant}. {notes_of(row)}" if row.variant else f"{spec}. {notes_of(row)}"
    data = {
        "score": row.score or 0, "output": output.strip(), "visibility": "visible", "stdout_visibility": "hidden",
        "extra_data": {"spec": row.spec, "student": row.student, "variant": row.variant, "pagesim": row.pagesim},
        "tests": tests,
    }  # fmt: skip
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _says(row: Row) -> dict[str, tuple[str, str]]:
    """By requirement: what is required, and what there is instead; what gives an answer away is left out."""
    found: dict[str, tuple[str, str]] = {}
    for one in (row.evaluation or {}).get("questions", ()):
        found[one["id"]] = (one["title"], one["error"] or one["feedback"] or one["say"])
        for check in one["checks"]:
            found[f"{one['id']}.{check['id']}"] = (check["say"], check["got"])
    return found


def gradescope_files(assignment: Path) -> dict[str, bytes]:
    """Path to content of the zip for Gradescope: its two scripts at the root, pagesim, and the assignment's folder
    without its solutions.
    """
    found = {"setup.sh": SETUP.encode(), "run_autograder": RUN.encode(), "who.py": WHO.encode()}
    _gather(files("pagesim_py"), "pagesim_py", found, NOT_NEEDED)
    _gather(assignment, "assignment", found, ("reference", "wrong", "__pycache__"))
    return found


def _gather(folder: Traversable | Path, name: str, found: dict[str, bytes], skipped: tuple[str, ...]) -> None:
    for child in sorted(folder.iterdir(), key=lambda one: one.name):
        if child.name in skipped or child.name.startswith("."):
            continue
        if child.is_dir():
            _gather(child, f"{name}/{child.name}", found, (*skipped, "reference", "wrong"))
        else:
            found[f"{name}/{child.name}"] = child.read_bytes()
