"""What a Word template would bring into every report, and the report would then fetch or run.

A template comes with a workspace, from anybody. Links for a reader to follow are let through.
"""

import re
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_LINK = re.compile(r"(?:https?://|mailto:).*", re.IGNORECASE | re.DOTALL)
# Kinds of parts that Word runs, or hands to another program.
_RUN = ("/vbaProject", "/oleObject", "/control", "/package", "/attachedTemplate", "/frame")
_FIELDS = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON)\b",
    re.IGNORECASE,
)


def brings_foreign_parts(document: Document) -> bool:
    """Whether it fetches something from elsewhere, or holds a program or another file."""
    return any(map(_is_foreign, document.part.package.iter_rels())) or any(
        _FIELDS.search(_instructions(part)) for part in document.part.package.iter_parts()
    )


def _is_foreign(relation: Any) -> bool:
    if relation.is_external:
        is_link = relation.reltype == RELATIONSHIP_TYPE.HYPERLINK
        return not (is_link and _LINK.fullmatch(relation.target_ref))
    return str(relation.reltype).endswith(_RUN)


def _instructions(part: Any) -> str:
    """The fields of a part, each as Word reads it: it may be written in several pieces."""
    root = getattr(part, "element", None)
    if root is None:
        return ""
    simple = (one.get(qn("w:instr"), "") for one in root.iter(qn("w:fldSimple")))
    pieces = ("".join(one.itertext()) for one in root.iter(qn("w:instrText")))
    return "\n".join((*simple, "".join(pieces)))
