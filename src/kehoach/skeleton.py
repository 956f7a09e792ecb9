"""A new school's workspace as texts: the answers → its files, none with an invented figure."""

import json
import shlex
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from kehoach import report, schema
from kehoach.load import PLAN_PATH, PROGRESS_PATH, File, load
from kehoach.notation import scalar
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.questions import Answers
from kehoach.scaffold import scaffold

FIXED = (".gitignore", ".vscode/settings.json", "README.md", PLAN_PATH)
"""The files that there are whatever the answers, but for the schemas."""

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


def files(answers: Answers, folders: Sequence[Path]) -> Mapping[str, str]:
    """The files by their paths from the workspace's root, the catalogue last.

    Without a catalogue there is no workspace yet: whoever stops in between can begin anew.
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
        ".gitignore": "/reports/\n",
        ".vscode/settings.json": json.dumps(_SETTINGS, indent=2) + "\n",
        "README.md": templates.get_template("init.readme.md.j2").render(values),
        **{f"schemas/{schema.file_name(name)}": schema.written(name) for name in schema.FILES},
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
