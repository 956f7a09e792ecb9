"""`kehoach rollup`."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    DATA_WRONG,
    Stop,
    cache_folder,
    choice,
    compiled_templates,
    console,
    known_item,
    parse_day,
    parse_period,
    tell,
    template_folders,
    today,
    write_out,
    writing_to,
    wrong_use,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.columnar import Export
    from kehoach.gathering.folders import Found
    from kehoach.rollup.mapping import Mapping
    from kehoach.rollup.school import Question
    from kehoach.rollup.totals import Totals

_FORMATS = ("table", "json", "csv", "html", "xlsx")


def rollup(
    folders: Annotated[
        list[str] | None, typer.Argument(help=words.ROLLUP_FOLDERS, metavar=words.FOLDERS)
    ] = None,
    list_file: Annotated[Path | None, typer.Option("--list", help=words.ROLLUP_LIST)] = None,
    period: Annotated[str | None, typer.Option("--period", help=words.ROLLUP_PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.ROLLUP_AS_OF)] = None,
    department: Annotated[str | None, typer.Option(help=words.ROLLUP_DEPARTMENT)] = None,
    item: Annotated[str | None, typer.Option("--item", help=words.ROLLUP_ITEM)] = None,
    map_file: Annotated[Path | None, typer.Option("--map", help=words.ROLLUP_MAP)] = None,
    form: Annotated[str | None, typer.Option("--format", help=words.ROLLUP_FORMAT)] = None,
    output: Annotated[Path | None, typer.Option("--output", help=words.ROLLUP_OUTPUT)] = None,
    export: Annotated[Path | None, typer.Option("--export", help=words.ROLLUP_EXPORT)] = None,
    cache: Annotated[Path | None, typer.Option("--cache", help=words.ROLLUP_CACHE)] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=words.ROLLUP_NO_CACHE)] = False,
) -> None:
    """Add up what many schools say."""
    from kehoach.gathering.folders import find
    from kehoach.gathering.survey import survey
    from kehoach.period import Calendar
    from kehoach.rollup.notice import Cause
    from kehoach.rollup.school import Question, State
    from kehoach.rollup.totals import Scope, total, whole

    # As for a report: the screen, or what stands behind `>`.
    output = None if output == Path("-") else output
    form = _form(form, output)
    if no_cache and cache:
        wrong_use(words.NOT_TOGETHER, one="--cache", other="--no-cache")
    day = today()
    question = Question(
        parse_period(period) if period else Calendar().containing(day),
        day,
        parse_day(as_of) if as_of else None,
    )
    mapping = _mapping(map_file)
    found = find(_named(folders or (), list_file))
    if not found.folders:
        _tell_notices(found)
        wrong_use(words.ROLLUP_NOTHING)
    kept = None if no_cache else cache or cache_folder()
    scope = Scope(mapping, department, item, shows_behind=form not in ("table", "csv"))
    add = partial(total, scope=scope)
    if export is None:
        parts = survey(found.folders, question, kept, add)
        totals = whole(_watched(parts, len(found.folders)), scope)
    else:
        from kehoach.columnar import exporting

        with exporting(export, question.period, mapping) as table:
            told = survey(found.folders, question, kept, list)
            parts = (add(map(table.add, schools)) for schools in told)
            totals = whole(_watched(parts, len(found.folders)), scope)
            _write_table(table)
    totals.notices = sorted({*totals.notices, *found.notices, *totals.unused()})
    nothing = not (totals.indicators or totals.tasks)
    if department is not None and nothing and totals.states[State.COUNTED]:
        wrong_use(words.ROLLUP_NO_DEPARTMENT, value=department)
    if item is not None:
        ids = {*totals.tasks, *(key.id for key in totals.indicators)}
        totals.scope = scope._replace(item=known_item(item, ids, words.ROLLUP_NO_ITEM))
    _show(totals, question, form, output)
    causes = {notice.cause for notice in found.notices}
    if totals.broken or causes & {Cause.NO_WORKSPACE, Cause.UNREADABLE}:
        raise Stop(DATA_WRONG)


def _form(form: str | None, output: Path | None) -> str:
    """The format asked for, or that of the file's ending; the table is for the screen alone."""
    if form is None:
        ending = output.suffix[1:].lower() if output else ""
        form = ending if ending in _FORMATS else "table"
    choice(form, "--format", _FORMATS)
    if form == "table" and output:
        wrong_use(words.ROLLUP_TABLE, path=output)
    if form == "xlsx" and output is None and sys.stdout.isatty():
        wrong_use(words.ROLLUP_BINARY)
    return form


def _write_table(table: "Export") -> None:
    from kehoach.wording.rollup import EXPORTED

    with writing_to(table.path):
        table.write()
    sys.stderr.write(EXPORTED.format(rows=table.rows, path=table.path) + "\n")


def _named(folders: Sequence[str], list_file: Path | None) -> list[str]:
    """The folders typed, and those of a list: a path a line, from where the list lies."""
    if list_file is None:
        if not folders:
            wrong_use(words.ROLLUP_NO_FOLDER)
        return list(folders)
    lines = _read(list_file).decode("utf-8-sig", errors="replace").splitlines()
    listed = (line.partition(" #")[0].strip() for line in lines)
    here = list_file.parent
    return [*folders, *(str(here / line) for line in listed if line and line[0] != "#")]


def _mapping(path: Path | None) -> "Mapping":
    from kehoach.encoding import lines_of
    from kehoach.rollup import mapping

    if path is None:
        return mapping.Mapping()
    data = _read(path)
    read = mapping.read(path.as_posix(), data)
    if read.model is None or not read.whole:
        tell(read.problems, {path.as_posix(): lines_of(data)})
        raise Stop(DATA_WRONG, words.NOTHING_DONE)
    return read.model


def _read(path: Path) -> bytes:
    from kehoach.disk import NotAFileError, contents
    from kehoach.encoding import MOST_BYTES

    try:
        return contents(path, MOST_BYTES + 1)
    except (OSError, NotAFileError) as error:
        reason = words.disk_reason(error if isinstance(error, OSError) else OSError())
        wrong_use(words.ROLLUP_NOT_READ, path=path, reason=reason)


def _watched(parts: "Iterator[Totals]", count: int) -> "Iterator[Totals]":
    """With a progress bar where a person looks on; `count` is the number of schools."""
    if not sys.stderr.isatty():
        yield from parts
        return
    from rich.console import Console
    from rich.progress import Progress

    from kehoach.wording.rollup import PROGRESS

    # Without a thread of its own: the processes that read are forked from this one.
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(PROGRESS.format(count=count), total=count)
        for part in parts:
            bar.advance(task, part.schools)
            bar.refresh()
            yield part


def _tell_notices(found: "Found") -> None:
    from kehoach.wording.rollup import NOTICE

    for one in found.notices:
        line = NOTICE[one.cause].format(place=one.place, other=one.other)
        sys.stderr.write(line + "\n")


def _show(totals: "Totals", question: "Question", form: str, output: Path | None) -> None:
    from kehoach.wording import screen

    if form == "table":
        from kehoach.overview import overview
        from kehoach.terminal.rollup import print_overview

        print_overview(console(), overview(totals, question))
        return
    made = _made(totals, question, form)
    if output is None:
        write_out(made)
        return
    from kehoach.disk import write

    with writing_to(output):
        write(output, made)
    sys.stderr.write(screen.WRITTEN.format(path=output) + "\n")


def _made(totals: "Totals", question: "Question", form: str) -> str | bytes:
    from kehoach import listing

    if form == "json":
        from kehoach.contract.rollup import rollup_as_json

        return listing.dump(rollup_as_json(totals, question))
    from kehoach.overview import overview

    shown = overview(totals, question)
    if form == "csv":
        from kehoach.listing.rollup import of_lines, of_overview

        return listing.as_csv(of_lines(shown) if totals.scope.item else of_overview(shown))
    if form == "xlsx":
        from kehoach.sheet.overview import write

        return write(shown)
    from kehoach.report import fill

    _, *built_in = template_folders(Path())
    return fill("rollup.html.j2", {"shown": shown}, built_in, compiled_templates())
