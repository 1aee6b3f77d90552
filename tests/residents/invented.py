"""An invented building: a household of twelve with rare names, a tenant, a guest from abroad."""

from __future__ import annotations

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.register import read_draft
from station_app.registers import ACTIONS, REGISTERS
from station_app.residents import service

BUILDING = "演示县东门社区新丰街33号幸福小区8栋"
HOME, LET, GUEST, EMPTY = (f"{BUILDING}4单元{room}室" for room in ("1604", "1605", "201", "1701"))
COUNTER = Purpose("COUNTER", "2026-17")

# Relation, name with characters of extensions A to F, birth and sequence, more of the person
MEMBERS = (
    ("02", "单𬭎", "19620304001", {
        "former_name": "单宏", "ethnicity": "01", "education": "21", "marital": "21",
        "military": "1", "height_cm": "172", "blood_type": "1", "birthplace": "示例省江城市",
        "native_place": "示例省河阳市", "occupation": "会计",
        "employer": "滨江某某贸易有限责任公司财务管理中心第二核算科",
        "phone": "19900001234 本人；19900005678 配偶", "hukou_address": HOME,
    }),
    ("12", "解𠅤芳", "19630506002", {"ethnicity": "11", "marital": "21"}),
    ("22", "单㐀", "19880101003", {"phone": "19900002234"}),
    ("32", "单𪜀", "19900202004", {}),
    ("23", "单𫝀", "19920303005", {}),
    ("33", "单𫠠", "19940404006", {}),
    ("24", "阿卜杜拉·买买提·艾合买提江·吐尔逊", "19960606007", {"ethnicity": "05"}),
    ("41", "单𬺰", "20120101009", {}),
    ("42", "单小明", "20150202008", {}),
    ("51", "单长寿", "19350808011", {}),
    ("52", "解氏", None, {"birth": "1938-01-01", "sex": "2"}),
    ("41", "单一", "20250303013", {"guardian_relation": "51"}),
)  # fmt: skip


def number(birth_and_sequence):
    body = f"339901{birth_and_sequence}"
    return body + "10X98765432"[sum(int(d) * 2 ** (17 - n) for n, d in enumerate(body)) % 11]


def read(desk, register, typed):
    values, problems = read_draft(REGISTERS[register], typed, desk.now(), part=True)
    assert not problems, problems
    return values


def household(desk, address, members):
    with desk.act("register-household", purpose=COUNTER) as act:
        return service.register_household(
            act,
            address,
            [
                (
                    read(desk, "people", {"name": name, **more}
                         | ({"id_number": number(born)} if born else {})),
                    read(desk, "residents", {"relation_to_head": relation, **stay}),
                )
                for relation, name, born, more, *rest in members
                for stay in [rest[0] if rest else {}]
            ],
        )  # fmt: skip


def perform(desk, name, id, **typed):
    return action.perform(desk, ACTIONS["residents"], name, id, typed, COUNTER)


def amend(desk, register, id, **typed):
    found = REGISTERS[register]
    with desk.act(f"amend:{register}", purpose=COUNTER) as act:
        record = act.load(found, id)
        values = read(desk, register, typed)
        return records.amend(act, found, id, values, revision=record.revision)


def load(desk, register, id):
    with desk.act(f"show:{register}", purpose=COUNTER) as act:
        return records.show(act, REGISTERS[register], id).record


def fill(desk):
    """The building; name → id of residence, person or place."""
    family = household(desk, HOME, [(*m, {"since": "2010-08-15", "moved_from": "江城市长河街道"})
                                    for m in MEMBERS])  # fmt: skip
    stay = {"arrived_on": "2026-03-05", "stay_reason": "01", "expected_leave": "2027-03-01"}
    [tenant] = household(desk, LET, [("02", "㐂洋", "19951231012", {
        "ethnicity": "01", "education": "61", "marital": "10", "occupation": "装配工",
        "employer": "滨江某某机械厂", "phone": "19900003333 本人",
        "hukou_address": "示例省河阳市平原县柳林镇柳林村12号",
    }, stay)])  # fmt: skip
    [guest] = household(desk, GUEST, [("02", "约翰·史密斯", None, {
        "other_name": "JOHN ALEXANDER SMITH-WETHERBY", "documents": "414 E12345678 2030-01-01",
        "sex": "1", "birth": "1980-02-29", "nationality": "GBR", "phone": "19900004444",
    }, {
        "abroad_kind": "foreigner", "moved_in_at": "2026-03-09 09:00", "entered_on": "2026-03-08",
        "entry_port": "示例机场", "visa_type": "F", "visa_number": "V1234567",
        "visa_until": "2026-06-07", "stay_reason": "10", "expected_leave": "2026-03-20",
    })])  # fmt: skip
    head = load(desk, "residents", family[0])
    child = load(desk, "residents", family[11])
    host = head.person_id
    amend(desk, "people", child.person_id, guardian_id=str(host))
    amend(desk, "residents", guest, host_id=str(host), host_relation="朋友")
    perform(desk, "register_residence", tenant)
    perform(desk, "register_lodging", guest, at="2026-03-09 09:50")
    perform(desk, "move_out", family[5], reason="8", moved_to="示例省河阳市平原县柳林镇")
    place = load(desk, "places", head.place_id)
    with desk.act("file:places") as act:
        room = {"line": EMPTY, "building_id": place.building_id}
        empty = records.file(act, REGISTERS["places"], room)
    return {
        "family": family[0], "wife": family[1], "child": family[11], "head": head.person_id,
        "tenant": tenant, "guest": guest, "home": head.place_id, "building": place.building_id,
        "empty": empty.id,
    }  # fmt: skip


ASKED = {  # form → what it is asked for
    "household_sheet": "family",
    "residence_form": "tenant",
    "residence_receipt": "tenant",
    "foreigner_lodging_form": "guest",
    "lodging_slip": "guest",
    "household_visit_form": "home",
    "building_list": "building",
    "sweep_list": "building",
}
