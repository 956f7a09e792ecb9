"""A new school's workspace as texts: the answers → its files, none with an invented figure."""

import json
import shlex
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from kehoach import report, schema
from kehoach.load import PLAN_PATH, PROGRESS_PATH, File, load
from kehoach.notation import scalar
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.questions import Answers
from kehoach.scaffold import scaffold

README_PATH = "README.md"

# Where an editor with a YAML language server finds the schemas, and how the files are written.
_SETTINGS = {
    "yaml.schemas": {
        "./schemas/plan.schema.json": "/data/plan.yaml",
        "./schemas/progress.schema.json": ["/data/progress/*.yaml", "/data/progress/*/*.yaml"],
    },
    "files.encoding": "utf8",
    "files.eol": "\n",
    "[yaml]": {
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "editor.detectIndentation": False,
        "editor.autoIndent": "advanced",
    },
}


@cache
def fixed() -> Mapping[str, str]:
    """The files that are the same whatever the answers."""
    return {
        ".gitignore": "/reports/\n",
        ".vscode/settings.json": json.dumps(_SETTINGS, indent=2) + "\n",
        **{f"schemas/{schema.file_name(name)}": schema.written(name) for name in schema.FILES},
    }


def files(answers: Answers, folders: Sequence[Path]) -> Mapping[str, str]:
    """The files by their paths from the workspace's root, in the order in which they are written.

    Those that need no answer first, the catalogue last: without it there is no workspace yet, and
    whoever was stopped in between can begin anew.
    """
    templates = report.environment(folders)
    templates.filters["scalar"] = partial(scalar, flow=False)
    values = {
        **answers._asdict(),
        "horizon": answers.horizon,
        "period": answers.period,
        "last_year": answers.horizon.year,
    }
    catalogue = templates.get_template("init.plan.yaml.j2").render(values)
    plan = load([File(PLAN_PATH, catalogue.encode())]).plan
    return {
        **fixed(),
        README_PATH: templates.get_template("init.readme.md.j2").render(values),
        **(
            {f"{PROGRESS_PATH}/{answers.period}.yaml": _entry(plan, answers.period)} if plan else {}
        ),
        PLAN_PATH: catalogue,
    }


def _entry(plan: Plan, period: Period) -> str:
    """The first period's file, as `new` makes it, with the line that names its schema."""
    text, _ = scaffold(plan, {}, period)
    return f"# yaml-language-server: $schema=../../schemas/progress.schema.json\n{text}"


def hook(program: str, folder: str, folders: Sequence[Path]) -> str:
    """The hook that checks before a commit; `folder` is the workspace's in the repository."""
    templates = report.environment(folders)
    templates.filters["shell"] = shlex.quote
    return templates.get_template("init.hook.sh.j2").render(program=program, folder=folder)


def hook_line(program: str, folder: str) -> str:
    """What the hook does, as a line for a hook that is there already."""
    return f"(cd ./{shlex.quote(folder)} && {shlex.quote(program)} --workspace . check) || exit 1"
