"""The mapping file: which id of a school is which id that schools share.

```yaml
indicators: {CT-4.4: TL-3, CT-4.5/reached: KH-1/dat} # wherever a school has that id
tasks: {NV-III.1: NV-1}
schools: # what holds for single schools goes before that
  Trường Tiểu học Hùng Thắng: # the organisation's name, or the end of its folder's path
    indicators: {CT-9: TL-7}
```
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator

from kehoach.fields import BLANK_IS_ABSENT, ID, Model, Text
from kehoach.load import Read, typed
from kehoach.problem import Code, Refusal
from kehoach.rollup.notice import Cause, Notice
from kehoach.rollup.school import AnyItem, School
from kehoach.source import read as read_text

Kind: TypeAlias = Literal["indicators", "tasks"]


def _item_id(value: str) -> str:
    whole, slash, part = value.partition("/")
    if not ID.fullmatch(whole) or (slash and not ID.fullmatch(part)):
        raise Refusal(Code.BAD_ID, value=value)
    return value


ItemId = Annotated[Text, AfterValidator(_item_id)]
Ids: TypeAlias = Annotated[dict[ItemId, ItemId], BLANK_IS_ABSENT]


class Tables(Model):
    """From an id that a school has to the one that is shared."""

    indicators: Ids = {}
    tasks: Ids = {}


class Mapping(Tables):
    """The whole file."""

    schools: dict[Text, Tables] = {}

    def apply(self, school: School) -> tuple[School, list[Notice]]:
        """The school with shared ids in place of its own.

        Of two items that come to one id the first counts; the other is left out, and told.
        """
        if not (self.indicators or self.tasks or self.schools):
            return school, []
        items, told = _renamed(school, school.items, self._shared(school, "indicators"))
        tasks, more = _renamed(school, school.tasks, self._shared(school, "tasks"))
        return school._replace(items=items, tasks=tasks), [*told, *more]

    def _shared(self, school: School, kind: Kind) -> dict[str, str]:
        found: dict[str, str] = dict(getattr(self, kind))
        for key in self.keys_of(school):
            found |= getattr(self.schools[key], kind)
        return found

    def keys_of(self, school: School) -> Iterator[str]:
        """Under which of `schools` it stands."""
        if self.schools:
            keys = (school.name, *_endings(school.folder))
            yield from (key for key in keys if key in self.schools)


NO_MAPPING = Mapping()


def _renamed(
    school: School, items: Iterable[AnyItem], shared: dict[str, str]
) -> tuple[tuple[AnyItem, ...], list[Notice]]:
    found: dict[str, AnyItem] = {}
    notices = []
    for item in items:
        key = shared.get(item.id, item.id)
        if key in found:
            notices.append(Notice(Cause.IDS_MEET, school.folder, key))
        else:
            found[key] = item._replace(id=key)
    return tuple(found.values()), notices


def _endings(folder: str) -> Iterator[str]:
    """A path and what is left of it from each of its steps on."""
    parts = PurePosixPath(folder).parts
    return ("/".join(parts[n:]) for n in range(len(parts)))


def read(path: str, data: bytes) -> Read[Mapping]:
    """The mapping in a file, or the problems that it has."""
    document, problems = read_text(path, data)
    if document is None:
        return Read(problems=tuple(problems))
    found = typed(Mapping, document)
    return Read(found.model, document, (*problems, *found.problems))
