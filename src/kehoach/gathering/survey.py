"""Asks many schools the same question, several at once, and streams what they say."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias, TypeVar

from kehoach.gathering.cache import Cache, Kept, opened, ready
from kehoach.gathering.folders import readable
from kehoach.load import File, load
from kehoach.problem import Problem
from kehoach.rollup.school import Question, School, ask
from kehoach.workspace import Workspace

# Fewer schools are asked sooner than a process has begun.
_WORTH_A_POOL = 12
# Each process gets several parts, so that none waits long for another; and none is so large that
# a person who looks on would doubt that anything happens.
_PARTS_A_PROCESS, _MOST_AT_A_TIME = 4, 64

Told = TypeVar("Told")
Fold: TypeAlias = Callable[[Iterable[School]], Told]


def survey(
    folders: Sequence[str], question: Question, cache: Path | None, fold: Fold[Told]
) -> Iterator[Told]:
    """What `fold` makes of the schools, a part of them at a time.

    It is called in the process that asked them, so that little is sent from one to another.
    Nothing about a school stops the others. `cache` is a folder.
    """
    cache = ready(cache)
    tell = partial(_tell, question, cache, fold)
    workers = min(os.cpu_count() or 1, len(folders) // _WORTH_A_POOL + 1)
    size = max(1, min(len(folders) // (workers * _PARTS_A_PROCESS), _MOST_AT_A_TIME))
    parts = [folders[n : n + size] for n in range(0, len(folders), size)]
    if workers == 1:
        yield from map(tell, parts)
        return
    with ProcessPoolExecutor(workers, initializer=_begin) as pool:
        # Not by `map`, which takes back what is not done yet: where the processes are ended, the
        # pool would stumble over that, and say so.
        waiting = deque(pool.submit(tell, part) for part in parts)
        try:
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            # Ctrl-C: nothing that is still being read is waited for.
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def _begin() -> None:
    """In each process: Ctrl-C is the parent's affair, and none outlives the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _tell(question: Question, cache: Path | None, fold: Fold[Told], part: Sequence[str]) -> Told:
    with opened(cache) as known:
        return fold(_answer(folder, question, known) for folder in part)


def _answer(folder: str, question: Question, cache: Cache) -> School:
    """What a school says, or what is kept of it if that was said of the very same files."""
    workspace = Workspace(Path(folder))
    stamp = workspace.stamp()
    kept = cache.get(folder, question)
    if kept and stamp and kept.stamp == stamp:
        return kept.school
    files, problems = _contents(workspace)
    digest = _digest(files, problems)
    if kept is None or kept.digest != digest:
        school = ask(readable(folder), load(files, problems), question)
    else:
        school = kept.school
    cache.put(folder, question, Kept(stamp, digest, school))
    return school


def _contents(workspace: Workspace) -> tuple[list[File], list[Problem]]:
    """The files and what could not be read, with names that can be shown and kept."""
    files, problems = workspace.files()
    return (
        [file._replace(path=readable(file.path)) for file in files],
        [replace(problem, path=readable(problem.path)) for problem in problems],
    )


def _digest(files: Iterable[File], problems: Iterable[Problem]) -> bytes:
    digest = blake2b(digest_size=16)
    for problem in problems:
        digest.update(f"{problem.path}\0{problem.code}\0{dict(problem.details)}\0".encode())
    for file in files:
        digest.update(f"{file.path}\0{len(file.data)}\0".encode())
        digest.update(file.data)
    return digest.digest()
