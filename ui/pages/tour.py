"""Every page of the program, one after the other: for pictures and for tests."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from station_app.access import records
from station_app.access.action import perform
from station_app.access.drafts import save_draft
from station_app.access.purposes import Purpose
from station_app.identity.numbers import check_digit
from station_app.places.records import BUILDING
from station_app.registers import ACTIONS, FORMS
from station_app.sealing import service as sealing
from station_app.storage.pages import Query
from station_app.workflows.inline import file_typed
from station_app.workflows.paper import print_form
from station_app.workflows.papers import papers_of
from ui.pages.form import REVISION
from ui.pages.page import Page
from ui.pages.tour_cases import cases
from ui.pages.tour_certificates import certificates, queries
from ui.pages.tour_citizens import citizens
from ui.pages.tour_counter import counter
from ui.pages.tour_custody import stay
from ui.pages.tour_disputes import disputes
from ui.pages.tour_duty import shifts
from ui.pages.tour_exchange import exchanged
from ui.pages.tour_held import ledger as held
from ui.pages.tour_measures import measures
from ui.pages.work import Route, Work

NEW = ("何秋", "吕一鸣", "施小满", "孔青", "曹立冬", "严谷雨", "华清明")  # invented
BORN = "1991{month:02}07"
STREET = "演示县石桥路{n}号"
KNOWN = 4
COUNTY_FORM, COUNTY_FIELD = "execution_archive", "经办科室"  # for which a template is loaded
PROVING = ("backup", "audit")


def stops(work: Work, ledger: str = "") -> Iterator[tuple[str, Route]]:
    """(name, route) in the order in which an officer would meet them.

    `ledger` is the path of a sheet that import and comparison are to open with.
    """
    person, other = first(work, "people", 2)
    place, resident = first(work, "places", 1)[0], first(work, "residents", 1)[0]
    building = _building(work)
    house, tenancy = first(work, "housing", 1)[0], first(work, "tenancies", 1)[0]
    yield "today", Route("home")
    yield "figure", Route("figure_rows", "calls").having(on=work.desk.today.isoformat())
    for name in ("people", "places", "residents", "housing", "tenancies"):
        yield f"list-{name}", Route("list", name)
    yield "person", Route("record", "people", person)
    yield "place", Route("record", "places", place)
    yield "resident", Route("record", "residents", resident)
    yield "person-new", Route("form", "people")
    yield "person-edit", Route("form", "people", person)
    yield "conflict", _overtaken(work, other)
    yield "moving-in", Route("form", "residents").having(person_id=str(person))
    yield "address", Route("form", "places", place)
    yield "household", Route("household")
    yield "leaving", Route("action", "residents", resident, "move_out")
    yield "building", Route("action", "places", building, "generate")
    yield "grid", Route("grid", "places", building)
    yield "sweep", Route("sweep", "places", building)
    yield "house", Route("record", "housing", house)
    yield "house-new", Route("form", "housing")
    yield "tenancy", Route("record", "tenancies", tenancy)
    yield "tenancy-new", Route("form", "tenancies").having(house_id=str(house))
    yield "photograph", Route("action", "housing", house, "photograph")
    yield "transfer", Route("action", "housing", house, "transfer")
    yield "house-print", Route("print", "housing", house)
    yield from _of_a_house(work)
    yield from _rounds(work)
    yield from _duty_desk(work)
    yield "history", Route("history", "people", person)
    yield "withdraw", Route("withdraw", "people", person)
    yield "print", Route("print", "residents", resident)
    yield "batch", Route("batch", "residents")
    yield "paper", Route("paper", "prints", _printed(work, resident))
    yield "verify", Route("verify")
    yield "overprint", Route("overprint")
    yield from _own_paper()
    yield "duplicates", Route("duplicates")
    yield "pair", Route("pair", "people", person).having(other=str(other))
    given = {"path": ledger} if ledger else {}
    yield "import", Route("import").having(**given)
    yield "compare", Route("compare").having(**given)
    yield from exchanged(work, other)
    yield from _sealed_records(work, person)
    yield "ticket", Route("ticket")
    yield "keys", Route("keys")
    yield "settings", Route("settings")
    yield "rules", Route("rules")
    yield "rule-national", Route("rule").having(rule="birth_registration", place="")
    yield "holidays", Route("holidays")
    yield "second-factor", Route("factor")


def _sealed_records(work: Work, person: UUID) -> Iterator[tuple[str, Route]]:
    yield "sealed-requests", Route("sealed")
    yield "sealed-ask", Route("sealed_ask", "people", person)
    for page in ("reply", "read"):
        route = Route(f"sealed_{page}", "sealed_requests", _sealed(work, person))
        yield f"sealed-{page}", route


def _own_paper() -> Iterator[tuple[str, Route]]:
    """What the station has for its paper, and for what it types."""
    yield "templates", Route("templates")
    yield "voided", Route("voided")
    yield "void-number", Route("void_number")
    yield "usual-texts", Route("usual_texts")
    at = {"where": "hazards.recheck", "field": "remarks"}
    yield "usual-text-new", Route("usual_text").having(**at)


def _of_a_house(work: Work) -> Iterator[tuple[str, Route]]:
    """A house that was checked: the visit, what it found, and the next one."""
    house, visit = first(work, "housing", 1)[0], first(work, "inspections", 1)[0]
    hazard = first(work, "hazards", 1)[0]
    yield "list-hazards", Route("list", "hazards")
    yield "check", Route("inspect", "housing", house)
    yield "checked", Route("record", "inspections", visit)
    yield "hazard", Route("record", "hazards", hazard)
    yield "recheck", Route("action", "hazards", hazard, "recheck")


def _rounds(work: Work) -> Iterator[tuple[str, Route]]:
    """A round of all that is let, its first house entered with what follows from it."""
    why = Purpose("CHECK", "检查路线")
    with work.desk.act("file:rounds", purpose=why) as act:
        [made] = file_typed(act, work.desk.registers["rounds"], [{"source": "let"}])
    said = {"nth": 1, "said": "6 15"}
    perform(work.desk, ACTIONS["rounds"], "enter", made.id, said, why)
    yield "rounds", Route("rounds")
    yield "round-new", Route("round_new", "rounds")
    yield "round", Route("round", "rounds", made.id)
    yield "round-papers", Route("round_papers", "rounds", made.id)


def _duty_desk(work: Work) -> Iterator[tuple[str, Route]]:
    """Everything that the duty desk keeps."""
    yield from _calls(work)
    yield from cases(work, first(work, "cases", 9)[-2], _open_call(work))
    yield from held(*(first(work, name, 9)[-1] for name in ("property", "tasks", "footage")))
    yield from stay(first(work, "custody", 1)[0])
    yield from measures(first(work, "measures", 9)[-1])
    yield from disputes(first(work, "disputes", 9)[-1], _open_call(work))
    things, missed = first(work, "lost_found", 9)[-1], first(work, "missing", 9)[-1]
    yield from counter(first(work, "cards", 9)[2], things, missed)
    asked = first(work, "certificates", 9)
    yield from certificates(first(work, "people", 1)[0], asked[0], asked[-1])
    yield from queries(first(work, "record_queries", 1)[0])
    raised = (first(work, name, 9)[-1] for name in ("matters", "visits", "letters"))
    yield from citizens(_open_call(work), *raised)
    yield from shifts(first(work, "duty", 1)[0])


def _calls(work: Work) -> Iterator[tuple[str, Route]]:
    """The desk: the calls, a new one, a text of 110, and what comes of one."""
    call = first(work, "calls", 1)[0]
    yield "list-calls", Route("list", "calls")
    yield "call-new", Route("form", "calls")
    yield "reception", Route("reception", "calls")
    yield "consultation", Route("consultation", "calls")
    yield "call-paste", Route("call_paste", "calls")
    yield "call", Route("record", "calls", call)
    yield "call-person", Route("action", "calls", call, "involve")
    yield "call-disposal", Route("action", "calls", _open_call(work), "dispose")


def _open_call(work: Work) -> UUID:
    """One without disposal."""
    with work.desk.view("list:calls") as view:
        lines = records.page(view, work.desk.registers["calls"], Query(where={"channel": "110"}))
    return lines[0].id


def after_work(page: Page) -> bool:
    """A page that proves something is shown with its proof; True once that has begun."""
    if page.route.page in PROVING:
        return page.press("refresh")
    return False


def write_ledger(work: Work, path: Path) -> None:
    """Twelve lines: new people, known ones, one who may be known, one number that is wrong."""
    lines = [["姓名", "公民身份号码", "出生日期", "联系电话", "现住地址"]]
    for n, name in enumerate(NEW, start=1):
        number = f"339901{BORN.format(month=n)}{n:02}1"
        lines.append([name, number + check_digit(number), "", "", STREET.format(n=n)])
    lines.append(["武白露", "339901199108071234", "", "", STREET.format(n=8)])
    lines += _known(work)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)


def _known(work: Work) -> Iterator[list[str]]:
    """Of four on record: the first without number, so that only an officer can tell."""
    residents = work.desk.registers["residents"]
    living: list[Any] = [work.shown(residents, id).record for id in first(work, "residents", 60)]
    each = {one.person_id: one for one in living if one.until is None}
    people, places = work.desk.registers["people"], work.desk.registers["places"]
    found = 0
    for id, residence in each.items():
        person: Any = work.shown(people, id).record
        if not person.id_number or found == KNOWN:
            continue
        home: Any = work.shown(places, residence.place_id).record
        number = person.id_number if found else ""
        yield [person.name, number, str(person.birth), f"1990000700{found}", home.line]
        found += 1


def _sealed(work: Work, person: UUID) -> UUID:
    """A request of the officer that waits for another to decide."""
    with work.desk.view("sealed-requests") as view:
        if mine := sealing.requests(view):
            return mine[-1].request.id
    with work.desk.act("request-sealed", purpose=Purpose("CASE", "A339901-2026-17")) as act:
        return sealing.request(act, "people", person, "侦办案件需要").id


def _printed(work: Work, resident: UUID) -> UUID:
    """A paper of this residence that was signed."""
    with work.desk.view("papers") as view:
        if mine := papers_of(view, FORMS, resident):
            return mine[0].id
    form, why = FORMS["residence_form"], Purpose("TASK", "A339901-2026-17")
    with work.desk.act("print", purpose=why) as act:
        made = print_form(act, form, resident)
    perform(work.desk, ACTIONS["prints"], "signed", made.print_id, {"person": "王警官"}, why)
    return made.print_id


def _overtaken(work: Work, id: UUID) -> Route:
    """A form that somebody left and another saved meanwhile."""
    people = work.desk.registers["people"]
    begun: Any = work.shown(people, id).record
    typed = {"occupation": "瓦匠", "employer": "东门工程队", REVISION: str(begun.revision)}
    with work.desk.jot("save-draft") as view:
        save_draft(view, f"people/{id}", typed)
    news = {"occupation": "木匠", "education": "60"}
    work.seen(
        "amend:people",
        lambda act: records.amend(act, people, id, news, revision=begun.revision),
    )
    return Route("conflict", "people", id)


def first(work: Work, name: str, n: int) -> list[UUID]:
    with work.desk.view(f"list:{name}") as view:
        lines = records.page(view, work.desk.registers[name], Query())
    return [line.id for line in lines[:n]]


def _building(work: Work) -> UUID:
    with work.desk.view("list:places") as view:
        query = Query(where={"level": BUILDING})
        return records.page(view, work.desk.registers["places"], query)[-1].id  # the oldest
