"""The sandbox that every template runs in: it sees the report, and reaches nothing else.

A workspace may come from anybody, and its templates with it. A template calls only what shows the
report, reads only templates, and ends in bounded time and, where the system tells how much is used
(Linux), memory.
"""

import sys
import threading
from collections.abc import Iterator, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

SECONDS, MOST_BYTES = 30.0, 2**30
"""A template that takes longer, or more memory, is ended; a report takes less than a second."""

# Whose functions may be called: those that show a report, and the methods of plain values.
_HOMES = {"kehoach", "jinja2", "markupsafe", "builtins", "datetime", "fractions"}
_MOST_LETTERS, _MOST_BITS = 100_000, 4_096


class TooLongError(Exception):
    """A template did not end in time."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates: Jinja's own sandbox, and what a report's values would open."""

    # Also keeps them from being worked out while the template is compiled.
    intercepted_binops = frozenset({"*", "**"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No way leads from a value to a module: `words.re.enum.sys.modules`."""
        return not isinstance(value, ModuleType) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Not what libraries give their objects: pydantic's `plan.parse_raw` unpickles."""
        return _home(obj) in _HOMES and super().is_safe_callable(obj)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply, but make nothing that is too large; powers are no need of a report."""
        if operator == "**" or _too_large(left, right):
            raise SecurityError("result too large")
        return super().call_binop(context, operator, left, right)


class Templates(FileSystemLoader):
    """The templates of some folders; a link that leads out of them is none."""

    def get_source(self, environment: Environment, template: str) -> Any:
        """The text of a template. Raise TemplateNotFound."""
        found = super().get_source(environment, template)
        if not is_inside(Path(found[1]), [Path(folder) for folder in self.searchpath]):
            raise TemplateNotFound(template)
        return found


def is_inside(path: Path, folders: Sequence[Path]) -> bool:
    """Whether a file is in one of the folders, links followed."""
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)


@contextmanager
def bounded() -> Iterator[None]:
    """Let what is inside take no more than `SECONDS` and `MOST_BYTES`.

    Raise TooLongError or MemoryError where it would.
    """
    timer = threading.Timer(SECONDS, _end, [threading.get_ident()])
    timer.daemon = True
    timer.start()
    try:
        with _little_memory():
            yield
    finally:
        timer.cancel()


def _end(thread: int) -> None:
    """Raise an error in another thread, whatever it is at."""
    import ctypes  # noqa: PLC0415 - slow, and hardly ever needed

    error = ctypes.py_object(TooLongError)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


if sys.platform == "linux":
    import resource

    @contextmanager
    def _little_memory() -> Iterator[None]:
        most, hard = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + MOST_BYTES
        if most != resource.RLIM_INFINITY:
            limit = min(limit, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))

else:  # pragma: no cover

    @contextmanager
    def _little_memory() -> Iterator[None]:
        yield


def _home(function: Any) -> str:
    """The package that a function, a class, or the value of a built-in method is from."""
    of = getattr(function, "__self__", None)
    if getattr(function, "__module__", None) is None and not isinstance(of, type):
        function = type(of)  # not a class, which knows the clock: `date.today`
    return str(getattr(function, "__module__", "")).partition(".")[0]


def _too_large(left: Any, right: Any) -> bool:
    """Whether a product would hold a great many letters, or digits."""
    for many, times in ((left, right), (right, left)):
        if isinstance(many, Sized) and isinstance(times, int):
            return len(many) * times > _MOST_LETTERS
    bits = [one.bit_length() for one in (left, right) if isinstance(one, int)]
    return sum(bits) > _MOST_BITS
