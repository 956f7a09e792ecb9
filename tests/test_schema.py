"""The schemas for editors: true to the models, wider than the reader nowhere that isn't written down.

An editor reads a file by YAML 1.2, its core schema; `as_an_editor_reads` does the same.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kehoach import fields
from kehoach.fields import Model
from kehoach.load import PLAN_PATH
from kehoach.problem import OF_FORMS, Code, Refusal
from kehoach.schema import FILES, schema
from kehoach.spelling import SPELLINGS
from kehoach.wording import schema as words
from prove.bad_inputs import workspace_of
from support import (
    ROOT,
    Tree,
    command,
    compound,
    indicator,
    part,
    plan,
    problems,
    routine,
    task,
    text,
    workspace,
)

EXAMPLES = [
    path
    for folder in (
        ROOT / "data",
        *ROOT.glob("examples/*/data"),
        *ROOT.glob("tests/workspaces/*/data"),
    )
    for path in (folder / "plan.yaml", *sorted(folder.glob("progress/**/*.yaml")))
]
VALIDATORS = {name: Draft202012Validator(schema(name)) for name in FILES}


class Core(yaml.SafeLoader):
    """YAML 1.2, core schema: `no` and `12:30` are texts, `1.000` is a number, `true` is true."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        """A mapping whose keys are the texts they are, each there once."""
        keys = [self.construct_scalar(key) for key, _ in node.value]
        if len(set(keys)) < len(keys):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    def whole(self, node: yaml.ScalarNode) -> int:
        """`010` is ten."""
        return int(node.value, 0 if node.value[:2] in ("0x", "0o") else 10)


Core.add_constructor("tag:yaml.org,2002:int", Core.whole)
Core.add_constructor("tag:yaml.org,2002:map", Core.mapping)
for tag, pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    ),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)


def as_an_editor_reads(written: str) -> Any:
    return yaml.load(written, Core)  # noqa: S506 - a safe loader, with fewer types


def refused(path: str, written: str) -> bool:
    """Whether the schema, or YAML itself, refuses a file of the workspace."""
    try:
        tree = as_an_editor_reads(written)
    except yaml.YAMLError:
        return True
    name = "plan" if path == PLAN_PATH else "progress"
    return not VALIDATORS[name].is_valid(tree)


def complaints(name: str, tree: object) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in VALIDATORS[name].iter_errors(tree)]


def models(model: type[Model]) -> Iterator[type[Model]]:
    """A model and those below it."""
    yield model
    for field in model.model_fields.values():
        for found in re.findall(r"kehoach\.\w+\.\w+", str(field.annotation)):
            module, _, name = found.rpartition(".")
            below = getattr(__import__(module, fromlist=[name]), name)
            if isinstance(below, type) and issubclass(below, Model):
                yield from models(below)


# The schemas themselves


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one_and_says_so(name: str) -> None:
    made = schema(name)
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == f"urn:kehoach:{name}:1"
    assert json.dumps(made) == json.dumps(schema(name))


@pytest.mark.parametrize("name", FILES)
def test_the_schema_in_the_workspace_is_the_one_that_is_made(name: str) -> None:
    written = (ROOT / f"schemas/{name}.schema.json").read_text("utf-8")
    assert written == command(ROOT, "schema", name).out


def test_both_schemas_are_written_into_the_workspace_or_a_folder(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "a", text(plan()))
    for done, there in (
        (command(folder, "schema"), folder / "schemas"),
        (command(tmp_path, "schema", "--output", "b"), tmp_path / "b"),
    ):
        assert (done.code, done.out) == (0, "")
        for name in FILES:
            written = (there / f"{name}.schema.json").read_text("utf-8")
            assert written == command(tmp_path, "schema", name, "--output", "-").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plans"], "plan, progress"),
        (["--output", "-"], "kehoach schema plan"),
        (["--output", "file/x"], "file"),
        ([], "data/plan.yaml"),
    ],
)
def test_wrong_use_of_schema_is_told(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = command(tmp_path, "schema", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("name", FILES)
def test_every_key_of_every_model_is_there_with_a_title_and_a_description(name: str) -> None:
    made = schema(name)
    for model in models(FILES[name]):
        here = made if model is FILES[name] else made["$defs"][model.__name__]
        known = model.model_fields.items()
        assert list(here["properties"]) == [field.alias or key for key, field in known]
        assert here["required"] == [f.alias or key for key, f in known if f.is_required()]
        assert here["additionalProperties"] is False
        for key, told in here["properties"].items():
            assert told["title"], key
            assert told["description"].endswith((".", "#")), key


def test_no_description_is_left_over() -> None:
    used = set()
    for model in {found for root in FILES.values() for found in models(root)}:
        for key, field in model.model_fields.items():
            own = f"{model.__name__}.{field.alias or key}"
            used.add(own if own in words.KEYS else field.alias or key)
    assert set(words.KEYS) == used
    assert set(words.SPELLING) == set(SPELLINGS)


# What is valid passes


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_real_data_and_the_examples_pass(path: Path) -> None:
    name = "plan" if path.name == "plan.yaml" else "progress"
    assert complaints(name, as_an_editor_reads(path.read_text("utf-8"))) == []


def test_a_key_with_nothing_after_it_passes_where_it_may_be_left_out() -> None:
    blank = as_an_editor_reads("period: 2026H1\nsample:\nindicators:\n  CT-1:\nnarrative:\n")
    assert complaints("progress", blank) == []
    assert complaints("progress", as_an_editor_reads("period:\n")) != []


WRITTEN = {
    "answer": ["có", "Không", "TRUE", "co\u0301", "yes"],
    "count": ["12", "1.234.000", "5,0", "+3"],
    "amount": ["50 triệu đồng", "3 tỉ", "20 TỶ", "1,5 tỷ", "23.570.000.000", "48  triệu", "5đ"],
    "number": ["98", "97.5", "97,5", "-3", "1.234.000,5"],
    "percentage": ["10%", "10 %", "7,5"],
    "reading": ["70 %", "không", "0,82", "1.234.000"],
    "date": ["2026-06-12", "1/6/2026"],
    "day-of-year": ["14/06", "1/1"],
    "period": ["2026H1", "2026", "2026-2030"],
    "half-year": ["2026H2"],
    "deadline": ["Quý II năm 2026", "quý 3/2026", "NĂM 2026", "Giai  đoạn 2026 – 2030", "2026Q2"],
    "id": ["CT-4.4", "x"],
    "level": ["0", "10"],
    "text": ["x", "#", "a\nb"],
}
ALPHABETS = {name: sorted(set("".join(texts) + " .,%-/+0159")) for name, texts in WRITTEN.items()}


def reader(name: str) -> Any:
    """The validator of the field that has a spelling."""
    for alias in vars(fields).values():
        for told in getattr(alias, "__metadata__", ()):
            if getattr(told, "spelling", "") == name:
                return told.read
    raise AssertionError(name)


def reads(name: str, written: str) -> bool:
    try:
        reader(name)(written.strip(" "))
    except Refusal:
        return False
    return True


def spelt(name: str, value: object, *, blank: bool = False) -> bool:
    return Draft202012Validator(SPELLINGS[name].schema(blank=blank)).is_valid(value)


@pytest.mark.parametrize(
    ("name", "written"), [(n, t) for n, texts in WRITTEN.items() for t in texts]
)
def test_what_the_reader_takes_is_spelt_right(name: str, written: str) -> None:
    assert reads(name, unicodedata.normalize("NFC", written))
    assert spelt(name, written)
    assert spelt(name, f"  {written} ")


@given(
    st.sampled_from(sorted(WRITTEN)).flatmap(
        lambda name: st.tuples(st.just(name), st.text(ALPHABETS[name], max_size=12))
    )
)
def test_no_text_that_the_reader_takes_is_refused(case: tuple[str, str]) -> None:
    name, written = case
    if reads(name, written):
        assert spelt(name, written)
        assert spelt(name, written, blank=True)


@given(st.sampled_from(sorted(set(SPELLINGS) - {"level"})), st.data())
def test_no_plain_scalar_that_the_reader_takes_is_refused(name: str, data: st.DataObject) -> None:
    written = data.draw(
        st.one_of(
            st.integers(-10, 3_000).map(str),
            st.decimals(-10, 3_000, places=2).map(str),
            st.sampled_from(["true", "False", "yes", "no", "010", "1.10", "1e3", "12:30", ".5"]),
            st.sampled_from(
                [text for texts in WRITTEN.values() for text in texts if ": " not in text]
            ),
        )
    )
    if "#" not in written and "\n" not in written and reads(name, written):
        value = as_an_editor_reads(f"key: {written}\n")["key"]
        assert spelt(name, value), (written, value)


def test_a_blank_is_fine_only_where_it_may_be() -> None:
    for name in SPELLINGS:
        for value in (None, "", "  "):
            assert not spelt(name, value)
            assert name == "text" or spelt(name, value, blank=True)


AN_ID = st.from_regex(re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,8}", re.ASCII), fullmatch=True)
NUMBERS = st.one_of(st.integers(0, 99), st.sampled_from(["97,5", "1.234.000", "98.5"]))
TEXTS = st.one_of(
    st.text("aăâbcdđ eêghiklmnoôơ1230-:#,[]{}'\"\n", min_size=1).map(str.strip).filter(bool),
    st.sampled_from(["true", "12", "4.10", "no"]),
)
COUNTS = st.one_of(st.integers(-1, 9), st.sampled_from(["0,0", "-0", "-1,5", "7,5", "", None]))
EVIDENCE = st.fixed_dictionaries(
    {},
    optional={
        "code": st.sampled_from(["MC-1", ""]),
        "path": st.sampled_from(["data/a.pdf", "a..b", "./a", "../a", "/a", "c:\\a", ""]),
        "url": st.sampled_from(["https://a.vn/x?y=1", "HTTP://a", "ftp://a", "https://", ""]),
    },
)
KEYS = {
    "value": st.one_of(NUMBERS, st.sampled_from(["có", ""])),
    "numerator": COUNTS,
    "denominator": COUNTS,
    "not_applicable": st.one_of(TEXTS, st.just("")),
    "note": TEXTS,
    "evidence": st.lists(EVIDENCE, max_size=2),
}
# Right or wrong: of those that `check` takes none may be refused.
PARTS = st.fixed_dictionaries({}, optional={"a": st.fixed_dictionaries({}, optional=KEYS)})
FIGURES = st.one_of(
    st.fixed_dictionaries({}, optional={**KEYS, "parts": PARTS}),
    st.fixed_dictionaries({"numerator": COUNTS, "denominator": COUNTS}),
    st.just(""),
)
REPORTS = st.one_of(
    st.fixed_dictionaries(
        {"state": st.sampled_from(["not_started", "in_progress"])},
        optional={"percent": st.sampled_from(["85%", 40, "7,5 %"]), "note": TEXTS},
    ),
    st.fixed_dictionaries(
        {"state": st.just("done"), "completed": st.sampled_from(["1/6/2026", "2026-06-12"])},
        optional={"spent": st.sampled_from(["48 triệu đồng", 500_000, "1,5 tỷ"])},
    ),
    st.fixed_dictionaries({"state": st.sampled_from(["suspended", "cancelled"]), "reason": TEXTS}),
)
ENTRIES = st.fixed_dictionaries(
    {"period": st.sampled_from(["2026H1", "2026H1", "2026H1", "2026", "2026-2030"])},
    optional={
        "sample": st.sampled_from(["có", "true", "no", ""]),
        "indicators": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("CT-1", "CT-2", "CT-5"), FIGURES)
        ),
        "tasks": st.fixed_dictionaries({}, optional={"NV-1": REPORTS}),
        "routines": st.fixed_dictionaries(
            {}, optional={"giao-ban": st.fixed_dictionaries({"held": st.integers(0, 30)})}
        ),
        "narrative": st.fixed_dictionaries(
            {}, optional={"next": st.lists(TEXTS), "causes": st.just({"objective": ["Do mưa"]})}
        ),
    },
)
PLAN = plan(
    indicators=[
        indicator(),
        compound(part(measure="ratio", target={"at_least": "70%"}), id="CT-2"),
        indicator(id="CT-3", measure="yes_no", target={"equals": "có", "each": "year"}),
        indicator(id="CT-5", measure="ratio", target={"at_least": "70%"}),
        indicator(id="CT-4", measure="level", levels={"1": "Một"}, target={"equals": 1}),
    ],
    tasks=[task(budget="3 tỉ", person="")],
    routines=[routine()],
)


@given(ENTRIES)
def test_a_valid_entry_is_never_refused(tree: Tree) -> None:
    wrong = [p for p in problems(PLAN, tree) if p.severity == "error"]
    if not wrong:
        assert complaints("progress", as_an_editor_reads(text(tree))) == []


@given(AN_ID, TEXTS, st.sampled_from(["Năm 2026", 2028, "2026H1", "Quý I/2027", "30/6/2026"]))
def test_a_valid_plan_is_never_refused(key: str, name: str, deadline: object) -> None:
    tree = plan(
        indicators=[indicator(id=f"CT-{key}", name=name, milestones={"2028": 5, "2029H1": "7,5"})],
        tasks=[task(id=f"NV-{key}", deadline=deadline, note=name)],
    )
    assert problems(tree) == ()
    assert complaints("plan", as_an_editor_reads(text(tree))) == []


# What is invalid


(RECORD,) = (ROOT / "docs/decisions").glob("0029-*.md")
ONLY_CHECK_KNOWS = {
    code
    for row in re.findall(r"^\| [^|]+ \| (`.+`) \|$", RECORD.read_text("utf-8"), re.MULTILINE)
    for code in re.findall(r"`([a-z0-9-]+)`", row)
}
"""What the schema takes though `check` tells it: the record's table, a reason a row."""


def refuses_the_case(code: Code, folder: Path) -> bool:
    case = workspace_of(code, folder)
    for path in sorted((case / "data").rglob("*.yaml")):
        if not path.is_file():
            continue
        try:
            written = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            return True
        if refused(path.relative_to(case).as_posix(), written):
            return True
    return False


@pytest.mark.parametrize("code", [code for code in Code if code not in OF_FORMS])
def test_the_schema_refuses_what_check_refuses_but_for_what_is_written_down(
    code: Code, tmp_path: Path
) -> None:
    assert refuses_the_case(code, tmp_path) is (code.value not in ONLY_CHECK_KNOWS)


def test_the_record_names_no_code_that_is_none() -> None:
    assert set(Code) > ONLY_CHECK_KNOWS


def test_a_pattern_is_no_other_in_an_editor() -> None:
    for name, one in SPELLINGS.items():
        # Of Python's own: groups with a name, flags, possessive and atomic ones.
        assert not re.search(r"\(\?[^:=!]|[+*?]\+", one.pattern), name
        assert r"\d" not in one.pattern, name
