"""`kehoach report`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    choice,
    choices,
    choose_as_of,
    choose_period,
    compiled_templates,
    known_item,
    open_workspace,
    optional_id,
    parse_day,
    parse_period,
    read_for_use,
    template_folders,
    today,
    write_out,
    writing_to,
    wrong_use,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.briefing import Briefing
    from kehoach.load import Data
    from kehoach.outline import Cut, Kind
    from kehoach.period import Period
    from kehoach.plan import Plan
    from kehoach.seal import Sealed, Unlike
    from kehoach.workspace import Workspace


def report(
    period: Annotated[str | None, typer.Option("--period", help=words.REPORT_PERIOD)] = None,
    kind: Annotated[str | None, typer.Option("--kind", help=words.KIND)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    department: Annotated[str | None, typer.Option(help=words.REPORT_DEPARTMENT)] = None,
    only: Annotated[str | None, typer.Option("--only", help=words.REPORT_ONLY)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_REPORT)] = "md,html",
    output: Annotated[str | None, typer.Option("--output", help=words.OUTPUT)] = None,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Write the report of a period."""
    from kehoach import history
    from kehoach.briefing import brief
    from kehoach.report import SUFFIXES
    from kehoach.seal import Unlike
    from kehoach.status import evaluate
    from kehoach.wording import screen

    forms = choices(form, "--format", [*SUFFIXES])
    if output == "-" and "docx" in forms and (len(set(forms)) > 1 or sys.stdout.isatty()):
        wrong_use(words.NOT_ON_SCREEN)
    here = open_workspace(workspace)
    data, plan = read_for_use(here)
    wanted, at = _choose(plan, kind, period, as_of)
    cut = _cut(plan, department, only)
    evaluation = evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of))
    revision = history.revision(here.root, "data", "templates")
    signature, why = data.sealed(at), None
    if signature:
        # A cut of the signed report tells nothing else; one of another day may.
        same_day = evaluation.as_of == evaluation.cutoff
        why = unlike(here, plan, data, at, signature) if same_day else Unlike.DAY
    source = screen.provenance(
        revision.commit if revision else None,
        clean=bool(revision and revision.clean),
        signature=signature,
        why=why,
    )
    briefing = brief(evaluation, data.entries, wanted, source, cut, data.mentions)
    # All forms are made before the first is written: a broken template leaves nothing half done.
    made = {one: render_report(one, briefing, here.root) for one in forms}
    folder = Path(output) if output else here.root / "reports"
    for one, content in made.items():
        if output == "-":
            write_out(content)
            continue
        path = folder / f"{_name(wanted, at, evaluation.as_of, cut)}.{SUFFIXES[one]}"
        with writing_to(path):
            here.write(path, content)
        sys.stderr.write(screen.WRITTEN.format(path=path) + "\n")
    if why:
        from kehoach.wording import sealing

        sys.stderr.write(sealing.not_as_signed(at, evaluation.cutoff, why))
    # The short form has no place for what a person writes.
    if briefing.missing and set(forms) != {"text"}:
        sys.stderr.write(screen.not_written(_place_to_write(data, at), briefing.missing))


def signed_report(plan: "Plan", data: "Data", at: "Period") -> "Briefing":
    """What is signed of a period: its report as of the cut-off, without its source."""
    from kehoach.briefing import brief
    from kehoach.outline import Cut, kind_of
    from kehoach.status import evaluate

    evaluation = evaluate(plan, data.entries, at, plan.calendar.cutoff(at))
    return brief(evaluation, data.entries, kind_of(at), "", Cut(), {})


def digest(here: "Workspace", briefing: "Briefing") -> str:
    """The SHA-256 of the report in Markdown."""
    import hashlib

    return hashlib.sha256(render_text("md", briefing, here.root).encode()).hexdigest()


def unlike(
    here: "Workspace", plan: "Plan", data: "Data", at: "Period", sealed: "Sealed"
) -> "Unlike | None":
    """Why the reports of a sealed period, made now, are not those that were signed, if they aren't.

    That is the text in Markdown, and whatever of the catalogue the other forms print beside it.
    """
    from kehoach import outcome

    now = signed_report(plan, data, at)
    result = outcome.of_evaluation(now.view.evaluation)
    same = outcome.is_catalogue_of(sealed, plan, at, result)
    if same and sealed.report_sha256 == digest(here, now):
        return None
    return outcome.unlike(sealed, plan, data.entries, data.seals, at)


def _choose(
    plan: "Plan", kind: str | None, period: str | None, as_of: str | None
) -> "tuple[Kind, Period]":
    """The kind of report and its period: each follows from the other where it is not typed."""
    from kehoach.outline import Kind, kind_of, takes

    wanted = None if kind is None else Kind(choice(kind, "--kind", [*Kind]))
    if period is None and wanted is not None:
        day = parse_day(as_of) if as_of else today()
        at = choose_period(plan, None, day)
        if wanted in (Kind.YEAR, Kind.FOCUS):
            at = parse_period(str(at.year))
        elif wanted is Kind.STAGE:
            at = plan.horizon
    else:
        at = choose_period(plan, period)
    wanted = wanted or kind_of(at)
    if not takes(wanted, at):
        wrong_use(words.KIND_AND_PERIOD, kind=wanted, period=at, example=words.KIND_PERIOD[wanted])
    return wanted, at


def _cut(plan: "Plan", department: str | None, only: str | None) -> "Cut":
    """What the report is cut to; a part, `CT-4.5/reached`, stands for its whole."""
    from kehoach.outline import Cut

    named = [one.strip() for one in only.split(",")] if only is not None else []
    ids = tuple(dict.fromkeys(plan.by_id[known_item(one, plan.by_id)].id for one in named))
    if department and ids:
        wrong_use(words.NOT_TOGETHER, one="--department", other="--only")
    known = [one.id for one in plan.departments]
    return Cut(optional_id(department, "--department", known), ids)


def _name(kind: "Kind", at: "Period", as_of: date, cut: "Cut") -> str:
    """The name of the report's file: reports of different kinds and cuts stand side by side."""
    from kehoach.outline import Kind

    told = at if kind is not Kind.AD_HOC else as_of
    part = f"-{cut.department}" if cut.department else "-trich" if cut.ids else ""
    return words.REPORT_NAME[kind].format(told) + (part if kind is not Kind.AD_HOC else "")


def _place_to_write(data: "Data", at: "Period") -> str:
    """Where the narrative of a period is written: its file, or its folder of files."""
    found = [file.document.path for file in data.files if file.progress.period == at]
    if len(found) > 1:
        return str(Path(found[0]).parent)
    return found[0] if found else f"data/progress/{at}.yaml"


def render_report(form: str, briefing: "Briefing", root: Path) -> str | bytes:
    """The report in one of the forms; a template that fails ends the command."""
    return _word(briefing, root) if form == "docx" else render_text(form, briefing, root)


def _word(briefing: "Briefing", root: Path) -> bytes:
    from kehoach import word

    try:
        return word.render(
            _found(word.NAME, template_folders(root)), briefing, compiled_templates()
        )
    except word.NotWordError:
        wrong_use(words.NOT_WORD, name=word.NAME)
    except word.TemplateFault as error:
        wrong_use(words.TEMPLATE_NEAR, name=word.NAME, near=error.near, reason=error.reason)


def _found(name: str, folders: list[Path]) -> bytes:
    """A template's file: the first folder that has it wins."""
    from kehoach.sandbox import is_inside

    path = next((folder / name for folder in folders if (folder / name).exists()), None)
    if path is None or not is_inside(path, folders):
        wrong_use(words.NO_TEMPLATE, name=name)
    try:
        return path.read_bytes()
    except OSError:
        wrong_use(words.TEMPLATE_UNREADABLE, path=path)


def render_text(form: str, briefing: "Briefing", root: Path) -> str:
    """The report in one of the forms that are text; a template that fails ends the command."""
    from jinja2 import TemplateNotFound

    from kehoach.report import BrokenTemplateError, render

    try:
        return render(form, briefing, template_folders(root), compiled_templates())
    except TemplateNotFound as error:
        wrong_use(words.NO_TEMPLATE, name=error.name)
    except BrokenTemplateError as error:
        sentence = words.TEMPLATE if error.line else words.TEMPLATE_FAILED
        wrong_use(sentence, name=error.name, line=error.line, reason=error.reason)
    except OSError as error:
        wrong_use(words.TEMPLATE_UNREADABLE, path=error.filename)
