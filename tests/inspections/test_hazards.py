"""A hazard until it is closed: looked at again when its term is over, by officers, never else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from station_app.access import records
from station_app.access.service import SERVICES
from station_app.core.errors import Refused, Rejected
from station_app.registers import REGISTERS
from tests.inspections.houses import CHECK

HAZARDS, RECHECK = REGISTERS["hazards"], SERVICES["recheck"]
TUESDAY = datetime(2026, 3, 17, 2, tzinfo=UTC)
FRIDAY = datetime(2026, 2, 13, 2, tzinfo=UTC)


@pytest.fixture
def lock(scene):
    """A hazard of the police, to be mended by 16 March."""
    return scene.check(faults="15 门锁坏")[1]


@pytest.fixture
def stairs(scene):
    """A hazard of the fire service."""
    return scene.check(faults="6 楼道堆物")[1]


@pytest.mark.parametrize(("item", "days"), [("1", 3), ("15", 7)])
def test_the_term_is_the_item_s(scene, item, days):
    _visit, hazard = scene.check(faults=item)
    found = scene.hazard(hazard)
    assert (found.deadline - found.found_on).days == days


def test_it_is_looked_at_again_on_the_working_day_after_its_term(scene):
    """From Friday 13 February seven days end in the Spring Festival; work begins on the 24th."""
    _visit, hazard = scene.check(on=FRIDAY, faults="15")
    assert scene.hazard(hazard).deadline.isoformat() == "2026-02-20"
    assert scene.owed(hazard) == [("hazard_recheck", "2026-02-24", "recheck")]


def test_a_recheck_that_finds_it_mended_closes_it(scene, lock):
    scene.act("recheck", lock, on=TUESDAY, result="done")
    found = scene.hazard(lock)
    assert (found.state, found.closed_on.isoformat(), found.rechecked) == (
        "closed",
        "2026-03-17",
        "done",
    )
    assert scene.owed(lock) == []
    [seen] = scene.rechecks(lock)
    assert (seen.result, seen.inspector) == ("done", "王警官")
    with pytest.raises(Refused, match="已经销号"):
        scene.act("recheck", lock, on=TUESDAY, result="done")


def test_nothing_else_closes_it(scene, lock):
    """Not a change of fields, not the landlord's word, not the state set without its re-check."""
    found = scene.hazard(lock)
    opened = scene.officer.act("amend:hazards", purpose=CHECK)
    with opened as act, pytest.raises(Refused, match="只能由相应的办理"):
        records.amend(act, HAZARDS, lock, {"state": "closed"}, revision=found.revision)
    scene.act("report_corrected", lock)
    assert scene.hazard(lock).state == "corrected"
    with scene.officer.act("recheck", purpose=CHECK) as act, act.inside(RECHECK, "recheck"):
        for after in ({"state": "closed"}, {"state": "closed", "closed_on": found.found_on}):
            with pytest.raises(Rejected, match="复查"):
                act.set_state(HAZARDS, lock, before={}, after=after)


def test_what_the_landlord_reports_is_seen_within_three_working_days(scene, lock):
    scene.act("report_corrected", lock, desk=scene.clerk)
    assert scene.owed(lock) == [("hazard_reported", "2026-03-12", "recheck")]
    with pytest.raises(Refused):
        scene.act("recheck", lock, desk=scene.clerk, result="done")


def test_in_part_or_not_gets_a_new_term_by_two_officers(scene, lock):
    with pytest.raises(Rejected, match="第二复查人"):
        scene.act("recheck", lock, on=TUESDAY, result="partly")
    with pytest.raises(Rejected, match="不是本所民警"):
        scene.act("recheck", lock, on=TUESDAY, result="partly", second="陈辅警")
    scene.act("recheck", lock, on=TUESDAY, result="partly", second="周警官", deadline="3.20")
    found = scene.hazard(lock)
    assert (found.state, found.deadline.isoformat()) == ("open", "2026-03-20")
    assert scene.owed(lock) == [("hazard_recheck", "2026-03-23", "recheck")]


@pytest.mark.parametrize(
    ("follow", "left"),
    [
        ("again", {"listed": None, "penalty_on": None}),
        ("listed", {"listed": True, "penalty_on": None}),
        ("penalty", {"listed": None, "penalty_on": TUESDAY.date()}),
    ],
)
def test_unmended_it_goes_on_and_stays_owed(scene, lock, follow, left):
    scene.act("recheck", lock, on=TUESDAY, result="not", second="周警官", follow=follow)
    found = scene.hazard(lock)
    assert {name: getattr(found, name) for name in left} == left
    assert scene.owed(lock) == [("hazard_recheck", "2026-03-25", "recheck")]
    assert scene.now.grade == "key"
    assert scene.now.grade_reason == "复查未改正：R15 门锁照明监控"
    assert bool(scene.now.listed) is (follow == "listed")


def test_a_house_is_listed_as_long_as_one_of_its_hazards_is(scene, lock):
    scene.act("recheck", lock, on=TUESDAY, result="not", second="周警官", follow="listed")
    scene.act("recheck", lock, on=TUESDAY, result="done")
    assert scene.now.listed is False


def test_what_is_not_ours_is_referred_and_never_ordered(scene, stairs):
    for follow in ("again", "penalty"):
        with pytest.raises(Rejected, match="不属公安机关的权限"):
            scene.act("recheck", stairs, result="not", second="周警官", follow=follow)
    scene.act("refer", stairs)
    found = scene.hazard(stairs)
    assert (found.referred_to, found.referred_on.isoformat()) == ("fire", "2026-03-09")
    assert scene.owed(stairs) == []
    assert found.state == "open"
    with pytest.raises(Refused, match="已经移送"):
        scene.act("refer", stairs)


def test_what_is_ours_is_not_pushed_on_to_others(scene, lock):
    with pytest.raises(Refused, match="公安机关的权限"):
        scene.act("refer", lock)
    with pytest.raises(Rejected, match="公安机关的权限"):
        scene.act("recheck", lock, result="not", second="周警官", follow="refer")


def test_what_a_patrol_noted_is_ordered_only_after_two_officers_have_seen_it(scene):
    patrol = {"kind": "patrol", "second": "", "consent": ""}
    _visit, lock = scene.check(desk=scene.clerk, faults="15", **patrol)
    scene.act("recheck", lock, result="not", second="周警官")
    found = scene.hazard(lock)
    assert (found.deadline.isoformat(), found.rechecked) == ("2026-03-16", None)
    assert scene.now.grade == "attention"  # nothing was disobeyed yet


def test_a_recheck_is_not_of_tomorrow_nor_by_one_officer_twice(scene, lock):
    for typed in ({"on": "3.10"}, {"second": "王警官"}):
        with pytest.raises(Rejected):
            scene.act("recheck", lock, **{"result": "done", "on": "", **typed})


def test_an_item_of_others_never_becomes_one_that_the_police_may_order(scene):
    """Its words would stand under the other item, on an order."""
    _visit, cellar = scene.check(faults="3")
    found = scene.hazard(cellar)
    for typed in ({"item": "R1"}, {"found_on": date(2026, 3, 1)}):
        opened = scene.officer.act("amend:hazards", purpose=CHECK)
        with opened as act, pytest.raises(Refused, match="只能由相应的办理"):
            records.amend(act, HAZARDS, cellar, typed, revision=found.revision)
    assert scene.hazard(cellar).item == "R3"


def test_while_its_term_runs_nothing_was_disobeyed(scene, lock):
    """Seen early and not mended: the term that was ordered stands, no penalty, no other class."""
    for follow in ("listed", "penalty"):
        with pytest.raises(Rejected, match="期满前"):
            scene.act("recheck", lock, result="not", second="周警官", follow=follow)
    scene.act("recheck", lock, result="not", second="周警官")
    found = scene.hazard(lock)
    assert (found.deadline.isoformat(), found.rechecked) == ("2026-03-16", None)
    assert scene.now.grade == "attention"


def test_nothing_is_looked_at_again_before_it_was_found(scene, lock):
    with pytest.raises(Rejected, match="早于发现日期"):
        scene.act("recheck", lock, result="done", on="3.8")
