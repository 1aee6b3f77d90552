"""The kinds of measures, as data: who may decide one, how long, who is told, what is owed. Pure.

刑程 = 公安机关办理刑事案件程序规定 (2020); 反家暴法; 预防未成年人犯罪法 41; 未成年人保护法 118.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from station_app.core.texts import Text, _

BAIL, SURVEILLANCE = "bail_pending", "residential_surveillance"
DEPRIVATION, PROTECTION = "deprived_of_political_rights", "protection_order"
WARNING, CORRECTIVE, GUIDANCE = "warning_letter_dv", "corrective_education", "family_guidance"

COURT, PROCURATORATE, POLICE = "court", "procuratorate", "police"
PERSON, PROTECTED, GUARDIAN = "person", "protected", "guardian"
COMMITTEE, WORKPLACE = "committee", "workplace"
AWAY, VISITOR, CONTACT = "away", "visitor", "contact"
EXPIRED, LIFTED, REVOKED, CHANGED, DIED = "expired", "lifted", "revoked", "changed", "died"
GUARANTOR, DEPOSIT = "guarantor", "deposit"
OTHER_EDUCATION = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`told` and `visits` name whom, and the rule by which. Blank rule: nothing of it is owed.

    `longest`: months of one decision, and what is said beyond. `sealed`: a minor's is sealed as
    it ends (预防未成年人犯罪法 59). `notice`: its expiry is told in writing, under a number.
    """

    organs: tuple[str, ...]
    end: str
    ends: tuple[str, ...]
    needs: tuple[str, ...] = ()
    longest: tuple[int, Text] | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    record: str = ""
    visits: Mapping[str, str] = field(default_factory=dict)
    expiry: str = ""
    breach: str = ""
    leaves: tuple[str, ...] = ()
    moves: bool = False
    extended: bool = False
    secret: bool = False
    sealed: bool = False
    notice: bool = False


KINDS: Mapping[str, Kind] = {
    BAIL: Kind(
        organs=(COURT, PROCURATORATE, POLICE),
        needs=("place_id", "security"),
        longest=(12, _("取保候审最长不得超过十二个月（刑事案件程序规定第一百零七条）")),
        told={PERSON: "bail_told"},
        record="bail_record",
        expiry="bail_expiry_told",
        breach="bail_breach_told",
        leaves=(AWAY,),
        moves=True,
        extended=True,
        sealed=True,
        end="bail_end",
        ends=(LIFTED, REVOKED, CHANGED, DIED),
    ),
    SURVEILLANCE: Kind(
        organs=(COURT, PROCURATORATE, POLICE),
        needs=("place_id",),
        longest=(6, _("监视居住最长不得超过六个月（刑事案件程序规定第一百二十二条）")),
        told={PERSON: "surveillance_told"},
        record="surveillance_record",
        expiry="surveillance_expiry_told",
        breach="surveillance_breach_told",
        leaves=(AWAY, VISITOR, CONTACT),
        extended=True,
        sealed=True,
        end="surveillance_end",
        ends=(LIFTED, REVOKED, CHANGED, DIED),
    ),
    DEPRIVATION: Kind(
        organs=(COURT,),
        needs=("committee",),
        longest=(
            120,
            _("剥夺政治权利的期限至多十年（刑法第五十五条、第五十七条），请核对起止日期"),
        ),
        told={
            PERSON: "deprivation_told",
            COMMITTEE: "deprivation_committee_told",
            WORKPLACE: "deprivation_workplace_told",
        },
        notice=True,
        end="deprivation_end",
        ends=(EXPIRED, DIED),
    ),
    PROTECTION: Kind(
        organs=(COURT,),
        needs=("protected_id", "place_id", "orders"),
        longest=(6, _("人身安全保护令的有效期不超过六个月（反家庭暴力法第三十条）")),
        breach="protection_breach_told",
        extended=True,
        secret=True,
        end="protection_end",
        ends=(EXPIRED, REVOKED, DIED),
    ),
    WARNING: Kind(
        organs=(POLICE,),
        needs=("protected_id", "facts", "committee"),
        longest=(12, _("告诫后查访的期限一般不超过十二个月，请核对起止日期")),
        told={
            PERSON: "warning_served",
            PROTECTED: "warning_victim_served",
            COMMITTEE: "warning_committee_told",
        },
        visits={PERSON: "warning_visit", PROTECTED: "warning_victim_visit"},
        secret=True,
        end="warning_end",
        ends=(EXPIRED, REVOKED, DIED),
    ),
    CORRECTIVE: Kind(
        organs=(POLICE,),
        needs=("education", "guardian", "facts"),
        told={PERSON: "corrective_told", GUARDIAN: "corrective_guardian_told"},
        record="corrective_record",
        secret=True,
        sealed=True,
        end="corrective_end",
        ends=(EXPIRED, LIFTED, REVOKED, CHANGED, DIED),
    ),
    GUIDANCE: Kind(
        organs=(COURT, PROCURATORATE, POLICE),
        needs=("protected_id", "facts", "orders"),
        told={PERSON: "guidance_told"},
        secret=True,
        end="guidance_end",
        ends=(EXPIRED, LIFTED, DIED),
    ),
}

TOLD = {  # whom → the day on the record
    PERSON: "told_on",
    PROTECTED: "protected_told_on",
    GUARDIAN: "guardian_told_on",
    COMMITTEE: "committee_told_on",
    WORKPLACE: "workplace_told_on",
}
VISITED = {PERSON: "visited_on", PROTECTED: "protected_visited_on"}


def of(one: object) -> Kind:
    """Of a record of measures."""
    return KINDS[str(getattr(one, "kind"))]  # noqa: B009
