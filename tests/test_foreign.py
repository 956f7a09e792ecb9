"""What a Word template may not bring: parts from elsewhere, programs, other files."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kehoach.foreign import brings_foreign_parts

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("kind", "target", "foreign"),
    [
        ("hyperlink", "https://truong.example/", False),
        ("hyperlink", "mailto:a@b.vn", False),
        ("hyperlink", "javascript:x", True),
        ("hyperlink", "file://may/tep", True),
        ("image", "https://truong.example/x.png", True),
        ("attachedTemplate", "file:///C:/mau.dotm", True),
    ],
)
def test_links_are_let_through_and_what_word_would_fetch_is_not(
    kind: str, target: str, *, foreign: bool
) -> None:
    document = Document()
    document.part.relate_to(target, f"{KINDS}/{kind}", is_external=True)
    assert brings_foreign_parts(document) is foreign


@pytest.mark.parametrize(("kind", "foreign"), [("oleObject", True), ("footnotes", False)])
def test_a_part_that_word_would_hand_to_another_program_is_told(
    kind: str, *, foreign: bool
) -> None:
    document = Document()
    document.part.relate_to(document.part.package.main_document_part, f"{KINDS}/{kind}")
    assert brings_foreign_parts(document) is foreign


@pytest.mark.parametrize(
    ("xml", "foreign"),
    [
        ('<w:p {0}><w:fldSimple w:instr=" PAGE "/></w:p>', False),
        ('<w:p {0}><w:fldSimple w:instr="DDEAUTO c:\\\\x"/></w:p>', True),
        ("<w:p {0}><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r></w:p>", True),
        ("<w:p {0}><w:r><w:t>DDEAUTO x</w:t></w:r></w:p>", False),
    ],
)  # fmt: skip
def test_a_field_that_fetches_or_runs_is_told_and_its_name_in_a_text_is_not(
    xml: str, *, foreign: bool
) -> None:
    document = Document()
    document.element.body.insert(0, parse_xml(xml.format(nsdecls("w"))))
    assert brings_foreign_parts(document) is foreign
