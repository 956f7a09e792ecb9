"""Templates that a workspace brings and nobody trusts: each is told, ends, and reaches nothing."""

import fcntl
import io
import os
import resource
import struct
import termios
import zipfile
from collections.abc import Sequence
from pathlib import Path

from docx import Document

from kehoach import sandbox
from prove.forked import SURROUNDINGS, Ended, start
from prove.school import PLAN, State, restore

PERIOD = "2026H1"
SECONDS, MOST_BYTES = 1.0, 2**28
# What a run may take beyond what its template may.
SLACK_SECONDS, SLACK_KILOBYTES = 20, 2**19
_PICKLE = "cos\\nsystem\\n(S'touch pwned'\\ntR."

SOURCES = (
    # endless, or too large
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(10**9) %}{% endfor %}",
    "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(90) }}",
    "{{ 'x' * 10**10 }}",
    "{{ 'x' * 9999999999 }}",
    "{{ [0] * 9999999999 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'x'|center(9999999999) }}",
    "{{ 'x'.ljust(9999999999) }}",
    "{{ '%9999999999d'|format(1) }}",
    "{{ '{:9999999999}'.format(1) }}",
    "{{ 'x\ny'|indent(9999999999) }}",
    "{% set n = namespace(x='x') %}{% for _ in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x=9) %}{% for _ in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "{{ lipsum(n=99999999) }}",
    "{{ range(99999)|map('string')|map('center', 99999)|list }}",
    # out of the report
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ plan.items.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}",
    "{{ words.re.enum.sys.modules.os.system('touch pwned') }}",
    "{{ (words|attr('re')).enum }}",
    "{{ words['re'].enum }}",
    "{{ plan|attr('__class__') }}",
    f"{{{{ plan.parse_raw({_PICKLE!r}, content_type='pickle', allow_pickle=True) }}}}".replace(
        "\\\\n", "\\n"
    ),
    "{{ plan.parse_file('/etc/passwd') }}",
    "{{ plan.model_construct.__func__ }}",
    "{{ plan.model_rebuild(force=True) }}",
    "{{ '{0.__class__}'.format(plan) }}",
    "{{ ('{0.__class__}'|attr('format'))(plan) }}",
    "{{ words.INDICATOR_STATUS.clear() }}",
    "{{ report.missing.append(1) }}",
    # out of the folder
    "{% include '/etc/passwd' %}",
    "{% include '../data/plan.yaml' %}",
    "{% include '../../../../../../etc/passwd' %}",
    "{% import 'link.j2' as x %}{{ x }}",
    "{% include 'report.FORM.j2' %}",
    # not a template
    "{{ nope }}",
    "{% nope %}",
    "{{ 1 / 0 }}",
    "{{ '\\ud800' }}",
    "{{" + "(" * 999,
    "{% if x %}" * 999,
)
FORMS = ("md", "html", "text")


def try_all(folder: Path, *, short: bool) -> tuple[int, list[str]]:
    """Every template in every form: how many, and what went wrong."""
    wrong: list[str] = []
    tried = 0
    for n, source in enumerate(SOURCES[:: 4 if short else 1]):
        form = FORMS[n % len(FORMS)]
        written = source.replace("FORM", form).encode()
        wrong += _try(folder, form, {f"templates/report.{form}.j2": written}, source)
        tried += 1
        if "\n" not in source and "FORM" not in source and "{% i" not in source:
            wrong += _try(folder, "docx", {"templates/report.docx": word(source)}, source)
            tried += 1
    for name, document in _documents().items():
        wrong += _try(folder, "docx", {"templates/report.docx": document}, name)
        tried += 1
    return tried, wrong


def _try(folder: Path, form: str, templates: State, what: str) -> list[str]:
    """A report by a hostile template."""
    state = {"data/plan.yaml": PLAN.encode() + b"  []\n", **templates}
    state["data/progress/2026H1.yaml"] = b"period: 2026H1\n"
    restore(folder, state)
    (folder / "templates/link.j2").symlink_to("/etc/passwd")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = start(
        folder, ("report", "--period", PERIOD, "--format", form), _tighten, _most_memory
    ).wait()
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before.ru_utime
    found = []
    if ended.code != 2 or "Traceback" in ended.err or not any(c > "\x7f" for c in ended.err):  # noqa: PLR2004
        found.append(f"{ended}")
    if "root:" in ended.out + ended.err or (folder / "pwned").exists():
        found.append(f"reached out: {ended}")
    if seconds > SECONDS + SLACK_SECONDS:
        found.append(f"took {seconds} s")
    if (folder / "reports").exists():
        found.append("a report was written")
    return [f"template in {form}, {what[:70]}: {one}" for one in found]


def _tighten() -> None:
    """The limits of the sandbox, lower, so that a proof does not wait for them."""
    sandbox.SECONDS, sandbox.MOST_BYTES = SECONDS, MOST_BYTES


def _most_memory(_: int) -> None:
    """Fail where the run took more memory than it may."""
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > SLACK_KILOBYTES + MOST_BYTES // 1024:
        raise MemoryError


def word(text: str) -> bytes:
    """A Word document with a paragraph."""
    document = Document()
    document.add_paragraph(text.encode("ascii", "replace").decode().replace("\ud800", "?"))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _documents() -> dict[str, bytes]:
    """Word templates that fetch, run, or are none."""
    good = word("x")
    relations = "word/_rels/document.xml.rels"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def related(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
        one = (
            f'<Relationship Id="rX" Type="{kinds}/{kind}" Target="{target}"{mode}/></Relationships>'
        )
        return _changed(good, relations, b"</Relationships>", one.encode())

    def field(instruction: str) -> bytes:
        run = f'<w:p><w:fldSimple w:instr="{instruction}"/></w:p><w:sectPr'
        return _changed(good, "word/document.xml", b"<w:sectPr", run.encode())

    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    laughs = (
        b'<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
        + b"]>"
    )
    return {
        "a picture from elsewhere": related("image", "http://127.0.0.1:9/x.png"),
        "a template from elsewhere": related("attachedTemplate", "http://127.0.0.1:9/x.dotm"),
        "a file from elsewhere": related("oleObject", "file:///etc/passwd"),
        "a frame": related("frame", "http://127.0.0.1:9/"),
        "a link to a script": related("hyperlink", "javascript:x"),
        "a link to a file": related("hyperlink", "file://x/y"),
        "a field that runs": field("DDEAUTO c:\\\\windows\\\\system32\\\\calc.exe"),
        "a field that fetches": field(" INCLUDETEXT http://127.0.0.1:9/ "),
        "macros": _changed(
            good,
            "[Content_Types].xml",
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "an entity": _changed(
            _changed(good, "word/document.xml", b"<?xml", entity + b"<?xml"),
            "word/document.xml",
            b"<w:t>x",
            b"<w:t>&e;",
        ),
        "a billion laughs": _changed(
            _changed(good, "word/document.xml", b"<w:document", laughs + b"<w:document"),
            "word/document.xml",
            b"<w:t>x",
            b"<w:t>&u;",
        ),
        "half of it": good[: len(good) // 2],
        "nothing": b"",
        "a page": b"<html>",
        "a great deal": _changed(good, "word/document.xml", b"<w:t>x", b"<w:t>" + b"x" * 2**29),
    }


def _changed(document: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A document with a part in which something stands in place of something."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as before, zipfile.ZipFile(made, "w", 8) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new, 1) if name == part else content)
    return made.getvalue()


def on_a_terminal(folder: Path, arguments: Sequence[str]) -> str:
    """What a command writes to a terminal of 80 columns, with its colours."""
    here, there = os.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))

    settings = {**SURROUNDINGS, "TERM": "xterm-256color"}
    running = start(folder, arguments, settings=settings, screen=there)
    os.close(there)
    said = b""
    while chunk := _read(here):
        said += chunk
    os.close(here)
    ended: Ended = running.wait()
    if ended.code:
        raise RuntimeError(ended)
    return said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 2**16)
    except OSError:  # its other end is closed
        return b""
