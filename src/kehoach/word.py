"""A briefing → a Word document through the school's Word template.

The template is a file of Word whose text holds Jinja tags (docxtpl). Undefined names are errors,
what the data say is text and never markup, and the same data make the same bytes.
"""

import io
import re
import traceback
from fractions import Fraction
from hashlib import sha256
from typing import Any

from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import BytecodeCache, DictLoader, StrictUndefined, Template, TemplateSyntaxError
from markupsafe import Markup, escape

from kehoach import lettering, report
from kehoach.briefing import Briefing
from kehoach.foreign import brings_foreign_parts
from kehoach.package import repeatable
from kehoach.sandbox import Sandbox, bounded
from kehoach.wording import template
from kehoach.wording import word as words

NAME = "report.docx"
"""The template's file."""


class NotWordError(Exception):
    """The template is no document of Word."""


class TemplateFault(Exception):
    """The template fails: `reason`, and the text `near` which it does."""

    def __init__(self, near: str, reason: str) -> None:
        """Keep both."""
        super().__init__(near, reason)
        self.near, self.reason = near, reason


def render(document: bytes, briefing: Briefing, cache: BytecodeCache | None = None) -> bytes:
    """The report as a Word document.

    Raise `NotWordError` or `TemplateFault` where the template is at fault.
    """
    try:
        with bounded():
            return _filled(document, briefing, cache)
    except _FAULTS as error:
        raise TemplateFault(words.WHOLE_TEMPLATE, template.reason(error)) from error


def _filled(document: bytes, briefing: Briefing, cache: BytecodeCache | None) -> bytes:
    filled = _Template(io.BytesIO(document))
    try:
        filled.init_docx()
    except Exception as error:  # the library says of any bytes what it likes
        raise NotWordError from error
    if brings_foreign_parts(filled.docx):
        raise TemplateFault(words.WHOLE_TEMPLATE, words.FOREIGN)
    filled.render(report.context(briefing), _environment(cache))
    _lay_out(filled.docx)
    _sign(filled.docx, briefing)
    made = io.BytesIO()
    filled.save(made)
    return repeatable(made.getvalue())


_BRACES = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_LONG_ROW = Mm(120)  # what surely fits on a page that lies
_LONGEST_PROPERTY = 255
_FAULTS = (*report.FAULTS, PythonDocxError)


class _Template(DocxTemplate):  # type: ignore[misc] # untyped
    """A template that says where it fails, and loses nothing where its tags do not fit together."""

    def patch_xml(self, src_xml: str) -> str:
        _check_tags(src_xml)
        patched: str = super().patch_xml(src_xml)
        return patched

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        try:
            made: str = super().render_xml_part(src_xml, part, context, jinja_env)
        except _FAULTS as error:
            raise TemplateFault(_near(src_xml, error), template.reason(error)) from error
        try:
            parse_xml(made)  # docxtpl would leave out what it can't read
        except SyntaxError as error:
            raise TemplateFault(words.WHOLE_TEMPLATE, words.TAGS_CROSS) from error
        return made

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave them: `_sign` writes them."""


def _check_tags(xml: str) -> None:
    """Refuse what docxtpl would take for something else, and drop words that stand beside it.

    A tag ends in the paragraph that it begins in. One that stands for its whole paragraph, row or
    cell (`{%p`, `{%tr`, `{%tc`) is alone there.
    """
    for paragraph in parse_xml(xml).iter(qn("w:p")):
        said = _told(paragraph)
        if any(said.count(opened) != said.count(closed) for opened, closed in _BRACES):
            raise TemplateFault(said, words.TAG_OPEN)
        for kind in re.findall(r"\{[{%#](p|tr|tc) ", said):
            whole = next(paragraph.iterancestors(qn(f"w:{kind}")), paragraph)
            if not re.fullmatch(r"\s*\{[{%#](p|tr|tc) [^{}]*\}+\s*", _told(whole)):
                raise TemplateFault(said, words.TAG_NOT_ALONE.format(kind=kind))


def _told(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _near(xml: str, error: Exception) -> str:
    """The text of the template at which it failed: the lines of XML mean nothing to a person."""
    if isinstance(error, TemplateSyntaxError):
        line = error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno for f in reversed(frames) if f.filename == "<template>"), None) or 1
    # docxtpl puts each paragraph on a line of its own before Jinja reads it.
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", xml).split("\n")
    return re.sub(r"<[^>]+>", "", lines[line - 1]).strip() or words.WHOLE_TEMPLATE


class _Sandbox(Sandbox):
    def from_string(self, source: Any, *_: Any) -> Template:
        """Compiled as one that has a name, and so from the cache: each part has its own there."""
        name = sha256(source.encode()).hexdigest()
        self.loader = DictLoader({name: source})
        return self.get_template(name)


def _environment(cache: BytecodeCache | None) -> Sandbox:
    environment = _Sandbox(
        autoescape=True, undefined=StrictUndefined, finalize=_as_text, bytecode_cache=cache
    )
    environment.filters.update(report.FILTERS)
    environment.filters["bound"] = words.bound
    return environment


def _as_text(value: object) -> Markup:
    """A value as text of a document. The reader lets no character in that XML can't hold."""
    # "\a" is a new paragraph to docxtpl. A line that is broken inside one would be stretched.
    told = escape("\a".join(report.lines(str(value))))
    # docxtpl takes "{_{" for its way to write "{{".
    return told.replace("{_", Markup("{&#95;")).replace("_}", Markup("&#95;}"))


def _lay_out(document: Document) -> None:
    """Do what a template can't, because it hangs on the words that were filled in."""
    _fit_columns(document)
    _let_long_rows_split(document)
    _draw_rules(document)
    _drop_empty_section(document)


def _fit_columns(document: Document) -> None:
    """Let the columns of a table follow the cells of its head, and no table be wider than a page.

    A template may repeat a cell, and so make columns of which it knows no width.
    """
    widest = max(map(_text_width, document.sections))
    for table in document.element.body.iter(qn("w:tbl")):
        columns = list(table.tblGrid.gridCol_lst)
        widths = [cell.width for row in table.tr_lst[:1] for cell in row.tc_lst]
        if len(widths) != len(columns) or not all(widths):
            continue
        shrunk = min(Fraction(1), Fraction(widest, sum(widths)))
        for column, width in zip(columns, widths, strict=True):
            column.w = Emu(int(width * shrunk))
        if shrunk < 1:
            for cell in table.iter(qn("w:tc")):
                cell.width = Emu(int((cell.width or 0) * shrunk))


def _let_long_rows_split(document: Document) -> None:
    """A row of the height of a page can't but split; told not to, it loses its last lines."""
    for row in document.element.body.iter(qn("w:tr")):
        kept_whole = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
        heights = (_height(document, cell) for cell in row.iter(qn("w:tc")))
        if kept_whole is not None and max(heights, default=0) > _LONG_ROW:
            kept_whole.getparent().remove(kept_whole)


def _height(document: Document, cell: Any) -> float:
    """About how high a cell is, in EMU."""
    height = 0.0
    for element in cell.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        size = _size(paragraph)
        height += len(lettering.lines(paragraph.text, size, _room(document, element))) * size * 1.2
    return height


def _draw_rules(document: Document) -> None:
    """Make each rule as long as its share of the line of text above it."""
    for drawing in document.element.body.iter(qn("wp:docPr")):
        share = re.fullmatch(words.RULE, drawing.get("descr", ""))
        place = next(drawing.iterancestors(qn("w:p")))
        above = place.getprevious()
        if share is None or above is None or above.tag != qn("w:p"):
            continue
        text = Paragraph(above, document._body)
        length = max(lettering.lines(text.text, _size(text), _room(document, place)))
        anchor = drawing.getparent()
        for extent in (*anchor.iter(qn("wp:extent")), *anchor.iter(qn("a:ext"))):
            extent.set("cx", str(round(length * int(share[1]) / 100)))


def _size(paragraph: Paragraph) -> int:
    """The size of a paragraph's letters in EMU: its own, or that of the nearest style."""
    own = next((run.font.size for run in paragraph.runs if run.font.size), None)
    if own:
        return own
    style: Any = paragraph.style
    while style is not None and style.font.size is None:
        style = style.base_style
    return style.font.size if style is not None else Pt(14)


def _room(document: Document, place: Any) -> int:
    """The width in EMU of the cell, or of the page, that a paragraph stands in."""
    for cell in place.iterancestors(qn("w:tc")):
        if cell.width:
            return int(cell.width)
    return _text_width(document.sections[0])


def _text_width(section: Section) -> int:
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return max(1, (section.page_width or 0) - margins)


def _drop_empty_section(document: Document) -> None:
    """Without appendices nothing stands behind the last break between sections."""
    body = document.element.body
    for inner in body.xpath(
        "./w:p[last()][following-sibling::*[1][self::w:sectPr]]/w:pPr/w:sectPr"
    ):
        body.remove(body[-2])
        body.replace(body[-1], inner)


def _sign(document: Document, briefing: Briefing) -> None:
    """Say in the properties what the file is and whose: nothing of the template's, no clock."""
    properties = document.core_properties
    for one in list(properties._element):
        properties._element.remove(one)
    properties.title = briefing.subject[:_LONGEST_PROPERTY]
    properties.author = briefing.plan.organization.name[:_LONGEST_PROPERTY]
