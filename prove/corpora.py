"""Hostile texts that others have published, through every door: `python -m prove.corpora`.

Each is given as the catalogue, as an entry and as a note (see `prove/corpora/README.md`). As a file
it is refused with a problem in words, without an exception and within a second. As a note it comes
back unchanged from the reading, the JSON and the reports in Markdown and HTML, or is refused with a
problem: never is it a text that silently became another.
"""

import json
import re
import sys
import time
import unicodedata
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

from kehoach.briefing import brief
from kehoach.contract.item import item_as_json
from kehoach.listing import dump
from kehoach.load import PLAN_PATH, Data, File, load
from kehoach.notation import NotWritable, scalar
from kehoach.outline import Cut, Kind
from kehoach.report import render
from kehoach.status import evaluate
from prove import doors
from prove.figure import Figure, tell

HERE = Path(__file__).parent / "corpora"
TEMPLATES = [Path(__file__).parents[1] / "templates"]
SHORT = 12
SECONDS = 1
# So many notes stand in one report.
TOGETHER = 150


def items(every: int = 1) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each item, or of every n-th."""
    for path in sorted(HERE.glob("*.json")):
        kept = json.loads(path.read_text("utf-8"))
        for name, item in list(kept.items())[::every]:
            yield f"{path.stem}/{name}", _bytes(item)


def _bytes(item: str | Mapping[str, str | int]) -> bytes:
    if isinstance(item, str):
        return item.encode()
    if "base64" in item:
        return b64decode(str(item["base64"]))
    return (str(item["repeat"]) * int(item["times"]) + str(item["end"])).encode()


def as_file(data: bytes) -> Iterator[str]:
    """What is wrong with the answer to such a file as catalogue and as entry."""
    for door in (doors.plan, doors.entry):
        start = time.process_time()
        try:
            door(data)
        except Exception as error:  # noqa: BLE001 - that none comes out is the proof
            yield f"{door.__name__}: {error!r}"
        if time.process_time() - start > SECONDS:
            yield f"{door.__name__}: more than a second"
    if load([File(PLAN_PATH, data)]).plan is not None:
        yield "taken for a catalogue"


def as_notes(texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the answer to such texts as notes, a report of many at a time."""
    kept: dict[str, str] = {}
    for name, text in texts.items():
        try:
            kept[name] = scalar(_counted(text), flow=True)
        except NotWritable:
            if not _entry([json.dumps(_counted(text), ensure_ascii=False)]).problems:
                yield f"{name}: refused by the writer and taken by the reader"
    names = list(kept)
    for start in range(0, len(names), TOGETHER):
        some = names[start : start + TOGETHER]
        data = _entry([kept[name] for name in some])
        if data.problems:
            yield f"{some}: {data.problems[:3]}"
            continue
        told = _told(data)
        for place, name in enumerate(some):
            expected = _counted(texts[name])
            for form, notes in told.items():
                wanted = expected if form in {"read", "JSON"} else _in_one_line(expected)
                if notes[place] != wanted:
                    yield f"{name}: {form} has {notes[place]!r} for {wanted!r}"


def _counted(text: str) -> str:
    """What a text says by the written rules: NFC, without spaces around it."""
    return unicodedata.normalize("NFC", text).strip(" ")


def _entry(notes: Sequence[str]) -> Data:
    """A catalogue of as many indicators as there are notes, and an entry with them."""
    indicator = "- {{id: I-{0}, number: N{0}, name: I, group: c, lead: [a], measure: number, "
    indicator += "target: {{at_least: 9, by: 2030}}}}\n"
    plan = doors.HEAD + "indicators:\n" + "".join(map(indicator.format, range(len(notes))))
    told = "".join(f"  I-{n}: {{value: 3, note: {note}}}\n" for n, note in enumerate(notes))
    entry = f"period: 2026H1\nindicators:\n{told}"
    return load([File(PLAN_PATH, plan.encode()), File(doors.ENTRY_PATH, entry.encode())])


def _told(data: Data) -> dict[str, list[str]]:
    """The notes as they come out again, by the form of the output."""
    assert data.plan is not None
    found = evaluate(data.plan, data.entries, doors.PERIOD, date(2026, 6, 14))
    known = list(data.entries.values())
    briefing = brief(found, data.entries, Kind.HALF_YEAR, "", Cut(), data.mentions)
    entry = data.entries[doors.PERIOD]
    printed = [
        json.loads(dump(item_as_json(item, found, known, (), None)))["series"][0]["note"]
        for item in data.plan.indicators
    ]
    page = MarkdownIt("commonmark").enable("table").render(render("md", briefing, TEMPLATES))
    return {
        "read": [entry.indicators[item.id].note or "" for item in data.plan.indicators],
        "JSON": [note or "" for note in printed],
        "Markdown": _last_cells(page),
        "HTML": _last_cells(render("html", briefing, TEMPLATES)),
    }


class _Cells(HTMLParser):
    """The texts of the cells of all rows; what is not shown is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self.inside = True
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def _last_cells(page: str) -> list[str]:
    """The last cell of each row whose first is the number of one of our indicators, in order."""
    cells = _Cells()
    cells.feed(page)
    rows = [row for row in cells.rows if row and re.fullmatch(r"\s*N\d+\s*", row[0])]
    return [_in_one_line(row[-1]) for row in rows if len(row) == max(map(len, rows))]


def _in_one_line(text: str) -> str:
    """A text as a page shows it: line ends and runs of spaces are one space."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def main() -> None:
    """Give every item every way; tell the figure."""
    found = dict(items(SHORT if "--short" in sys.argv[1:] else 1))
    wrong = [f"{name}: {told}" for name, data in found.items() for told in as_file(data)]
    texts: dict[str, str] = {}
    for name, data in found.items():
        try:
            texts[name] = data.decode("utf-8")
        except UnicodeDecodeError:
            continue  # no text: as a file it was refused
    wrong += as_notes(texts)
    print(*wrong, sep="\n", file=sys.stderr)
    note = f"as catalogue and entry, {len(texts)} also as a note to Markdown, HTML and JSON"
    what = "published hostile texts (YAML, JSON, strings)"
    tell(Figure(what, len(found), len(found), len(wrong), note))


if __name__ == "__main__":
    main()
