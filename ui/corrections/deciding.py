"""The head of the office decides on a leave or a visitor: all of it before his eyes, one key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.register import Register
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.leaves.register import LEAVES, PERMITS
from station_app.registers import ACTIONS
from ui.corrections.told import WHY
from ui.kit.text import words
from ui.pages.decision import Decision
from ui.pages.giving import title
from ui.pages.own_purpose import bring_purpose
from ui.pages.work import Route, Work

TOLD: Mapping[str, tuple[str, ...]] = {  # register → the fields by which it is decided
    LEAVES.name: (
        *("reason", "details", "destination", "since", "until", "days", "total"),
        *("proof", "asked_on", "assisting", "entered_by"),
    ),
    PERMITS.name: ("kind", "whom", "place", "since", "until", "reason", "escort", "entered_by"),
}
PAPERS = {LEAVES.name: "leave_certificate", PERMITS.name: "contact_approval"}


class OfficeDecision(Decision):
    """Ctrl+S approves and goes on to the paper; a refusal needs its written ground."""

    def __init__(self, work: Work, route: Route) -> None:
        bring_purpose(work, "CORRECTION", WHY)
        self.of: Register = work.desk.registers[route.register]
        self.action: Action = ACTIONS[route.register]["approve"]
        super().__init__(work, route, self.action.title, _("批准（Ctrl+S）"))
        refuse = ACTIONS[route.register]["refuse"]
        self.refused_by(refuse.right, partial(_refuse, refuse))
        self.column.addWidget(
            self.quiet(_("有正当理由的应当批准；不批准的须写明理由（《社区矫正法》第二十七条）"))
        )
        self.column.addStretch()
        self.setFocusProxy(self.findChildren(QPushButton)[0])
        self._read()

    def _read(self) -> None:
        work, id = self.work, self.route.id
        if id is None:
            return

        def job() -> tuple[str, str]:
            record: Any = work.shown(self.of, id).record
            return title(work, "corrections", record.supervision_id), words(told(self.of, record))

        work.ask(job, self._show, self)

    def _show(self, read: tuple[str, str]) -> None:
        whom, said = read
        self.what.setText(f"{whom}\n\n{said}")

    def press_save(self) -> None:
        if (id := self.route.id) is not None:
            self.work.act(
                self.action.right,
                lambda act: self.action.run(act, id, {"on": None}),
                self._approved,
                self,
                self._not,
            )

    def _approved(self, _ids: Sequence[UUID]) -> None:
        if self.isVisible():
            name = self.route.register
            self.work.replace("print", name, self.route.id, action=PAPERS[name])
        self.work.say(_("已批准；Enter 打印"))


def told(register: Register, record: Any) -> Text:
    """One line a field, blank ones left out."""
    lines: list[Shown] = []
    for name in TOLD[register.name]:
        field = register[name]
        if shown := show(field.kind, getattr(record, name)):
            lines.append(_("{name}：{value}", name=field.label, value=shown))
    return Text("\n".join(map(words, lines)))


def _refuse(action: Action, act: Act, id: UUID, why: str) -> None:
    action.run(act, id, {"refusal": why, "on": None})
