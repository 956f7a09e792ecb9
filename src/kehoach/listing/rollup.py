"""What many schools say, as rows."""

from collections.abc import Iterable
from fractions import Fraction

from kehoach.amount import decimal_text, exact_text
from kehoach.listing import Listing, titled
from kehoach.overview import ItemRow, Overview
from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.rollup.item import IndicatorTotal
from kehoach.wording import rollup as words
from kehoach.wording import terms


def of_overview(shown: Overview) -> Listing:
    """What many schools have in common, a row an item; a column for each status."""
    statuses = terms.INDICATOR_STATUS | terms.TASK_STATUS
    titles = words.COLUMNS | {status.value: label for status, label in statuses.items()}
    if not shown.sample:
        del titles["sample"]
    rows = [_of_item(row, statuses, shown) for row in shown.items]
    told = tuple(tuple(row.get(key, "") for key in titles) for row in rows)
    return titled(titles, told)


def _of_item(
    row: ItemRow, statuses: Iterable[IndicatorStatus | TaskStatus], shown: Overview
) -> dict[str, str]:
    told = {
        "kind": words.KIND[row.kind],
        "id": row.id,
        "name": row.name,
        "schools": str(row.schools),
        "sample": str(shown.totals.samples),
    }
    kinds = IndicatorStatus if row.kind == "indicator" else TaskStatus
    counts = {status: row.total.statuses[status] for status in statuses if status in [*kinds]}
    told |= {status.value: str(count) for status, count in counts.items()}
    total = row.total
    if not isinstance(total, IndicatorTotal):
        return told | {"planned": str(total.money.planned), "spent": str(total.money.spent)}
    told |= {
        "measure": terms.MEASURE[row.key.measure],
        "unit": row.key.unit,
        "direction": words.DIRECTION_SHORT[row.key.direction],
        "stale": str(total.stale),
    }
    if total.ratios:
        told |= {
            "numerator": exact_text(Fraction(total.numerator)),
            "denominator": exact_text(Fraction(total.denominator)),
            "share": _decimal(total.share) if total.share is not None else "",
        }
    if spread := total.spread:
        values = zip(
            ("least", "lower_quartile", "median", "upper_quartile", "greatest"),
            spread[1:],
            strict=True,
        )
        told |= {"count": str(spread.size)}
        told |= {name: _decimal(value) for name, value in values}
    return told


def _decimal(value: Fraction) -> str:
    return decimal_text(value).replace(".", ",")


def of_lines(shown: Overview) -> Listing:
    """How schools stand in items, a row a school and an item."""
    titles, samples = words.LINE_COLUMNS, dict[str, str]()
    if shown.sample:
        samples = {"sample": str(shown.totals.samples)}
        titles = titles | {"sample": words.COLUMNS["sample"]}
    told = tuple(
        (
            *(row.id, one.school, one.folder, one.label),
            *(
                exact_text(Fraction(value)) if value is not None else ""
                for value in (one.line.value, one.line.numerator, one.line.denominator)
            ),
            one.line.observed_in,
            terms.YES if one.line.stale else "",
            *samples.values(),
        )
        for row in shown.items
        for one in row.lines
    )
    return titled(titles, told)
