"""The sentence and the hint for every problem, with the facts of the case filled in."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from kehoach.problem import Code, Problem, Severity
from kehoach.source import Tree
from kehoach.wording import figures, terms
from kehoach.wording.problems import reading, rules, seals

SENTENCES = reading.SENTENCES | rules.SENTENCES | seals.SENTENCES

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

_KIND = {
    "ratio": "số hoặc phần trăm",
    "number": "một số (có % chỉ khi đơn vị là %)",
    "level": "một mức, là số nguyên",
    "yes_no": "có hoặc không",
    "compound": "số liệu ở parts, theo từng thành phần",
}
_NUMBER = "viết như 98, 97,5 hoặc 1.234.000; chỉ dùng chữ số thường và một dấu thập phân"
# Where one code is met at places that ask for different things.
_FORM = {
    (
        Code.BAD_FILE_NAME,
        "",
    ): "số liệu chỉ đọc từ tệp tên theo kỳ, đuôi .yaml viết thường, như 2026H1.yaml (hoặc 2026H1/to-vp.yaml); tệp khác thì để ra ngoài data/progress",
    (
        Code.BAD_FILE_NAME,
        "seal",
    ): "ký chốt chỉ đọc từ tệp tên theo kỳ, đuôi .json viết thường, như 2026H1.json; tên bị đổi thì đổi lại, tệp khác thì để ra ngoài data/sealed",
    (Code.BAD_NUMBER, ""): _NUMBER,
    (
        Code.BAD_NUMBER,
        "reading",
    ): f"{_NUMBER}; chỉ tiêu có/không thì viết có hoặc không, mức độ thì viết số của mức",
    (Code.BAD_DATE, ""): "viết ngày/tháng/năm như 12/06/2026, hoặc 2026-06-12",
    (Code.BAD_DATE, "day"): "viết ngày/tháng, không có năm, như 14/06",
    (
        Code.BAD_PERIOD,
        "",
    ): "viết như 2026H1 (nửa năm đầu), 2026 (cả năm) hoặc 2026-2030 (giai đoạn)",
    (
        Code.BAD_PERIOD,
        "half",
    ): "chỗ này cần một nửa năm: 2026H1 (6 tháng đầu năm) hoặc 2026H2 (6 tháng cuối năm)",
    (Code.BAD_PERIOD, "reversed"): "viết năm đầu trước, năm cuối sau, như 2026-2030",
    (Code.OVER_100, ""): "; nếu chỉ tiêu được phép vượt 100% thì thêm may_exceed: true",
    (Code.OVER_100, "task"): "; khối lượng đã làm từ 0 đến 100%",
    (Code.REASON_MISSING, ""): "nhiệm vụ tạm hoãn hoặc hủy mà chưa ghi lý do (reason)",
    (Code.REASON_MISSING, "figure"): "ghi không áp dụng mà chưa nói lý do",
}
_EMPTY_PLAN = "đây là danh mục của cả kế hoạch: lấy lại bản cũ bằng git restore data/plan.yaml"
_EMPTY_ENTRY = "tệp kỳ cần ít nhất một dòng “period: …”; nếu tạo nhầm thì xóa tệp"

_PLAN_PATH = "data/plan.yaml"
_REASON = {"permission": "không có quyền", "system": "hệ thống báo lỗi khi đọc"}

_FILLED: dict[str, Callable[[str], str]] = {
    "near": lambda near: f"có phải là “{near}”? nếu không, " if near else "",
    "reason": lambda reason: _REASON[reason],
    "encoding": lambda name: f" mà là {name}" if name else "",
    "cutoff": lambda iso: terms.day(date.fromisoformat(iso)),
    "start": lambda iso: terms.day(date.fromisoformat(iso)),
    "state": terms.STATE.__getitem__,
    "before": lambda dong: terms.money(int(dong)),
    "budget": lambda dong: terms.money(int(dong)),
    "restore": lambda place: (
        f"lấy lại bản đã lưu: git restore {place}" if place else "chép lại từ bản sao lưu"
    ),
    "at": lambda loc: figures.place(tuple(json.loads(loc))),
    "was": lambda facts: _said(*json.loads(facts)),
    "now": lambda facts: _said(*json.loads(facts)),
}


# What somebody wrote may be of any length; the line itself is shown below.
_WRITTEN = ("value", "name", "key", "one_name", "other_name")
_LONGEST = 80


def _said(loc: list[str | int], tree: Tree) -> str:
    return _short(figures.said(tuple(loc), tree))


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def describe(problem: Problem, hints: Mapping[Code, str] = MappingProxyType({})) -> tuple[str, str]:
    """The sentence and the hint of a problem; `hints` are those of a place of its own kind."""
    details = {
        name: _short(said) if name in _WRITTEN else said for name, said in problem.details.items()
    }
    if "measure" in details:
        details["measure_name"] = terms.MEASURE[details["measure"]]
        details["asked"] = _ASKED[details["measure"]]
        details["kind"] = _KIND[details["measure"]]
    if "expected" in details:
        details["shape"] = _SHAPE.get(details["expected"], "")
        details["shape_hint"] = _SHAPE_HINT.get(details["expected"], "")
    if "name" in details:
        labels = {"numerator": "tử số", "denominator": "mẫu số"}
        details["label"] = labels.get(details["name"], "")
    for name, fill in _FILLED.items():
        if name in details:
            details[name] = fill(details[name])
    details["form"] = _FORM.get((problem.code, details.get("form", "")), "")
    details["file"] = _EMPTY_PLAN if problem.path == _PLAN_PATH else _EMPTY_ENTRY
    sentence, hint = SENTENCES[problem.code]
    hint = hints.get(problem.code, hint)
    return sentence.format_map(details), hint.format_map(details)
