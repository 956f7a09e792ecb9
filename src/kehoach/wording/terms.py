"""The words of the field: labels, numbers, dates, money, targets, and why something is late.

Other modules hold codes and values; here they become words. Labels are those of the plan's own
field (chỉ tiêu, nhiệm vụ, …), the same everywhere.
"""

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kehoach.amount import MOST_DIGITS, Kind, Reading, decimal_text, round_half_up
from kehoach.indicator import Measured
from kehoach.period import Deadline, Period, parse_date
from kehoach.problem import Refusal
from kehoach.progress import Evidence
from kehoach.result import (
    IndicatorStatus,
    Observation,
    TaskResult,
    TaskStatus,
    Trend,
)
from kehoach.target import Comparison, Target

INDICATOR_STATUS = {
    IndicatorStatus.EXCEEDED: "Vượt",
    IndicatorStatus.ACHIEVED: "Đạt",
    IndicatorStatus.ON_TRACK: "Đúng tiến độ",
    IndicatorStatus.IN_PROGRESS: "Đang thực hiện",
    IndicatorStatus.AT_RISK: "Có nguy cơ",
    IndicatorStatus.BEHIND: "Chậm",
    IndicatorStatus.MISSED: "Không đạt",
    IndicatorStatus.NOT_DUE: "Chưa đến hạn đánh giá",
    IndicatorStatus.NO_DATA: "Chưa có số liệu",
    IndicatorStatus.NOT_APPLICABLE: "Không áp dụng",
}
TASK_STATUS = {
    TaskStatus.DONE_ON_TIME: "Hoàn thành đúng hạn",
    TaskStatus.DONE_LATE: "Hoàn thành quá hạn",
    TaskStatus.OVERDUE: "Quá hạn",
    TaskStatus.SUSPENDED: "Tạm hoãn",
    TaskStatus.CANCELLED: "Hủy",
    TaskStatus.NOT_STARTED: "Chưa thực hiện",
    TaskStatus.IN_PROGRESS: "Đang thực hiện",
    TaskStatus.NOT_REPORTED: "Chưa báo cáo",
}
STATE = {
    "not_started": "Chưa thực hiện",
    "in_progress": "Đang thực hiện",
    "done": "Hoàn thành",
    "suspended": "Tạm hoãn",
    "cancelled": "Hủy",
}
TREND = {Trend.BETTER: "tốt lên", Trend.WORSE: "kém đi", Trend.SAME: "giữ nguyên"}
MEASURE = {
    "ratio": "tỉ lệ",
    "number": "số",
    "level": "mức độ",
    "yes_no": "có hoặc không",
    "compound": "gồm nhiều thành phần",
}
LEVEL = {"school": "trường", "commune": "xã", "city": "thành phố"}
HALF = {"H1": "6 tháng đầu năm", "H2": "6 tháng cuối năm"}
RHYTHM = {
    "month": "hằng tháng",
    "half_month": "2 lần/tháng",
    "half_year": "6 tháng một lần",
    "year": "hằng năm",
}
CLARITY = {
    "person": "Rõ người",
    "work": "Rõ việc",
    "responsibility": "Rõ trách nhiệm",
    "authority": "Rõ thẩm quyền",
    "time": "Rõ thời gian",
    "product": "Rõ sản phẩm",
}
CLARITY_KEY = {
    "person": "person",
    "work": "name",
    "responsibility": "lead",
    "authority": "authority",
    "time": "deadline",
    "product": "product",
}
_COMPARISON = {
    Comparison.AT_LEAST: "từ {} trở lên",
    Comparison.MORE_THAN: "trên {}",
    Comparison.AT_MOST: "không quá {}",
    Comparison.LESS_THAN: "dưới {}",
    Comparison.EQUALS: "{}",
    Comparison.BETWEEN: "từ {} đến {}",
}
REASON = {
    "required": "thực hiện {actual}, mức cần đạt {required}",
    "target": "thực hiện {actual}, mục tiêu {target}",
    "stale": "{why} (số của {period})",
    "no_data": "chưa nhập số liệu {period}",
    "no_data_at_all": "chưa nhập số liệu",
    "not_reported": "chưa có báo cáo, hạn {due}",
    "overdue": "hạn {due}, {days}",
    "due_soon": "hạn {due}, {days}",
    "done_late": "hoàn thành {completed}, hạn {due}",
    "reason": "{reason}",
}
DUE_SOON = "Sắp đến hạn"
MET = {True: "Đủ", False: "Chưa đủ", None: "Chưa báo cáo"}
TOTAL = "Tổng cộng"
PLANNED_AND_SPENT = "kế hoạch {planned}, đã chi {spent}"
ABOVE, BELOW, EQUAL = "cao hơn {}", "thấp hơn {}", "bằng mục tiêu"
WITHIN = "trong khoảng mục tiêu"
NOT_EXPECTED = "Kỳ này không yêu cầu"
POINTS = " điểm %"
FORECAST = "dự báo {value} vào {period} (theo {points} kỳ)"
YES, NO = "có", "không"
SAMPLE = "SỐ LIỆU MINH HỌA"
SAMPLE_LONG = "SỐ LIỆU MINH HỌA – không phải kết quả thật, không dùng để báo cáo"
NO_SOURCE = "Chưa ghi nguồn"
UNSPLIT = "không tách nguồn"
NOT_ENOUGH = "chưa đủ dữ liệu"
NOT_WRITTEN = "…"
NONE = "Không có."
PROVISIONAL = "Kỳ chưa chốt, kết quả là tạm tính."
PLANNED_PRODUCT = "Theo kế hoạch: {product}"
EMPTY = "–"

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

LONGEST_NAME = 64

_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)
_INDEX = "chỉ số"
# The alphabet that points are lettered by, Nghị định 30/2020/NĐ-CP: no ă, â, ê, ô, ơ, ư.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MOST_DECIMALS = 4
_WHOLE = 100
_MILLION, _BILLION = 10**6, 10**9


def number(value: Fraction, digits: int = 2) -> str:
    """A number with a decimal comma and, from 10 000 on, dots between thousands.

    Rounded half up to `digits` decimals; trailing zeros are dropped.
    """
    whole, _, decimals = decimal_text(value, digits).partition(".")
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}".replace(",", ".") if len(whole) > 4 else whole  # noqa: PLR2004
    return sign + grouped + (f",{decimals}" if decimals else "")


def number_beside(value: Fraction, *others: Fraction) -> str:
    """A number with as many decimals as it takes not to look equal to what it differs from."""
    return number(value, _digits_beside(value, others))


def _digits_beside(value: Fraction, others: Iterable[Fraction], digits: int = 2) -> int:
    for other in others:
        while value != other and round_half_up(value, digits) == round_half_up(other, digits):
            digits += 1
    return digits


def value(
    item: Measured,
    amount: Fraction | None,
    target: Target | None = None,
    required: Fraction | None = None,
) -> str:
    """A value of an indicator or a part in words, with its unit.

    Beside the target, and what the path requires, it is shown with enough decimals not to
    contradict the status.
    """
    if amount is None:
        return EMPTY
    return _in_words(item, amount, _digits_beside(amount, _held_against(target, required)))


def required(
    item: Measured, needed: Fraction, actual: Fraction | None, target: Target | None
) -> str:
    """What the path requires, in words, with as many decimals as the value that stands beside."""
    if actual is None:
        return _in_words(item, needed)
    return _in_words(item, needed, _digits_beside(actual, _held_against(target, needed)))


def _held_against(target: Target | None, required: Fraction | None) -> list[Fraction]:
    bounds = [bound.value for bound in target.bounds] if target else []
    return bounds if required is None else [*bounds, required]


def _in_words(item: Measured, amount: Fraction, digits: int = 2) -> str:
    if item.measure == "yes_no":
        return YES if amount == 1 else NO
    if item.measure == "level" and amount.denominator == 1:
        return item.levels.get(amount.numerator, number(amount))
    return number(amount, digits) + unit_after(item)


def observed(
    item: Measured,
    seen: Observation,
    target: Target | None = None,
    required: Fraction | None = None,
) -> str:
    """What a period says: the value, with both numbers of a ratio, or that it does not apply."""
    if seen.figure.not_applicable:
        return INDICATOR_STATUS[IndicatorStatus.NOT_APPLICABLE]
    words = value(item, seen.value, target, required)
    if item.measure == "ratio" and seen.figure.denominator:
        # As they were given: a rounded one would contradict the value.
        numerator = number(seen.figure.numerator or Fraction(0), MOST_DIGITS)
        words += f" ({numerator}/{number(seen.figure.denominator, MOST_DIGITS)})"
    return words


def unit_after(item: Measured) -> str:
    """The unit as it follows a number: `%` close to it, a word after a space.

    An index has none: "chỉ số" says what the number is, not what it counts.
    """
    if item.unit == _INDEX:
        return ""
    if item.measure == "ratio" or item.unit == "%":
        return "%"
    return f" {item.unit}" if item.unit else ""


def unit(item: Measured) -> str:
    """The unit as a column of its own."""
    return item.unit or {"ratio": "%", "level": "mức độ", "yes_no": "có/không"}.get(
        item.measure, EMPTY
    )


def target(item: Measured, wanted: Target | None) -> str:
    """A target in words with its term: `từ 70% trở lên, đến năm 2030`."""
    if wanted is None:
        return EMPTY
    if wanted.each:
        return f"{bounds(item, wanted)}, hằng năm"
    term = f", đến {period_name(wanted.by)}" if wanted.by else ""
    return bounds(item, wanted) + term


def bounds(item: Measured, wanted: Target) -> str:
    """A target in words without its term: `từ 70% trở lên`, `100%`, `có`."""
    words = _COMPARISON[wanted.comparison]
    if wanted.at_least and item.measure == "ratio" and wanted.bound == _WHOLE:
        words = "{}"  # Nothing lies above all of them.
    if wanted.at_least and item.measure == "level":
        words = "{} trở lên"
    return words.format(*(_bound(item, bound) for bound in wanted.bounds))


def _bound(item: Measured, bound: Reading) -> str:
    if bound.kind is Kind.ANSWER:
        return YES if bound.value else NO
    if item.measure == "level":
        return value(item, bound.value)
    return number(bound.value, MOST_DIGITS) + unit_after(item)


def percent(share: Fraction | None) -> str:
    """A share in per cent with one decimal, or that there is not enough to tell."""
    return NOT_ENOUGH if share is None else f"{number(share, 1)}%"


def day(when: date | None) -> str:
    """A date as it is written in Vietnamese: 14/06/2026."""
    return EMPTY if when is None else when.strftime("%d/%m/") + f"{when.year:04d}"


def money(dong: int | None) -> str:
    """An amount in full: `23.570.000.000 đồng`."""
    return EMPTY if dong is None else f"{dong:,} đồng".replace(",", ".")


def short_money(dong: int | None) -> str:
    """An amount that fits a narrow column, exact or marked with ≈: `23,57 tỷ`, `50 triệu`."""
    if dong is None:
        return EMPTY
    for size, name in ((_BILLION, "tỷ"), (_MILLION, "triệu")):
        if dong >= size:
            amount = Fraction(dong, size)
            about = "" if round_half_up(amount, 2) == amount else "≈ "
            return f"{about}{number(amount)} {name}"
    return money(dong)


def planned_and_spent(planned: int, spent: int) -> str:
    """Two amounts beside a picture: `kế hoạch 50 triệu, đã chi 38 triệu`."""
    return PLANNED_AND_SPENT.format(planned=short_money(planned), spent=short_money(spent))


def period_name(period: Period) -> str:
    """A period in the words of a report: `6 tháng đầu năm 2026`."""
    if period.is_half_year:
        return f"6 tháng {'đầu' if period.half == 1 else 'cuối'} năm {period.year}"
    return f"năm {period.year}" if period.is_year else f"giai đoạn {period}"


def period_code(period: Period | None) -> str:
    """A period as short as a table asks for: `6T đầu 2026`."""
    if period is None:
        return EMPTY
    if period.is_half_year:
        return f"6T {'đầu' if period.half == 1 else 'cuối'} {period.year}"
    return str(period)


def deadline(due: Deadline) -> str:
    """A deadline in the words of the plan; a code, `2026Q2` or `2026H1`, in words too."""
    if isinstance(due.last, Period):
        name = period_name(due.last)
        return name[:1].upper() + name[1:]
    if match := _QUARTER.fullmatch(due.words):
        return f"Quý {roman(int(match[2]))} năm {match[1]}"
    try:
        return day(parse_date(due.words))
    except Refusal:
        return due.words


def task_status(result: TaskResult) -> str:
    """A task's status in words; an overdue one with the state it is in."""
    if result.status is not TaskStatus.OVERDUE:
        return TASK_STATUS[result.status]
    state = STATE[result.state] if result.state else TASK_STATUS[TaskStatus.NOT_REPORTED]
    return f"{state}, quá hạn"


def days_left(days: int) -> str:
    """How far the last day is: `còn 16 ngày`, `hạn hôm nay`, `quá 3 ngày`."""
    if days == 0:
        return "hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"


def sources(named: tuple[str, ...]) -> str:
    """The funding sources of a task, or of a group of tasks; several are not split."""
    if not named:
        return NO_SOURCE
    return named[0] if len(named) == 1 else f"{', '.join(named)} ({UNSPLIT})"


def with_note(words: str, note: str) -> str:
    """What was said, and what was noted beside it."""
    return " – ".join(said for said in (words, note) if said)


def evidence(one: Evidence) -> str:
    """A piece of evidence in words: its code and title, or else where it is."""
    told = ": ".join(part for part in (one.code, one.title) if part)
    return told or one.path or one.url or EMPTY


def shorten(name: str, longest: int = LONGEST_NAME) -> str:
    """A long name cut at a word; where it is cut, the whole stands elsewhere."""
    if len(name) <= longest:
        return name
    return name[:longest].rpartition(" ")[0] + " …"


def roman(place: int) -> str:
    """The number of a section or an appendix, from 1 to 10."""
    return ROMAN[place - 1]


def letter(place: int) -> str:
    """The letter of a point, from 1: `a`, `b`, `c`, `d`, `đ`, …; after `y` come `aa`, `ab`, …"""
    more, rest = divmod(place - 1, len(_LETTERS))
    return (letter(more) if more else "") + _LETTERS[rest]
