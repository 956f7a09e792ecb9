"""Makes the README's pictures with the program itself: `make pictures`.

`status.svg` is the terminal as rich draws it; `report.png` is the report in Chromium and `word.png`
the first page of its Word form in LibreOffice, where there are these.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from kehoach.period import Period
from kehoach.status import evaluate
from kehoach.terminal.coloured import Coloured
from kehoach.terminal.status import print_status
from kehoach.view import status_view
from kehoach.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs/images"
PERIOD, AS_OF = "2026H1", date(2026, 6, 14)
COLUMNS = 112
PAGE = "1280,1000"


def status_picture() -> str:
    """The beginning and the end of the status as SVG, in the reader's own monospaced font."""
    data = Workspace(ROOT).read()
    if data.plan is None:
        sys.exit("data/plan.yaml: kehoach check")
    drawn = Console(file=io.StringIO(), width=COLUMNS, force_terminal=True, color_system="standard")
    with drawn.capture() as told:
        evaluation = evaluate(data.plan, data.entries, Period.parse(PERIOD), AS_OF)
        print_status(Coloured(drawn), status_view(evaluation))
    head, urgent, *_, totals, steps = told.get().split("\n\n")
    shown = [f"$ kehoach status --period {PERIOD}\n{head}", urgent, "…", totals, steps]
    paper = Console(file=io.StringIO(), record=True, width=COLUMNS)
    paper.print(Text.from_ansi("\n\n".join(shown)))
    svg = paper.export_svg(title="kehoach", unique_id="status")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # no fonts from the web
    svg = svg.replace("Fira Code, monospace", "monospace")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def make_report(form: str, folder: str) -> None:
    """Make the report with the program itself."""
    made = ["report", "--period", PERIOD, "--format", form, "--output", folder]
    subprocess.run([sys.executable, "-m", "kehoach", *made], cwd=ROOT, check=True)


def report_picture(to: Path) -> bool:
    """The first screen of the report, drawn by Chromium; False where there is none."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        make_report("html", folder)
        # The sandbox is off because it is missing in containers; the page is our own.
        shot = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--screenshot={to}"]
        page = f"file://{folder}/bao-cao-{PERIOD}.html"
        subprocess.run(
            [browser, *shot, f"--window-size={PAGE}", page], check=True, capture_output=True
        )
    return True


def word_picture(to: Path) -> bool:
    """The first page of the Word report; False where LibreOffice or poppler is missing."""
    office, drawer = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or drawer is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        make_report("docx", folder)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        convert = ["--headless", "--convert-to", "pdf", "--outdir", folder]
        page = f"{folder}/bao-cao-{PERIOD}"
        for drawing in (
            [office, profile, *convert, f"{page}.docx"],
            [drawer, "-png", "-gray", "-r", "80", "-singlefile", f"{page}.pdf", to.with_suffix("")],
        ):
            subprocess.run(drawing, check=True, capture_output=True)
    return True


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "status.svg").write_text(status_picture(), encoding="utf-8")
    if not report_picture(IMAGES / "report.png"):
        sys.stderr.write("report.png: Chromium?\n")
    if not word_picture(IMAGES / "word.png"):
        sys.stderr.write("word.png: LibreOffice, poppler?\n")
