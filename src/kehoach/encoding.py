"""The bytes of a file → its text, or what keeps it from being one: characters, encodings, marks.

What cannot be seen, or was never typed, is refused where it stands, before anything is read.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kehoach.problem import Code, Problem, Refusal

MOST_BYTES = 4 * 2**20
_MOST_PROBLEMS_OF_A_KIND = 20

LINE_END = re.compile(r"\r\n|\r|\n")
# Blanks of Word and of web pages that are no spaces.
BLANKS = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
# Control, zero-width and direction characters, line separators, non-characters, lone surrogates.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_RUN = re.compile(f"({FORBIDDEN.pattern})\\1*")
# Letters of TCVN3 as they look in Unicode: "B¶o Th¾ng". No word has such a sign between letters.
_OLD_SIGN = re.compile("[¶¾®¨¸¹»¼½«¬´¿µ]")
OLD_FONT = re.compile(rf"[^\W\d_]+{_OLD_SIGN.pattern}[^\W\d_]+")
_CONFLICT = re.compile(r"^[ \t]*(?:<{7} .*|<{7}|>{7} .*|>{7}|\|{7} .*|={7})$", re.MULTILINE)
_INDENT = re.compile(rf"^ *([{BLANKS}])[ {BLANKS}]*(?:- |[\w.-]+:(?:\s|$))", re.MULTILINE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Word and Excel (also of old), PDF, pictures.
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")


class Mark(NamedTuple):
    """A place in the text: line and column, both from 1, the column in characters."""

    line: int
    column: int


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a file, without a byte-order mark; None where something is wrong with it."""
    if len(data) > MOST_BYTES:
        limit, size = str(MOST_BYTES // 2**20), str(-(-len(data) // 2**20))
        return None, [Problem(path, 1, 1, Code.TOO_LARGE, {"limit": limit, "size": size})]
    if data.startswith(_NO_TEXT):
        return None, [Problem(path, 1, 1, Code.NOT_TEXT)]
    if _utf_16(data):
        return None, [Problem(path, 1, 1, Code.NOT_UTF8, {"encoding": "UTF-16"})]
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().removeprefix("\ufeff")
        return None, [Problem(path, *mark_at(before), Code.NOT_UTF8, {"encoding": ""})]
    problems = sorted(
        Problem(path, *mark_at(text[:index]), refusal.code, refusal.details)
        for index, refusal in _refused(text)
    )
    return (None if problems else text), problems


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines of a file as a person sees them, for showing beside a problem."""
    shown, encoding = data[:MOST_BYTES], _utf_16(data) or "utf-8"
    if shown.startswith(_NO_TEXT):
        return ("",)
    return tuple(LINE_END.split(shown.decode(encoding, errors="replace").removeprefix("\ufeff")))


def mark_at(before: str) -> Mark:
    """The place behind the text `before`."""
    lines = LINE_END.split(before)
    return Mark(len(lines), len(lines[-1]) + 1)


def normalized(text: str) -> str:
    """A scalar's text as it counts: NFC, without spaces around it."""
    return unicodedata.normalize("NFC", text).strip(" ")


def refuse_characters(text: str) -> None:
    """Raise `Refusal` for what no file may hold: invisible characters, letters of an old font."""
    if match := FORBIDDEN.search(text):
        raise Refusal(Code.BAD_CHARACTER, character=match[0])
    for match in _old_letters(text):
        raise Refusal(Code.OLD_FONT, value=match[0])


def _old_letters(text: str) -> Iterator[re.Match[str]]:
    """The words that look like an old font; most texts have none of its signs at all."""
    return OLD_FONT.finditer(text) if _OLD_SIGN.search(text) else iter(())


def _utf_16(data: bytes) -> str:
    """The name of the encoding, if it is UTF-16; without its mark a Latin letter tells it."""
    if data.startswith(_UTF_16):
        return "utf-16"
    first, second = data[:1], data[1:2]
    if first == b"\0" < second:
        return "utf-16-be"
    return "utf-16-le" if second == b"\0" < first else ""


def _refused(text: str) -> Iterator[tuple[int, Refusal]]:
    """What no text may hold, with where it begins; a character in a row is told once."""
    for match in islice(_RUN.finditer(text), _MOST_PROBLEMS_OF_A_KIND):
        yield match.start(), Refusal(Code.BAD_CHARACTER, character=match[1])
    for match in islice(_INDENT.finditer(text), _MOST_PROBLEMS_OF_A_KIND):
        yield match.start(1), Refusal(Code.INDENT_CHARACTER, character=match[1])
    for match in islice(_old_letters(text), 1):
        yield match.start(), Refusal(Code.OLD_FONT, value=match[0])
    if "<" * 7 not in text and ">" * 7 not in text:
        return
    conflicts = (m for m in _CONFLICT.finditer(text) if "<" in m[0] or ">" in m[0])
    for match in islice(conflicts, 1):
        indent = len(match[0]) - len(match[0].lstrip())
        yield match.start() + indent, Refusal(Code.CONFLICT_MARKER)
