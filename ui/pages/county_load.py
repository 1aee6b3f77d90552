"""A county's template is brought in by the document it came with, and taken back with a reason."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton

from station_app.core.errors import Refused
from station_app.core.kinds import Day, Words
from station_app.core.register import Field
from station_app.core.texts import Shown, Text, _
from station_app.printing.county import kept, reader
from station_app.printing.county.template import Template
from station_app.registers import FORMS
from ui.kit.background import Lane
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.work import Route, Work

FILE = Field(
    name="file",
    label=_("模板文件（PDF）"),
    kind=Words(longest=400),
    required=True,
    help=_("带表单域的 A4 纵向 PDF；栏目名称与内容同名的自动对应"),
)
ISSUER = Field(name="issuer", label=_("发文机关"), kind=Words(longest=60), required=True)
NUMBER = Field(name="number", label=_("文号"), kind=Words(longest=60), required=True)
DAY = Field(name="day", label=_("发文日期"), kind=Day(), required=True)
REASON = Field(name="reason", label=_("撤下的原因"), kind=Words(longest=60), required=True)

Brought = tuple[bytes, Template]


def bring(path: Path) -> Brought:
    """The file and what the child makes of it. Raises Explained."""
    if not path.is_file() or path.stat().st_size > reader.MOST_BYTES:
        raise Refused(_("没有这个文件，或超过 {n} MB", n=reader.MOST_BYTES >> 20))
    file = path.read_bytes()
    return file, reader.read_guarded(file)


class LoadPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.of = FORMS[route.action]
        choose = QPushButton(words(_("选择文件…")))
        choose.clicked.connect(self._browse)
        do = QPushButton(words(_("装入（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(self.title, choose, do)
        named = label(self.of.form.title)
        tone(named, Tone.HEADING)
        self.column.addWidget(named)
        self.form = asking(work, _("装入县级模板"), [FILE, ISSUER, NUMBER, DAY])
        self.form.load({n: t for n, t in route.texts.items() if n in self.form.editors})
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 1)
        self.setFocusProxy(self.form)
        self.reading = False

    @property
    def title(self) -> Shown:
        return _("装入县级模板")

    def _browse(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, words(_("选择文件…")), "", "*.pdf")
        if path:
            self.form.editors["file"].show_text(path)

    def press_save(self) -> None:
        given, problems = self.form.draft(self.work.desk.now())
        if problems or self.reading:
            return
        self.reading = True
        self.work.say(_("正在读取模板…"))
        path = Path(given["file"].strip())
        order = {name: given[name] for name in ("issuer", "number", "day")}
        self.work.ask(
            partial(bring, path),
            lambda brought: self._load(brought, order),
            self,
            self._refused,
            lane=Lane.ASIDE,
        )

    def _load(self, brought: Brought, order: dict[str, object]) -> None:
        form = self.of
        self.work.act(
            "load-template",
            lambda act: kept.load(act, form, brought, **order),  # type: ignore[arg-type]
            lambda _template: self._loaded(),
            self,
            lambda problem: self._refused(problem.text),
        )

    def _refused(self, text: Text) -> None:
        self.reading = False
        self.work.say(text, Tone.RED)

    def _loaded(self) -> None:
        self.work.replace("template", action=self.route.action)
        self.work.say(_("已装入：请核对各栏目填入的内容"))


class EndPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.of = FORMS[route.action]
        do = QPushButton(words(_("撤下（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(self.title, do)
        named = label(self.of.form.title)
        tone(named, Tone.HEADING)
        self.column.addWidget(named)
        self.form = asking(work, _("撤下县级模板"), [REASON])
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 1)
        self.column.addWidget(self.quiet(_("撤下后用本系统的式样打印，恢复“样式待核”标记")))
        self.setFocusProxy(self.form)

    @property
    def title(self) -> Shown:
        return _("撤下县级模板")

    def press_save(self) -> None:
        given, problems = self.form.draft(self.work.desk.now())
        if problems:
            return
        form = self.of
        self.work.act(
            "load-template",
            lambda act: kept.take_back(act, form, given["reason"]),
            lambda _none: self._done(),
            self,
        )

    def _done(self) -> None:
        self.work.leave_to("templates")
        self.work.say(_("已撤下"))
