"""A workbook as bytes: the same workbook, the same bytes."""

import io
from datetime import datetime

from openpyxl import Workbook

from kehoach.package import repeatable

_NEVER = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, not a moment


def packed(book: Workbook) -> bytes:
    """The file of a workbook, without the moment at which it was made and packed."""
    book.properties.created = _NEVER
    made = io.BytesIO()
    book.save(made)
    return repeatable(made.getvalue())
