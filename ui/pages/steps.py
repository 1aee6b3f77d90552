"""What can be done from a record's page: at the counter first, then with the record itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from station_app.access.records import NOT_OWN
from station_app.core.records import Current
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.registers import ACTIONS, FORMS
from station_app.workflows.desk.case_menu import HEADING as CASE_HEADING
from station_app.workflows.paper import forms_of
from station_app.workflows.supervision.menu import HEADING
from ui.pages.due import OWN_PAGES
from ui.pages.reading import Reading
from ui.pages.work import Work


@dataclass(frozen=True, slots=True)
class Step:
    """Something one can do from here."""

    title: Text
    key: str
    page: str
    register: str
    action: str = ""
    right: str = ""
    given: tuple[tuple[str, str], ...] = ()
    barred: Text | None = None  # why it cannot be done today
    heading: Text | None = None  # under which it stands, where a register has many


SEALED_ABOUT = ("people", "places")
RARE = ("note", "merge", "unmerge", "two_people", "generate")
HEADINGS = {"corrections": HEADING, "cases": CASE_HEADING}
MOVE_IN = _("入住登记")


def _move_in(of: str) -> Step:
    """A residence `of` this person, or of this address."""
    given = ((of, "this"),)
    return Step(MOVE_IN, "Ctrl+N", "form", "residents", right="file:residents", given=given)


RENTS = Step(
    MOVE_IN,
    "Ctrl+N",
    "form",
    "tenancies",
    right="file:tenancies",
    given=(("house_id", "this"),),
)
LETS = Step(
    _("登记为出租房屋"),
    "",
    "form",
    "housing",
    right="file:housing",
    given=(("place_id", "this"),),
)

OWN_STEPS: dict[str, tuple[Step, ...]] = {
    "corrections": (
        Step(_("奖惩"), "", "discipline", "corrections", right="discipline"),
        Step(_("矫正过程"), "", "time_line", "corrections", right="time-line"),
    ),
    "cases": (Step(_("办案经过"), "", "case_course", "cases", right="case-course"),),
    "housing": (RENTS,),
    "people": (_move_in("person_id"),),
    "places": (
        _move_in("place_id"),
        Step(_("楼栋户室图"), "", "grid", "places", right="building-grid"),
        Step(_("逐户核查"), "", "sweep", "places", right="sweep-dwelling"),
        LETS,
    ),
}


def steps_of(work: Work, register: Register, reading: Reading) -> Iterator[Step]:
    """What is done at the counter first."""
    name = register.name
    if reading.marks.cases:
        yield Step(_("数据不一致待处理"), "", "resolve", name)
    for step in OWN_STEPS.get(name, ()):
        if not step.right or work.may(step.right):
            yield step
    yield from (s for s in _actions(work, register, reading) if s.action not in RARE)
    if prints(work, register):
        yield Step(_("打印"), "F3", "print", name)
    if issubclass(register.record, Current) and work.may(f"amend:{name}"):
        yield Step(_("修改"), "F2", "form", name)


def steps_on_itself(work: Work, register: Register, reading: Reading) -> Iterator[Step]:
    name = register.name
    yield Step(_("变更记录"), "F6", "history", name)
    if work.may("request-sealed") and name in SEALED_ABOUT:
        yield Step(_("申请查询封存记录"), "", "sealed_ask", name)
    if work.may("who-looked"):
        yield Step(_("被查询记录"), "", "who", name)
    yield from (s for s in _actions(work, register, reading) if s.action in RARE)
    if work.may("undo"):
        yield from _findings(work, register, reading)
    if work.may(f"withdraw:{name}"):
        yield Step(_("误录作废"), "", "withdraw", name)


def _actions(work: Work, register: Register, reading: Reading) -> Iterator[Step]:
    """What suits the record; nothing before it is known."""
    name, record, desk = register.name, reading.record, work.desk
    if record is None:
        return
    for action in ACTIONS.get(name, {}).values():
        whole = action.name == "unmerge" and not reading.merged
        if work.may(action.right) and action.suits(record) and not whole:
            why = action.barred(record, desk.today, desk.in_force)
            page = OWN_PAGES.get((name, action.name), "action")
            heading = HEADINGS.get(name, {}).get(action.name)
            yield Step(action.title, "", page, name, action.name, barred=why, heading=heading)


def _findings(work: Work, register: Register, reading: Reading) -> Iterator[Step]:
    """Each finding that this is somebody else can be taken back; by whom, `undo` says."""
    desk = work.desk
    for one, other in reading.apart:
        own = one.officer == desk.officer or desk.role == "chief"
        title = _("撤销非同一人认定（{name}）", name=other)
        why = None if own else NOT_OWN
        yield Step(title, "", "undo", register.name, str(one.act_id), barred=why)


def prints(work: Work, register: Register) -> bool:
    return any(each.form.register == register.name for each in forms_of(work.desk, FORMS))
