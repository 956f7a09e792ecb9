"""What a template that comes with a workspace may do: show the report, and end."""

import itertools
import threading
from pathlib import Path

import pytest
from jinja2 import StrictUndefined, TemplateNotFound
from jinja2.exceptions import SecurityError

from kehoach import sandbox
from kehoach.sandbox import Sandbox, Templates, TooLongError, bounded
from kehoach.wording import template as words
from kehoach.wording import terms
from support import (
    Ended,
    command,
    entry,
    indicator,
    plan,
    read_plan,
    text,
    workspace,
)

PICKLE = "cos\\nsystem\\n(S'exit 1'\\ntR."


def filled(written: str) -> str:
    model = read_plan(plan(indicators=[indicator()]))
    return Sandbox(undefined=StrictUndefined).from_string(written).render(plan=model, words=terms)


@pytest.mark.parametrize(
    "written",
    [
        f"{{{{ plan.parse_raw({PICKLE!r}, content_type='pickle', allow_pickle=True) }}}}",
        "{{ plan.parse_file('/etc/passwd') }}",
        "{{ plan.model_dump() }}",
        "{{ words.re.enum.sys.modules }}",
        "{{ words['re'] }}",
        "{{ words|attr('re') }}",
        "{{ plan.__class__.__mro__ }}",
        "{{ plan.items.__globals__ }}",
        "{{ ''|attr('__class__') }}",
        "{{ words.date.today() }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'x' * 10 ** 6 }}",
        "{{ 'x' * 1000000 }}",
        "{{ 1000000 * [1] }}",
        "{% set n = namespace(x=9) %}{% for _ in range(20) %}{% set n.x = n.x * n.x %}{% endfor %}",
    ],
)
def test_no_way_leads_out_of_the_values_of_a_report(written: str) -> None:
    with pytest.raises(SecurityError):
        filled(written)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{{ plan.items()|map(attribute='id')|join }}", "CT-1"),
        ("{{ plan.organization.name.upper() }}", "TRƯỜNG TIỂU HỌC BÌNH MINH"),
        ("{{ words.money(1500000) }}", terms.money(1_500_000)),
        ("{{ '-' * 3 ~ 2 * 3 ~ 0.5 * 4 }}", "---62.0"),
        ("{{ plan.horizon.start.year }}", "2026"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1) }}{{ range(2)|list }}", "1[0, 1]"),
    ],
)
def test_what_shows_a_report_is_called(written: str, shown: str) -> None:
    assert filled(written) == shown


def test_a_link_that_leads_out_of_the_templates_is_none(tmp_path: Path) -> None:
    here = tmp_path / "templates"
    here.mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    (here / "a.j2").symlink_to(tmp_path / "secret")
    (here / "b.j2").write_text("b", "utf-8")
    (here / "c.j2").symlink_to(here / "b.j2")
    environment = Sandbox(loader=Templates([here]))
    assert environment.get_template("c.j2").render() == "b"
    for name in ("a.j2", "../secret", str(tmp_path / "secret")):
        with pytest.raises(TemplateNotFound):
            environment.get_template(name)


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.05)
    with pytest.raises(TooLongError), bounded():
        any(number < 0 for number in itertools.count())
    assert threading.active_count() < 3


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux tells how much is used")
def test_what_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MOST_BYTES", 2**24)
    with pytest.raises(MemoryError), bounded():
        bytearray(2**26)
    assert len(bytearray(2**26)) == 2**26


def test_no_more_is_allowed_than_the_system_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    most, hard = resource.getrlimit(resource.RLIMIT_AS)
    with bounded():
        given, _ = resource.getrlimit(resource.RLIMIT_AS)
        assert given > 0
        monkeypatch.setattr(sandbox, "MOST_BYTES", 2**40)
        with bounded():
            assert resource.getrlimit(resource.RLIMIT_AS)[0] == given
    assert resource.getrlimit(resource.RLIMIT_AS) == (most, hard)


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
GROW = "{% set n = namespace(x='x' * 9999) %}{% for _ in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}"


@pytest.mark.parametrize(
    ("written", "seconds", "said"),
    [
        (LOOP, 0.5, "mẫu chạy quá lâu"),
        (GROW, 30, "mẫu cần quá nhiều bộ nhớ"),
        ("{{ plan.parse_file('/etc/passwd') }}", 30, "không được gọi hàm này trong mẫu"),
        ("{{ 2 ** 99 }}", 30, "phép nhân hoặc lũy thừa cho kết quả quá lớn"),
    ],
)
def test_a_template_that_goes_too_far_is_told(
    written: str, seconds: float, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", seconds)
    monkeypatch.setattr(sandbox, "MOST_BYTES", 2**27)
    folder = workspace(tmp_path, text(plan()), **{"2026H1": text(entry())})
    (folder / "templates").mkdir()
    (folder / "templates/report.md.j2").write_text(written, "utf-8")
    done = command(folder, "report", "--period", "2026H1", "--format", "md")
    assert done == Ended(2, "", f"Mẫu report.md.j2 có lỗi ở dòng 1: {said}.\n")


def test_the_reasons_have_words() -> None:
    assert words.reason(TooLongError()) == "mẫu chạy quá lâu"
    assert words.reason(MemoryError()) == "mẫu cần quá nhiều bộ nhớ"


def test_a_word_template_that_is_a_link_out_of_the_workspace_is_none(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "w", text(plan()), **{"2026H1": text(entry())})
    (folder / "templates").mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    (folder / "templates/report.docx").symlink_to(tmp_path / "secret")
    done = command(folder, "report", "--period", "2026H1", "--format", "docx")
    assert done.code == 2
    assert "report.docx" in done.err
