"""The sentence and the hint for every problem, with the facts of the case filled in."""

import difflib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kehoach.document import Tree
from kehoach.problem import Code, Problem, Severity
from kehoach.wording import asking, figures, screen, terms
from kehoach.wording.problems import reading, rules, seals

SENTENCES = reading.SENTENCES | rules.SENTENCES | seals.SENTENCES
_VARIANTS = reading.VARIANTS | rules.VARIANTS

HINT = "gợi ý"
SEVERITY = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}

_SHAPE = {
    "text": "cần một giá trị (chữ hoặc số), không phải danh sách hay nhóm",
    "list": "cần một danh sách",
    "table": "cần một nhóm “khóa: giá trị”",
    "pair": "cần đúng hai giá trị",
}
_SHAPE_HINT = {
    "text": 'viết một giá trị ở đây; chữ có dấu hai chấm, hoặc bắt đầu bằng dấu ngoặc, dấu ? thì đặt trong dấu nháy "…"',
    "list": "viết trong ngoặc vuông: [mục 1, mục 2], hoặc mỗi mục một dòng bắt đầu bằng “- ”",
    "table": "viết trong ngoặc nhọn: {khóa: giá trị}, hoặc mỗi khóa một dòng thụt vào trong",
    "pair": "viết [giá trị thấp, giá trị cao]",
}

# What is written at a place where it looks alike each time.
_EXAMPLE = {
    "target": "viết như {at_least: 70%, by: 2030}",
    "baseline": "viết như {period: 2025H2, value: 20%}",
    "expected": "viết như {H1: 4, H2: 5}",
    "indicators": "viết trong ngoặc nhọn, như {value: 1} hoặc {numerator: 3, denominator: 7}",
    "tasks": "viết trong ngoặc nhọn, như {state: in_progress, percent: 60%}",
    "routines": "viết trong ngoặc nhọn, như {held: 6}",
    "evidence": "viết như [{title: Danh sách, path: data/minh-chung/a.pdf}]",
    "causes": "viết như {objective: [Thiếu kinh phí], subjective: [Triển khai chậm]}",
    "dashed": "bỏ dấu “- ” ở đầu dòng: mỗi khóa một dòng thụt vào trong",
}
_ONE_OF, _ONLY = "chọn một trong: {choices}", "viết {choices}"
_MEANT = "có phải là “{key}”? nếu không, "
_CHOICES = terms.STATE | terms.MEASURE | terms.RHYTHM | terms.LEVEL | terms.HALF
# What a person writes in place of a key.
_KEYS = {asking.bare(label): key for key, label in (screen.DEFINITION | asking.CAPTION).items()} | {
    ">=": "at_least",
    ">": "more_than",
    "<=": "at_most",
    "<": "less_than",
    "=": "equals",
}

_ASKED = {
    "ratio": "numerator (tử số) và denominator (mẫu số)",
    "number": "value: một số; chỉ viết % khi đơn vị là %",
    "level": "value: một mức, là số nguyên",
    "yes_no": "value: có hoặc không",
    "compound": "số liệu ở parts, theo từng thành phần",
}

_KIND = {
    "ratio": "số hoặc phần trăm",
    "number": "một số; chỉ viết % khi đơn vị là %",
    "level": "một mức, là số nguyên",
    "yes_no": "có hoặc không",
    "compound": "số liệu ở parts, theo từng thành phần",
}
_EMPTY_PLAN = "đây là danh mục của cả kế hoạch: lấy lại bản cũ bằng git restore data/plan.yaml"
_EMPTY_ENTRY = "tệp kỳ cần ít nhất một dòng “period: …”; nếu tạo nhầm thì xóa tệp"

_PLAN_PATH = "data/plan.yaml"
_REASON = {"permission": "không có quyền", "system": "hệ thống báo lỗi khi đọc"}

_FILLED: dict[str, Callable[[str], str]] = {
    "near": lambda near: _MEANT.format(key=near) if near else "",
    "reason": lambda reason: _REASON[reason],
    "encoding": lambda name: f" mà là {name}" if name else "",
    "cutoff": lambda iso: terms.day(date.fromisoformat(iso)),
    "character": reading.character,
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


def _whole_file(path: str) -> str:
    return _EMPTY_PLAN if path == _PLAN_PATH else _EMPTY_ENTRY


def _choices(value: str, expected: Sequence[str]) -> dict[str, str]:
    """What may be chosen, each with its meaning, and which of it was meant."""
    labels = {key: _CHOICES.get(key, "").lower() for key in expected}
    meant = asking.bare(value)
    near = [key for key, label in labels.items() if meant in (key, asking.bare(label))]
    near += [key for key in [asking.STATES.get(meant, "")] if key in expected]
    near += difflib.get_close_matches(meant, expected, 1)
    told = [f"{key} ({label})" if label else key for key, label in labels.items()]
    return {
        "choices": (_ONE_OF if told[1:] else _ONLY).format(choices=", ".join(told)),
        "meant": _MEANT.format(key=near[0]) if near else "",
    }


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
        hint = _SHAPE_HINT.get(details["expected"], "")
        is_text = details["expected"] in ("text", "pair")
        about = details.get("about", "")
        details["shape_hint"] = hint if is_text else _EXAMPLE.get(about, hint)
        if about == "file":
            details["shape_hint"] = _whole_file(problem.path)
    if problem.code is Code.NOT_A_CHOICE:
        details |= _choices(details["value"], details["expected"].split(", "))
    if problem.code is Code.UNKNOWN_KEY and not details.get("near"):
        key = _KEYS.get(asking.bare(details["name"]), "")
        details["near"] = key if key in details.get("allowed", "").split(", ") else ""
    if problem.code is Code.BAD_NUMBER:
        details["near"] = asking.ANSWERS.get(asking.bare(details["value"]), "")
    details.setdefault("near", "")
    if "name" in details:
        labels = {"numerator": "tử số", "denominator": "mẫu số"}
        details["label"] = labels.get(details["name"], "")
        called = figures.place((details["name"],))
        details["called"] = f" ({called})" if called != details["name"] else ""
    for name, fill in _FILLED.items():
        if name in details:
            details[name] = fill(details[name])
    details["file"] = _whole_file(problem.path)
    variant = (problem.code, details.get("form", ""))
    sentence, hint = _VARIANTS.get(variant, SENTENCES[problem.code])
    hint = reading.HIDDEN_BY_COMMENT if "comment" in details else hints.get(problem.code, hint)
    return sentence.format_map(details), hint.format_map(details)
