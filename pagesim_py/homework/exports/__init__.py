"""The table of a class as others read it: CSV, Canvas, JSON, Gradescope, Classroom 50. Text in, text out."""

from pagesim_py.homework.exports.canvas import filled_gradebook
from pagesim_py.homework.exports.classroom50 import classroom50
from pagesim_py.homework.exports.gradescope import gradescope, gradescope_files
from pagesim_py.homework.exports.table import as_csv, as_json

__all__ = ["as_csv", "as_json", "classroom50", "filled_gradebook", "gradescope", "gradescope_files"]
