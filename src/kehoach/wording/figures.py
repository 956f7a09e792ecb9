"""A place in the data and what stands there, in words: `CT-4.4, tử số`, `3`."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from kehoach.canonical import ITEMS, item_of
from kehoach.document import Loc
from kehoach.wording import asking, report, screen, terms

NOTHING = "(trống)"
_PARAGRAPH = "ý {number}"
_PIECE = "số {number}"
_SIGNATURE = "lần {number}"
_LABEL = {
    key: label[:1].lower() + label[1:]
    for key, label in (screen.DEFINITION | screen.SERIES_COLUMNS | report.SECTION).items()
} | {
    # Of an entry.
    "value": "giá trị",
    "not_applicable": "không áp dụng",
    "state": "tình trạng",
    "reason": "lý do",
    "product": "kết quả",
    "held": "số lần đã làm",
    "evidence": "minh chứng",
    "code": "mã minh chứng",
    "title": "tên",
    "path": "tệp",
    "url": "liên kết",
    "objective": report.SECTION["causes.objective"].lower(),
    "subjective": report.SECTION["causes.subjective"].lower(),
    "narrative": "lời văn",
    # Of a result.
    "observed_in": "kỳ có số liệu",
    "due": "hạn",
    "cutoff": "ngày chốt",
    "begins": "ngày đầu kỳ",
    # Of the catalogue.
    "name": "tên gọi",
    "at_least": "mục tiêu (từ … trở lên)",
    "more_than": "mục tiêu (trên)",
    "at_most": "mục tiêu (không quá)",
    "less_than": "mục tiêu (dưới)",
    "equals": "mục tiêu",
    "between": "mục tiêu (trong khoảng)",
    "by": "hạn của mục tiêu",
    "each": "mục tiêu hằng năm",
    "retired_from": "dừng theo dõi từ",
    "measured": "kỳ đo",
    "deadline": "hạn",
    "departments": "bộ phận",
    "groups": "nhóm",
    "focus_areas": "lĩnh vực",
    "phases": "giai đoạn",
    "organization": "trường",
    "abbreviation": "tên viết tắt",
    "parent": "cấp trên",
    "place": "địa danh",
    "signatory": "người ký",
    "position": "chức vụ",
    "external": "ngoài trường",
    "horizon": "thời gian",
    "vision": "tầm nhìn",
    "serves": "dùng cho",
    "date": "ngày",
    "in_force_from": "có hiệu lực từ",
    "issued": "ngày ban hành",
    "duties": "phần việc",
    "kind": "loại",
    "every": "nhịp",
    "from": "từ kỳ",
    "decision": "quyết định",
    "retired_decision": "quyết định dừng theo dõi",
    "conflicts_with": "vướng với",
    "H1": "6 tháng đầu năm",
    "H2": "6 tháng cuối năm",
    "version": "phiên bản của tệp",
    "calendar": "lịch",
    "cutoffs": "ngày chốt",
    "bases": "căn cứ",
    "recipients": "nơi nhận",
    # Of a seal.
    "seals": "ký chốt",
    "signed_by": "người ký",
    "signed_at": "ngày ký",
    "mark": "mã",
    "waivers": "chấp nhận thiếu",
    "reopened": "mở lại",
    "reopened_by": "người mở",
    "reopened_at": "ngày mở",
    "at_risk": "ngưỡng có nguy cơ",
    "due_soon_days": "số ngày báo sắp đến hạn",
}
# What is looked through on the way to a label: the labels of what lies inside say enough.
_SILENT = frozenset({*ITEMS, "parts", "target", "narrative", "causes", "plan", "thresholds"})
_ANSWERED = ("value", "actual", "required", "equals", "sample", "external", "may_exceed")
_YES_NO = {"yes": terms.YES, "no": terms.NO}
_CODES: Mapping[str, Mapping[str, str]] = {
    "state": terms.STATE,
    "measure": terms.MEASURE,
    "level": terms.LEVEL,
    "measured": terms.HALF,
    "every": terms.RHYTHM,
    "each": terms.RHYTHM,
    "kind": asking.KIND,
    "serves": screen.SCORE_COLUMNS,
} | dict.fromkeys(_ANSWERED, _YES_NO)
_MONEY = frozenset({"spent", "budget"})
_NUMBER = frozenset({"actual", "required"})
_MOST_DECIMALS = 4
_DAY = frozenset({"completed", "due", "cutoff", "date", "in_force_from", "begins"})
_MOMENT = frozenset({"signed_at", "reopened_at"})


def label(loc: Loc) -> str:
    """What a place is called beside the id of its item: `tử số`; empty for the item itself."""
    about = item_of(loc)
    left = list(loc[2 + 2 * ("/" in about) :] if about else loc)
    return ", ".join(filter(None, (_step(step, loc[0]) for step in left)))


def _step(step: str | int, kind: str | int) -> str:
    if isinstance(step, int):
        return (_PARAGRAPH if kind == "narrative" else _PIECE).format(number=step + 1)
    if kind == "seals" and step.isdecimal():
        return _SIGNATURE.format(number=step)
    return "" if step in _SILENT else _LABEL.get(step, step)


def place(loc: Loc) -> str:
    """The item and the label together: `CT-4.4, tử số`."""
    return ", ".join(filter(None, (item_of(loc), label(loc)))) or ", ".join(
        _LABEL.get(str(step), str(step)) for step in loc
    )


def said(loc: Loc, tree: Any) -> str:
    """What stands at a place: a text, or all that an item says in one line."""
    if tree is None:
        return NOTHING
    if isinstance(tree, Mapping):
        told = ((_step(key, ""), said((*loc, key), one)) for key, one in tree.items())
        return ", ".join(f"{name} {words}".strip() for name, words in told)
    if isinstance(tree, list | tuple):
        return "; ".join(said(loc, one) for one in tree)
    return _text(loc, str(tree))


def _text(loc: Loc, text: str) -> str:
    key = next((step for step in reversed(loc) if isinstance(step, str)), "")
    if key == "status":
        return _STATUS.get((loc[0] == "tasks", text), text)
    names = _CODES.get("value" if loc[-2:-1] == ("milestones",) else key, {})
    if text in names:
        return names[text]
    if key in _MONEY and text.isdecimal():
        return terms.money(int(text))
    if key in _NUMBER:
        return terms.number(Fraction(text.replace(",", ".")), _MOST_DECIMALS)
    if key in _MOMENT:
        return terms.day(datetime.fromisoformat(text).date())
    if key in _DAY:
        return terms.day(date.fromisoformat(text))
    return text


_STATUS = {(False, str(status)): words for status, words in terms.INDICATOR_STATUS.items()} | {
    (True, str(status)): words for status, words in terms.TASK_STATUS.items()
}
