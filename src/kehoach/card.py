"""One item as a card: its definition in labelled lines, and its figures period by period."""

from fractions import Fraction

from kehoach import wording
from kehoach.listing import Listing
from kehoach.rows import IndicatorRow
from kehoach.view import StatusView
from kehoach.wording import screen

_WIDEST_BAR = 20


def card(view: StatusView) -> tuple[str, list[tuple[str, str]]]:
    """The title and the labelled lines of the one item that `view` holds."""
    lines: list[tuple[str, str]] = []
    title = ""
    for row in view.indicators:
        title = f"{row.id} – {row.name}"
        item = row.result.whole
        lines = [
            ("lead", row.lead),
            ("measure", wording.MEASURE[item.measure]),
            ("level", wording.LEVEL[item.level]),
            ("measured", ", ".join(item.measured)),
            ("numerator", item.numerator or ""),
            ("denominator", item.denominator or ""),
            ("target", row.target),
            ("required", row.required),
            ("status", row.label),
            ("trend", row.trend),
            ("forecast", row.forecast),
            *(("status", f"{part.name}: {part.label}, {part.target}") for part in row.parts),
            ("source", item.source or ""),
            ("note", item.note or ""),
            ("evidence", "; ".join(e.title or e.path or e.url or "" for e in row.evidence)),
        ]
    for line in view.tasks:
        task = line.result.item
        title = f"{line.id} – {line.name}"
        lines = [
            ("lead", line.lead),
            ("coordinating", line.coordinating),
            ("person", line.person),
            ("deadline", f"{line.deadline} ({line.due})"),
            ("product", line.outcome),
            ("budget", line.budget),
            ("sources", line.sources),
            ("spent", line.spent),
            ("status", line.label),
            ("source", task.source or ""),
            ("note", task.note or ""),
            ("evidence", "; ".join(e.title or e.path or e.url or "" for e in line.evidence)),
        ]
    return title, [(screen.DEFINITION[key], words) for key, words in lines if words]


def series(view: StatusView) -> Listing:
    """The figures of an indicator and its parts, a row a period."""
    rows = [cells for row in view.indicators for cells in _of(row)]
    return Listing(("id", "period", "value", "chart"), screen.CARD_TITLES, tuple(rows))


def _of(row: IndicatorRow) -> list[tuple[str, str, str, str]]:
    told = []
    for line in (row, *row.parts):
        values = [seen.value for seen in line.result.series if seen.value is not None]
        # A ratio is drawn against the whole, anything else against its own greatest.
        whole = [Fraction(100)] if line.result.item.measure == "ratio" else []
        most = max((abs(value) for value in (*values, *whole)), default=None)
        for seen in line.result.series:
            if line.parts:
                continue
            bar = "█" * round(_WIDEST_BAR * abs(seen.value) / most) if seen.value and most else ""
            words = seen.figure.not_applicable or wording.value(line.result.item, seen.value)
            told.append((line.id, str(seen.period), words, bar))
    return told
