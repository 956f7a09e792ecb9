"""What is measured, written into a folder: one school, the same ten times as large, the peers'."""

import csv
import re
import subprocess
from pathlib import Path

from openpyxl import Workbook

from bench import schools

PERIOD = "2030H2"
PERIODS, TEN_TIMES = 10, 10
_BLOCK = re.compile(r"^  (- id: |)([A-Z]{2}-\d+)\b", re.MULTILINE)
_RATIO = re.compile(r"^  (TL-\d+): \{numerator: (\d+), denominator: (\d+)", re.MULTILINE)


def one_school(folder: Path, *, periods: int = PERIODS, copies: int = 1) -> Path:
    """A school with 30 indicators and 15 tasks, each `copies` times."""
    for path, data in schools.files_of(0, periods, seed=1):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_copied(data.decode(), copies), encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        author = ["-c", "user.name=x", "-c", "user.email=x@x"]
        subprocess.run(["git", *author, *command], cwd=folder, check=True)
    return folder


def _copied(text: str, copies: int) -> str:
    """Each item again under other ids, behind itself."""
    if copies == 1:
        return text
    starts = [found.start() for found in _BLOCK.finditer(text)]
    if not starts:
        return text
    pieces = [text[: starts[0]]]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        # The block ends where a line stands that is not further in.
        body = re.match(r".*\n(?:    .*\n)*", text[start:end])
        block, rest = (body[0], text[start + body.end() : end]) if body else ("", "")
        pieces += [
            _BLOCK.sub(rf"  \g<1>\g<2>-{copy}", block) if copy else block for copy in range(copies)
        ]
        pieces.append(rest)
    return "".join(pieces)


def figures(school: Path) -> list[tuple[str, int, str, float]]:
    """What the peers read: item, target, period, value, for each ratio and a period."""
    return [
        (item, schools.RATIOS[item], path.stem, 100 * int(over) / int(under))
        for path in sorted((school / "data/progress").iterdir())
        for item, over, under in _RATIO.findall(path.read_text("utf-8"))
    ]


def workbook(school: Path, path: Path) -> None:
    """The figures as the workbook of a school; the other 20 indicators stand in it as well."""
    book = Workbook()
    page = book.worksheets[0]
    for row in _thrice(figures(school)):
        page.append(row)
    book.save(path)


def table(school: Path, path: Path) -> None:
    """The same as CSV."""
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(_thrice(figures(school)))


def _thrice(rows: list[tuple[str, int, str, float]]) -> list[tuple[str, int, str, float]]:
    """Ten ratios make thirty indicators."""
    return [
        (f"{item}{one}", target, period, value)
        for one in ("", "b", "c")
        for item, target, period, value in rows
    ]


def doorstop(folder: Path, doorstop: str, items: int) -> None:
    """A document of as many items."""
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run([doorstop, "-q", "create", "REQ", "items"], cwd=folder, check=True)
    for number in range(1, items + 1):
        (folder / f"items/REQ{number:03}.yml").write_text(
            "active: true\nderived: false\nheader: ''\n"
            f"level: {1 + number / 10:.1f}\nlinks: []\nnormative: true\nref: ''\nreviewed: null\n"
            f"text: Chỉ tiêu {number} trong danh mục dùng chung của ngành\n",
            encoding="utf-8",
        )


def bare(folder: Path) -> Path:
    """The same school with nothing planned and nothing told: what a start costs."""
    one_school(folder)
    plan = folder / "data/plan.yaml"
    head, _, _ = plan.read_text("utf-8").partition("indicators:\n")
    plan.write_text(head, encoding="utf-8")
    for entry in (folder / "data/progress").iterdir():
        entry.unlink()
    return folder
