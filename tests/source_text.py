"""The official text of the plan, `tests/source/ke-hoach.txt`, cut into what the catalogue holds.

Nothing here knows `data/plan.yaml`: sections, bullets, paragraphs and table rows are found by the
marks of the text itself, joined where a page break splits them, and compared by whoever asks.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

TEXT = unicodedata.normalize(
    "NFC", (Path(__file__).parent / "source/ke-hoach.txt").read_text(encoding="utf-8")
)

Row = list[str]


def plain(text: str) -> str:
    """A wording without what only the page made of it: spaces, and a break after a hyphen."""
    return re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(text.split()))


def sentence(text: str) -> str:
    """A wording without its full stop."""
    return plain(text).rstrip(".")


def between(start: str, end: str, text: str = TEXT) -> str:
    """What stands between two lines."""
    return text.split(f"\n{start}", 1)[1].split(f"\n{end}", 1)[0]


def paragraphs(text: str) -> list[str]:
    """The paragraphs; one that a page break splits is put together again."""
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        # A page break falls inside a sentence: what follows begins with neither capital nor mark.
        if found and re.match(r"[^\W\d_](?!\.)", line) and line[0].islower():
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def subsections(text: str) -> Iterator[tuple[str, str]]:
    """The numbered parts `1. …` of a section, with their numbers."""
    parts = re.split(r"^(\d)\. ", text, flags=re.MULTILINE)[1:]
    yield from zip(parts[::2], parts[1::2], strict=True)


def bullets(text: str) -> list[str]:
    """The wording of each bullet."""
    return [sentence(line[2:]) for line in paragraphs(text) if line.startswith("- ")]


def focus_tasks() -> dict[str, tuple[list[str], list[str]]]:
    """Section II: by number, the bullets of what is to be done and those under `Chỉ tiêu`."""
    found = {}
    section = between("II. NHIỆM VỤ TRỌNG TÂM", "III. LỘ TRÌNH THỰC HIỆN")
    for number, text in subsections(section):
        todo, _, wanted = text.partition("Chỉ tiêu:")
        found[number] = (bullets(todo), bullets(wanted))
    return found


def road_map() -> list[list[str]]:
    """Section III: the milestones of the phase and those of the vision."""
    section = between("III. LỘ TRÌNH THỰC HIỆN", "IV. NHIỆM VỤ, GIẢI PHÁP")
    return [[sentence(line) for line in paragraphs(text)[1:]] for _, text in subsections(section)]


def solutions() -> list[str]:
    """Section IV.1: each paragraph or bullet under 1.1 to 1.5, without the headings."""
    section = between("1. Nhóm nhiệm vụ, giải pháp chủ yếu", "2. Nhóm nhiệm vụ, giải pháp cụ thể")
    headings = re.compile(r"\d\.\d\. |[abc]\. ")
    lines = [line for line in paragraphs(section) if not headings.match(line)]
    return [sentence(line.removeprefix("- ")) for line in lines]


def roles() -> list[str]:
    """Section V: who has duties."""
    section = between("V. TỔ CHỨC THỰC HIỆN", "VI. CHẾ ĐỘ BÁO CÁO")
    return [text.splitlines()[0].strip() for _, text in subsections(section)]


def _rows(text: str) -> list[Row]:
    """The rows of a table, its head left out; a row that a page break splits is put together."""
    rows: list[Row] = []
    for line in text.splitlines():
        if "\t" not in line:
            continue
        cells = line.split("\t")
        if cells[0] or not rows:
            rows.append(cells)
        else:
            more = cells + [""] * (len(rows[-1]) - len(cells))
            rows[-1] = [f"{a} {b}" for a, b in zip(rows[-1], more, strict=True)]
    return [[plain(cell) for cell in row] for row in rows[1:]]


_TASKS = "DANH MỤC NHIỆM VỤ TRỌNG TÂM GIAI ĐOẠN 2026-2030"


def indicator_rows() -> list[Row]:
    """The first appendix: number, indicator, result, department; headings included."""
    return _rows(between("DANH MỤC CÁC MỤC TIÊU, CHỈ TIÊU", _TASKS))


def task_rows() -> list[tuple[str, Row]]:
    """The second appendix: the heading's number, and the nine cells of each row."""
    found: list[tuple[str, Row]] = []
    heading = ""
    for row in _task_table():
        if any(row[2:]):
            found.append((heading, row))
        else:
            heading = row[0]
    return found


def task_headings() -> list[tuple[str, str]]:
    """The headings of the second appendix: number and name."""
    return [(row[0], row[1]) for row in _task_table() if not any(row[2:])]


def _task_table() -> list[Row]:
    return _rows(TEXT.split(f"\n{_TASKS}", 1)[1])
