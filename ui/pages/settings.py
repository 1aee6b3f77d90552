"""Language, light and dark, size of letters: of this desk, kept beside its home. One's password."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_app.core.texts import Shown, Text, _
from ui.kit import theme
from ui.kit.text import label, language, speak, words
from ui.kit.theme import Tone, tone
from ui.pages.county_paper import ENTRUSTED, STAND_ALONE, OfCounty
from ui.pages.guarding import Guarding
from ui.pages.page import Page
from ui.pages.password import WIDTH, OwnPassword
from ui.pages.work import Route, Work

LANGUAGES: dict[str, Shown] = {"zh": "中文", "en": "English"}
SCHEMES: dict[str, Shown] = {"system": _("随系统"), "light": _("浅色"), "dark": _("深色")}
SIZES: dict[str, Shown] = {"9": _("小"), "10": _("标准"), "11": _("大"), "12": _("特大")}

Pages = tuple[tuple[str, Text, Text], ...]  # page, what it is, what its button says
RULEBOOK: Pages = (
    ("rules", _("期限规则"), _("查看、改定…")),
    ("holidays", _("放假安排"), _("查看、录入…")),
)
DUTY: Pages = (
    ("equipment", _("交接班装备清单"), _("查看、修改…")),
    ("telephones", _("报案人可以拨打的电话"), _("查看、修改…")),
)
ASSESSMENT: Pages = (("assessment", _("个人信息保护影响评估"), _("生成、打印…")),)
AT_SHELL: dict[str, tuple[Text, str]] = {  # right → what is done with every window closed
    "renew-key": (_("密钥可能外泄后更换数据库密钥"), "station new-key --code-file F"),
    "export-all": (
        _("全部导出（须安全保密管理员同意）"),
        "station export --all FILE --reason … --second … --second-password-file F",
    ),
}
PAPERS: dict[str, tuple[str, Text, Text]] = {  # right → page, what it is, what its button says
    "overprint": ("overprint", _("套打"), _("查看、设定…")),
    "county-templates": ("templates", _("县级模板"), _("查看、装入…")),
    "voided-numbers": ("voided", _("作废文号"), _("查看、登记…")),
    "texts": ("usual_texts", _("常用文字"), _("查看、添加…")),
}


class Settings(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("设置"))
        body = self._scrolled()
        held = QWidget()
        form = QFormLayout(held)
        form.setContentsMargins(0, 8, 0, 8)
        form.setVerticalSpacing(10)
        self.language = self._choice(form, _("语言"), LANGUAGES, language())
        self.scheme = self._choice(form, _("明暗"), SCHEMES, work.setting("scheme", "system"))
        self.letters = self._choice(form, _("字号"), SIZES, work.setting("size", "10"))
        self.language.currentIndexChanged.connect(self._speak)
        self.scheme.currentIndexChanged.connect(self._dress)
        self.letters.currentIndexChanged.connect(self._resize)
        body.addWidget(held)
        self.password = OwnPassword(work)
        body.addWidget(self.password)
        self.guarding = Guarding(work)
        body.addWidget(self.guarding)
        body.addWidget(self._pages(_("期限规则和放假安排"), RULEBOOK))
        if papers := tuple(page for right, page in PAPERS.items() if work.may(right)):
            body.addWidget(self._pages(_("文书和打印"), papers))
        if work.may("equipment"):
            body.addWidget(self._pages(_("值班"), DUTY))
        if work.may("stand-alone"):
            self.stand_alone = OfCounty(work, STAND_ALONE)
            body.addWidget(self.stand_alone)
        if work.may("leave-entrustment"):
            self.entrusted = OfCounty(work, ENTRUSTED)
            body.addWidget(self.entrusted)
        if work.may("assess"):
            body.addWidget(self._pages(_("评估"), ASSESSMENT))
        if lines := [line for right, line in AT_SHELL.items() if work.may(right)]:
            body.addWidget(_at_shell(lines))
        body.addStretch()
        self.setFocusProxy(self.language)
        _share_one_edge(self)

    @property
    def title(self) -> Shown:
        return _("设置")

    def _scrolled(self) -> QVBoxLayout:
        """What a chief may set is higher than a small screen."""
        inner, area = QWidget(), QScrollArea()
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(area, 1)
        return body

    def _pages(self, title: Text, pages: Pages) -> QWidget:
        """Pages of their own, each behind its button."""
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 8, 0, 0)
        heading = label(title)
        tone(heading, Tone.HEADING)
        column.addWidget(heading)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        column.addLayout(form)
        for page, name, said in pages:
            button = QPushButton(words(said))
            button.setFixedWidth(WIDTH)
            button.setAccessibleName(words(name))
            button.clicked.connect(partial(self.work.go, page))
            form.addRow(words(name), button)
        return held

    def _choice(
        self, form: QFormLayout, title: Text, choices: dict[str, Shown], now: str
    ) -> QComboBox:
        box = QComboBox()
        for value, shown in choices.items():
            box.addItem(words(shown), value)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.setAccessibleName(words(title))
        box.setFixedWidth(240)
        form.addRow(words(title), box)
        return box

    def _speak(self) -> None:
        chosen = str(self.language.currentData())
        self.work.settings.setValue("language", chosen)
        speak(chosen)
        self.work.rebuilding.emit()

    def _dress(self) -> None:
        chosen = str(self.scheme.currentData())
        self.work.settings.setValue("scheme", chosen)
        theme.choose(chosen)
        self.work.rebuilding.emit()

    def _resize(self) -> None:
        chosen = str(self.letters.currentData())
        self.work.settings.setValue("size", chosen)
        theme.resize(int(chosen))
        self.work.rebuilding.emit()


def _at_shell(lines: list[tuple[Text, str]]) -> QWidget:
    """What a window that is open would stand in the way of."""
    held = QWidget()
    form = QFormLayout(held)
    form.setContentsMargins(0, 8, 0, 0)
    form.setVerticalSpacing(10)
    heading = label(_("在命令行办理（先关闭本程序的窗口）"))
    tone(heading, Tone.HEADING)
    form.addRow(heading)
    for name, command in lines:
        said = label(command)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(words(name))
        form.addRow(words(name), said)
    return held


def _share_one_edge(page: QWidget) -> None:
    """What is typed into stands below one another, whatever part of the page it belongs to."""
    names = [
        name
        for form in page.findChildren(QFormLayout)
        for row in range(form.rowCount())
        if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) and (name := item.widget())
    ]
    widest = max(name.sizeHint().width() for name in names)
    for name in names:
        name.setMinimumWidth(widest)
