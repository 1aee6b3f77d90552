"""What the roles of a township may do with the registers that only it keeps.

The full-time worker (社区戒毒专职工作人员) enters; the head in charge reads; the community officer
of a team (社区民警) reads of the people of his teams alone (戒毒条例 17, 18). Nobody of a police
home or a correction office has a right here (戒毒条例 7, 43).
"""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.rights import INNER, Rights, of_records, of_registers
from station_app.access.roles import EVERYBODY, NOBODY

WORKER = frozenset({"rehabilitation"})
OFFICE = WORKER | frozenset({"chief"})
TEAM = OFFICE | frozenset({"officer"})

_REGISTERS: dict[str, Rights] = {
    "rehabilitation": of_records(TEAM, WORKER) | {"withdraw": OFFICE},
    **dict.fromkeys(  # taken back with its act: a count hangs on it
        ("drug_tests", "absences", "rehabilitation_steps", "rehabilitation_team"),
        dict.fromkeys(INNER, TEAM),
    ),
}

TOWNSHIP_HOME: Rights = of_registers(_REGISTERS) | {
    "enter-rehabilitation": WORKER,
    "follow-rehabilitation": WORKER,
    "test-drugs": WORKER,
    "end-rehabilitation": WORKER,
}

READ_BY_A_TEAM = frozenset(
    {
        *(f"{right}:{name}" for name in ("people", "places") for right in INNER),
        *("everything-about:people", "everything-about:places", "agenda", "find", "find-full"),
        *("print", "verify", "settle-search", "explain-look"),
    }
)


def in_a_township(rights: Mapping[str, frozenset[str]]) -> Rights:
    """The same for who works there; an officer there reads and enters nothing, an auxiliary has
    no account.
    """
    strange = frozenset({"officer", "clerk"})
    return {
        right: roles
        if roles == EVERYBODY
        else (roles - strange) | (roles & {"officer"} if right in READ_BY_A_TEAM else NOBODY)
        for right, roles in rights.items()
    }
