"""县级模板: which forms are filled into the county's own PDF, and what goes into its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter

from station_app.access.act import View
from station_app.core.errors import Absent
from station_app.core.texts import Shown, Text, _, render
from station_app.printing.county import kept
from station_app.printing.county.kept import Kept, Known
from station_app.printing.county.specimen import specimen
from station_app.printing.county.values import placed, unplaced
from station_app.printing.forms import Printable
from station_app.registers import FORMS
from ui.kit.background import Lane
from ui.kit.preview import Preview
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("表格"), _("县级模板"), _("发文日期"), _("装入人"))
FIELDS = (_("模板栏目"), _("填入内容"))
BY_HAND = _("（不填，手写）")
PARTS = (560, 480)  # pixels: the fields, the page
TOLD = 12  # values without a place that are named


class Templates(Page):
    """Enter on a form opens its template, or loads one."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("县级模板"))
        self.loaded: frozenset[str] = frozenset()  # names of forms
        self.sheet = Sheet(_("县级模板"), COLUMNS, stretch=1)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        told = _("没有装入县级模板的，用本系统的式样打印，带“样式待核”标记")
        self.column.addWidget(self.quiet(told))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("县级模板")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("county-templates", kept.templates, self._show, self)

    def _show(self, found: Mapping[str, Kept]) -> None:
        self.loaded = frozenset(found)
        mine = [form for form in FORMS.values() if kept.takes(form)]
        self.sheet.show_rows([_row(form, found.get(form.form.name)) for form in mine])

    def _open(self, form: str) -> None:
        if form in self.loaded:
            self.work.go("template", action=form)
        elif self.work.may("load-template"):
            self.work.go("template_load", action=form)
        else:
            self.work.say(_("县级模板由所领导装入和撤下"))


def _row(form: Printable, found: Kept | None) -> Row:
    value = form.form.name
    if found is None:
        return Row((form.form.title, _("没有装入")), value, tone=Tone.QUIET, toned=2)
    said = f"{found.issuer}{found.number}"
    return Row((form.form.title, said, found.day.isoformat(), found.entered_by), value)


@dataclass(frozen=True, slots=True)
class Opened:
    """One form's template, what the form has to say, and which of it goes into which field."""

    held: Kept
    known: Known
    places: Mapping[str, str]


def opened(view: View, form: Printable) -> Opened:
    """Raises Absent where it was taken back meanwhile."""
    if (held := kept.templates(view).get(form.form.name)) is None:
        raise Absent(_("这种表格没有装入模板"))
    known = kept.known(view, form)
    return Opened(held, known, placed(held.template, known.names))


class TemplatePage(Page):
    """Fields at the left, Enter chooses what goes in; at the right the page with their names."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.of = FORMS[route.action]
        self.end = QPushButton(words(_("撤下模板…")))
        self.end.clicked.connect(lambda: work.go("template_end", action=route.action))
        self.head(self.of.form.title, *([self.end] if work.may("load-template") else []))
        self.told, self.rest = label("…", wrap=True), label("", wrap=True)
        tone(self.told, Tone.QUIET)
        tone(self.rest, Tone.ASK)
        self.column.addWidget(self.told)
        self.column.addWidget(self.rest)
        self.sheet = Sheet(_("模板栏目"), FIELDS)
        self.sheet.taken.connect(self._choose)
        self.preview = Preview(work.background)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.sheet)
        split.addWidget(self.preview)
        split.setSizes(list(PARTS))
        self.column.addWidget(split, 1)
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return self.of.form.title

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def keep(self) -> None:
        self.preview.clear()

    def press_refresh(self) -> None:
        form = self.of
        self.work.read("county-templates", lambda view: opened(view, form), self._show, self)

    def _show(self, found: Opened) -> None:
        held, template = found.held, found.held.template
        self.told.setText(
            words(
                _(
                    "{issuer}{number}，{day}，由 {officer} 装入",
                    issuer=held.issuer,
                    number=held.number,
                    day=held.day.isoformat(),
                    officer=held.entered_by,
                )
            )
        )
        self.sheet.show_rows(list(_fields(found)))
        self.rest.setText("\n".join(words(text) for text in missing(found)))
        self.work.ask(lambda: specimen(template), self.preview.load, self, lane=Lane.ASIDE)

    def _choose(self, field: str) -> None:
        if self.work.may("load-template"):
            self.work.go("template_field", action=self.route.action, field=field)
        else:
            self.work.say(_("县级模板由所领导装入和撤下"))


def _fields(found: Opened) -> Iterator[Row]:
    template = found.held.template
    for name in template.fields:
        value = found.places.get(name)
        yield Row((name, value or BY_HAND), name, tone=Tone.PLAIN if value else Tone.QUIET)


def missing(found: Opened) -> Iterator[Text]:
    """What the two do not have in common, in words."""
    template, known = found.held.template, found.known
    rest = [name for name in template.fields if name not in found.places]
    if rest and known.whole:
        yield _("这些栏目没有对应的内容，按 Enter 指定，或者打印后手写：{names}", names=_some(rest))
    elif rest:
        yield _(
            "还没有可以试填的记录：这些栏目打印时填入同名的内容，没有同名的留作手写：{names}",
            names=_some(rest),
        )
    if known.whole and (lost := unplaced(known.names, found.places)):
        yield _("这些内容在模板里没有位置，不会印出：{names}", names=_some(lost))
    if template.ticks:
        yield _("这些勾选框打印后用笔勾选：{names}", names=_some(template.ticks))


def _some(names: tuple[str, ...] | list[str]) -> str:
    told = "、".join(names[:TOLD])
    return told if len(names) <= TOLD else f"{told}…"


class FieldPage(Page):
    """What one field is to say: Enter takes it."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.of, self.field = FORMS[route.action], route.texts["field"]
        self.head(_("模板栏目“{field}”填入", field=self.field))
        self.sheet = Sheet(_("填入内容"), (_("填入内容"),))
        self.sheet.taken.connect(self._take)
        self.column.addWidget(self.sheet, 1)
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return self.field

    def begin(self) -> None:
        super().begin()
        form = self.of
        self.work.read("county-templates", lambda view: opened(view, form), self._show, self)

    def _show(self, found: Opened) -> None:
        held = found.places.get(self.field, "")
        rows = [Row((BY_HAND,), ("",)), *(Row((name,), (name,)) for name in found.known.names)]
        self.sheet.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if row.value == (held,)), 0)
        self.sheet.go_to(at)

    def _take(self, chosen: tuple[str]) -> None:
        form, field, [value] = self.of, self.field, chosen
        said = value or render(BY_HAND)
        self.work.act(
            "load-template",
            lambda act: kept.place(act, form, field, value),
            lambda _template: self._done(_("“{field}”填入：{value}", field=field, value=said)),
            self,
        )

    def _done(self, said: Text) -> None:
        self.work.back()
        self.work.say(said)
