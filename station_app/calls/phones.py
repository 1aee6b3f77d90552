"""Telephones that who reported may call: of the handlers, and for complaints (接报案规定 四)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import settings

SETTING = "reporters' telephones"
NATIONAL = "12389"  # line for complaints about public security organs
NUMBER = re.compile(r"[\d\-－转 ]{3,24}")


@dataclass(frozen=True, slots=True)
class Telephones:
    """`office` blank: written on the receipt by hand. Never an officer's own."""

    office: str = ""
    complaints: str = NATIONAL


@service(right="ask-by-code", audit=None)
def told(view: View) -> Telephones:
    return telephones(view)


def telephones(view: View) -> Telephones:
    held = settings.get(view.session, SETTING)
    return Telephones(**json.loads(held)) if held else Telephones()


@service(right="set-telephones", audit="telephones changed")
def set_telephones(act: Act, office: str, complaints: str) -> Telephones:
    """Raises Refused."""
    kept = Telephones(office.strip(), complaints.strip() or NATIONAL)
    for number in filter(None, (kept.office, kept.complaints)):
        if not NUMBER.fullmatch(number):
            raise Refused(_("这不是电话号码：{number}", number=number))
    body = {"office": kept.office, "complaints": kept.complaints}
    settings.put(act.session, SETTING, json.dumps(body, ensure_ascii=False))
    return kept
