"""Pictures that are more, or want more, than a picture."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from station_app.core.errors import Refused
from station_app.storage.blobs import MOST_BYTES, looks_like_photo, read_photo, tidy_photo

MARK = b"MARK-339901"


def jpeg(**more):
    out = io.BytesIO()
    Image.effect_noise((64, 48), 80).convert("RGB").save(out, "JPEG", **more)
    return out.getvalue()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("a.txt", MARK)
    return out.getvalue()


def png_chunk(kind, data):
    whole = kind + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


def png(*chunks):
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    raw = out.getvalue()
    return raw[:33] + b"".join(chunks) + raw[33:]


POLYGLOTS = {
    "an archive behind it": jpeg() + archive(),
    "a page with a script behind it": jpeg() + b"<html><script>" + MARK + b"</script>",
    "a program behind it": jpeg() + b"MZ" + MARK,
    "a remark with a script": jpeg(comment=b"<?php " + MARK + b" ?>"),
    "text in a PNG": png(png_chunk(b"tEXt", b"Author\0" + MARK)),
    "packed text in a PNG": png(png_chunk(b"zTXt", b"A\0\0" + zlib.compress(MARK * 50))),
    "a PDF behind it": png() + b"%PDF-1.7 " + MARK,
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_only_the_picture_is_kept_whatever_else_the_file_is(name):
    raw = POLYGLOTS[name]
    assert MARK in raw or "packed" in name
    kept = tidy_photo(raw)
    assert MARK not in kept
    assert zlib.compress(MARK * 50)[2:12] not in kept
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert Image.open(io.BytesIO(kept)).format == "JPEG"


def test_where_a_picture_was_taken_is_not_kept():
    exif = Image.Exif()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (31.0, 13.0, 49.0), "E", (121.0, 28.0, 25.0)
    exif[0x010E] = MARK.decode()
    raw = jpeg(exif=exif)
    assert Image.open(io.BytesIO(raw)).getexif().get_ifd(0x8825)[2] == (31.0, 13.0, 49.0)
    kept = Image.open(io.BytesIO(tidy_photo(raw)))
    assert not kept.getexif()
    assert not kept.getexif().get_ifd(0x8825)
    assert {"exif", "comment", "icc_profile", "xmp"} & set(kept.info) == set()


@pytest.mark.parametrize("raw", [b"GIF89a" + bytes(99), b"II*\0" + bytes(99), b"%!PS-Adobe",
                                 b"<svg xmlns='x'/>", b"\0\0\1\0", b"qoif", b"8BPS"])  # fmt: skip
def test_other_decoders_are_never_reached(raw):
    assert not looks_like_photo(raw)
    with pytest.raises(Refused, match="不是照片"):
        tidy_photo(raw)


BOMB = """
import io, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700 << 20,) * 2)
from station_app.core.errors import Refused
from station_app.storage import blobs
if sys.argv[1] == "bare":
    blobs.MOST_PIXELS = 10**12
    from PIL import Image
    Image.MAX_IMAGE_PIXELS = None
try:
    blobs.tidy_photo(sys.stdin.buffer.read())
except Refused:
    print("refused")
except MemoryError:
    print("all memory")
"""


def bomb(side=14_000):
    """196 million pixels in 200 KB."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    packer = zlib.compressobj(9)
    line = bytes(1 + 3 * side)
    body = b"".join(packer.compress(line) for _n in range(side)) + packer.flush()
    start = b"\x89PNG\r\n\x1a\n"
    return start + header + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")


def test_a_picture_that_wants_all_memory_is_refused_before_it_is_decoded():
    raw = bomb()
    assert len(raw) < 1 << 20

    def opened(how):
        done = subprocess.run([sys.executable, "-c", BOMB, how], input=raw, capture_output=True,
                              cwd=Path(__file__).parents[2], check=False)  # fmt: skip
        return done.stdout.decode().strip()

    assert opened("bare") == "all memory"
    assert opened("guarded") == "refused"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and devices of POSIX")
def test_a_file_without_end_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").symlink_to("/dev/zero")
    with (tmp_path / "c.jpg").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        with pytest.raises(Refused, match="64 MB"):
            read_photo(tmp_path / name)
    (tmp_path / "d.jpg").write_bytes(jpeg())
    assert looks_like_photo(read_photo(tmp_path / "d.jpg"))
