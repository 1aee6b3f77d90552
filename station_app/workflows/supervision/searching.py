"""查找: on the day contact is lost, then with the police, until he is found (法 30; 办 38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections.rules import is_living
from station_app.discipline import rules
from station_app.discipline.records import ASKED, FOUND, Search
from station_app.discipline.register import SEARCHES
from station_app.workflows.supervision import grounds
from station_app.workflows.supervision.living import contact, living, supervision, touch
from station_app.workflows.supervision.notices import POLICE, PROCURATORATE, tell
from station_app.workflows.supervision.police import CARRIED, ask_to_search


def _asked(name: str, **how: Any) -> Field:
    return replace(SEARCHES[name], merge=Merge.GUARDED, group=None, **how)


ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))


@service(right="search-person", audit="search begun")
def search_person(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """组织查找: days off supervision count from the last verified contact."""
    one, on = living(act, id), values.get("on") or act.stamp.today
    if any(rules.is_searched_for(each) for each in grounds.searches(act, one.id)):
        raise Refused(_("正在查找，请在查找记录上续办"))
    lost = values.get("lost_since") or one.lost_since or on
    last = grounds.last_seen(act, one) or one.reported_on or one.effective_on or one.start
    if lost < last:
        raise _rejected("lost_since", _("最近核实联系是 {day}，失去联系不会更早", day=last))
    if lost > on:
        raise _rejected("lost_since", _("失去联系的日期晚于查找日期"))
    told = {
        "supervision_id": one.id,
        "lost_since": lost,
        "last_contact": last,
        "begun_on": on,
        "methods": values["methods"],
        "notes": values.get("notes") or "",
    }
    made = act.file(SEARCHES, told)
    touch(act, one, lost_since=lost, searched_on=on)
    return [one.id, made.id]


@service(right="search-person", audit="search noted")
def note(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Where and whom was asked that day: a line more of the record of the search."""
    found, on = _search(act, id), values.get("on") or act.stamp.today
    line = f"{on.isoformat()} {act.stamp.officer}：{values['notes']}"
    return _set(act, found, {"notes": "\n".join(filter(None, (found.notes, line)))})


@service(right="search-person", audit="police asked to help in a search")
def ask_police(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """协助查找函 to the police of the place."""
    found = _search(act, id)
    if not rules.needs_police(found):
        raise Refused(_("已经提请公安机关协助查找，或者已查找到"))
    organ = values.get("asked_organ") or supervision(act, found.supervision_id).police_station
    if not organ:
        raise _rejected("asked_organ", _("请写协助查找的公安机关"))
    on = values.get("on") or act.stamp.today
    number = values["asked_number"]
    after = {"asked_on": on, "asked_organ": organ, "asked_number": number, "state": ASKED}
    done = [*_set(act, found, after), *_tell(act, found, {POLICE: organ}, on, number)]
    if to := values.get("to"):
        done += ask_to_search(act, supervision(act, found.supervision_id), to, on, number)
    return done


@service(right="search-person", audit="procuratorate told of a search")
def copy(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    found = _search(act, id)
    if not rules.search_awaits_copy(found):
        raise Refused(_("已经通报，或者已查找到"))
    one, on = supervision(act, found.supervision_id), values.get("on") or act.stamp.today
    told = _tell(act, found, {PROCURATORATE: one.procuratorate or ""}, on, found.asked_number)
    return [*_set(act, found, {"copied_on": on}), *told]


@service(right="search-person", audit="person found")
def find_person(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """查找到: a verified contact; the days he was off supervision stay on the record."""
    found, on = _search(act, id), values.get("on") or act.stamp.today
    touched = _set(act, found, {"found_on": on, "found_how": values["found_how"], "state": FOUND})
    contact(act, supervision(act, found.supervision_id), on)
    return [*touched, found.supervision_id]


def _tell(
    act: Act, found: Search, names: Mapping[str, str], on: date, number: str | None
) -> list[UUID]:
    one, about = supervision(act, found.supervision_id), (SEARCHES.name, found.id)
    return tell(
        act,
        one,
        "lost_contact",
        list(names),
        on,
        number=number or "",
        about=about,
        names=names,
    )


def _search(act: Act, id: UUID) -> Search:
    secrecy.refuse(act, SEARCHES, id)
    found = cast(Search, act.load(SEARCHES, id))
    if not rules.is_searched_for(found):
        raise Refused(_("已于 {day} 查找到", day=found.found_on))
    return found


def _set(act: Act, found: Search, after: Mapping[str, Any]) -> list[UUID]:
    act.move(SEARCHES, found, after)
    return [found.id]


def _rejected(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], SEARCHES.labels)


def _known_police(act: Act, found: Any) -> Mapping[str, Any]:
    return {"asked_organ": supervision(act, found.supervision_id).police_station}


SEARCH_PERSON = Action(
    name="search_person",
    title=_("组织查找"),
    right="search-person",
    fields=(
        _asked("methods", required=True, help=_("电话、上门、走访家属和村（居）委会等")),
        replace(_asked("lost_since", help=_("不填为今天")), required=False),
        _asked("notes"),
        replace(ON, label=_("开始查找日期")),
    ),
    run=search_person,
    suits=is_living,
)

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="ask_police",
            title=_("提请公安机关协助查找"),
            right="search-person",
            fields=(_asked("asked_number", required=True), _asked("asked_organ"), ON, CARRIED),
            run=ask_police,
            suits=rules.needs_police,
            known=_known_police,
        ),
        Action(
            name="copy",
            title=_("通报人民检察院"),
            right="search-person",
            fields=(ON,),
            run=copy,
            suits=rules.search_awaits_copy,
        ),
        Action(
            name="note",
            title=_("续记查找情况"),
            right="search-person",
            fields=(_asked("notes", required=True), ON),
            run=note,
            suits=rules.is_searched_for,
        ),
        Action(
            name="find_person",
            title=_("查找到"),
            right="search-person",
            fields=(_asked("found_how", required=True), ON),
            run=find_person,
            suits=rules.is_searched_for,
        ),
    )
}
