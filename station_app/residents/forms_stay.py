"""Papers of those who stay: 居住登记 (居住证条例 9), lodging from abroad (出境入境管理法 39)."""

from __future__ import annotations

from uuid import UUID

from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.people.forms import number, papers, phones, who
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells
from station_app.printing.parts import Block, Cell, Form, Grid, Notice, Paragraph, Signatures
from station_app.residents import forms_find as find
from station_app.residents.records import ABROAD
from station_app.residents.register import RESIDENTS
from station_app.residents.service import Member

ADDRESS = Text("居住地址")
LODGING = Text("住宿地址")


def _place(gathering: Gathering, member: Member) -> Place:
    return gathering.one(Place, PLACES, member.resident.place_id)


def residence_form(gathering: Gathering, id: UUID) -> Filled:
    """居住登记表, with what 居住证 shows (条例 4) and the local list of a floating person."""
    member = find.residence(gathering, id)
    person, resident, place = member.person, member.resident, _place(gathering, member)
    photo = gathering.picture(person.photo)
    grid = Grid(
        3,
        (
            who(person),
            (
                *cells(PEOPLE, person, "ethnicity"),
                Cell(Text("身份号码（证件）"), number(person), span=2),
            ),
            cells(PEOPLE, person, "education", "marital", "occupation"),
            cells(PEOPLE, person, "hukou_address", hukou_address=3),
            (Cell(ADDRESS, place.line or "", span=3),),
            (
                *cells(PLACES, place, "nature"),
                Cell(PEOPLE["phone"].label, phones(person), span=2),
            ),
            cells(PEOPLE, person, "employer", employer=3),
            cells(RESIDENTS, resident, "resident_class", "stay_reason", stay_reason=2),
            cells(RESIDENTS, resident, "arrived_on", "since", "registered_on"),
            cells(RESIDENTS, resident, "moved_from", moved_from=3),
            cells(RESIDENTS, resident, "expected_leave", "until", until=2),
            cells(RESIDENTS, resident, "permit_applied_on", "permit_number", permit_number=2),
            cells(RESIDENTS, resident, "permit_issued_on", "endorsed_on", endorsed_on=2),
            (
                Cell(Text("出租人或留宿人"), by_hand=True),
                Cell(Text("联系电话"), span=2, by_hand=True),
            ),
            (Cell(Text("相片"), span=3, lines=7, by_hand=True, picture=photo),),
        ),
    )
    promise = Paragraph(
        Text("本人所填事项属实；居住地址、服务处所等变动时，及时到居住地派出所更改登记。")
    )
    signed = Signatures((Text("申报人"), Text("登记人"), Text("审核人")))
    return Filled(resident.id, (grid, promise, signed))


def residence_receipt(gathering: Gathering, id: UUID) -> Filled:
    """居住登记凭证（回执). Raises Refused before anything is registered."""
    member = find.residence(gathering, id)
    person, resident, place = member.person, member.resident, _place(gathering, member)
    if resident.registered_on is None:
        raise Refused(_("尚未办理居住登记，请先登记再打印凭证"))
    grid = Grid(
        3,
        (
            who(person),
            (Cell(Text("身份号码（证件）"), number(person), span=3),),
            (Cell(ADDRESS, place.line or "", span=3),),
            cells(RESIDENTS, resident, "registered_on", "stay_reason", "expected_leave"),
        ),
    )
    blocks: tuple[Block, ...] = (
        grid,
        Paragraph(Text("上述人员已在本所办理居住登记，特发此凭证。")),
        Signatures((Text("领取人"), Text("登记人")), stamp=gathering.view.station),
        Notice(Text(RECEIPT_NOTE)),
    )
    return Filled(resident.id, blocks)


RECEIPT_NOTE = (
    "说明：一、本凭证只证明已办理居住登记，不是身份证件，不得涂改、转借。"
    "二、办理居住登记满半年，符合合法稳定就业、合法稳定住所、连续就读条件之一的，"
    "可向居住地派出所申领居住证。三、离开或变更居住地址的，请告知居住地派出所。"
)


def foreigner_lodging_form(gathering: Gathering, id: UUID) -> Filled:
    """境外人员临时住宿登记表. Raises Refused for people who are not from abroad."""
    member = _abroad(gathering, id)
    person, resident, place = member.person, member.resident, _place(gathering, member)
    grid = Grid(
        3,
        (
            (
                Cell(Text("外文姓名"), person.other_name or "", span=2),
                *cells(PEOPLE, person, "sex"),
            ),
            (Cell(Text("中文姓名"), person.name, span=2), *cells(PEOPLE, person, "birth")),
            (
                *cells(PEOPLE, person, "nationality"),
                *cells(RESIDENTS, resident, "abroad_kind"),
                *cells(RESIDENTS, resident, "entered_on"),
            ),
            papers(person),
            cells(RESIDENTS, resident, "visa_type", "visa_number", "visa_until"),
            cells(RESIDENTS, resident, "entry_port", "stay_reason", stay_reason=2),
            (Cell(LODGING, place.line or "", span=3),),
            cells(RESIDENTS, resident, "moved_in_at", "expected_leave", moved_in_at=2),
            *_host(gathering, member),
            (Cell(Text("本人电话"), phones(person), span=2), Cell(Text("接待单位"), by_hand=True)),
            (Cell(Text("紧急联系人及电话"), span=3, by_hand=True),),
            cells(RESIDENTS, resident, "lodging_registered_at", lodging_registered_at=3),
        ),
        label=24,
    )
    signed = Signatures((Text("申报人（留宿人）"), Text("受理民警")), stamp=gathering.view.station)
    return Filled(resident.id, (grid, signed, Notice(Text(LODGING_NOTE))))


LODGING_NOTE = (
    "说明：外国人在旅馆以外的其他住所居住或者住宿的，应当在入住后二十四小时内由本人或者留宿人"
    "向居住地的公安机关办理登记；变更住所的，应当重新登记。"
)


def lodging_slip(gathering: Gathering, id: UUID) -> Filled:
    """临时住宿登记单: what the lodger carries. Raises Refused before the registration."""
    member = _abroad(gathering, id)
    person, resident, place = member.person, member.resident, _place(gathering, member)
    if resident.lodging_registered_at is None:
        raise Refused(_("尚未办理住宿登记，请先登记再打印登记单"))
    grid = Grid(
        3,
        (
            (
                Cell(Text("外文姓名"), person.other_name or "", span=2),
                *cells(PEOPLE, person, "sex"),
            ),
            (Cell(Text("中文姓名"), person.name, span=2), *cells(PEOPLE, person, "birth")),
            cells(PEOPLE, person, "nationality", nationality=3),
            papers(person),
            (Cell(LODGING, place.line or "", span=3),),
            cells(RESIDENTS, resident, "moved_in_at", "expected_leave", moved_in_at=2),
            cells(
                RESIDENTS, resident, "visa_until", "lodging_registered_at", lodging_registered_at=2
            ),
        ),
        label=24,
    )
    signed = Signatures((Text("受理民警"),), stamp=gathering.view.station)
    note = Notice(
        Text("说明：请妥善保管，办理签证证件和接受查验时出示；离开或变更住宿地址后本单作废。")
    )
    return Filled(resident.id, (grid, signed, note))


def _abroad(gathering: Gathering, id: UUID) -> Member:
    member = find.residence(gathering, id)
    if member.resident.resident_class != ABROAD:
        raise Refused(_("此人不是境外人员，不打印住宿登记；请打印居住登记表"))
    return member


def _host(gathering: Gathering, member: Member) -> tuple[tuple[Cell, ...], ...]:
    host_id = member.resident.host_id
    host = gathering.one(Person, PEOPLE, host_id) if host_id else None
    return (
        (
            Cell(RESIDENTS["host_id"].label, host.name if host else "", span=2),
            *cells(RESIDENTS, member.resident, "host_relation"),
        ),
        (
            Cell(Text("留宿人证件号码"), number(host) if host else "", span=2),
            Cell(Text("留宿人电话"), phones(host) if host else ""),
        ),
    )


STAY_FORMS = tuple(
    Printable(form=Form(fill.__name__, Text(title), "residents"), fill=fill)
    for title, fill in (
        ("居住登记表", residence_form),
        ("居住登记凭证（回执）", residence_receipt),
        ("境外人员临时住宿登记表", foreigner_lodging_form),
        ("临时住宿登记单", lodging_slip),
    )
)
