"""What is refused before anything is parsed: bombs, macros, passwords, disguises."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from station_app.core.errors import Explained
from station_app.core.texts import Text, _
from station_app.exchange import ole

MOST_BYTES = 64 << 20  # of the file, and of all its parts unpacked
MOST_PARTS = 2000
MOST_RATIO = 100  # unpacked to packed
SMALL = 1 << 20  # a part below this may compress as well as it likes: it fills nothing
HEAD = 4096  # bytes of a part in which its root element must begin

ZIP = b"PK\x03\x04"
KINDS = {".xlsx": ZIP, ".ods": ZIP, ".xls": ole.MAGIC}
PLAIN = (".csv", ".txt", ".tsv")
FOREIGN = (ZIP, ole.MAGIC, b"MZ", b"\x7fELF", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
MARKUP = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
ELEMENT = re.compile(rb"<[A-Za-z_]")
MACRO_PARTS = re.compile(
    r"vbaproject|xl/macrosheets/|xl/activex/|^Basic/.+|^Scripts/.+", re.IGNORECASE
)
LINKED_PARTS = re.compile(r"xl/externallinks/|xl/connections\.xml|xl/embeddings/", re.IGNORECASE)
VBA_NAMES = {"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "MACROS"}
SEALED_NAMES = {"ENCRYPTEDPACKAGE", "ENCRYPTIONINFO"}

DAMAGE = (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error, struct.error)

MACROS = _("文件带有宏，请另存为不带宏的 .xlsx 后重试")
SEALED = _("文件设有打开密码，请在表格软件里取消密码、另存后重试")
LINKED = _("文件带有外部链接或嵌入文件，请断开链接、删去嵌入文件，另存后重试")
BROKEN = _("文件已损坏或不是表格，请用表格软件打开、另存后重试")
BOMB = _("文件解开后过大，可能是恶意文件；若确是台账，请分成几份或另存为 CSV 后重试")
MARKED = _("文件内部含有不应有的声明，可能是恶意文件；请用表格软件打开、另存后重试")


def check(path: Path) -> None:
    """Raises Explained with the first reason for which the file must not be opened."""
    suffix = path.suffix.lower()
    if suffix in (".xlsm", ".xlsb", ".xltm", ".xlam"):
        raise Explained(MACROS)
    if suffix not in KINDS and suffix not in PLAIN:
        raise Explained(_("只能导入 .xlsx、.xls、.ods、.csv 文件，请另存为其中一种"))
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError:
        raise Explained(_("打不开文件“{name}”，请检查它是否还在", name=path.name)) from None
    if size > MOST_BYTES:
        raise Explained(_("文件超过 {n} MB，请分成几份导入", n=MOST_BYTES >> 20))
    if suffix in PLAIN:
        _plain(path, start)
    elif start == ole.MAGIC:
        _old(path, suffix)
    elif start.startswith(ZIP) and KINDS[suffix] == ZIP:
        _zipped(path)
    else:
        raise _disguised(suffix)


def _disguised(suffix: str) -> Explained:
    return Explained(_("文件内容不是 {suffix} 格式，请用表格软件打开、另存后重试", suffix=suffix))


def _plain(path: Path, start: bytes) -> None:
    if start.startswith(FOREIGN):
        raise _disguised(path.suffix.lower())
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in path.read_bytes():
        raise _disguised(path.suffix.lower())


def _old(path: Path, suffix: str) -> None:
    """An .xlsx that begins as an OLE file is one with a password (MS-OFFCRYPTO)."""
    try:
        names = {name.upper() for name in ole.names(path.read_bytes())}
    except ole.Broken:
        raise Explained(BROKEN) from None
    if names & SEALED_NAMES:
        raise Explained(SEALED)
    if suffix != ".xls" or not names & {"WORKBOOK", "BOOK"}:
        raise _disguised(suffix)
    if names & VBA_NAMES:
        raise Explained(MACROS)


def _zipped(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if why := _too_much(parts) or _forbidden([part.filename for part in parts]):
                raise Explained(why)
            if any(part.flag_bits & 1 for part in parts):
                raise Explained(SEALED)
            if not _is_book(archive, path.suffix.lower()):
                raise _disguised(path.suffix.lower())
            for part in parts:
                _part(archive, part)
    except DAMAGE:
        raise Explained(BROKEN) from None


def _too_much(parts: list[ZipInfo]) -> Text | None:
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or total > MOST_BYTES:
        return BOMB
    if total > SMALL and total > packed * MOST_RATIO:
        return BOMB
    if any(p.file_size > max(SMALL, p.compress_size * MOST_RATIO) for p in parts):
        return BOMB
    return None


def _forbidden(names: list[str]) -> Text | None:
    if any(MACRO_PARTS.search(name) for name in names):
        return MACROS
    return LINKED if any(LINKED_PARTS.search(name) for name in names) else None


def _is_book(archive: ZipFile, suffix: str) -> bool:
    names = set(archive.namelist())
    if suffix == ".xlsx":
        return "[Content_Types].xml" in names and "xl/workbook.xml" in names
    return "content.xml" in names and "mimetype" in names


def _part(archive: ZipFile, part: ZipInfo) -> None:
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Explained(BROKEN)
    with archive.open(part) as file:
        head = file.read(HEAD)
        if head.startswith(ZIP):
            raise Explained(BOMB)
        if not part.filename.lower().endswith((".xml", ".rels")):
            return
        if MARKUP.search(head) or (head and not ELEMENT.search(head)):
            raise Explained(MARKED)  # UTF-16 has a zero after each "<" and ends here too
        if part.filename == "META-INF/manifest.xml" and b"encryption-data" in head + file.read():
            raise Explained(SEALED)
