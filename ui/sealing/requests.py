"""封存记录查询申请: the list, asking, and deciding what another has asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QPushButton

from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.sealing import service
from station_app.sealing.records import SealedRequest
from station_app.sealing.register import REQUESTS
from station_app.sealing.rules import LABELS, WHY_NOT, State
from station_app.sealing.service import Line as Asked
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.decision import Decision
from ui.pages.giving import masked_title
from ui.pages.page import Page
from ui.pages.password import hidden
from ui.pages.purpose_bar import PurposeBar
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (
    _("申请编号"),
    _("查询对象"),
    _("申请人"),
    _("申请时间"),
    _("依据"),
    _("状态"),
    _("查阅截止"),
)
FOR_A_UNIT = ("unit", "basis", "letter")
TONES = {State.WAITING: Tone.ASK, State.APPROVED: Tone.PLAIN}


class SealedRequests(Page):
    """One's own requests; those who decide see all."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        beside = []
        if work.may("custodians"):
            keepers = QPushButton(words(_("保管人")))
            keepers.clicked.connect(lambda: work.go("custodians"))
            beside.append(keepers)
        self.head(_("封存记录查询"), *beside)
        self.sheet = Sheet(_("封存记录查询"), COLUMNS, stretch=4)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(_("Enter 审批或查阅；申请从人员页面的“申请查询封存记录”提出，由另一人审批"))
        )
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("封存记录查询")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("sealed-requests", service.requests, self._show, self)

    @staticmethod
    def _awaits_reply(one: Asked) -> bool:
        """Once it was read, or was not to be, its unit gets a letter."""
        asked, over = one.request, (State.REFUSED, State.OVER)
        return bool(asked.unit) and asked.replied_on is None and one.state in over

    def _show(self, found: Sequence[Asked]) -> None:
        self.sheet.show_rows([_row(one) for one in found])

    def _open(self, one: Asked) -> None:
        if one.mine and self._awaits_reply(one):
            self.work.go("sealed_reply", "sealed_requests", one.request.id)
        elif one.mine and one.state is State.APPROVED:
            self.work.go("sealed_read", "sealed_requests", one.request.id)
        elif one.state is State.WAITING and not one.mine and self.work.may("approve-sealed"):
            self.work.go("sealed_decide", "sealed_requests", one.request.id)
        else:
            self.work.say(WHY_NOT.get(one.state) or _("只有申请人本人可以查阅"))


def _row(one: Asked) -> Row:
    asked, until = one.request, one.request.until
    texts: tuple[Shown, ...] = (
        *(asked.number, one.subject, asked.asked_by, moment(asked.asked_at), asked.reference),
        *(LABELS[one.state], moment(until) if until else ""),
    )
    return Row(texts, one, asked.refusal or asked.reason, TONES.get(one.state, Tone.QUIET))


class SealedAsk(Page):
    """About the entry the route names; whether anything is sealed is told to nobody here."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        do = QPushButton(words(_("提出申请（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(_("申请查询封存记录"), do)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.column.addWidget(self.whom)
        self.reason = Line()
        self.reason.setAccessibleName(words(_("查询理由")))
        self.reason.setPlaceholderText(words(_("查询理由：为办理什么、需要知道什么")))
        self.bar = PurposeBar(button=False)
        self.bar.given.connect(lambda _purpose: self.reason.setFocus())
        self.column.addWidget(self.bar)
        self.reason.returnPressed.connect(self.press_save)
        self.column.addWidget(self.reason)
        self.unit = [Line() for _name in FOR_A_UNIT]
        for line, name in zip(self.unit, FOR_A_UNIT, strict=True):
            called = REQUESTS[name].label
            line.setAccessibleName(words(called))
            line.setPlaceholderText(words(_("{what}（代单位查询的才填）", what=called)))
            line.returnPressed.connect(self.press_save)
            self.column.addWidget(line)
        self.column.addWidget(
            self.quiet(
                _(
                    "违反治安管理的记录予以封存，除国家机关为办案需要、有关单位依国家规定查询外不得"
                    "提供（《治安管理处罚法》第一百三十六条）。申请由另一人审批，限时查阅，"
                    "每次查阅留痕；没有封存记录的，答复与查无此记录相同"
                )
            )
        )
        self.column.addStretch()
        self.setFocusProxy(self.bar)
        if (id := route.id) is not None:
            name = route.register
            work.ask(lambda: masked_title(work, name, id), self.whom.setText, self)

    @property
    def title(self) -> Shown:
        return _("申请查询封存记录")

    def press_save(self) -> None:
        purpose, desk, route = self.bar.purpose, self.work.desk, self.route
        if purpose is None or route.id is None:
            self.work.say(_("请写明关联案（事）件编号"), Tone.RED)
            self.bar.reference.setFocus()
            return
        id, why, told = route.id, self.reason.text(), [line.text() for line in self.unit]

        def job() -> SealedRequest:
            with desk.act("request-sealed", purpose=purpose) as act:
                unit = service.Unit(*told) if any(told) else None
                return service.request(act, route.register, id, why, unit)

        self.work.ask(job, self._done, self)

    def _done(self, one: SealedRequest) -> None:
        if self.isVisible():
            self.work.replace("sealed")
        self.work.say(_("已提出申请 {number}，请另一人审批", number=one.number))


class SealedDecide(Decision):
    """The second person: approval takes the password, which opens what is sealed."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route, _("审批封存记录查询"), _("批准（Ctrl+S）"))
        self.form.setVerticalSpacing(10)
        self.password = hidden(_("本人密码"), self.form)
        self.password.returnPressed.connect(self.press_save)
        self.refused_by("refuse-sealed", service.refuse)
        self.column.addWidget(
            self.quiet(_("批准用本人密码打开封存密钥，只对申请人、只在查阅时限内有效"))
        )
        self.column.addStretch()
        self.setFocusProxy(self.password)
        work.read("sealed-requests", service.requests, self._show, self)

    def _show(self, found: Sequence[Asked]) -> None:
        for one in found:
            if one.request.id == self.route.id:
                self.what.setText(words(_told(one)))

    def press_save(self) -> None:
        id, station, desk = self.route.id, self.work.station, self.work.desk
        password = self.password.text()
        self.password.clear()
        if id is None or not password:
            self.work.say(_("批准须输入本人密码"), Tone.RED)
            self.password.setFocus()
            return

        def job() -> datetime:
            halves = station.halves(desk, password)
            with desk.act("approve-sealed") as act:
                return service.approve(act, id, halves)

        self.work.ask(job, self._approved, self)

    def _approved(self, until: datetime) -> None:
        self.done(_("已批准，查阅截止 {until}", until=moment(until)))


def _told(one: Asked) -> Text:
    asked = one.request
    return _(
        "{number}　{officer} {at} 申请查询：{subject}\n依据：{reference}\n理由：{reason}",
        number=asked.number,
        officer=asked.asked_by,
        at=moment(asked.asked_at),
        subject=one.subject or asked.subject_id,
        reference=asked.reference,
        reason=asked.reason if asked.unit is None else _for_unit(asked),
    )


def _for_unit(asked: SealedRequest) -> Text:
    return _(
        "{reason}　代 {unit} 查询　国家规定：{basis}　来函：{letter}",
        reason=asked.reason,
        unit=asked.unit,
        basis=asked.basis,
        letter=asked.letter,
    )
