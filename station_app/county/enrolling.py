"""How a device is let in, renewed and shut out: by a code that is used once, within minutes."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.county.audit import audits_of
from station_app.county.book import CERTIFIED, Book, Node
from station_app.county.doors import CODE, COMING_KEY
from station_app.county.limits import Turned
from station_app.county.security import Asked, Security, not_signed
from station_app.county.tables import DEVICE, SCOPE
from station_app.sync.medium import public
from station_app.sync.protocol import Certified, Enrol, Renew
from station_app.sync.signing import Request

CODE_LIFE = timedelta(minutes=15)
BY_HAND = timedelta(days=7)  # of a code that is good for a request on a medium alone
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CODE_LETTERS = 10
RENEWED_FROM = timedelta(days=300)  # of the 365
KINDS = ("police", "justice", "township")
NO_CODE = _("接入码不对、已用过、已过期，或不是发给本单位的，请向县局重新领取")


@dataclass(frozen=True, slots=True)
class Enrolling:
    book: Book
    security: Security
    derive: Callable[[str], bytes]

    @property
    def keys(self) -> dict[str, str]:
        """What a station knows this county by."""
        audit_key = audits_of(self.derive, self.book).public
        return {"audit_key": audit_key, "box_key": public(box_of(self.derive))}

    def issue(self, scope: str, kind: str, name: str, *, by_hand: bool = False) -> str:
        """A new code, for an organisation that is entered with it. Raises Refused."""
        kind = "training" if self.book.training else kind
        with self.book.engine.connect() as connection:
            known = connection.scalar(select(SCOPE.c.kind).where(SCOPE.c.id == scope))
        if known not in (None, kind):
            raise Refused(_("{scope} 已登记为另一类单位", scope=scope))
        self.book.enter_scope(scope, kind, name)
        code = "".join(secrets.choice(LETTERS) for _each in range(CODE_LETTERS))
        now = self.book.clock()
        with self.book.engine.begin() as connection:
            connection.execute(delete(CODE).where(CODE.c.until < now - timedelta(days=1)))
            until, mac = now + (BY_HAND if by_hand else CODE_LIFE), self._mac(code, by_hand)
            new = insert(CODE).values(mac=mac, scope=scope, until=until)
            connection.execute(new)
        return code

    def enrol(self, request: Request, signature: bytes, message: Enrol) -> Certified:
        if not request.is_signed(bytes.fromhex(message.public_key), signature):
            raise not_signed()
        with self.book.engine.begin() as connection:
            self.security.once(connection, request)
        return self.enter(request.device, message)

    def enter(self, device: UUID, message: Enrol, *, by_hand: bool = False) -> Certified:
        """Whoever was proved to have its key; asked again, answered the same. Raises Turned."""
        key = bytes.fromhex(message.public_key)
        with self.book.engine.begin() as connection:
            scope = self._use(connection, device, message, by_hand)
            there = connection.execute(select(DEVICE).where(DEVICE.c.id == device)).one_or_none()
            if there is not None and (there.public_key, there.scope) != (key, scope.id):
                raise Turned(403, "code", NO_CODE)
        if there is None:
            self.book.enter_device(device, scope.id, key)
        until = there.until if there else self.book.clock() + CERTIFIED
        return self._certified(device, scope.id, scope.name, until)

    def _use(
        self, connection: Connection, device: UUID, message: Enrol, by_hand: bool
    ) -> Row[Any, Any, Any]:
        """The organisation of the code, which is used up by it."""
        mac = self._mac(message.code, by_hand)
        mine = select(CODE).where(CODE.c.mac == mac).with_for_update()
        found = connection.execute(mine).one_or_none()
        if found is None or found.until <= self.book.clock() or found.used_by not in (None, device):
            raise Turned(403, "code", NO_CODE)
        scope = connection.execute(
            select(SCOPE.c.id, SCOPE.c.kind, SCOPE.c.name).where(SCOPE.c.id == found.scope)
        ).one()
        if (scope.id, scope.kind) != (message.scope, message.kind):
            raise Turned(403, "code", NO_CODE)
        connection.execute(update(CODE).where(CODE.c.mac == found.mac).values(used_by=device))
        return scope

    def renew(self, asked: Asked, message: Renew) -> Certified:
        return self.renewed(asked.node, asked.until, message)

    def renewed(self, node: Node, until: datetime, message: Renew) -> Certified:
        """One more year, under the key that is announced. Raises Turned before it is due."""
        now, device = self.book.clock(), node.device
        if not is_due(until, now):
            raise Turned(409, "early", _("接入证书还不到续期的时候"))
        key = bytes.fromhex(message.public_key)
        new = insert(COMING_KEY).values(device=device, public_key=key)
        kept = new.on_conflict_do_update(index_elements=["device"], set_={"public_key": key})
        mine = update(DEVICE).where(DEVICE.c.id == device)
        with self.book.engine.begin() as connection:
            connection.execute(kept)
            connection.execute(mine.values(until=now + CERTIFIED))
            name = connection.scalar(select(SCOPE.c.name).where(SCOPE.c.id == node.scope))
        return self._certified(device, node.scope, name or "", now + CERTIFIED)

    def revoke(self, device: UUID) -> None:
        """Raises Refused where there is no such device."""
        mine = update(DEVICE).where(DEVICE.c.id == device, DEVICE.c.revoked_at.is_(None))
        with self.book.engine.begin() as connection:
            gone = connection.execute(mine.values(revoked_at=self.book.clock()))
            connection.execute(delete(COMING_KEY).where(COMING_KEY.c.device == device))
        if not gone.rowcount:
            raise Refused(_("没有登记这台设备，或已经注销"))

    def _certified(self, device: UUID, scope: str, name: str, until: datetime) -> Certified:
        return Certified(
            device=device,
            scope=scope,
            name=name,
            county=self.book.name,
            training=self.book.training,
            until=until.isoformat(),
            now=self.security.ms(),
            **self.keys,
        )

    def _mac(self, code: str, by_hand: bool) -> bytes:
        """A code that lives for days is none on the line."""
        use = "code by hand" if by_hand else "code"
        return hmac.digest(self.derive(use), code.encode(), "sha256")


def box_of(derive: Callable[[str], bytes]) -> X25519PrivateKey:
    """What stations encrypt to when they send by hand."""
    return X25519PrivateKey.from_private_bytes(derive("bundle"))


def is_due(until: datetime, now: datetime) -> bool:
    return now >= until - (CERTIFIED - RENEWED_FROM)
