"""The documents say what is true: their commands parse, their examples run, their links lead on."""

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.main import get_command

from kehoach import amount, period, source
from kehoach.check import check
from kehoach.cli import COMMANDS, app
from kehoach.complaint import complaints
from kehoach.load import PLAN_PATH, Data, File, load
from kehoach.problem import Code, Problem, Refusal, Severity
from kehoach.progress import State
from kehoach.target import Comparison, Target
from kehoach.wording.terms import DUE_SOON, INDICATOR_STATUS, STATE, TASK_STATUS
from kehoach.workspace import Workspace
from support import ROOT, text

GUIDE = ROOT / "docs/huong-dan.md"
README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
DOCUMENTS = [GUIDE, *ROOT.glob("*.md"), *DECISIONS, ROOT / "examples/README.md"]
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")


def fenced(document: Path, language: str) -> list[str]:
    found = FENCE.findall(document.read_text("utf-8"))
    return [block for kind, block in found if kind == language]


def prose(document: Path) -> str:
    return FENCE.sub("", document.read_text("utf-8"))


def spans(document: Path) -> list[str]:
    return SPAN.findall(prose(document))


def rows(first_title: str, document: Path = GUIDE, *, under: str = "") -> list[list[str]]:
    """The rows of the table that begins with a title, below a heading."""
    written = document.read_text("utf-8")
    lines = iter(written[written.index(under) :].splitlines())
    next(line for line in lines if line.startswith(f"| {first_title} |"))
    next(lines)
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def commands(document: Path) -> Iterator[list[str]]:
    shell = "\n".join(fenced(document, "sh")).splitlines()
    for line in [*(line.strip() for line in shell), *spans(document)]:
        if line.startswith("kehoach "):
            yield shlex.split(line, comments=True)[1:]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_written_down_parses(document: Path) -> None:
    whole: Any = get_command(app)
    for arguments in commands(document):
        place = next(n for n, word in enumerate(arguments) if word in COMMANDS)
        name, rest = arguments[place], [word for word in arguments[place + 1 :] if word != "--help"]
        outer = whole.make_context("kehoach", arguments[: place + 1])
        if rest:  # else the command is only named
            whole.get_command(outer, name).make_context(name, rest, parent=outer)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_that_is_written_down_is_in_the_makefile(document: Path) -> None:
    written = prose(document) + "\n".join(fenced(document, "sh"))
    named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", written, re.MULTILINE))
    assert named <= targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path) if path else document
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in [slug(heading) for heading in headings], link


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("document", [README, CONTRIBUTING, *DECISIONS], ids=lambda path: path.name)
def test_every_path_and_name_of_the_source_that_is_written_down_exists(document: Path) -> None:
    for span in spans(document):
        if re.fullmatch(r"(src|tests|data|templates|docs|examples|bench|\.ci)/[\w./-]*", span):
            assert (ROOT / span).exists(), span
        module, _, name = span.removesuffix("()").partition(".")
        if re.fullmatch(r"[a-z]+\.[A-Za-z_]+", span.removesuffix("()")) and is_module(module):
            assert hasattr(import_module(f"kehoach.{module}"), name), span


def is_module(name: str) -> bool:
    folder = ROOT / "src/kehoach"
    return (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()


def test_the_readme_has_a_row_for_every_command() -> None:
    named = [shlex.split(SPAN.findall(row[0])[0])[1] for row in rows("command", README)]
    assert sorted(named) == sorted(COMMANDS)


def test_the_contributors_table_names_every_module() -> None:
    named = {span for row in rows("modules", CONTRIBUTING) for span in SPAN.findall(row[0])}
    folder = ROOT / "src/kehoach"
    modules = {path.stem for path in folder.glob("[!_]*.py")}
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert modules | packages <= named


def test_a_decision_that_the_source_leans_on_is_recorded() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    for path in (ROOT / "src").rglob("*.py"):
        for number in re.findall(r"decision (\d{4})", path.read_text("utf-8")):
            assert number in numbers, path


@pytest.mark.parametrize("document", DECISIONS, ids=lambda path: path.name)
def test_a_decision_tells_its_context_and_what_follows_from_it(document: Path) -> None:
    written = document.read_text("utf-8")
    bold = re.findall(r"^\*\*(.+?)\.\*\*", written, re.MULTILINE)
    assert bold == ["Context", "Decision", "Consequences"]


def test_the_record_of_warnings_names_them_all() -> None:
    (record,) = (path for path in DECISIONS if path.name.startswith("0009-"))
    named = [row[0].strip("`") for row in rows("code", record)]
    assert sorted(named) == sorted(c.value for c in Code if c.severity is Severity.WARNING)


def merged(whole: Any, part: Any) -> Any:
    """A piece of the catalogue laid over the real one; items of a list are known by their id."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return whole | {key: merged(whole.get(key), value) for key, value in part.items()}
    if isinstance(part, tuple) and isinstance(whole, tuple) and "id" in part[0]:
        known = {item["id"]: item for item in whole}
        assert {item["id"] for item in part} <= known.keys()
        return tuple((known | {i["id"]: merged(known[i["id"]], i) for i in part}).values())
    return part


def tree(path: str, written: str) -> Any:
    document, problems = source.read(path, written.encode())
    assert document is not None, problems
    return document.tree


def workspace_with(path: str, written: str) -> Data:
    plan = (ROOT / PLAN_PATH).read_bytes()
    if path == PLAN_PATH:
        whole = merged(tree(path, plan.decode()), tree(path, written))
        return load([File(path, text(whole).encode())])
    if not re.search(r"^period:", written, re.MULTILINE):
        written = f"period: {Path(path).stem}\n{written}"
    return load([File(PLAN_PATH, plan), File(path, written.encode())])


def problems_of(data: Data) -> tuple[Problem, ...]:
    return check(data, Workspace(ROOT).evidence_found)


@pytest.mark.parametrize("block", fenced(GUIDE, "yaml"))
def test_every_yaml_example_of_the_guide_is_a_valid_file(block: str) -> None:
    head, _, written = block.partition("\n")
    path = re.fullmatch(r"# (data/(?:plan|progress/[\w-]+)\.yaml)", head)
    assert path, head
    found = problems_of(workspace_with(path[1], written))
    assert {problem.code for problem in found} <= {Code.CONFLICTING_TARGETS}


def entry_of(line: str) -> str:
    kind = "tasks" if line.startswith("NV-") else "indicators"
    return f"period: 2026H1\n{kind}:\n  {line}\n"


@pytest.mark.parametrize(("wrong", "code", "right"), rows("Viết", under="## Lỗi hay gặp"))
def test_a_mistake_of_the_guide_has_its_code_and_its_remedy_works(
    wrong: str, code: str, right: str
) -> None:
    path = "data/progress/2026H1.yaml"
    found = problems_of(workspace_with(path, entry_of(wrong.strip("`"))))
    assert code.strip("`") in [problem.code.value for problem in found]
    if right.startswith("`"):
        left = problems_of(workspace_with(path, entry_of(SPAN.findall(right)[0])))
        assert [problem for problem in left if problem.severity is Severity.ERROR] == []


def test_the_problem_that_the_guide_explains_looks_like_that() -> None:
    (block,) = fenced(GUIDE, "text")
    shown = re.findall(r"^ +\d+ \|   (.*)$", block, re.MULTILINE)
    data = workspace_with("data/progress/2026H1.yaml", entry_of(shown[0]))
    wrong = [p for p in problems_of(data) if p.severity is Severity.ERROR]
    assert complaints(wrong, data.lines) == block


def test_every_code_that_the_guide_names_exists() -> None:
    written = prose(GUIDE)
    part = written[written.index("## Đọc một lỗi") : written.index("## Số liệu minh họa")]
    for span in SPAN.findall(part):
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", span):
            assert span in list(Code)


def test_the_guide_explains_every_status() -> None:
    of_indicators = rows("Đánh giá", under="## Đọc kết quả đánh giá")
    of_tasks = rows("Tình trạng", under="## Đọc kết quả đánh giá")
    assert [row[:2] for row in of_indicators] == [
        [label, f"`{status.value}`"] for status, label in INDICATOR_STATUS.items()
    ]
    told = [[label, f"`{status.value}`"] for status, label in TASK_STATUS.items()]
    assert sorted(row[:2] for row in of_tasks) == sorted([*told, [DUE_SOON, "`due_soon`"]])


def test_the_guide_explains_every_state_of_a_task() -> None:
    told = [row[:2] for row in rows("`state`")]
    assert told == [[f"`{state}`", STATE[state]] for state in get_args(State)]


def reads(written: str) -> bool:
    for parse in (amount.parse_percentage, amount.parse_amount, period.parse_date):
        try:
            parse(written)
        except Refusal:
            continue
        return True
    return False


@pytest.mark.parametrize("row", rows("Viết", under="## Viết con số"))
def test_a_number_that_the_guide_allows_is_read(row: list[str]) -> None:
    for written in SPAN.findall(row[0]):
        assert reads(written.strip('"')), written


@pytest.mark.parametrize("row", rows("Không viết", under="## Viết con số"))
def test_a_number_that_the_guide_forbids_is_refused_and_its_remedy_is_read(row: list[str]) -> None:
    for written in SPAN.findall(row[0]):
        assert not reads(written), written
    for written in SPAN.findall(row[2]):
        assert reads(written.strip('"')), written


def test_the_guide_shows_every_comparison_of_a_target() -> None:
    told = rows("Khóa", under="Mục tiêu viết bằng")
    assert [row[0].strip("`") for row in told] == list(Comparison)
    for row in told:
        (example,) = SPAN.findall(row[2])
        target = Target.model_validate(tree("data/plan.yaml", f"target: {example}")["target"])
        assert target.comparison == row[0].strip("`")
