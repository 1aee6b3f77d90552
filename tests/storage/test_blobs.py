from __future__ import annotations

import hashlib
import io
import os
import random
import struct
import zlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from station_app.core.errors import Damaged, Refused
from station_app.storage.blobs import Blob, FileBlobs, TableBlobs, damaged, tidy_photo

DEK = bytearray(range(32))
SCAN = "339901 的扫描件：张三".encode() * 50
SOON, LONG_AGO = timedelta(hours=1), timedelta(days=2)


@pytest.fixture
def folder(tmp_path):
    return FileBlobs(tmp_path, DEK)


@pytest.fixture
def table(postgresql):
    name = f"b{uuid4().hex}"
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    admin.dispose()
    engine = create_engine(postgresql.replace("/postgres?", f"/{name}?"))
    Blob.metadata.create_all(engine, [Blob.__table__])
    with Session(engine) as session:
        yield TableBlobs(session, DEK)
    engine.dispose()


@pytest.fixture(params=["folder", "table"])
def blobs(request):
    return request.getfixturevalue(request.param)


def now():
    return datetime.now(UTC)


def test_what_is_put_is_had_again_by_the_hash_of_its_content(blobs):
    sha = blobs.put(SCAN)
    assert sha == hashlib.sha256(SCAN).hexdigest()
    assert blobs.get(sha) == SCAN
    assert blobs.get(blobs.put(b"")) == b""


def test_the_same_photograph_is_stored_once(blobs):
    assert blobs.put(SCAN) == blobs.put(SCAN)
    assert len(blobs.orphans([])) == 1


def test_check_finds_what_is_missing_and_what_nobody_names(blobs):
    kept, left = blobs.put(SCAN), blobs.put(b"left over")
    absent = hashlib.sha256(b"never put").hexdigest()
    assert list(damaged(blobs, [kept, absent])) == [absent]
    assert len(blobs.orphans([kept])) == 1
    assert blobs.sweep([kept], now() + SOON) == 1
    assert blobs.get(kept) == SCAN
    assert list(damaged(blobs, [kept, left])) == [left]
    with pytest.raises(Damaged, match="不在原处"):
        blobs.get(left)


def test_a_blob_whose_record_may_be_on_its_way_is_not_swept(blobs):
    sha = blobs.put(SCAN)
    assert blobs.sweep([], now() - SOON) == 0
    assert blobs.get(sha) == SCAN


def test_putting_an_old_orphan_again_makes_it_young(folder):
    sha = folder.put(SCAN)
    long_ago = (now() - LONG_AGO).timestamp()
    os.utime(stored(folder), (long_ago, long_ago))
    folder.put(SCAN)
    assert folder.sweep([], now() - SOON) == 0
    assert folder.get(sha) == SCAN


def stored(folder):
    (path,) = (p for p in (folder.home / "blobs").rglob("*") if p.is_file())
    return path


def test_neither_names_nor_contents_of_the_files_tell_anything(folder):
    sha = folder.put(SCAN)
    path = stored(folder)
    assert "张三".encode() not in path.read_bytes()
    assert sha[:8] not in str(path.relative_to(folder.home))
    assert path.relative_to(folder.home).parts[0] == "blobs"


def test_the_rows_of_the_table_are_encrypted(table):
    table.put(SCAN)
    assert "张三".encode() not in table.session.scalar(text("select content from blob"))


def test_a_damaged_file_is_never_shown_and_putting_it_again_heals_it(folder):
    sha = folder.put(SCAN)
    path, good = stored(folder), stored(folder).read_bytes()
    for n in (0, 5, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:n] + bytes([good[n] ^ 1]) + good[n + 1 :])
        with pytest.raises(Damaged, match="已损坏"):
            folder.get(sha)
    path.write_bytes(good[:3])
    with pytest.raises(Damaged, match="已损坏"):
        folder.get(sha)
    folder.put(SCAN)
    assert folder.get(sha) == SCAN


def test_one_file_in_the_place_of_another_is_noticed(folder):
    one = folder.put(SCAN)
    path = stored(folder)
    two = folder.put(b"another")
    other = next(p for p in (folder.home / "blobs").rglob("*") if p.is_file() and p != path)
    path.write_bytes(other.read_bytes())
    with pytest.raises(Damaged):
        folder.get(one)
    assert folder.get(two) == b"another"


def test_a_half_written_file_of_a_crash_is_swept(folder):
    sha = folder.put(SCAN)
    stored(folder).with_suffix(".part").write_bytes(b"half")
    assert folder.sweep([sha], now() + SOON) == 1
    assert folder.get(sha) == SCAN


def photo(size=(2000, 1000), form="JPEG", mode="RGB", colour="red", **more):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP"])
def test_a_photograph_becomes_a_small_jpeg(form):
    tidy = Image.open(io.BytesIO(tidy_photo(photo(form=form))))
    assert (tidy.format, tidy.size, tidy.mode) == ("JPEG", (1280, 640), "RGB")


def test_a_small_photograph_is_not_blown_up():
    assert Image.open(io.BytesIO(tidy_photo(photo((358, 441))))).size == (358, 441)


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "I;16")])
def test_unusual_colours_are_read(form, mode):
    tidy = tidy_photo(photo((40, 30), form, mode, 0))
    assert Image.open(io.BytesIO(tidy)).mode == "RGB"


def test_what_is_transparent_becomes_white():
    tidy = tidy_photo(photo((40, 30), "PNG", "RGBA", (0, 0, 0, 0)))
    assert Image.open(io.BytesIO(tidy)).getpixel((5, 5)) == (255, 255, 255)


def test_position_camera_and_remarks_are_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "CAMERA-MAKER"  # lies on its side
    exif.get_ifd(0x8825)[1] = "N"  # position
    raw = photo(exif=exif, comment=b"SECRET-REMARK", icc_profile=b"SECRET-PROFILE")
    assert all(mark in raw for mark in (b"CAMERA-MAKER", b"SECRET-REMARK", b"SECRET-PROFILE"))
    tidy = tidy_photo(raw)
    assert not any(mark in tidy for mark in (b"CAMERA", b"SECRET", b"Exif"))
    shown = Image.open(io.BytesIO(tidy))
    assert shown.size == (640, 1280)
    assert not shown.getexif()


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"GIF89a", b"MZ\x90", b"<svg/>"])
def test_only_photographs_are_taken(raw):
    with pytest.raises(Refused, match="不是照片"):
        tidy_photo(raw)


def huge_png(side):
    """A few bytes that claim side x side pixels."""

    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("side", [6400, 10_000, 60_000])
def test_a_picture_too_large_to_open_is_refused_before_it_is_opened(side):
    with pytest.raises(Refused, match="4000 万像素"):
        tidy_photo(huge_png(side))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP"])
def test_a_damaged_photograph_is_tidied_or_refused_with_a_sentence(form):
    chance = random.Random(339901)
    whole = photo((200, 100), form)
    with pytest.raises(Refused, match="不完整"):
        tidy_photo(whole[: len(whole) // 2])
    outcomes = {outcome(harm(whole, chance)) for _try in range(150)}
    assert outcomes <= {"tidied", "refused"}


def harm(whole, chance):
    harmed = bytearray(whole)
    for _hit in range(4):
        harmed[chance.randrange(4, len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def outcome(raw):
    """Anything but a refusal passes through and fails the test."""
    try:
        return "tidied" if tidy_photo(raw).startswith(b"\xff\xd8\xff") else "no JPEG"
    except Refused:
        return "refused"
