"""Content apart from form: what keeps a digest, what changes it, and what a difference is."""

import hashlib
import json
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kehoach import canonical
from kehoach.amount import exact_text, parse_number
from kehoach.canonical import Difference, compare, digest, item_of, tree
from kehoach.load import File, load
from kehoach.period import Period
from support import Tree, entry, indicator, plan, plan_file, read_plan, task

PATH = "data/progress/2026H1.yaml"
AT = Period.parse("2026H1")


def content(*texts: str, folder: bool = False) -> Any:
    """The content of a period's entry, in one file or in several."""
    paths = [f"data/progress/2026H1/{n}.yaml" for n in range(len(texts))] if folder else [PATH]
    files = [File(path, said.encode()) for path, said in zip(paths, texts, strict=True)]
    data = load([plan_file(plan()), *files])
    assert not data.problems, data.problems
    return tree(data.entries[AT])


def of(**keys: Any) -> Any:
    return content(json.dumps(entry(**keys), ensure_ascii=False))


# ---- what is form


WRITTEN = 'period: 2026H1\nindicators:\n  CT-1: {value: "97,5", note: Đã họp}\n  CT-2: {value: 1}\n'


@pytest.mark.parametrize(
    "otherwise",
    [
        WRITTEN.replace('"97,5"', "97.5"),
        WRITTEN.replace('"97,5"', "97.50"),
        WRITTEN.replace('"97,5"', "'097.50'"),
        WRITTEN.replace("\n", "\r\n"),
        "\ufeff" + WRITTEN,
        "# ghi chú\n" + WRITTEN.replace("{value: 1}", "{value: 1} # đã kiểm tra"),
        WRITTEN.replace('value: "97,5", note: Đã họp', 'note: Đã họp, value: "97,5"'),
        WRITTEN.replace("Đã họp", '"Đã  họp"'),
        WRITTEN.replace("Đã họp", "Đa\u0303 ho\u0323p"),
        WRITTEN.replace(
            '{value: "97,5", note: Đã họp}', "\n    value: 97.5\n    note: >-\n      Đã\n      họp"
        ),
        WRITTEN + "  CT-3:\n",
        WRITTEN + "sample: false\n",
        WRITTEN + "sample: không\ntasks: {}\nnarrative: {highlights: []}\n",
        WRITTEN.replace("{value: 1}", "{value: 01}"),
    ],
)
def test_another_form_is_the_same_content(otherwise: str) -> None:
    assert digest(content(otherwise)) == digest(content(WRITTEN))


@pytest.mark.parametrize(
    "otherwise",
    [
        WRITTEN.replace("97,5", "97,51"),
        WRITTEN.replace("97,5", "97,50000000000000000000001"),
        WRITTEN.replace('"97,5"', '"97,5%"'),
        WRITTEN.replace("{value: 1}", "{value: có}"),
        WRITTEN.replace("{value: 1}", "{value: 0}"),
        WRITTEN.replace("{value: 1}", "{numerator: 1}"),
        WRITTEN.replace("CT-2", "CT-3"),
        WRITTEN.replace("Đã họp", "đã họp"),
        WRITTEN + "sample: có\n",
        WRITTEN + "routines: {giao-ban: {held: 0}}\n",
        WRITTEN + "narrative: {highlights: [Một]}\n",
    ],
)
def test_one_changed_character_of_content_is_another_content(otherwise: str) -> None:
    assert digest(content(otherwise)) != digest(content(WRITTEN))


def test_a_period_is_the_same_in_one_file_and_in_a_folder_of_files() -> None:
    one, two = WRITTEN.split("  CT-2", 1)
    several = [one, "period: 2026H1\nindicators:\n  CT-2" + two]
    assert content(*several, folder=True) == content(WRITTEN)
    assert content(*reversed(several), folder=True) == content(WRITTEN)


def test_the_digest_of_a_content_never_changes() -> None:
    # Files that were signed hold it: a change here breaks every seal there is.
    written = (
        '{"indicators":{"CT-1":{"note":"Đã họp","value":"97,5"},"CT-2":{"value":"1"}},'
        '"period":"2026H1"}'
    )
    assert digest(content(WRITTEN)) == hashlib.sha256(written.encode()).hexdigest()


# ---- laws

numbers = st.integers(0, 10**6) | st.decimals(
    0, 10**4, places=3, allow_nan=False, allow_infinity=False
).map(lambda number: f"{number.normalize():f}".replace(".", ","))
# None of the characters that the reader takes for those of an old font.
texts = st.text(st.characters(categories=["L", "Nd", "Zs"], exclude_characters="µ"), max_size=20)
figures = st.fixed_dictionaries(
    {}, optional={"value": numbers, "numerator": numbers, "denominator": numbers, "note": texts}
)
parts = st.dictionaries(st.sampled_from("abc"), figures, max_size=2)
tasks = st.fixed_dictionaries(
    {"state": st.sampled_from(["done", "in_progress"])},
    optional={
        "completed": st.dates().filter(lambda day: 1990 <= day.year < 2200).map(str),
        "spent": st.integers(0, 10**12),
        "percent": numbers,
    },
)
ids = st.sampled_from([f"CT-{n}" for n in range(9)])
entries = st.fixed_dictionaries(
    {"period": st.just("2026H1")},
    optional={
        "indicators": st.dictionaries(ids, figures, max_size=4),
        "tasks": st.dictionaries(ids, tasks, max_size=3),
        "routines": st.dictionaries(ids, st.fixed_dictionaries({"held": st.integers(0, 99)})),
        "measures": st.dictionaries(ids, texts, max_size=2),
        "narrative": st.fixed_dictionaries({"highlights": st.lists(texts.filter(str.strip))}),
    },
)


def as_text(value: Any) -> Any:
    """Every scalar as text, as the reader gives it."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    return [as_text(one) for one in value] if isinstance(value, list) else str(value)


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same with the keys in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return value


FORMS: list[Callable[[Any], str]] = [
    lambda value: json.dumps(value, ensure_ascii=False),
    lambda value: yaml.dump(as_text(value), allow_unicode=True, default_style='"'),
    lambda value: yaml.dump(as_text(value), allow_unicode=True, default_style="'", width=30),
    lambda value: (
        "# đầu tệp\r\n" + json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\r\n")
    ),
]


@given(entries, st.sampled_from(FORMS), st.randoms(use_true_random=False))
def test_no_form_changes_the_content(
    typed: Tree, form: Callable[[Any], str], chance: random.Random
) -> None:
    assert content(form(shuffled(typed, chance))) == content(FORMS[0](typed))


@given(entries)
def test_an_entry_reads_its_own_content_back(typed: Tree) -> None:
    told = content(FORMS[0](typed))
    again = content(json.dumps(told, ensure_ascii=False))
    assert again == told
    assert digest(again) == digest(told)


@given(entries, entries)
def test_two_contents_are_the_same_exactly_if_nothing_differs(one: Tree, other: Tree) -> None:
    before, after = content(FORMS[0](one)), content(FORMS[0](other))
    assert (digest(before) == digest(after)) == (not list(compare(before, after)))


@given(entries, ids, st.integers(1, 10**6))
def test_any_figure_that_changes_changes_the_digest_and_is_the_one_difference(
    typed: Tree, item: str, by: int
) -> None:
    figured = typed | {"indicators": {**typed.get("indicators", {}), item: {"numerator": 5}}}
    changed = typed | {"indicators": {**typed.get("indicators", {}), item: {"numerator": 5 + by}}}
    before, after = content(FORMS[0](figured)), content(FORMS[0](changed))
    assert digest(before) != digest(after)
    assert list(compare(before, after)) == [
        Difference(("indicators", item, "numerator"), "5", str(5 + by))
    ]


@given(entries, entries)
def test_a_difference_turned_round_is_the_difference_the_other_way(one: Tree, other: Tree) -> None:
    before, after = content(FORMS[0](one)), content(FORMS[0](other))
    there = {(d.loc, str(d.before), str(d.after)) for d in compare(before, after) if is_key(d)}
    back = {(d.loc, str(d.after), str(d.before)) for d in compare(after, before) if is_key(d)}
    assert there == back


def is_key(found: Difference) -> bool:
    return not any(isinstance(step, int) for step in found.loc)


@given(st.fractions())
def test_an_exact_text_says_the_value_exactly(value: Fraction) -> None:
    said = exact_text(value)
    assert Fraction(said.replace(",", ".")) == value


@given(st.decimals(-(10**9), 10**9, places=6, allow_nan=False, allow_infinity=False))
def test_a_decimal_is_read_back_from_its_exact_text(number: Any) -> None:
    assert parse_number(exact_text(Fraction(number))) == Fraction(number)


# ---- differences


@pytest.mark.parametrize(
    ("before", "after", "loc"),
    [
        ({"a": {"value": "1"}}, {"a": {"value": "2"}}, ("indicators", "a", "value")),
        ({"a": {"value": "1"}}, {}, ("indicators", "a")),
        ({}, {"a": {"value": "1"}}, ("indicators", "a")),
        ({"a": {"value": "1"}}, {"a": {"value": "1", "note": "x"}}, ("indicators", "a", "note")),
    ],
)
def test_a_difference_stands_where_it_is_smallest(before: Tree, after: Tree, loc: Any) -> None:
    one = {"indicators": before} if before else {}
    other = {"indicators": after} if after else {}
    assert [found.loc for found in compare(one, other)] == [loc]


def paragraphs(*said: str) -> Any:
    return {"narrative": {"next": tuple(said)}}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("a", "b"), ("x", "a", "b"), [(0, None, "x")]),
        (("a", "b", "c"), ("a", "c"), [(1, "b", None)]),
        (("a", "b"), ("a", "y"), [(1, "b", "y")]),
        (("a",), ("a", "b", "c"), [(1, None, "b"), (2, None, "c")]),
        (("a", "b"), ("c",), [(0, "a", "c"), (1, "b", None)]),
    ],
)
def test_a_paragraph_put_in_or_taken_out_moves_no_other(
    before: Any, after: Any, told: list[Any]
) -> None:
    found = compare(paragraphs(*before), paragraphs(*after))
    assert [(d.loc[-1], d.before, d.after) for d in found] == told


def test_a_piece_of_evidence_is_compared_key_by_key() -> None:
    one = of(indicators={"CT-1": {"value": 1, "evidence": [{"title": "A", "code": "M1"}]}})
    other = of(indicators={"CT-1": {"value": 1, "evidence": [{"title": "B", "code": "M1"}]}})
    assert list(compare(one, other)) == [
        Difference(("indicators", "CT-1", "evidence", 0, "title"), "A", "B")
    ]


def test_the_items_of_a_catalogue_are_known_by_their_ids_not_by_their_place() -> None:
    one = indicator(id="CT-1", milestones={"2027H1": 5})
    two = indicator(id="CT-2")
    before = read_plan(plan(indicators=[one, two], tasks=[task()]))
    after = read_plan(plan(indicators=[two, one | {"milestones": {"2027H1": 6}}], tasks=[task()]))
    found = compare(*(canonical.by_id(tree(one)) for one in (before, after)))
    assert list(found) == [Difference(("indicators", "CT-1", "milestones", "2027H1"), "5", "6")]


@pytest.mark.parametrize(
    ("loc", "item"),
    [
        (("indicators", "CT-4.5", "parts", "a", "numerator"), "CT-4.5/a"),
        (("indicators", "CT-4.5", "parts"), "CT-4.5"),
        (("tasks", "NV-1", "state"), "NV-1"),
        (("indicators",), ""),
        (("narrative", "next", 0), ""),
        (("thresholds", "at_risk"), ""),
        ((), ""),
    ],
)
def test_a_place_names_its_item(loc: Any, item: str) -> None:
    assert item_of(loc) == item
