"""Puts a county's pages below ours. pypdf is imported with the first of them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO


def laid_under(pdf: bytes, under: Mapping[int, tuple[bytes, int]]) -> bytes:
    """`under`: page of the file → a rebuilt template and its page. Nothing under: as it was."""
    if not under:
        return pdf
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    opened = {content: PdfReader(BytesIO(content)) for content, _page in under.values()}
    for at, (content, page) in under.items():
        writer.pages[at].merge_page(opened[content].pages[page], over=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
