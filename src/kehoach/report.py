"""A status view → Markdown and HTML through the templates.

Undefined names are errors, HTML is escaped, and text from the data is escaped for Markdown.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kehoach import guidance, listing, wording
from kehoach.progress import Progress
from kehoach.view import LATE, MET, StatusView

SUFFIXES = {"md": "md", "html": "html"}


def render(
    form: str, view: StatusView, entry: Progress | None, folders: list[Path], provenance: str
) -> str:
    """The report of a half-year in one form; the first folder that has a template wins."""
    return (
        _environment(folders)
        .get_template(f"report.{SUFFIXES[form]}.j2")
        .render(
            view=view,
            plan=view.evaluation.plan,
            entry=entry,
            narrative=entry.narrative if entry else None,
            totals=guidance.totals(view),
            late=[row for row in view.indicators if row.status in LATE],
            met=[row for row in view.indicators if row.status in MET],
            provenance=provenance,
            words=wording,
        )
    )


def _environment(folders: list[Path]) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = listing.markdown
    return environment
