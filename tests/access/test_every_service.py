"""A story in which every declared service is asked once: allowed, refused, and without its event.

Allowed it leaves exactly one event, refused one that says so; where the event cannot be written
there is neither an answer nor anything written. Who declares a service tells its part here.
"""

from __future__ import annotations

import importlib
import inspect
import io
import json
import os
import pkgutil
from datetime import timedelta
from random import Random
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import select, text

import station_app
from station_app.access.action import read
from station_app.access.countersigning import Seen
from station_app.access.desk import Desk
from station_app.access.matrix import MATRIX
from station_app.access.purposes import Purpose
from station_app.access.roles import ROLES
from station_app.access.service import DECLARED
from station_app.clocks.versions import Version
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.core.progress import unheard
from station_app.core.records import Table
from station_app.core.register import read_draft
from station_app.exchange.writing import Taken
from station_app.printing.county.kept import takes
from station_app.printing.county.template import Slot, Template
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.retention.rules import KEPT
from station_app.sealing import service
from station_app.storage.countersigned import AuditCountersigned
from station_app.storage.keyslot import new_code
from station_app.storage.pages import Query
from station_app.workflows.agenda import Wanted
from station_app.workflows.demo_people import Invented
from station_app.workflows.import_report import State
from station_app.workflows.import_sheet import read_ledger
from station_app.workflows.paper_batch import Run
from tests.calls import story as calls_story
from tests.cards import story as cards_story
from tests.cases import ending_story as closing_story
from tests.cases import story as cases_story
from tests.certificates import story as certificates_story
from tests.conftest import NOW
from tests.corrections import story as intake_story
from tests.custody import story as custody_story
from tests.discipline import story as discipline_story
from tests.disputes import story as disputes_story
from tests.duty import story as duty_story
from tests.endings import story as ending_story
from tests.leaves import story as leaves_story
from tests.matters import story as matters_story
from tests.measures import story as measures_story
from tests.property import story as property_story
from tests.rehabilitation import story as rehabilitation_story
from tests.relocations import story as moving_story
from tests.reports import story as reports_story
from tests.residents import invented
from tests.sealing.keepers import keeper
from tests.statements import story as statements_story
from tests.sync import bringing_story, carrying_story, joining_story
from tests.sync import story as exchange_story
from tests.workflows.ledgers import book, line, number

for module in pkgutil.walk_packages(station_app.__path__, "station_app."):
    if "migrations" not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)  # so that every service is declared

SERVICES = {name: one for name, one in DECLARED.items() if name.startswith("station_app.")}
TOLD_AT_ITS_ENDS = {  # decisions/0004: the middle of a long act
    "station_app.workflows.import_write.write_households",
    "station_app.workflows.desk.day_sheet_import.write_calls",
    "station_app.access.rulebook.settle_part",
    "station_app.workflows.rebuild.rebuild_some",
    "station_app.workflows.rebuild.rebuild_rest",
}
JOTS = (
    "save_draft",
    "countersigning.walk",
    *(f"sending.{name}" for name in ("introduce", "number", "start_again")),
    *(f"taking_in.{name}" for name in ("begin", "hear", "stage", "drop_echoed", "pass_over")),
    *(f"photographs.{name}" for name in ("awaited", "take")),
    *(f"sync.snapshot.{name}" for name in ("keep", "remember", "drop")),
    "digest.note",
    "digest.at_once",
    "bundle.next_medium",
    "countersigning.keep",
    "countersigning.keep_head",
    "drop_draft",
    "note_backup",
    "note_second",
    "note_trouble",
    "number_assessment",
)
CASE = Purpose("CASE", "A3399010000002026030001")
ORDER = (
    *("officer", "chief", "admin", "security", "auditor", "clerk"),
    *("corrections", "rehabilitation"),
)
NOBODY = "nobody"  # a role that no home knows
UNWRITABLE = "nothing can be written to the log"
LOCKABLE = {  # the log refuses every event while it is locked
    "sqlite": (
        "create table log_lock (locked integer)",
        "insert into log_lock values (0)",
        "create trigger log_locked before insert on audit_event "
        "when (select locked from log_lock) = 1 "
        f"begin select json_extract('{{}}', '{UNWRITABLE}'); end",  # nothing the program expects
    ),
    "postgresql": (
        "create table log_lock (locked integer)",
        "insert into log_lock values (0)",
        "create function log_locked() returns trigger as $$ begin "
        f"if (select locked from log_lock) = 1 then raise exception '{UNWRITABLE}'; end if; "
        "return new; end $$ language plpgsql",
        "create trigger log_locked before insert on audit_event "
        "for each row execute function log_locked()",
    ),
}


class Story:
    """Does one thing after the other, and counts what each leaves."""

    def __init__(self, desk_of, store):
        self._desk_of, self.store, self.now = desk_of, store, NOW
        self._desks: dict[tuple[str, str | None], Desk] = {}
        engine = store.engines.writing.dialect.name
        # That an act is one transaction there too, and a refusal an event: test_act
        self.every = engine == "sqlite" or os.environ.get("STATION_TESTS") == "whole"
        self.asked = set()
        self.wrong = []
        for statement in LOCKABLE[engine]:
            self.say(statement)

    def desk(self, role, officer=None) -> Desk:
        key = role, officer
        if key not in self._desks:
            self._desks[key] = self._desk_of(role, officer, now=lambda: self.now)
        return self._desks[key]

    def do(
        self,
        name,
        *args,
        by=None,
        register=None,
        officer=None,
        why=CASE,
        sees=(),
        once=False,
        act_id=None,
        **more,
    ):
        """`sees`: whom this shows in full; `once`: it changes what it is given."""
        full = f"station_app.{name}"
        service, told = _function(full), SERVICES[full]
        right = f"{told.right}:{register}" if register else told.right
        given = (REGISTERS[register], *args) if register else args
        role = by or next(role for role in ORDER if role in MATRIX[right])
        desk = self.desk(role, officer)
        if told.audit and not once and self.every:
            self._without_its_event(
                full, desk, right, why, lambda act: service(act, *given, **more)
            )
        before = self.told()
        work = lambda act: service(act, *given, **more)  # noqa: E731
        answer = self._asked(desk, told, full, right, why, act_id, work)
        expected = [told.audit] if told.audit and full not in TOLD_AT_ITS_ENDS else []
        self._expect(full, before, expected)
        for id in sees:
            self._looked(full, id)
        self.asked.add(full)
        return answer

    def _asked(self, desk, told, full, right, why, act_id, work):
        if told.audit is None:
            opening = desk.jot if full.endswith(JOTS) else desk.view
            with opening(right) as view:
                return work(view)
        told_of = full not in TOLD_AT_ITS_ENDS
        with desk.act(right, purpose=why, act_id=act_id, told=told_of) as act:
            return work(act)

    def _without_its_event(self, full, desk, right, why, work):
        """The log cannot be written: no answer, and nothing left behind."""
        before, answers = self.rows(), []
        self.say("update log_lock set locked = 1")
        try:
            with desk.act(right, purpose=why) as act:
                value = work(act)
            answers.append(value)
        except Exception as error:
            if UNWRITABLE not in str(error):
                self.wrong.append(f"{full}: {error}")
        finally:
            self.say("update log_lock set locked = 0")
        if answers or self.rows() != before:
            self.wrong.append(f"{full}: done without its event")

    def refused(self, full, told):
        rights = [r for r in MATRIX if r.partition(":")[0] == told.right]
        role = next((r for r in ROLES if not any(r in MATRIX[right] for right in rights)), NOBODY)
        before = self.told()
        opening = self.desk(role).view if told.audit is None else self.desk(role).act
        with pytest.raises(Refused), opening(rights[0]):
            self.wrong.append(f"{full}: open to {role}")
        self._expect(f"{full}, refused", before, ["refused"])

    def without_purpose(self, full, told):
        right = next(r for r in MATRIX if r.partition(":")[0] == told.right)
        role = next(role for role in ORDER if role in MATRIX[right])
        register = right.partition(":")[2]
        given = (REGISTERS[register],) if register else ()
        before = self.told()
        with pytest.raises(Refused, match="事由"), self.desk(role).act(right) as act:
            _function(full)(act, *given, *([None] * 3)[: _needed(full) - len(given)])
        self._expect(f"{full}, without purpose", before, ["refused"])

    def _expect(self, what, before, expected):
        found = [json.loads(body)["event"] for body in self.events(before)]
        if found != expected:
            self.wrong.append(f"{what}: {found} instead of {expected}")

    def _looked(self, what, id):
        with self.store.reading() as session:
            last = session.scalar(text("select max(number) from audit_event"))
            query = text("select record_id from audit_read where number = :n")
            shown = {_id(one) for one in session.scalars(query, {"n": last})}
        if id.hex not in shown:
            self.wrong.append(f"{what}: nobody can tell who looked at {id}")

    def told(self):
        """The number of the last event."""
        with self.store.reading() as session:
            return session.scalar(text("select max(number) from audit_event")) or 0

    def events(self, after):
        query = text("select body from audit_event where number > :n order by number")
        with self.store.reading() as session:
            return session.scalars(query, {"n": after}).all()

    def rows(self):
        """How many of each table."""
        tables = sorted(Table.metadata.tables.keys() - {"audit_event"})
        counts = [f'(select count(*) from "{name}")' for name in tables]
        with self.store.reading() as session:
            found = session.execute(text(f"select {', '.join(counts)}")).one()
        return dict(zip(tables, found, strict=True))

    def say(self, statement):
        with self.store.writing() as session:
            session.execute(text(statement))

    def load(self, register, id):
        record = REGISTERS[register].record
        with self.store.reading() as session:
            return session.scalar(select(record).where(record.id == id))

    # What is typed

    def values(self, register, **typed):
        part = register == "residents"  # who and where are filled in by the act
        found, problems = read_draft(REGISTERS[register], typed, self.now, part=part)
        assert not problems, problems
        return found

    def act(self, register, action, id, by="officer", **typed):
        """One of the register's own actions, as the page does it."""
        one = ACTIONS[register][action]
        run, more = getattr(one.run, "func", one.run), getattr(one.run, "keywords", {})
        name = f"{run.__module__}.{run.__qualname__}".removeprefix("station_app.")
        return self.do(name, id, read(self.desk(by), one, typed), by=by, **more)

    def person(self, name="张三", by="officer", **typed):
        return self.do(
            "access.records.file",
            self.values("people", name=name, **typed),
            by=by,
            register="people",
        )

    def place(self, line):
        return self.do("access.records.file", self.values("places", line=line), register="places")


def _function(full):
    module, name = full.rsplit(".", 1)
    return getattr(importlib.import_module(module), name)


def _needed(full):
    """Arguments after the act that have no default."""
    found = list(inspect.signature(_function(full)).parameters.values())[1:]
    return sum(p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD for p in found)


def _id(value):
    return value.hex() if isinstance(value, bytes) else str(value).replace("-", "")


@pytest.fixture
def story(desk_of, store):
    return Story(desk_of, store)


def test_every_service_leaves_exactly_one_event_allowed_and_refused(story, tmp_path):
    for part in (_accounts, _rules, _station, _people, _places, _residents, _permits, _letting,
                 _inspections, _paper, _county, _sheets, _sealed, _log,
                 moving_story.moving, leaves_story.leaves, ending_story.ending,
                 reports_story.reports, intake_story.intake, custody_story.custody,
                 discipline_story.discipline, calls_story.calls, measures_story.measures,
                 rehabilitation_story.rehabilitation,
                 cases_story.cases, cases_story.stopped, cases_story.refused, property_story.held,
                 statements_story.statements, statements_story.mediation,
                 property_story.told, property_story.asked, duty_story.duty,
                 certificates_story.certificates, certificates_story.queries,
                 disputes_story.disputes, matters_story.matters, matters_story.letters,
                 cards_story.cards, cards_story.things, cards_story.missing,
                 closing_story.decided, closing_story.stopped, exchange_story.decided,
                 exchange_story.exchanged, bringing_story.brought,
                     joining_story.joined, carrying_story.carried):  # fmt: skip
        part(story, tmp_path)
    for full, told in SERVICES.items() if story.every else ():
        story.refused(full, told)
        if told.purpose:
            story.without_purpose(full, told)
    assert story.wrong == []
    assert set(SERVICES) - story.asked == set()


def _accounts(s, _folder):
    s.do("access.accounts.open_account", "zhou", "clerk", "training")
    s.do("access.accounts.change_role", "zhou", "officer", "training")
    s.do("access.accounts.reset_password", "zhou")
    s.do("access.accounts.close_account", "zhou")
    s.do("access.accounts.reopen_account", "zhou")
    s.do("access.accounts.accounts")
    for name in ("own_password", "recover", "sign_in", "renew_key", "note_new_key"):
        s.do(f"access.accounts.{name}")
    s.do("access.beats.give", "zhou", "东门警务区")
    s.do("access.beats.assignments")
    s.do("access.beats.choices")
    s.do(
        "access.beats.end",
        "zhou",
        "东门警务区",
        s.desk("chief").today,
        s.desk("chief").today + timedelta(days=1),
    )


def _rules(s, _folder):
    s.do("access.rulebook.rules")
    s.do("access.rulebook.years")
    version = Version(
        rule="half_year",
        place=None,
        valid_from=NOW.date(),
        length=3,
        unit="month",
        roll=False,
        issuer="演示县公安局",
        number="演公〔2026〕12号",
    )
    s.do("access.rulebook.end_rule", s.do("access.rulebook.order_rule", version), "县局撤回")
    notice = {"issuer": "国务院办公厅", "number": "国办发明电〔2026〕0号"}
    entered = s.do("access.rulebook.enter_holidays", 2027, "1.1 至 1.3", "1.9", **notice)
    s.do("access.rulebook.end_holidays", entered, "录入有误")
    s.do("access.rulebook.unsettled")
    s.do("access.rulebook.settle_part", None)
    s.do("access.rulebook.end_settling", 4, 0)


def _station(s, _folder):
    s.do("access.standing.enter_order", "演示县公安局", "演公发〔2026〕7号", s.desk("admin").today)
    s.do("access.standing.stand_alone")
    s.do("access.standing.take_back_order", "县局通知")
    s.do("access.clockwork.clock")
    s.do("access.log.was_cut")
    s.do("access.log.note_copy", "339901198001010013")
    s.do("access.clockwork.note_clock", NOW)
    s.do("access.clockwork.confirm_clock")
    s.do("access.factors.set_factor")
    s.do("access.factors.drop_factor")
    s.do("access.idle.idle_lock")
    s.do("access.idle.set_idle_lock", 5)
    letter = s.do("access.desks.invite", "值班室")
    s.do("access.desks.join", letter)
    s.do("access.desks.listed")
    s.do("access.desks.close", letter, "another")
    s.do("access.desks.mend_server")
    s.do("access.news.news", s.store.device, None)
    s.do("workflows.assessment.gather")
    s.do("workflows.assessment.number_assessment")
    s.do("access.log.back_up", "一.backup", by="admin")
    s.do("access.upkeep.back_up_itself", "backups")
    s.do("access.upkeep.name_second_place", "")
    s.do("access.upkeep.note_backup", "一.backup")
    s.do("access.upkeep.note_second")
    s.do("access.upkeep.note_trouble", "absent")
    s.do("access.upkeep.last_backup")
    s.do("access.drafts.save_draft", "form/people", {"name": "张"})
    s.do("access.drafts.drafts")
    s.do("access.drafts.drop_draft", "form/people")
    s.do("workflows.paper_keys.export_public_key")
    card = {"station": "339902-01", "paper_key": "ab" * 32}
    s.do("workflows.paper_keys.trust_public_key", json.dumps(card).encode())
    s.do("workflows.demo._build", ["演示县东门社区新丰街77号1栋"])
    s.do("workflows.demo._move_in", [], 0)
    s.do("workflows.demo_houses._open", Random(1), {}, [])
    s.do("workflows.demo._newcomers", Invented(Random(1), NOW.date(), set()), 1, [new_id()])


def _people(s, _folder):
    zhang, other, third = s.person(), s.person("张三"), s.person("张四")
    s.do("access.records.file_all", [s.values("people", name="王五")], register="people")
    s.do("workflows.inline.file_typed", [{"name": "赵六"}], register="people", once=True)
    people = {"register": "people", "sees": [zhang.id]}
    s.do("access.records.show", zhang.id, **people)
    s.do("access.opening.open_record", zhang.id, **people)
    s.do("access.records.history", zhang.id, **people)
    s.do("access.records.everything_about", zhang.id, **people)
    s.do(
        "access.records.titles", [zhang.id, other.id], register="people", sees=[zhang.id, other.id]
    )
    s.do("access.records.page", Query(), register="people")
    s.do("access.records.anchors", Query(), register="people")
    s.do("access.records.lines", [zhang.id], register="people")
    s.do("workflows.find.find", "张三")
    s.do("workflows.find.find_full", "张三", sees=[zhang.id, other.id])
    s.do("access.log.settle_search", "张三", 2)
    s.do("workflows.export.take", Query(columns=("name",), down=True), "年检", lambda _n: None,
         register="people", by="chief", sees=[zhang.id, other.id])  # fmt: skip
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "grey").save(picture, "JPEG")
    s.do("people.service.set_photo", zhang.id, picture.getvalue())
    s.do("people.service.photo", zhang.id, sees=[zhang.id])
    s.do("notes.service.note", "people", zhang.id, {"said": "门禁卡已补办", "scan": None})
    s.do("notes.service.notes_of", zhang.id, register="people", sees=[zhang.id])
    s.act("people", "two_people", zhang.id, other=str(third.id))
    s.act("people", "merge", zhang.id, other=str(other.id))
    s.act("people", "unmerge", zhang.id, other=str(other.id))
    s.do("workflows.duplicates.likely", {"name": "张三"})
    s.do("workflows.duplicates.pairs")
    changed = s.do(
        "access.records.amend", third.id, {"remarks": "改"}, register="people", revision=1
    )
    assert changed.revision == 2
    s.do("access.compare.since", third.id, 1, register="people", sees=[third.id])
    s.do("access.records.withdraw", third.id, register="people", reason="重复录入")
    wrong = s.place("演示县东门社区新丰街99号")
    s.do("workflows.withdraw.withdraw", wrong.id, register="places", reason="录错地址")


def _places(s, _folder):
    building = s.place("演示县东门社区新丰街66号1栋")
    s.act("places", "generate", building.id, **_floors())
    s.do("places.service.grid", building.id)
    one, twin = s.place("演示县东门社区新丰街67号"), s.place("演示县东门社区新丰街68号")
    s.act("places", "merge", one.id, other=str(twin.id))
    s.act("places", "unmerge", one.id, other=str(twin.id))


def _floors():
    return {"units": "1", "floors": "2", "rooms": "2"}


def _residents(s, _folder):
    members = [
        (s.values("people", name="单一", id_number=number("19620304", "001")),
         s.values("residents", relation_to_head="02")),
        (s.values("people", name="单二", id_number=number("19880101", "003")),
         s.values("residents", relation_to_head="22")),
    ]  # fmt: skip
    head, son = s.do("residents.service.register_household", invented.HOME, members)
    record = s.head = s.load("residents", head)
    seen = [head, son, record.person_id]
    s.do("residents.service.household", record.household, sees=seen)
    s.do("residents.service.at_place", record.place_id, sees=seen)
    s.act("residents", "sweep", head, result="found")
    s.do("residents.service.sweep_dwelling", record.place_id, "found")
    moved = s.act("residents", "move_within", son, address=invented.EMPTY)
    s.act("residents", "deregister", moved[-1], reason="6")
    s.act("residents", "restore_registration", moved[-1], reason="登记有误")
    s.act("residents", "move_out", moved[-1], moved_to="演示县石桥村")
    moving = ACTIONS["residents"]["move_out"]
    s.do("access.filling.filled_in", head, moving, register="residents", sees=[head])
    s.do("workflows.agenda.agenda")
    s.do("workflows.agenda.page", Wanted())
    s.do("workflows.agenda.figures")
    s.do("workflows.agenda.owed_by", [head])


def _stay(s, name, kind, **typed):
    person = s.person(name, **typed)
    place = s.place(invented.LET)
    values = s.values(
        "residents", person_id=str(person.id), place_id=str(place.id), resident_class=kind
    )
    return s.do("access.records.file", values, register="residents")


def _permits(s, _folder):
    tenant = _stay(s, "房客", "4", id_number=number("19900307", "801"))
    s.act("residents", "extend_stay", tenant.id, expected_leave="2026-12-01")
    s.act("residents", "register_residence", tenant.id)
    s.now = NOW + timedelta(days=200)
    s.act("residents", "apply_permit", tenant.id)
    s.act("residents", "issue_permit", tenant.id, permit_number="J123")
    s.now = NOW + timedelta(days=200 + 340)
    s.act("residents", "endorse", tenant.id)
    s.now = NOW
    person = s.person("EXAMPLE ANNA", documents="414 E1234567", sex="2", birth="1990-01-01")
    place = s.place(invented.LET)
    guest = {"person_id": str(person.id), "place_id": str(place.id), "resident_class": "5"}
    typed = s.values("residents", **guest, abroad_kind="foreigner", visa_until="2026-12-01")
    visitor = s.do("access.records.file", typed, register="residents")
    s.act("residents", "register_lodging", visitor.id)


def _letting(s, _folder):
    landlord, other = s.person("房东甲"), s.person("房东乙")
    place = s.place("演示县东门社区新丰街91号")
    let = s.values("housing", place_id=str(place.id), landlord_id=str(landlord.id))
    house = s.do("workflows.inline.file_whole", let, register="housing").id
    s.do("housing.service.set_grade", house, "key", "复查未改正")
    s.do("housing.service.note_check", house, s.now.date())
    s.do("housing.service.set_checked", house, s.now.date())
    s.do("housing.service.set_listed", house, True)
    s.act("housing", "sign_letter", house)
    s.act("housing", "transfer", house, landlord=str(other.id))
    tenancies = [
        s.values("tenancies", house_id=str(house), person_id=str(s.person(f"房客{n}").id))
        for n in "甲乙丙丁戊己庚"
    ]
    first = s.do("workflows.let.enter", tenancies[0])
    bare = s.do("tenancies.service.enter", tenancies[1])
    s.act("tenancies", "register", bare.id)
    s.act("tenancies", "extend", first.id, expected_until="2027-03-01")
    s.do("tenancies.service.extend", first.id, None)
    s.do("tenancies.service.end", bare.id, s.now.date(), "1")
    s.act("tenancies", "end", first.id)
    held = [s.do("workflows.let.enter", one).residence_id for one in tenancies[2:6]]
    on, to = {"on": None, "moved_to": None, "reason": None}, {"on": None, "household": None}
    found = {"on": None, "remarks": ""}
    s.do("residents.service.move_out", held[0], on)
    s.do("residents.service.deregister", held[1], on | {"reason": "6"})
    s.do("residents.service.move_within", held[2], to | {"address": invented.EMPTY})
    s.do("residents.service.sweep", held[3], found | {"result": "found"})
    values = s.values("residents", resident_class="4")
    lodger = {"person_id": s.person("房客辛").id, "place_id": place.id}
    s.do("workflows.let.dwell", values | lodger)
    family = [(s.values("people", name="房客壬"), s.values("residents", stay_reason="01"))]
    s.do("workflows.let.register_household", "演示县东门社区新丰街91号", family)
    s.do("workflows.import_tenancies.absent", ["演示县东门社区新丰街91号"], [])
    s.act("housing", "photograph", house, photo="a" * 64)
    s.act("housing", "stop_letting", house, tenants="是")
    s.act("housing", "let_again", house)
    s.do("housing.service.end_letting", house, s.now.date())


def _inspections(s, _folder):
    for name in ("officer", "zhang"):
        s.do("access.accounts.open_account", name, "officer", "training")
    place, landlord = s.place("演示县东门社区新丰街90号"), s.person("房东")
    let = s.values("housing", place_id=str(place.id), landlord_id=str(landlord.id))
    house = s.do("access.records.file", let, register="housing")
    tenant = s.person("租客")
    lives = s.values("tenancies", house_id=str(house.id), person_id=str(tenant.id))
    s.do("access.records.file", lives, register="tenancies")
    s.do("workflows.inspect.sheet", house.id, sees=[house.id, tenant.id])
    two = {"second": "zhang", "consent": "given"}
    _visit, lock, stairs = s.act("housing", "inspect", house.id, faults="15；6", **two)
    s.act("hazards", "report_corrected", lock)
    s.act("hazards", "recheck", lock, result="done")
    s.act("hazards", "refer", stairs)
    s.do("workflows.round_plan.propose", {"source": "let"}, sees=[house.id])
    s.do("workflows.round_plan.propose_house", house.id, {}, sees=[house.id])
    round = s.do("workflows.round_plan.prepare", {"second": "zhang"}, [house.id])
    s.do("workflows.round_walk.rounds")
    s.do("workflows.round_walk.walk", round.id, sees=[house.id, tenant.id])
    s.act("rounds", "enter", round.id, nth=1, said="6")


def _paper(s, _folder):
    record = s.head
    form = FORMS["household_sheet"]
    shown = [record.id, record.person_id]
    s.do("workflows.paper.preview_form", form, record.id, sees=shown)
    paper = s.do("workflows.paper.print_form", form, record.id, sees=shown)
    s.do("workflows.verify.verify", FORMS, paper.code)
    s.do("printing.stock.switch_on", form, "演示县公安局", "演公发〔2026〕9号", NOW.date())
    s.do("printing.stock.overprints")
    s.do("printing.stock.switch_off", form, "县局通知")
    s.do("workflows.papers.papers_of", FORMS, record.id)
    s.do("workflows.paper.offered", [form], REGISTERS["residents"], record.id)
    s.do("workflows.papers.paper", FORMS, paper.print_id, sees=[paper.print_id, record.id])
    s.do("printing.steps.signed", paper.print_id, {"person": "单𬭎"})
    s.do("printing.steps.served", paper.print_id, {"person": "单𬭎", "way": "direct"})
    s.do("printing.steps.back", paper.print_id, {"scan": "a" * 64})
    run = Run(FORMS["household_sheet"], "再印")
    s.do("workflows.paper_batch.gather", run, [record.id], sees=shown, once=True)
    s.do("workflows.paper_batch.file_batch", Run(form, ""))
    filed = s.person("撤销")
    with s.store.reading() as session:
        act_id = session.scalar(text("select act_id from operation order by n desc limit 1"))
    act_id = _uuid(act_id)
    s.do("access.records.written_by", act_id)
    s.do("workflows.import_write.is_import", act_id)
    s.do("access.records.undo", act_id)
    again = s.person("再撤销")
    assert again.id != filed.id
    with s.store.reading() as session:
        act_id = session.scalar(text("select act_id from operation order by n desc limit 1"))
    s.do("access.records.undo_part", _uuid(act_id), 10)


def _county(s, _folder):
    """What the county hands out for paper, and what the station keeps for what it types."""
    form = next(form for form in FORMS.values() if takes(form))
    slot = Slot("姓名", 0, 100, 500, 200, 520)
    brought = b"%PDF", Template(b"%PDF", (((500.0, "姓名"),),), (slot,), {})
    by = {"issuer": "演示县司法局", "number": "演司〔2026〕9号", "day": NOW.date()}
    s.do("printing.county.kept.known", form)
    s.do("printing.county.kept.load", form, brought, **by)
    s.do("printing.county.kept.templates")
    s.do("printing.county.kept.place", form, "姓名", "单位")
    s.do("printing.county.kept.take_back", form, "县局换发")
    kept = s.do("workflows.texts.keep", ("hazards", "remarks"), "已约时间", "已约时间复查。")
    s.do("workflows.texts.own_texts")
    s.do("workflows.texts.texts_for", "hazards.recheck", "remarks")
    s.do("workflows.texts.drop", kept)
    s.do("access.voiding.void", "（2026）演矫警字第3号", "警告决定书", "写错")
    s.do("access.voiding.voided")


def _uuid(value):
    return UUID(_id(value))


def _sheets(s, folder):
    known = s.person("钱七", birth="1980-01-01", sex="1")
    ledger = book(
        folder / "ledger.xlsx",
        line("7", "户主", "钱七", number="", birth="1980-01-01", address=invented.GUEST),
        line("8", "户主", "钱八", number=number("19820202", "002"), address=invented.GUEST),
    )
    officer, sheet, act_id = s.desk("officer"), "ab" * 32, new_id()
    plan = read_ledger(ledger, officer.today).plan
    s.do("workflows.import_write.look", plan.entries, sheet)
    s.do("workflows.import_write.absent", [], [], [])
    state = State(officer.officer, sheet, {}, officer.today.isoformat(), plan.read)
    own = {"register": "residents", "act_id": act_id, "once": True}
    s.do("workflows.import_write.begin", state, **own)
    s.do("workflows.import_write.write_households", state, plan.households(), "name", **own)
    s.do("workflows.import_write.finish", state, plan.doubts, **own)
    s.do("workflows.import_write.state_of", act_id)
    assert len(state.held) == 1
    s.do("workflows.import_write.decide", act_id, state.held[0]["row"], known.id, act_id=act_id)
    plans = {"ledger.xlsx": plan}
    s.do("workflows.compare_sheet.hold_against", plans)
    s.do("workflows.import_write.left_to_undo", act_id, state)
    s.do("workflows.import_write.take_back_part", act_id, state, 5000, once=True)
    s.do("workflows.import_write.end_taking_back", act_id, state, once=True)
    s.do("workflows.export_all.second", "chief", "移交县局")
    codes, taken = (new_code(), new_code()), Taken("chief", s.now, "移交县局", str(act_id))
    file = folder / "all.archive"
    s.do("workflows.export_all.write_all", file, codes, taken, "security", unheard, sees=[known.id])


def _sealed(s, _folder):
    halves = keeper(s.store, "chief")
    waiting = keeper(s.store, "deputy")
    s.do("sealing.custodians.custodians")
    s.do("sealing.custodians.admit", next(iter(waiting)), halves, by="chief")
    s.do("sealing.custodians.prove", halves, by="chief")
    hidden = s.person("封存")
    asked = s.do("sealing.service.request", "people", hidden.id, "办案需要")
    other = s.do("sealing.service.request", "people", uuid4(), "办案需要")
    unit = service.Unit("演示市某机关", "某规定第一条", "演函〔2026〕1号")
    theirs = s.do("sealing.service.request", "people", uuid4(), "政审", unit)
    s.do("sealing.service.refuse", theirs.id, "没有依据", by="chief")
    s.do("sealing.service.reply", theirs.id, "演公复〔2026〕1号")
    s.do("sealing.service.requests")
    s.do("sealing.service.refuse", other.id, "理由不足", by="chief")
    with s.desk("chief").act("undo") as act:
        act._running.append("undo")  # as the act that closes a case will
        act.seal(REGISTERS["people"], hidden.id)
    s.do("sealing.service.approve", asked.id, halves, by="chief")
    s.do("sealing.service.look", asked.id, sees=[asked.id])
    own = {"by": "chief", "officer": "deputy"}
    mine = s.do("sealing.service.request", "people", hidden.id, "依法删除", **own)
    s.do("sealing.service.approve", mine.id, halves, by="chief")
    s.do("retention.service.propose_erasure", mine.id, "判决书", **own)
    s.now = NOW + timedelta(days=365 * 9)
    s.do("retention.service.due")
    kept = next(one for one in KEPT if one.register == "residents")
    first = s.do("retention.service.propose", kept, "到期", by="chief")
    s.do("retention.service.refuse", first.id, "再查", officer="deputy")
    second = s.do("retention.service.propose", kept, "到期", by="chief")
    s.do("retention.service.approve", second.id, officer="deputy")
    s.do("retention.service.purges")
    s.now = NOW


def _log(s, _folder):
    zhang = s.person()
    s.do("access.log.who_looked", zhang.id)
    s.do("access.log.verify_audit")
    s.do("access.log.sign_log")
    s.do("access.log.last_checkpoint")
    s.do("access.log.export_audit")
    for name in ("key", "logs", "epoch", "seen", "doubts", "acknowledged"):
        s.do(f"access.countersigning.{name}")
    log, text = str(s.store.device), "00"
    s.do("access.countersigning.part", log, 0, 10)
    s.do("access.countersigning.walk", log)
    row = AuditCountersigned(log_id=log, number=1, hash=text, at=NOW, signature=text, leaf=0)
    s.do("access.countersigning.keep", row)
    s.do("access.countersigning.keep_head", Seen(new_id(), 1, text))
    s.do("access.countersigning.doubt", log, "short", 1, text)
    s.do("workflows.check.check")
    s.do("workflows.rebuild.begin_rebuild")
    s.do("workflows.rebuild.rebuild_some", "people", 0)
    s.do("workflows.rebuild.rebuild_rest", "people")
    s.do("workflows.rebuild.end_rebuild", {"people": 1})
    today = s.desk("chief").today
    s.do("access.free_looks.asks_why")
    s.do("access.free_looks.week", today)
    s.do("access.free_looks.sign_off", today - timedelta(days=7), "已阅")
    s.do("access.free_looks.lift", "zhou", "清查行动")


def test_a_service_that_leaves_no_event_is_found(story):
    """The guard taken away: an act that tells of nothing, and one that answers without a log."""
    story.every = True
    with patch.object(Desk, "_tell"):
        story.do("access.log.sign_log")
    assert story.wrong == [
        "station_app.access.log.sign_log: done without its event",
        "station_app.access.log.sign_log: [] instead of ['log signed']",
    ]
