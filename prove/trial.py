"""What every command that writes is put through: it is disturbed, and what it leaves is judged."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from prove.disk import Disk
from prove.forked import run
from prove.school import Command, State, restore, snapshot

TEMPORARY = ".kehoach-"


@dataclass
class Trial:
    """A command in a folder of its own: what it does undisturbed, and what went wrong since.

    `calls` are the kinds of its calls on the disk, in their order.
    """

    command: Command
    folder: Path
    wrong: list[str] = field(default_factory=list)
    calls: list[str] = field(init=False)
    after: State = field(init=False)
    _right: set[frozenset[tuple[str, bytes]]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """See what the command does undisturbed."""
        calls: list[str] = []
        disks: list[Disk] = []

        def watch() -> None:
            disks.append(Disk(str(self.folder), lambda kind, _, __: calls.append(kind)))

        def answer(_: int) -> None:
            print(json.dumps([disks[0].is_flushed, calls]), file=sys.stderr)

        self.begin()
        ended = run(self.folder, self.command.arguments, watch, answer)
        if ended.code:
            raise RuntimeError(ended)
        self.after = self.files()
        flushed, self.calls = json.loads(ended.err.splitlines()[-1])
        if not flushed:
            self.wrong.append(f"{self.command.name} ends before all it wrote is flushed")

    def begin(self) -> None:
        """Make the folder hold what there is before the command."""
        restore(self.folder, self.command.before)

    def look(self, how: str, *, told: bool = False) -> None:
        """Judge the files that are left, and what the same command makes of them.

        In what it wrote it may have `told` of what it could not read.
        """
        self.wrong += [f"{self.command.name}, {how}: {wrong}" for wrong in self._left(told=told)]

    def files(self) -> State:
        """The files that count."""
        found, aside = snapshot(self.folder), self.command.aside
        return {path: text for path, text in found.items() if not path.startswith(aside)}

    def _left(self, *, told: bool) -> Iterator[str]:
        found, before, after = self.files(), self.command.before, self.after
        for path in sorted({*found, *before, *after}):
            old, new = before.get(path), after.get(path)
            right = found.get(path) in (old, new) or (told and old != new)
            if not right and not Path(path).name.startswith(TEMPORARY):
                yield f"{path} is neither old nor new"
        # The same files left once more would come to the same end; a temporary name is any name.
        left = frozenset(
            (Path(path).parent.as_posix() if TEMPORARY in path else path, content)
            for path, content in snapshot(self.folder).items()
        )
        if left in self._right:
            return
        again = run(self.folder, self.command.arguments)
        if again.code not in ((0, self.command.again) if found == after else (0,)):
            yield f"then exit {again.code}: {again.err}"
        elif self.files() != after:
            yield f"the next run leaves {sorted(self.files())}"
        else:
            self._right.add(left)
