"""A half-year of the real plan, from the new file to the signed report, as the school does it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from forms import answer
from kehoach.indicator import Measured
from kehoach.load import PLAN_PATH
from kehoach.plan import Plan
from support import ROOT, Ended, command, load_folder, needs

PERIOD = "2026H1"
ENTRY = f"data/progress/{PERIOD}.yaml"
# Invented, as all figures of the tests are.
FIGURES: dict[str, dict[str, object]] = {
    "ratio": {"numerator": 9, "denominator": 10},
    "number": {"value": 2},
    "yes_no": {"value": "có"},
}
SAID = {
    "direction": "Ban hành kế hoạch thực hiện",
    "highlights": "Số hóa hồ sơ vượt kế hoạch",
    "shortcomings": "Chưa mở được lớp bơi an toàn",
    "objective": "Chưa có bể bơi trên địa bàn xã",
    "subjective": "Chưa phân công người phụ trách",
    "proposals": "Đề nghị UBND xã bố trí bể bơi di động",
    "next": "Mở lớp bơi an toàn trong hè",
}


def figures_of(item: Measured) -> dict[str, object]:
    if item.measure == "level":
        return {"value": item.levels[min(item.levels)]}
    return FIGURES[item.measure]


def fill(folder: Path, plan: Plan) -> None:
    """Answer every form as its department would; of a shared item the first lead answers."""

    def form(lead: str) -> Path:
        return folder / f"reports/phieu-{PERIOD}-{lead}.xlsx"

    for indicator in plan.indicators:
        if "H1" in indicator.measured:
            for part in indicator.parts:
                answer(form(indicator.lead[0]), f"{indicator.id}/{part.id}", **figures_of(part))
            if not indicator.parts:
                answer(form(indicator.lead[0]), indicator.id, **figures_of(indicator))
    for task in plan.tasks:
        answer(form(task.lead[0]), task.id, state="Đang thực hiện", percent="40%")
    for routine in plan.routines:
        if routine.expected is None or routine.expected.H1:
            answer(form(routine.lead[0]), routine.id, held=1)


def by_libreoffice(folder: Path, office: str) -> list[Path]:
    """Every form as LibreOffice saves it."""
    out, forms = folder / "nop", sorted((folder / "reports").glob("phieu-*.xlsx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = [profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([office, *target, *map(str, forms)], check=True, capture_output=True)
    return sorted(out.glob("*.xlsx"))


def narrate(entry: Path) -> None:
    """Write what only a person can write, under its key."""
    lines = []
    for line in entry.read_text("utf-8").splitlines():
        lines.append(line)
        key = line.strip().removesuffix(":")
        if line.endswith(":") and key in SAID:
            indent = len(line) - len(line.lstrip()) + 2
            lines.append(f"{' ' * indent}- {SAID[key]}")
    entry.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / PLAN_PATH, tmp_path / PLAN_PATH)
    return tmp_path


def test_a_half_year_of_the_real_plan_from_the_new_file_to_the_signed_report(folder: Path) -> None:
    office = needs("soffice", "libreoffice")

    def run(*arguments: object, code: int = 0) -> Ended:
        done = command(folder, *map(str, arguments))
        assert done.code == code, done
        return done

    plan = load_folder(ROOT, entries=False).plan
    assert plan is not None
    run("new", PERIOD)
    before = (folder / ENTRY).read_text("utf-8").splitlines()
    run("sheet", "export", PERIOD)
    fill(folder, plan)
    run("sheet", "import", *by_libreoffice(folder, office), "--yes")

    # Not a comment is lost, and nothing is left to ask.
    after = (folder / ENTRY).read_text("utf-8").splitlines()
    comments = [line for line in before if line.lstrip().startswith("#")]
    assert [line for line in after if line.lstrip().startswith("#")] == comments
    told = run("status", "--period", PERIOD).out
    for unknown in ("Chưa có số liệu", "Chưa báo cáo"):
        assert unknown not in told

    assert "narrative.highlights" in run("seal", PERIOD, "--by", "Nguyễn Thị Kim Chi", code=1).err
    narrate(folder / ENTRY)
    run("check")
    run("seal", PERIOD, "--by", "Nguyễn Thị Kim Chi")
    run("check")
    run("report", "--period", PERIOD, "--format", "md,html,docx,text")
    page = (folder / f"reports/bao-cao-{PERIOD}.md").read_text("utf-8")
    assert "Đã ký chốt" in page
    assert "…" not in page.split("## Phụ lục I.")[0]
    assert "SỐ LIỆU MINH HỌA" not in page
    for words in SAID.values():
        assert words in page

    # What was signed can't change in silence, and can be taken back.
    signed = (folder / ENTRY).read_text("utf-8")
    (folder / ENTRY).write_text(signed.replace("numerator: 9", "numerator: 8", 1), "utf-8")
    assert "sua-sau-ky-chot" in run("check", code=1).out
    run("reopen", PERIOD, "--reason", "Sửa tử số theo sổ gốc")
    run("check")
