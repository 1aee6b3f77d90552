"""期限规则: every term of law with its source; local ones are changed by the chief as ordered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QPushButton

from station_app.access import rulebook
from station_app.access.rulebook import Kept
from station_app.clocks.due import STANDING, length
from station_app.clocks.rule import Place, Rule, Unit
from station_app.clocks.versions import LONGEST, Version
from station_app.core.kinds import Code, Count, Day, Flag, Words
from station_app.core.records import Changes
from station_app.core.register import Field
from station_app.core.texts import Shown, Text, _
from station_app.storage.own_tables import LocalRule
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.rule_change import Changing
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("期限事项"), _("规定"), _("适用"), _("起算"), _("性质"), _("施行日期"), _("依据"))
VERSIONS = (_("施行日期"), _("失效日期"), _("规定"), _("顺延"), _("依据"), _("登记"), _("撤销"))
PLACES: dict[str, Shown] = {"": "", "city": _("城市"), "country": _("农村")}
ASKED = (
    Field(
        name="valid_from",
        label=_("施行日期"),
        kind=Day(),
        required=True,
        help=_("这一天起发生的事按新规定，以前的仍按原来的规定"),
    ),
    Field(name="length", label=_("期限长短"), kind=Count(_("数"), most=LONGEST), required=True),
    Field(name="unit", label=_("单位"), kind=Code("term_unit"), required=True),
    Field(name="roll", label=_("末日为休息日的顺延"), kind=Flag(), help=_("不填为不顺延")),
    Field(name="issuer", label=_("发文机关"), kind=Words(longest=60), required=True),
    Field(name="number", label=_("文号"), kind=Words(longest=60), required=True),
)


class Rules(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        holidays = QPushButton(words(_("放假安排…")))
        holidays.clicked.connect(lambda: work.go("holidays"))
        self.head(self.title, holidays)
        self.sheet = Sheet(_("期限规则"), COLUMNS, stretch=6)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        said = _("Enter 查看一项期限的各个版本；地方规定由所领导按发文改定，全国性规定只供查看")
        self.column.addWidget(self.quiet(said))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("期限规则")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("rulebook", rulebook.rules, self._show, self)

    def _open(self, key: tuple[str, str]) -> None:
        self.work.go("rule", rule=key[0], place=key[1])

    def _show(self, kept: Sequence[Kept]) -> None:
        self.sheet.show_rows(list(self._rows(kept)))

    def _rows(self, kept: Sequence[Kept]) -> Iterator[Row]:
        """In the order of the rail; then those of registers that are not kept here."""
        registers = self.work.desk.registers
        for name, register in registers.items():
            held = [one.now for one in kept if one.now.register == name]
            yield from _group(register.title, held)
        rest = [one.now for one in kept if one.now.register not in registers]
        yield from _group(_("其他登记簿"), rest)


def _group(title: Text, held: Sequence[Rule]) -> Iterator[Row]:
    if held:
        yield Row((title,))
        yield from map(_line, held)


def _line(rule: Rule) -> Row:
    texts = (
        Text(rule.title),
        _said(rule),
        PLACES[rule.place or ""],
        Text(rule.trigger),
        STANDING[rule.confirmed, rule.local],
        rule.valid_from.isoformat() if rule.valid_from else "",
        rule.basis,
    )
    shade = Tone.PLAIN if rule.local else Tone.QUIET
    return Row(texts, (rule.id, rule.place or ""), tip=_source(rule), tone=shade)


def _said(rule: Rule) -> Text:
    if rule.length == 0:
        return _("当日")
    match rule.direction:
        case "before":
            return _("届满前{length}", length=length(rule))
        case "ahead":
            return _("届满{length}以前", length=length(rule))
    return length(rule)


def _source(rule: Rule) -> Shown:
    return rule.source if rule.article else rule.basis


class RulePage(Changing):
    """One rule for one place: its versions, and a form for the next one where it may be."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._save = QPushButton(words(_("改定（Ctrl+S）")))
        self._save.clicked.connect(self.press_save)
        self.head(self.title, self._save)
        self.name = label("…")
        tone(self.name, Tone.HEADING)
        self.column.addWidget(self.name)
        self.form = asking(work, _("改定期限"), ASKED)
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 3)
        self.note = label(wrap=True)
        tone(self.note, Tone.QUIET)
        self.column.addWidget(self.note)
        self.sheet = Sheet(_("各个版本"), VERSIONS, stretch=4)
        self.sheet.taken.connect(self._end)
        self.column.addWidget(self.sheet, 2)
        self._hide_form(True)
        self._loaded = False
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("一项期限")

    def press_refresh(self) -> None:
        self.work.read("rulebook", rulebook.rules, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        self.press_refresh()

    def _hide_form(self, hidden: bool) -> None:
        self._save.setHidden(hidden)
        self.form.setHidden(hidden)
        self.setFocusProxy(self.sheet if hidden else self.form)

    def _show(self, kept: Sequence[Kept]) -> None:
        key = self.route.texts["rule"], self.route.texts["place"]
        one = next(k for k in kept if (k.now.id, k.now.place or "") == key)
        rule = one.now
        self.name.setText(words(_("{title}：{said}", title=Text(rule.title), said=_said(rule))))
        self.sheet.show_rows([*self._versions(one)])
        if not self._loaded:  # what was typed meanwhile stays
            self._loaded = True
            self._offer(rule)

    def _offer(self, rule: Rule) -> None:
        may = rule.local and self.work.may("order-rule")
        self._hide_form(not may)
        if may:
            self.form.load({"length": str(rule.length), "unit": rule.unit, "roll": _flag(rule)})
            self.note.setText(words(_("Enter 撤销所选的一项改定，恢复它以前的规定")))
        elif not rule.local:
            self.note.setText(words(_("全国性规定，只供查看")))
        self.setFocus()

    def _versions(self, kept: Kept) -> Iterator[Row]:
        held = {o.valid_from: o for o in kept.orders if o.ended_at is None}
        for rule in kept.rules:
            order = held.get(rule.valid_from) if rule.valid_from and rule.confirmed else None
            texts = (
                _day(rule.valid_from),
                _day(rule.valid_to),
                _said(rule),
                _("是") if rule.roll else _("否"),
                rule.basis,
                order.entered_by if order else _("程序自带"),
            )
            yield Row(texts, order or rule, tip=_source(rule))
        for order in kept.orders:
            if order.ended_at is not None:
                yield _ended(kept.now, order)

    def _end(self, chosen: object) -> None:
        if not isinstance(chosen, LocalRule) or not self.work.may("end-rule"):
            self.work.say(_("程序自带的规定不能撤销，可以另行改定"))
        elif chosen.ended_at is not None:
            self.work.say(_("这一项已撤销"))
        else:
            what = f"{chosen.issuer}{chosen.number}（{chosen.valid_from}）"
            self.work.go("rule_end", id=chosen.id, what=what)

    def press_save(self) -> None:
        if self.form.isHidden():
            return
        values, problems = self.form.draft(self.work.desk.now())
        if problems:
            return
        version = Version(
            rule=self.route.texts["rule"],
            place=cast(Place | None, self.route.texts["place"] or None),
            **values | {"roll": bool(values["roll"])},
        )
        self.change(
            "order-rule", lambda act: rulebook.order_rule(act, version), _("已改定期限规则")
        )


def _flag(rule: Rule) -> str:
    return "是" if rule.roll else "否"


def _day(day: object) -> str:
    return str(day) if day else ""


def _ended(rule: Rule, order: LocalRule) -> Row:
    changed = _said(replace(rule, length=order.length, unit=cast(Unit, order.unit)))
    said = _("{officer}：{reason}", officer=order.ended_by, reason=order.reason)
    basis = f"{order.issuer}{order.number}"
    texts = (_day(order.valid_from), "", changed, "", basis, order.entered_by, said)
    return Row(texts, order, tone=Tone.QUIET)
