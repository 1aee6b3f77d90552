"""What a record page says of the exchange; nothing where there is none."""

from __future__ import annotations

from uuid import UUID

from station_app.core.texts import Shown, _
from station_app.sync.marks import Marks, marks
from ui.pages.work import Work

NONE = Marks()


def marked(work: Work, id: UUID) -> Marks:
    """On the database thread."""
    if not (work.exchanging and work.may("exchange-status")):
        return NONE
    with work.desk.view("exchange-status") as view:
        return marks(view, id)


def said(found: Marks) -> Shown:
    waiting = _("待上报 {n} 项", n=found.waiting) if found.waiting else ""
    differing = _("数据不一致待处理 {n} 项", n=found.cases) if found.cases else ""
    if waiting and differing:
        return _("{one}　{other}", one=differing, other=waiting)
    return differing or waiting
