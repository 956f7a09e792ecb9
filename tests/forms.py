"""Forms for the tests: a workspace with one item of every measure, and answers put into its form."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kehoach.wording import form as words
from support import (
    Ended,
    Tree,
    command,
    compound,
    indicator,
    part,
    plan,
    routine,
    task,
    text,
    workspace,
)

RATIO = indicator(
    id="CT-2",
    number="1.2",
    name="Giáo viên đạt chuẩn",
    measure="ratio",
    numerator="Giáo viên đạt chuẩn",
    denominator="Giáo viên của trường",
    target={"at_least": "70%", "by": 2030},
)
LEVEL = indicator(
    id="CT-3",
    measure="level",
    levels={"1": "Mức độ 1", "2": "Mức độ 2, đầy đủ"},
    target={"at_least": 2, "by": 2030},
)
YES = indicator(id="CT-4", measure="yes_no", target={"equals": "có", "by": 2030})
PARTS = compound(
    part(id="a", measure="ratio", target={"at_least": "90%", "by": 2030}),
    part(id="b", name="Phần hai"),
    id="CT-5",
)
OTHER = indicator(id="CT-6", lead=["to-vp"])
SHARED = indicator(id="CT-7", lead=["bgh", "to-vp"])
PLAN = plan(
    indicators=[indicator(), RATIO, LEVEL, YES, PARTS, OTHER, SHARED],
    tasks=[
        task(budget="50 triệu đồng", product="Kế hoạch", coordinating=["to-vp"]),
        task(id="NV-2", name="Nhiệm vụ hai", lead=["to-vp"]),
    ],
    routines=[routine(lead=["bgh"])],
    measures=[{"id": "GP-1", "name": "Giải pháp thử", "lead": ["bgh"], "indicators": ["CT-1"]}],
)
ENTRY = """# Ghi chú của người giữ tệp.
period: 2026H1
indicators:
  CT-1: {value: 4, note: Đã có 4}  # giữ nguyên
  CT-2: {numerator: 3, denominator: 7}
tasks:
  NV-1:
    state: in_progress
    percent: 85%
    spent: 38 triệu đồng
"""


def folder_with(path: Path, tree: Tree = PLAN, /, **entries: str) -> Path:
    """A workspace; without entries it has that of 2026H1."""
    return workspace(path, text(tree), **(entries or {"2026H1": ENTRY}))


def export(folder: Path, department: str = "bgh", period: str = "2026H1") -> Path:
    """The form of a department, as a file."""
    done = command(folder, "sheet", "export", period, "--department", department)
    assert done.code == 0, done.err
    return folder / f"reports/phieu-{period}-{department}.xlsx"


def book_of(path: Path) -> Workbook:
    """A workbook, its formulas as they are written."""
    return load_workbook(path)


def page_of(book: Workbook, item: str) -> Worksheet:
    """The page on which an item stands."""
    return next(page for page in book.worksheets if page.title != "kehoach" and line_of(page, item))


def line_of(page: Worksheet, item: str) -> int:
    """The row that begins with an id or a heading; 0 where none does."""
    lines = range(1, page.max_row + 1)
    return next((line for line in lines if page.cell(line, 1).value == item), 0)


def cell_of(book: Workbook, item: str, key: str) -> Any:
    """The cell of an answer, by the key that the files have for it."""
    page = page_of(book, item)
    kind = next(kind for kind, title in words.TABLE.items() if title == page.title)
    heading = words.COLUMNS[kind][key]
    head = line_of(page, words.ID)
    column = next(cell.column for cell in page[head] if cell.value == heading)
    assert column is not None
    return page.cell(line_of(page, item), column)


def answer(path: Path, item: str, **given: Any) -> Path:
    """Type answers into a form as a teacher does, and save it."""

    def typed(book: Workbook) -> None:
        for key, value in given.items():
            cell_of(book, item, key).value = value

    return changed(path, typed)


def changed(path: Path, change: Callable[[Workbook], None]) -> Path:
    """Do something to a workbook, and save it."""
    book = book_of(path)
    change(book)
    book.save(path)
    return path


def take_in(folder: Path, *paths: Path, agreed: bool = True) -> Ended:
    """Import forms."""
    return command(folder, "sheet", "import", *map(str, paths), *(["--yes"] if agreed else []))


def written(folder: Path, period: str = "2026H1") -> str:
    """What stands in the file of the period."""
    return (folder / f"data/progress/{period}.yaml").read_text("utf-8")


def lines_changed(folder: Path, before: str = ENTRY) -> list[str]:
    """The lines that are in the file now and were not."""
    return [line for line in written(folder).splitlines() if line not in before.splitlines()]
