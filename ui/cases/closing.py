"""结案: the list of what is done and what is missing, each with its article, and the end itself."""

from __future__ import annotations

from station_app.access.action import Done
from station_app.cases.ending import is_explained
from station_app.core.texts import Shown, Text, _
from station_app.identity import codes
from station_app.workflows.desk.closing import Asked, Checklist, checklist
from ui.kit.text import label
from ui.kit.theme import Tone, tone
from ui.pages.action import ActionPage
from ui.pages.own_purpose import bring_purpose
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("办理情况"), _("事项"), _("处理决定"), _("依据"))
LIST, WAYS, MIND = _("结案检查单"), _("结案方式"), _("请注意")


class ClosingPage(ActionPage):
    """What is missing stands first; a case that is closed is sealed, and so left at once."""

    def __init__(self, work: Work, route: Route) -> None:
        bring_purpose(work, "CASE", _("办理案件"))
        super().__init__(work, route)
        self.sheet = Sheet(LIST, COLUMNS, stretch=1)
        at = self.column.indexOf(self.form)
        self.column.insertWidget(at, self.sheet, 3)
        after = label(
            _("结案后案件及有关记录即予封存，以后查阅须申请（《治安管理处罚法》第一百三十六条）")
        )
        tone(after, Tone.ASK)
        self.column.addWidget(after)
        self.press_refresh()

    def press_refresh(self) -> None:
        if (id := self.route.id) is not None:
            self.work.read("case-checklist", lambda view: checklist(view, id), self._show, self)

    def _show(self, found: Checklist) -> None:
        asked = sorted(found.lines, key=lambda each: each.line.met)
        rows = [Row((LIST,)), *map(_line, asked), Row((WAYS,)), *map(_way, found.kinds)]
        if found.cautions:
            rows += [Row((MIND,)), *(Row(("", why, whose), why) for whose, why in found.cautions)]
        self.sheet.show_rows(rows)
        natural = [k for k, why in found.kinds if why is None and not is_explained(k)]
        if len(natural) == 1:
            self.form.offer({"close_kind": natural[0]})

    def _done(self, done: Done) -> None:
        self.work.last_act = done.act_id
        self.work.leave_to("list", "cases")
        self.work.changed.emit(done.changes)
        self.work.say(_("已结案，案件及有关记录已封存"))


def _line(asked: Asked) -> Row:
    line = asked.line
    done: Shown = _("已办") if line.met else _("缺")
    mark = Tone.QUIET if line.met else Tone.RED
    return Row((done, line.title, asked.of, line.article), line, "", mark, 1)


def _way(way: tuple[str, Text | None]) -> Row:
    kind, why = way
    label_of = Text(codes.label("case_close", kind))
    can: Shown = _("可以") if why is None else _("不能")
    tip: Shown = why or (_("须写明情况") if is_explained(kind) else "")
    return Row((can, label_of, "", tip), kind, tip, Tone.PLAIN if why is None else Tone.QUIET)
