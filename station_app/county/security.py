"""Who asks: the device by its signature, the officer by a token; each request once."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, Engine, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from station_app.access.matrix import may
from station_app.core.texts import _
from station_app.core.wire import canonical
from station_app.county.book import Node
from station_app.county.doors import COMING_KEY, NONCE
from station_app.county.limits import Turned
from station_app.county.tables import DEVICE, SCOPE
from station_app.sync import signing
from station_app.sync.signing import WINDOW, Request

TOKEN_LIFE = timedelta(minutes=15)
RIGHT = "exchange"  # of access.matrix
SWEEP = 60.0  # s between two sweeps of old nonces
# Of a nonce that a crash of the server loses, nothing can be done twice all the same.
_UNHURRIED = func.set_config("synchronous_commit", "off", True)
_KNOWN = (
    select(DEVICE.c.scope, DEVICE.c.public_key, DEVICE.c.until, DEVICE.c.revoked_at)
    .add_columns(SCOPE.c.kind, _UNHURRIED)
    .join(SCOPE, SCOPE.c.id == DEVICE.c.scope)
    .where(DEVICE.c.id == bindparam("device"))
)
_SEEN = insert(NONCE).on_conflict_do_nothing().returning(NONCE.c.nonce)


@dataclass(frozen=True, slots=True)
class Officer:
    """Whom a station has signed in, as the county has been told at hello."""

    account: str
    role: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was proved."""

    node: Node
    officer: Officer | None  # None: hello, where the token is given
    request: Request
    until: datetime  # the certificate of the device


def not_signed(code: str = "signature") -> Turned:
    return Turned(401, code, _("请求没有有效的本机签名，请重新接入县局"))


@dataclass(slots=True)
class Security:
    engine: Engine
    derive: Callable[[str], bytes]
    now: Callable[[], datetime]
    _swept: float = 0.0

    def ms(self) -> int:
        return int(self.now().timestamp() * 1000)

    # Devices

    def read(
        self, method: str, target: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[Request, bytes]:
        try:
            return signing.read(method, target, body, headers)
        except ValueError:
            raise not_signed() from None

    def is_ours(self, token: str) -> bool:
        """Whether nobody else can have written it, whoever brings it: before the body is read."""
        try:
            said, mac = (urlsafe_b64decode(part) for part in token.split("."))
        except ValueError:
            return False
        return hmac.compare_digest(mac, self._mac(said))

    def prove(self, request: Request, signature: bytes) -> Asked:
        """Raises Turned: 401 not proved, late or once more; 403 known, and let in no more."""
        with self.engine.begin() as connection:
            found = connection.execute(_KNOWN, {"device": request.device}).one_or_none()
            if found is None:
                raise not_signed("device")
            if not request.is_signed(found.public_key, signature):
                self._renewed(connection, request, signature)
            self.once(connection, request)
            if found.revoked_at is not None:
                raise Turned(403, "revoked", _("本机的接入已被县局注销"))
            if found.until <= self.now():
                raise Turned(403, "expired", _("本机的接入证书已过期，请向县局领取新的接入文件"))
        officer = self._officer(request) if request.token else None
        return Asked(Node(request.device, found.scope, found.kind), officer, request, found.until)

    def once(self, connection: Connection, request: Request) -> None:
        """In time, and for the first time."""
        if not request.is_timely(self.ms()):
            raise Turned(401, "time", _("请求的时间与县局相差超过 10 分钟"))
        seen = {"device": request.device, "nonce": request.nonce, "at": request.time}
        if connection.execute(_SEEN, seen).one_or_none() is None:
            raise not_signed("nonce")
        if time.monotonic() > self._swept + SWEEP:
            self._swept = time.monotonic()
            connection.execute(delete(NONCE).where(NONCE.c.at < self.ms() - 2 * WINDOW))

    def _renewed(self, connection: Connection, request: Request, signature: bytes) -> None:
        """The first request with a key that was announced ends the one before it."""
        announced = select(COMING_KEY.c.public_key).where(COMING_KEY.c.device == request.device)
        coming = connection.scalar(announced.with_for_update())
        if coming is None or not request.is_signed(coming, signature):
            raise not_signed()
        takes_effect(connection, request.device, coming)

    # Officers

    def token(self, node: Node, officer: Officer) -> tuple[str, int]:
        """And until when, in ms."""
        until = self.ms() + int(TOKEN_LIFE.total_seconds() * 1000)
        said = canonical([str(node.device), node.scope, officer.account, officer.role, until])
        parts = (said.encode(), self._mac(said.encode()))
        return ".".join(urlsafe_b64encode(part).decode() for part in parts), until

    def admit(self, asked: Asked) -> None:
        """Raises Turned where no officer stands behind the device, or one who may not exchange."""
        if asked.officer is None:
            raise Turned(401, "token", _("请求没有经办人凭证，请重新连接县局"))
        self.refuse_role(asked.node, asked.officer)

    def refuse_role(self, node: Node, officer: Officer) -> None:
        if not may(officer.role, RIGHT, node.kind):
            raise Turned(403, "role", _("该角色无权与县局上报、接收数据"))

    def _officer(self, request: Request) -> Officer:
        try:
            said, mac = (urlsafe_b64decode(part) for part in request.token.split("."))
            if not hmac.compare_digest(mac, self._mac(said)):
                raise ValueError("mac")
            device, _scope, account, role, until = json.loads(said)
        except ValueError:
            raise Turned(401, "token", _("经办人凭证无效，请重新连接县局")) from None
        if device != str(request.device):
            raise Turned(403, "token", _("经办人凭证不是发给本机的"))
        if until <= self.ms():
            raise Turned(401, "token", _("经办人凭证已过期，请重新连接县局"))
        return Officer(account, role)

    def _mac(self, said: bytes) -> bytes:
        return hmac.digest(self.derive("token"), said, "sha256")


def takes_effect(connection: Connection, device: UUID, coming: bytes) -> None:
    """A key that was announced is the device's from now on, and no other."""
    connection.execute(delete(COMING_KEY).where(COMING_KEY.c.device == device))
    connection.execute(update(DEVICE).where(DEVICE.c.id == device).values(public_key=coming))
