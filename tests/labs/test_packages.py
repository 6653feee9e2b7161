"""Which packages a kernel is built with, and with which features: as Cargo resolves them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import pytest

from pagesim_py.labs.packages import PackageError, Packages, packages_of
from pagesim_py.labs.platform import holds
from pagesim_py.labs.versions import fits, version_of


class Texts:
    """A tree of files, by their paths."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files

    def text(self, path: str) -> str | None:
        return self.files.get(path)

    def names(self, folder: str) -> list[str]:
        return sorted({path[len(folder) + 1 :].split("/")[0] for path in self.files if path.startswith(f"{folder}/")})

    def sources(self, folder: str) -> dict[str, str]:
        return {path: text for path, text in self.files.items() if path.startswith(f"{folder}/") and path[-3:] == ".rs"}


def resolved(manifest: str, files: Mapping[str, str], *, tests: bool = False) -> Packages:
    return packages_of(tomllib.loads(manifest), Texts(files), tests=tests)


def package(folder: str, name: str, more: str = "", version: str = "1.0.0", table: str = "") -> dict[str, str]:
    text = f'[package]\nname = "{name}"\nversion = "{version}"\nedition = "2021"\n{table}\n{more}'
    return {f"{folder}/Cargo.toml": text, f"{folder}/src/lib.rs": f"// {name} {version}\n"}


ROOT = '[package]\nname = "kernel"\nversion = "0.1.0"\n'


def features(found: Packages) -> dict[str, tuple[str, ...]]:
    return {one.name: one.features for one in found.crates}


def test_a_kernel_without_dependencies() -> None:
    found = resolved(ROOT, {})
    assert found == Packages(variables=found.variables)


def test_our_own_crates_need_no_source() -> None:
    found = resolved(ROOT + '[dependencies]\nx86_64 = "0.14"\nspin = { version = "0.5" }\npc-keyboard = "0.7"\n', {})
    assert found == Packages(variables=found.variables)


def test_what_needs_another_comes_behind_it() -> None:
    files = package("a", "a", '[dependencies]\nb = { path = "../b" }\nc = { path = "../c" }')
    files |= package("b", "b", '[dependencies]\nc = { path = "../c" }') | package("c", "c")
    found = resolved(ROOT + '[dependencies]\na = { path = "a" }\n', files)
    assert [one.name for one in found.crates] == ["c", "b", "a"]
    assert sorted(found.files) == ["a/src/lib.rs", "b/src/lib.rs", "c/src/lib.rs"]
    assert found.crates[-1].externs == (("b", "b"), ("c", "c"))
    assert found.externs == (("a", "a"),)


def test_features_ask_for_features() -> None:
    files = package("a", "a", '[features]\ndefault = ["one"]\none = ["two"]\ntwo = []\nthree = []')
    for entry, expected in {
        '{ path = "a" }': ("default", "one", "two"),
        '{ path = "a", default-features = false }': (),
        '{ path = "a", default-features = false, features = ["two", "three"] }': ("three", "two"),
    }.items():
        assert features(resolved(f"{ROOT}[dependencies]\na = {entry}\n", files)) == {"a": expected}


def test_features_of_all_that_want_a_package_add_up() -> None:
    files = package("a", "a", "[features]\none = []\ntwo = []")
    files |= package("b", "b", '[dependencies]\na = { path = "../a", features = ["two"] }')
    text = ROOT + '[dependencies]\nb = { path = "b" }\na = { path = "a", features = ["one"] }\n'
    assert features(resolved(text, files))["a"] == ("one", "two")


@pytest.mark.parametrize(
    ("table", "on", "a"),
    [
        ('default = ["a"]', ("a", "default"), ()),
        ('default = ["dep:a"]', ("default",), ()),
        ('default = ["a/one"]', ("a", "default"), ("one",)),
        ('default = ["a/one"]\nextra = ["dep:a"]', ("default",), ("one",)),
        ('default = ["a?/one"]', ("default",), None),
        ('default = ["a?/one", "more"]\nmore = ["a"]', ("a", "default", "more"), ("one",)),
        ('default = ["more", "a?/one"]\nmore = ["dep:a"]', ("default", "more"), ("one",)),
    ],
)
def test_optional_dependencies(table: str, on: tuple[str, ...], a: tuple[str, ...] | None) -> None:
    text = f'{ROOT}[features]\n{table}\n[dependencies]\na = {{ path = "a", optional = true }}\n'
    found = resolved(text, package("a", "a", "[features]\none = []"))
    assert found.features == on
    assert features(found) == ({} if a is None else {"a": a})


def test_dev_dependencies_are_for_tests() -> None:
    text, files = ROOT + '[dev-dependencies]\na = { path = "a" }\n', package("a", "a")
    assert not resolved(text, files).crates
    assert [one.name for one in resolved(text, files, tests=True).crates] == ["a"]


def test_a_renamed_dependency_and_a_library_of_another_name() -> None:
    files = package("a", "long-name") | package("b", "b-b", '[lib]\nname = "bee"')
    text = ROOT + '[dependencies]\nshort-one = { package = "long-name", path = "a" }\nb-b = { path = "b" }\n'
    assert resolved(text, files).externs == (("bee", "bee"), ("short_one", "long_name"))


def test_one_of_our_crates_renamed() -> None:
    assert resolved(ROOT + '[dependencies]\nlock = { package = "spin", version = "0.9" }', {}).externs == (
        ("lock", "spin 0.9"),
    )


@pytest.mark.parametrize(
    ("version", "key"),
    [
        ("0.5.0", "pc_keyboard 0.5"),
        ("^0.6", "pc_keyboard 0.6"),
        ("0.7", None),
        ("=0.8.0", "pc_keyboard 0.8"),
        (">=0.5, <0.7", "pc_keyboard 0.6"),
        ("*", "pc_keyboard 0.9"),
    ],
)
def test_the_release_of_one_of_our_crates(version: str, key: str | None) -> None:
    found = resolved(f'{ROOT}[dependencies]\npc-keyboard = "{version}"\n', {})
    assert dict(found.externs).get("pc_keyboard") == key
    assert not found.notes


def test_a_release_that_we_do_not_have_is_told() -> None:
    found = resolved(ROOT + '[dependencies]\npc-keyboard = "0.4"\n', {})
    assert found.externs == ()
    assert found.notes == ["Cargo.toml asks for pc-keyboard 0.4; pagesim has 0.5 to 0.9, and takes 0.7"]


def test_one_of_our_crates_given_by_path_is_compiled_from_there() -> None:
    found = resolved(ROOT + '[dependencies]\nspin = { path = "spin" }\n', package("spin", "spin"))
    assert [one.name for one in found.crates] == ["spin"]
    assert dict(found.externs)["spin"] == found.crates[0].key != "spin"


@pytest.mark.parametrize(
    ("wanted", "version"),
    [("1", "1.9.0"), ("1.2", "1.9.0"), ("~1.2", "1.2.3"), ("=1.2.3", "1.2.3"), ("0.2", "0.2.7"), ("*", "2.0.1")],
)
def test_the_newest_vendored_version_that_fits(wanted: str, version: str) -> None:
    files: dict[str, str] = {}
    for folder, number in [("a", "2.0.1"), ("a-1.9.0", "1.9.0"), ("a-1.2.3", "1.2.3"), ("a-0.2.7", "0.2.7")]:
        files |= package(f"vendor/{folder}", "a", version=number)
    files |= package("vendor/a-b", "a-b", version="9.9.9")
    found = resolved(f'{ROOT}[dependencies]\na = "{wanted}"\n', files)
    assert list(found.files.values()) == [f"// a {version}\n"]
    assert found.crates[0].capped


def test_the_folder_that_cargos_configuration_names() -> None:
    config = '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "third/party"\n'
    files = package("../third/party/a", "a") | {"../.cargo/config.toml": config}
    assert list(resolved(ROOT + '[dependencies]\na = "1"\n', files).files) == ["../third/party/a/src/lib.rs"]


def test_a_patch() -> None:
    text = ROOT + '[dependencies]\na = "1"\n[patch.crates-io]\na = { path = "mine" }\n'
    found = resolved(text, package("vendor/a", "a") | package("mine", "a"))
    assert list(found.files) == ["mine/src/lib.rs"]


def test_what_the_workspace_says() -> None:
    workspace = (
        '[workspace]\n[workspace.package]\nedition = "2024"\n'
        '[workspace.dependencies]\na = { path = "a", features = ["one"] }\n'
    )
    files = package("../a", "a", "[features]\none = []\ntwo = []") | {"../Cargo.toml": workspace}
    files["../a/Cargo.toml"] = files["../a/Cargo.toml"].replace('edition = "2021"', "edition.workspace = true")
    found = resolved(ROOT + '[dependencies]\na = { workspace = true, features = ["two"] }\n', files)
    assert features(found) == {"a": ("one", "two")}
    assert found.crates[0].edition == 2024


def test_a_crate_that_is_not_there_is_told_and_not_refused() -> None:
    found = resolved(ROOT + '[dependencies]\nnobody = "0.8"\n', {})
    assert not found.crates
    assert "`nobody`, which pagesim doesn't have: `cargo vendor` brings its source" in found.notes[0]
    assert "there are arrayvec, bit_field, bitflags," in found.notes[0]


@pytest.mark.parametrize(
    ("wanted", "release"),
    [
        ("1.3", "1"),
        ("=1.3.2", "1"),
        ("2.10", "2"),
        ("~1.2.1", "1"),
        (">=1.2, <3", "2"),
        (">1.9.1, <2", "1"),
        ("*", "2"),
    ],
)
def test_the_release_of_a_crate_that_comes_with_pagesim(wanted: str, release: str) -> None:
    found = resolved(f'{ROOT}[dependencies]\nbitflags = "{wanted}"\n', {})
    assert found.externs == ((("bitflags", "bitflags 1"),) if release == "1" else ())
    assert not found.notes


def test_each_package_has_its_release() -> None:
    files = package("a", "a", '[dependencies]\nflags = { package = "bitflags", version = "1" }')
    found = resolved(ROOT + '[dependencies]\na = { path = "a" }\nbitflags = "2"\nlog = "0.4"\n', files)
    assert found.externs == (("a", "a"),)
    assert found.crates[0].externs == (("flags", "bitflags 1"),)
    assert not found.notes


@pytest.mark.parametrize(
    ("entry", "files", "words"),
    [
        ('{ path = "a" }', {}, "the dependency `a` is to be in a, where no Cargo.toml is"),
        ('{ path = "a" }', package("a", "b"), "is to be in a, where the package is `b`"),
        ('{ path = "a" }', package("a", "a", "[lib]\nproc-macro = true"), "`a` (a) is a procedural macro"),
        ('{ path = "a" }', package("a", "a") | {"a/build.rs": "fn main() {}"}, "`a` (a) has a build script"),
        ('{ path = "a" }', package("a", "a", table='build = "make.rs"'), "`a` (a) has a build script"),
        ('{ path = "a", features = ["no"] }', package("a", "a"), "asks for the feature `no` of `a`, which has no such"),
        ('{ path = "a" }', package("a", "a", '[lib]\npath = "x.rs"'), "`a` has no library: there is no a/x.rs"),
        ('{ path = "a" }', {"a/Cargo.toml": "package = ["}, "a/Cargo.toml is not TOML"),
        ("{ workspace = true }", {}, "`a` of `kernel` is not in [workspace.dependencies]"),
        ("7", {}, "`a` of `kernel` is neither a version nor a table"),
        ('"1"', package("vendor/a", "a", '[dependencies]\nb = { path = "../b" }')
         | package("vendor/b", "b", '[dependencies]\na = { path = "../a" }'), "itself: kernel -> a -> b -> a"),
    ],
)  # fmt: skip
def test_what_is_refused(entry: str, files: Mapping[str, str], words: str) -> None:
    with pytest.raises(PackageError) as refused:
        resolved(f"{ROOT}[dependencies]\na = {entry}\n", files)
    assert words in str(refused.value)


def test_no_build_script_if_the_package_says_so() -> None:
    files = package("a", "a", table="build = false") | {"a/build.rs": "fn main() {}"}
    assert features(resolved(ROOT + '[dependencies]\na = { path = "a" }\n', files)) == {"a": ()}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('cfg(target_arch = "x86_64")', True),
        ("cfg(windows)", False),
        ('cfg(all(target_os = "none", not(unix)))', True),
        ('cfg(any(unix, target_pointer_width = "32"))', False),
        ('cfg(target_has_atomic = "64")', True),
        ("cfg(all())", True),
        ("x86_64-unknown-none", True),
        ("x86_64-unknown-linux-gnu", False),
        ("cfg(any(", False),
        ("cfg(", False),
    ],
)
def test_targets(target: str, expected: bool) -> None:
    assert holds(target) is expected


@pytest.mark.parametrize(
    ("wanted", "inside", "outside"),
    [
        ("1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "0.1.0"]),
        ("0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
        ("0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]),
        ("0", ["0.9.9"], ["1.0.0"]),
        ("0.0", ["0.0.9"], ["0.1.0"]),
        ("~1.2.3", ["1.2.9"], ["1.3.0", "1.2.2"]),
        ("~1", ["1.9.0"], ["2.0.0"]),
        ("1.*", ["1.0.0", "1.9.0"], ["2.0.0"]),
        ("=1.2", ["1.2.0", "1.2.9"], ["1.3.0"]),
        (">=1.2, <1.5", ["1.2.0", "1.4.9"], ["1.5.0", "1.1.9"]),
        (">1.2", ["1.3.0"], ["1.2.9"]),
        ("<=1.2", ["1.2.9"], ["1.3.0"]),
        ("", ["0.0.0", "9.9.9"], []),
        ("one", [], ["1.0.0"]),
    ],
)
def test_version_requirements(wanted: str, inside: list[str], outside: list[str]) -> None:
    assert [v for v in [*inside, *outside] if fits(version_of(v), wanted)] == inside
