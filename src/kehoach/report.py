"""A briefing → Markdown, HTML and a short text through the templates.

Undefined names are errors, HTML is escaped, and text from the data is escaped for Markdown.
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from kehoach import chart, listing
from kehoach.briefing import Briefing
from kehoach.sandbox import Sandbox, Templates, TooLongError, bounded
from kehoach.wording import screen, terms
from kehoach.wording import template as words

SUFFIXES = {"md": "md", "html": "html", "docx": "docx", "text": "txt"}
"""The forms of a report, and how the name of their file ends. `word` makes that of Word."""


def lines(text: str) -> list[str]:
    """The lines in which a person wrote a text, each a paragraph on paper; blank ones part them."""
    return [line for line in text.splitlines() if line.strip()]


FILTERS: dict[str, Callable[..., object]] = {
    "day": terms.day,
    "evidence": terms.evidence,
    "letter": terms.letter,
    "lines": lines,
    "md": listing.markdown,
    "money": terms.money,
    "period": terms.period_code,
    "roman": terms.roman,
    "shorten": terms.shorten,
    "spark": chart.spark,
}
"""What a template may put a value through, in whatever form."""


FAULTS = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError),
    *(RecursionError, MemoryError, SyntaxError),  # nested deeper than Python goes
    TooLongError,
)
"""What Jinja raises, and what a school's own template may do with the values it is given."""


class BrokenTemplateError(Exception):
    """A template fails: its name, its line or 0 where that can't be told, and why."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        """Keep them."""
        super().__init__(name, line, reason)
        self.name, self.line, self.reason = name, line, reason


def render(
    form: str, briefing: Briefing, folders: Sequence[Path], cache: BytecodeCache | None = None
) -> str:
    """The report in one of the forms; of each template the first folder that has it wins.

    Raise `BrokenTemplateError`, `TemplateNotFound` where the form has none, OSError where one
    can't be read.
    """
    return fill(f"report.{form}.j2", context(briefing), folders, cache)


def fill(
    name: str,
    known: Mapping[str, Any],
    folders: Sequence[Path],
    cache: BytecodeCache | None = None,
) -> str:
    """A template with the names it finds; raises as `render` does."""
    if not any((folder / name).exists() for folder in folders):
        raise TemplateNotFound(name)
    try:
        with bounded():
            template = environment(folders, cache).get_template(name)
            made = template.render(known)
            made.encode("utf-8")
    except TemplateNotFound as error:
        told = words.NO_PARTIAL.format(name=error.name)
        raise BrokenTemplateError(*_place(name, error), told) from error
    except FAULTS as error:
        raise BrokenTemplateError(*_place(name, error), words.reason(error)) from error
    return made


def _place(name: str, error: Exception) -> tuple[str, int]:
    """The template and the line at which it failed, an included one too."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno
    # Jinja puts its templates into the traceback.
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".j2"):
            return Path(frame.filename).name, frame.lineno or 0
    return name, 0


def context(briefing: Briefing) -> dict[str, Any]:
    """The names that a template finds, in whatever form."""
    return {
        "report": briefing,
        "view": briefing.view,
        "plan": briefing.plan,
        "narrative": briefing.narrative,
        "totals": briefing.totals,
        "words": terms,
        "labels": screen.DEFINITION,
    }


def environment(folders: Sequence[Path], cache: BytecodeCache | None = None) -> Sandbox:
    """The sandbox in which every template is filled."""
    environment = Sandbox(
        loader=Templates(folders),
        bytecode_cache=cache,
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment
