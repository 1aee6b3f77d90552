"""Templates as a county would hand them out: real PDF files with named fields."""

from __future__ import annotations

from io import BytesIO

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from station_app.printing.fonts import SERIF, font
from station_app.printing.sheet import PAPER

TITLE = "社区矫正警告决定书"
FIELDS = ("文号", "姓名", "身份证号码", "矫正期限", "正文", "经办科室")


def template(fields=FIELDS, *, pages=1, low=150.0, tall=18.0, paper=PAPER, tick="") -> bytes:
    """Lines with underscores, a field on each; the last of them at `low`."""
    out = BytesIO()
    pdfmetrics.registerFont(font(SERIF))
    canvas = Canvas(out, pagesize=paper)
    for page in range(pages):
        canvas.setFont(SERIF, 18)
        canvas.drawCentredString(paper[0] / 2, paper[1] - 110, TITLE)
        canvas.setFont(SERIF, 12)
        for n, name in enumerate(fields[page::pages]):
            y = paper[1] - 150 - 40 * n if name != fields[-1] else low
            canvas.drawString(80, y, f"{name}：________________________")
            asked = {"x": 190, "y": y - 4, "width": 240, "height": tall, "borderWidth": 0}
            canvas.acroForm.textfield(name=name, **asked)
        if tick:
            canvas.acroForm.checkbox(name=tick, x=80, y=400, size=12)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(change, pdf=None) -> bytes:
    """`change(writer)` of a sound template."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(pdf or template())))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _script() -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    )


def scripted(writer) -> None:
    writer.root_object[NameObject("/OpenAction")] = _script()


def scripted_field(writer) -> None:
    """As Acrobat lets a field reckon: deep inside its annotation."""
    note = writer.pages[0]["/Annots"][0].get_object()
    note[NameObject("/AA")] = DictionaryObject({NameObject("/K"): _script()})


def attached(writer) -> None:
    writer.add_attachment("a.exe", b"MZ")


def sealed(writer) -> None:
    writer.encrypt("secret", algorithm="RC4-128")


def turned(writer) -> None:
    writer.pages[0].rotate(90)


def many_pages(writer) -> None:
    for _n in range(30):
        writer.add_blank_page(*PAPER)


def without_fields(writer) -> None:
    del writer.root_object["/AcroForm"]
    writer.pages[0][NameObject("/Annots")] = ArrayObject()
