"""What was changed, when and by whom; and, for the chief, who has looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from station_app.access import records
from station_app.access.log import Look, who_looked
from station_app.access.log import event_title as event
from station_app.access.purposes import PURPOSES
from station_app.access.roles import ROLE_TITLES
from station_app.core.kinds import Ref
from station_app.core.register import Field
from station_app.core.show import moment, show_plain
from station_app.core.texts import Shown, Text, _
from station_app.storage.log import REASON, Version
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

KINDS = {
    "file": _("登记"),
    "amend": _("修改"),
    "state": _("办理"),
    "withdraw": _("作废"),
    "restore": _("恢复"),
    "merge": _("合并"),
    "unmerge": _("拆分"),
    "distinct": _("确认非同一人"),
    "undistinct": _("撤销非同一人认定"),
    "resolve": _("处理数据不一致"),
    "move": _("移交"),
    "pulled": _("县局下发"),
}


class History(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        self.head(_("变更记录"))
        columns = (_("项目"), _("原值"), _("新值"))
        self.sheet = Sheet(_("变更记录"), columns, stretch=2)
        self.column.addWidget(self.sheet, 1)
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("变更记录")

    def press_refresh(self) -> None:
        register, id = self.register, self.route.id
        if id is not None:
            self.work.look(
                f"history:{register.name}",
                lambda act: records.history(act, register, id),
                self._show,
                self,
            )

    def _show(self, versions: Sequence[Version]) -> None:
        self.sheet.show_rows([row for v in reversed(versions) for row in self._rows(v)])

    def _rows(self, version: Version) -> Iterator[Row]:
        yield Row((self._heading(version),))
        for at, (name, (before, after)) in enumerate(version.changes.items()):
            field = self.register.by_name.get(name)
            if field is None:
                yield Row((REST.get(name, name), "", str(after or "")), (version.revision, at))
            else:
                texts = (field.label, _shown(field, before), _shown(field, after))
                yield Row(texts, (version.revision, at))

    def _heading(self, version: Version) -> Text:
        at, officer = moment(version.at), version.officer
        if version.kind == "pulled":
            return _(
                "县局 第 {n} 号   {at}   {officer}", n=version.seq or 0, at=at, officer=officer
            )
        kind = KINDS.get(version.kind, Text(version.kind))
        n = version.revision
        said = _("第 {n} 版   {at}   {officer}   {kind}", n=n, at=at, officer=officer, kind=kind)
        if not self.work.exchanging or version.seq:
            return said
        state = _("待上报") if version.seq is None else _("未被县局接受")
        return _("{said}   {state}", said=said, state=state)


REST = {
    "~withdrawn": _("是否作废"),
    "~kept": _("是否合并"),
    REASON: _("原因"),
    "kept_id": _("合并到"),
    "other_id": _("另一条记录"),
}


def _shown(field: Field, plain: Any) -> Shown:
    if isinstance(field.kind, Ref):
        return _("（另一条记录）") if plain else ""
    return show_plain(field.kind, plain)


class Who(Page):
    """被查询记录."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("被查询记录"))
        self.count = label("…")
        tone(self.count, Tone.QUIET)
        self.column.addWidget(self.count)
        columns = (
            _("时间"),
            _("账号"),
            _("角色"),
            _("做了什么"),
            _("查询事由"),
            _("依据"),
            _("说明"),
        )
        self.sheet = Sheet(_("被查询记录"), columns, stretch=5)
        self.column.addWidget(self.sheet, 1)
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("被查询记录")

    def press_refresh(self) -> None:
        if (id := self.route.id) is not None:
            self.work.look("who-looked", lambda act: who_looked(act, id), self._show, self)

    def _show(self, looks: Sequence[Look]) -> None:
        officers = len({look.officer for look in looks})
        self.count.setText(
            words(_("{n} 次，{m} 个账号；列表中的遮蔽显示不计", n=len(looks), m=officers))
        )
        self.sheet.show_rows([Row(_line(look), at) for at, look in enumerate(looks)])


def _line(look: Look) -> tuple[Shown, ...]:
    purpose = PURPOSES.get(look.purpose, look.purpose)
    return (
        moment(look.at),
        look.officer,
        ROLE_TITLES.get(look.role, look.role),
        event(look.event),
        _("{purpose}（自主查询）", purpose=purpose) if look.free else purpose,
        look.reference,
        look.explanation,
    )
