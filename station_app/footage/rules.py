"""What a request for footage says; it is a record of asking and holds no footage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.texts import _
from station_app.footage.records import APPROVED, ASKED, COPIED

SAID = (
    *("asked_by", "asker", "paper_number", "ground", "case_number", "site"),
    *("decided_by", "refusal", "handed_to", "note"),
)
A_WAY_THERE = re.compile(  # an address of the net, a folder of any system, the name of a file
    r"://|www\.|\\|^[a-z]:|(?:^|[\s(（：:])(?:~|\.{1,2})?/\w+/"
    r"|\.(?:mp4|avi|mov|mkv|flv|wmv|rmvb|mpe?g|m4v|ts|ps|dav|264|265|h26[45]|vob|3gp|webm"
    r"|jpe?g|png|bmp|gif)\b|data:",
    re.IGNORECASE,
)


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"asked_on": day_of(values["asked_at"])} if values.get("asked_at") else {}


def check(request: Any, today: date) -> Iterator[Problem]:
    for name in ("asked_at", "since", "until", "handed_at"):
        if (at := getattr(request, name)) and day_of(at) > today:
            yield Problem(name, _("时间在今天之后"))
    if request.until <= request.since:
        yield Problem("until", _("结束时间须晚于开始时间"))
    if not (request.place_id or request.site):
        yield Problem("site", _("请写明调取哪里的视频"))
    if request.result == COPIED and not request.handed_to:
        yield Problem("handed_to", _("已调取的，请写明交给谁"))
    for name in SAID:
        if leads_to_a_file(getattr(request, name)):
            yield Problem(name, _("这里只记调取情况，不存视频，也不写文件名、路径或者网址"))


def leads_to_a_file(text: str | None) -> bool:
    return bool(text and A_WAY_THERE.search(text))


def is_asked(request: Any) -> bool:
    return bool(request.state == ASKED)


def is_approved(request: Any) -> bool:
    return bool(request.state == APPROVED)
