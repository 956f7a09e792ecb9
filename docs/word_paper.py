"""What the Word template is made with: its page, its styles, and how a part is put on paper.

Sizes in points, lengths in millimetres; the numbers are those of Nghị định 30/2020/NĐ-CP.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
A4 = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
PORTRAIT, LANDSCAPE = A4[0] - LEFT - RIGHT, A4[1] - LEFT - RIGHT
MOTTO, PART = 100, 40  # how long a rule is, in per cent of the line above it

CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
AT_LEFT, AT_RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


class Look(NamedTuple):
    """A style of paragraphs. `first` indents its first line; `level` is that of a heading."""

    size: float
    align: WD_ALIGN_PARAGRAPH = CENTRE
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    first: float = 0
    spacing: float = 1
    together: bool = False
    level: int | None = None
    new_page: bool = False


STYLES = {
    "Cơ quan chủ quản": Look(12),
    "Tên cơ quan": Look(12, bold=True),
    "Quốc hiệu": Look(12, bold=True),
    "Tiêu ngữ": Look(13, bold=True),
    "Đường kẻ": Look(4),
    "Số ký hiệu": Look(13, before=6),
    "Địa danh, thời gian": Look(13, italic=True, before=6),
    "Tên loại": Look(14, bold=True, before=18, together=True, level=0),
    "Trích yếu": Look(14, bold=True, together=True),
    "Kính gửi": Look(14, before=12, after=12),
    "Thân bài": Look(14, JUSTIFIED, before=6, first=12.7, spacing=1.1),
    "Lời kết": Look(14, JUSTIFIED, before=6, first=12.7, spacing=1.1, together=True),
    "Đề mục I": Look(14, JUSTIFIED, bold=True, before=12, first=12.7, together=True, level=0),
    "Đề mục 1": Look(14, JUSTIFIED, bold=True, before=6, first=12.7, together=True, level=1),
    "Đề mục a": Look(14, JUSTIFIED, before=6, first=12.7, together=True, level=2),
    "Tên bảng": Look(13, italic=True, before=6, after=3, together=True),
    "Sau bảng": Look(4),
    "Trước chữ ký": Look(8, together=True),
    "Đầu bảng": Look(11, bold=True, before=2, after=2, together=True),
    "Nhóm trong bảng": Look(11, AT_LEFT, bold=True, before=2, after=2, together=True),
    "Ô bảng": Look(11, AT_LEFT, before=1, after=1),
    "Ô giữa": Look(11, before=1, after=1),
    "Ô số": Look(11, AT_RIGHT, before=1, after=1),
    "Ô ghi thêm": Look(11, AT_LEFT, italic=True, before=1, after=1),
    "Đầu bảng nhỏ": Look(9, bold=True, before=1, after=1, together=True),
    "Ô nhỏ": Look(9, AT_LEFT, before=1, after=1),
    "Ô nhỏ giữa": Look(9, before=1, after=1),
    "Nơi nhận": Look(12, AT_LEFT, bold=True, italic=True),
    "Danh sách nơi nhận": Look(11, AT_LEFT),
    "Chức vụ": Look(14, bold=True),
    "Chỗ ký": Look(14, before=36, after=36),
    "Họ tên": Look(14, bold=True),
    "Tên phụ lục": Look(14, bold=True, together=True, level=0, new_page=True),
    "Tiêu đề phụ lục": Look(14, bold=True, after=6, together=True),
    "Nguồn số liệu": Look(10, AT_LEFT, before=6),
    "Số trang": Look(14),
    "Số liệu minh họa": Look(12, bold=True, after=4),
    "Lệnh điền": Look(9, AT_LEFT),  # removed when the template is filled
}
KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}


def styles(paper: Paper) -> None:
    """The styles above and nothing else, all in the one font."""
    for style in list(paper.styles):
        if style.name not in KEPT:
            style.delete()
    fonts = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = paper.styles.element.find(qn("w:docDefaults"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr><w:rFonts{fonts}/>"
            '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
            '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )
    normal = paper.styles["Normal"].element
    for own in normal.findall(qn("w:rPr")):
        normal.remove(own)
    for name, look in STYLES.items():
        style: Any = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = paper.styles["Normal"]
        style.quick_style = True
        style.font.name = FONT
        style.font.size = Pt(look.size)
        style.font.bold, style.font.italic = look.bold, look.italic
        shape = style.paragraph_format
        shape.alignment = look.align
        shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
        shape.first_line_indent = Mm(look.first)
        shape.line_spacing = look.spacing
        shape.keep_with_next, shape.page_break_before = look.together, look.new_page
        if look.level is not None:
            level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look.level}"/>')
            style.element.get_or_add_pPr().append(level)
    paper.styles["Lệnh điền"].font.color.rgb = RGBColor(0x80, 0x80, 0x80)


def line(share: int) -> str:
    """A drawing of a line. The program reads the share from its alternative text."""
    width = Mm(40)
    return (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        f" {nsdecls('w', 'wp', 'a')}"
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0"'
        ' simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1"'
        ' allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>25400</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="Đường kẻ" descr="Đường kẻ dài {share}% dòng trên"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData"
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill>'
        '<a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"
    )


def table(place: Any, widths: Sequence[float], *, framed: bool = True) -> Table:
    """A table without rows; the widths of its columns in millimetres."""
    made: Table = place.add_table(0, len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="000000"' if framed else 'w:val="nil"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(f"<w:{side} {edge}/>" for side in sides)
    room = Mm(1.2 if framed else 0).twips
    inner = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side in ("left", "right"))
    layout = made._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{drawn}</w:tblBorders>"))
    layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{inner}</w:tblCellMar>"))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    return made


def row(made: Table, cells: Sequence[tuple[str, str]], *, head: bool = False) -> tuple[_Cell, ...]:
    """A row of styles and texts that does not split over two pages; a head is on each of them."""
    added = made.add_row()
    properties = added._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if head:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell, column, (style, text) in zip(added.cells, made.columns, cells, strict=True):
        cell.width = column.width
        cell.paragraphs[0].text, cell.paragraphs[0].style = text, style
    return added.cells


def across(made: Table, style: str, text: str) -> None:
    """A row that is one cell."""
    first, *_, last = row(made, [(style, "")] * len(made.columns))
    whole = first.merge(last)
    whole.text, whole.paragraphs[0].style = text, style


def page(section: Section, *, landscape: bool) -> None:
    """The page of a section: A4 and its margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = reversed(A4) if landscape else A4
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)


def headers(section: Section) -> None:
    """The page's number, not on the first; that figures are illustrative, on all."""
    section.different_first_page_header_footer = True
    for header, numbered in ((section.first_page_header, False), (section.header, True)):
        header.is_linked_to_previous = False
        only = header.paragraphs[0]
        if numbered:
            only.style = "Số trang"
            field(only, "PAGE")
            only = header.add_paragraph()
        only.style = "Số liệu minh họa"
        only.text = "{{ words.SAMPLE if view.sample }}"


def field(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes."""
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        run = f"<w:r {nsdecls('w')}>{inner}</w:r>"
        paragraph._p.append(parse_xml(run))


class Column(NamedTuple):
    """A column of a table: what stands in its head, how wide it is, and what is filled in."""

    title: str
    width: float
    text: str
    style: str = "Ô bảng"


class Writer:
    """Writes paragraphs and tables one below the other: into the document, or into a cell."""

    def __init__(self, place: Any) -> None:
        """`place` is a document, a cell, or a header."""
        self.place = place

    def add(self, style: str, text: str = "") -> Paragraph:
        """A paragraph."""
        paragraph: Paragraph = self.place.add_paragraph(text)
        paragraph.style = style
        return paragraph

    def tag(self, text: str) -> None:
        """A paragraph that is a tag of the template, and gone when it is filled."""
        self.add("Lệnh điền", f"{{%p {text} %}}")

    def rule(self, share: int) -> None:
        """A drawn line, whose length is `share` per cent of the line of text above it."""
        self.add("Đường kẻ").add_run()._r.append(parse_xml(line(share)))

    def listing(
        self,
        loops: Sequence[str],
        *columns: Column,
        group: str = "",
        head: str = "Đầu bảng",
    ) -> tuple[_Cell, ...]:
        """A table with a head and a row for each turn of the innermost loop; that row's cells.

        `group` stands across the table at each turn of the outermost.
        """
        made = table(self.place, [column.width for column in columns])
        row(made, [(head, column.title) for column in columns], head=True)
        for place, loop in enumerate(loops):
            across(made, "Lệnh điền", f"{{%tr for {loop} %}}")
            if group and place == 0:
                across(made, "Nhóm trong bảng", group)
        cells = row(made, [(column.style, column.text) for column in columns])
        for _ in loops:
            across(made, "Lệnh điền", "{%tr endfor %}")
        return cells
