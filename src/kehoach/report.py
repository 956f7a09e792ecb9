"""A briefing → Markdown, HTML and a short text through the templates.

Undefined names are errors, HTML is escaped, and text from the data is escaped for Markdown.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kehoach import chart, listing
from kehoach.briefing import Briefing
from kehoach.wording import screen, terms

SUFFIXES = {"md": "md", "html": "html", "docx": "docx", "text": "txt"}
"""The forms of a report, and how the name of their file ends. `word` makes that of Word."""

FILTERS: dict[str, Callable[..., object]] = {
    "day": terms.day,
    "evidence": terms.evidence,
    "letter": terms.letter,
    "md": listing.markdown,
    "money": terms.money,
    "roman": terms.roman,
    "shorten": terms.shorten,
    "spark": chart.spark,
}
"""What a template may put a value through, in whatever form."""


def render(form: str, briefing: Briefing, folders: Sequence[Path]) -> str:
    """The report in one of the forms; of each template the first folder that has it wins."""
    return _environment(folders).get_template(f"report.{form}.j2").render(context(briefing))


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


def _environment(folders: Sequence[Path]) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment
