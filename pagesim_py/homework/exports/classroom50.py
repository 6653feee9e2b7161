"""The result that an autograder of Classroom 50 leaves in the student's checkout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.rows import Row, requirements

SCHEMA = "classroom50/result/v1"
NEEDED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
"""What the runner says in the environment."""


def classroom50(assignment: Assignment, row: Row, environment: Mapping[str, str], now: float) -> str:
    """result.json: each requirement is worth one point, since scores are whole numbers there.

    KeyError names what ``environment`` lacks; ``now`` in seconds since 1970.
    """
    known = {name: environment[name] for name in NEEDED}
    tests = [
        {
            "test-name": name, "passed": row.results.get(name, False), "score": int(row.results.get(name, False)),
            "max-score": 1,
        }
        for name in requirements(assignment)
        if name in row.results or not row.results
    ]  # fmt: skip
    data = {
        "schema": SCHEMA, "classroom": known["CLASSROOM"], "assignment": known["ASSIGNMENT"],
        "submission": known["SUBMISSION_TAG"], "commit": known["COMMIT_URL"], "release": known["RELEASE_URL"],
        "review": environment.get("REVIEW_URL") or known["COMMIT_URL"],
        "datetime": datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(int(bool(one["score"])) for one in tests), "max-score": len(tests), "tests": tests,
    }  # fmt: skip
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
