"""A change of the data as git remembers it: a value, whoever asks git."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that gave some lines the form they have; `day` in UTC."""

    commit: str
    author: str
    day: date
    summary: str
