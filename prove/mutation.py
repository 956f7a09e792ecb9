"""Whether the tests notice a wrong program: small faults put into it one at a time.

mutmut makes the faults (`<` for `<=`, another constant, an argument left out, a condition that
always holds, …) in a copy of the checkout and runs, for each, the tests that come by. A fault that
no test notices has survived. Each module is held against its own tests. survivors.toml has the
survivors that are known, with the reason why no test should tell them from the program.

`python -m prove.mutation period target` tries these modules alone and names their survivors.
"""

import argparse
import contextlib
import itertools
import json
import operator
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import libcst
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

from prove.figure import Figure, tell

ROOT = Path(__file__).resolve().parents[1]
KNOWN = Path(__file__).with_name("survivors.toml")
GOAL = 90
SHORT = ("amount",)
SLIPS = "test_hazards.py::test_a_slip_is_told_exactly_so"
# Each module with its tests; what the reader says in hints is all told by slips.
MODULES = {
    "amount": ("test_amount.py",),
    "period": ("test_period.py",),
    "target": ("test_target.py",),
    "status": ("test_status.py",),
    "encoding": ("test_encoding.py",),
    "source": ("test_source.py", SLIPS),
    "document": ("test_source.py", SLIPS),
    "belonging": (SLIPS,),
    "load": ("test_load.py", SLIPS),
    "edit": ("test_edit.py",),
    "recording": ("test_recording.py",),
}
COPIED = ("src", "tests", "data", "prove")
NOTICED = {"killed", "timeout", "segfault", "suspicious"}
"""What mutmut says of a fault that made a test fail, hang or crash."""

# A fault may make a loop endless; it is then stopped after four times what its tests take.
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{path}"]
also_copy = ["data", "prove"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider"]
timeout_constant = 2.0
timeout_multiplier = 4.0
track_dependencies = false
use_git_change_detection = false

[tool.pytest.ini_options]
filterwarnings = ["error"]
markers = ["law"]
"""


class Undecorated(libcst.CSTTransformer):
    """`@property def f` as `def f` and `f = property(f)`: mutmut passes decorated functions by.

    Without `lru_cache`: what was kept of a call before would hide the fault.
    """

    def leave_FunctionDef(  # noqa: N802 - the library's name
        self, original_node: libcst.FunctionDef, updated_node: libcst.FunctionDef
    ) -> libcst.FunctionDef | libcst.FlattenSentinel[libcst.BaseStatement]:
        """Put each decorator behind its function, the innermost first."""
        name = updated_node.name.value
        written = [
            libcst.Module([]).code_for_node(one.decorator) for one in original_node.decorators
        ]
        caches = [one.startswith("lru_cache") for one in written]
        written = [one for one, is_cache in zip(written, caches, strict=True) if not is_cache]
        if not written or written in (["classmethod"], ["staticmethod"]):
            left = itertools.compress(updated_node.decorators, map(operator.not_, caches))
            return updated_node.with_changes(decorators=[*left])
        calls = [libcst.parse_statement(f"{name} = {one}({name})") for one in reversed(written)]
        return libcst.FlattenSentinel([updated_node.with_changes(decorators=[]), *calls])


class Tried(NamedTuple):
    """What became of the faults of a module: how many there were, and each that survived.

    `endless` of them were noticed because the tests did not come to an end.
    """

    module: str
    faults: int
    survivors: tuple[str, ...]
    endless: int

    @property
    def killed(self) -> int:
        """How many were noticed."""
        return self.faults - len(self.survivors)


def attempt(module: str) -> Tried:
    """Put every fault into a copy of the module, and run its tests on each."""
    path = f"src/kehoach/{module}.py"
    with tempfile.TemporaryDirectory(prefix="kehoach-mutation-") as folder:
        copy = Path(folder)
        for part in COPIED:
            hidden = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, copy / part, ignore=hidden)
        source = libcst.parse_module((copy / path).read_text("utf-8"))
        (copy / path).write_text(source.visit(Undecorated()).code, "utf-8")
        tests = json.dumps([f"tests/{one}" for one in MODULES[module]])
        settings = SETTINGS.format(path=path, tests=tests)
        (copy / "pyproject.toml").write_text(settings, "utf-8")
        done = subprocess.run(
            [Path(sys.executable).with_name("mutmut"), "run"],
            cwd=copy,
            # The order of the tests must not hang on a set; their plugins only cost time here.
            env={
                **os.environ,
                "PYTHONHASHSEED": "0",
                "HYPOTHESIS_PROFILE": "few",
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            sys.exit(f"{module}: {done.stdout[-3_000:]}\n{done.stderr[-3_000:]}")
        with contextlib.chdir(copy):
            return outcome(module, path)


def outcome(module: str, path: str) -> Tried:
    """What mutmut wrote of a module, in the folder where it ran."""
    data = SourceFileMutationData(path=path)
    data.load()
    said = {name: status_by_exit_code[code] for name, code in data.exit_code_by_key.items()}
    survivors = [described(name, path) for name, status in said.items() if status not in NOTICED]
    return Tried(module, len(said), tuple(survivors), [*said.values()].count("timeout"))


def described(name: str, path: str) -> str:
    """A fault as text: `period.Period.years: … → …`, its lines joined; no place, so it lasts."""
    function = name.removeprefix("kehoach.").partition("__mutmut_")[0]
    plain = function.replace(".xǁ", ".").replace("ǁ", ".").replace(".x_", ".")
    _, _, *lines = get_diff_for_mutant(name, path=path).splitlines()
    before, after = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return f"{plain}: {before} → {after}"


def known() -> dict[str, str]:
    """Each survivor that is known, with its reason."""
    listed = tomllib.loads(KNOWN.read_text("utf-8"))["survivors"]
    return {fault: group["reason"] for group in listed for fault in group["faults"]}


def disagreement(tried: Tried, listed: Iterable[str]) -> list[str]:
    """Where the run and the list differ: whoever survived unlisted, or is listed and did not."""
    mine = [fault for fault in listed if fault.startswith(f"{tried.module}.")]
    new = [f"survived: {fault}" for fault in tried.survivors if fault not in mine]
    return [*new, *(f"listed only: {fault}" for fault in mine if fault not in tried.survivors)]


def main() -> None:
    """Try the modules that were asked for, and tell the share of faults that were noticed."""
    parser = argparse.ArgumentParser(prog="python -m prove.mutation")
    parser.add_argument("modules", nargs="*", choices=[[], *MODULES], help="only these")
    parser.add_argument("--short", action="store_true", help=f"only {', '.join(SHORT)}")
    asked = parser.parse_args()
    listed = known()
    results: list[Tried] = []
    wrong: list[str] = []
    for module in asked.modules or (SHORT if asked.short else MODULES):
        start = time.monotonic()
        tried = attempt(module)
        results.append(tried)
        found = disagreement(tried, listed)
        wrong += found
        told = f"{module}: {tried.killed} of {tried.faults} noticed, {tried.endless} without end"
        lines = [f"{told}, {time.monotonic() - start:.0f} s", *(f"  {line}" for line in found)]
        print(*lines, sep="\n", file=sys.stderr, flush=True)
    shares = ", ".join(f"{one.module} {100 * one.killed // one.faults}" for one in results)
    faults = sum(one.faults for one in results)
    tell(
        Figure(
            what="mutation score, per cent",
            reached=100 * sum(one.killed for one in results) // faults,
            goal=GOAL,
            failed=len(wrong),
            note=f"of {faults} faults: {shares}; the others are prove/survivors.toml",
        )
    )


if __name__ == "__main__":
    main()
