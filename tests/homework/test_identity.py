"""Students' ids, variant codes, signed links, rosters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesim_py.homework.identity import (
    Student,
    is_signed,
    link,
    normal_id,
    read_roster,
    sign,
    student_of,
    variant_code,
)

KEY = b"0123456789abcdef"


@given(st.text(max_size=40))
def test_a_normal_id_stays_as_it_is(text: str) -> None:
    try:
        once = normal_id(text)
    except ValueError:
        return
    assert normal_id(once) == once


def test_ways_of_writing_the_same_id() -> None:
    assert normal_id("  Ada@Example.ORG ") == normal_id("\uff41da@example.org") == "ada@example.org"


@pytest.mark.parametrize(("text", "says"), [("", "empty"), ("  ", "empty"), ("a\nb", "printed"), ("x" * 101, "101")])
def test_ids_that_are_none(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        normal_id(text)


@given(st.from_regex(r"[a-z0-9.@_|\\-]{1,20}", fullmatch=True), st.integers(0, 50))
def test_a_link_tells_who_it_is_for(name: str, reroll: int) -> None:
    student = Student(name, reroll=reroll)
    address = link(KEY, "b2", "b2-mapping", student)
    found = student_of(address.partition("#s=")[2])
    assert (found.key, found.reroll) == (student.key, reroll)
    assert is_signed(KEY, "b2", found)
    assert not is_signed(KEY, "b3", found)
    assert not is_signed(b"another key, as long", "b2", found)


def test_a_tag_binds_the_person_and_the_reroll() -> None:
    tag = sign(KEY, "b2", Student("ada"))
    assert len(tag) == 20
    assert not is_signed(KEY, "b2", Student("bob", tag=tag))
    assert not is_signed(KEY, "b2", Student("ada", tag=tag, reroll=1))
    assert sign(KEY, "a|b", Student("c")) != sign(KEY, "a", Student("b|c"))


def test_half_a_link() -> None:
    with pytest.raises(ValueError, match="not whole"):
        student_of("ada.0123")


def test_what_a_variant_depends_on() -> None:
    code = variant_code("b2", Student("ada"))
    assert code == variant_code("b2", Student(" ADA ", name="Ada L."))
    others = [Student("bob"), Student("ada", reroll=1), Student("ada", tag="0" * 20)]
    assert len({code, *(variant_code("b2", other) for other in others), variant_code("b3", Student("ada"))}) == 5
    assert variant_code("b2", Student("ada"), "everyone") == variant_code("b2", Student("bob"), "everyone")
    assert variant_code("b2", Student("ada", attempt=1), "attempt") != variant_code("b2", Student("ada"), "attempt")


def test_a_roster() -> None:
    rows = read_roster("\ufeffID,Name,section,reroll\nada,Ada L.,1,\n\nbob,,2,3\n")
    assert [(row.student.id, row.student.name, row.section, row.student.reroll) for row in rows] == [
        ("ada", "Ada L.", "1", 0),
        ("bob", "", "2", 3),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name\nada\n", "one is id"),
        ("id\nada\nADA\n", "line 3 .* line 2"),
        ("id,reroll\nada,x\n", "line 2 .*reroll"),
        ("id,name\n,Ada\n", "line 2 .*empty"),
    ],
)
def test_rosters_that_cannot_be_read(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_roster(text)
