"""A workbook as bytes: the same workbook, the same bytes."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook

_NEVER = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, not a moment
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def packed(book: Workbook) -> bytes:
    """The file of a workbook, without the moment at which it was made and packed."""
    book.properties.created = _NEVER
    made = io.BytesIO()
    book.save(made)
    package = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(package, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name)  # 1980-01-01
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return package.getvalue()
