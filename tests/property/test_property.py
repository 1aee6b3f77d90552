"""One thing after another through the ledger, from its receipt to its end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from station_app.core.errors import Refused, Rejected
from station_app.property import service
from station_app.property.records import Move
from station_app.storage.tables import DutyRow
from station_app.workflows.check import check
from station_app.workflows.desk import closing_found
from tests.property.held import BICYCLE, CASE, do, entered, shown

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


class Safe:
    """An officer, a keeper who is somebody else, and a clock that is moved on."""

    def __init__(self, desk_of):
        self.now = datetime(2026, 3, 9, 2, tzinfo=UTC)
        self.officer, self.keeper, self.chief = (
            desk_of(role, name, now=lambda: self.now)
            for role, name in (("officer", "officer"), ("officer", "keeper"), ("chief", "chief"))
        )
        self.case = entered(self.officer, "cases", CASE)

    def take(self, **typed):
        typed = BICYCLE | {"case_id": str(self.case.id)} | typed
        typed = {name: said for name, said in typed.items() if said is not None}
        return entered(self.officer, "property", typed).id

    def on(self, day):
        self.now = datetime.fromisoformat(f"{day}T02:00").replace(tzinfo=UTC)
        return self

    def act(self, name, id, by=None, **typed):
        return do(by or self.officer, "property", name, id, **typed)

    def keep(self, id, **typed):
        return self.act("keep", id, **{"place": "财物室A1", "keeper": "keeper"} | typed)

    def item(self, id):
        return shown(self.officer, "property", id)

    def owed(self, id):
        with self.officer.view("list:property") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return sorted((row.rule, row.due_on.isoformat()) for row in rows)

    def moves(self, id):
        with self.officer.view("list:property") as view:
            found = view.all(select(Move).where(Move.item_id == id).order_by(Move.row))
        return [one.kind for one in found]

    def safe(self):
        with self.officer.view("list:property") as view:
            return [one.id for one in service.in_safe(view)]

    def unsettled(self):
        with self.officer.view("list:property") as view:
            return [one.id for one in service.unsettled(view, self.case.id)]


@pytest.fixture
def safe(desk_of):
    return Safe(desk_of)


def test_a_bicycle_is_seized_kept_examined_and_returned_against_a_signature(safe):
    id = safe.take(bag="F0001")
    assert safe.item(id).number == "339901-01W202603090001"
    assert safe.owed(id) == [
        ("property_handover", "2026-03-10"),
        ("property_seizure", "2026-04-08"),
    ]
    for handler in ("officer", "周警官"):
        with pytest.raises(Rejected, match="不能兼作保管人员"):
            safe.keep(id, keeper=handler)
    assert (safe.safe(), safe.unsettled()) == ([], [id])
    safe.keep(id)
    assert (safe.safe(), safe.owed(id)) == ([id], [("property_seizure", "2026-04-08")])

    safe.on("2026-03-20").act("take_out", id, why="exam", receiver="演示县价格认定中心")
    assert (safe.safe(), safe.unsettled()) == ([], [id])
    assert safe.owed(id)[0][1] == "9999-12-31"
    with pytest.raises(Refused, match="在库"):
        safe.act("take_out", id, why="exam", receiver="他处")
    with pytest.raises(Rejected, match="已经用过"):
        safe.on("2026-03-27").keep(id, bag="F0001")
    safe.keep(id, bag="F0002")
    with pytest.raises(Rejected, match="已经用过"):  # the first is no longer on any thing
        safe.take(bag="F0001")
    assert safe.item(id).exams == "2026-03-20—2026-03-27"
    assert safe.owed(id) == [("property_seizure", "2026-04-15")]

    with pytest.raises(Rejected, match="届满"):
        safe.on("2026-04-16").act(
            "extend", id, extension_number="演公扣延3号", extension_told_on="2026-04-16"
        )
    safe.on("2026-04-15").act(
        "extend", id, extension_number="演公扣延3号", extension_told_on="2026-04-15"
    )
    assert safe.owed(id) == [("property_seizure_extended", "2026-05-15")]
    with pytest.raises(Refused, match="延长过"):
        safe.act("extend", id, extension_number="4号", extension_told_on="2026-04-15")

    with pytest.raises(Rejected, match="签收"):
        safe.act("give_back", id, receiver="孙小满", signed="否")
    safe.act("give_back", id, receiver="孙小满", signed="是")
    assert (safe.safe(), safe.unsettled(), safe.owed(id)) == ([], [], [])
    done = safe.item(id)
    assert (done.state, done.settled_with) == ("returned", "孙小满")
    assert safe.moves(id) == ["taken", "handed", "out", "back", "returned"]
    with pytest.raises(Refused, match="处理完毕"):
        safe.keep(id)
    with safe.officer.act("check") as act:
        assert check(act) == []


def test_what_was_seized_on_the_spot_is_approved_by_somebody_else(safe, desk_of):
    id = safe.take(on_spot="是", approver=None, recorder="JLY-1")
    assert ("property_on_the_spot", "2026-03-10") in safe.owed(id)
    with pytest.raises(Refused):
        safe.act("approve", id)
    same_hand = desk_of("chief", "officer", now=lambda: safe.now)
    with pytest.raises(Refused, match="另一人"):
        safe.act("approve", id, by=same_hand)
    safe.act("approve", id, by=safe.chief)
    assert safe.item(id).approved_by == "chief"
    with pytest.raises(Refused, match="已经补办"):
        safe.act("approve", id, by=safe.chief)


def test_what_others_hold_lawfully_is_only_registered(safe):
    theirs = {"owner_role": "victim", "owner_said": "钱小禾", "lawful": "是"}
    with pytest.raises(Rejected, match="不得扣押"):
        safe.take(**theirs)
    id = safe.take(**theirs, kind="registered")
    assert (safe.item(id).state, safe.unsettled(), safe.owed(id)) == ("left", [], [])
    with pytest.raises(Refused, match="由权利人保管"):
        safe.keep(id)


def test_a_knife_is_confiscated_by_the_station_and_destroyed_by_two(safe):
    id = safe.take(name="匕首", nature="knife")
    safe.keep(id)
    destroyed = {"number": "演公销3号", "note": "送熔炼"}
    with pytest.raises(Refused, match="决定收缴"):
        safe.act("destroy", id, second="keeper", **destroyed)
    safe.act("decide", id, decision="confiscated", decided_by="station")
    with pytest.raises(Refused, match="不能返还"):
        safe.act("give_back", id, receiver="孙小满", signed="是")
    assert safe.unsettled() == [id]
    for second in (None, "officer"):
        with pytest.raises(Rejected):
            safe.act("destroy", id, second=second, **destroyed)
    safe.act("destroy", id, second="keeper", **destroyed)
    assert (safe.item(id).state, safe.unsettled()) == ("destroyed", [])


def test_what_is_beyond_the_station_is_decided_by_the_county(safe):
    id = safe.take(name="现金", nature="illegal", value="800")
    decided = {"decision": "confiscated", "decided_by": "station"}
    with pytest.raises(Refused, match="五百元以上"):
        safe.act("decide", id, **decided)
    with pytest.raises(Refused, match="退还被侵害人"):
        safe.act("decide", id, **decided | {"decision": "recovered"})
    with pytest.raises(Rejected, match="文号"):
        safe.act("decide", id, **decided | {"decided_by": "county"})
    with pytest.raises(Refused, match="没有收缴"):
        safe.act("hand_in", id, receiver="县财政专户")
    safe.act("decide", id, **decided | {"decided_by": "county"}, confiscation_number="演公缴9号")
    safe.act("hand_in", id, receiver="县财政专户")
    assert safe.item(id).state == "surrendered"


def test_what_nobody_claims_is_sold_only_after_six_months(safe):
    id = safe.take(owner_role="unknown", owner_said=None)
    safe.keep(id)
    safe.act("announce", id)
    assert safe.owed(id) == [("property_unclaimed", "2026-09-09")]
    with pytest.raises(Refused, match="招领满六个月"):
        safe.on("2026-09-09").act("hand_in", id, receiver="县公物处置中心")
    safe.on("2026-09-10").act("hand_in", id, receiver="县公物处置中心")
    assert (safe.item(id).state, safe.moves(id)[-1]) == ("auctioned", "auctioned")


def test_what_is_held_follows_a_case_that_is_transferred(safe):
    first, second = safe.take(), safe.take(name="手机")
    safe.keep(first)
    unit = {"to": "演示县公安局刑侦大队", "told": "是"}
    do(safe.officer, "cases", "transfer_case", safe.case.id, **unit)
    assert [safe.item(id).state for id in (first, second)] == ["with_case", "with_case"]
    assert safe.moves(first) == ["taken", "handed", "with_case"]
    assert (safe.unsettled(), safe.owed(first), safe.owed(second)) == ([], [], [])


def test_a_case_is_not_ready_to_be_closed_while_anything_of_it_lies_in_the_safe(safe):
    """Confiscated, it owes nothing any more; with the case it would be sealed all the same."""
    id = safe.take(name="匕首", nature="knife")
    safe.keep(id)
    safe.act("decide", id, decision="confiscated", decided_by="station")
    assert safe.owed(id) == []

    def owed():
        with safe.officer.view("list:cases") as view:
            return [str(title) for title in closing_found.found(view, safe.case).owed]

    assert "涉案财物" in owed()
    safe.act("destroy", id, second="keeper", number="演公销3号", note="送熔炼")
    assert "涉案财物" not in owed()
