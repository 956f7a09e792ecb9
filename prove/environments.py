"""Time zones, languages, code pages, widths, pipe and terminal: the same reports, to the byte.

Each environment is a process that was started anew, with the settings of one cell of the table, and
of the others (order of hashes, mask of new files, home, kind of terminal, how the folder's name is
written) some turn. Everything written is the same in all of them, and everything said in a pipe; on
a terminal nothing is said that its code page can't say, and no letter comes out as others.
"""

import fcntl
import hashlib
import itertools
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import termios
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PureWindowsPath

from prove.figure import Figure, tell
from prove.forked import SURROUNDINGS, run
from prove.school import State, done, import_all, restore, scratch, snapshot

ROOT = Path(__file__).parents[1]
ZONES = ("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati")
# The language of the machine, and the code page that Python is told of.
LANGUAGES = (
    {"LC_ALL": "C"},
    {"LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8", "PYTHONUTF8": "1"},
    {"LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
)
WIDTHS = (40, 80, 200, None)
# Each of these has its turn beside the others.
TURNS: tuple[tuple[str, tuple[Mapping[str, str | None], ...]], ...] = (
    ("hashes", ({"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "4242"})),
    ("home", ({}, {"HOME": None}, {"HOME": "/nonexistent"})),
    ("terminal", ({"TERM": "xterm-256color"}, {"TERM": "dumb"}, {"TERM": None}, {"NO_COLOR": "1"})),
    ("colour", ({}, {"FORCE_COLOR": "1"}, {"PY_COLORS": "1"}, {"COLORTERM": "truecolor"}, {})),
)
MASKS = (0o022, 0o077, 0o002)
FOLDERS = (
    "w",
    "Kế hoạch của trường",
    unicodedata.normalize("NFD", "Kế hoạch"),
    "a 'b' & $(c) %d {e}",
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("report", "--period", "2026H1", "--format", "md,html,docx"),
    ("sheet", "export", "2026H1"),
    ("due", "--ics", "lich.ics"),
    ("schema",),
)
SAID: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("scorecard", "--format", "csv"),
    ("show", "CT-4.4"),
    ("check",),
)
INIT = ("init", "moi", "--yes", "--name", "Trường Tiểu học Sao Mai")
# Odd, so that pipes and terminals take turns, in every language.
STEP_IF_SHORT = 13
_STYLE = re.compile(r"\x1b\[[\d;]*m")
# The folder in which something was written: another in each environment.
_FOLDER = re.compile(rb"/\S[^\n]*/(?=[^/\n]*\n)")
_ENDED = re.compile(rb"\x1e(\d+)\x1e")
# CSV has line ends of its own, before which a terminal puts another.
_LINE_END = re.compile(r"\r+\n")
_WORDS = re.compile(r"[^\w]+")

# Runs one command after the other in one process, each as if it were alone.
DRIVER = """
import json, os, sys
from kehoach import cli
for place, arguments in json.loads(sys.argv[1]):
    os.chdir(bytes.fromhex(place))
    sys.argv = ["kehoach", *arguments]
    code = 0
    try:
        cli.main()
    except SystemExit as ended:
        code = ended.code or 0
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(1, b"\\x1e%d\\x1e" % code)
"""


@dataclass(frozen=True)
class Environment:
    """One cell of the table; a `width` that is None is not told."""

    number: int
    zone: str
    language: Mapping[str, str]
    width: int | None
    on_terminal: bool

    @property
    def settings(self) -> dict[str, str]:
        """The settings of its process."""
        settings = {**os.environ, **SURROUNDINGS, "TZ": self.zone}
        for name in ("LANG", "LC_ALL", "COLUMNS", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8"):
            settings.pop(name, None)
        settings |= self.language
        for n, (_, turns) in enumerate(TURNS):
            for name, value in turns[self.number // (n + 1) % len(turns)].items():
                settings.pop(name, None)
                settings |= {} if value is None else {name: value}
        # A terminal tells its width itself.
        told = self.width and not self.on_terminal
        return settings | ({"COLUMNS": str(self.width)} if told else {})

    @property
    def shown_width(self) -> int | None:
        """How wide its terminal is taken for."""
        return 80 if self.settings.get("TERM") == "dumb" else self.width

    @property
    def encoding(self) -> str:
        """What its terminal can say."""
        return self.language.get("PYTHONIOENCODING", "utf-8")

    def __str__(self) -> str:
        """The cell, in a line."""
        where = f"terminal of {self.width}" if self.on_terminal else f"pipe, {self.width}"
        return f"{self.number}: {self.zone}, {dict(self.language)}, {where}"


def environments() -> list[Environment]:
    """All cells of the table."""
    cells = itertools.product(ZONES, LANGUAGES, WIDTHS, (False, True))
    return [Environment(number, *cell) for number, cell in enumerate(cells)]


@dataclass(frozen=True)
class Seen:
    """What an environment saw: exit statuses, the digests of all files, and what was said."""

    environment: Environment
    codes: tuple[int, ...]
    files: Mapping[str, str]
    said: tuple[bytes, ...]
    modes: frozenset[int]


def look(environment: Environment, folder: Path) -> Seen:
    """Run every command in the environment, in a folder of its own."""
    number = environment.number
    here = folder / str(number) / FOLDERS[number % len(FOLDERS)]
    shutil.copytree(ROOT / "data", here / "data")
    inside = here / ("", "data/progress")[number // 3 % 2]
    # `due` writes beside where it runs. A name in bytes, as some languages have no letters for it.
    places = [
        (os.fsencode(here if one[0] == "due" else inside).hex(), one) for one in (*COMMANDS, *SAID)
    ]
    said = _run(environment, json.dumps(places))
    *parts, rest = _ENDED.split(said)
    if rest:
        raise RuntimeError(f"{environment}: {rest.decode('utf-8', 'replace')}")
    written = [path for path in sorted(here.rglob("*")) if path.is_file()]
    mine = [path for path in written if not path.is_relative_to(here / "data")]
    files = {
        unicodedata.normalize("NFC", path.relative_to(here).as_posix()): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in written
    }
    modes = frozenset(path.stat().st_mode & 0o777 for path in mine)
    shutil.rmtree(here)
    return Seen(environment, tuple(map(int, parts[1::2])), files, tuple(parts[::2]), modes)


def _run(environment: Environment, places: str) -> bytes:
    """What the commands say, one after the other."""
    here, there = os.openpty() if environment.on_terminal else os.pipe()
    if environment.on_terminal:
        size = struct.pack("HHHH", 40, environment.width or 0, 0, 0)
        fcntl.ioctl(there, termios.TIOCSWINSZ, size)
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, places],
        stdin=subprocess.DEVNULL,
        stdout=there,
        stderr=there,
        env=environment.settings,
        umask=MASKS[environment.number % len(MASKS)],
    )
    os.close(there)
    said = b""
    with suppress(OSError):  # a terminal whose other end is closed
        while chunk := os.read(here, 2**16):
            said += chunk
    os.close(here)
    process.wait()
    return said


def compare(seen: Sequence[Seen]) -> Iterator[str]:
    """What differs, and what a terminal could not say."""
    first = seen[0]
    pipe = next(one for one in seen if not one.environment.on_terminal)
    terminals = {one.environment.shown_width: one for one in seen if _speaks_all(one)}
    for one in seen:
        here = one.environment
        if one.codes != first.codes or any(code > 1 for code in one.codes):
            yield f"{here}: exit statuses {one.codes}, not {first.codes}"
        if one.files != first.files:
            names = {n for n, d in one.files.items() ^ first.files.items() for n in (n,) if d}
            yield f"{here}: other files: {sorted(names)}"
        if one.modes != {0o666 & ~MASKS[here.number % len(MASKS)]}:
            yield f"{here}: modes {sorted(map(oct, one.modes))}"
        if not here.on_terminal and _apart(one.said) != _apart(pipe.said):
            yield f"{here}: says something else in a pipe{_first(one.said, pipe.said)}"
        if here.on_terminal:
            yield from _on_terminal(one, terminals.get(here.shown_width))


def _speaks_all(one: Seen) -> bool:
    return one.environment.on_terminal and one.environment.encoding == "utf-8"


def _apart(said: Sequence[bytes]) -> list[bytes]:
    """What was said, apart from the folders in which it was."""
    return [_FOLDER.sub(b"", one) for one in said]


def _first(one: Sequence[bytes], other: Sequence[bytes]) -> str:
    pairs = zip(_apart(one), _apart(other), strict=True)
    return next((f": {a[:300]!r} for {b[:300]!r}" for a, b in pairs if a != b), "")


def _on_terminal(one: Seen, utf8: Seen | None) -> Iterator[str]:
    """What is wrong with what a terminal was told, beside one that can say everything."""
    here = one.environment
    for number, said in enumerate(one.said):
        try:
            shown = _LINE_END.sub("\n", _STYLE.sub("", said.decode(here.encoding)))
        except UnicodeDecodeError as error:
            yield f"{here}: is told what it can't say: {error}"
            continue
        if raw := re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown):
            yield f"{here}: is told {raw[:3]!r}"
        # The files that are written stand in other folders.
        if utf8 is None or number < len(COMMANDS):
            continue
        whole = _STYLE.sub("", utf8.said[number].decode())
        expected = whole.encode(here.encoding, "replace").decode(here.encoding)
        if _WORDS.sub("", shown) != _WORDS.sub("", expected):
            yield f"{here}: {SAID[number - len(COMMANDS)]} says something else: {shown[:300]!r}"


def on_windows(folder: Path) -> tuple[int, list[str]]:
    """What can be told of Windows without one: names, and line ends.

    Every name that is written is one that Windows takes, apart from its capitals; and files with
    the line ends and the mark that Notepad writes give the same reports.
    """
    import_all()
    here, wrong = folder / "here", []
    school = {f"data/{path}": content for path, content in snapshot(ROOT / "data").items()}
    made: list[State] = []
    for change in (bytes, _as_notepad):
        restore(here, {f"cu/{path}": change(content) for path, content in school.items()})
        for arguments in COMMANDS:
            done(run(here / "cu", arguments))
        done(run(here, INIT))
        made.append({n: c for n, c in snapshot(here).items() if not n.startswith("cu/data/")})
    if made[0] != made[1]:
        wrong.append(
            f"other line ends make others of {[n for n in made[0] if made[0][n] != made[1][n]]}"
        )
    parts = {part for name in made[0] for part in PureWindowsPath(name).parts}
    wrong += [
        f"no name on Windows: {part}"
        for part in parts
        if PureWindowsPath(part).is_reserved()
        or set(part) & set('<>:"|?*\\')
        or part != part.rstrip(" .")
    ]
    twice = [n for n, count in Counter(n.casefold() for n in made[0]).items() if count > 1]
    wrong += [f"one file on Windows: {name}" for name in twice]
    return len(parts) + len(made[0]), wrong


def _as_notepad(text: bytes) -> bytes:
    return b"\xef\xbb\xbf" + text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def main() -> None:
    """See what every environment sees, and tell."""
    every = environments()
    chosen = every[::STEP_IF_SHORT] if "--short" in sys.argv else every
    with scratch() as folder:
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            seen = list(workers.map(partial(look, folder=folder), chosen))
        wrong = [*compare(seen)]
        names, on_others = on_windows(folder)
    for one in (*wrong, *on_others)[:40]:
        print(one, file=sys.stderr)
    kinds = f"{len(ZONES)} time zones × {len(LANGUAGES)} languages × {len(WIDTHS)} widths"
    note = f"{kinds} × pipe and terminal" + ("" if chosen == every else ", some of them")
    files = f"{note}; {len(seen[0].files)} files each"
    tell(
        Figure("environments, byte-identical", len(seen), len(chosen), len(wrong), files),
        Figure("names and line ends of Windows, without one", names, names, len(on_others)),
    )


if __name__ == "__main__":
    main()
