"""X8: a sealed id is answered as one that never was, on every path, by the same statements.

Every service that takes the id of a record is found by its signature and called with a sealed
id and with a random one; every list, search and figure is asked in a station where somebody was
sealed and in one where nobody of that name ever was. Answer, sentence, event and the statements
sent to the database have to be the same: the time they take then is.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import sys
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select, text

import station_app
from station_app.access import records
from station_app.access.matrix import may
from station_app.access.opening import open_record
from station_app.access.purposes import Purpose
from station_app.access.roles import ROLES
from station_app.core.errors import Absent, Explained
from station_app.core.kinds import Day, Ref, Words
from station_app.core.texts import render
from station_app.inspections.records import PATROL
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.storage.pages import Query
from station_app.storage.tables import OpBody, Operation
from station_app.workflows import agenda, duplicates, export
from station_app.workflows.find import find, find_full
from station_app.workflows.inline import file_typed
from station_app.workflows.inspect import inspect as inspect_house
from station_app.workflows.paper import print_form
from station_app.workflows.paper_batch import Run
from station_app.workflows.verify import verify

for _module in pkgutil.walk_packages(station_app.__path__, "station_app."):
    if "migrations" not in _module.name and not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)

TASK = Purpose("TASK", "2026-17")
SEALED = ("people", "places", "residents", "prints", "sweeps")
NUMBER, PHONE = "339901199003078016", "19900001234"
COUNTED = re.compile(r"row=\d+|339901-01S\d+")  # a new row and its number
UUIDS = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
TAKES_RECORDS = {
    *("id", "ids", "record_id", "place_id", "house_id", "building", "subject"),
    *("present", "maybe", "supervision_id"),
}
OTHER_IDS = {"act_id", "import_id", "order", "notice"}  # never of a record: test_an_act_is_undone…
OTHER_IDS |= {"instead_of", "text"}  # of a usual text
OTHER_IDS |= {"shift_id"}  # of the roster, which seals nothing
OTHER_IDS |= {"to"}  # what evidence belongs to, by its field: loaded as an act loads it
OTHER_IDS |= {"homes", "owners", "others", "people"}  # of the practice station, found by itself
OTHER_IDS |= {"named", "rows"}  # by the county, which names nothing that was sealed
OTHER_IDS |= {"op_id"}  # of a refused entry: one of a sealed record has lost its body
VALUES = {
    "taken": {UUID(int=1): True},
    "values": {"other": None, "reason": "误", "on": None},
    "query": Query(),
    "name": "residents",
    "reason": "查",
    "why": "查",
    "picture": b"",
    "revision": 1,
    "result": "1",
    "remarks": "",
    "lines": [],
    "halves": {},
    "form": FORMS["household_sheet"],
    "forms": FORMS,
    "run": None,
    "about": "people",
    "action": ACTIONS["residents"]["move_out"],
    "on": date(2026, 3, 1),
    "until": date(2026, 4, 1),
    "grade": "key",
    "listed": True,
    "text": "查",
    "number": "查",
    "kind": "查",
}


def services():
    """Every service whose signature takes the id of a record."""
    found = {}
    for name, module in list(sys.modules.items()):
        for function in vars(module).values() if name.startswith("station_app.") else ():
            if inspect.isfunction(function) and function.__code__.co_name == "serve":
                wanted = set(inspect.signature(function).parameters) & TAKES_RECORDS
                if wanted and function.__module__ == name:
                    found[f"{name.removeprefix('station_app.')}.{function.__name__}"] = function
    return found


TRAINING = "training"
WALKED = services()


@pytest.fixture
def watched(store):
    """The statements that reach the database, raw ones too where the engine tells of them."""
    heard = []

    def tell(_conn, _cursor, statement, _parameters, _context, _many):
        heard.append(re.sub(r"\s+", " ", statement))

    def trace(connection, _record, _proxy):
        connection.set_trace_callback(lambda s: heard.append(re.sub(r"[xX]?'[^']*'|\d+", "?", s)))

    for engine in {store.engines.writing, store.engines.reading}:
        if engine.dialect.name == "postgresql":
            event.listen(engine, "before_cursor_execute", tell)
        else:
            event.listen(engine.pool, "checkout", trace)
    return heard


class Somebody:
    """Lives alone in a house of his own; his papers were printed and his home was swept."""

    def __init__(self, office, officer):
        typed = {"id_number": NUMBER, "phone": PHONE}
        person = office.person(officer, "欧阳若兰", **typed)
        place = office.file(officer, "places", line="演示县桂花巷77号")
        here = {"person_id": str(person.id), "place_id": str(place.id), "household": "H-4711"}
        more = {"resident_class": "4", "arrived_on": "2026-02-01", "since": "2026-02-01"}
        resident = office.file(officer, "residents", **here, **more)
        sweep = {"place_id": str(place.id), "resident_id": str(resident.id), "on": "2026-03-01"}
        sweep = officer_sweep(officer, sweep)
        with officer.act("print", purpose=TASK) as act:
            self.paper = print_form(act, FORMS["household_visit_form"], resident.id)
        let = {"place_id": str(place.id), "landlord_id": str(person.id), "let_from": "2026-01-01"}
        house = office.file(officer, "housing", **let)
        rents = {"house_id": str(house.id), "person_id": str(person.id), "since": "2026-02-01"}
        tenancy = office.file(officer, "tenancies", **rents)
        patrol = {"kind": PATROL, "faults": "6", "at": officer.now()}
        with officer.act("inspect", purpose=TASK) as act:
            inspection, hazard = inspect_house(act, house.id, patrol)
        with officer.act("file:rounds", purpose=TASK) as act:
            told = {"kind": PATROL, "houses": [str(house.id)]}
            [round] = file_typed(act, REGISTERS["rounds"], [told])
        self.ids = {
            "rounds": round.id,
            "hazards": hazard,
            "inspections": inspection,
            "tenancies": tenancy.id,
            "housing": house.id,
            "people": person.id,
            "places": place.id,
            "residents": resident.id,
            "sweeps": sweep,
            "prints": self.paper.print_id,
        }


def officer_sweep(officer, values):
    from station_app.residents.service import sweep

    with officer.act("sweep", purpose=TASK) as act:
        sweep(
            act, UUID(values["resident_id"]), {"result": "1", "on": date(2026, 3, 1), "remarks": ""}
        )
    with officer.view("agenda") as view:
        return view.all(select(REGISTERS["sweeps"].record.id))[-1]


@pytest.fixture
def gone(officer, office, seal):
    """All of somebody is sealed: residence with sweep and print, the person, the house."""
    office.person(officer, "李四")  # somebody else stays
    one = Somebody(office, officer)
    for name in ("rounds", "hazards", "inspections", "tenancies", "housing"):
        seal(name, one.ids[name])
    seal("residents", one.ids["residents"], [(REGISTERS["prints"], one.ids["prints"])])
    seal("people", one.ids["people"])
    seal("places", one.ids["places"])
    return one


def arguments(function, register, id):
    """One call of a service about one record; None where it is not about this register."""
    given = {}
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.name in ("register", "of"):
            given[parameter.name] = register
        elif parameter.name in ("ids", "present", "maybe"):
            given[parameter.name] = [id]
        elif parameter.name in TAKES_RECORDS:
            given[parameter.name] = id
        elif parameter.default is inspect.Parameter.empty:
            given[parameter.name] = VALUES[parameter.name]
    if "run" in given:
        given["run"] = Run(FORMS["household_sheet"], "查")
    if "values" in given:
        given["values"] = dict(given["values"], other=id)
    return given


def said(desk, declared, function, right, given):
    """What one call comes to, ids taken out."""
    opening = desk.view(right) if declared.audit is None else None
    if "register" in given and not declared.of_register:
        given["register"] = given["register"].name  # told of it, not a service of it
    try:
        with opening or desk.act(right, purpose=TASK) as door:
            register = [given.pop("register")] if "register" in given else []
            answer = function(door, *register, **given)
    except Explained as refused:
        if "的权限" in render(refused.text):
            raise AssertionError(right) from None  # then nothing was asked
        return type(refused).__name__, UUIDS.sub("·", render(refused.text))
    except (LookupError, ValueError, TypeError, AttributeError) as wrong:
        return type(wrong).__name__, UUIDS.sub("·", str(wrong))
    failed = given["run"].failed if "run" in given else ()
    return "answered", COUNTED.sub("·", UUIDS.sub("·", repr((answer, failed))))


def last_event(store):
    with store.reading() as session:
        body = session.scalar(text("select body from audit_event order by number desc limit 1"))
    event = json.loads(body)
    return {k: UUIDS.sub("·", json.dumps(event[k])) for k in ("event", "right", "count", "records")}


def right_of(function):
    """The declaration behind a service: its right and whether it is one of a register."""
    closure = inspect.getclosurevars(function).nonlocals
    return closure["declared"]


def walk(gone, desk_of, store, watched, paths):
    """Where a sealed id was answered otherwise than a random one, and what no role may call."""
    differ, untried = [], set(paths)
    for path in sorted(paths):  # access.log comes before what asks for names and links
        function = WALKED[path]
        declared = right_of(function)
        for name in SEALED if declared.of_register else SEALED[:3]:
            right = f"{declared.right}:{name}" if declared.of_register else declared.right
            role = next((role for role in ("officer", *ROLES) if may(role, right, TRAINING)), None)
            if role is None:
                continue

            def asked(id, name=name, function=function, declared=declared, role=role, right=right):
                watched.clear()
                given = arguments(function, REGISTERS[name], id)
                answer = said(desk_of(role), declared, function, right, given)
                statements = list(watched)
                return answer, declared.audit and last_event(store), statements

            asked(uuid4())  # the first time of all makes keys and settings
            for _time in range(2):  # every hundredth event is followed by a checkpoint
                sealed, random = asked(gone.ids[name]), asked(uuid4())
                if sealed == random:
                    break
            else:
                differ.append((path, name, sealed, random))
            untried.discard(path)
    return differ, untried


# Every service twice, each beside a random id: which engine answers makes no difference to it.
one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@one_engine
def test_no_service_tells_a_sealed_id_from_a_random_one(gone, desk_of, store, watched):
    assert len(WALKED) > 40
    assert walk(gone, desk_of, store, watched, WALKED) == ([], set())


LEFT = {  # what a careless sealing would leave, and the door it would be seen through
    "access.log.who_looked": "insert into audit_read select record_id, log_id, number "
    "from sealed, audit_event where number = 1 and register = 'people'",
    "access.records.everything_about": "insert into reference (from_id, field, from_register, "
    "to_register, to_id, role) select record_id, 'person_id', 'residents', 'people', record_id, "
    "'x' from sealed where register = 'people'",
}


@pytest.mark.parametrize("path", LEFT)
def test_the_walk_sees_what_a_careless_sealing_leaves(path, gone, desk_of, store, watched):
    with store.writing() as session:
        session.execute(text(LEFT[path]))
    differ, _untried = walk(gone, desk_of, store, watched, [path])
    assert [(where, name) for where, name, *_rest in differ] == [(path, "people")]


def typical(kind):
    match kind:
        case Day():
            return date(2026, 3, 9)
        case Ref():
            return uuid4()
        case Words():
            return "误"
    return None


@one_engine
def test_no_action_tells_a_sealed_id_from_a_random_one(gone, desk_of, watched):
    for name, actions in ACTIONS.items():
        for action in actions.values():
            role = next(role for role in ROLES if may(role, action.right, TRAINING))
            values = {field.name: typical(field.kind) for field in action.fields}

            def answer(id, action=action, role=role, values=values):
                watched.clear()
                try:
                    with desk_of(role).act(action.right, purpose=TASK) as act:
                        found = action.run(act, id, values)
                except Explained as refused:
                    found = type(refused), render(refused.text)
                return found, list(watched)

            answer(uuid4())
            for _time in range(2):  # every hundredth event is followed by a checkpoint
                sealed, random = answer(gone.ids.get(name, gone.ids["residents"])), answer(uuid4())
                if sealed == random:
                    break
            assert sealed == random, action.name


def test_no_paper_tells_a_sealed_id_from_a_random_one(gone, desk_of, watched):
    for name, form in FORMS.items():
        role = next(role for role in ROLES if role in form.roles and may(role, "print", TRAINING))

        def answer(id, form=form, role=role):
            watched.clear()
            with pytest.raises(Absent) as absent, desk_of(role).act("print", purpose=TASK) as act:
                print_form(act, form, id)
            return render(absent.value.text), list(watched)

        answer(uuid4())
        for _time in range(2):  # every hundredth event is followed by a checkpoint
            sealed, random = answer(gone.ids["residents"]), answer(uuid4())
            if sealed == random:
                break
        assert sealed == random, name


def test_a_sealed_paper_is_verified_as_one_that_never_was_printed(gone, officer, watched):
    answers = []
    for code in ("ABCDEFGHJK", gone.paper.code, "ABCDEFGHJM"):
        watched.clear()
        with officer.act("verify") as act:
            answers.append((verify(act, FORMS, code), list(watched)))
    assert answers[1] == answers[2]
    with officer.act("verify") as act:  # its own signature is good, and no record is here
        assert verify(act, FORMS, gone.paper.pdf).state == "genuine"


# What lists and searches: a station where somebody was sealed, and one where he never was


TYPED = [
    "欧阳若兰", "欧阳", "若兰", "ouyang", "oyrl", "ruolan",
    NUMBER, NUMBER[-6:], PHONE, PHONE[-5:], "桂花巷77号", "guihuaxiang", "77号",
    "H-4711", "欧阳若兰 桂花巷",
]  # fmt: skip


@pytest.fixture
def twins(gone, new_store, office, desk_of, store, halves):
    """(sealed, never): the same questions to both."""
    never = new_store()
    office.person(desk_of("officer", on=never), "李四")
    return store, never


def asked(twins, desk_of, question, role="officer"):
    answers = [question(desk_of(role, on=each)) for each in twins]
    return [UUIDS.sub("·", repr(answer)) for answer in answers]


def test_no_search_and_no_suggestion_finds_the_sealed(twins, desk_of):
    def question(desk):
        found = []
        for typed in TYPED:
            with desk.view("find") as view:
                found += [find(view, typed, register=r).hits for r in (None, "people", "places")]
                found.append(find(view, typed, purposeful=True).hits)
            with desk.act("find-full", purpose=TASK) as act:
                found.append(find_full(act, typed).hits)
        return found

    sealed, never = asked(twins, desk_of, question)
    assert sealed == never
    assert "欧阳" not in sealed


def test_no_list_no_count_and_no_export_holds_the_sealed(twins, desk_of):
    for name in ("people", "places", "residents"):
        _lists_hold_nothing(name, REGISTERS[name], twins, desk_of)


def _lists_hold_nothing(name, register, twins, desk_of):
    def question(desk):
        found = []
        with desk.view(f"list:{name}") as view:
            for query in (Query(), *(Query(text=typed) for typed in TYPED)):
                lines = [line.texts for line in records.page(view, register, query)]
                found.append((lines, len(records.anchors(view, register, query)[0])))
            sorted_by = (Query(sort=sort) for sort in register.sorts)
            found += [records.anchors(view, register, query)[1] for query in sorted_by]
        return found

    def taken(desk):
        with desk.survey(f"export:{name}") as act:
            lines = export.take(act, register, Query(down=True), "查", lambda _n: None)
            return [line.texts for line in lines]

    for ask, role in ((question, "officer"), (taken, "chief")):
        sealed, never = asked(twins, desk_of, ask, role)
        assert sealed == never


def test_no_agenda_no_likeness_and_no_pair_knows_of_the_sealed(twins, desk_of):
    like = {"name": "欧阳若兰", "id_number": NUMBER, "phone": [{"number": PHONE}]}

    def question(desk):
        with desk.view("agenda") as view:
            owed = agenda.agenda(view, agenda.Wanted(within=36_500)), agenda.figures(view)
        with desk.view("duplicates") as view:
            likely = duplicates.likely(view, like)
        with desk.view("duplicate-pairs") as view:
            return owed, likely, duplicates.pairs(view)

    sealed, never = asked(twins, desk_of, question)
    assert sealed == never


def test_the_same_number_may_be_registered_anew_as_if_nobody_had_had_it(twins, desk_of, office):
    for each in twins:
        person = office.person(desk_of("officer", on=each), "司马若兰", id_number=NUMBER)
        assert person.revision == 1


def test_a_page_of_what_stays_counts_nothing_sealed(officer, office, seal, halves, desk_of):
    """The person lives on; his sealed residence is neither among the links nor in their number."""
    person = office.person(officer, "欧阳若兰")
    place = office.file(officer, "places", line="演示县桂花巷77号")
    here = {"person_id": str(person.id), "place_id": str(place.id)}
    resident = office.file(officer, "residents", **here)

    def opened(register, id):
        with officer.act(f"show:{register}", purpose=TASK) as act:
            found = open_record(act, REGISTERS[register], id)
        return len(found.links), dict(found.counted)

    assert opened("people", person.id) == (1, {})
    seal("residents", resident.id)
    assert opened("people", person.id) == opened("places", place.id) == (0, {})


def test_an_act_is_undone_as_if_the_sealed_had_never_been_in_it(officer, office, seal, halves):
    values = [{"name": name} for name in ("欧阳若兰", "李四")]
    with officer.act("file:people") as act:
        first, other = records.file_all(act, REGISTERS["people"], values)
    seal("people", first.id)
    with officer.view("undo") as view:
        assert records.written_by(view, act.stamp.act_id) == [other.id]
    with officer.act("undo") as again:
        assert records.undo(again, act.stamp.act_id) == 1


def test_nothing_in_the_clear_names_the_sealed(gone, store):
    """All tables but the ciphertext, searched for the words and numbers of the sealed."""
    words = ("欧阳", "若兰", "ouyang", NUMBER, PHONE, "桂花巷", "H-4711")
    from station_app.core.records import Table

    with store.reading() as session:
        for table in Table.metadata.sorted_tables:
            for row in session.execute(select(*table.columns)):
                held = [word for word in words if word in repr(tuple(row))]
                assert held == [], table.name
        bodies = select(Operation.op_id).join(OpBody, OpBody.op_id == Operation.op_id)
        assert not session.scalars(bodies.where(Operation.record_id.in_(gone.ids.values()))).all()


def test_every_service_that_takes_an_id_is_walked():
    """A new one with another name for its id has to be placed here."""
    for name, module in list(sys.modules.items()):
        for function in vars(module).values() if name.startswith("station_app.") else ():
            if not (inspect.isfunction(function) and function.__code__.co_name == "serve"):
                continue
            for parameter in inspect.signature(function).parameters.values():
                if "UUID" in str(parameter.annotation):
                    known = TAKES_RECORDS | OTHER_IDS | {"same", "taken"}
                    assert parameter.name in known, (function.__module__, function.__name__)
