"""Changing one value of a file in place: only its line changes, and it reads back as given."""

import unicodedata
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach import encoding, source
from kehoach.document import Loc
from kehoach.edit import drop, put
from kehoach.notation import NotWritable, scalar

TOP = ("period", "sample", "indicators", "tasks", "routines", "measures", "narrative")
FIELDS = (
    *("value", "numerator", "denominator", "parts", "not_applicable", "state", "completed"),
    *("percent", "spent", "reason", "product", "held", "note", "evidence"),
)
IDS = {
    "indicators": tuple(f"CT-{n}" for n in range(1, 7)),
    "tasks": tuple(f"NV-{n}" for n in range(1, 5)),
    "routines": ("giao-ban", "so-ket"),
    "measures": ("GP-1", "GP-2"),
}
PARTS = ("a", "b")


def order(parent: Loc) -> Sequence[str]:
    if not parent:
        return TOP
    if len(parent) == 1:
        return IDS[str(parent[0])]
    return PARTS if parent[-1] == "parts" else FIELDS


def put_one(text: str, path: str, value: str) -> str:
    return put(text, tuple(path.split("/")), value, order)


BLOCK = """\
# Số liệu của trường.
period: 2026H1  # kỳ này

indicators:
  # Nhóm 1
  CT-1:
    value: 0   # đếm lại
    note: >-   # chép từ biên bản
      Câu thứ nhất
      câu thứ hai.

  # CT-2: chưa có
  CT-3:
    numerator: 12
    denominator: 20
    # còn nữa

  # CT-6: đo ở kỳ sau

tasks:
  NV-1: {state: done, completed: "10/06/2026"}
  NV-3:
    state:
    spent:   # tổng số đến nay
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("indicators/CT-1/value", "97,5", "    value: 0   # đếm", "    value: 97,5   # đếm"),
        ("indicators/CT-3/numerator", "13", "    numerator: 12", "    numerator: 13"),
        ("tasks/NV-1/completed", "1/6/2026", '"10/06/2026"}', '"1/6/2026"}'),
        ("tasks/NV-1/state", "in_progress", "{state: done,", "{state: in_progress,"),
        ("tasks/NV-3/state", "done", "    state:\n", "    state: done\n"),
        (
            "tasks/NV-3/spent",
            "1,5 tỷ",
            "    spent:   # tổng",
            "    spent: 1,5 tỷ   # tổng",
        ),
        (
            "indicators/CT-1/note",
            "Một câu",
            "    note: >-   # chép từ biên bản\n      Câu thứ nhất\n      câu thứ hai.\n",
            "    note: Một câu   # chép từ biên bản\n",
        ),
        ("tasks/NV-1/note", "a, b", '"10/06/2026"}', '"10/06/2026", note: "a, b"}'),
        ("tasks/NV-1/percent", "97,5%", '"10/06/2026"}', '"10/06/2026", percent: "97,5%"}'),
        (
            "indicators/CT-3/note",
            "Họp: chưa xong",
            "    denominator: 20\n",
            '    denominator: 20\n    note: "Họp: chưa xong"\n',
        ),
        (
            "indicators/CT-2/value",
            "có",
            "      câu thứ hai.\n",
            "      câu thứ hai.\n  CT-2:\n    value: có\n",
        ),
        (
            "tasks/NV-2/state",
            "not_started",
            '"10/06/2026"}\n',
            '"10/06/2026"}\n  NV-2: {state: not_started}\n',
        ),
        (
            "routines/giao-ban/held",
            "6",
            "đến nay\n",
            "đến nay\n\nroutines:\n  giao-ban: {held: 6}\n",
        ),
        ("measures/GP-1", "Đã họp", "đến nay\n", "đến nay\n\nmeasures:\n  GP-1: Đã họp\n"),
        (
            "indicators/CT-5/parts/a/numerator",
            "1",
            "    # còn nữa\n",
            "    # còn nữa\n  CT-5:\n    parts:\n      a: {numerator: 1}\n",
        ),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_value_is_put_in_its_place_and_all_else_stays(
    path: str, value: str, old: str, new: str, line_end: str, bom: str
) -> None:
    assert BLOCK.count(old) == 1
    text, expected = (bom + one.replace("\n", line_end) for one in (BLOCK, BLOCK.replace(old, new)))
    assert put_one(text, path, value) == expected


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    [
        ("period: 2026H1\nindicators:\n", "indicators/CT-1/value", "1", "period: 2026H1\nindicators:\n  CT-1: {value: 1}\n"),
        ("period: 2026H1", "indicators/CT-1/value", "1", "period: 2026H1\n\nindicators:\n  CT-1: {value: 1}\n"),
        ("indicators:\n  CT-2: {value: 1}\n", "indicators/CT-1/value", "1", "indicators:\n  CT-1: {value: 1}\n  CT-2: {value: 1}\n"),
        ("indicators:\n    CT-2:\n        value: 1\n", "indicators/CT-3/value", "1", "indicators:\n    CT-2:\n        value: 1\n    CT-3:\n        value: 1\n"),
        ("indicators:\n  CT-1:\n", "indicators/CT-1/value", "1", "indicators:\n  CT-1: {value: 1}\n"),
        ("indicators:\n  CT-1:  # hỏi lại\n", "indicators/CT-1/value", "1,5", 'indicators:\n  CT-1: {value: "1,5"}  # hỏi lại\n'),
        ("indicators:\n  CT-1:\n    parts:\n", "indicators/CT-1/parts/a/value", "1", "indicators:\n  CT-1:\n    parts:\n      a: {value: 1}\n"),
        ("indicators: {CT-1: {}}\n", "indicators/CT-1/value", "1", "indicators: {CT-1: {value: 1}}\n"),
        ("indicators: {CT-2: }\n", "indicators/CT-2/value", "1", "indicators: {CT-2: {value: 1}}\n"),
        ("indicators: {CT-2}\n", "indicators/CT-2/value", "1", "indicators: {CT-2: {value: 1}}\n"),
        ("indicators: {CT-2: , CT-3: }\n", "indicators/CT-4/value", "1", "indicators: {CT-2: , CT-3: , CT-4: {value: 1}}\n"),
        ("indicators: {CT-2: {value: 1}}\n", "indicators/CT-1/value", "1", "indicators: {CT-1: {value: 1}, CT-2: {value: 1}}\n"),
        ('{"indicators": {\n  "CT-2": {"value": "1"}\n}}\n', "indicators/CT-2/value", "x", '{"indicators": {\n  "CT-2": {"value": "x"}\n}}\n'),
        ('{"indicators": {\n  "CT-2": {"value": "1"}\n}}\n', "indicators/CT-2/note", "x", '{"indicators": {\n  "CT-2": {"value": "1", note: x}\n}}\n'),
        ("measures:\n  GP-1: 'Đã ''họp'''\n", "measures/GP-1", "Đã 'xong'", "measures:\n  GP-1: 'Đã ''xong'''\n"),
        ("measures:\n  GP-1: một\n    hai\n", "measures/GP-1", "ba", "measures:\n  GP-1: ba\n"),
        ("measures:\n  GP-1: |\n    một\n", "measures/GP-1", "ba", "measures:\n  GP-1: ba\n"),
        ("measures:\n  GP-1: |", "measures/GP-1", "ba", "measures:\n  GP-1: ba"),
        ("\ufeffindicators: {CT-1: {value: 1}}\n", "indicators/CT-1/value", "2", "\ufeffindicators: {CT-1: {value: 2}}\n"),
        ("indicators:\n  CT-1: {value: 1}\n", "indicators/CT-1/value", "97,5", 'indicators:\n  CT-1: {value: "97,5"}\n'),
        ("tasks:\n  NV-1: {state: , note: }\n", "tasks/NV-1/note", "a, b", 'tasks:\n  NV-1: {state: , note: "a, b"}\n'),
        ("tasks:\n  NV-1:\n    state: \t \n", "tasks/NV-1/state", "done", "tasks:\n  NV-1:\n    state: done\n"),
        ("measures: {GP-X}\n", "measures/GP-X", "ba", "measures: {GP-X: ba}\n"),
        ("? a\n", "a", "1", "? a\n: 1"),
        ("indicators:\n  CT-1: {value: 1}\n", "indicators/CT-9/value", "1", "indicators:\n  CT-1: {value: 1}\n  CT-9: {value: 1}\n"),
        ("indicators:\n  CT-1: {parts: }\n", "indicators/CT-1/parts/a/value", "1", "indicators:\n  CT-1: {parts: {a: {value: 1}}}\n"),
        ("indicators:\n", "indicators/CT-1/parts/a/value", "1", "indicators:\n  CT-1: {parts: {a: {value: 1}}}\n"),
        ("indicators:\n    CT-2:\n        value: 1\n    CT-3:\n", "indicators/CT-3/parts/a/value", "1", "indicators:\n    CT-2:\n        value: 1\n    CT-3:\n        parts:\n            a: {value: 1}\n"),
        ("indicators:\n  CT-1: {value: 1}\n  CT-2:\n    value: 1\n", "indicators/CT-3/value", "1", "indicators:\n  CT-1: {value: 1}\n  CT-2:\n    value: 1\n  CT-3:\n    value: 1\n"),
        ("indicators:\n  CT-2:\n    value: 1\n", "indicators/CT-1/value", "1", "indicators:\n  CT-1:\n    value: 1\n  CT-2:\n    value: 1\n"),
        ("indicators:\n  CT-1:\n  CT-3:\n    value: 1\n", "indicators/CT-2/value", "1", "indicators:\n  CT-1:\n  CT-2:\n    value: 1\n  CT-3:\n    value: 1\n"),
        ("indicators:\n\n  # Nhóm 1\n  CT-2: {value: 1}\n", "indicators/CT-1/value", "1", "indicators:\n  CT-1: {value: 1}\n\n  # Nhóm 1\n  CT-2: {value: 1}\n"),
        ("# đầu tệp\nindicators:\n  CT-1: {value: 1}\n", "period", "2026H1", "# đầu tệp\nperiod: 2026H1\nindicators:\n  CT-1: {value: 1}\n"),
        ("indicators:\n  CT-1:\n    value: 1\n    # còn nữa", "indicators/CT-2/value", "1", "indicators:\n  CT-1:\n    value: 1\n    # còn nữa\n  CT-2:\n    value: 1\n"),
        ("measures:\n  GP-1: X", "measures/GP-2", "ba", "measures:\n  GP-1: X\n  GP-2: ba\n"),
        ("sample: có\nmeasures:\n  GP-2: a\n", "tasks/NV-1/state", "done", "sample: có\ntasks:\n  NV-1: {state: done}\nmeasures:\n  GP-2: a\n"),
    ],
)  # fmt: skip
def test_corners_of_putting(text: str, path: str, value: str, expected: str) -> None:
    assert put_one(text, path, value) == expected


def test_a_blank_put_where_nothing_stands_changes_nothing() -> None:
    text = "tasks:\n  NV-1:\n    note:\n"
    assert put_one(text, "tasks/NV-1/note", "") == text


def test_a_key_is_added_beside_one_that_has_no_place_for_its_value() -> None:
    text = "tasks:\n? sample"
    assert put_one(text, "period", "2026H1") == f"period: 2026H1\n{text}"


def test_an_item_too_long_for_a_line_is_written_as_lines() -> None:
    item = {"state": "in_progress", "note": "Rất dài " * 12}
    changed = put("tasks:\n  NV-1: {state: done}\n", ("tasks", "NV-2"), item, order)
    assert changed == (
        "tasks:\n  NV-1: {state: done}\n"
        f"  NV-2:\n    state: in_progress\n    note: {('Rất dài ' * 12).strip()}\n"
    )
    assert put("tasks:\n  NV-2:\n", ("tasks", "NV-2"), item, order) == (
        f"tasks:\n  NV-2:\n    state: in_progress\n    note: {('Rất dài ' * 12).strip()}\n"
    )


@pytest.mark.parametrize("text", ["tasks:\n", "tasks:\n  NV-1:\n"])
def test_a_line_of_a_hundred_characters_is_not_too_long(text: str) -> None:
    head, tail = "  NV-1: {note: ", "}\n"
    fits = "x" * (100 - len(head) - len(tail.strip()))
    assert put_one(text, "tasks/NV-1/note", fits) == f"tasks:\n{head}{fits}{tail}"
    long = f"{fits}x"
    assert put_one(text, "tasks/NV-1/note", long) == f"tasks:\n  NV-1:\n    note: {long}\n"


def test_keys_are_not_put_in_the_place_of_a_text() -> None:
    with pytest.raises(NotWritable):
        put("tasks:\n  NV-1: chữ\n", ("tasks", "NV-1"), {"state": "done"}, order)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a:\n  b: 1  # x\n  c: 2\n", "a/b", "a:\n  c: 2\n"),
        ("a:\n  b: 1\n  c: >-\n    x\n    y\n\n  d: 1\n", "a/c", "a:\n  b: 1\n\n  d: 1\n"),
        ("a: {b: 1, c: 2, d: 3}\n", "a/b", "a: {c: 2, d: 3}\n"),
        ("a: {b: 1, c: 2, d: 3}\n", "a/c", "a: {b: 1, d: 3}\n"),
        ("a: {b: 1, c: 2, d: 3}  # x\n", "a/d", "a: {b: 1, c: 2}  # x\n"),
        ("a: {\n  b: 1,\n  c: 2\n}\n", "a/b", "a: {\n  c: 2\n}\n"),
        ("a: {\n  b: 1,\n  c: 2\n}\n", "a/c", "a: {\n  b: 1\n}\n"),
        ("a: {b: 1, c}\n", "a/c", "a: {b: 1}\n"),
        ("a:\n  b:\n    c: 1\n  d: 2\n", "a/b/c", "a:\n  d: 2\n"),
        ("a:\n  b: {c: 1}\nz: 1\n", "a/b/c", "z: 1\n"),
        ("{a: 1}\n", "a", "{}\n"),
    ],
)
def test_a_key_is_taken_out_with_what_held_nothing_else(
    text: str, path: str, expected: str
) -> None:
    assert drop(text, tuple(path.split("/"))) == expected


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: [1, 2\n", "a"),  # cannot be read
        ("- a\n", "a"),
        ("a: [1, 2]\n", "a/b"),
        ("a: chữ\n", "a/b"),
        ("a: {b: 1}\n", "a"),
        ("? a\n: b\n? c\n:\n", "c/d"),
        ("measures:\n  GP-1: |+\n    một\n\n", "measures/GP-2"),
    ],
)
def test_what_would_not_read_back_is_not_written(text: str, path: str) -> None:
    with pytest.raises(NotWritable):
        put_one(text, path, "1")


def test_what_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(NotWritable):
        drop("a: 1\n", ("b",))


@pytest.mark.parametrize(
    ("value", "block", "flow"),
    [
        ("97,5", "97,5", '"97,5"'),
        ("có", "có", "có"),
        ("no", "no", "no"),
        ("2026-06-12", "2026-06-12", "2026-06-12"),
        ("Họp: chưa", '"Họp: chưa"', '"Họp: chưa"'),
        ("a:b", "a:b", "a:b"),
        ("số #1", '"số #1"', '"số #1"'),
        ("C#", "C#", "C#"),
        ("%98", '"%98"', '"%98"'),
        ("@ban", '"@ban"', '"@ban"'),
        (">= 98", '">= 98"', '">= 98"'),
        ("- a", '"- a"', '"- a"'),
        ("-5", "-5", "-5"),
        ("[a]", '"[a]"', '"[a]"'),
        ("a [b]", "a [b]", '"a [b]"'),
        ('nói "có"', 'nói "có"', 'nói "có"'),
        ('"có"', "'\"có\"'", "'\"có\"'"),
        ("'có'", "\"'có'\"", "\"'có'\""),
        ("'có' \"không\": #", "'''có'' \"không\": #'", "'''có'' \"không\": #'"),
        ("\\ gạch: #", "'\\ gạch: #'", "'\\ gạch: #'"),
        ("một\nhai", '"một\\nhai"', '"một\\nhai"'),
        ("*neo", '"*neo"', '"*neo"'),
        ("!thẻ", '"!thẻ"', '"!thẻ"'),
        ("|", '"|"', '"|"'),
        ("---", "---", "---"),
    ],
)
def test_a_scalar_is_quoted_only_where_yaml_needs_it(value: str, block: str, flow: str) -> None:
    assert (scalar(value, flow=False), scalar(value, flow=True)) == (block, flow)


@pytest.mark.parametrize("value", ["a\u200bb", "\x1b[31m", "\ud800"])
def test_a_character_that_no_file_may_hold_is_refused(value: str) -> None:
    with pytest.raises((NotWritable, UnicodeEncodeError)):
        scalar(value, flow=False)


# ------------------------------------------------------------------------------------------------
# Laws

WORDS = st.sampled_from(
    [
        *("98", "97,5", "70 %", "1.234.000", "0", "có", "không", "50 triệu đồng", "12/06/2026"),
        *("Họp: xong #1", "a, b", "{x}", "[y", "%98", "@ban", "- gạch", "'nháy'", 'nói "có"', "?"),
        *("\\", "!x", "&y", "*z", "| ống", "> lớn", "~", "null", "a: b: c", "đuôi:", "# đầu", ","),
        unicodedata.normalize("NFD", "Trường đã hoàn thành"),
        "Một câu dài " * 9,
        "dòng một\ndòng hai",
    ]
) | st.text("aạÂđ :,#{}[]'\"%-?\n", min_size=1, max_size=12).filter(
    lambda text: text.strip(" ") and not text.isspace()
)


class Writer:
    """A person who writes an entry by hand, in whatever way YAML allows."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def coin(self) -> bool:
        return self.random.random() < 1 / 2

    def scalar(self, value: str, *, flow: bool, indent: int) -> str:
        forms = [scalar(value, flow=flow)]
        if "'" not in forms[0] and "\n" not in value and "\t" not in value:
            forms.append("'" + value.replace("'", "''") + "'")
        plain = value.replace(" ", "").isalnum() and value.isascii()
        if not flow and plain and self.coin():
            pad = " " * (indent + 2)
            forms = [f">-\n{pad}{value}", f"|-\n{pad}{value}\n\n", f">-  # ghi\n{pad}{value}"]
        return self.random.choice(forms)

    def comment(self) -> str:
        return self.random.choice(["", "", "  # chú: {thích}"])

    def mapping(self, tree: dict[str, Any], indent: int, depth: int) -> str:
        lines = []
        pad = " " * indent
        for key, value in tree.items():
            if depth and self.coin() and self.coin():
                lines.append(f"{pad}# {key}: nhắc, {{ngoặc}}")
            if isinstance(value, str):
                said = self.scalar(value, flow=False, indent=indent)
                lines.append(f"{pad}{key}: {said}" + ("" if "\n" in said else self.comment()))
            elif depth and self.coin():
                lines.append(f"{pad}{key}: {self.flow(value)}{self.comment()}")
            else:
                lines.append(f"{pad}{key}:{self.comment()}")
                lines.append(self.mapping(value, indent + 2, depth + 1))
            if depth < 2 and self.coin():
                lines.append(" " * self.random.choice([0, 2]))
        return "\n".join(lines)

    def flow(self, tree: dict[str, Any]) -> str:
        gap = self.random.choice(["", " "])
        inside = (
            f"{key}: {self.flow(v) if isinstance(v, dict) else self.scalar(v, flow=True, indent=0)}"
            for key, v in tree.items()
        )
        return "{" + gap + ", ".join(inside) + gap + "}"


@st.composite
def values(draw: Any, *, blank: bool = True) -> str:
    return "" if blank and draw(st.integers(0, 5)) == 0 else encoding.normalized(draw(WORDS)) or "x"


@st.composite
def items(draw: Any, kind: str) -> Any:
    if kind == "measures":
        return draw(values())
    fields = draw(st.lists(st.sampled_from(FIELDS[:3] + FIELDS[4:-1]), max_size=4, unique=True))
    tree: dict[str, Any] = {key: draw(values()) for key in fields}
    if kind == "indicators" and draw(st.booleans()):
        parts = draw(st.lists(st.sampled_from(PARTS), min_size=1, unique=True))
        tree["parts"] = {part: {"value": draw(values())} for part in parts}
    return tree or ""


@st.composite
def files(draw: Any) -> tuple[str, dict[str, Any]]:
    tree: dict[str, Any] = {"period": "2026H1"}
    for kind, ids in IDS.items():
        chosen = draw(st.lists(st.sampled_from(ids), unique=True))
        if chosen or draw(st.booleans()):
            inside = {key: draw(items(kind)) for key in sorted(chosen)}
            tree[kind] = inside or ""
    text = Writer(draw(st.randoms(use_true_random=True))).mapping(tree, 0, 0)
    text += draw(st.sampled_from(["", "\n", "\n\n# hết\n"]))
    text = draw(st.sampled_from(["", "# đầu tệp\n\n"])) + text
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text, tree


@st.composite
def places(draw: Any) -> Loc:
    kind = draw(st.sampled_from([*IDS]))
    item = draw(st.sampled_from(IDS[kind]))
    if kind == "measures":
        return (kind, item)
    if kind == "indicators" and draw(st.booleans()):
        return (kind, item, "parts", draw(st.sampled_from(PARTS)), "value")
    return (kind, item, draw(st.sampled_from(FIELDS[:3] + FIELDS[4:-1])))


def plain_tree(text: str) -> Any:
    """The text as another reader has it: PyYAML's, every scalar as text."""

    def normal(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {key: normal(value) for key, value in tree.items()}
        return encoding.normalized(tree) if isinstance(tree, str) else ""

    return normal(yaml.load(text.removeprefix("\ufeff"), yaml.CBaseLoader))  # noqa: S506 - all text


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines between what both texts begin with and what both end with."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@settings(max_examples=5 * settings().max_examples)
@given(files(), places(), values(blank=False))
def test_an_edit_changes_its_own_lines_and_reads_back_as_given(
    file: tuple[str, dict[str, Any]], loc: Loc, value: str
) -> None:
    text, tree = file
    assert plain_tree(text) == tree
    after = put(text, loc, value, order)

    expected: Any = tree
    for key in loc[:-1]:
        if not isinstance(expected.get(key), dict):
            expected[key] = {}
        expected = expected[key]
    old_value = expected.get(loc[-1])
    expected[loc[-1]] = value
    assert plain_tree(after) == tree

    old, new = changed_lines(text, after)
    if old_value is None and not (old and old[0].rstrip("\r\n").endswith(("}", "#"))):
        # A new key: lines are added, or one line that opens it is lengthened.
        assert len(old) <= 1
    if old_value:
        assert len(new) <= 1
    if old and new:
        head = old[0][: len(old[0]) - len(old[0].lstrip())]
        assert new[0].startswith(head)
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    if "\r\n" in text:
        assert "\n" not in after.replace("\r\n", "")
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert comments == [line for line in after.splitlines() if line.lstrip().startswith("#")]
    assert text.count("# chú: {thích}") == after.count("# chú: {thích}")


@settings(max_examples=5 * settings().max_examples)
@given(files(), st.randoms(use_true_random=False))
def test_taking_out_a_key_leaves_all_other_lines(
    file: tuple[str, dict[str, Any]], random: Any
) -> None:
    text, tree = file
    document, _ = source.read("", text.encode())
    assert document is not None
    places = [loc for loc in document.keys if len(loc) > 2]
    if not places:
        return
    loc = random.choice(places)
    after = drop(text, loc)
    while len(loc) > 1:
        inside = tree
        for key in loc[:-1]:
            inside = inside[key]
        del inside[loc[-1]]
        if inside:
            break
        loc = loc[:-1]
    else:
        del tree[loc[0]]
    assert plain_tree(after) == tree
    _, new = changed_lines(text, after)
    assert len(new) <= 1
