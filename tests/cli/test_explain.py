"""``explain``: from a file and from standard input, as text and as data; what cannot be read is said."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.cli import main
from pagesim_py.cli.explain import CHUNK
from pagesim_py.decoder.clean import LIMIT

PASTES = Path(__file__).parents[1] / "data" / "pastes"


def explained(capsys: pytest.CaptureFixture[str], path: Path | str, status: int = 0) -> str:
    assert main(["explain", str(path)]) == status
    return capsys.readouterr().out


def data_of(capsys: pytest.CaptureFixture[str], path: Path | str) -> dict[str, Any]:
    main(["explain", str(path), "--json"])
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_a_fault_is_explained_piece_by_piece_and_together(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, PASTES / "frame_0_14.txt")
    assert "  line 3: CR2 = 0xdeadbeaf\n" in text
    assert "          1  W          0x1  the access was a write\n" in text
    assert "Together: #PF, page fault (lines 2 to 15)\n  It was a write by the supervisor at 0xdeadbeaf" in text
    assert "Not recognised\n  line 1, column 1: Hello World!\n" in text
    assert "No machine is rebuilt: there are no tables" in text


def test_a_chain_and_a_machine_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, PASTES / "qemu_triple_fault.txt")
    assert (
        "  3. #GP is raised while #DF is delivered: there is no way out of a failed #DF, so it is a triple fault."
        in text
    )
    text = explained(capsys, PASTES / "stale_translation.txt")
    assert "A machine is rebuilt from it: 4 entries of tables, CR3 = 0x1000" in text
    assert "  Contradiction: With these entries a write at 0x201c40 succeeds" in text


def test_the_json_has_values_as_hexadecimal_strings_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, PASTES / "lab_two_levels.txt")
    entry = data["pieces"][1]
    assert (entry["kind"], entry["line"], entry["column"]) == ("paging-structure entry", 2, 1)
    assert entry["values"]["entry"] == {"value": "0x2023"}
    assert entry["values"]["address"] == {"value": "0x2000", "line": 2, "column": 45, "last_line": 2}
    assert data["rebuilt"]["registers"]["cr3"] == "0x1000"
    assert data["rebuilt"]["entries"]["0x2018"] == "0x8000000040000083"
    assert data["not_rebuilt"] is None
    assert data_of(capsys, PASTES / "one_number.txt")["rebuilt"] is None


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"CR2: 0x8\r\n")))
    assert "line 1: CR2 = 0x8" in explained(capsys, "-")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_as_windows_tools_write_them(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paste.txt"
    path.write_bytes("CR2: 0x8\r\n".encode(encoding))
    assert "line 1: CR2 = 0x8" in explained(capsys, path)


def test_bytes_that_are_no_text_do_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paste.bin"
    path.write_bytes(bytes(range(256)) * 100 + b"\nCR2: 0x8\n")
    assert "CR2 = 0x8" in explained(capsys, path)


def test_of_a_huge_log_the_end_is_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.txt"
    line = b"Servicing hardware INT=0x20, and nothing else in this line\n"
    lines = 50 * CHUNK // len(line)
    path.write_bytes(line * lines + b"CR2=00000000deadbeaf\n")
    data = data_of(capsys, path)
    last = data["pieces"][-1]
    assert (last["values"]["cr2"]["value"], last["line"]) == ("0xdeadbeaf", lines + 1)
    assert "only the end is looked at, from line" in data["remarks"][0]
    assert len(data["pieces"]) <= LIMIT // len(line) + 1


def test_of_a_long_log_the_last_pieces_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.txt"
    line = "check_exception old: 0xffffffff new 0xe\n"
    path.write_text(line * 500)
    text = explained(capsys, path)
    assert "  380 pieces before these are left out here" in text
    assert "  line 500: #PF is raised\n" in text
    assert "  line 380: " not in text
    assert text.count(": #PF is raised\n") == 120


def test_nothing_recognised_has_a_status_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, PASTES / "no_machine_at_all.txt", status=1)
    assert text.startswith("Nothing in it is recognised.\n")
    assert "line 1, column 1: Dear all," in text


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "nowhere.txt", tmp_path):
        assert main(["explain", str(path)]) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)
        assert f"pagesim: {path} cannot be read: " in printed.err
