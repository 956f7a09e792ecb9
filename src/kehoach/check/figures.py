"""Rules of an observation: given when and as its measure asks for it, and on its scale."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kehoach.amount import Reading, exact_text, parse_answer
from kehoach.check.catalogue import readings, wrong_reading
from kehoach.check.data import Checked
from kehoach.document import Document, Loc
from kehoach.indicator import Indicator, Measured
from kehoach.problem import Code, Problem, Refusal
from kehoach.progress import Figure


def no_figure_after_retirement(data: Checked) -> Iterator[Problem]:
    """An indicator has no entry from the half-year on in which it is retired."""
    for file in data.files:
        for key in file.progress.indicators:
            indicator = data.indicators.get(key)
            # A period outside the plan is told of in the catalogue.
            if indicator and data.retired(indicator, file.progress.period):
                since = str(indicator.retired_from)
                yield file.document.problem(
                    Code.RETIRED, ("indicators", key), key=True, value=key, since=since
                )


def figures_come_when_they_are_measured(data: Checked) -> Iterator[Problem]:
    """A figure in a half in which the item is not measured: probably the wrong line."""
    for file in data.files:
        period = file.progress.period
        for key, figure in file.progress.indicators.items():
            indicator = data.indicators.get(key)
            if indicator is None or figure.is_blank or not period.is_half_year:
                continue
            if not indicator.measured_in(period):
                measured = ", ".join(indicator.measured)
                yield file.document.problem(
                    Code.NOT_MEASURED_NOW,
                    ("indicators", key),
                    key=True,
                    value=key,
                    measured=measured,
                )


def figures_fit_the_measure(data: Checked) -> Iterator[Problem]:
    """What a ratio, a number, a level, a yes/no and a compound ask for, and nothing else."""
    for file in data.files:
        for key, figure in file.progress.indicators.items():
            indicator = data.indicators.get(key)
            if indicator is None:
                continue
            loc: Loc = ("indicators", key)
            if indicator.measure == "compound":
                yield from _compound(file.document, loc, indicator, figure)
            else:
                if figure.parts and not indicator.parts:
                    yield file.document.problem(
                        Code.FIGURE_MISPLACED,
                        (*loc, "parts"),
                        key=True,
                        name="parts",
                        measure=indicator.measure,
                    )
                if not figure.parts:
                    yield from _figure(file.document, loc, indicator, figure)
            parts = {part.id: part for part in indicator.parts}
            for name, part in figure.parts.items():
                if name in parts:
                    yield from _figure(file.document, (*loc, "parts", name), parts[name], part)


def _compound(
    document: Document, loc: Loc, indicator: Indicator, figure: Figure
) -> Iterator[Problem]:
    for name in ("value", "numerator", "denominator"):
        if getattr(figure, name) is not None:
            yield document.problem(
                Code.FIGURE_MISPLACED, (*loc, name), key=True, name=name, measure="compound"
            )
            return
    if figure.not_applicable and any(
        not part.is_blank for part in getattr(figure, "parts", {}).values()
    ):
        yield document.problem(Code.FIGURE_AND_NOT_APPLICABLE, (*loc, "not_applicable"))


def _figure(document: Document, loc: Loc, item: Measured, figure: Figure) -> Iterator[Problem]:
    if figure.is_blank:
        return
    ratio = item.measure == "ratio"
    for name in ("value",) if ratio else ("numerator", "denominator"):
        if getattr(figure, name) is not None:
            yield document.problem(
                Code.FIGURE_MISPLACED, (*loc, name), key=True, name=name, measure=item.measure
            )
            return
    if figure.not_applicable and _says_nothing(figure.not_applicable):
        place = (*loc, "not_applicable")
        yield document.problem(Code.REASON_MISSING, place, form="figure")
    elif figure.not_applicable:
        if figure.value is not None or figure.numerator or figure.denominator:
            yield document.problem(Code.FIGURE_AND_NOT_APPLICABLE, (*loc, "not_applicable"))
    elif ratio:
        yield from _ratio(document, loc, item, figure)
    elif figure.value is not None and (wrong := _wrong_value(item, figure.value)):
        yield document.refused(wrong, (*loc, "value"))


def _says_nothing(reason: str) -> bool:
    """Whether what stands as a reason is a bare yes or no."""
    try:
        parse_answer(reason)
    except Refusal:
        return False
    return True


def _ratio(document: Document, loc: Loc, item: Measured, figure: Figure) -> Iterator[Problem]:
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None or denominator is None:
        name = "numerator" if numerator is None else "denominator"
        blank = (*loc, name) in document.keys
        place = (*loc, name) if blank else loc
        yield document.problem(Code.FIGURE_MISSING, place, key=blank, name=name)
    elif numerator < 0 or denominator < 0:
        name = "numerator" if numerator < 0 else "denominator"
        yield document.problem(Code.NEGATIVE, (*loc, name))
    elif denominator == 0:
        yield document.problem(Code.ZERO_DENOMINATOR, (*loc, "denominator"))
    elif numerator > denominator and not item.may_exceed:
        yield document.problem(
            Code.NUMERATOR_ABOVE_DENOMINATOR,
            (*loc, "numerator"),
            numerator=exact_text(numerator),
            denominator=exact_text(denominator),
        )
    else:
        counts = {"numerator": numerator, "denominator": denominator}
        captions = {"numerator": item.numerator, "denominator": item.denominator}
        for name, count in counts.items():
            if wrong := _fraction_of_one(captions[name], count):
                yield document.refused(wrong, (*loc, name))


def _wrong_value(item: Measured, reading: Reading) -> Refusal | None:
    """What is wrong with a value; of a number also that it can be and was probably not meant."""
    wrong, value = wrong_reading(item, reading), reading.value
    if wrong or item.measure != "number":
        return wrong
    known = [reading.value for _, reading in readings(item, ())]
    if value < 0 <= min(known, default=value):
        return Refusal(Code.UNLIKELY_NEGATIVE)
    return _fraction_of_one(item.unit, value)


def _fraction_of_one(caption: str | None, count: Fraction) -> Refusal | None:
    counted = _WHOLE_ONES.match((caption or "").casefold())
    if counted is None or count.denominator == 1:
        return None
    return Refusal(Code.FRACTION_OF_ONE, value=exact_text(count), counted=counted[1])


# What is counted one by one: at the beginning of what a number is said to be of.
_WHOLE_ONES = re.compile(
    r"(?:(?:tổng|số|lượng|lượt) )*"
    r"(người|học sinh|giáo viên|cán bộ|viên chức|nhân viên|phụ huynh|trẻ|lớp|trường|môn)\b"
)
