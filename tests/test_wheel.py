"""The wheel, built and tried outside the checkout: the package and its templates travel with it."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.xdist_group("wheel")  # one process builds it, once

MARK = "<!-- from the installed templates -->"


@dataclass(frozen=True)
class Installed:
    """A fresh environment that has the wheel, and a workspace outside the checkout."""

    wheel: Path
    python: Path
    package: Path
    workspace: Path


def run(arguments: Sequence[str | Path], cwd: Path) -> str:
    """What a process prints. Neither the checkout nor the coverage run reaches into it."""
    own = ("COVERAGE_", "PIP_", "PYTEST_", "PYTHON")
    environment = {name: text for name, text in os.environ.items() if not name.startswith(own)}
    done = subprocess.run(
        arguments,
        cwd=cwd,
        env=environment | {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel, install it without a network, and borrow the libraries it depends on."""
    place = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place / "dist"], ROOT)
    (wheel,) = (place / "dist").glob("*.whl")

    environment = place / "environment"
    run([sys.executable, "-m", "venv", "--without-pip", environment], place)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], place)

    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    purelib = Path(run([python, "-c", ask], place).strip())
    # A path that stands in a .pth file is searched, but the .pth files inside it are not read: the
    # libraries of this environment come along, its editable install of the checkout does not.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (purelib / "libraries.pth").write_text("\n".join(sorted(libraries)) + "\n", encoding="utf-8")

    workspace = place / "workspace"
    shutil.copytree(ROOT / "data", workspace / "data")
    return Installed(wheel, python, purelib / "kehoach", workspace)


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(
    installed: Installed,
) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}

    def files(folder: Path) -> set[str]:
        found = {path for path in folder.rglob("*") if path.is_file()}
        return {
            path.relative_to(folder).as_posix() for path in found if "__pycache__" not in path.parts
        }

    templates = {f"kehoach/templates/{name}" for name in files(ROOT / "templates")}
    assert templates
    assert names == templates | {f"kehoach/{name}" for name in files(ROOT / "src" / "kehoach")}


def test_the_installed_program_is_not_the_checkout(installed: Installed) -> None:
    where = run(
        [installed.python, "-c", "import kehoach; print(kehoach.__file__)"], installed.workspace
    )
    assert Path(where.strip()) == installed.package / "__init__.py"


def test_a_report_is_made_outside_the_checkout_from_the_templates_in_the_wheel(
    installed: Installed,
) -> None:
    for template in (installed.package / "templates").rglob("*.j2"):
        template.write_text(template.read_text("utf-8") + f"\n{MARK}\n", encoding="utf-8")

    arguments = ["report", "--period", "2026H1", "--format", "html"]
    run([installed.python, "-m", "kehoach", *arguments], installed.workspace)

    (report,) = (installed.workspace / "reports").rglob("*.html")
    assert MARK in report.read_text("utf-8")


def test_the_wheel_brings_the_command(installed: Installed) -> None:
    command = installed.python.with_name("kehoach")
    assert "report" in run([command, "--help"], installed.workspace)
