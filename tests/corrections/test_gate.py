"""What is no supervision in law is not entered; each refusal is one clear sentence."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from tests.corrections.supervised import BOY, DECISION, MAN, WOMAN, enter, perform

NEEDED = ("person", "category", "deciding_organ", "document_number", "start", "end")

# one test walks a whole table: every case is refused or undone, and leaves an empty register
IMPOSSIBLE: tuple[tuple[dict[str, object], str], ...] = (
    ({"category": "剥夺政治权利"}, "可选：管制"),
    ({"end": "2026-02-21"}, "应当晚于起始日期"),
    ({"decided_on": "2026-03-10"}, "日期在今天之后"),
    ({"effective_on": "2026-02-01"}, "生效日期早于决定日期"),
    ({"decided_on": "2026-02-22", "effective_on": "2026-02-22"}, "起始日期早于决定日期"),
    ({"end": "2031-02-22"}, "缓刑考验期不超过五年"),
    ({"end": "2027-02-19"}, "有期徒刑的缓刑考验期不少于一年"),
    ({"sentence": "拘役三个月，缓刑四个月", "end": "2027-02-22"}, "不超过一年"),
    ({"sentence": "拘役三个月，缓刑四个月", "end": "2026-04-19"}, "不少于二个月"),
    ({"effective_on": "2026-02-20"}, "从判决确定之日起"),
    ({"category": "管制", "end": "2028-02-22"}, "请在原判刑罚里写明“并罚”"),
    (
        {"category": "管制", "end": "2029-02-22", "sentence": "数罪并罚，管制三年"},
        "不超过三年",
    ),
    ({"category": "管制", "end": "2026-05-19"}, "请在原判刑罚里写明“折抵”"),
    ({"category": "假释", "deciding_level": "intermediate", "end": "2039-02-22"}, "十年"),
    ({"category": "假释"}, "假释由中级以上人民法院裁定"),
    ({"deciding_level": "prison"}, "管制、缓刑由人民法院判决"),
    ({"medical_ground": "illness"}, "只有暂予监外执行"),
    ({"category": "暂予监外执行"}, "法定情形"),
    ({"category": "暂予监外执行", "medical_ground": "illness"}, "保外就医须有保证人"),
    ({"category": "暂予监外执行", "medical_ground": "pregnancy"}, "此人为男性"),
    ({"person": {"name": "小吴", "id_number": "339901201505200018"}}, "未满十二周岁"),
    ({"worker": "路人"}, "不是本所工作人员的账号"),
)
POSSIBLE: tuple[dict[str, object], ...] = (
    {"sentence": "拘役三个月，缓刑四个月", "end": "2026-06-20"},
    {"category": "管制", "sentence": "管制六个月，羁押折抵四个月", "end": "2026-04-20"},
    {"category": "管制", "sentence": "数罪并罚，管制三年", "end": "2029-02-20"},
    {"category": "假释", "deciding_level": "intermediate", "end": "2036-02-20"},
    {
        "category": "暂予监外执行",
        "deciding_level": "prison",
        "medical_ground": "illness",
        "guarantor": "周父",
    },
    {"person": WOMAN, "category": "暂予监外执行", "medical_ground": "pregnancy"},
)


def problems(desk, **typed):
    with pytest.raises(Rejected) as refused:
        enter(desk, **typed)
    return refused.value.problems


def test_no_record_without_category_organ_number_start_and_end(worker):
    for missing in NEEDED:
        fields = {one.field.removesuffix("_id") for one in problems(worker, **{missing: None})}
        assert fields == {missing}


def test_what_cannot_be_is_refused_with_its_article(worker, accounts):
    for typed, says in IMPOSSIBLE:
        said = "；".join(str(one.message) for one in problems(worker, **typed))
        assert says in said, (typed, said)


def test_what_the_law_knows_is_entered_and_expected(worker):
    for n, typed in enumerate(POSSIBLE):
        person = {"name": f"张{'一二三四五六'[n]}"}
        assert enter(worker, **{"person": person} | typed).state == "expected", typed


def test_nobody_is_under_two_supervisions_at_once(worker):
    enter(worker)
    with pytest.raises(Refused, match="正在接受社区矫正"):
        enter(worker, document_number="（2026）演9901刑初8号")


def test_who_was_not_eighteen_at_the_judgment_is_kept_secret_whatever_was_typed(worker):
    assert enter(worker, person=BOY, minor="否").minor is True
    assert not enter(worker, person=MAN).minor


def test_who_enters_a_person_has_him_among_his_own(worker):
    assert enter(worker).worker == "corrections"


def test_the_police_have_no_way_in(desk_of):
    for role in ("officer", "clerk"):
        with pytest.raises(Refused):
            enter(desk_of(role))


ASTRAY: tuple[tuple[dict[str, str], dict[str, str], str], ...] = (
    ({"category": "假释", "deciding_level": "intermediate"}, {}, "只能与管制、缓刑同时判处"),
    ({}, {"end": "2028-02-21"}, "不能超出矫正期限"),
    ({}, {"start": "2026-02-20"}, "不能超出矫正期限"),
    ({}, {"end": "2026-04-19"}, "缓刑的禁止令不少于二个月"),
    ({"category": "管制"}, {"end": "2026-05-19"}, "管制的禁止令不少于三个月"),
)


def test_an_injunction_stands_only_beside_its_judgment_and_within_its_term(worker):
    said = {"kind": "place", "content": "禁止进入网吧"}
    for n, (decision, typed, says) in enumerate(ASTRAY):
        one = enter(worker, person={"name": f"张{'一二三四五'[n]}"}, **decision)
        with pytest.raises(Rejected, match=says):
            perform(worker, "injunction", one.id, **said, **typed)


def test_an_injunction_has_dates_of_its_own(worker, office):
    one = enter(worker, **DECISION)
    ids = perform(
        worker, "injunction", one.id, kind="contact", content="禁止接触被害人", end="2026-08-20"
    ).ids
    kept = office.show(worker, "injunctions", ids[1], why="CORRECTION")
    assert (str(kept.start), str(kept.end)) == ("2026-02-21", "2026-08-20")
    assert kept.document_number == DECISION["document_number"]
