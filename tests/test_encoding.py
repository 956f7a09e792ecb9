"""Bytes to text: what no file may hold is refused where it stands, before anything is read."""

import pytest

from kehoach.encoding import MOST_BYTES, decode, lines_of, normalized, refuse_characters
from kehoach.problem import Code, Problem, Refusal

PATH = "data/plan.yaml"


def problems_of(written: str | bytes) -> list[Problem]:
    """What is wrong with the bytes of a file."""
    data = written if isinstance(written, bytes) else written.encode()
    text, problems = decode(PATH, data)
    assert (text is None) is bool(problems)
    return problems


def test_only_spaces_around_a_text_are_dropped() -> None:
    assert normalized("  X \t a X\t ") == "X \t a X\t"


@pytest.mark.parametrize(
    "data",
    [
        "a: 1\n".encode("utf-16"),
        b"a: B\xb6o Th\xbang\n",
        b"\xc3\x28",
        b"\xed\xa0\x80",
    ],
)
def test_other_encodings_are_told_to_be_saved_as_utf_8(data: bytes) -> None:
    assert [found.code for found in problems_of(data)] == [Code.NOT_UTF8]


@pytest.mark.parametrize("written", ["\ufeffa: 1\n", "\ufeffB¶o", "a: 1\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_the_encoding_of_old_windows_programs_is_named(written: str, encoding: str) -> None:
    found = problems_of(written.encode(encoding))
    assert found == [Problem(PATH, 1, 1, Code.NOT_UTF8)]
    assert found[0].details == {"encoding": "UTF-16"}
    assert lines_of(written.encode(encoding)) == tuple(written.removeprefix("\ufeff").split("\n"))


def test_the_mark_of_an_encoding_is_no_part_of_the_text() -> None:
    assert decode(PATH, "\ufefftổ: 1\n".encode()) == ("tổ: 1\n", [])


def test_zeros_alone_are_no_encoding_but_characters_that_do_not_belong_there() -> None:
    assert problems_of(b"\0\0\0\0") == [Problem(PATH, 1, 1, Code.BAD_CHARACTER)]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: 1\nt\xc3\xb4: B\xb6o Th\xbang\n", 2, 6),
        (b"\xef\xbb\xbfa: B\xb6o\n", 1, 5),
    ],
)
def test_an_old_encoding_is_found_at_its_first_letter(data: bytes, line: int, column: int) -> None:
    found = problems_of(data)
    assert found == [Problem(PATH, line, column, Code.NOT_UTF8)]
    assert found[0].details == {"encoding": ""}


def test_letters_of_an_old_font_are_named_once_a_file() -> None:
    found = problems_of("a: x\nb: B¶o Th¾ng\n")
    assert found == [Problem(PATH, 2, 4, Code.OLD_FONT)]
    assert found[0].details == {"value": "B¶o"}


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("a\u200bb", Code.BAD_CHARACTER, {"character": "\u200b"}),
        ("a\x07", Code.BAD_CHARACTER, {"character": "\x07"}),
        ("Tổ B¶o", Code.OLD_FONT, {"value": "B¶o"}),
    ],
)
def test_a_text_that_no_file_may_hold_is_refused(
    text: str, code: Code, details: dict[str, str]
) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_characters(text)
    assert (refused.value.code, refused.value.details) == (code, details)
    refuse_characters("Tổ Bảo")


def test_a_forbidden_character_is_named() -> None:
    assert problems_of("a: x\u200by\n")[0].details == {"character": "\u200b"}


def test_forbidden_characters_are_all_named_up_to_twenty() -> None:
    assert len(problems_of("a: \u200bx\u200by\u200b\n")) == 3
    assert len(problems_of("\u200b-" * 50)) == 20


def test_one_forbidden_character_many_times_in_a_row_is_told_once() -> None:
    assert len(problems_of("a: 1\n" + "\0" * 50)) == 1
    assert len(problems_of("a: \u200b\u200c\u200c\n")) == 2


def test_a_rule_of_equal_signs_alone_is_no_conflict() -> None:
    assert problems_of("a: |-\n  x\n  =======\n") == []
    assert problems_of("a: |\n  <<<<<<<<\n  =======\n  x <<<<<<<\n") == []


def test_a_conflict_is_told_once_a_file_at_its_first_mark() -> None:
    conflict = "<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> nhanh\n"
    assert problems_of("a: 1\n" + conflict * 2) == [Problem(PATH, 2, 1, Code.CONFLICT_MARKER)]
    assert problems_of("a: 1\n<<<<<<<\n") == [Problem(PATH, 2, 1, Code.CONFLICT_MARKER)]
    assert problems_of("a: 1\n \t>>>>>>>\n") == [Problem(PATH, 2, 3, Code.CONFLICT_MARKER)]


@pytest.mark.parametrize(
    ("written", "line", "column", "character"),
    [
        ("a:\n\u00a0 b: 1\n", 2, 1, "\u00a0"),
        ("a:\n  \u2003\u00a0b:\n", 2, 3, "\u2003"),
        ("a:\n \u3000- b\n", 2, 2, "\u3000"),
    ],
)
def test_a_blank_that_is_no_space_is_refused_before_a_key_or_an_item(
    written: str, line: int, column: int, character: str
) -> None:
    found = problems_of(written)
    assert found == [Problem(PATH, line, column, Code.INDENT_CHARACTER)]
    assert found[0].details == {"character": character}


def test_a_blank_that_is_no_space_is_fine_inside_of_a_text() -> None:
    assert problems_of("a: |\n  x\n \u00a0y\nb: x\u00a0: y\n") == []


def test_blanks_that_are_no_spaces_are_told_up_to_twenty() -> None:
    assert len(problems_of("\u00a0- x\n" * 50)) == 20


def test_a_file_has_a_greatest_size() -> None:
    too_large = b"#" * MOST_BYTES + b"\n"
    assert problems_of(too_large) == [Problem(PATH, 1, 1, Code.TOO_LARGE)]
    assert problems_of(too_large)[0].details == {"limit": "4", "size": "5"}
    assert problems_of(b"#" * MOST_BYTES) == []


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF", b"\x89PNG", b"{\\rtf"])
def test_a_file_of_word_or_a_picture_is_no_text_and_has_no_lines(start: bytes) -> None:
    data = start + b"\n\xff\n"
    assert problems_of(data) == [Problem(PATH, 1, 1, Code.NOT_TEXT)]
    assert lines_of(data) == ("",)


def test_lines_are_as_a_person_sees_them_even_where_they_cannot_be_read() -> None:
    assert lines_of(b"\xef\xbb\xbfa\r\nb\rc\nB\xb6o") == ("a", "b", "c", "B\ufffdo")
