"""What protects somebody, and what is a minor's, is known to its handler and the chief alone."""

from __future__ import annotations

import pytest

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.registers import FORMS, REGISTERS
from station_app.storage import secrecy
from station_app.storage.pages import Query
from station_app.workflows import agenda, export
from station_app.workflows.find import find
from station_app.workflows.paper import print_form
from tests.measures.executed import WHY, do, enter

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
MEASURES = REGISTERS["measures"]
PAPERS = {  # what is hidden → one of its papers
    "protection_order": "protection_notice",
    "warning_letter_dv": "warning_letter_dv",
    "corrective_education": "corrective_notice",
    "family_guidance": "family_guidance_order",
}
HIDDEN = tuple(PAPERS)


@pytest.fixture
def made(officer):
    """Each with a step; one of bail, which everybody who works on a case may know of."""
    made = {kind: enter(officer, kind) for kind in (*HIDDEN, "bail_pending")}
    for one in made.values():
        do(officer, "breach", one.id, said="又来纠缠")
    return made


def known(desk):
    """Ids of the measures that list, agenda, search and the persons' pages tell an officer of."""
    with desk.view("list:measures") as view:
        lines = records.page(view, MEASURES, Query())
        assert records.anchors(view, MEASURES, Query())[1] == len(lines)
    listed = {line.id for line in lines}
    with desk.view("list:measure_steps") as view:
        steps = len(records.page(view, REGISTERS["measure_steps"], Query()))
    with desk.view("agenda") as view:
        wanted = agenda.Wanted(within=400, register="measures")
        owed = agenda.agenda(view, wanted)
        counted = agenda.figures(view, wanted).values()
    assert sum(f.overdue + f.today + f.ahead for f in counted) == len(owed)
    with desk.view("find") as view:
        hits = find(view, "周强", register="measures", purposeful=True).hits
    return listed, {line.id for line in owed}, {hit.id for hit in hits}, steps


def linked(desk, person):
    with desk.act("everything-about:people", purpose=WHY) as act:
        shown, counted = records.everything_about(act, REGISTERS["people"], person)
    return {link.id for link in shown if link.register == "measures"}, counted


def test_another_officer_finds_nothing_of_it_on_any_way(officer, chief, desk_of, made, monkeypatch):
    other, everything = desk_of("officer", "吴警官"), {one.id for one in made.values()}
    bail = made["bail_pending"]
    for desk in (officer, chief):
        listed, owed, hits, steps = known(desk)
        assert listed == owed == everything
        assert hits == everything - {made["corrective_education"].id}  # that of another person
        assert steps == len(made)
    assert known(other) == ({bail.id}, {bail.id}, {bail.id}, 1)
    woman = made["protection_order"].protected_id
    both = {made["protection_order"].id, made["warning_letter_dv"].id}
    assert linked(officer, woman) == (both, {})
    assert linked(other, woman) == (set(), {})
    assert linked(other, bail.person_id) == ({bail.id}, {})
    # without the protection all of it is there: the walk would have seen it
    monkeypatch.setattr(secrecy, "hidden", lambda *_args: None)
    monkeypatch.setattr(secrecy, "shut", lambda *_args: set())
    assert known(other)[0] == everything
    assert linked(other, woman)[0] == both


def test_another_officer_opens_none_and_does_nothing_to_it(desk_of, made):
    other = desk_of("officer", "吴警官")
    for kind in HIDDEN:
        one = made[kind]
        for work, right, more in (
            (records.show, "show", {}),
            (records.history, "history", {}),
            (records.everything_about, "everything-about", {}),
            (records.amend, "amend", {"values": {"remarks": "看"}, "revision": one.revision}),
        ):
            with (
                pytest.raises(Refused, match="保密，只有其"),
                other.act(f"{right}:measures", purpose=WHY) as act,
            ):
                work(act, MEASURES, one.id, **more)
        with pytest.raises(Refused, match="保密，只有其"), other.act("print", purpose=WHY) as act:
            print_form(act, FORMS[PAPERS[kind]], one.id, reason="看")
        for name, typed in (
            ("breach", {"said": "看"}),
            ("end", {"end_kind": "died"}),
            ("change", {"number": "1", "orders": "看"}),
        ):
            with pytest.raises(Refused, match="保密，只有其"):
                do(other, name, one.id, **typed)


def test_no_export_has_it_and_no_figure_counts_it(chief, made, tmp_path, ask):
    path = tmp_path / "措施.csv"
    rows = export.export(chief, MEASURES, path, reason="年检", purpose=WHY)
    assert rows == 1
    text = path.read_text("utf-8-sig")
    assert "取保候审" in text
    assert not any(
        word in text for word in ("民保令", "告诫〔", "矫教〔", "家教〔", "孙丽", "吴浩宇")
    )
    assert ask("select count(*) from tally where register in ('measures', 'measure_steps')") == 0


def test_a_purpose_that_needs_no_measures_shows_a_count_of_the_others_alone(desk_of, made):
    other = desk_of("officer", "吴警官", kind="police")
    with other.act("everything-about:people", purpose=Purpose("CHECK", "入户")) as act:
        shown, counted = records.everything_about(
            act, REGISTERS["people"], made["bail_pending"].person_id
        )
    assert (shown, counted.get("measures")) == ([], 1)
