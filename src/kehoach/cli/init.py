"""`kehoach init`."""

import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import template_folders, today, write_out, writing_to, wrong_use
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.questions import Answers


def init(
    folder: Annotated[Path, typer.Argument(help=words.INIT_FOLDER)] = Path(),
    name: Annotated[str | None, typer.Option("--name", help=words.INIT_NAME)] = None,
    abbreviation: Annotated[str | None, typer.Option(help=words.INIT_ABBREVIATION)] = None,
    parent: Annotated[str | None, typer.Option(help=words.INIT_PARENT)] = None,
    place: Annotated[str | None, typer.Option(help=words.INIT_PLACE)] = None,
    position: Annotated[str | None, typer.Option(help=words.INIT_POSITION)] = None,
    signatory: Annotated[str | None, typer.Option(help=words.INIT_SIGNATORY)] = None,
    title: Annotated[str | None, typer.Option(help=words.INIT_TITLE)] = None,
    horizon: Annotated[str | None, typer.Option(help=words.INIT_HORIZON)] = None,
    departments: Annotated[str | None, typer.Option(help=words.INIT_DEPARTMENTS)] = None,
    period: Annotated[str | None, typer.Option("--period", help=words.INIT_PERIOD)] = None,
    yes: Annotated[bool, typer.Option("--yes", help=words.INIT_YES)] = False,
    hook: Annotated[bool | None, typer.Option("--hook/--no-hook", help=words.INIT_HOOK)] = None,
) -> None:
    """Make a new school's workspace from questions or from options."""
    from kehoach import history, skeleton
    from kehoach.wording import init as told
    from kehoach.workspace import Workspace

    root = _absolute(folder)
    if found := Workspace.find(root):
        wrong_use(told.IS_WORKSPACE, folder=found.root)
    if not yes and not sys.stdin.isatty():
        wrong_use(told.NOBODY)
    standing = next(one for one in (root, *root.parents) if one.is_dir())
    in_git = history.hook_place(standing) is not None
    if hook and not in_git:
        wrong_use(told.NO_GIT, folder=root)
    typed = {
        "name": name,
        "abbreviation": abbreviation,
        "parent": parent,
        "place": place,
        "position": position,
        "signatory": signatory,
        "title": title,
        "horizon": horizon,
        "departments": departments,
        "period": period,
    }
    _refuse_before_asking(root)
    if not yes:
        sys.stderr.write(told.INTRODUCTION.format(folder=root))
    answers = _answer(typed, ask=not yes)
    if hook is None and in_git and not yes:
        hook = bool(_ask(told.HOOK, told.YES, _yes_or_no))
    texts = skeleton.files(answers, template_folders(root))
    _refuse_what_is_there(root, _other_than(root, texts))
    _write(root, texts, hook=bool(hook))
    write_out("\n".join((told.DONE.format(folder=root), *(f"  {path}" for path in texts), "")))
    there = None if root == _absolute(Path()) else str(folder)
    open_keys = [key for key, answer in answers._asdict().items() if answer == told.NOT_YET]
    steps = told.steps(there, open_keys, str(answers.period))
    write_out("\n".join(("", told.NEXT, *(f"  • {step}" for step in steps), "")))


def _absolute(folder: Path) -> Path:
    try:
        return Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
    except OSError:
        wrong_use(words.NO_FOLDER)


def _answer(typed: Mapping[str, str | None], *, ask: bool) -> "Answers":
    """The answers: those typed as options, then asked for, then the defaults."""
    from kehoach import questions
    from kehoach.wording import init as told

    known: dict[str, str] = {}
    for key, question in told.ASK.items():
        default = questions.default(key, known, today())
        given = typed[key]
        if given is None and ask:
            later = default == told.NOT_YET
            known[key] = _ask(
                told.LATER.format(question=question) if later else question,
                default,
                partial(questions.fit, key, known=known),
                show=not later,
            )
            continue
        if given is None and not default:
            wrong_use(told.NO_NAME)
        try:
            known[key] = questions.fit(key, given if given is not None else default, known)
        except questions.Unfit as reason:
            wrong_use(told.WRONG, option=f"--{key}", reason=reason)
    return questions.answers(known)


def _ask(question: str, default: str, fit: Callable[[str], str], *, show: bool = True) -> str:
    """Ask until the answer fits."""
    from kehoach.questions import Unfit
    from kehoach.wording import init as told

    while True:
        answer = typer.prompt(
            question, default=default, show_default=bool(default) and show, err=True
        )
        try:
            return fit(answer)
        except Unfit as reason:
            sys.stderr.write(told.AGAIN.format(reason=reason) + "\n")


def _yes_or_no(answer: str) -> str:
    """The answer, empty for no."""
    from kehoach.amount import parse_answer
    from kehoach.problem import Refusal
    from kehoach.questions import Unfit

    try:
        return answer if parse_answer(answer.strip().lower()) else ""
    except Refusal:
        raise Unfit(words.YES_OR_NO) from None


def _refuse_before_asking(root: Path) -> None:
    """Tell what is in the way before a person has answered ten questions.

    Where all that needs no answer stands there, `init` was stopped half-way: whether the rest is
    its own is seen once the answers are known.
    """
    from kehoach import skeleton
    from kehoach.load import PLAN_PATH

    if left := _other_than(root, skeleton.fixed()):
        _refuse_what_is_there(root, [*left, skeleton.README_PATH, PLAN_PATH])


def _other_than(root: Path, texts: Mapping[str, str]) -> list[str]:
    """The paths at which not exactly the text stands that is to be written."""
    from kehoach.disk import holds

    return [path for path, text in texts.items() if not holds(root / path, text)]


def _refuse_what_is_there(root: Path, wanted: list[str]) -> None:
    from kehoach.disk import in_the_way
    from kehoach.wording import init as told

    if paths := in_the_way(root, wanted):
        wrong_use(told.THERE, folder=root, paths="\n".join(f"  {path}" for path in paths))


def _write(root: Path, texts: Mapping[str, str], *, hook: bool) -> None:
    """Write all files; where it ends early, tell which are there.

    A hook comes before the catalogue: with that all is done, and `init` refuses to run again.
    """
    from kehoach.disk import write
    from kehoach.load import PLAN_PATH
    from kehoach.wording import init as told

    done: list[str] = []
    for path, text in texts.items():
        if hook and path == PLAN_PATH:
            _set_hook(root)
        try:
            write(root / path, text)
        except OSError as error:
            broken = told.BROKEN.format(path=root / path, reason=words.disk_reason(error))
            sys.stderr.write(broken + "\n")
            wrong_use(told.WRITTEN_SO_FAR if done else told.NOTHING_WRITTEN, paths=", ".join(done))
        done.append(path)


def _set_hook(root: Path) -> None:
    """Set the hook, unless there is one, or hooks are kept for several repositories."""
    from kehoach import history, skeleton
    from kehoach.disk import holds, in_the_way, write
    from kehoach.wording import init as told

    place = history.hook_place(root)
    if place is None:
        return
    program, path = str(Path(sys.executable).with_name("kehoach")), place.path
    text = skeleton.hook(program, place.folder, template_folders(root))
    is_there = in_the_way(path.parent, [path.name]) and not holds(path, text)
    if not place.own or is_there:
        line = skeleton.hook_line(program, place.folder)
        sys.stderr.write(told.HOOK_KEPT.format(path=path, line=line) + "\n")
        return
    with writing_to(path):
        write(path, text, executable=True)
    sys.stderr.write(told.HOOK_SET.format(path=path) + "\n")
