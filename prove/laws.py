"""The laws, each for many inputs: `python -m prove.laws [--short]`.

A law is a test that hypothesis tries with whatever input it can think of; its name is its sentence.
The profiles of `tests/conftest.py` say how many inputs: `proof` for the long run, `short`.
"""

import os
import sys
from contextlib import redirect_stdout

import pytest

from prove.figure import Figure, tell

GOAL = 20


class Verdicts:
    """What pytest found of each law; one with several columns of cases is one law."""

    def __init__(self) -> None:
        self.held: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take one report of a test, or of what was to be made for it."""
        if report.when == "call" or report.failed:
            law = report.nodeid.partition("[")[0]
            self.held[law] = self.held.get(law, True) and report.passed


def main() -> None:
    """Try every law; name them, and tell the figure."""
    profile = "short" if "--short" in sys.argv[1:] else "proof"
    os.environ["HYPOTHESIS_PROFILE"] = profile
    verdicts = Verdicts()
    with redirect_stdout(sys.stderr):
        ended = pytest.main(["-m", "law", "-n0", "-p", "no:cacheprovider"], plugins=[verdicts])
    for law, held in verdicts.held.items():
        name = law.partition("::test_")[2].replace("_", " ")
        print(f"{'holds' if held else 'FAILS'}: {name}", file=sys.stderr)
    broken = sum(not held for held in verdicts.held.values())
    if ended not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        broken += 1  # the tests themselves cannot be run
    from hypothesis import settings  # before pytest it would be imported without its rewriting

    note = f"by hypothesis, {settings.get_profile(profile).max_examples} inputs or more for each"
    tell(Figure("laws, each for many inputs", len(verdicts.held), GOAL, broken, note))


if __name__ == "__main__":
    main()
