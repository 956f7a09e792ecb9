"""What a roll-up must tell of itself: folders it passed over, ids that meet. Never fatal."""

from enum import StrEnum
from typing import NamedTuple


class Cause(StrEnum):
    """Why. The values stand in the JSON."""

    NO_WORKSPACE = "no_workspace"
    TWICE = "twice"
    NESTED = "nested"
    LOOP = "loop"
    UNREADABLE = "unreadable"
    IDS_MEET = "ids_meet"
    UNUSED = "unused"


class Notice(NamedTuple):
    """One of them: the folder or the school it is about, and what it collides with."""

    cause: Cause
    place: str
    other: str = ""
