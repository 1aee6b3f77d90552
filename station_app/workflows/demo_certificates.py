"""The counter's certificates for practice: issued, refused in writing, promised, a query begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from station_app.access.action import perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.certificates import service
from station_app.certificates.register import CERTIFICATES
from station_app.core.register import read_draft
from station_app.workflows.demo_corrections import Lives
from station_app.workflows.desk.certificate_actions import OF_CERTIFICATES, OF_QUERIES

PURPOSE = Purpose("COUNTER", "演练")
ACTIONS = {**OF_CERTIFICATES, **OF_QUERIES}
ADULT = 20 * 365  # days
Steps = Sequence[tuple[str, Mapping[str, str]]]
TRAIN = {"facts": "经核对，其姓名、公民身份号码与登记一致。", "basis": "本所实有人口登记"}
ABROAD = {"applicant": "self", "purpose": "出国留学", "abroad": "是", "country": "新加坡"}
SCHOOL = {"unit": "演示县第一小学", "unit_basis": "《未成年人保护法》第六十二条"}
QUERIED = (  # purpose, who asks, what the base says
    ("出国务工", {"applicant": "self", "purpose": "出国务工"}, {"result": "found"}),
    ("教职工入职", {"applicant": "unit", "purpose": "教职工入职"} | SCHOOL, {"result": "clean"}),
    ("出国探亲", {"applicant": "self", "purpose": "出国探亲"}, {"result": "clean"}),
)
ASKED: Sequence[tuple[dict[str, str], Steps]] = (
    (
        {
            "kind": "other_marriage",
            "purpose": "购房贷款",
            "addressee": "演示县商业银行",
            "on": "-2",
        },
        (),
    ),
    (
        {"kind": "temporary_identity", "purpose": "乘坐火车", "on": "-1"},
        (("issue", {**TRAIN, "valid_until": "+6", "stock_number": "演证0012", "on": "-1"}),),
    ),
    (
        {"kind": "unnatural_death", "purpose": "办理保险理赔", "on": "-1"},
        (("promise", {"promised_on": "+3", "wanting": "事故认定书复印件"}),),
    ),
    *(
        ({"kind": "no_record", "purpose": purpose, "on": "-1"}, (("query", who), ("result", said)))
        for purpose, who, said in QUERIED
    ),
    (
        {"kind": "no_record", "purpose": "出国留学", "on": "今天"},
        (("query", ABROAD),),
    ),
    (
        {"kind": "by_law", "purpose": "办理公证", "addressee": "演示县公证处", "on": "今天"},
        (),
    ),
)


def certify(desk: Desk, lives: Sequence[Lives]) -> int:
    """Answers how many there are, as many as there are grown people for."""
    grown = [person for person, _place, _sex, birth in lives if (desk.today - birth).days > ADULT]
    asked = list(zip(grown[-len(ASKED) :], ASKED, strict=False))
    for person, (typed, steps) in asked:
        _ask(desk, person, typed, steps)
    return len(asked)


def _ask(desk: Desk, person: UUID, typed: Mapping[str, str], steps: Steps) -> None:
    values, problems = read_draft(CERTIFICATES, {**typed, "person_id": str(person)}, desk.now())
    assert not problems  # noqa: S101  written above
    with desk.act("enter-certificate", purpose=PURPOSE) as act:
        id = service.enter(act, values).id
    for name, said in steps:
        id = perform(desk, ACTIONS, name, id, said, PURPOSE).ids[0]
