"""A template is read in a process of its own, under the importer's limits: it may die there."""

from __future__ import annotations

import json
import traceback
from multiprocessing import get_context
from multiprocessing.connection import Connection

from station_app.core.errors import Explained
from station_app.core.limits import SECONDS, limit
from station_app.core.texts import Text, _
from station_app.printing.county.template import Template, outline, read

MOST_BYTES = 32 << 20  # some carry whole fonts for their fields
ENDED = _("读取模板时内存或时间超限，已停止；请用 PDF 软件另存一份较小的再试")


class ReaderFailed(RuntimeError):
    """A bug of ours in the child: where it happened, without what was read."""


def read_guarded(pdf: bytes) -> Template:
    """The template with nothing placed yet. Raises Explained."""
    if len(pdf) > MOST_BYTES:
        raise Explained(_("模板文件超过 {n} MB", n=MOST_BYTES >> 20))
    if b"%PDF-" not in pdf[:1024]:
        raise Explained(_("这个文件不是 PDF"))
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_child, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    try:
        return _asked(ours, pdf)
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


def _asked(pipe: Connection, pdf: bytes) -> Template:
    try:
        pipe.send_bytes(pdf)
        if not pipe.poll(SECONDS):
            raise Explained(ENDED)
        answer = json.loads(pipe.recv_bytes())
        if "bug" in answer:
            raise ReaderFailed(answer["bug"])
        if "msgid" in answer:
            raise Explained(Text(answer["msgid"], tuple((n, v) for n, v in answer["args"])))
        return read(pipe.recv_bytes(), answer["outline"])
    except (EOFError, OSError):
        raise Explained(ENDED) from None


def _child(pipe: Connection) -> None:
    limit()
    try:
        pdf = pipe.recv_bytes()
        from station_app.printing.county import guard  # only the child pays for the parser

        template = guard.read_template(pdf)
        _send(pipe, {"outline": outline(template)})
        pipe.send_bytes(template.pdf)
    except Explained as error:
        _send(pipe, {"msgid": error.text.msgid, "args": error.text.args})
    except (EOFError, BrokenPipeError, MemoryError):
        return  # nobody listens any more, or the end of the pipe says enough
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__))
        _send(pipe, {"bug": f"{where}{type(error).__name__}"})  # its message may name people
    finally:
        pipe.close()


def _send(pipe: Connection, answer: object) -> None:
    pipe.send_bytes(json.dumps(answer, ensure_ascii=False).encode())
