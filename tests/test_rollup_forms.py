"""What a roll-up prints, in every form: the schools in `tests/rollup/xa`, and what comes out.

One has reported, one is behind and measures in other ways, one is silent, one is broken, and the
plan of one begins later. `--update-goldens` rewrites `tests/rollup/expected`.
"""

import os
import re
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support import TODAY, command

FOLDER = Path(__file__).parent / "rollup"
ASKED = (
    *("rollup", "xa", "--period", "2026H2", "--as-of", "2026-12-31"),
    *("--map", "quy-doi.yaml", "--no-cache"),
)
CUTS = {"all": (), "one-item": ("--item", "TL"), "department": ("--department", "to-1")}


@pytest.mark.parametrize("form", ["table", "json", "csv", "html"])
@pytest.mark.parametrize("cut", CUTS)
def test_a_roll_up_prints_what_is_expected(
    cut: str, form: str, golden: Callable[[Path, str], None]
) -> None:
    done = command(FOLDER, *ASKED, *CUTS[cut], "--format", form)
    assert (done.code, done.err) == (1, "")  # of a school that is broken
    # How the page looks is that of every page.
    told = re.sub(r"(?s)(<style>).*(</style>)", r"\1\2", done.out)
    golden(FOLDER / "expected" / f"{cut}.{'txt' if form == 'table' else form}", told)


@pytest.mark.parametrize("cut", CUTS)
def test_the_cells_of_a_roll_up_s_workbook_are_what_is_expected(
    cut: str, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    path = tmp_path / "tong-hop.xlsx"
    command(FOLDER, *ASKED, *CUTS[cut], "--output", str(path))
    lines = []
    for sheet in load_workbook(path):
        lines.append(f"== {sheet.title}")
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        lines += [f"{cell.coordinate}: {cell.value!r}" for cell in cells]
    golden(FOLDER / "expected" / f"{cut}.cells.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_hyphen_in_place_of_a_file_is_the_screen(form: str) -> None:
    printed = command(FOLDER, *ASKED, "--format", form)
    assert command(FOLDER, *ASKED, "--format", form, "--output", "-") == printed
    assert not (FOLDER / "-").exists()


def test_a_person_who_looks_on_sees_how_many_schools_were_asked() -> None:
    import pty

    seen, stderr = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kehoach", *ASKED, "--format", "csv"],
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, "KEHOACH_TODAY": TODAY, "TERM": "xterm", "COLUMNS": "80"},
    ) as process:
        told, _ = process.communicate(timeout=60)
    os.close(stderr)
    shown = b""
    while select.select([seen], [], [], 0)[0]:
        try:
            shown += os.read(seen, 65_536)
        except OSError:  # all was read, and nobody writes any more
            break
    os.close(seen)
    percents = [int(one) for one in re.findall(rb"(\d+)%", shown)]
    assert "Đang đọc 5 trường".encode() in shown
    assert percents == sorted(percents)
    assert percents[-1] == 100
    assert told.decode() == (FOLDER / "expected/all.csv").read_bytes().decode()
