"""What a check calls the moment is the same moment in the page's own recording of that run."""

from __future__ import annotations

from pagesim_py.homework import Student, evaluate, load, variant_of
from pagesim_py.session import Session


def test_the_page_seeks_to_the_moment_at_which_something_was_missed() -> None:
    assignment = load("a1-page-fault")
    variant = variant_of(assignment, Student("ada"))
    found = evaluate(assignment, variant, {}, {}, only="handler")
    missed = found.questions[0].first_missed
    assert missed is not None
    assert missed.id == "caught"
    assert missed.at is not None
    assert missed.run is not None
    files = {**variant.files, "src/main.rs": variant.test(missed.run["with"], assignment.question("handler"))}
    session = Session()
    session.request({"action": "run", "files": files})
    assert session.run is not None
    session.run.seek(missed.at)
    assert type(session.run.event).__name__ == "FaultRaised"
    place = session.run.place()
    assert place is not None
    assert "*ptr = 42" in place.text
