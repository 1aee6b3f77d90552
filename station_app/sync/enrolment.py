"""How a station joins its county: by a file with a code, which the administrator brings.

The device's key is made here and never leaves the database; it lies there sealed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.errors import Damaged, Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.core.wire import foreign
from station_app.storage import countersigned, outbox, settings
from station_app.sync import status
from station_app.sync.county import Unreachable
from station_app.sync.line import Line, Refusal
from station_app.sync.protocol import Certified, Enrol, Renew
from station_app.sync.status import KEY, Enrolment

NEXT_KEY = "county next key"  # announced, not in use yet
ASKED, ASKED_KEY = "county asked", "county asked key"  # by hand: device and its key, not let in
NONCE_BYTES = 12
MOST_BYTES = 64 << 10  # of a code file
GONE = ("revoked", "expired", "device", "signature")  # codes after which a station may join anew
JOINED = _("本所已接入县局，须先由县局注销本机，才能重新接入")
NOT_JOINED = _("本所还没有接入县局，请由系统管理员用 station county enrol 办理")


@dataclass(frozen=True, slots=True)
class CodeFile:
    """What `station-county enrol-code` wrote."""

    url: str
    ca: str
    code: str
    scope: str
    county: str
    training: bool
    audit_key: str = ""  # of the county: Ed25519, hexadecimal
    box_key: str = ""  # X25519


def read(file: Path) -> CodeFile:
    """Raises Refused."""
    try:
        with file.open("rb") as opened:
            found: Any = foreign(opened.read(MOST_BYTES))
        read = CodeFile(**found)
        texts = read.url, read.ca, read.code, read.scope, read.audit_key, read.box_key
        if not all(isinstance(one, str) for one in texts):
            raise ValueError(file.name)
        if not read.url.startswith("https://"):
            raise ValueError(read.url)
    except (OSError, ValueError, TypeError):
        said = _("{file} 不是县局的接入文件，或已损坏，请向县局重新领取", file=file.name)
        raise Refused(said) from None
    return read


# Joining


def enrol(desk: Desk, file: Path, *, replace: bool = False) -> Enrolment:
    """`replace`: the county this station belonged to answers no more. Raises Explained."""
    given = fitting(desk, file)
    with desk.view("enrol-county") as view:
        joined = joined_already(view)
    if joined is not None and not replace and _still_in(joined):
        raise Refused(JOINED)
    key, device = Ed25519PrivateKey.generate(), new_id()
    line = Line(given.url, given.ca, device, key)
    try:
        certified = line.enrol(asking(desk, given, key))
    finally:
        line.close()
    return join(desk, given, certified, key)


def fitting(desk: Desk, file: Path) -> CodeFile:
    """The code file, where it is for this home. Raises Refused."""
    given = read(file)
    if given.training != desk.training:
        raise Refused(
            _("演练数据库只能接入演练的县局")
            if desk.training
            else _("这是演练的县局，实际工作的数据库不能接入")
        )
    if given.scope != desk.scope:
        raise Refused(_("接入文件是发给 {scope} 的，不是发给本单位的", scope=given.scope))
    return given


def asking(desk: Desk, given: CodeFile, key: Ed25519PrivateKey) -> Enrol:
    """Raises Refused."""
    said = {"scope": desk.scope, "kind": desk.kind, "public_key": _public(key)}
    try:
        return Enrol(code=given.code, **said)
    except ValueError:
        raise Refused(_("接入码应为 10 位字母和数字")) from None


def join(desk: Desk, given: CodeFile, said: Certified, key: Ed25519PrivateKey) -> Enrolment:
    known = str(said.device), said.scope, said.county, said.box_key
    found = Enrolment(given.url, given.ca, *known)
    with desk.act("enrol-county") as act:
        joins(act, found, key, said.audit_key)
    return found


def _still_in(joined: tuple[Enrolment, Ed25519PrivateKey]) -> bool:
    """Whether the county still knows this station: it is asked for what is not due."""
    line = _line(*joined)
    try:
        line.renew(Renew(public_key=_public(joined[1])))
    except Refusal as why:
        return why.reason not in GONE
    except Unreachable:
        return True
    finally:
        line.close()
    return True


@service(right="enrol-county", audit=None)
def joined_already(view: View) -> tuple[Enrolment, Ed25519PrivateKey] | None:
    return known(view)


@service(right="enrol-county", audit="county enrolled")
def joins(act: Act, found: Enrolment, key: Ed25519PrivateKey, audit_key: str) -> None:
    if status.enrolment(act.session) is not None:
        outbox.new_epoch(act.session)  # another device, with numbers of its own
    status.enrol(act.session, found)
    for name in (NEXT_KEY, ASKED, ASKED_KEY):
        settings.put(act.session, name, "")
    keep(act, KEY, key)
    countersigned.pin(act.session, audit_key)
    act.notes |= {"county": found.device}


# The line


@service(right="exchange", audit=None)
def known(view: View) -> tuple[Enrolment, Ed25519PrivateKey] | None:
    """None where the station belongs to no county."""
    found = status.enrolment(view.session)
    return None if found is None else (found, kept(view, KEY))


def line(desk: Desk) -> Line:
    """To be closed. Raises Refused where there is no county."""
    with desk.view("exchange") as view:
        joined = known(view)
    if joined is None:
        raise Refused(NOT_JOINED)
    made = _line(*joined)
    made.renewing = lambda: renew(desk, made)
    return made


def _line(found: Enrolment, key: Ed25519PrivateKey) -> Line:
    return Line(found.url, found.ca, UUID(found.device), key)


# Renewing


def renew(desk: Desk, line: Line) -> Certified:
    """As the county asks from day 300 on: a new key and one more year.

    The new key is kept before it is announced, and used once the county has said yes; until its
    first use the old one is good too. Raises Unreachable, Denied.
    """
    with desk.act("renew-county-key") as act:
        key = announced(act)
    certified = line.renew(Renew(public_key=_public(key)))
    with desk.act("renew-county-key") as act:
        renewed(act)
    line.key = key
    return certified


@service(right="renew-county-key", audit="county key made")
def announced(act: Act) -> Ed25519PrivateKey:
    if settings.get(act.session, NEXT_KEY):
        return kept(act, NEXT_KEY)
    key = Ed25519PrivateKey.generate()
    keep(act, NEXT_KEY, key)
    return key


@service(right="exchange", audit=None)
def announced_already(view: View) -> Renew | None:
    if not settings.get(view.session, NEXT_KEY):
        return None
    return Renew(public_key=_public(kept(view, NEXT_KEY)))


@service(right="renew-county-key", audit="county key renewed")
def renewed(act: Act) -> None:
    keep(act, KEY, kept(act, NEXT_KEY))
    settings.put(act.session, NEXT_KEY, "")


# The key at rest


def _public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def keep(view: View, name: str, key: Ed25519PrivateKey) -> None:
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = AESGCM(view.derive("county")).encrypt(nonce, key.private_bytes_raw(), b"device key")
    settings.put(view.session, name, (nonce + box).hex())


def box(view: View) -> X25519PrivateKey:
    """What the county encrypts to when it answers by hand: it grows from the database key."""
    return X25519PrivateKey.from_private_bytes(view.derive("county box"))


def kept(view: View, name: str) -> Ed25519PrivateKey:
    try:
        raw = bytes.fromhex(settings.get(view.session, name))
        nonce, box = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        key = AESGCM(view.derive("county")).decrypt(nonce, box, b"device key")
    except (InvalidTag, ValueError):
        raise Damaged(_("本机与县局往来的密钥已损坏，请向县局重新领取接入文件")) from None
    return Ed25519PrivateKey.from_private_bytes(key)
