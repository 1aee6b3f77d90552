"""What is kept for how long: a term of `resources/rules/retention.toml` and the day it runs from.

Pure. The audit log has no line here: it is never purged (《网络安全法》第二十三条: at least six
months), nor are certificates of destruction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from station_app.core.texts import _

ERASURE = "erase_sealed"  # of what one request reads, by order; no term runs out
ERASURE_TITLE = _("依法删除封存记录")
MOST = 500  # records of one proposal: one act, and no long wait for others


@dataclass(frozen=True, slots=True)
class Kept:
    rule: str
    register: str
    since: str  # field, or `withdrawn_at`: the day the term runs from


WITHDRAWN = "withdrawn_at"
KEPT: Sequence[Kept] = (
    Kept("retention_residents", "residents", "until"),
    Kept("retention_housing", "housing", "let_until"),
    Kept("retention_tenancies", "tenancies", "until"),
    Kept("retention_inspections", "inspections", "on"),
    Kept("retention_hazards", "hazards", "closed_on"),
    Kept("retention_sweeps", "sweeps", "on"),
    Kept("retention_correction_copies", "correction_copies", "on"),
    Kept("retention_custody", "custody", "left_on"),
    Kept("retention_correction_tasks", "correction_tasks", "done_on"),
    Kept("retention_property", "property", "settled_on"),
    Kept("retention_tasks", "tasks", "closed_on"),
    Kept("retention_footage", "footage", "asked_on"),
    Kept("retention_duty", "duty", "on"),
    Kept("retention_measures", "measures", "ended_on"),
    Kept("retention_disputes", "disputes", "closed_on"),
    Kept("retention_cards", "cards", "handed_on"),
    Kept("retention_cards", "cards", "ended_on"),
    Kept("retention_lost_found", "lost_found", "ended_on"),
    Kept("retention_missing", "missing", "closed_on"),
    Kept("retention_certificates", "certificates", "ended_on"),
    Kept("retention_matters", "matters", "closed_on"),
    Kept("retention_visits", "visits", "on"),
    Kept("retention_letters", "letters", "answered_on"),
    Kept("retention_rehabilitation", "rehabilitation", "ended_on"),
    Kept("retention_withdrawn", "people", WITHDRAWN),
    Kept("retention_withdrawn", "places", WITHDRAWN),
    Kept("retention_withdrawn", "residents", WITHDRAWN),
    Kept("retention_withdrawn", "housing", WITHDRAWN),
    Kept("retention_withdrawn", "tenancies", WITHDRAWN),
    Kept("retention_withdrawn", "inspections", WITHDRAWN),
    Kept("retention_withdrawn", "hazards", WITHDRAWN),
    Kept("retention_withdrawn", "correction_copies", WITHDRAWN),
    Kept("retention_withdrawn", "custody", WITHDRAWN),
    Kept("retention_withdrawn", "correction_tasks", WITHDRAWN),
    Kept("retention_withdrawn", "measures", WITHDRAWN),
    Kept("retention_withdrawn", "property", WITHDRAWN),
    Kept("retention_withdrawn", "tasks", WITHDRAWN),
    Kept("retention_withdrawn", "footage", WITHDRAWN),
    Kept("retention_withdrawn", "duty", WITHDRAWN),
    Kept("retention_withdrawn", "disputes", WITHDRAWN),
    Kept("retention_withdrawn", "cards", WITHDRAWN),
    Kept("retention_withdrawn", "lost_found", WITHDRAWN),
    Kept("retention_withdrawn", "missing", WITHDRAWN),
    Kept("retention_withdrawn", "certificates", WITHDRAWN),
    Kept("retention_withdrawn", "matters", WITHDRAWN),
    Kept("retention_withdrawn", "visits", WITHDRAWN),
    Kept("retention_withdrawn", "letters", WITHDRAWN),
    Kept("retention_withdrawn", "rehabilitation", WITHDRAWN),
    Kept("retention_sealed_requests", "sealed_requests", "decided_at"),
)


def digest(ids: Iterable[UUID]) -> str:
    """Of a list of records, whatever their order."""
    return hashlib.sha256("\n".join(sorted(map(str, ids))).encode()).hexdigest()
