"""The sentence and the hint for every problem, with the facts of the case filled in."""

from collections.abc import Callable
from datetime import date

from kehoach.problem import Problem, Severity
from kehoach.wording import terms
from kehoach.wording.problems import reading, rules

SENTENCES = reading.SENTENCES | rules.SENTENCES

HINT = "gợi ý"
SEVERITY = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}

_SHAPE = {
    "text": "cần một giá trị (chữ hoặc số), không phải danh sách hay nhóm",
    "list": "cần một danh sách",
    "table": "cần một nhóm “khóa: giá trị”",
    "pair": "cần đúng hai giá trị",
}
_SHAPE_HINT = {
    "text": "viết một giá trị ngay sau dấu hai chấm",
    "list": "viết trong ngoặc vuông: [mục 1, mục 2], hoặc mỗi mục một dòng bắt đầu bằng “- ”",
    "table": "viết trong ngoặc nhọn: {khóa: giá trị}, hoặc mỗi khóa một dòng thụt vào trong",
    "pair": "viết [giá trị thấp, giá trị cao]",
}

_ASKED = {
    "ratio": "numerator (tử số) và denominator (mẫu số); mục tiêu và mốc là số hoặc phần trăm",
    "number": "value: một số (có % chỉ khi đơn vị là %)",
    "level": "value: một mức, là số nguyên",
    "yes_no": "value: có hoặc không",
    "compound": "số liệu ở parts, theo từng thành phần",
}

_REASON = {"permission": "không có quyền", "system": "hệ thống báo lỗi khi đọc"}

_FILLED: dict[str, Callable[[str], str]] = {
    "near": lambda near: f"có phải là “{near}”? nếu không, " if near else "",
    "reason": lambda reason: _REASON[reason],
    "encoding": lambda name: f" mà là {name}" if name else "",
    "cutoff": lambda iso: terms.day(date.fromisoformat(iso)),
    "before": lambda dong: terms.money(int(dong)),
    "budget": lambda dong: terms.money(int(dong)),
}


# What somebody wrote may be of any length; the line itself is shown below.
_WRITTEN = ("value", "name", "key", "one_name", "other_name")
_LONGEST = 80


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def describe(problem: Problem) -> tuple[str, str]:
    """The sentence and the hint of a problem."""
    details = {
        name: _short(said) if name in _WRITTEN else said for name, said in problem.details.items()
    }
    if "measure" in details:
        details["measure_name"] = terms.MEASURE[details["measure"]]
        details["asked"] = _ASKED[details["measure"]]
    if "expected" in details:
        details["shape"] = _SHAPE.get(details["expected"], "")
        details["shape_hint"] = _SHAPE_HINT.get(details["expected"], "")
    if "name" in details:
        labels = {"numerator": "tử số", "denominator": "mẫu số"}
        details["label"] = labels.get(details["name"], "")
    for name, fill in _FILLED.items():
        if name in details:
            details[name] = fill(details[name])
    sentence, hint = SENTENCES[problem.code]
    return sentence.format_map(details), hint.format_map(details)
