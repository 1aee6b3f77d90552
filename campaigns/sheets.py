"""Small sound sheets of every kind an officer brings, to be damaged."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped]

ROWS: Sequence[Sequence[str]] = (
    ("姓名", "公民身份号码", "出生日期", "备注"),
    ("张三", "339901199001010018", "1990-01-01", "=1+1"),
    ("李四·买买提", "", "1990.1.1", "同上"),
    ("合计", "", "", "2"),
)
HEADINGS: Mapping[str, Sequence[str]] = {
    "name": ("姓名",),
    "id_number": ("公民身份号码",),
    "birth": ("出生日期",),
    "remarks": ("备注",),
}
SECTOR = 512


def xlsx() -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    page = book.add_worksheet("底册")
    for number, row in enumerate(ROWS):
        page.write_row(number, 0, row)
    page.write_number(5, 3, 36526.5, book.add_format({"num_format": "yyyy-mm-dd"}))
    page.merge_range(6, 0, 7, 0, "王五")
    book.close()
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return out.getvalue()


ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="底册">'
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods(rows: str = "") -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    said = "".join(
        f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>"
        for row in ROWS
    )
    return packed({
        "mimetype": ODS_TYPE,
        "content.xml": f"{ODS_HEAD}{said}{rows}{ODS_END}".encode(),
        "META-INF/manifest.xml": b"<manifest/>",
    })  # fmt: skip


def csv() -> bytes:
    return "\r\n".join(",".join(f'"{text}"' for text in row) for row in ROWS).encode("gb18030")


def xls() -> bytes:
    """BIFF8 (MS-XLS) in the smallest OLE file that holds it."""
    stream = _biff()
    sectors = len(stream) // SECTOR
    head = bytearray(SECTOR)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<III", head, 44, 1, 1, 0)  # one sector of table; directory in sector 1
    struct.pack_into("<IIIII", head, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [*range(3, 2 + sectors), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain, *[0xFFFFFFFF] * (126 - len(chain))]
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(
        "Workbook", 2, 2, len(stream)
    )
    return bytes(head) + struct.pack("<128I", *table) + entries.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    links = (0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(text) + 2, kind, 1, *links)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _biff() -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    name = "底册".encode("utf-16-le")
    sheet = struct.pack("<IBBBB", 0, 0, 0, 2, 1) + name
    globals_ = _record(0x0809, begin) + _record(0x0085, sheet) + _record(0x000A, b"")
    at = len(globals_)
    sheet = struct.pack("<I", at) + sheet[4:]
    globals_ = _record(0x0809, begin) + _record(0x0085, sheet) + _record(0x000A, b"")
    cells = b"".join(
        _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(text), 1) + text.encode("utf-16-le"))
        for r, row in enumerate(ROWS)
        for c, text in enumerate(row)
    )
    number = _record(0x0203, struct.pack("<HHHd", 4, 3, 0, 36526.5))
    page = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
    whole = globals_ + _record(0x0809, page) + cells + number + _record(0x000A, b"")
    return whole.ljust(-(-max(len(whole), 4096) // SECTOR) * SECTOR, b"\0")


SOUND = {".xlsx": xlsx, ".ods": ods, ".xls": xls, ".csv": csv}
