"""Reading a template that somebody brought. Only ever in the child of `reader`: it may end there.

The pages are drawn anew on A4, above the foot that every paper of ours carries: no fields, notes,
attachments or scripts come along. What would have to come along is refused in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from station_app.core.errors import Explained
from station_app.core.texts import _
from station_app.printing.code import text_hash
from station_app.printing.county.specimen import drawn
from station_app.printing.county.template import TEXT, TICK, Slot, Template
from station_app.printing.reading import papers_of, rows_of
from station_app.printing.sheet import PAPER

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_KEPT = 4 << 20  # bytes of the pages as they are drawn anew: each paper carries them
MOST_PAGES, MOST_FIELDS, MOST_OBJECTS = 10, 300, 20_000
LONGEST = 60  # letters of a field's name
SMALLEST = (12.0, 7.5)  # width and height of a field, in points
NEAR = 12.0  # points: how far a page may be from A4
FOOT, HEAD = 112.0, 800.0  # between them lies what is the template's
ACTIVE = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/RichMedia")
ACTIVE_KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/XFA", "/RichMediaContent")

BROKEN = _("这份 PDF 已损坏或无法读取，请用 PDF 软件另存后重试")
SEALED = _("这份 PDF 设有密码，请取消密码、另存后重试")
SCRIPTS = _("这份 PDF 带有脚本、附件或自动动作，不能用作模板，请向县级机构索取不带脚本的模板")
NO_FIELDS = _("这份 PDF 里没有可填写的栏目（表单域），请向县级机构索取带表单域的模板")
HEAVY = _("模板里嵌入了整套字体或大幅图片，请重新导出，只嵌入用到的字")
NOT_A4 = _("模板须为 A4 纵向，请另存为 A4 后重试")
UNREADABLE = _("这份模板的文字读不准，印出后无法核验，请换一份由文字处理软件直接导出的 PDF")


def read_template(pdf: bytes) -> Template:
    """Raises Explained."""
    try:
        return _read(pdf)
    except Explained:
        raise
    except Exception:  # a parser of a hostile file may raise whatever there is
        raise Explained(BROKEN) from None


def _read(pdf: bytes) -> Template:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    if reader.is_encrypted:
        raise Explained(SEALED)
    if (pages := reader.get_num_pages()) > MOST_PAGES or not pages:
        raise Explained(_("模板至多 {n} 页", n=MOST_PAGES))
    _refuse_active(reader)
    slots = list(_slots(reader.pages))
    if not any(slot.kind == TEXT for slot in slots):
        raise Explained(NO_FIELDS)
    _refuse_odd(slots)
    frames = [_frame(page, slots, n) for n, page in enumerate(reader.pages)]
    base = _redrawn(reader.pages, frames, slots)
    if len(base) > MOST_KEPT:
        raise Explained(HEAVY)
    moved = tuple(_moved(slot, frames[slot.page]) for slot in slots)
    template = Template(base, tuple(map(tuple, rows_of(base))), moved, {})
    _prove(template)
    return template


def _prove(template: Template) -> None:
    """A paper on it, every field filled, reads back as the text that was signed."""
    paper = drawn(template)
    [read] = papers_of(paper.pdf)
    if text_hash(read.text) != paper.text_hash or read.code != paper.stamp.code:
        raise Explained(UNREADABLE)


def _refuse_active(reader: PdfReader) -> None:
    known = [id for ids in reader.xref.values() for id in ids] + list(reader.xref_objStm)
    if len(known) > MOST_OBJECTS:
        raise Explained(BROKEN)
    every = [reader.trailer, *(reader.get_object(id) for id in known)]
    waiting: list[Any] = [one for one in every if one is not None]
    while waiting:  # what lies inside an object; references among them are in `every` already
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("/S") in ACTIVE or any(key in one for key in ACTIVE_KEYS):
                raise Explained(SCRIPTS)
            waiting += [one.raw_get(k) if hasattr(one, "raw_get") else one[k] for k in one]
        elif isinstance(one, list):
            waiting += list.__iter__(one)


def _slots(pages: Sequence[PageObject]) -> Iterator[Slot]:
    for n, page in enumerate(pages):
        for held in page.get("/Annots") or []:
            note = held.get_object()
            if note.get("/Subtype") != "/Widget":
                continue
            kind = _inherited(note, "/FT")
            if kind not in ("/Tx", "/Ch", "/Btn"):
                continue
            left, bottom, right, top = _box(note["/Rect"], page)
            of = TICK if kind == "/Btn" else TEXT
            yield Slot(_name(note), n, left, bottom, right, top, of)


def _box(rect: Sequence[Any], page: PageObject) -> tuple[float, float, float, float]:
    """From the lower left of the page."""
    x0, y0, x1, y1 = map(float, rect)
    x, y = float(page.cropbox.left), float(page.cropbox.bottom)
    return min(x0, x1) - x, min(y0, y1) - y, max(x0, x1) - x, max(y0, y1) - y


def _up(note: Any) -> Iterator[Any]:
    """The field and what it lies in, at most eight deep."""
    for _level in range(8):
        yield note
        if (above := note.get("/Parent")) is None:
            return
        note = above.get_object()


def _inherited(note: Any, key: str) -> Any:
    return next((each[key] for each in _up(note) if key in each), None)


def _name(note: Any) -> str:
    """In full, as `form.page.name`."""
    parts = [str(each["/T"]) for each in _up(note) if "/T" in each]
    return ".".join(reversed(parts)).strip()


def _refuse_odd(slots: Sequence[Slot]) -> None:
    if len(slots) > MOST_FIELDS:
        raise Explained(_("模板里的栏目超过 {n} 个", n=MOST_FIELDS))
    if any(not s.name or len(s.name) > LONGEST or not s.name.isprintable() for s in slots):
        raise Explained(_("模板里有没有名称或名称超过 {n} 个字的栏目", n=LONGEST))
    wide, high = SMALLEST
    texts = (slot for slot in slots if slot.kind == TEXT)
    if small := [s.name for s in texts if s.right - s.left < wide or s.top - s.bottom < high]:
        raise Explained(_("模板里这些栏目太小，写不下字：{names}", names="、".join(small[:5])))


Frame = tuple[float, float, float]  # scale, and how far to the right and up


def _frame(page: PageObject, slots: Sequence[Slot], number: int) -> Frame:
    """As it is where the county has left our foot free, else smaller and above it."""
    wide, high = float(page.cropbox.width), float(page.cropbox.height)
    if page.rotation or abs(wide - PAPER[0]) > NEAR or abs(high - PAPER[1]) > NEAR:
        raise Explained(NOT_A4)
    mine = [slot for slot in slots if slot.page == number]
    low, up = _extent(page)
    low = min([low, *(slot.bottom for slot in mine)])
    up = max([up, *(slot.top for slot in mine)])
    if low >= FOOT and up <= HEAD:
        return 1.0, 0.0, 0.0
    scale = (HEAD - FOOT) / high
    return scale, (PAPER[0] - wide * scale) / 2, FOOT


def _extent(page: PageObject) -> tuple[float, float]:
    """The lowest and the highest point of what is drawn on a page."""
    from pypdf import PdfWriter
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    alone = PdfWriter()
    alone.add_page(page)
    alone.remove_annotations(None)
    out = BytesIO()
    alone.write(out)
    bottom, low, up = float(page.cropbox.bottom), HEAD, FOOT
    with PdfDocument(out.getvalue()) as document:
        for each in document[0].get_objects():
            _x0, y0, _x1, y1 = each.get_bounds()
            low, up = min(low, y0 - bottom), max(up, y1 - bottom)
    return low, up


def _redrawn(pages: Sequence[PageObject], frames: Sequence[Frame], slots: Sequence[Slot]) -> bytes:
    """Blank A4 pages with the contents of theirs, and the boxes that are ticked by hand."""
    from pypdf import PageObject, PdfWriter, Transformation

    writer = PdfWriter()
    for n, (page, (scale, right, up)) in enumerate(zip(pages, frames, strict=True)):
        for key in ("/Annots", "/AA", "/B", "/Metadata", "/PieceInfo"):
            if key in page:
                del page[key]
        x, y = float(page.cropbox.left), float(page.cropbox.bottom)
        move = Transformation().translate(-x, -y).scale(scale).translate(right, up)
        fresh = writer.add_page(PageObject.create_blank_page(width=PAPER[0], height=PAPER[1]))
        fresh.merge_transformed_page(page, move)
        ticks = [_moved(s, frames[n]) for s in slots if s.page == n and s.kind == TICK]
        if ticks:
            fresh.merge_page(_boxes(ticks))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _boxes(ticks: Sequence[Slot]) -> PageObject:
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=PAPER)
    canvas.setLineWidth(0.6)
    for tick in ticks:
        side = min(tick.right - tick.left, tick.top - tick.bottom)
        canvas.rect(tick.left, tick.bottom, side, side)
    canvas.showPage()
    canvas.save()
    return PdfReader(BytesIO(out.getvalue())).pages[0]


def _moved(slot: Slot, frame: Frame) -> Slot:
    scale, right, up = frame
    across = (round(x * scale + right, 2) for x in (slot.left, slot.right))
    along = (round(y * scale + up, 2) for y in (slot.bottom, slot.top))
    (left, end), (bottom, top) = across, along
    return Slot(slot.name, slot.page, left, bottom, end, top, slot.kind)
