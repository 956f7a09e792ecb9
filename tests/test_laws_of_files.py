"""Laws of what is kept in files: one edit is undone by another, a seal tells what was changed."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from kehoach import encoding, source
from kehoach import seal as seals
from kehoach.check import check
from kehoach.document import Loc
from kehoach.edit import drop, put
from kehoach.load import Data, File, load
from kehoach.notation import in_braces, scalar
from kehoach.outcome import as_signed, catalogue, earlier, outcome
from kehoach.period import Period
from kehoach.problem import Code, Severity
from support import Tree, entry, entry_file, indicator, plan, plan_file, routine, task

AT = Period.parse("2026H1")
ENTRY_PATH, SEAL_PATH = "data/progress/2026H1.yaml", "data/sealed/2026H1.json"
FIELDS = ("value", "numerator", "denominator", "note")
WORDS = st.text(
    st.characters(
        categories=["L", "Nd", "Zs", "P", "S"], exclude_characters="\u00a0¶¾®¨¸¹»¼½«¬´¿µ"
    ),
    max_size=20,
).map(encoding.normalized)

# One value of a file


def order(_parent: Loc) -> Sequence[str]:
    return FIELDS


def read(text: str) -> Any:
    document, problems = source.read("", text.encode())
    assert document is not None, problems
    return document.tree


@st.composite
def texts(draw: DrawFn) -> str:
    """Some items with some figures, in block or flow style, with comments, of either line end."""
    figures = st.dictionaries(st.sampled_from(FIELDS), WORDS.filter(bool), max_size=3)
    tree = draw(st.dictionaries(st.sampled_from("ABC"), figures.filter(bool), min_size=1))
    lines = ["period: 2026H1", "# ghi chú", "indicators:"]
    for key, figure in tree.items():
        if draw(st.booleans()):
            lines.append(f"  {key}: {in_braces(figure)}")
            continue
        lines.append(f"  {key}:  # {key}")
        lines += [f"    {name}: {scalar(value, flow=False)}" for name, value in figure.items()]
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""])


PLACES = st.tuples(st.just("indicators"), st.sampled_from("ABCD"), st.sampled_from(FIELDS))


@given(texts(), PLACES, WORDS.filter(bool))
def test_a_value_that_is_put_is_read_again_and_put_twice_is_put_once(
    text: str, loc: Loc, value: str
) -> None:
    once = put(text, loc, value, order)
    assert read(once)["indicators"][loc[1]][loc[2]] == value
    assert put(once, loc, value, order) == once


@given(texts(), PLACES, WORDS.filter(bool))
def test_a_key_that_is_put_and_dropped_leaves_what_was_there(
    text: str, loc: Loc, value: str
) -> None:
    assume(loc[2] not in read(text)["indicators"].get(loc[1], {}))
    again = drop(put(text, loc, value, order), loc)
    assert read(again) == read(text)
    assert again.splitlines()[:2] == text.splitlines()[:2]


@given(texts(), PLACES, PLACES, WORDS.filter(bool), WORDS.filter(bool))
def test_two_values_put_at_two_places_say_the_same_in_either_order(
    text: str, one: Loc, other: Loc, value: str, beside: str
) -> None:
    assume(one != other)
    first = put(put(text, one, value, order), other, beside, order)
    second = put(put(text, other, beside, order), one, value, order)
    assert read(first) == read(second)


@given(WORDS, st.booleans())
def test_a_scalar_is_read_as_the_text_it_was_written_for(value: str, flow: bool) -> None:
    written = scalar(value, flow=flow)
    tree = f"{{k: {written}, z: 1}}" if flow else f"k: {written}\nz: 1\n"
    assert read(tree) == {"k": value, "z": "1"}


# A period that is signed

CATALOGUE = plan(
    indicators=[indicator(id=f"CT-{n}") for n in range(4)],
    tasks=[task(id=f"NV-{n}", budget="9 tỷ") for n in range(2)],
    routines=[routine()],
)
FIGURES = entry(
    indicators={f"CT-{n}": {"value": str(n + 1), "note": "x"} for n in range(4)},
    tasks={f"NV-{n}": {"state": "in_progress", "spent": "5 triệu"} for n in range(2)},
    routines={"giao-ban": {"held": "6"}},
    narrative={"highlights": ["Một", "Hai"]},
)
FIGURE_PLACES: list[tuple[str, str, str]] = [
    *(("indicators", f"CT-{n}", "value") for n in range(4)),
    *(("tasks", f"NV-{n}", "spent") for n in range(2)),
    ("routines", "giao-ban", "held"),
]


def sealed(data: Data) -> File:
    """The seal under what is read, as a file."""
    assert data.plan is not None
    result = outcome(data.plan, data.entries, AT)
    signature = seals.sign(
        data.entries[AT],
        result,
        catalogue(data.plan, AT, result),
        {},
        earlier(as_signed(data.entries, data.seals), AT),
        "x",
        by="Lan",
        at=datetime.fromisoformat("2026-06-20T09:00:00+07:00"),
        waivers={},
    )
    return File(SEAL_PATH, seals.text(seals.close(AT, signature, None)).encode())


SEAL = sealed(load([plan_file(CATALOGUE), entry_file(FIGURES)]))


def told(entry_text: str, seal: File = SEAL) -> list[tuple[str, str]]:
    """The errors of a signed period whose entry is that text."""
    data = load([plan_file(CATALOGUE), File(ENTRY_PATH, entry_text.encode()), seal])
    found = check(data, lambda _path: True)
    return [
        (one.code, one.details.get("at", "")) for one in found if one.severity is Severity.ERROR
    ]


@given(st.sampled_from(FIGURE_PLACES), st.integers(10, 10**6))
def test_one_changed_figure_of_a_signed_period_is_told_at_that_figure_alone(
    place: tuple[str, str, str], value: int
) -> None:
    kind, item, key = place
    written = str(value * 10**7) if key == "spent" else str(value)
    changed = {**FIGURES[kind], item: {**FIGURES[kind][item], key: written}}
    assert told(json.dumps(FIGURES | {kind: changed})) == [
        (Code.SEALED_CHANGED, json.dumps(list(place)))
    ]


FORMS: list[Callable[[Tree], str]] = [
    lambda tree: json.dumps(tree, ensure_ascii=False),
    lambda tree: yaml.safe_dump(tree, allow_unicode=True, sort_keys=True),
    lambda tree: yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, default_style='"'),
    lambda tree: yaml.safe_dump(tree, allow_unicode=True, width=20).replace("\n", "\r\n"),
    lambda tree: "\ufeff# đầu tệp\n" + json.dumps(tree, indent=1),
]


@given(st.sampled_from(FORMS), st.randoms(use_true_random=False))
def test_no_form_of_a_signed_period_breaks_its_seal(
    form: Callable[[Tree], str], chance: Any
) -> None:
    keys = chance.sample(list(FIGURES), len(FIGURES))
    assert told(form({key: FIGURES[key] for key in keys})) == []


@given(st.integers(0, len(SEAL.data) - 1), st.sampled_from("0123456789abcdef "))
def test_a_seal_of_which_a_character_was_changed_is_never_taken_for_whole(
    at: int, character: str
) -> None:
    text = SEAL.data.decode("utf-8")
    at = min(at, len(text) - 1)
    changed = text[:at] + character + text[at + 1 :]
    data = load([plan_file(CATALOGUE), entry_file(FIGURES), File(SEAL_PATH, changed.encode())])
    kept = data.seals.get(AT)
    if kept is None:
        assert Code.SEAL_BROKEN in {problem.code for problem in data.problems}
    else:  # a space between two values: the content is what was signed
        assert sealed(load([plan_file(CATALOGUE), entry_file(FIGURES)])).data == SEAL.data
        assert seals.text(kept.seal).encode() == SEAL.data


# A broken file


@given(st.sets(st.integers(0, 3)), st.sampled_from(["measure", "target", "group", "lead"]))
def test_of_a_broken_catalogue_all_that_is_whole_is_left_and_only_the_rest_is_told(
    broken: set[int], key: str
) -> None:
    items = [
        {**one, key: {"x": "y"}} if n in broken else one
        for n, one in enumerate(CATALOGUE["indicators"])
    ]
    data = load([plan_file(CATALOGUE | {"indicators": items}), entry_file(FIGURES)])
    left = data.plan or data.remains.plan
    assert left is not None
    assert [one.id for one in left.indicators] == [f"CT-{n}" for n in range(4) if n not in broken]
    assert (data.plan is None) == bool(broken)
    lines = data.lines["data/plan.yaml"]
    starts = [n for n, line in enumerate(lines, 1) if '"id": "CT-' in line]
    spans = {n: range(start, start + 30) for n, start in enumerate(starts)}
    for problem in data.problems:
        assert any(problem.line in spans[n] for n in broken)


@given(st.sets(st.integers(0, 3)))
def test_of_a_broken_entry_no_figure_is_used(broken: set[int]) -> None:
    figures = {
        item: {**figure, "value": "sai"} if int(item[-1]) in broken else figure
        for item, figure in FIGURES["indicators"].items()
    }
    data = load([plan_file(CATALOGUE), entry_file(FIGURES | {"indicators": figures})])
    assert (AT in data.entries) == (not broken)
    if broken:
        (left,) = data.remains.files
        whole = {f"CT-{n}" for n in range(4) if n not in broken}
        assert left.progress.indicators.keys() == whole
