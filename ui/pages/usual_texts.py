"""常用文字: the station's own texts, by the field they are for; added, changed and dropped."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from station_app.access.act import Act
from station_app.core.kinds import Words
from station_app.core.register import Field
from station_app.core.texts import Shown, Text, _
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import texts
from station_app.workflows.texts import Place, Usual
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("名称（表单）"), _("栏目"), _("内容"), _("添加人"))
TITLE = Field(
    name="title",
    label=_("名称"),
    kind=Words(longest=texts.LONGEST_TITLE),
    required=True,
)
TEXT = Field(
    name="text",
    label=_("内容"),
    kind=Words(lines=8, longest=texts.LONGEST),
    required=True,
    help=_("不写姓名、证件号码和电话"),
)


class UsualTextsPage(Page):
    """Enter on a text opens it, Enter on a field adds one there."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("常用文字"))
        self.sheet = Sheet(_("常用文字"), COLUMNS, stretch=2)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("填表时在多行文字栏按 F11 选用；系统自带的不在此列出")))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("常用文字")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("texts", texts.own_texts, self._show, self)

    def _show(self, own: tuple[Usual, ...]) -> None:
        self.sheet.show_rows(list(self._rows(own)))

    def _rows(self, own: tuple[Usual, ...]) -> Iterator[Row]:
        known = {(place.register, place.field): place for place in self._places()}
        yield Row((_("本所的常用文字"),))
        for one in own:
            place = known.get((one.register, one.field))
            where = place.label if place else one.field
            yield Row((one.title, where, " ".join(one.text.split()), one.entered_by), one)
        if self.work.may("keep-text"):
            yield Row((_("可以添加常用文字的栏目"),))
            yield from (Row((each.where, each.label), each) for each in known.values())

    def _places(self) -> Iterator[Place]:
        """Of the forms that this officer's home has."""
        for place in texts.places(REGISTERS, ACTIONS):
            if self.work.may(f"list:{place.register.partition('.')[0]}"):
                yield place

    def _open(self, value: object) -> None:
        if not self.work.may("keep-text"):
            self.work.say(_("常用文字由民警、所领导或者社区矫正工作人员添加"))
        elif isinstance(value, Place):
            self.work.go("usual_text", where=value.register, field=value.field)
        elif isinstance(value, Usual):
            given = {"title": value.title, "text": value.text}
            self.work.go(
                "usual_text", id=value.id, where=value.register, field=value.field, **given
            )


class UsualTextPage(Page):
    """One text: a new one, or `route.id` to be changed or dropped."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        save = QPushButton(words(_("保存（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.drop = QPushButton(words(_("删去")))
        self.drop.clicked.connect(self._drop)
        self.head(self.title, *([self.drop] if route.id else []), save)
        self.place = route.texts["where"], route.texts["field"]
        named = label(self._named())
        tone(named, Tone.HEADING)
        self.column.addWidget(named)
        self.form = asking(work, _("常用文字"), [TITLE, TEXT])
        self.form.load({n: t for n, t in route.texts.items() if n in self.form.editors})
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 1)
        self.setFocusProxy(self.form)

    @property
    def title(self) -> Shown:
        return _("修改常用文字") if self.route.id else _("添加常用文字")

    def _named(self) -> Text:
        for each in texts.places(REGISTERS, ACTIONS):
            if (each.register, each.field) == self.place:
                return _("{where}：{label}", where=each.where, label=each.label)
        return _("{where}：{label}", where=self.place[0], label=self.place[1])

    def press_save(self) -> None:
        given, problems = self.form.draft(self.work.desk.now())
        if problems:
            return
        place, old = self.place, self.route.id

        def keep(act: Act) -> UUID:
            return texts.keep(act, place, given["title"], given["text"], instead_of=old)

        self.work.act("keep-text", keep, lambda _id: self._done(_("已保存")), self)

    def _drop(self) -> None:
        if (id := self.route.id) is not None:
            self.work.act(
                "keep-text",
                lambda act: texts.drop(act, id),
                lambda _none: self._done(_("已删去")),
                self,
            )

    def _done(self, said: Text) -> None:
        self.work.back()
        self.work.say(said)
