"""Why a paper is printed once more: a code, and words where the code says too little. Pure."""

from __future__ import annotations

from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.identity.codes import TABLES

TABLE = "reprint_reason"
OTHER = "other"


def read_reason(typed: str) -> tuple[str | None, str]:
    """Code and words of what was typed: `lost`, `原件遗失`, `原件遗失：搬家时`, or words alone.

    Raises Refused where the other reason is not said.
    """
    head, _colon, words = typed.strip().replace(":", "：", 1).partition("：")
    code = {**{code: code for code in TABLES[TABLE]}, **_by_label()}.get(head.strip())
    if code is None:
        return (OTHER, typed.strip()) if typed.strip() else (None, "")
    if code == OTHER and not words.strip():
        raise Refused(_("请写明补打的其他原因"))
    return code, words.strip()


def _by_label() -> dict[str, str]:
    return {label: code for code, label in TABLES[TABLE].items()}
