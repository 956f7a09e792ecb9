"""A school whose every text is given: names, notes, evidence, narrative, and names of files.

It is made twice, once of payloads and once of harmless twins. What the program makes of the twins,
with each twin replaced by its payload, is what it has to make of the payloads: no text lost, no
element more. That holds for any output without knowing what it should look like.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from html.parser import HTMLParser

from prove.school import State

_TWIN = re.compile(r"xq([zf])(\d{3})", re.IGNORECASE)
_LONGEST_NAME = 200
PERIOD = "2026H1"
LISTS = ("direction", "highlights", "shortcomings", "proposals", "next")
CAUSES = ("objective", "subjective")
SCHOOL = 7
"""So many texts are the school's own."""


def twins(count: int) -> list[str]:
    """Harmless texts, one for each payload."""
    return [f"xqz{number:03}" for number in range(count)]


def told(text: str, payloads: Sequence[str]) -> str:
    """What was made of the twins, as it must be of the payloads."""

    def payload(twin: re.Match[str]) -> str:
        said = payloads[int(twin[2])]
        said = file_name(said) if twin[1] in "fF" else said
        return said.upper() if twin[0].isupper() else said

    return _TWIN.sub(payload, text)


def letters(text: str) -> str:
    """A text apart from its spaces and lines, which an output sets in its own way."""
    return "".join(unicodedata.normalize("NFC", text).split()).replace("─", "")


class Structure(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append(f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        """Note what is hidden."""
        self.elements.append(f"!-- {data}")

    def handle_decl(self, decl: str) -> None:
        """Note a declaration."""
        self.elements.append(f"! {decl}")

    def unknown_decl(self, data: str) -> None:
        """Note a declaration that is none."""
        self.elements.append(f"! {data}")

    def handle_pi(self, data: str) -> None:
        """Note an instruction."""
        self.elements.append(f"? {data}")


def file_name(text: str) -> str:
    """The text as a name that a file can have; of a twin, the twin of that."""
    text = text.replace("xqz", "xqf")
    return re.sub(r"[/\0]", "", text)[:_LONGEST_NAME].strip(" .") or "x"


def school(texts: Sequence[str]) -> State:
    """The files of the school, every text in every place where one may stand."""
    files = {
        "data/plan.yaml": _plan(texts),
        f"data/progress/{PERIOD}/000.yaml": {
            "period": PERIOD,
            "tasks": {f"NV-{n}": _task_entry(n, texts) for n in range(len(texts))},
            "routines": {f"dk-{n}": {"held": 1, "note": text} for n, text in enumerate(texts)},
            "measures": {f"GP-{n}": text for n, text in enumerate(texts)},
            "narrative": {
                **{key: [*texts] for key in LISTS},
                "causes": {key: [*texts] for key in CAUSES},
            },
        },
    }
    state = {path: _yaml(tree) for path, tree in files.items()}
    for n, text in enumerate(texts):
        # A file of its own, so that its name stands where the figure is from.
        name = f"data/progress/{PERIOD}/{n:03}{file_name(text)}.yaml"
        evidence = {"code": text, "title": text, "path": f"minh-chung/{n:03}.pdf"}
        link = {"title": text, "url": "https://truong.example/x?a=1&b=2"}
        figures = {f"CT-{n}": {"value": 3, "note": text, "evidence": [evidence, link]}}
        state[name] = _yaml({"period": PERIOD, "indicators": figures})
        state[f"minh-chung/{n:03}.pdf"] = b"x"
    return state


def _yaml(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False, indent=1).encode()


def _task_entry(n: int, texts: Sequence[str]) -> dict[str, object]:
    states = (
        {"state": "suspended", "reason": texts[n]},
        {"state": "in_progress", "percent": 10},
    )
    return {**states[n % 2], "product": texts[n], "note": texts[n]}


def _plan(texts: Sequence[str]) -> dict[str, object]:
    name, short, parent, place, position, signatory, title = texts[:SCHOOL]
    many = [*enumerate(texts)]
    return {
        "version": 1,
        "organization": {
            "name": name,
            "abbreviation": short,
            "parent": parent,
            "place": place,
            "signatory": {"position": position, "name": signatory},
        },
        "plan": {
            "title": title,
            "horizon": "2026-2030",
            "bases": [{"number": text, "title": text} for text in texts],
            "recipients": [*texts],
        },
        "departments": [
            {"id": f"d{n}", "name": text, "duties": [text], "external": "có" if n % 9 else "không"}
            for n, text in many
        ],
        "focus_areas": [{"id": f"f{n}", "name": text} for n, text in many[:4]],
        "groups": [
            {"id": f"{kind}{n}", "kind": of, "number": str(n), "name": text}
            for kind, of in (("c", "indicators"), ("n", "tasks"))
            for n, text in many
        ],
        "indicators": [
            {
                "id": f"CT-{n}",
                "number": text,
                "name": text,
                "group": f"c{n}",
                "focus": [f"f{n % 4}"],
                "lead": ["d0"],
                "coordinating": [f"d{n}"] if n else [],
                "measure": "number",
                "unit": text,
                "target": {"at_least": 10, "by": 2030},
                "source": text,
                "note": text,
            }
            for n, text in many
        ],
        "tasks": [
            {
                "id": f"NV-{n}",
                "number": text,
                "name": text,
                "group": f"n{n}",
                "lead": ["d0"],
                "person": text,
                "authority": text,
                "product": text,
                "deadline": "Năm 2026",
                "budget": "5 triệu đồng",
                "sources": [text],
                "note": text,
            }
            for n, text in many
        ],
        "measures": [
            {"id": f"GP-{n}", "number": text, "name": text, "lead": ["d0"]} for n, text in many
        ],
        "routines": [
            {"id": f"dk-{n}", "name": text, "lead": ["d0"], "every": "month"} for n, text in many
        ],
    }
