"""Papers of the counter: a certificate, the refusal of one, and those of a query of records.

One layout for nine kinds. Its mark stays until the county orders stand-alone use; on its stock
where that was switched on.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from station_app.access.roles import OFFICERS
from station_app.calls.phones import telephones
from station_app.certificates import rules
from station_app.certificates.records import CLEAN, FOUND, Certificate, RecordQuery
from station_app.certificates.register import CERTIFICATES, RECORD_QUERIES
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.identity import codes
from station_app.people.forms import number as id_number
from station_app.people.forms import sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    INTERNAL,
    Block,
    Cell,
    Form,
    Grid,
    Notice,
    Paragraph,
    Signatures,
)

OFFICER = Text("经办民警")
KEPT = (Text("派出所存档"), Text("申请人"))
CONTENTS: Mapping[str, str] = {  # kind → what is certified of {one} ({other}), before its facts
    "amended": "兹证明{one}的户口登记项目变更（更正）情况如下：",
    "cancelled": "兹证明{one}的户口注销情况如下：",
    "kinship": "兹证明{one}与{other}的亲属关系如下：",
    "abducted_child": "兹证明{one}系公安机关查找到的被拐儿童，身份情况如下：",
    "foundling": "兹证明{one}捡拾弃婴（儿童）并报案的情况如下：",
    "unnatural_death": "兹证明{one}死亡的情况如下：",
    "temporary_identity": "兹证明{one}的身份情况如下：",
    "no_record": "{one}申请查询犯罪记录。",
    "by_law": "依照法律规定，兹证明{one}的有关情况如下：",
}


def certificate(gathering: Gathering, id: UUID) -> Filled:
    """证明: what was issued; never after it was made void or ran out."""
    one = gathering.one(Certificate, CERTIFICATES, id)
    if not rules.is_issued(one):
        raise Refused(_("还没有出具，或者已经作废，不能打印"))
    if one.valid_until and one.valid_until < gathering.view.stamp.today:
        raise Refused(_("有效期已于 {day} 届满，不能再打印", day=one.valid_until))
    ids = [one.person_id, *filter(None, [one.other_id])]
    people = gathering.each(Person, PEOPLE, ids)
    said = [_who(people[each]) for each in ids]
    until = (Paragraph(f"本证明有效期至{day(one.valid_until)}。"),) if one.valid_until else ()
    blocks = (
        Grid(2, (cells(CERTIFICATES, one, "number", "stock_number"),), label=26),
        *_to(one.addressee),
        Paragraph(CONTENTS[one.kind].format(one=said[0], other=said[-1])),
        Paragraph(one.facts or ""),
        Paragraph(f"证明用途：{one.purpose}。"),
        *until,
        Paragraph("特此证明。"),
        Signatures((OFFICER,), stamp=gathering.view.station),
        Notice(Text("本证明只用于上述用途，涂改、复印无效；可以凭核验码核对。")),
    )
    return Filled(one.id, blocks)


def _who(person: Person) -> str:
    """Who is meant, so that nobody else can be."""
    born = f"{day(person.birth)}出生" if person.birth else ""
    number = f"证件号码{id_number(person)}" if id_number(person) else ""
    told = "，".join(filter(None, (str(sex(person)), born, number)))
    return f"{person.name}（{told}）" if told else person.name


def _to(addressee: str | None) -> tuple[Block, ...]:
    return (Paragraph(f"{addressee}：", indent=""),) if addressee else ()


def certificate_refusal(gathering: Gathering, id: UUID) -> Filled:
    """不予出具告知书: the ground, and where to go instead."""
    one = gathering.one(Certificate, CERTIFICATES, id)
    if not rules.is_refused(one):
        raise Refused(_("没有不予出具，不打印告知书"))
    asked = one.applicant_id or one.person_id
    people = gathering.each(Person, PEOPLE, [asked, one.person_id])
    ours, what = gathering.view.station, codes.label("certificate_kind", one.kind)
    ground = codes.label("certificate_ground", one.ground or "")
    of = "本人" if asked == one.person_id else people[one.person_id].name
    grid = Grid(
        2,
        (
            (Cell(Text("申请编号"), one.number), *cells(CERTIFICATES, one, "on")),
            (Cell(Text("申请证明的事项"), what, span=2),),
            (Cell(CERTIFICATES["purpose"].label, one.purpose, span=2),),
            (Cell(CERTIFICATES["addressee"].label, one.addressee or "", span=2),),
            (Cell(CERTIFICATES["ground"].label, ground, span=2, lines=2),),
            (Cell(CERTIFICATES["explanation"].label, one.explanation or "", span=2, lines=2),),
            (Cell(CERTIFICATES["where_to"].label, one.where_to or "", span=2, lines=2),),
        ),
        label=34,
    )
    blocks = (
        Paragraph(f"{people[asked].name}：", indent=""),
        Paragraph(
            f"你向{ours}申请出具关于{of}的证明。经审查，不予出具，现将理由和办理途径告知如下："
        ),
        grid,
        Paragraph(Text("有关单位要求提供上述证明的，可以向其出示本告知书。")),
        Paragraph(
            _(
                "对不予出具有意见的，可以拨打{phone}反映。",
                phone=telephones(gathering.view).complaints,
            )
        ),
        Signatures((Text("首接民警"), Text("申请人")), stamp=ours),
    )
    return Filled(one.id, blocks)


# Of a query of records


def _asked_for(gathering: Gathering, query: RecordQuery) -> tuple[str, str]:
    """Who asks, as he is addressed; and who is meant."""
    ids = [query.person_id, *filter(None, [query.agent_id])]
    people = gathering.each(Person, PEOPLE, ids)
    person = people[query.person_id]
    asks = query.unit if rules.goes_to_unit(query) else people[ids[-1]].name
    return asks or "", _who(person)


def query_receipt(gathering: Gathering, id: UUID) -> Filled:
    """受理回执: what was received, and by when it is answered."""
    query = gathering.one(RecordQuery, RECORD_QUERIES, id)
    asks, person = _asked_for(gathering, query)
    due = gathering.view.stamp.terms.due("record_query", query.received_on).due_on
    abroad = query.country or "" if query.abroad else ""
    grid = Grid(
        2,
        (
            cells(RECORD_QUERIES, query, "number", "received_on"),
            (Cell(RECORD_QUERIES["person_id"].label, person, span=2),),
            cells(RECORD_QUERIES, query, "applicant", "authority"),
            (
                *cells(RECORD_QUERIES, query, "purpose"),
                Cell(RECORD_QUERIES["country"].label, abroad),
            ),
            cells(RECORD_QUERIES, query, "since", "until"),
        ),
        label=28,
    )
    blocks = (
        Paragraph(f"{asks}：", indent=""),
        Paragraph(f"你（单位）向{gathering.view.station}提出的犯罪记录查询申请，已经受理。"),
        grid,
        Paragraph(
            f"不能当场办结的，至迟于{day(due)}办结；经批准调查核实的，核实的时间不计入办理期限。"
        ),
        Paragraph(Text("请凭本回执和有效身份证件领取查询结果的文书。")),
        Signatures((OFFICER, Text("申请人")), stamp=gathering.view.station),
    )
    return Filled(query.id, blocks)


def _told(gathering: Gathering, id: UUID, form: str) -> tuple[RecordQuery, str, str]:
    """Raises Refused where another paper says what was found."""
    query = gathering.one(RecordQuery, RECORD_QUERIES, id)
    if rules.paper_of(query) != form:
        raise Refused(_("查询结果还没有填写，或者应当打印另一种文书"))
    return query, *_asked_for(gathering, query)


def _span(query: RecordQuery) -> str:
    until = query.until or query.typed_on
    return f"自{day(query.since)}至{day(until)}" if query.since else f"截至{day(until)}"


def no_record_certificate(gathering: Gathering, id: UUID) -> Filled:
    """无犯罪记录证明: the ninth content of the certificates' layout."""
    query, _asks, person = _told(gathering, id, "no_record_certificate")
    country = f"（用于{query.country}）" if query.abroad else ""
    blocks = (
        Grid(2, (cells(RECORD_QUERIES, query, "number", "typed_on"),), label=26),
        Paragraph(CONTENTS[rules.NO_RECORD].format(one=person)),
        Paragraph(f"经查询，{_span(query)}，未发现其有犯罪记录。"),
        Paragraph(f"证明用途：{query.purpose}{country}。"),
        Paragraph("特此证明。"),
        Signatures((OFFICER,), stamp=gathering.view.station),
        Notice(Text("查询结果只反映查询时公安部查询平台录入和存在的信息；涂改、复印无效。")),
    )
    return Filled(query.id, blocks)


def no_record_refusal(gathering: Gathering, id: UUID) -> Filled:
    """不予出具无犯罪记录证明通知书: to the person himself, and how to object."""
    query, asks, person = _told(gathering, id, "no_record_refusal")
    blocks = (
        Grid(2, (cells(RECORD_QUERIES, query, "number", "typed_on"),), label=26),
        Paragraph(f"{asks}：", indent=""),
        Paragraph(
            f"你于{day(query.received_on)}申请查询{person}的犯罪记录。"
            "经查询，不符合出具无犯罪记录证明的条件，不予出具。"
        ),
        Paragraph(
            Text("对查询结果有异议的，可以向本所提出复查申请，由县级公安机关在15个工作日内答复。")
        ),
        Signatures((OFFICER, Text("领取人")), stamp=gathering.view.station),
    )
    return Filled(query.id, blocks)


def record_answer(gathering: Gathering, id: UUID) -> Filled:
    """犯罪记录查询结果告知函: to a unit that a law lets ask."""
    query, asks, person = _told(gathering, id, "record_answer")
    found = codes.label("record_result", query.result or "")
    blocks = (
        Grid(2, (cells(RECORD_QUERIES, query, "number", "typed_on"),), label=26),
        Paragraph(f"{asks}：", indent=""),
        Paragraph(
            f"你单位依据{query.unit_basis}申请查询{person}的犯罪记录。"
            f"经查询，{_span(query)}，查询结果为：{found}。"
        ),
        Paragraph(Text("查询结果只能用于申请的用途，应当保密，不得向他人提供。")),
        Signatures((OFFICER, Text("领取人")), stamp=gathering.view.station),
    )
    return Filled(query.id, blocks)


FORMS = (
    Printable(
        form=Form("certificate", Text("证明"), "certificates", marks=(INTERNAL,), keepers=KEPT),
        fill=certificate,
        roles=OFFICERS,
        only=rules.is_issued,
    ),
    Printable(
        form=Form("certificate_refusal", Text("不予出具告知书"), "certificates", keepers=KEPT),
        fill=certificate_refusal,
        roles=OFFICERS,
        only=rules.is_refused,
    ),
    Printable(
        form=Form("query_receipt", Text("受理回执"), "record_queries", keepers=KEPT),
        fill=query_receipt,
        roles=OFFICERS,
    ),
    *(
        Printable(
            form=Form(fill.__name__, Text(title), "record_queries", marks=(INTERNAL,), keepers=to),
            fill=fill,
            roles=OFFICERS,
            only=only,
        )
        for fill, title, only, to in (
            (
                *(no_record_certificate, "无犯罪记录证明"),
                *(lambda q: not rules.goes_to_unit(q) and q.result == CLEAN, KEPT),
            ),
            (
                *(no_record_refusal, "不予出具无犯罪记录证明通知书"),
                *(lambda q: not rules.goes_to_unit(q) and q.result == FOUND, KEPT),
            ),
            (
                *(record_answer, "犯罪记录查询结果告知函"),
                *(
                    lambda q: rules.goes_to_unit(q) and not rules.is_unanswered(q),
                    (Text("派出所存档"), Text("申请单位")),
                ),
            ),
        )
    ),
)
