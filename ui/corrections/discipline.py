"""One person's discipline: what the record shows, what may be proposed on it, what not and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from station_app.core.records import Changes, Record
from station_app.core.register import Register
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.corrections.register import CORRECTIONS
from station_app.corrections.rules import days_off
from station_app.discipline import ladder
from station_app.discipline.ladder import Finding, Judged
from station_app.discipline.register import COMMENDATIONS, DETENTIONS, SANCTIONS, SEARCHES
from station_app.registers import ACTIONS
from station_app.workflows.supervision.discipline import Discipline, discipline
from ui.corrections.told import WHY
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

TITLE = _("奖惩")
COLUMNS = (_("措施"), _("情形（依据）"), _("情况"), _("依据"))
ACTION = {  # kind of sanction → the action that proposes it
    "penalty": "penalty_proposal",
    "imprison": "imprison_proposal",
    "arrest": "arrest_proposal",
}
OTHER_STEPS = ("search_person", "detention", "commendation", "reduction_proposal")


@dataclass(frozen=True, slots=True)
class Barred:
    why: Text


@dataclass(frozen=True, slots=True)
class Begin:
    """An act on the person that no ground of the record asks for."""

    action: str


@dataclass(frozen=True, slots=True)
class Of:
    register: str
    id: UUID


class DisciplinePage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "CORRECTION", WHY)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.head(TITLE)
        self.column.addWidget(self.whom)
        self.standing = label(wrap=True)
        tone(self.standing, Tone.QUIET)
        self.column.addWidget(self.standing)
        self.sheet = Sheet(TITLE, COLUMNS, stretch=2)
        self.sheet.taken.connect(self._take)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(
                _("Enter 提出或者打开；变灰的不能提出，原因写在情况一栏；决定由有权机关作出")
            )
        )
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return TITLE

    def press_refresh(self) -> None:
        if (id := self.route.id) is not None:
            self.work.look("discipline", lambda act: discipline(act, id), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if any(changes.touch(r.name) for r in (CORRECTIONS, SANCTIONS, SEARCHES, DETENTIONS)):
            self.press_refresh()

    def _show(self, found: Discipline) -> None:
        self.whom.setText(found.person.name)
        self.standing.setText(words(self._standing(found)))
        self.sheet.show_rows(list(self._rows(found)))
        self.sheet.go_to_first()

    def _standing(self, found: Discipline) -> Text:
        one = found.one
        return _(
            "{category}　最近核实联系：{last}　脱离监管：{days} 天　未结事项：{pending}",
            category=show(CORRECTIONS["category"].kind, one.category),
            last=one.last_contact_on or _("无"),
            days=days_off(one, self.work.desk.today),
            pending=show(CORRECTIONS["pending"].kind, one.pending) or _("无"),
        )

    def _rows(self, found: Discipline) -> Iterator[Row]:
        yield Row((_("记录反映的情况（{n}）", n=len(found.found)),))
        yield from (_finding(each) for each in found.found)
        yield Row((_("可以提出"),))
        fit = [each for each in found.steps if each.why is None]
        yield from (_step(each) for each in sorted(fit, key=lambda each: each.to_prove))
        yield from self._others(found)
        yield Row((_("不能提出"),))
        yield from (_barred(each) for each in found.steps if each.why is not None)
        for kind, why in found.not_for.items():
            yield Row((ladder.kind_label(kind), "", why), Barred(why), why, Tone.QUIET)
        yield from _done(found)

    def _others(self, found: Discipline) -> Iterator[Row]:
        for name in OTHER_STEPS:
            action = ACTIONS[CORRECTIONS.name][name]
            if not (action.suits(found.one) and self.work.may(action.right)):
                continue
            against = found.obstacles if name == "commendation" else ()
            said: Shown = _("有突出表现的除外：{why}", why=against[0]) if against else ""
            yield Row((action.title, "", said), Begin(name), said)

    def _take(self, value: object) -> None:
        id = self.route.id
        if isinstance(value, Barred):
            self.work.say(value.why, Tone.ASK)
        elif isinstance(value, Begin):
            self.work.go("action", CORRECTIONS.name, id, action=value.action)
        elif isinstance(value, Of):
            self.work.go("record", value.register, value.id)
        elif isinstance(value, Judged):
            step, given = value.step, {"ground": value.step.ground}
            if value.finding is not None:
                given["facts"] = str(value.finding.said)  # as the paper will have it
            name = ACTION.get(step.kind, step.kind)
            self.work.go("action", CORRECTIONS.name, id, action=name, **given)


def _finding(each: Finding) -> Row:
    days: Shown = _("{n} 天", n=each.days) if each.days else ""
    what = NAMED.get(each.code) or ladder.ground_label(each.code)
    texts = (each.since.isoformat(), what, each.said, days)
    return Row(texts, Of(each.register, each.id), each.said)


NAMED = {
    ladder.WARNED: _("受过警告"),
    ladder.INJUNCTION: _("正在执行禁止令"),
    ladder.REVOCATION: _("正在提请撤销"),
}


def _step(each: Judged) -> Row:
    step = each.step
    said: Shown = _("须写明证据和依据") if each.finding is None else each.finding.said
    texts = (ladder.kind_label(step.kind), ladder.ground_label(step.ground), said, step.article)
    return Row(texts, each, said)


def _barred(each: Judged) -> Row:
    step, why = each.step, each.why or Text("")
    texts = (ladder.kind_label(step.kind), ladder.ground_label(step.ground), why, step.article)
    return Row(texts, Barred(why), why, Tone.QUIET)


def _done(found: Discipline) -> Iterator[Row]:
    """What was done already, each kind under its heading."""
    held: Sequence[tuple[Register, Sequence[Record], tuple[str, ...]]] = (
        (SANCTIONS, found.sanctions, ("kind", "ground", "state", "decision_number")),
        (SEARCHES, found.searches, ("begun_on", "methods", "state", "asked_number")),
        (DETENTIONS, found.detentions, ("kind", "organ", "decided_on", "document_number")),
        (COMMENDATIONS, found.commendations, ("kind", "facts", "state", "decision_number")),
    )
    for register, records, names in held:
        if records:
            yield Row((_("{register}（{n}）", register=register.title, n=len(records)),))
        for one in records:
            texts = tuple(show(register[name].kind, getattr(one, name)) for name in names)
            yield Row(texts, Of(register.name, one.id))
