"""A hundred payloads in every text of a school, in six outputs: nothing active, nothing lost.

Terminal, Markdown (through a renderer that lets HTML pass), the page (in Chromium), Word, Excel and
CSV. Each output of the payloads is compared, element by element and letter by letter, with that of
harmless twins in which each twin was replaced by its payload (`prove.injected`). What no file may
hold is refused without being shown raw, and so are links of other schemes.
"""

import csv
import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from markdown_it import MarkdownIt
from playwright.sync_api import Page, sync_playwright

from prove import hostile
from prove.figure import Figure, tell
from prove.forked import run
from prove.injected import PERIOD, Structure, letters, school, told, twins
from prove.payloads import PAYLOADS, REFUSED
from prove.school import PLAN, done, import_all, restore, scratch

STEP_IF_SHORT = 9
LISTINGS = (("status",), ("scorecard",), ("due", "--days", "3650"), ("check", "--six-clear"))
CARDS = ("CT-3", "NV-4", "GP-5", "dk-6")
URLS = ("javascript:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//x.vn", "ftp://x")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Colours and weights: a terminal is told nothing else.
_STYLE = re.compile(r"\x1b\[[\d;]*m")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[\d.]+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

# What a browser made of a page: its elements with the names of their attributes, and its text.
_ELEMENTS = """() => [...document.querySelectorAll("*")].map(
  one => [one.tagName, ...[...one.attributes].map(it => it.name)].join(" "))"""
_TEXT = "() => document.documentElement.textContent"


class Proof:
    """The two schools, and what went wrong."""

    def __init__(self, folder: Path, payloads: Sequence[str]) -> None:
        """Write both."""
        self.payloads = payloads
        self.bad, self.good = folder / "w", folder / "twin/w"
        restore(self.bad, school(payloads))
        restore(self.good, school(twins(len(payloads))))
        self.wrong: list[str] = []

    def said(self, *arguments: str) -> tuple[str, str]:
        """What a command says of the payloads, and what of the twins."""
        bad, good = (done(run(folder, arguments)).out for folder in (self.bad, self.good))
        return bad, good

    def made(self, name: str, *arguments: str) -> tuple[Path, Path]:
        """The file that a command makes of the payloads, and that of the twins."""
        self.said(*arguments)
        return self.bad / "reports" / name, self.good / "reports" / name

    def report(self, form: str) -> tuple[Path, Path]:
        """The report in a form, likewise."""
        return self.made(f"bao-cao-{PERIOD}.{form}", "report", "--period", PERIOD, "--format", form)

    def told(self, text: str) -> str:
        """What was made of the twins, as it must be of the payloads."""
        return told(text, self.payloads)

    def same(self, what: str, found: Iterable[str], expected: Iterable[str]) -> None:
        """Note the first difference of two lists."""
        one, other = [*found, "(end)"], [*expected, "(end)"]
        pairs = zip(one, other, strict=False)
        wrong = next((pair for pair in pairs if pair[0] != pair[1]), None)
        if wrong or len(one) != len(other):
            self.wrong.append(f"{what}: {wrong}")

    def same_text(self, what: str, found: str, expected: str) -> None:
        """Note the first difference of two texts, but for spaces."""
        one, other = letters(found), letters(expected)
        if one != other:
            at = next(
                (n for n, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1),
                min(len(one), len(other)),
            )
            near = slice(max(0, at - 30), at + 60)
            self.wrong.append(f"{what}: {one[near]!r} for {other[near]!r}")


def on_terminal(proof: Proof) -> None:
    """What is printed says all of every text, and no more to a terminal than colours."""
    for arguments in (*LISTINGS, *(("show", card) for card in CARDS)):
        found, expected = proof.said(*arguments)
        proof.same_text(f"terminal, {arguments}", found, proof.told(expected))
        shown = hostile.on_a_terminal(proof.bad, arguments)
        if raw := _CONTROL.findall(_STYLE.sub("", shown).replace("\r\n", "\n")):
            proof.wrong.append(f"terminal, {arguments}: obeys {raw[:5]!r}")


def as_markdown(proof: Proof) -> None:
    """Markdown, rendered."""
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    report = (path.read_text("utf-8") for path in proof.report("md"))
    for name, (bad, good) in {
        "report": tuple(report),
        "status": proof.said("status", "--format", "md"),
        "scorecard": proof.said("scorecard", "--format", "md"),
    }.items():
        one, other = Structure(renderer.render(bad)), Structure(renderer.render(good))
        proof.same(f"Markdown, {name}, elements", one.elements, map(proof.told, other.elements))
        proof.same_text(f"Markdown, {name}", "".join(one.text), proof.told("".join(other.text)))


def as_page(proof: Proof) -> None:
    """The page: what a browser makes of it, and what it does."""
    bad, good = proof.report("html")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise RuntimeError("the page is looked at in Chromium, which is not here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        seen: list[tuple[list[str], str]] = []
        for path in (bad, good):
            page = browser.new_page()
            events: list[str] = []
            _listen(page, events)
            page.goto(path.as_uri())
            page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            for element in page.query_selector_all("[tabindex], a, summary")[:50]:
                element.focus()
            proof.same("page, requests and complaints", events, [page.url])
            if page.evaluate("() => window.pwned") is not None:
                proof.wrong.append("page: a script ran")
            seen.append((page.evaluate(_ELEMENTS), page.evaluate(_TEXT)))
            page.close()
        browser.close()
    (elements, text), (twin_elements, twin_text) = seen
    proof.same("page, elements", elements, twin_elements)
    proof.same_text("page", text, proof.told(twin_text))
    one, other = (Structure(path.read_text("utf-8")) for path in (bad, good))
    links = [[e for e in page.elements if e.startswith("a ")] for page in (one, other)]
    proof.same("page, links", links[0], map(proof.told, links[1]))


def _listen(page: Page, events: list[str]) -> None:
    """Note what a page asks for, and what it complains of."""
    page.on("request", lambda request: events.append(request.url))
    page.on("console", lambda message: events.append(message.text))
    page.on("pageerror", lambda error: events.append(str(error)))
    page.on("dialog", lambda dialog: events.append(dialog.message))


def as_word(proof: Proof) -> None:
    """The Word document: its parts, elements, fields and relations, and its text."""
    _same_package(proof, "Word", proof.report("docx"), lambda _, text: proof.told(text))


def as_excel(proof: Proof) -> None:
    """The Excel form: the same, so no formula more and no link; and each text as Excel shows it."""

    def expected(tag: str, text: str) -> str:
        if tag.endswith("Footer"):  # where "&&" is a "&"
            return told(text, [one.replace("&", "&&") for one in proof.payloads])
        return proof.told(text)

    name = f"phieu-{PERIOD}-d0.xlsx"
    made = proof.made(name, "sheet", "export", PERIOD, "--department", "d0")
    _same_package(proof, "Excel", made, expected)


def _same_package(
    proof: Proof, what: str, made: tuple[Path, Path], expected: Callable[[str, str], str]
) -> None:
    """Compare two files of Office, part by part."""
    with zipfile.ZipFile(made[0]) as bad, zipfile.ZipFile(made[1]) as good:
        proof.same(f"{what}, parts", bad.namelist(), good.namelist())
        for name in good.namelist():
            if not name.endswith((".xml", ".rels")):
                proof.same(f"{what}, {name}", [str(bad.read(name))], [str(good.read(name))])
                continue
            if name == "xl/styles.xml":
                continue  # a text that begins like a formula has a style of its own
            one, other = (_parts(parse_xml(file.read(name))) for file in (bad, good))
            proof.same(
                f"{what}, {name}, elements",
                (f"{tag} {_shown(what, attributes)}" for tag, attributes, _ in one),
                (f"{tag} {proof.told(attributes)}" for tag, attributes, _ in other),
            )
            found = "".join(_shown(what, text) for _, _, text in one)
            wanted = "".join(expected(tag, text) for tag, _, text in other)
            proof.same_text(f"{what}, {name}", found, wanted)


def _parts(root: Any) -> list[tuple[str, str, str]]:
    """The elements of a part: tag, attributes that are no measures, and text."""
    return [
        (
            str(one.tag),
            " ".join(f"{k}={v}" for k, v in one.attrib.items() if not _NUMBER.fullmatch(v)),
            (one.text or "") + (one.tail or ""),
        )
        for one in root.iter()
    ]


def _shown(what: str, text: str) -> str:
    """A text of a part as the program that opens it shows it: Excel has escapes of its own."""
    return _ESCAPED.sub(lambda it: chr(int(it[1], 16)), text) if what == "Excel" else text


def as_csv(proof: Proof) -> None:
    """CSV: no cell that a spreadsheet would work out, and each text whole behind its guard."""
    for arguments in (("status",), ("scorecard",), ("due", "--days", "3650")):
        bad, good = proof.said(*arguments, "--format", "csv")
        cells = [cell for row in csv.reader(io.StringIO(bad)) for cell in row]
        wanted = [cell for row in csv.reader(io.StringIO(good)) for cell in row]
        for found, cell in zip(cells, map(proof.told, wanted), strict=True):
            if found not in (cell, f"'{cell}") or found.startswith(_FORMULA):
                proof.wrong.append(f"CSV, {arguments}: {found!r} for {cell!r}")


def refused(folder: Path) -> list[str]:
    """What was taken, or shown raw, of what no file may hold; and how many were tried."""
    wrong = []
    for n, text in enumerate(REFUSED):
        plan = PLAN + f"  - {{id: CT-1, name: {_quoted(text)}}}\n"
        restore(folder, {"data/plan.yaml": plan.encode()})
        ended = run(folder, ("check",))
        name = text.replace("\0", "").replace("/", "")
        restore(folder, {"data/plan.yaml": PLAN.encode(), f"data/progress/{name}.yaml": b"x"})
        named = run(folder, ("check",))
        wrong += [
            f"what no file may hold, {n} ({text!r}): {one}"
            for one in (ended, named)
            if one.code != 1 or _CONTROL.search(one.out + one.err)
        ]
    for url in URLS:
        files = school(["x"] * 9)
        entry = f"data/progress/{PERIOD}/000x.yaml"
        files = {**files, entry: files[entry].replace(b"https://truong.example", url.encode())}
        restore(folder, files)
        if (ended := run(folder, ("check",))).code != 1:
            wrong.append(f"a link to {url}: {ended}")
    return wrong


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"'


OUTPUTS = (on_terminal, as_markdown, as_page, as_word, as_excel, as_csv)


def main() -> None:
    """Try all, and tell."""
    import_all()
    short = "--short" in sys.argv
    payloads = PAYLOADS[::STEP_IF_SHORT] if short else PAYLOADS
    with scratch() as folder:
        proof = Proof(folder, payloads)
        for output in OUTPUTS:
            before = len(proof.wrong)
            output(proof)
            print(f"{output.__name__}: {len(proof.wrong) - before} faults", file=sys.stderr)
        others = refused(folder / "w")
        tried, ways = hostile.try_all(folder / "w", short=short)
    for one in (*proof.wrong, *others, *ways)[:40]:
        print(one, file=sys.stderr)
    cases = len(payloads) * len(OUTPUTS)
    goal = (len(PAYLOADS[::STEP_IF_SHORT]) if short else 100) * 6
    note = f"{len(payloads)} payloads × {len(OUTPUTS)} outputs, each payload in every text"
    kept_out = len(REFUSED) * 2 + len(URLS)
    tell(
        Figure(
            "payloads × outputs, nothing active and nothing lost",
            cases,
            goal,
            len(proof.wrong),
            note,
        ),
        Figure("control characters and foreign links refused", kept_out, kept_out, len(others)),
        Figure("hostile templates told and ended", tried, tried, len(ways)),
    )


if __name__ == "__main__":
    main()
