"""Printed, signed, served, back: what becomes of a paper, each a fact of its own."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from station_app.access import action, records
from station_app.access.service import SERVICES
from station_app.core.errors import Absent, Damaged, Explained, Refused, Rejected
from station_app.printing.rules import STEPS, barred, stage
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.workflows.check import check
from station_app.workflows.paper import print_form
from station_app.workflows.papers import paper, papers_of
from station_app.workflows.verify import verify
from tests.residents import invented

RECEIPT = FORMS["residence_receipt"]
STAY = {"arrived_on": "2026-03-05", "stay_reason": "01"}
SERVED = {"person": "㐂洋", "way": "direct"}


@pytest.fixture
def tenant(officer):
    [id] = invented.household(
        officer, invented.LET, [("02", "㐂洋", "19951231012", {"phone": "19900003333"}, STAY)]
    )
    invented.perform(officer, "register_residence", id)
    return id


@pytest.fixture
def receipt(officer, tenant):
    return printed(officer, tenant)


@pytest.fixture
def scan(officer):
    held = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(held, "JPEG")
    with officer.jot("save-draft") as view:
        return view.blobs.put(held.getvalue())


def printed(desk, id, **more):
    with desk.act("print", purpose=invented.COUNTER) as act:
        return print_form(act, RECEIPT, id, **more)


def enter(desk, name, paper, **typed):
    done = action.perform(desk, ACTIONS["prints"], name, paper.print_id, typed, invented.COUNTER)
    return done.ids[0]


def withdraw(desk, register, id):
    with desk.act(f"withdraw:{register}", purpose=invented.COUNTER) as act:
        records.withdraw(act, REGISTERS[register], id, reason="误录")


def lines(desk, id):
    with desk.view("papers") as view:
        return papers_of(view, FORMS, id)


def told(desk, one):
    with desk.act("paper", purpose=invented.COUNTER) as act:
        return paper(act, FORMS, one.print_id)


def verified(desk, shown):
    with desk.act("verify") as act:
        return verify(act, FORMS, shown)


def findings(desk):
    with desk.act("check") as act:
        return check(act)


def test_a_paper_is_signed_then_served_then_back(officer, tenant, receipt, scan):
    seen = [lines(officer, tenant)[0].stage]
    for name, typed in (
        ("signed", {"person": "王警官"}),
        ("served", SERVED),
        ("back", {"scan": scan}),
    ):
        enter(officer, name, receipt, **typed)
        seen.append(lines(officer, tenant)[0].stage)
    assert seen == ["printed", "signed", "served", "back"]
    whole = told(officer, receipt)
    assert [(one.step, one.person, one.way) for one in whole.steps] == [
        ("signed", "王警官", None), ("served", "㐂洋", "direct"), ("back", "", None),
    ]  # fmt: skip
    assert whole.steps[-1].scan == scan
    assert (whole.officer, whole.at) == ("officer", officer.now())
    assert findings(officer) == []


def test_what_is_out_of_order_or_twice_is_refused(officer, receipt, scan):
    with pytest.raises(Refused, match="先登记签字"):
        enter(officer, "served", receipt, **SERVED)
    enter(officer, "signed", receipt)
    with pytest.raises(Refused, match="已登记"):
        enter(officer, "signed", receipt)
    enter(officer, "back", receipt, scan=scan)  # signed here and kept: nobody is served
    with pytest.raises(Refused, match="其后"):
        enter(officer, "served", receipt, **SERVED)


def test_serving_says_who_how_and_before_whom(officer, receipt):
    enter(officer, "signed", receipt)
    with pytest.raises(Rejected):
        enter(officer, "served", receipt, way="direct")
    with pytest.raises(Rejected):
        enter(officer, "served", receipt, person="㐂洋")
    for way in ("left", "refused", "拒收（见证人证明）"):
        with pytest.raises(Refused, match="见证人"):
            enter(officer, "served", receipt, person="㐂洋", way=way)
    enter(officer, "served", receipt, person="㐂洋", way="refused", witness="居委会 单一")
    assert told(officer, receipt).steps[-1].witness == "居委会 单一"


def test_a_signed_paper_comes_back_with_its_picture_or_not_at_all(officer, receipt):
    enter(officer, "signed", receipt)
    with pytest.raises(Rejected):
        enter(officer, "back", receipt)


@pytest.mark.parametrize(
    ("at", "why"), [("2026-03-09 10:01", "在现在之后"), ("2026-03-09 9:59", "早于打印")]
)
def test_nothing_happens_before_the_paper_or_after_now(officer, receipt, at, why):
    with pytest.raises(Explained, match=why):
        enter(officer, "signed", receipt, at=at)


def test_a_step_entered_in_error_is_withdrawn_and_the_paper_stands_as_before(
    officer, tenant, receipt
):
    enter(officer, "signed", receipt)
    wrong = enter(officer, "served", receipt, **SERVED)
    withdraw(officer, "paper_steps", wrong)
    assert lines(officer, tenant)[0].stage == "signed"
    enter(officer, "served", receipt, person="单㐀", way="direct")
    assert [(s.person, s.withdrawn_at is None) for s in told(officer, receipt).steps[1:]] == [
        ("㐂洋", False), ("单㐀", True),
    ]  # fmt: skip


def test_a_withdrawn_paper_goes_nowhere(officer, receipt):
    withdraw(officer, "prints", receipt.print_id)
    with pytest.raises(Absent):
        enter(officer, "signed", receipt)


def test_a_served_paper_is_still_the_same_and_verification_says_how_far_it_is(officer, receipt):
    enter(officer, "signed", receipt)
    enter(officer, "served", receipt, **SERVED)
    found = verified(officer, receipt.code)
    assert (found.state, found.stage, found.stage_at) == ("same", "served", officer.now())
    assert found.print_id == receipt.print_id
    assert verified(officer, receipt.pdf).stage == "served"


def test_each_copy_goes_its_own_way(officer, tenant, receipt):
    again = printed(officer, tenant, reason="原件遗失")
    enter(officer, "signed", again)
    assert [(one.copy, one.stage) for one in lines(officer, tenant)] == [
        (2, "signed"), (1, "printed"),
    ]  # fmt: skip


def test_who_received_a_paper_is_read_for_a_purpose_and_leaves_its_line(
    officer, desk_of, tenant, receipt, ask
):
    before = ask("select count(*) from audit_read")
    told(officer, receipt)
    assert ask("select count(*) from audit_read") - before == 2  # the paper, and whose it is
    with pytest.raises(Refused), officer.act("paper") as act:
        paper(act, FORMS, receipt.print_id)
    with pytest.raises(Refused, match="权限"):
        enter(desk_of("auditor"), "signed", receipt)
    enter(officer, "signed", receipt)
    with pytest.raises(Refused, match="权限"):
        enter(desk_of("clerk"), "served", receipt, **SERVED)


def test_two_steps_of_one_kind_are_found_by_check(officer, receipt, store):
    enter(officer, "signed", receipt)
    with officer.act(
        "sign-paper", purpose=invented.COUNTER
    ) as act:  # past the rule, as a bug would
        steps = REGISTERS["paper_steps"]
        with act.inside(SERVICES["sign-paper"], "sign-paper"):
            act.file(steps, {"print_id": receipt.print_id, "step": "signed", "at": officer.now()})
    assert [one.what for one in findings(officer)] == ["papers"]


def test_what_became_of_a_paper_goes_with_its_record(officer, tenant, receipt, scan, ask):
    """Whoever is destroyed by rule is not still named, or seen, as who received the paper."""
    enter(officer, "signed", receipt, person="㐂洋")
    enter(officer, "back", receipt, scan=scan)
    with officer.act("sign-paper") as act, act.inside(SERVICES["sign-paper"], "sign-paper"):
        act.purge(REGISTERS["residents"], tenant)
    assert ask("select count(*) from paper_step") == 0
    with pytest.raises(Damaged), officer.view("papers") as view:
        view.blobs.get(scan)
    assert ask("select count(*) from print") == 1  # it names nobody, and its code is answered
    assert verified(officer, receipt.code).state == "changed"
    assert findings(officer) == []


class Made:
    def __init__(self, step, at=0):
        self.step, self.at = step, datetime(2026, 3, 9, tzinfo=UTC) + timedelta(minutes=at)


def test_the_furthest_step_is_how_far_it_is():
    assert stage([]) == "printed"
    assert stage([Made("back"), Made("signed")]) == "back"
    assert [barred([Made("signed")], step) is None for step in STEPS] == [False, True, True]
