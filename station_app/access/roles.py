"""The roles of a home, and which of them one person never holds together (features.md 12)."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.core.texts import Text, _

ROLES = (
    "chief",
    "officer",
    "clerk",
    "corrections",
    "rehabilitation",
    "auditor",
    "security",
    "admin",
)

ROLE_TITLES: Mapping[str, Text] = {
    "chief": _("所领导"),
    "officer": _("民警"),
    "clerk": _("辅警"),
    "corrections": _("社区矫正工作人员"),
    "rehabilitation": _("社区戒毒专职工作人员"),
    "auditor": _("审计管理员"),
    "security": _("安全保密管理员"),
    "admin": _("系统管理员"),
}

ENTRY = frozenset({"officer", "clerk"})
POLICE = ENTRY | {"chief"}
OFFICERS = frozenset({"officer", "chief"})
OFFICES = frozenset({"corrections", "rehabilitation"})  # homes of their own keep people, places
WORKING = POLICE | OFFICES
EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()

ADMINISTRATION = frozenset({"auditor", "security", "admin"})
ROLES_OF = {  # organisations never share a home, so neither do their roles
    "police": POLICE | ADMINISTRATION,
    "justice": frozenset({"chief", "corrections"}) | ADMINISTRATION,
    "township": frozenset({"chief", "rehabilitation", "officer"}) | ADMINISTRATION,
    "training": EVERYBODY,
}

APART = frozenset(  # pairs of roles that one person never holds, in one home or in two
    {frozenset({"auditor", role}) for role in ROLES if role != "auditor"}
    | {frozenset({"security", "admin"}), frozenset({"security", "chief"})}
)
