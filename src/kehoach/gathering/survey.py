"""Asks many schools the same question, several at once, and streams what they say."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from kehoach.gathering.cache import Cache, Kept
from kehoach.load import File, load
from kehoach.problem import Problem
from kehoach.rollup.school import Question, School, ask, packed, unpacked
from kehoach.workspace import Workspace

# Fewer schools are asked sooner than a process has begun.
_WORTH_A_POOL = 12
_AT_A_TIME = 8
_FEW_COLLECTIONS = 200_000


class _Waiting(NamedTuple):
    """A school to be read, and the digest of the files that what is kept of it was made of."""

    folder: str
    digest: bytes = b""


def survey(folders: Sequence[str], question: Question, cache: Cache) -> Iterator[School]:
    """What each school says, in whatever order; nothing about a school stops the others."""
    waiting = []
    for folder in folders:
        kept = cache.get(folder, question)
        school = unpacked(kept.told, folder) if kept else None
        if kept is None or school is None or not school.answers(question):
            waiting.append(_Waiting(folder))
        elif kept.stamp and kept.stamp == Workspace(Path(folder)).stamp():
            yield school
        else:
            waiting.append(_Waiting(folder, kept.digest))
    for one, answer in zip(waiting, _answers(waiting, question), strict=True):
        before = cache.get(one.folder, question) if answer.digest == one.digest else None
        kept = answer._replace(told=before.told) if before else answer
        cache.put(one.folder, question, kept)
        yield unpacked(kept.told, one.folder)


def _answers(waiting: Sequence[_Waiting], question: Question) -> Iterator[Kept]:
    answer = partial(_answer, question)
    workers = min(os.cpu_count() or 1, len(waiting) // _AT_A_TIME)
    if workers < 2 or len(waiting) < _WORTH_A_POOL:  # noqa: PLR2004 - the process itself is one
        yield from map(answer, waiting)
        return
    with ProcessPoolExecutor(workers, initializer=_begin) as pool:
        try:
            yield from pool.map(answer, waiting, chunksize=_AT_A_TIME)
        except BaseException:
            # Ctrl-C: nothing that is still being read is waited for.
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def _begin() -> None:
    """In each process: Ctrl-C is the parent's affair, and none outlives the parent.

    What a school is made of is dropped as a whole: to look through it for cycles as often as
    usual would cost a third of the time.
    """
    gc.freeze()
    gc.set_threshold(_FEW_COLLECTIONS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(question: Question, waiting: _Waiting) -> Kept:
    """Read a school; what it says is left empty where its files are those that are known."""
    workspace = Workspace(Path(waiting.folder))
    stamp = workspace.stamp()
    files, problems = workspace.files()
    digest = _digest(files, problems)
    if digest == waiting.digest:
        return Kept(stamp, digest, "")
    return Kept(stamp, digest, packed(ask(waiting.folder, load(files, problems), question)))


def _digest(files: Iterable[File], problems: Iterable[Problem]) -> bytes:
    digest = blake2b(digest_size=16)
    for problem in problems:
        digest.update(f"{problem.path}\0{problem.code}\0{dict(problem.details)}\0".encode())
    for file in files:
        digest.update(f"{file.path}\0{len(file.data)}\0".encode())
        digest.update(file.data)
    return digest.digest()
