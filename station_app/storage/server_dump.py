"""A PostgreSQL database as one encrypted file, by the server's own pg_dump and pg_restore.

What pg_dump writes is encrypted as it comes, in chunks under the key of the backup, and never lies
on a disk in the clear; the password of the database is given in the environment. A dump is read
back by pg_restore, data and all, before it counts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import make_url

from station_app.core.errors import Damaged, Refused
from station_app.core.progress import Progress
from station_app.core.texts import _
from station_app.storage.backup_file import BACKUP_DAMAGED, CHUNK, DUMP
from station_app.storage.durable import private
from station_app.storage.server_url import arguments

LENGTH = 4  # bytes before each sealed chunk
TAG = 16  # bytes that sealing adds
WHOLE = ("--format=custom", "--no-owner", "--no-privileges")


def dump(url: str, key: bytes, to: Path, progress: Progress) -> None:
    """Raises Refused where there is no pg_dump, or the server does not let it read."""
    running = _running("pg_dump", url, *WHOLE, stdout=subprocess.PIPE)
    with open(to, "xb", opener=private) as file, running as (_in, out):
        for sealed in _sealed(out, AESGCM(key)):
            file.write(sealed)
            progress.on(len(sealed))
        file.flush()
        os.fsync(file.fileno())


def prove(file: IO[bytes], key: bytes) -> None:
    """That all of it can be put back. Raises Damaged."""
    try:
        _pour(file, key, "pg_restore", "", f"--file={os.devnull}")
    except Refused:
        raise Damaged(BACKUP_DAMAGED) from None


def put_back(file: IO[bytes], key: bytes, url: str) -> None:
    """Into an empty database: all of it or nothing. Raises Refused, Damaged."""
    whole = "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"
    _pour(file, key, "pg_restore", url, *whole)


def _pour(file: IO[bytes], key: bytes, program: str, url: str, *words: str) -> None:
    with _running(program, url, *words, stdin=subprocess.PIPE) as (into, _out):
        for chunk in _opened(file, AESGCM(key)):
            with suppress(BrokenPipeError):  # how it ended says why
                into.write(chunk)


def _sealed(out: IO[bytes], box: AESGCM) -> Iterator[bytes]:
    """Each chunk with its length; which is the last is part of what is sealed."""
    chunk, number = out.read(CHUNK), 0
    while True:
        following = out.read(CHUNK) if chunk else b""
        sealed = box.encrypt(number.to_bytes(12), chunk, _bound(last=not following))
        yield len(sealed).to_bytes(LENGTH) + sealed
        if not following:
            return
        chunk, number = following, number + 1


def _opened(file: IO[bytes], box: AESGCM) -> Iterator[bytes]:
    """Raises Damaged where a chunk was changed, moved or cut off."""
    number, head = 0, file.read(LENGTH)
    while True:
        size = int.from_bytes(head)
        sealed = file.read(size) if size <= CHUNK + TAG else b""
        head = file.read(LENGTH)
        try:
            yield box.decrypt(number.to_bytes(12), sealed, _bound(last=not head))
        except (InvalidTag, ValueError):
            raise Damaged(BACKUP_DAMAGED) from None
        number += 1
        if not head:
            return


def _bound(*, last: bool) -> bytes:
    return f"{DUMP} {'last' if last else 'more'}".encode()


@contextmanager
def _running(
    program: str, url: str, *words: str, stdin: int = subprocess.DEVNULL, stdout: int | None = None
) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    found = shutil.which(program)
    if found is None:
        raise Refused(
            _(
                "本机没有 {program}，不能备份或恢复 PostgreSQL 数据库："
                "请安装 PostgreSQL 客户端程序（版本不低于服务器），或由服务器管理员备份",
                program=program,
            )
        )
    process: Any = subprocess.Popen(  # noqa: S603  # our own words; the password is in the environment
        [found, *words, *_address(url)],
        env=os.environ | _secrets(url),
        stdin=stdin,
        stdout=stdout or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process.stdin, process.stdout
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        why = process.stderr.read().decode(errors="replace").strip()
        if process.wait() != 0:
            first = why.splitlines()[0] if why else ""
            raise Refused(_("{program} 没有完成：{why}", program=program, why=first))
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _address(url: str) -> list[str]:
    if not url:
        return []
    plain = make_url(url).set(drivername="postgresql", password=None)
    tls = arguments(url).get("sslmode")
    if tls:
        plain = plain.update_query_dict({"sslmode": tls})
    return [f"--dbname={plain.render_as_string()}", "--no-password"]


def _secrets(url: str) -> dict[str, str]:
    password = make_url(url).password if url else None
    return {"PGPASSWORD": str(password)} if password else {}
