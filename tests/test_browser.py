"""The report's page in a real browser: accessible, in bounds, self-contained, and on paper A4.

The browser is the one that is installed; nothing is downloaded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from support import ROOT, command, entry, indicator, needs, plan, task, text, workspace

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all of them

EXAMPLE = ROOT / "examples/nhieu-nam"
PAGES = {
    "half-year": (ROOT, "--period 2026H1 --as-of 2026-06-14"),
    "department": (ROOT, "--period 2026H1 --as-of 2026-06-14 --department to-vp"),
    "year": (ROOT, "--period 2026 --as-of 2026-12-14"),
    "focus": (ROOT, "--period 2026 --as-of 2026-12-14 --kind focus"),
    "stage": (ROOT, "--period 2026-2030 --as-of 2030-12-14"),
    "ad-hoc": (ROOT, "--kind ad-hoc --as-of 01/09/2026"),
    "example": (EXAMPLE, "--period 2026-2030 --as-of 2030-12-14"),
}
PIXELS_OF_A_PHONE, OF_A_TABLET, OF_A_LAPTOP = 390, 768, 1280
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "all => all.forEach(one => one.open = true)"
A4 = (595, 842)


@dataclass
class Shown:
    """A page as the browser shows it, with what it asked for and complained of on the way."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = needs("chromium", "google-chrome")
    with sync_playwright() as playwright:
        # The sandbox is missing in containers; the pages are our own.
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """Every page, opened once; of one the definitions are unfolded, which look alike on all."""
    folder = tmp_path_factory.mktemp("pages")
    opened = {
        name: show(browser, folder / f"{name}.html", source, asked)
        for name, (source, asked) in PAGES.items()
    }
    opened["half-year"].page.eval_on_selector_all("details", UNFOLD)
    return opened


def show(browser: Browser, path: Path, source: Path, asked: str) -> Shown:
    """The report that is asked for, written to `path` and opened."""
    done = command(source, "report", *asked.split(), "--format", "html", "--output", "-")
    assert done.code == 0, done.err
    path.write_text(done.out, encoding="utf-8")
    seen = Shown(browser.new_page())
    seen.page.on("request", lambda request: seen.asked.append(request.url))
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.goto(path.as_uri())
    return seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(name: str, scheme: str, shown: dict[str, Shown]) -> None:
    page = shown[name].page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    # In the dark only the colours are others.
    rules = ["color-contrast"] if scheme == "dark" else AXE_RULES
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    told = [
        (wrong["id"], wrong["help"], [node["html"] for node in wrong["nodes"]][:3])
        for wrong in found.response["violations"]
    ]
    assert told == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_never_scrolls_sideways(name: str, shown: dict[str, Shown]) -> None:
    page = shown[name].page
    for width in (PIXELS_OF_A_PHONE, OF_A_TABLET, OF_A_LAPTOP):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(BEYOND) == 0, width


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_complains_of_nothing(
    name: str, shown: dict[str, Shown]
) -> None:
    seen = shown[name]
    assert seen.asked == [seen.page.url]
    assert seen.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_inside_a_page_leads_somewhere(name: str, shown: dict[str, Shown]) -> None:
    page = shown[name].page
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    links = page.eval_on_selector_all("a[href^='#']", "all => all.map(one => one.hash.slice(1))")
    assert set(links) <= set(ids)
    parts = page.eval_on_selector_all("nav a", "all => all.map(one => one.hash.slice(1))")
    assert len(parts) > 4
    assert page.locator(".todo li").count() == page.locator(".todo a[href^='#kq-']").count()


def test_a_figure_leads_to_its_definition_and_unfolds_it(browser: Browser, tmp_path: Path) -> None:
    page = show(browser, tmp_path / "page.html", *PAGES["half-year"]).page
    definition = page.locator("dl#dn-CT-4\\.3a")
    assert not definition.is_visible()
    page.locator("a.figure[href='#dn-CT-4.3a']").last.click()
    assert definition.is_visible()
    assert "12/20" in definition.inner_text()
    assert re.search(r"data/progress/2026H1\.yaml:\d+", definition.inner_text())
    assert re.search(r"data/plan\.yaml:\d+", definition.inner_text())


def test_the_mark_of_illustrative_figures_stays_in_sight(shown: dict[str, Shown]) -> None:
    page = shown["half-year"].page
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    box = page.locator(".sample").bounding_box()
    assert box is not None
    assert box["y"] == 0
    page.evaluate("window.scrollTo(0, 0)")


@pytest.mark.parametrize("name", PAGES)
def test_on_paper_stands_the_formal_document_alone_on_a4(
    name: str, shown: dict[str, Shown]
) -> None:
    page = shown[name].page
    page.emulate_media(media="print")
    for screen_only in ("#muc-luc", "#tom-tat", "#dinh-nghia", ".skip"):
        assert not page.locator(screen_only).first.is_visible()
    assert page.locator("article > header").is_visible()
    page.emulate_media(media="null")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    sizes = [tuple(round(float(side)) for side in box) for box in boxes]
    assert set(sizes) == ({A4} if name == "ad-hoc" else {A4, A4[::-1]})
    assert sizes[0] == A4


def test_words_that_nobody_can_break_break_all_the_same(browser: Browser, tmp_path: Path) -> None:
    tree = plan(indicators=[indicator(name="x" * 300)], tasks=[task(name="x" * 300)])
    folder = workspace(tmp_path, text(tree), **{"2026H1": text(entry())})
    page = show(browser, tmp_path / "page.html", folder, "--period 2026H1").page
    page.set_viewport_size({"width": PIXELS_OF_A_PHONE, "height": 800})
    assert page.evaluate(BEYOND) == 0
