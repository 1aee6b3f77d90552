"""The line to the county: HTTPS to the one authority that the code file named, signed requests.

Whatever goes wrong on it is one of two sentences: Unreachable (tried again later) or Denied.
"""

from __future__ import annotations

import gzip
import re
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from json import loads
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ValidationError

from station_app.core.texts import Text, _
from station_app.sync import signing
from station_app.sync.county import Denied, Unreachable
from station_app.sync.protocol import (
    PAGE,
    Audit,
    Audited,
    Certified,
    Compare,
    Compared,
    Enrol,
    Fetch,
    Greeting,
    Hello,
    Part,
    Pulled,
    Push,
    Pushed,
    Renew,
    Taken,
    Wanted,
)

M = TypeVar("M", bound=BaseModel)
TIMES = httpx.Timeout(45.0, connect=10.0)  # s: a line that says nothing holds up for no minute
PLAIN = 1 << 10  # bytes that are not worth packing
ABSENT = 404
RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})", re.ASCII)
AGAIN = 2  # times that one request is signed anew: with the county's time, with a new token
REVOKED = _("本机的接入已被县局注销，请向县局领取新的接入文件")
WHY = {  # what the county answers by code, in this program's words
    "revoked": REVOKED,
    "expired": _("本机的接入证书已过期，请向县局领取新的接入文件"),
    "device": _("县局不认得本机，请向县局领取新的接入文件"),
    "signature": _("县局不认本机的签名，请向县局领取新的接入文件"),
    "role": _("当前账号的角色无权与县局上报、接收数据"),
    "newer": _("本所程序比县局的新，待县局升级后再上报，数据都在本所"),
    "older": _("本所程序过旧，不能接收县局下发的数据，请先升级程序"),
    "code": _("接入码不对、已用过、已超过 15 分钟，或不是发给本单位的，请向县局重新领取"),
}
NO_LINE = _("连接不上县局，数据都在本所，稍后会再试")
NOT_THE_COUNTY = _("对方出示的证书不是本县的，没有发送任何数据，请联系县局管理员")
NO_ANSWER = _("县局的答复读不懂，请联系县局管理员")
BUSY = _("县局服务正忙或正在维护，数据都在本所，稍后会再试")


class Refusal(Denied):
    """With the county's own code."""

    def __init__(self, reason: str, text: Text) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(slots=True)
class Line:
    """Implements `county.County`."""

    url: str
    ca: str  # PEM
    device: UUID
    key: Ed25519PrivateKey = field(repr=False)
    now: Callable[[], float] = time.time
    renewing: Callable[[], object] | None = None  # done as the line ends, where it is due
    _client: httpx.Client | None = None
    _ahead: int = 0  # ms by which the county's clock is ahead of this one
    _token: str = field(default="", repr=False)
    _hello: Hello | None = None
    _due: bool = False

    # What may be asked

    def hello(self, message: Hello) -> Greeting:
        self._token, self._hello = "", message
        greeting = self._say("/v1/hello", message, Greeting)
        self._token, self._due = greeting.token, "renew-key" in greeting.orders
        return greeting

    def push(self, message: Push) -> Pushed:
        return self._say("/v1/push", message, Pushed)

    def pull(self, scope: str, after: int, limit: int = PAGE) -> Pulled:
        asked = {"scope": scope, "after": after, "limit": limit}
        return self._read(self.send("GET", target("/v1/pull", asked)), Pulled)

    def audit(self, message: Audit) -> Audited:
        return self._say("/v1/audit", message, Audited)

    def wanted(self, scope: str, after: str = "") -> Wanted:
        asked = {"scope": scope, "after": after}
        return self._read(self.send("GET", target("/v1/wanted", asked)), Wanted)

    def put_blob(self, scope: str, sha: str, off: int, size: int, content: bytes) -> Taken:
        path = target(f"/v1/blob/{sha}", {"scope": scope, "off": off, "size": size})
        headers = {"Content-Type": "application/octet-stream"}
        return self._read(self.send("PUT", path, content, headers), Taken)

    def get_blob(self, scope: str, sha: str, off: int) -> Part | None:
        path = target(f"/v1/blob/{sha}", {"scope": scope, "off": off})
        response = self.send("GET", path, absent=True)
        return None if response.status_code == ABSENT else _part(response)

    def snapshot(self, scope: str, off: int, etag: str = "") -> Part:
        headers = {"Range": f"bytes={off}-"} | ({"If-Range": etag} if etag else {})
        return _part(self.send("GET", f"/v1/snapshot/{scope}", headers=headers))

    def compare(self, message: Compare) -> Compared:
        return self._say("/v1/digest", message, Compared)

    def fetch(self, message: Fetch) -> Pulled:
        return self._say("/v1/rows", message, Pulled)

    def enrol(self, message: Enrol) -> Certified:
        return self._say("/v1/enrol", message, Certified)

    def renew(self, message: Renew) -> Certified:
        return self._say("/v1/renew", message, Certified)

    def close(self) -> None:
        if self._due and self.renewing is not None:
            self._due = False
            with suppress(Unreachable, Denied):  # asked again at the next hello
                self.renewing()
        if self._client is not None:
            self._client.close()
            self._client = None

    # How it is asked

    def _say(self, path: str, message: BaseModel, answer: type[M]) -> M:
        body = message.model_dump_json(by_alias=True).encode()
        headers = {"Content-Type": "application/json"}
        if len(body) >= PLAIN:
            body = gzip.compress(body, 3, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return self._read(self.send("POST", path, body, headers), answer)

    def _read(self, response: httpx.Response, answer: type[M]) -> M:
        try:
            return answer.model_validate_json(response.content)
        except ValidationError:
            raise Unreachable(NO_ANSWER) from None

    def send(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        absent: bool = False,
    ) -> httpx.Response:
        """The answer, if it is a good one; with `absent` also that there is no such thing.

        Raises Unreachable, Denied.
        """
        for _each in range(AGAIN):
            response = self._once(method, target, body, headers or {})
            if response.is_success or (absent and response.status_code == ABSENT):
                return response
            code = _code(response)
            if not self._mended(code, response, target):
                break
        raise _explained(response, code)

    def _mended(self, code: str, response: httpx.Response, target: str) -> bool:
        """Whether asking once more can help: a clock that goes wrong stops no exchange."""
        if code == "time" and (now := response.headers.get("Station-Time", "")).isdigit():
            self._ahead = int(now) - int(self.now() * 1000)
            return True
        if code == "token" and self._hello is not None and target != "/v1/hello":
            self.hello(self._hello)
            return True
        return False

    def _once(
        self, method: str, target: str, body: bytes, headers: Mapping[str, str]
    ) -> httpx.Response:
        at, nonce = int(self.now() * 1000) + self._ahead, signing.new_nonce()
        request = signing.Request(method, target, body, self.device, at, nonce, self._token)
        signed = {**headers, **request.signed(self.key)}
        try:
            return self._open().request(method, target, content=body, headers=signed)
        except httpx.HTTPError as why:
            raise Unreachable(NOT_THE_COUNTY if _is_foreign(why) else NO_LINE) from None

    def _open(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                base_url=self.url, verify=trusting(self.ca), timeout=TIMES, trust_env=False
            )
        return self._client


def _part(response: httpx.Response) -> Part:
    """200: from byte 0 on, since it is another thing than before."""
    etag, content = response.headers.get("ETag", ""), response.content
    if response.status_code == httpx.codes.OK:
        return Part(etag, len(content), content)
    found = RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if found is None or int(found[2]) - int(found[1]) + 1 != len(content):
        raise Unreachable(NO_ANSWER)
    return Part(etag, int(found[3]), content)


def target(path: str, query: Mapping[str, object]) -> str:
    """As it is signed and sent."""
    return f"{path}?{urlencode({name: str(one) for name, one in query.items()})}"


def trusting(ca: str) -> ssl.SSLContext:
    """This authority and no other, whatever the machine trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=ca)
    except (ssl.SSLError, ValueError):
        raise Refusal("ca", _("接入文件中的县局证书已损坏，请向县局重新领取")) from None
    return context


def _is_foreign(why: BaseException | None) -> bool:
    while why is not None:
        if isinstance(why, ssl.SSLCertVerificationError):
            return True
        why = why.__cause__ or why.__context__
    return False


def _code(response: httpx.Response) -> str:
    try:
        found: Any = loads(response.content)["error"]["code"]
    except (ValueError, TypeError, KeyError):
        return ""
    return found if isinstance(found, str) else ""


def _explained(response: httpx.Response, code: str) -> Unreachable | Refusal:
    status = response.status_code
    wait = response.headers.get("Retry-After", "")
    if status in (408, 425, 429) or status >= 500:
        return Unreachable(BUSY, float(wait) if wait.isdigit() and len(wait) < 6 else 0)
    said = WHY.get(code) or _("县局不受理（{code}），请联系县局管理员", code=code or status)
    return Refusal(code, said)
