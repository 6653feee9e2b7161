"""Homework: assignments as folders, variants by student, answers computed on the machine, checks, misconceptions.

assignment = load("a1-page-fault")
student = Student("ada")
evaluation = evaluate(assignment, student, answers={"loop": "running"}, files={"src/interrupts.rs": "..."})
evaluation.spec, evaluation.met, evaluation.not_met

Everything here is data: it makes no HTML. The page, the command and the report all call ``evaluate``.

    Variant(assignment, student)    .code, .files (the starter), .text, .values; made once, and given to the others
    question_data, paper_of         a question as data for a form, and as lines for a sheet; they hold no answer
    evaluate, evaluate_question     what an answer and a program are worth; may_show says what of it may be shown now
    key_of                          the answers
"""

from pagesim_py.homework.evaluate import (
    evaluate,
    evaluate_question,
    key_of,
    may_show,
    merged_files,
    paper_of,
    question_data,
)
from pagesim_py.homework.format import Assignment, AssignmentError, Check, Question
from pagesim_py.homework.identity import Student, variant_code
from pagesim_py.homework.loader import load, load_folder, names
from pagesim_py.homework.results import CheckResult, Evaluation, QuestionResult
from pagesim_py.homework.variant import Variant, variant_of

__all__ = [
    "Assignment",
    "AssignmentError",
    "Check",
    "CheckResult",
    "Evaluation",
    "Question",
    "QuestionResult",
    "Student",
    "Variant",
    "evaluate",
    "evaluate_question",
    "key_of",
    "load",
    "load_folder",
    "may_show",
    "merged_files",
    "names",
    "paper_of",
    "question_data",
    "variant_code",
    "variant_of",
]
