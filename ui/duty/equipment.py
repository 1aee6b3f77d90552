"""装备清单: what is counted at every hand-over, a thing a line."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from station_app.core.kinds import Words
from station_app.core.register import Field
from station_app.core.texts import Shown, _
from station_app.duty import equipment
from station_app.duty.equipment import Thing, as_typed
from ui.kit.text import words
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.work import Route, Work

THINGS = Field(
    name="things",
    label=_("装备和应有数目"),
    kind=Words(lines=12, longest=4000),
    required=True,
    help=_("每行一种，如 对讲机 6；不写数目为 1"),
)


class EquipmentPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        save = QPushButton(words(_("保存（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        save.setVisible(work.may("set-equipment"))
        self.head(self.title, save)
        self.form = asking(work, _("交接班装备清单"), [THINGS])
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.form.setEnabled(work.may("set-equipment"))
        self.column.addWidget(self.form, 1)
        self.column.addWidget(self.quiet(_("由所领导维护；每次交接班逐项清点，双方核对")))
        self.setFocusProxy(self.form)
        work.read("equipment", equipment.equipment, self._show, self)

    @property
    def title(self) -> Shown:
        return _("交接班装备清单")

    def _show(self, things: tuple[Thing, ...]) -> None:
        self.form.load({THINGS.name: as_typed(things)})

    def press_save(self) -> None:
        given, problems = self.form.draft(self.work.desk.now())
        if self.work.may("set-equipment") and not problems:
            typed = given[THINGS.name]
            self.work.act(
                "set-equipment",
                lambda act: equipment.set_equipment(act, typed),
                lambda things: self._saved(len(things)),
                self,
            )

    def _saved(self, n: int) -> None:
        self.work.back()
        self.work.say(_("已保存，共 {n} 种", n=n))
