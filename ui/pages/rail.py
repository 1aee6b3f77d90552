"""The rail: registers with what is overdue beside them, then the station's other work."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from station_app.core.texts import Text, _
from station_app.sync.status import Standing
from station_app.workflows.agenda import Figures
from ui.kit.text import tip, words
from ui.kit.theme import ACCENT, RED, colour, icon
from ui.pages.work import Route, Work

WIDTH, BADGE = 168, 46  # pixels
BESIDE = 42  # the icon of a line and the room about it and its name
ROUTE = Qt.ItemDataRole.UserRole
REGISTER_ICONS = {
    "people": "user",
    "places": "map-pin",
    "residents": "users",
    "duty": "calendar-clock",
    "housing": "building-2",
    "tenancies": "book-open",
    "correction_copies": "file-text",
    "correction_tasks": "ticket",
    "measures": "shield-check",
    "disputes": "users",
    "certificates": "file-output",
    "matters": "clipboard-paste",
    "visits": "house",
    "letters": "file-text",
    "property": "lock",
    "tasks": "check",
    "footage": "camera",
    "cards": "book-open",
    "lost_found": "eye",
    "missing": "user",
}
WORKS: tuple[tuple[Route, Text, str, str], ...] = (  # route, label, icon, right
    (Route("report_queue"), _("今日报告"), "clock", "take-report"),
    (Route("my_people"), _("我的矫正对象"), "users", "my-people"),
    (Route("list", "assessments"), _("调查评估"), "list", "file:assessments"),
    (Route("list", "relocations"), _("执行地变更"), "map-pin", "file:relocations"),
    (Route("correction_figures"), _("社区矫正统计"), "grid-3x3", "correction-figures"),
    (Route("custody_board"), _("人在所"), "clock", "custody-board"),
    (Route("reception", "calls"), _("当面报案"), "ticket", "file:calls"),
    (Route("sampling"), _("案件抽查"), "list-filter", "samples"),
    (Route("consultation", "calls"), _("咨询、求助"), "users", "enter-consultation"),
    (Route("card_arrivals"), _("证件到证"), "check", "card-arrivals"),
    (Route("hand_over"), _("交接班"), "refresh-cw", "hand-over"),
    (Route("diary"), _("勤务日志"), "book-open", "diary"),
    (Route("roster"), _("一周排班"), "calendar-clock", "plan-week"),
    (Route("household"), _("整户登记"), "house", "register-household"),
    (Route("rounds"), _("检查路线"), "map-pin", "rounds"),
    (Route("duplicates"), _("疑似重复人员"), "merge", "duplicate-pairs"),
    (Route("import"), _("批量导入"), "upload", "import:residents"),
    (Route("compare"), _("与台账比对"), "columns-3", "compare-sheet"),
    (Route("verify"), _("文书核验"), "shield-check", "verify"),
    (Route("exchange"), _("上报下发"), "refresh-cw", "exchange-status"),
    (Route("conflicts"), _("数据不一致待处理"), "columns-3", "conflicts"),
    (Route("quarantine"), _("未被县局接受"), "undo-2", "quarantine"),
    (Route("backup"), _("备份与检查"), "hard-drive", "back-up"),
    (Route("accounts"), _("账号管理"), "users", "accounts"),
    (Route("beats"), _("警务区分工"), "map-pin", "beats"),
    (Route("sealed"), _("封存记录查询"), "lock", "sealed-requests"),
    (Route("retention"), _("到期销毁"), "clock", "purges"),
    (Route("audit"), _("审计日志"), "file-text", "export-audit"),
    (Route("free-looks"), _("自主查询"), "eye", "free-looks"),
    (Route("log-sheet"), _("日志校验"), "shield-check", "seal-log"),
    (Route("keys"), _("全部按键"), "keyboard", ""),
    (Route("settings"), _("设置"), "settings", ""),
)


WITH_COUNTY = ("exchange", "conflicts", "quarantine")  # there where the exchange is on


class Rail(QTreeWidget):
    """`itemActivated` and a click open; `route_of` says what."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words(_("登记簿")))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, palette.color(QPalette.ColorRole.Window))
        palette.setColor(QPalette.ColorRole.Highlight, palette.color(QPalette.ColorRole.Midlight))
        palette.setColor(QPalette.ColorRole.HighlightedText, colour(ACCENT))
        self.setPalette(palette)
        self._items: dict[Route, QTreeWidgetItem] = {}
        self._enrols = work.may("enrol-county")
        self._fill(work)
        widest = max(self.fontMetrics().horizontalAdvance(i.text(0)) for i in self._items.values())
        scrolls = self.verticalScrollBar().sizeHint().width()  # there are more than fit
        self.setFixedWidth(max(WIDTH, widest + BESIDE + BADGE + scrolls))
        self.itemClicked.connect(lambda item, _column: self._open(work, item))
        self.itemActivated.connect(lambda item, _column: self._open(work, item))

    def _fill(self, work: Work) -> None:
        self._add(Route("home"), words(_("今日工作")), "calendar-clock")
        for name, register in work.desk.registers.items():
            if not register.inner and work.may(f"list:{name}"):
                self._add(
                    Route("list", name), words(register.title), REGISTER_ICONS.get(name, "list")
                )
        self._gap()
        for route, title, picture, right in WORKS:
            if not right or work.may(right):
                self._add(route, words(title), picture)
        self.show_exchange(None)

    def _add(self, route: Route, title: str, picture: str) -> None:
        item = QTreeWidgetItem(self, [title, ""])
        item.setIcon(0, icon(picture))
        item.setData(0, ROUTE, route)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, colour(RED))
        item.setSizeHint(0, QSize(0, 30))
        self._items[route] = item

    def _gap(self) -> None:
        item = QTreeWidgetItem(self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(0, QSize(0, 12))

    def _open(self, work: Work, item: QTreeWidgetItem) -> None:
        if (route := item.data(0, ROUTE)) is not None:
            work.going.emit(route)

    def holds(self, route: Route) -> bool:
        return route in self._items

    def mark(self, route: Route) -> None:
        """Show where one is."""
        item = self._items.get(route)
        self.setCurrentItem(item) if item else self.clearSelection()

    def show_overdue(self, found: Mapping[str, Figures]) -> None:
        counts = {name: each.overdue for name, each in found.items()}
        for route, item in self._items.items():
            n = sum(counts.values()) if route.page == "home" else counts.get(route.register, 0)
            if route.page in ("home", "list"):
                _mark(item, n, _("已超期 {n} 项", n=n))

    def show_exchange(self, found: Standing | None) -> None:
        """What waits for somebody; who may enrol finds the page before there is a county."""
        asked = {"conflicts": found.conflicts, "quarantine": found.refused} if found else {}
        for route, item in self._items.items():
            if route.page in WITH_COUNTY:
                enrols = route.page == "exchange" and self._enrols
                item.setHidden(found is None and not enrols)
                n = asked.get(route.page, 0)
                _mark(item, n, _("{n} 项待处理", n=n))
        for page in ("quarantine", "conflicts"):
            self._raise(page, found is not None and bool(asked[page]))

    def _raise(self, page: str, waits: bool) -> None:
        """What waits for somebody stands under today's work, where it is seen without scrolling."""
        item = self._items.get(Route(page))
        below = self._items.get(Route("home" if waits else "exchange"))
        exchange = self._items.get(Route("exchange"))
        if item is None or below is None or exchange is None or item.isHidden():
            return
        at = self.indexOfTopLevelItem(item)
        if waits is (at < self.indexOfTopLevelItem(exchange)):
            return
        current = self.currentItem()
        self.takeTopLevelItem(at)
        self.insertTopLevelItem(self.indexOfTopLevelItem(below) + 1, item)
        if current is not None:
            self.setCurrentItem(current)


def _mark(item: QTreeWidgetItem, n: int, said: Text) -> None:
    item.setText(1, f"{n} " if n else "")
    item.setToolTip(1, tip(said) if n else "")
