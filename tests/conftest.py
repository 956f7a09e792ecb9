"""What every test shares: the option and fixture for golden files, and the hypothesis profiles.

`pytest --update-goldens` rewrites the expected files instead of comparing with them; the change
is then read in `git diff`. `HYPOTHESIS_PROFILE=thorough` tries many more random cases; `few` is
for whoever runs the same test very often (`prove.mutation`): a failure is told as it was found.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from kehoach.load import Data
from support import ROOT, load_folder

# A run in the background may ignore Ctrl-C, and would hand that down to the programs it tests.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Derandomized, so that a run says the same twice; no deadline, as time means nothing here.
settings.register_profile(
    "default",
    derandomize=True,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "few",
    derandomize=True,
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile(
    "thorough",
    max_examples=5_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# What `prove/laws.py` takes, in its long run and in its short one.
for name, most in (("proof", 400), ("short", 10)):
    settings.register_profile(name, parent=settings.get_profile("default"), max_examples=most)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-goldens`."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="rewrite the expected files instead of comparing with them",
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark every test that hypothesis tries with many inputs as a law."""
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        item.add_marker("law")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file, byte by byte; with `--update-goldens` rewrite the file."""
    update = bool(request.config.getoption("--update-goldens"))

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def catalogue() -> Data:
    """The real catalogue, `data/plan.yaml`, alone: no test leans on the sample figures."""
    return load_folder(ROOT, entries=False)


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine's own, and no repository above the folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that a person's runs have kept is used, and nothing is kept among it."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
