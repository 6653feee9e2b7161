"""The kinds of questions, by name."""

from pagesim_py.homework.kinds.base import FormError, Judged, Kind, Value
from pagesim_py.homework.kinds.code_kinds import PARSONS, RUST, assembled
from pagesim_py.homework.kinds.entry_kinds import ENTRY_KIND, REPAIR
from pagesim_py.homework.kinds.plain_kinds import CHOICE, CHOICES, ESSAY, NUMBER, TEXT
from pagesim_py.homework.kinds.reading_kinds import DECIDES, ERROR_CODE, INDICES, WALK
from pagesim_py.homework.kinds.run_kinds import ORDER, POINT, PREDICT

__all__ = ["KINDS", "FormError", "Judged", "Kind", "Value", "assembled"]

KINDS: dict[str, Kind] = {
    "error-code": ERROR_CODE, "indices": INDICES, "decides": DECIDES, "walk": WALK, "entry": ENTRY_KIND,
    "repair": REPAIR, "order": ORDER, "parsons": PARSONS, "rust": RUST, "predict": PREDICT, "point": POINT,
    "choice": CHOICE, "choices": CHOICES, "number": NUMBER, "text": TEXT, "essay": ESSAY,
}  # fmt: skip
