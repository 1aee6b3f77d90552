"""保存期限与到期销毁: what is due, what is proposed, and the second person's decision."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.retention import service
from station_app.retention.records import Purge
from station_app.retention.rules import ERASURE, ERASURE_TITLE, KEPT
from station_app.retention.service import Due
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.decision import Decision
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

DUE = (_("登记簿"), _("保存期限"), _("到期"), _("最早"), _("依据"))
PROPOSED = (_("销毁编号"), _("登记簿"), _("应销毁"), _("提出人"), _("状态"), _("批准人"))


class Retention(Page):
    """Above what is due, for who proposes; below what was proposed, for both hands."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("到期销毁（双人）"))
        self.due = Sheet(_("到期记录"), DUE, stretch=4)
        self.due.taken.connect(self._propose)
        self.proposed = Sheet(_("销毁申请"), PROPOSED)
        self.proposed.taken.connect(self._open)
        if work.may("retention-due"):
            self.column.addWidget(self._heading(_("到期记录")))
            self.column.addWidget(self.due, 1)
        self.column.addWidget(self._heading(_("销毁申请")))
        self.column.addWidget(self.proposed, 1)
        self.column.addWidget(
            self.quiet(_("Enter 提出销毁、审批，或打印销毁证明；销毁后只留编号，不能恢复"))
        )
        self.setFocusProxy(self.due if work.may("retention-due") else self.proposed)

    @property
    def title(self) -> Shown:
        return _("到期销毁（双人）")

    def _heading(self, shown: Text) -> QWidget:
        heading = label(shown)
        tone(heading, Tone.HEADING)
        return heading

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        if self.work.may("retention-due"):
            self.work.read("retention-due", service.due, self._show_due, self)
        self.work.read("purges", service.purges, self._show_proposed, self)

    def _show_due(self, found: Sequence[Due]) -> None:
        self.due.show_rows([_due_row(one) for one in found])

    def _show_proposed(self, found: Sequence[Purge]) -> None:
        registers = self.work.desk.registers
        titles = {name: register.title for name, register in registers.items()}
        self.proposed.show_rows([_row(one, titles) for one in found])

    def _propose(self, one: Due) -> None:
        if one.count:
            self.work.go("purge_propose", one.kept.register, action=one.kept.rule)
        else:
            self.work.say(service.NONE_DUE)

    def _open(self, one: Purge) -> None:
        if one.approved is None:
            self.work.go("purge_decide", "purges", one.id)
        elif one.approved and self.work.may("print"):
            self.work.go("print", "purges", one.id)
        else:
            self.work.say(one.refusal or _("这次销毁已经审批"))


def _due_row(one: Due) -> Row:
    term = _("{title}：{n} 个月", title=Text(one.rule.title), n=one.rule.length)
    basis: Shown = Text(one.rule.article or one.rule.source)
    if not one.rule.confirmed:
        basis = _("年限为本系统默认，待本所核定：{basis}", basis=basis)
    count = _("{n} 条", n=one.count)
    oldest = one.oldest.isoformat() if one.oldest else ""
    texts: tuple[Shown, ...] = (one.register, term, count, oldest, basis)
    return Row(texts, one, one.rule.source, Tone.PLAIN if one.count else Tone.QUIET)


def _row(one: Purge, titles: dict[str, Text]) -> Row:
    state = {None: _("待另一人批准"), True: _("已销毁"), False: _("未批准")}[one.approved]
    register: Shown = (
        ERASURE_TITLE
        if one.rule == ERASURE
        else titles.get(one.subject_register) or one.subject_register
    )
    count = _("{n} 条", n=one.count)
    texts: tuple[Shown, ...] = (
        *(one.number, register, count, one.proposed_by, state, one.decided_by or ""),
    )
    wanted = Tone.ASK if one.approved is None else Tone.QUIET
    return Row(texts, one, one.refusal or one.reason, wanted)


class PurgePropose(Page):
    """The first hand: of a rule and a register, or of what one's approved request reads."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        do = QPushButton(words(_("提出（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(_("提出销毁"), do)
        self.what = label(self._about(), wrap=True)
        tone(self.what, Tone.HEADING)
        self.column.addWidget(self.what)
        self.reason = Line()
        self.reason.setAccessibleName(words(_("销毁理由")))
        self.reason.setPlaceholderText(words(_("销毁理由和依据")))
        self.reason.returnPressed.connect(self.press_save)
        self.column.addWidget(self.reason)
        self.column.addWidget(
            self.quiet(_("由另一名所领导或安全保密管理员批准后立即销毁，不能撤销，并出具销毁证明"))
        )
        self.column.addStretch()
        self.setFocusProxy(self.reason)

    @property
    def title(self) -> Shown:
        return _("提出销毁")

    def _about(self) -> Shown:
        register = self.work.desk.registers.get(self.route.register)
        return ERASURE_TITLE if self.route.id else register.title if register else ""

    def press_save(self) -> None:
        reason, route = self.reason.text(), self.route
        kept = next(
            (k for k in KEPT if (k.rule, k.register) == (route.action, route.register)), None
        )
        if (id := route.id) is not None:
            self.work.act(
                "propose-erasure",
                lambda act: service.propose_erasure(act, id, reason),
                self._done,
                self,
            )
        elif kept is not None:
            self.work.act(
                "propose-purge", lambda act: service.propose(act, kept, reason), self._done, self
            )

    def _done(self, one: Purge) -> None:
        if self.isVisible():
            self.work.replace("retention")
        self.work.say(_("已提出 {number}，{n} 条，请另一人批准", number=one.number, n=one.count))


class PurgeDecide(Decision):
    """The second hand."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route, _("审批销毁"), _("批准并销毁（Ctrl+S）"))
        self.refused_by("refuse-purge", service.refuse)
        self.column.addWidget(self.quiet(_("批准后立即销毁，不能恢复；备份中的内容随轮换过期")))
        self.column.addStretch()
        self.setFocusProxy(self.why)
        work.read("purges", service.purges, self._show, self)

    def _show(self, found: Sequence[Purge]) -> None:
        for one in found:
            if one.id == self.route.id:
                self.what.setText(words(self._told(one)))

    def _told(self, one: Purge) -> Text:
        register = self.work.desk.registers.get(one.subject_register)
        about: Shown = register.title if register else one.subject_register
        return _(
            "{number}　{officer} {at} 提出\n{register}　{n} 条　到期截至 {day}\n理由：{reason}",
            number=one.number,
            officer=one.proposed_by,
            at=moment(one.proposed_at),
            register=ERASURE_TITLE if one.rule == ERASURE else about,
            n=one.count,
            day=one.as_of.isoformat(),
            reason=one.reason,
        )

    def press_save(self) -> None:
        if (id := self.route.id) is not None:
            self.work.act(
                "approve-purge",
                lambda act: service.approve(act, id),
                lambda n: self.done(_("已销毁 {n} 条", n=n)),
                self,
            )
