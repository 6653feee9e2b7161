"""The files for those who join: what they call is there, and they check what `make` checks."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from pagesim_py import __version__

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text("utf8")
WORKFLOW = (ROOT / ".github" / "workflows" / "test.yml").read_text("utf8")
TARGETS = set(re.findall(r"^([\w-]+):", MAKEFILE, re.MULTILINE))


def test_what_the_forge_and_continuous_integration_run_are_targets_of_the_makefile() -> None:
    asked = re.findall(r"make (?:--no-print-directory )?([\w-]+)", WORKFLOW + (ROOT / ".ci" / "run").read_text("utf8"))
    assert len(asked) >= 6
    assert set(asked) <= TARGETS
    assert {"test", "test-browsers", "test-docs", "test-hosts", "test-package"} <= set(asked)


def test_the_hooks_run_before_a_commit_are_what_lint_runs() -> None:
    hooks = re.findall(r"entry: (\S+) (?:-m )?(\w+)", (ROOT / ".pre-commit-config.yaml").read_text("utf8"))
    lint = MAKEFILE.partition("\nlint:")[2].partition("\n\n")[0].replace("$(PY)", ".venv/bin/python")
    for program, tool in hooks:
        assert tool == "pytest" or f"{program} -m {tool}" in lint or program in lint, (program, tool)


def test_pythons_and_nodes_oldest_versions_are_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    assert f'"{project["requires-python"].removeprefix(">=")}"' in WORKFLOW
    assert 'node-version: "20"' in WORKFLOW


def test_every_npm_package_has_one_exact_version() -> None:
    package = json.loads((ROOT / "web" / "package.json").read_text("utf8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert len(versions) > 10
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_every_target_that_the_makefile_tells_of_is_one() -> None:
    told = re.findall(r"^# make ([\w-]+)|; make ([\w-]+):", MAKEFILE, re.MULTILINE)
    named = {first or second for first, second in told}
    assert named <= TARGETS
    assert {"setup", "serve", "test", "package", "lint"} <= named


def test_the_changelog_tells_of_the_version_and_what_is_not_in_it_yet_stands_above() -> None:
    headings = re.findall(r"^## (\S+)(?: - \d{4}-\d\d-\d\d)?$", (ROOT / "CHANGELOG.md").read_text("utf8"), re.MULTILINE)
    assert headings[:2] == ["Unreleased", __version__]
