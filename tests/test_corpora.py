"""A part of the published hostile texts; `python -m prove.corpora` takes all of them."""

from pathlib import Path

import pytest

from kehoach import report
from prove import corpora

SOME = dict(corpora.items(15))


@pytest.mark.parametrize("name", SOME)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    assert list(corpora.as_file(SOME[name])) == []


def test_a_hostile_note_comes_back_as_it_is_or_is_refused() -> None:
    texts = {name: data.decode("utf-8", "replace") for name, data in SOME.items()}
    assert list(corpora.as_notes(texts)) == []


def test_a_note_that_is_altered_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(report.FILTERS, "md", lambda text: str(text).replace("*", ""))
    assert any("Markdown" in told for told in corpora.as_notes({"star": "a * b"}))


def test_all_corpora_are_there_with_their_licences() -> None:
    kept = {path.stem for path in corpora.HERE.glob("*.json")}
    assert kept == {path.stem for path in corpora.HERE.glob("*.LICENSE")}
    told = Path(corpora.HERE / "README.md").read_text("utf-8")
    assert kept
    assert all(f"`{name}.json`" in told for name in kept)
