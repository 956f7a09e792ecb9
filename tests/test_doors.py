"""No bytes that come in make the program raise: what the fuzzer starts from, and what it found."""

from pathlib import Path

import pytest

from prove.doors import DOORS
from prove.fuzz import CORPUS, RUNS
from support import ROOT

KEPT = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*"))


@pytest.mark.parametrize("name", KEPT)
def test_what_the_fuzzer_kept_goes_through_its_door(name: str) -> None:
    DOORS[name.split("/", 1)[0]]((CORPUS / name).read_bytes())


def test_every_door_has_something_to_start_from() -> None:
    assert {name.split("/", 1)[0] for name in KEPT} == DOORS.keys() == RUNS.keys()


def test_the_corpus_is_small() -> None:
    assert len(KEPT) < 200
    assert all((CORPUS / name).stat().st_size <= 1024 for name in KEPT)


def test_a_door_that_is_broken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.encoding.lines_of", lambda _data: ())
    with pytest.raises(AssertionError):
        DOORS["read"](Path(ROOT / "prove/corpus/read/tab").read_bytes())
