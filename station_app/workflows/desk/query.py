"""What who reported at the counter is told by the code of his receipt, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.roles import ROLE_TITLES
from station_app.access.service import service
from station_app.calls.phones import telephones
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.calls.service import CODE_LENGTH, SIGNS
from station_app.core.errors import Absent, Refused
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.storage.own_tables import Officer

COUNTER = "COUNTER"
CODE = re.compile(rf"[{SIGNS}]{{{CODE_LENGTH}}}")
UNDER_WAY = _("已登记，正在办理")


@dataclass(frozen=True, slots=True)
class Answer:
    """`post` is what the handler is, never his name; `telephone` that of the office."""

    state: Shown
    post: Shown
    telephone: str = ""

    @property
    def said(self) -> Text:
        call = _("电话 {n}", n=self.telephone) if self.telephone else _("电话见回执")
        return _("{state}；经办：{post}；{call}", state=self.state, post=self.post, call=call)


def tidy(typed: str) -> str:
    """The code as it is stored, or blank where this cannot be one."""
    code = re.sub(r"[\s\-－]", "", typed).upper()
    return code if CODE.fullmatch(code) else ""


@service(right="ask-by-code", purpose=True, audit="asked by query code")
def by_code(act: Act, typed: str) -> Answer:
    """The whole code alone, at the counter. Raises Refused, Absent."""
    if act.purpose is None or act.purpose.code != COUNTER:
        raise Refused(_("查询码只在窗口办理时使用"))
    query = select(Call).where(Call.query_code == tidy(typed), Call.withdrawn_at.is_(None))
    found = act.all(query) if tidy(typed) else []
    if not found:
        raise Absent(_("没有这个查询码，请核对回执"))
    [call] = found
    act.touch(CALLS.name, call.id)
    state = show(CALLS["disposal"].kind, call.disposal) if call.disposal else UNDER_WAY
    roles = act.all(select(Officer.role).where(Officer.name == call.officer))
    post = ROLE_TITLES[roles[0]] if roles else ROLE_TITLES["officer"]
    return Answer(state, post, telephones(act).office)
