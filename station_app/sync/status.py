"""How the exchange stands: who the county is, how far it has come, when it is tried again.

Plain settings of this database (docs/exchange.md); nothing here reaches the network.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from station_app.access import countersigning
from station_app.access.act import View
from station_app.access.service import service
from station_app.core.texts import Text
from station_app.storage import numbering, settings
from station_app.storage.driver import lock_for_exchange
from station_app.storage.exchange_tables import ConflictCase, Quarantined

COUNTY = "county"  # JSON: who the county is, and who this station is to it
KEY = "county key"  # sealed; see sync.signing
GENERATION = "county generation"
READ = "county schema"  # in whose words the county's rows were read: a newer one reads them anew
CONTACT, FAILURES, RETRY = "county contact", "county failures", "county retry at"
REPAIRED = "county repaired"  # instant and number of the last rows that differed
SKEW = "county clock"  # seconds by which this machine's clock is ahead of the county's
WORKING = "county working"  # desk and instant until which it alone exchanges
SKEWED = timedelta(minutes=2)  # more is warned of
SOON, LATE = timedelta(minutes=1), timedelta(hours=1)  # after the first failure; at the most
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Enrolment:
    url: str
    ca: str  # PEM
    device: str
    scope: str
    name: str  # of the county
    box: str = ""  # its X25519 key, hexadecimal


@dataclass(frozen=True, slots=True)
class Standing:
    name: str  # of the county
    waiting: int  # operations the county has not answered
    oldest: datetime | None  # when the first of them was written
    contact: datetime | None  # last success
    failures: int  # since
    retry_at: datetime | None
    skew: timedelta  # ahead of the county
    refused: int  # in quarantine
    conflicts: int  # open
    doubts: tuple[Text, ...] = ()  # what the audit log and the county contradict each other in
    repaired: tuple[datetime, int] | None = None  # rows that differed and were made good

    @property
    def skewed(self) -> bool:
        return abs(self.skew) > SKEWED


def enrolment(session: Session) -> Enrolment | None:
    """None: this station exchanges with nobody."""
    kept = settings.get(session, COUNTY)
    return Enrolment(**json.loads(kept)) if kept else None


def enrol(session: Session, found: Enrolment) -> None:
    settings.put(session, COUNTY, json.dumps(asdict(found), ensure_ascii=False))


@service(right="exchange-status", audit=None)
def standing(view: View) -> Standing | None:
    """What the status line says; None where there is no county."""
    session = view.session
    if (known := enrolment(session)) is None:
        return None
    waiting, oldest = numbering.waiting(session)
    return Standing(
        known.name,
        waiting,
        oldest,
        _instant(session, CONTACT),
        int(settings.get(session, FAILURES, "0")),
        _instant(session, RETRY),
        timedelta(seconds=float(settings.get(session, SKEW, "0"))),
        _count(session, select(Quarantined.op_id).where(Quarantined.settled_at.is_(None))),
        conflicts(session),
        tuple(doubt.text for doubt in countersigning.doubts(view)),
        repaired(session),
    )


def repaired(session: Session) -> tuple[datetime, int] | None:
    """When rows last differed from the county's, and how many."""
    at, _sep, n = settings.get(session, REPAIRED).partition(" ")
    return (datetime.fromisoformat(at), int(n)) if at else None


def conflicts(session: Session) -> int:
    return _count(session, select(ConflictCase.id).where(ConflictCase.closed_at.is_(None)))


def _count(session: Session, query: Select[UUID]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _instant(session: Session, name: str) -> datetime | None:
    kept = settings.get(session, name)
    return datetime.fromisoformat(kept) if kept else None


def due(session: Session, now: datetime) -> bool:
    """Whether it may be tried without being asked: not while it waits for the next try."""
    at = _instant(session, RETRY)
    return at is None or not now < at <= now + 2 * LATE  # a clock put back holds nothing up


def succeeded(session: Session, now: datetime, county: datetime) -> None:
    """`county`: what its clock said at this `now`."""
    settings.put(session, CONTACT, now.isoformat())
    settings.put(session, SKEW, str((now - county).total_seconds()))
    settings.put(session, FAILURES, "0")
    settings.put(session, RETRY, "")


def heard(session: Session, at: datetime) -> None:
    """By hand, what the county said at `at`: of this machine's clock it tells nothing."""
    settings.put(session, CONTACT, at.isoformat())
    settings.put(session, FAILURES, "0")
    settings.put(session, RETRY, "")


def failed(session: Session, now: datetime, chance: float, retry_after: float = 0) -> datetime:
    """Counts one, and says when the next try is; `chance` (0–1) spreads those of many stations."""
    failures = int(settings.get(session, FAILURES, "0")) + 1
    at = now + pause(failures, chance, retry_after)
    settings.put(session, FAILURES, str(failures))
    settings.put(session, RETRY, at.isoformat())
    return at


def pause(failures: int, chance: float, retry_after: float = 0) -> timedelta:
    """A minute, doubled with every failure up to an hour, a quarter more or less."""
    wait = min(SOON * (1 << min(failures - 1, 10)), LATE)
    return max(wait * (0.75 + chance / 2), timedelta(seconds=retry_after) * (1 + chance / 4))


def begin(session: Session, device: str, now: datetime) -> bool:
    """Whether this desk may exchange now: of a station's desks one does at a time."""
    lock_for_exchange(session)
    desk, _sep, until = settings.get(session, WORKING).partition(" ")
    if desk not in ("", device) and now < datetime.fromisoformat(until) <= now + LEASE:
        return False
    settings.put(session, WORKING, f"{device} {(now + LEASE).isoformat()}")
    return True


def go_on(session: Session, device: str, now: datetime) -> None:
    """With every step: who is at work keeps it, however long it takes."""
    desk, _sep, until = settings.get(session, WORKING).partition(" ")
    if desk == device and not LEASE / 2 < datetime.fromisoformat(until) - now <= LEASE:
        settings.put(session, WORKING, f"{device} {(now + LEASE).isoformat()}")


def end(session: Session, device: str) -> None:
    if settings.get(session, WORKING).startswith(device):
        settings.put(session, WORKING, "")


def generation(session: Session) -> UUID | None:
    kept = settings.get(session, GENERATION)
    return UUID(kept) if kept else None
