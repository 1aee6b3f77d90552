"""Signing in to the county's page: accounts, tries, sessions."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, Engine, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from station_app.access import passwords
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.county.limits import Turned
from station_app.county.page.tables import ACCOUNT, SESSION, TRIES

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
FREE = 5  # tries before the first wait
WAITS = (30, 60, 300, 900)  # s; the last for every further try
FORGOTTEN = timedelta(days=1)  # tries, after the wait has ended
LONGEST_PASSWORD = 200  # characters
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,29}")
NOBODY = "-"  # all that cannot be a name
WORK = PasswordHasher(time_cost=3, memory_cost=64 << 10, parallelism=2)


@dataclass(frozen=True, slots=True)
class Accounts:
    engine: Engine
    now: Callable[[], datetime]
    work: PasswordHasher = WORK

    def enter(self, name: str, password: str, *, training: bool, county: str) -> None:
        """A new account, or a new password of one that is there. Raises Refused."""
        if not NAME.fullmatch(name):
            raise Refused(_("账号用 2 至 30 个小写字母、数字，不用姓名"))
        passwords.check(password, training, name, county)
        kept = {"password": self.work.hash(_same(password)), "off_at": None}
        new = insert(ACCOUNT).values(name=name, **kept)
        with self.engine.begin() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=["name"], set_=kept))
            _end_all(connection, name)
            connection.execute(delete(TRIES).where(TRIES.c.name == name))

    def close(self, name: str) -> None:
        """Raises Refused where there is none."""
        mine = update(ACCOUNT).where(ACCOUNT.c.name == name, ACCOUNT.c.off_at.is_(None))
        with self.engine.begin() as connection:
            if not connection.execute(mine.values(off_at=self.now())).rowcount:
                raise Refused(_("没有这个账号，或已经停用"))
            _end_all(connection, name)

    def sign_in(self, name: str, password: str) -> str:
        """The cookie. Raises Turned: one answer, whatever was wrong."""
        name, password = name if NAME.fullmatch(name) else NOBODY, password[:LONGEST_PASSWORD]
        self._count(name)
        asked = select(ACCOUNT.c.password).where(ACCOUNT.c.name == name, ACCOUNT.c.off_at.is_(None))
        with self.engine.connect() as connection:
            kept = connection.scalar(asked)
        if not self._is(kept or _nobodys(self.work), password) or kept is None:
            raise Turned(401, "password", _("账号或密码不对"))
        return self._begin(name)

    def _is(self, kept: str, password: str) -> bool:
        try:
            return self.work.verify(kept, _same(password))
        except VerificationError:
            return False

    def _count(self, name: str) -> None:
        """Before it is tried, so that many at once count as many. Raises Turned while it waits."""
        now = self.now()
        with self.engine.begin() as connection:
            connection.execute(delete(TRIES).where(TRIES.c.until < now - FORGOTTEN))
            new = insert(TRIES).values(name=name, n=1, until=now)
            n = TRIES.c.n
            waits = {FREE + at: now + timedelta(seconds=s) for at, s in enumerate(WAITS[:-1])}
            last = now + timedelta(seconds=WAITS[-1])
            until = case(
                (n + 1 < FREE, now), *((n + 1 == k, t) for k, t in waits.items()), else_=last
            )
            again = new.on_conflict_do_update(
                index_elements=["name"],
                set_={"n": n + 1, "until": until},
                where=TRIES.c.until <= now,
            )
            if connection.execute(again.returning(n)).one_or_none():
                return
            held = connection.scalar(select(TRIES.c.until).where(TRIES.c.name == name)) or now
        wait = (held - now).total_seconds()
        raise Turned(429, "tries", _("试错次数过多，请 {n} 秒后再试", n=int(wait) + 1), wait)

    def _begin(self, name: str) -> str:
        cookie, now = secrets.token_urlsafe(32), self.now()
        with self.engine.begin() as connection:
            connection.execute(delete(TRIES).where(TRIES.c.name == name))
            connection.execute(delete(SESSION).where(SESSION.c.seen_at < now - IDLE))
            new = insert(SESSION).values(mac=_mac(cookie), name=name, since=now, seen_at=now)
            connection.execute(new)
        return cookie

    def who(self, cookie: str) -> str | None:
        """Who looks, and that he has; None: signed out, idle too long, closed."""
        now = self.now()
        mine = (
            SESSION.c.mac == _mac(cookie),
            SESSION.c.seen_at > now - IDLE,
            SESSION.c.since > now - LONGEST,
        )
        seen = update(SESSION).where(*mine).values(seen_at=now).returning(SESSION.c.name)
        with self.engine.begin() as connection:
            found: str | None = connection.scalar(seen)
        return found

    def sign_out(self, cookie: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.mac == _mac(cookie)))


def _end_all(connection: Connection, name: str) -> None:
    connection.execute(delete(SESSION).where(SESSION.c.name == name))


def _mac(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()


def _same(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys(work: PasswordHasher) -> str:
    """An unknown name costs the same."""
    return work.hash(secrets.token_hex(16))
