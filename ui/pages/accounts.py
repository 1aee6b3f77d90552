"""账号: who signs in with which role; opened, changed and closed by 安全保密管理员."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QPushButton, QWidget

from station_app.access.accounts import accounts
from station_app.access.desk import Desk
from station_app.access.roles import ROLE_TITLES, ROLES_OF
from station_app.core.errors import Explained
from station_app.core.texts import Shown, Text, _
from station_app.station import Station
from station_app.storage.own_tables import Officer
from ui.kit.fields import Line
from ui.kit.text import words
from ui.kit.theme import Tone, icon
from ui.pages.page import Page
from ui.pages.password import WIDTH, NewPassword
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("账号"), _("角色"), _("状态"))


class Accounts(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        new = QPushButton(icon("plus"), words(_("新增（Ctrl+N）")))
        new.clicked.connect(self.press_new)
        self.head(_("账号管理"), new)
        self.sheet = Sheet(_("账号"), COLUMNS)
        self.sheet.taken.connect(lambda name: work.go("account", name=name))
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("Enter 打开账号：改角色、重设密码、停用")))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("账号管理")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("accounts", accounts, self._show, self)

    def press_new(self) -> None:
        self.work.go("account")

    def _show(self, found: Sequence[Officer]) -> None:
        self.sheet.show_rows([_line(one) for one in sorted(found, key=lambda one: not one.active)])


def _line(one: Officer) -> Row:
    role: Shown = ROLE_TITLES.get(one.role, one.role)
    if one.active:
        return Row((one.name, role, _("使用中")), one.name)
    return Row((one.name, role, _("已停用")), one.name, tone=Tone.QUIET)


class AccountPage(Page):
    """One account, or a new one where the route names none."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.name = route.texts.get("name", "")
        self._closing = False  # asked once
        self._closed = False
        self.save = QPushButton(words(_("开立（Ctrl+S）")))
        self.save.clicked.connect(self.press_save)
        self.head(self.title, self.save)
        held = QWidget()
        form = QFormLayout(held)
        form.setContentsMargins(0, 8, 0, 0)
        form.setVerticalSpacing(10)
        self.typed = Line()
        self.typed.setAccessibleName(words(_("账号")))
        self.typed.setFixedWidth(WIDTH)
        form.addRow(words(_("账号")), self.typed)
        self.role = self._roles()
        self.change, self.reset = (
            QPushButton(words(said)) for said in (_("改变角色"), _("重设密码"))
        )
        form.addRow(words(_("角色")), _beside(self.role, self.change))
        self.password = NewPassword(form)
        form.addRow("", _beside(self.reset))
        self.close_it = QPushButton(words(_("停用账号")))
        form.addRow("", _beside(self.close_it))
        self.column.addWidget(held)
        self.column.addStretch()
        self._listen()
        self.setFocusProxy(self.role if self.name else self.typed)
        if self.name:
            self.setEnabled(False)  # an account is changed only once it is read
            work.read("accounts", accounts, self._show, self)

    @property
    def title(self) -> Shown:
        return _("账号 {name}", name=self.name) if self.name else _("开立账号")

    def _roles(self) -> QComboBox:
        box = QComboBox()
        allowed = ROLES_OF[self.work.station.card.kind]
        for role, title in ROLE_TITLES.items():
            if role in allowed:
                box.addItem(words(title), role)
        box.setAccessibleName(words(_("角色")))
        box.setFixedWidth(WIDTH)
        return box

    def _listen(self) -> None:
        """Of an account that is there, each thing is changed by itself."""
        self.save.setHidden(bool(self.name))
        for button, act in (
            (self.change, self._change),
            (self.reset, self._reset),
            (self.close_it, self._close),
        ):
            button.clicked.connect(act)
            button.setHidden(not self.name)
        if self.name:
            self.typed.setText(self.name)
            self.typed.setEnabled(False)
            self.password.again.returnPressed.connect(self._reset)
        else:
            self.typed.returnPressed.connect(self.role.setFocus)
            self.password.again.returnPressed.connect(self.press_save)

    def _show(self, found: Sequence[Officer]) -> None:
        one = next(each for each in found if each.name == self.name)
        self.setEnabled(True)
        self.role.setCurrentIndex(self.role.findData(one.role))
        if not one.active:
            self._closed = True
            self.role.setEnabled(False)
            self.change.hide()
            self.close_it.hide()
            self.reset.setText(words(_("恢复账号")))
            self.work.say(_("账号已停用，它办理的记录都在；恢复账号须设新密码"))
        if self.isVisible():
            self.begin()

    # Acting

    def press_save(self) -> None:
        station, desk, name, role = self._given
        if self.name:
            return
        if not name:
            self.typed.setFocus()
        elif (password := self._password()) is not None:
            said = _("已开立账号 {name}", name=name)
            self._do(lambda: station.add_officer(desk, name, role, password), said)

    def _change(self) -> None:
        station, desk, name, role = self._given
        said = _("{name} 的角色已改为{role}", name=name, role=ROLE_TITLES[role])
        self._do(lambda: station.change_role(desk, name, role), said)

    def _reset(self) -> None:
        station, desk, name, _role = self._given
        if (password := self._password()) is None:
            return
        if self._closed:
            said = _("账号 {name} 已恢复", name=name)
            self._do(lambda: station.reopen_officer(desk, name, password), said)
        else:
            said = _("{name} 的密码已重设", name=name)
            self._do(lambda: station.reset_password(desk, name, password), said)

    def _close(self) -> None:
        station, desk, name, _role = self._given
        if not self._closing:
            self._closing = True
            self.close_it.setText(words(_("再按一次：停用")))
            self.work.say(_("停用后 {name} 不能再登录，恢复账号须设新密码", name=name), Tone.ASK)
            return
        self._do(lambda: station.close_officer(desk, name), _("账号 {name} 已停用", name=name))

    @property
    def _given(self) -> tuple[Station, Desk, str, str]:
        name = self.name or self.typed.text().strip()
        return self.work.station, self.work.desk, name, str(self.role.currentData())

    def _password(self) -> str | None:
        try:
            return self.password.take()
        except Explained as wrong:
            self.work.say(wrong.text, Tone.RED)
            return None

    def _do(self, job: Callable[[], None], said: Text) -> None:
        self.setEnabled(False)
        self.work.ask(job, lambda _none: self._done(said), self, self._refused)

    def _done(self, said: Text) -> None:
        if self.isVisible():  # another page may have been opened over it
            self.work.back()
        self.work.say(said)

    def _refused(self, said: Text) -> None:
        self.setEnabled(True)
        self.work.say(said, Tone.RED)


def _beside(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch()
    return line
