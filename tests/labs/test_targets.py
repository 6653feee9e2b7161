"""What ``cargo test`` builds of a package. The messages and the order were taken from Cargo 1.95."""

from __future__ import annotations

import tomllib

import pytest

from pagesim_py.labs.targets import Target, TargetError, chosen, default_features, targets_of

FILES = [
    "src/main.rs",
    "src/lib.rs",
    "src/memory.rs",
    "tests/b.rs",
    "tests/a.rs",
    "tests/deep/main.rs",
    "tests/deep/x.rs",
]
HEAD = '[package]\nname = "my-os"\nedition = "2024"\n'


def told(text: str, files: list[str] = FILES) -> list[Target]:
    return targets_of(tomllib.loads(text), files)


def options(text: str, files: list[str] = FILES) -> list[str]:
    return [target.option for target in told(text, files)]


def test_library_binaries_and_tests_by_name() -> None:
    more = [*FILES, "src/bin/other.rs", "src/bin/aaa/main.rs", "src/bin/aaa/part.rs"]
    assert options(HEAD, more) == [
        "--lib", "--bin aaa", "--bin my-os", "--bin other", "--test a", "--test b", "--test deep",
    ]  # fmt: skip
    assert told(HEAD)[0].name == "my_os"
    assert [target.title for target in told(HEAD)[:3]] == [
        "unittests src/lib.rs (my_os)", "unittests src/main.rs (my_os)", "tests/a.rs (a)",
    ]  # fmt: skip
    assert [target.shown for target in told(HEAD)[:3]] == ["lib test", 'bin "my-os" test', 'test "a"']


@pytest.mark.parametrize(
    ("says", "want"),
    [
        ('[lib]\nname = "kern"\n', ["--lib", "--bin my-os", "--test a", "--test b", "--test deep"]),
        ("autotests = false\n", ["--lib", "--bin my-os"]),
        ('autotests = false\n[[test]]\nname = "b"\n', ["--lib", "--bin my-os", "--test b"]),
        ("autobins = false\n", ["--lib", "--test a", "--test b", "--test deep"]),
        (
            '[[test]]\nname = "z"\npath = "tests/a.rs"\n',
            ["--lib", "--bin my-os", "--test b", "--test deep", "--test z"],
        ),
        ('[[bin]]\nname = "k"\npath = "src/main.rs"\n', ["--lib", "--bin k", "--test a", "--test b", "--test deep"]),
    ],
)
def test_what_cargo_toml_says_about_them(says: str, want: list[str]) -> None:
    assert options(HEAD + says) == want


def test_with_edition_2015_a_listed_target_ends_the_search_for_others() -> None:
    old = HEAD.replace("2024", "2015")
    assert options(old + '[[test]]\nname = "b"\n') == ["--lib", "--bin my-os", "--test b"]
    assert options(old) == ["--lib", "--bin my-os", "--test a", "--test b", "--test deep"]


def test_harness_test_and_required_features() -> None:
    text = HEAD + (
        "[lib]\nharness = false\n[[bin]]\nname = 'my-os'\ntest = false\n[[test]]\nname = 'b'\nharness = false\n"
        "[[test]]\nname = 'a'\nrequired-features = ['extra']\n[features]\ndefault = ['one']\none = ['two']\ntwo = []\n"
    )
    targets = told(text)
    assert {target.option: target.harness for target in targets} == {
        "--lib": False, "--bin my-os": True, "--test a": True, "--test b": False, "--test deep": True,
    }  # fmt: skip
    features = default_features(tomllib.loads(text))
    assert features == {"default", "one", "two"}
    found = chosen(targets, features, "my-os", lib=False, bins=[], tests=[])
    assert [target.option for target in found] == ["--lib", "--test b", "--test deep"]
    with pytest.raises(TargetError, match="target `a` in package `my-os` requires the features: `extra`"):
        chosen(targets, features, "my-os", lib=False, bins=[], tests=["a"])


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (
            '[[test]]\nname = "c"\n',
            "can't find `c` test at `tests/c.rs` or `tests/c/main.rs`. Please specify test.path if you want to use a "
            "non-default path.",
        ),
        ('[[test]]\nname = "c"\npath = "tests/d.rs"\n', "can't find test `c` at path `tests/d.rs`"),
        ("[[test]]\nharness = false\n", "has no name: test.name"),
        ('[test]\nname = "b"\n', r"in `\[\[test\]\]`, with double brackets"),
        ('[lib]\npath = "src/x.rs"\n', "can't find library `my-os`, rename file to `src/x.rs` or specify lib.path"),
    ],
)
def test_what_cannot_be_told(says: str, why: str) -> None:
    with pytest.raises(TargetError, match=why):
        told(HEAD + says)


@pytest.mark.parametrize(
    ("lib", "bins", "tests", "want"),
    [
        (True, [], [], ["--lib"]),
        (False, ["my-os"], [], ["--bin my-os"]),
        (True, [""], ["b", "a"], ["--lib", "--bin my-os", "--test a", "--test b"]),
    ],
)
def test_choosing(lib: bool, bins: list[str], tests: list[str], want: list[str]) -> None:
    found = chosen(told(HEAD), frozenset(), "my-os", lib=lib, bins=bins, tests=tests)
    assert [target.option for target in found] == want


@pytest.mark.parametrize(
    ("lib", "bins", "tests", "files", "why"),
    [
        (True, [], [], ["src/main.rs"], "no library targets found in package `my-os`"),
        (False, [], ["zzz"], FILES, "no test target named `zzz`; available test targets: a, b, deep"),
        (False, [], ["dep"], FILES, "no test target named `dep`; a target with a similar name exists: `deep`"),
        (False, ["x"], [], ["src/lib.rs"], "no bin target named `x`; the package has no bin targets"),
    ],
)
def test_choosing_what_is_not_there(lib: bool, bins: list[str], tests: list[str], files: list[str], why: str) -> None:
    with pytest.raises(TargetError, match=why):
        chosen(told(HEAD, files), frozenset(), "my-os", lib=lib, bins=bins, tests=tests)
