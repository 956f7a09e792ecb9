"""Vietnamese for people stands in `wording` and `templates`; English for engineers elsewhere."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from kehoach.fields import Model
from kehoach.indicator import Indicator
from kehoach.plan import Plan
from kehoach.problem import Code
from kehoach.progress import Progress
from kehoach.target import Comparison, Target
from kehoach.wording import figures
from kehoach.wording import problems as sentences
from support import ROOT

SOURCE = ROOT / "src/kehoach"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "wording" not in path.parts)
VIETNAMESE = re.compile(
    "[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ]", re.IGNORECASE
)
# Words that people type and the reader must know: they are input, not output.
READ = {
    "amount.py": {"nghìn", "ngàn", "triệu", "tỉ", "tỷ", "đồng", "đ", "có", "không", "vnđ"},
    "period.py": {"năm", "quý", "tháng", "giai đoạn", "đoạn"},
    "contract/values.py": {"có", "không"},
    "lettering.py": {"đ"},
    "questions.py": {"đ"},  # the letter without which a name can't be made an id
    "check/figures.py": {"người", "giáo", "viên", "cán", "bộ", "chức", "nhân", "phụ", "huynh"}
    | {"học", "trẻ", "lớp", "trường", "môn", "tổng", "số", "lượng", "lượt"},  # what is counted
    "check/catalogue.py": {"đ"},  # the letter that is confused with an Icelandic one
}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    bodies = [node.body for node in ast.walk(tree) if hasattr(node, "body")]
    documents = {
        id(statement.value)
        for body in bodies
        if isinstance(body, list)
        for statement in body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documents:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_says_nothing_in_vietnamese_by_itself(path: Path) -> None:
    known = READ.get(path.relative_to(SOURCE).as_posix(), set())
    for line, said in strings(path):
        words = [word for word in re.findall(r"[^\W\d_]+", said) if VIETNAMESE.search(word)]
        left = [word for word in words if word.lower() not in known]
        assert not left, f"{path.name}:{line}: {said!r}"


def test_every_code_has_a_sentence_and_a_hint() -> None:
    assert set(sentences.SENTENCES) == set(Code)
    for message, hint in sentences.SENTENCES.values():
        assert message
        assert hint
        assert not message.endswith(".")
        assert not hint.endswith(".")


def test_the_words_are_in_one_normal_form_and_set_their_tones_one_way() -> None:
    for path in [
        *SOURCE.rglob("wording/**/*.py"),
        *ROOT.glob("templates/*.j2"),
        *ROOT.glob("docs/word_*.py"),
    ]:
        written = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", written), path
        # One way to set the tone: hòa, not hoà; lý, not lí.
        assert not re.search(r"\b\w*(?:oà|oá|oả|oã|oạ)\b", written), path


def _models(model: type[Model]) -> Iterator[type[Model]]:
    for one in model.__subclasses__():
        yield one
        yield from _models(one)


def test_every_key_of_the_files_has_a_name_in_vietnamese() -> None:
    of_files = {Plan.__module__, Indicator.__module__, Progress.__module__, Target.__module__}
    found = [one for one in _models(Model) if one.__module__ in of_files]
    assert {Plan, Indicator, Progress, Target} <= set(found)
    for model in found:
        for name, field in model.model_fields.items():
            key = field.alias or name
            assert figures.label(("x", key)) != f"x, {key}", f"{model.__name__}.{key}"


def _codes(annotation: object) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for inside in get_args(annotation):
        yield from _codes(inside)


def test_every_value_that_is_a_code_has_a_name_in_vietnamese() -> None:
    modules = {one.__module__ for one in (Plan, Indicator, Progress, Target)}
    found = {
        (field.alias or name, code)
        for model in _models(Model)
        if model.__module__ in modules
        for name, field in model.model_fields.items()
        for code in _codes(field.annotation)
    }
    assert {("state", "done"), ("measured", "H1"), ("each", "year"), ("kind", "tasks")} < found
    for key, code in found - {("version", "1")}:
        assert figures.said(("x", key), code) != code, f"{key}: {code}"
    for comparison in Comparison:
        assert figures.label(("x", "target", comparison)).startswith("x, mục tiêu")


@pytest.mark.parametrize(
    ("loc", "said"),
    [
        (("indicators", "CT-1", "milestones", "2027H1"), "có"),
        (("indicators", "CT-1", "target", "equals"), "có"),
        (("indicators", "CT-1", "may_exceed"), "có"),
        (("indicators", "CT-1", "name"), "yes"),
    ],
)
def test_a_yes_is_told_in_vietnamese_where_it_is_an_answer(loc: tuple[str, ...], said: str) -> None:
    assert figures.said(loc, "yes") == said
