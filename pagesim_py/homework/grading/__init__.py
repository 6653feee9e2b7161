"""Grading what a class has handed in: find it, judge each student's work on its own, make a table of it.

handed = handed_in(paths, assignment)        # or handed_in_bytes(name, data, assignment), as in the page
row = graded(one, assignment, roster)        # in this process, as the page does
rows = apart.grade_all(handed, assignment, roster)   # each in a process of its own, with limits
rows = completed(rows, roster)               # those who handed nothing in; who is there twice
"""

from pagesim_py.homework.grading.handed import Handed, handed_in, handed_in_bytes
from pagesim_py.homework.grading.rows import Row, completed, counts_of, graded, requirements

__all__ = ["Handed", "Row", "completed", "counts_of", "graded", "handed_in", "handed_in_bytes", "requirements"]
