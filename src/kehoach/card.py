"""One item of the plan as a card: what it is, how it stands, its figures, evidence and history."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from kehoach import series
from kehoach.agenda import first_open
from kehoach.change import Change, History
from kehoach.definition import Line, define, told
from kehoach.listing import Listing, as_markdown, markdown
from kehoach.occasion import running_half
from kehoach.period import Period
from kehoach.plan import Item, Solution
from kehoach.progress import Evidence, Progress
from kehoach.result import Evaluation
from kehoach.series import Seen
from kehoach.standing import stand
from kehoach.status import Entries, entries_up_to
from kehoach.view import status_view
from kehoach.wording import screen, terms

Given: TypeAlias = tuple[Period, Evidence, bool | None]
"""The period, what was given, and whether the file is there (None for a link)."""

_MOST_CHANGES = 8


class Piece(NamedTuple):
    """A piece of evidence: what it is, and where; either may be empty. `found`: None for a link."""

    period: str
    words: str
    place: str
    found: bool | None


class Card(NamedTuple):
    """An item in words. `names` are those of its parts, by what the series says they are `of`.

    `unknown` says that there is no figure yet, and how to record one; empty where there are some.
    """

    id: str
    name: str
    period: str
    as_of: str
    sample: bool
    standing: tuple[Line, ...]
    definition: tuple[Line, ...]
    names: Mapping[str, str]
    series: tuple[Seen, ...]
    unknown: str
    listing: Listing
    evidence: tuple[Piece, ...]
    history: tuple[str, ...]


def card(
    item: Item,
    evaluation: Evaluation,
    entries: Entries,
    evidence: Sequence[Given],
    history: History | None,
    closed: Collection[Period],
) -> Card:
    """The card of `item` as the evaluation finds it; a retired one is evaluated as it last stood.

    `history` is None where git cannot be asked; in periods that are `closed` nothing can be
    recorded.
    """
    plan, view = evaluation.plan, status_view(evaluation)
    known = entries_up_to(entries, evaluation.period.end)
    standing, seen = stand(item, view, entries, known)
    names = {f"{item.id}/{part.id}": part.name for part in getattr(item, "parts", ())}
    sample = frozenset(entry.period for entry in known if plan.sample or entry.sample)
    return Card(
        id=item.id,
        name=item.name,
        period=view.period,
        as_of=view.as_of,
        sample=view.sample,
        standing=tuple(told(standing)),
        definition=define(plan, item),
        names=names | ({item.id: screen.WHOLE} if names else {}),
        series=tuple(seen),
        unknown="" if seen else _unknown(item, evaluation, closed),
        listing=series.as_listing(item, seen, sample),
        evidence=tuple(
            Piece(
                period=str(period),
                words=terms.evidence(one) if one.code or one.title else "",
                place=one.path or one.url or "",
                found=found,
            )
            for period, one, found in evidence
        ),
        history=tuple(_changes(history)),
    )


def _unknown(item: Item, evaluation: Evaluation, closed: Collection[Period]) -> str:
    """That no figure is known, and the command that records one where a half-year is open."""
    plan = evaluation.plan
    running = running_half(plan, evaluation.as_of)
    expected = [one.expected_in for one in evaluation.indicators if one.item.id == item.id]
    half = first_open(plan, item, min([running, *filter(None, expected)]), closed)
    if half is None:
        return screen.NO_SERIES
    step = screen.STEP_RECORD_WORDS if isinstance(item, Solution) else screen.STEP_RECORD_ONE
    return f"{screen.NO_SERIES} {step.format(id=item.id, period=half)}"


def evidence_of(
    item: Item, entries: Iterable[Progress], is_there: Callable[[str], bool]
) -> list[Given]:
    """All evidence for an item, its parts included, from the earliest period on."""
    given: list[Given] = []
    for entry in entries:
        pieces: tuple[Evidence, ...] = ()
        if figure := entry.indicators.get(item.id):
            of_parts = (one for part in figure.parts.values() for one in part.evidence)
            pieces = (*figure.evidence, *of_parts)
        elif report := entry.tasks.get(item.id):
            pieces = report.evidence
        given += [(entry.period, one, is_there(one.path) if one.path else None) for one in pieces]
    return given


def where(piece: Piece) -> str:
    """The place of a piece of evidence, and whether the file is there."""
    if piece.found is None:
        return piece.place
    return (screen.FILE_FOUND if piece.found else screen.FILE_MISSING).format(path=piece.place)


def _changes(history: History | None) -> list[str]:
    """Who changed what, the latest few."""
    if history is None:
        return [screen.NO_GIT]
    lines = [_change(one) for one in history.changes[:_MOST_CHANGES]]
    if (more := len(history.changes) - _MOST_CHANGES) > 0:
        lines.append(screen.MORE_CHANGES.format(count=more))
    if history.uncommitted:
        lines.insert(0, screen.PARTLY_COMMITTED if lines else screen.NOT_COMMITTED)
    if history.cut:
        lines.append(screen.SHALLOW)
    return lines


def _change(one: Change) -> str:
    return screen.CHANGE.format(
        day=terms.day(one.when.date()),
        author=one.author,
        summary=one.summary,
        places=screen.changed_places(one.paths),
        commit=one.commit[:7],
    )


def as_page(card: Card) -> str:
    """The card as a page in Markdown."""
    sample = [f"**{markdown(terms.SAMPLE_LONG)}**"] if card.sample else []
    evidence = [
        f"{piece.period}: {', '.join(filter(None, (piece.words, where(piece))))}"
        for piece in card.evidence
    ]
    sections = [
        (screen.STANDING, _lines(card.standing)),
        (screen.DEFINED, _lines(card.definition)),
        (screen.SERIES, _bullets([card.unknown]) if card.unknown else as_markdown(card.listing)),
        (screen.EVIDENCE, _bullets(evidence or [screen.NO_EVIDENCE])),
        (screen.HISTORY, _bullets(card.history)),
    ]
    blocks = [
        f"# {markdown(f'{card.id} – {card.name}')}\n",
        *(f"{line}\n" for line in sample),
        f"{screen.CARD_AT.format(period=card.period, as_of=card.as_of)}\n",
        *(f"## {title.capitalize()}\n\n{body}" for title, body in sections),
    ]
    return "\n".join(blocks)


def _lines(lines: Iterable[Line]) -> str:
    """What is said of a part stands as a list below its name."""
    return "".join(
        f"{'  ' * line.of_part}- {markdown(f'{screen.DEFINITION[line.key]}: {line.words}')}\n"
        for line in lines
    )


def _bullets(lines: Iterable[str]) -> str:
    return "".join(f"- {markdown(line)}\n" for line in lines)
