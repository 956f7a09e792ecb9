"""What is made by a target of the Makefile and stands between two marks of a document."""

from collections.abc import Callable
from pathlib import Path


def rewrite(document: Path, target: str, make: Callable[[str], str]) -> None:
    """Put what is made of what stands between the marks of `make <target>` in its place.

    A document without the marks, or with more of them, is refused by a `ValueError`.
    """
    start, end = (f"<!-- make {target}: {edge} -->\n" for edge in ("start", "end"))
    before, rest = document.read_text(encoding="utf-8").split(start)
    kept, after = rest.split(end)
    document.write_text(f"{before}{start}\n{make(kept)}\n{end}{after}", encoding="utf-8")
