"""Reading YAML text: values as the text they are, with positions, and what is refused where."""

import pytest

from kehoach import source
from kehoach.document import Document, Loc
from kehoach.encoding import Mark
from kehoach.problem import Code, Problem, Refusal
from kehoach.source import MOST_DEPTH, read

PATH = "data/plan.yaml"


def tree_of(written: str) -> object:
    """The values of a text that is read without a problem."""
    document, problems = read(PATH, written.encode())
    assert document is not None
    assert problems == []
    return document.tree


def document_of(written: str) -> Document:
    """The document of a text that can be read."""
    document, _ = read(PATH, written.encode())
    assert document is not None
    return document


def problems_of(written: str | bytes) -> list[Problem]:
    """The problems of a text."""
    data = written if isinstance(written, bytes) else written.encode()
    return read(PATH, data)[1]


@pytest.mark.parametrize(
    "scalar",
    [
        "4.10",
        "no",
        "yes",
        "12:30",
        "010",
        "0o17",
        "1.000",
        "2026-02-30",
        "1e5",
        ".inf",
        "null",
        "~",
    ],
)
def test_every_scalar_stays_the_text_it_is(scalar: str) -> None:
    assert tree_of(f"a: {scalar}\n") == {"a": scalar}


@pytest.mark.parametrize("written", ["a: 98%", "a: '98%'", 'a: "98%"', "a: >-\n  98%", "{a: 98%}"])
def test_a_quoted_scalar_means_the_same_as_a_plain_one(written: str) -> None:
    assert tree_of(written) == {"a": "98%"}


@pytest.mark.parametrize("written", ["a:", "a: ''", 'a: "  "', "{a: }", "a: # ghi sau"])
def test_a_blank_is_an_empty_text(written: str) -> None:
    assert tree_of(written + "\n") == {"a": ""}


def test_lists_and_tables_keep_their_order() -> None:
    assert tree_of("b: [x, {c: 1}]\na:\n  - y\n") == {"b": ("x", {"c": "1"}), "a": ("y",)}


def test_spaces_around_a_quoted_text_are_dropped() -> None:
    assert tree_of('"  a ": "  x  y "') == {"a": "x  y"}


def test_a_tag_that_says_nothing_is_fine() -> None:
    assert tree_of("a: ! 12\n") == {"a": "12"}


def test_letters_are_composed_in_keys_and_values() -> None:
    assert tree_of("to\u0302\u0309: ho\u0301a\n") == {"tổ": "hóa"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_is_fine(ending: str) -> None:
    document = document_of(f"a: 1{ending}b: 2{ending}")
    assert document.tree == {"a": "1", "b": "2"}
    assert document.lines == ("a: 1", "b: 2", "")
    assert document.place(("b",)) == Mark(2, 4)


def test_a_byte_order_mark_at_the_start_is_fine_and_counts_for_nothing() -> None:
    document, problems = read(PATH, "\ufeffa: 1\n".encode())
    assert document is not None
    assert problems == []
    assert document.place(("a",)) == Mark(1, 4)
    assert document.lines[0] == "a: 1"


def test_a_document_may_be_framed_by_its_marks() -> None:
    assert tree_of("---\na: 1\n...\n") == {"a": "1"}


PLACES = """\
# Danh mục
tổ: {tên: Tổ Văn phòng, số: "12"}
mục:
  - id: CT-1
    parts: [a, bc]
  - >-
    chữ
    dài
"""


@pytest.mark.parametrize(
    ("loc", "key", "mark"),
    [
        ((), False, Mark(2, 1)),
        (("tổ",), True, Mark(2, 1)),
        (("tổ",), False, Mark(2, 5)),
        (("tổ", "tên"), True, Mark(2, 6)),
        (("tổ", "tên"), False, Mark(2, 11)),
        (("tổ", "số"), False, Mark(2, 29)),
        (("mục", 0), False, Mark(4, 5)),
        (("mục", 0, "id"), False, Mark(4, 9)),
        (("mục", 0, "parts", 1), False, Mark(5, 16)),
        (("mục", 1), False, Mark(6, 5)),
        (("mục", 0, "name"), True, Mark(4, 5)),
        (("mục", 0, "target", "by"), False, Mark(4, 5)),
        (("x", "y"), False, Mark(2, 1)),
        ((), True, Mark(1, 1)),
    ],
)
def test_a_place_is_line_and_column_in_characters_or_the_nearest_around(
    loc: Loc, key: bool, mark: Mark
) -> None:
    assert document_of(PLACES).place(loc, key=key) == mark


@pytest.mark.parametrize(
    ("loc", "found"),
    [
        ((), {"tổ": "X", "mục": ("a", {"id": ""})}),
        (("tổ",), "X"),
        (("mục", 1, "id"), ""),
        (("phòng",), ""),
        (("phòng", "tên"), ""),
        (("tổ", 0), ""),
        (("tổ", "tên"), ""),
        (("mục", 2), ""),
        (("mục", "id"), ""),
    ],
)
def test_where_nothing_stands_is_an_empty_text(loc: Loc, found: object) -> None:
    assert document_of("tổ: X\nmục: [a, {id: }]\n").at(loc) == found


def test_a_problem_carries_the_place_and_the_facts() -> None:
    found = document_of(PLACES).problem(Code.UNKNOWN_ID, ("mục", 0, "id"), value="CT-1")
    assert found == Problem(PATH, 4, 9, Code.UNKNOWN_ID)
    assert found.details == {"value": "CT-1"}


def test_a_problem_stands_at_the_key_where_that_is_wrong() -> None:
    document = document_of(PLACES)
    assert document.problem(Code.UNKNOWN_KEY, ("tổ", "số"), key=True).column == 25
    assert document.refused(Refusal(Code.UNKNOWN_KEY), ("tổ", "số"), key=True).column == 25
    assert document.refused(Refusal(Code.BAD_NUMBER), ("tổ", "số")).column == 29


@pytest.mark.parametrize(
    ("written", "loc", "alone"),
    [
        ("{value: 1,5}", ("5",), True),
        ("{value: 1, 5 , note: x}", ("5",), True),
        ("a: 1\nb: {value: 1,5, note: x}", ("b", "5"), True),
        ("{value: 1, a b}", ("a b",), True),
        ("{a: {b: {value: 1,5}}}", ("a", "b", "5"), True),
        ("{value: 1, note: x}", ("value",), False),
        ("{value: 1, note : x}", ("note",), False),
        ("{value: 1, note: }", ("note",), False),
        ("value: 1", ("note",), False),
    ],
)
def test_a_key_without_a_colon_stands_alone(written: str, loc: Loc, alone: bool) -> None:
    assert document_of(written).is_alone(loc) is alone


@pytest.mark.parametrize(
    ("written", "loc", "split"),
    [
        ("- Kết quả: đạt 90%\n", (0,), True),
        ("a:\n  b:\n    - x\n    - Kết quả: đạt\n", ("a", "b", 1), True),
        ("- chữ có dấu cách\n", (0,), False),
        ("a: {Kết quả: đạt}\n", ("a",), False),
        ("a:\n  Kết quả: đạt\n", ("a",), False),
        ("Kết quả: đạt\n", (), False),
        ("- {}\n", (0,), False),
    ],
)
def test_an_item_of_a_list_that_a_colon_split_is_a_sentence(
    written: str, loc: Loc, split: bool
) -> None:
    assert document_of(written).is_sentence(loc) is split


REFUSED = [
    # Empty, or more than one
    ("", Code.EMPTY, 1, 1),
    ("# chỉ có chú thích\n", Code.EMPTY, 1, 1),
    ("---\n", Code.EMPTY, 1, 1),
    ("a: 1\n---\nb: 2\n", Code.SEVERAL_DOCUMENTS, 2, 1),
    # What YAML has and these files have not
    ("a: &x 1\n", Code.ANCHOR, 1, 4),
    ("a: 1\nb: *x\n", Code.ANCHOR, 2, 4),
    ("&x a: 1\n", Code.ANCHOR, 1, 1),
    ("a: !!int 1\n", Code.TAG, 1, 4),
    ("a: [!ruby x]\n", Code.TAG, 1, 5),
    ("[a]: 1\n", Code.KEY_NOT_TEXT, 1, 1),
    ("? {a: 1}\n: 2\n", Code.KEY_NOT_TEXT, 1, 3),
    # Habits
    ("a:\n\tb: 1\n", Code.TAB, 2, 1),
    ("a:1\nb: 2\n", Code.NO_SPACE_AFTER_COLON, 1, 2),
    ("a: 1\nb:2\n", Code.NO_SPACE_AFTER_COLON, 2, 2),
    ("a: >= 98\n", Code.NEEDS_QUOTES, 1, 4),
    ("a: [>= 98]\n", Code.NEEDS_QUOTES, 1, 5),
    ("a: %98\n", Code.NEEDS_QUOTES, 1, 4),
    ("a: @ban\n", Code.NEEDS_QUOTES, 1, 4),
    ("a: `x`\n", Code.NEEDS_QUOTES, 1, 4),
    ("a: b: c\n", Code.COLON_IN_TEXT, 1, 5),
    ("a: 'x\n", Code.UNCLOSED_QUOTE, 1, 4),
    ('a: 1\nb: "x\n', Code.UNCLOSED_QUOTE, 2, 4),
    ("a: [1, 2\nb: 3\n", Code.UNCLOSED_BRACKET, 1, 4),
    ("a: {b: 1\n  c: 2}\n", Code.UNCLOSED_BRACKET, 1, 4),
    ("a: {b: Họp: xong}\n", Code.COLON_IN_TEXT, 1, 11),
    ("a: 'b' c\n", Code.CLOSED_TOO_EARLY, 1, 8),
    ("a: |\n  x\n y\n", Code.BAD_INDENT, 3, 2),
    ("a: 1\n- b\n", Code.BAD_INDENT, 2, 1),
    ('a: "C:\\quy"\n', Code.BAD_ESCAPE, 1, 7),
    ("a: -\n", Code.NEEDS_QUOTES, 1, 4),
    ("a: , b\n", Code.SYNTAX, 1, 4),
    ("a: 1\nb: [1]]\n", Code.EXTRA_BRACKET, 2, 7),
    ("a:\n  b: 1\nc: 2\n  d: 3\n", Code.BAD_INDENT, 3, 1),
    ("a:\n  b: 1\n    c: 2\n", Code.BAD_INDENT, 3, 5),
    ("a: 1\n# x\nb 2\n", Code.MISSING_COLON, 3, 1),
    ("a: {b: 'x' c: 1}\n", Code.CLOSED_TOO_EARLY, 1, 12),
    # Characters
    ("a: x\0y\n", Code.BAD_CHARACTER, 1, 5),
    ("a: x\x1b[31m\n", Code.BAD_CHARACTER, 1, 5),
    ("tổ: x\u200by\n", Code.BAD_CHARACTER, 1, 6),
    ("a\u200b: 1\n", Code.BAD_CHARACTER, 1, 2),
    ("a: \u202ex\n", Code.BAD_CHARACTER, 1, 4),
    ("a: x\u2028y\n", Code.BAD_CHARACTER, 1, 5),
    ("a: x\u00ady\n", Code.BAD_CHARACTER, 1, 5),
    ("# x\u0085\na: 1\n", Code.BAD_CHARACTER, 1, 4),
    ("a: \ufeffx\n", Code.BAD_CHARACTER, 1, 4),
    ('a: "\\x1b[31m"\n', Code.BAD_CHARACTER, 1, 4),
    ('a: "\\0"\n', Code.BAD_CHARACTER, 1, 4),
    ('"\\u200b": 1\n', Code.BAD_CHARACTER, 1, 1),
    # Conflicts of git
    ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\n", Code.CONFLICT_MARKER, 2, 1),
    ("a: 1\n>>>>>>> nhanh\n", Code.CONFLICT_MARKER, 2, 1),
    ("a: |\n  x\n  <<<<<<< HEAD\n  y\n", Code.CONFLICT_MARKER, 3, 3),
]


@pytest.mark.parametrize(("written", "code", "line", "column"), REFUSED)
def test_a_text_is_refused_at_the_place_of_the_mistake(
    written: str, code: Code, line: int, column: int
) -> None:
    document, problems = read(PATH, written.encode())
    assert document is None
    assert problems == [Problem(PATH, line, column, code)]


@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("{", 1, 1),
        ("[1,", 1, 1),
        ("\n{", 2, 1),
        ("a: [", 1, 4),
        ("a: {", 1, 4),
        ("a: [1", 1, 4),
        ("a: {b: 1", 1, 4),
        ("a: [[]", 1, 4),
        ("a: [{b: 1},", 1, 4),
    ],
)
def test_an_open_bracket_is_found_where_it_opens_also_at_the_end_of_the_file(
    written: str, ending: str, line: int, column: int
) -> None:
    assert problems_of(written + ending) == [Problem(PATH, line, column, Code.UNCLOSED_BRACKET)]


def test_a_repeated_key_names_both_lines_and_keeps_the_first_value() -> None:
    document, problems = read(PATH, b"a: 1\nb: {c: 2}\na: 3\nb: {c: 4, d: 5}\n")
    assert document is not None
    assert document.tree == {"a": "1", "b": {"c": "2"}}
    assert problems == [
        Problem(PATH, 3, 1, Code.DUPLICATE_KEY),
        Problem(PATH, 4, 1, Code.DUPLICATE_KEY),
    ]
    assert [found.details for found in problems] == [
        {"key": "a", "line": "1"},
        {"key": "b", "line": "2"},
    ]
    assert document.place(("b", "c")) == Mark(2, 8)


def test_keys_that_differ_only_in_how_they_are_composed_are_repeated() -> None:
    assert [found.code for found in problems_of("tổ: 1\nto\u0302\u0309: 2\n")] == [
        Code.DUPLICATE_KEY,
    ]


def test_what_is_wrong_inside_a_repeated_key_is_found_as_well() -> None:
    found = problems_of("a: 1\na: {b: !x 2}\n")
    assert [problem.code for problem in found] == [Code.DUPLICATE_KEY, Code.TAG]
    assert found[1].details == {"tag": "!x"}


def test_where_keys_stand_twice_is_remembered_of_items_the_item() -> None:
    document = document_of("a: 1\na: {x: 2, x: 3}\nb: {c: 4, c: 5}\nd: [{e: 6, e: 7, f: 8}]\n")
    assert document.repeated == {("a",), ("b", "c"), ("d", 0)}
    assert document.tree == {"a": "1", "b": {"c": "4"}, "d": ({"e": "6", "f": "8"},)}


def test_of_an_item_in_which_keys_stand_twice_only_the_first_is_told() -> None:
    (found,) = problems_of("a:\n  - b: 1\n    c: 2\n    b: 3\n    c: 4\n    d: 5\n    c: 6\n")
    assert found == Problem(PATH, 4, 5, Code.DUPLICATE_KEY)
    assert found.details == {"key": "b", "line": "2", "form": "dash"}
    assert [one.line for one in problems_of("- b: 1\n  b: 2\n- b: 3\n  b: 4\n")] == [2, 4]
    assert [one.line for one in problems_of("b: 1\nc: 2\nb: 3\nc: 4\nb: 5\n")] == [3, 4, 5]


def test_a_key_in_an_item_once_more_may_be_that_of_a_new_item_whose_first_line_is_gone() -> None:
    (found,) = problems_of("- b: 1\n  c: 2\n  d: 3\n  c: 4\n")
    assert found == Problem(PATH, 4, 3, Code.DUPLICATE_KEY)
    assert found.details == {"key": "c", "line": "2", "form": "item", "first": "b"}


def test_in_brackets_no_new_item_can_begin() -> None:
    (found,) = problems_of("- {b: 1, c: 2, b: 3}\n")
    assert (found, found.details) == (
        Problem(PATH, 1, 16, Code.DUPLICATE_KEY),
        {"key": "b", "line": "1"},
    )


def test_what_stands_below_a_merged_table_is_still_read_as_its_own() -> None:
    found = problems_of("a: &x {k: 1}\nk: 2\nb:\n  <<: *x\n  k: 3\n")
    assert [(one.code, one.line) for one in found] == [(Code.ANCHOR, 1), (Code.ANCHOR, 4)]


@pytest.mark.parametrize(
    ("above", "code", "kept"),
    [
        ("a: &x 1\nb: ", Code.ANCHOR, True),
        ("b: &x ", Code.ANCHOR, False),
        ("[a]: 1\nb: ", Code.KEY_NOT_TEXT, False),
        ("a: một\n  - hai\nb: ", Code.JOINED_LINES, False),
    ],
)
def test_beside_a_syntax_error_stands_what_does_not_come_of_it(
    above: str, code: Code, kept: bool
) -> None:
    assert [found.code for found in problems_of(above + "1\n")] == [code]
    found = problems_of(above + "'chưa đóng\n")
    assert [one.code for one in found] == [code] * kept + [Code.UNCLOSED_QUOTE]


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("a: một\n  - hai\n  - ba\n", 2, 3),
        ("a: một\n  và\n\n   + hai\n", 4, 4),
        ("a: một\n  - 2\n  • ba  # hết\n", 3, 3),
        ("a:\n  • một\n  • hai\n", None, 0),
        ("a: một\n  hai\n", None, 0),
    ],
)
def test_items_that_are_joined_to_the_line_above_are_told_at_the_first(
    written: str, line: int | None, column: int
) -> None:
    expected = [] if line is None else [Problem(PATH, line, column, Code.JOINED_LINES)]
    assert problems_of(written) == expected


def test_a_character_that_is_written_as_an_escape_is_named() -> None:
    assert problems_of('a: "\\u200b"\n')[0].details == {"character": "\u200b", "form": "escape"}


def test_a_parser_that_breaks_down_is_a_problem_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: str) -> None:
        raise ValueError

    monkeypatch.setattr(source, "CParser", broken)
    assert problems_of("a: 1\n") == [Problem(PATH, 1, 1, Code.SYNTAX)]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a: 98 #1\n", "98"),
        ("a: Phòng #1 và #2\n", "Phòng"),
        ("a: 98 # một ghi chú\n", "98"),
        ("a: 98  #1\n", "98"),
        ("a: 98  # một ghi chú\n", None),
        ("a: '98' #1\n", None),
        ("a: 98#1\n", None),
        ("a: #1\n", ""),
        ("a: # một ghi chú\n", None),
        ("a: #1\n  b: 1\n", None),
        ("# 98 #1\na: 1\n", None),
    ],
)
def test_a_text_cut_short_by_a_hash_is_a_warning(written: str, left: str | None) -> None:
    document, problems = read(PATH, written.encode())
    assert document is not None
    assert [found.code for found in problems] == [Code.CUT_BY_COMMENT] * (left is not None)
    assert [found.details.get("value", "") for found in problems] == (
        [] if left is None else [left]
    )


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
@pytest.mark.parametrize("levels", [MOST_DEPTH + 2, 25_000])
def test_deep_nesting_ends_at_a_limit_and_not_in_a_crash(
    opening: str, closing: str, levels: int
) -> None:
    found = problems_of(opening * levels + "x" + closing * levels)
    assert [problem.code for problem in found] == [Code.TOO_DEEP]
    assert found[0].details == {"limit": str(MOST_DEPTH)}
    assert found[0].column == len(opening) * (MOST_DEPTH + 1) + 1


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_nesting_up_to_the_limit_is_fine(opening: str, closing: str) -> None:
    assert problems_of(opening * MOST_DEPTH + "x" + closing * MOST_DEPTH) == []


def test_a_file_has_a_greatest_number_of_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_NODES", 50)
    assert problems_of("[" + "a," * 49 + "]") == []
    (found,) = problems_of("[" + "a," * 50 + "]")
    assert found == Problem(PATH, 1, 2 * 49 + 2, Code.TOO_MANY_NODES)
    assert found.details == {"limit": "50"}


def test_a_value_ends_where_its_text_does_without_what_follows() -> None:
    text = (
        "a:   # blank\n"
        "b: {x: , y: 5,\n   z: [q , 2]}  # flow\n"
        "c: >-  # block\n  text\n  # no comment\n\n\n# comment\n"
        "d:\n  e: 'a\n    b'   # quoted\n  f: plain\n    more\n\n  # comment\n"
        "g:\n- a\n- h: |+\n    kept\n\n"
        "i: 1\n"
    )
    document = document_of(text)
    lines = text.split("\n")

    def of(*loc: str | int) -> str:
        start, end = document.values[loc], document.end(loc)
        inside = lines[start.line - 1 : end.line]
        inside[-1] = inside[-1][: end.column - 1]
        inside[0] = inside[0][start.column - 1 :]
        return "\n".join(inside)

    assert of("a") == ""
    assert of("b") == "{x: , y: 5,\n   z: [q , 2]}"
    assert (of("b", "x"), of("b", "y"), of("b", "z")) == ("", "5", "[q , 2]")
    assert of("c") == ">-  # block\n  text\n  # no comment"
    assert of("d") == "e: 'a\n    b'   # quoted\n  f: plain\n    more"
    assert of("d", "e") == "'a\n    b'"
    assert of("g") == "- a\n- h: |+\n    kept"
    assert document.lines_of(("d",)) == (10, 14)
    assert document.lines_of(("d", "e")) == (11, 12)


def test_a_block_of_text_ends_behind_its_last_letter() -> None:
    document = document_of("a: |\n  chữ\n\n  dài  \n\n\nb: |\n  x")
    assert document.end(("a",)) == Mark(4, 6)
    assert document.end(("b",)) == Mark(8, 4)


def test_a_value_never_ends_before_it_begins() -> None:
    document = document_of("? a\n")
    assert (document.values["a",], document.end(("a",))) == (Mark(2, 1), Mark(2, 1))


def test_what_is_not_there_ends_where_the_nearest_thing_around_it_begins() -> None:
    document = document_of(PLACES)
    assert document.end(("mục", 0, "name")) == Mark(4, 5)
