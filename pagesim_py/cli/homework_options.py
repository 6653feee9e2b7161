"""The words of the commands that grade and print homework."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_grade(actions: Any, count: Callable[[str], int]) -> None:
    """``grade ASSIGNMENT PATH...``; ``count`` reads a number from 1."""
    parser = actions.add_parser(
        "grade", help="grade what a class has handed in",
        description="Grades submissions, Cargo folders, folders of clones, and zips from Moodle and Canvas. Each "
        "student's work is graded in a process of its own, with limits. Exit status 0 whatever the grades are, 2 if "
        "something could not be read.",
    )  # fmt: skip
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="the name of one that comes along, or a folder")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="what was handed in")
    parser.add_argument("--roster", type=Path, metavar="FILE", help="a CSV file: id, name, section, reroll")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="the secret of the signed links")
    parser.add_argument("--student", metavar="ID", help="whose a Cargo folder is, if its name does not say it")
    parser.add_argument("--folder", metavar="NAME", help="where in each clone the work is, such as B2")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the table as CSV")
    parser.add_argument("--json", dest="json_file", type=Path, metavar="FILE", help="write everything as JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a report as one HTML file")
    parser.add_argument(
        "--canvas", type=Path, metavar="GRADEBOOK", help="fill a column of Canvas' export; writes GRADEBOOK-graded.csv"
    )
    parser.add_argument("--canvas-column", metavar="NAME", help="the column; by default the one with the title")
    parser.add_argument("--canvas-value", choices=("grade", "points"), default="grade", help="what to fill in")
    parser.add_argument("--gradescope", type=Path, metavar="FILE", help="write results.json, of one student")
    parser.add_argument("--gradescope-zip", type=Path, metavar="FILE", help="write the autograder's zip")
    parser.add_argument("--classroom50", type=Path, metavar="FILE", help="write result.json, of one student")
    parser.add_argument("--seconds", type=count, metavar="N", help="time for one student (default: 60)")
    parser.add_argument("--jobs", type=count, metavar="N", help="students at a time (default: one for each core)")
    parser.set_defaults(action=_grade)


def _grade(options: argparse.Namespace) -> int:
    from pagesim_py.cli.grade import Wanted, grade

    wanted = Wanted(
        options.csv, options.json_file, options.html, options.canvas, options.canvas_column, options.canvas_value,
        options.gradescope, options.gradescope_zip, options.classroom50,
    )  # fmt: skip
    return grade(
        options.assignment, options.paths, roster=options.roster, key_file=options.key_file, student=options.student,
        folder=options.folder, seconds=options.seconds, jobs=options.jobs, wanted=wanted,
    )  # fmt: skip


def add_sheet(actions: Any) -> None:
    """``sheet ASSIGNMENT``: on paper."""
    parser = actions.add_parser("sheet", help="print an assignment on paper: a page for each student, as one HTML file")
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="the name of one that comes along, or a folder")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--roster", type=Path, metavar="FILE", help="a CSV file: id, name, section, reroll")
    who.add_argument("--seeds", metavar="FIRST-LAST", help="variants by number, such as 1-30")
    parser.add_argument("--key", type=Path, metavar="FILE", help="write the key too, as a file of its own")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="the secret, for the values of signed links")
    parser.add_argument(
        "--address", metavar="URL", help="where the page is: each sheet carries its link, and its QR code (extra paper)"
    )
    parser.add_argument("--out", type=Path, default=Path("sheet.html"), metavar="FILE", help="default: sheet.html")
    parser.set_defaults(action=_sheet)


def _sheet(options: argparse.Namespace) -> int:
    from pagesim_py.cli.sheet import sheet

    return sheet(
        options.assignment, options.roster, options.seeds, options.out, options.key, options.key_file, options.address
    )


def add_scorm(actions: Any, count: Callable[[str], int]) -> None:
    """``scorm ASSIGNMENT...``: for learning systems."""
    parser = actions.add_parser(
        "scorm", help="make packages for a learning system: Moodle, Canvas, Brightspace, Blackboard, Open edX",
        description="Makes a SCORM package of each assignment. The learning system gets score and work, and each "
        "student's values come from what it calls them.",
    )  # fmt: skip
    parser.add_argument(
        "assignments", nargs="+", metavar="ASSIGNMENT", help="the name of one that the site has, or a folder"
    )
    parser.add_argument("--version", choices=("1.2", "2004"), default="2004", help="of SCORM; by default 2004")
    parser.add_argument(
        "--thin", metavar="URL", help="put in a link to the site at this address, not the site itself (8 MB)"
    )
    parser.add_argument(
        "--pass", dest="passed", type=count, default=60, metavar="PERCENT",
        help="of the points, from which on the work counts as passed (default: 60)",
    )  # fmt: skip
    parser.add_argument(
        "--site", type=Path, metavar="FOLDER", help="a built site, such as one with your labs and assignments"
    )
    parser.add_argument(
        "-o", dest="out", type=Path, required=True, metavar="OUT", help="the zip; for several assignments a folder"
    )
    parser.set_defaults(action=_scorm)


def _scorm(options: argparse.Namespace) -> int:
    from pagesim_py.cli.scorm import scorm_packages
    from pagesim_py.labs.project import InputError

    if options.passed > 100:
        raise InputError("--pass is a percentage: give 1 to 100")
    return scorm_packages(
        options.assignments, options.version, options.out, thin=options.thin, passed=options.passed, built=options.site
    )


def add_moodle(actions: Any, count: Callable[[str], int]) -> None:
    """``moodle ASSIGNMENT``: closed questions for quizzes."""
    parser = actions.add_parser(
        "moodle", help="write an assignment's closed questions as Moodle XML, in several variants",
        description="Writes Moodle XML: a category for each question that a quiz can grade, with its variants in it. A "
        "quiz with a random question from each gives every student other values.",
    )  # fmt: skip
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="the name of one that comes along, or a folder")
    parser.add_argument("--variants", type=count, default=20, metavar="N", help="of each question (default: 20)")
    parser.add_argument(
        "--question", action="append", default=[], metavar="NAME", help="this question only; may be given again"
    )
    parser.add_argument(
        "--key-file", type=Path, metavar="FILE", help="a secret, without which nobody can compute these values"
    )
    parser.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE", help="the XML file")
    parser.set_defaults(action=_moodle)


def _moodle(options: argparse.Namespace) -> int:
    from pagesim_py.cli.moodle import moodle

    return moodle(options.assignment, options.variants, options.question, options.key_file, options.out)
