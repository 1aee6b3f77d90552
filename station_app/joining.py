"""Several desks on one PostgreSQL server: how the second and every further one joins.

The first desk makes a *card*: a file with the key slots of the station, without its officers,
and, sealed under a code of eight words, the database key and the address of the database with a
role of the new desk's own. Card and code go to the new desk by different ways.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from station_app import app, moments
from station_app.access import desks as services
from station_app.access import passwords
from station_app.access.desk import Desk
from station_app.access.roles import ROLES
from station_app.core.errors import Explained, Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.station import Station
from station_app.storage import database_url, desks, grants, known_homes
from station_app.storage.database_url import Server
from station_app.storage.device_secret import Place, make_device_secret
from station_app.storage.durable import keep_private, sync_folder, write_durably
from station_app.storage.engine import Engines, open_postgresql
from station_app.storage.keys import KeySlots, Locked
from station_app.storage.keyslot import Work, hkdf, new_code, read_code, stretch
from station_app.storage.own_tables import Officer
from station_app.storage.schema import bring_up

FORMAT = 1
PART = ".joining"  # a home that is being made; of one that was killed nothing else is left
MOST_MEMORY = 1 << 20  # KiB that a card may ask for
WRONG_CODE = _("入网码不对，或入网卡已损坏：请对照开卡时显示的 8 个词")
ONE_FILE = _("本所数据库是本机上的一个文件；几台计算机共用须建在 PostgreSQL 服务器上")


@dataclass(frozen=True, slots=True)
class Invitation:
    letter: str
    code: str  # of the card; shown once
    sql: str  # for the administrator of the server; empty: done


class WrongCode(Explained):
    """What the card is sealed under is not what was typed."""

    code = "locked"
    status = 3


# The first desk


def found(station: Station) -> str:
    """Gives the first desk a role of its own. Answers the SQL for who may make roles."""
    server, home = _server(station), station.card.home
    group, role = grants.group_of(home), grants.role_of(home, server.letter)
    with _connected(server.url) as engines:
        if not grants.owns_tables(engines):
            return ""
        if not grants.may_make_roles(engines):
            return grants.script([*grants.of_first(group, grants.own_role(engines))])
        url, verifier = _address(engines, server.url, role)
        made = [*grants.of_group(group), *grants.of_desk(group, role, verifier)]
        with engines.writing.begin() as connection:
            grants.run(connection, made)
    database_url.write(station.home, station.key, replace(server, url=url))
    return ""


def invite(station: Station, by: Desk, card: Path, name: str, owner: str = "") -> Invitation:
    """`owner`: the address of who made the database; without it the SQL is answered, not run."""
    server = _server(station)
    if card.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=str(card)))
    home = station.card.home
    with _connected(owner or server.url) as engines:
        desks.prove(engines, database_url.mark(home, station.key), new=False)
        with by.act("invite-desk") as act:
            letter = services.invite(act, name)
        group, role = grants.group_of(home), grants.role_of(home, letter)
        url, verifier = _address(engines, server.url, role)
        sql = found(station) + _run_or_said(engines, [*grants.of_desk(group, role, verifier)])
    code = new_code()
    write_durably(card, _card(station, Server(url, letter, ""), code))
    return Invitation(letter, code, sql)


def close(station: Station, by: Desk, letter: str, owner: str = "") -> str:
    """Answers the SQL that is left to be run: without it the role can still sign in."""
    server = _server(station)
    with by.act("close-desk") as act:
        services.close(act, letter, server.letter)
    role = grants.role_of(station.card.home, letter)
    with _connected(owner or server.url) as engines:
        return _run_or_said(engines, [*grants.closed(role)])


def mend(home: Path, officer: str, password: str, owner: str) -> None:
    """After an upgrade of the program: who owns the database brings its schema and grants up."""
    dek = app.unlock(home, officer, password)
    card = KeySlots.load(home).card
    with _connected(owner) as engines:
        desks.prove(engines, database_url.mark(card.home, dek), new=False)
        bring_up(engines)
        with engines.writing.begin() as connection:
            grants.run(connection, [*grants.of_group(grants.group_of(card.home))])
    station = app.open_home(home, dek)
    try:
        with station.desk(officer).act("mend-server") as act:
            services.mend_server(act)
    finally:
        station.close()


@contextmanager
def _connected(url: str) -> Iterator[Engines]:
    engines = open_postgresql(url)
    try:
        yield engines
    finally:
        engines.dispose()


def _server(station: Station) -> Server:
    server = database_url.read(station.home, station.key)
    if server is None:
        raise Refused(ONE_FILE)
    return server


def _address(engines: Engines, url: str, role: str) -> tuple[str, str]:
    """With a new password for that role; and what the server proves it by."""
    password = secrets.token_urlsafe(24)
    address = make_url(url).set(username=role, password=password)
    return address.render_as_string(hide_password=False), grants.verifier(engines, role, password)


def _run_or_said(engines: Engines, statements: Sequence[str]) -> str:
    if not grants.may_make_roles(engines):
        return grants.script(statements)
    with engines.writing.begin() as connection:
        grants.run(connection, statements)
    return ""


# The card


def _card(station: Station, server: Server, code: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slots = KeySlots.load(station.home)
    for officer in list(slots.slots):
        slots.end_custody(officer)
    slots.slots.clear()
    beside, salt, work = slots.to_bytes(), secrets.token_bytes(16), slots.recovery.work
    held = {"key": station.key.hex(), "server": asdict(server)}
    box = AESGCM(_kek(code, salt, work))  # of a salt used once, so that one nonce is enough
    sealed = box.encrypt(bytes(12), json.dumps(held).encode(), hashlib.sha256(beside).digest())
    plain = {
        "station card": FORMAT,
        "slots": beside.decode(),
        "work": asdict(work),
        "salt": salt.hex(),
        "sealed": sealed.hex(),
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _opened(card: Path, code: str, building: Path) -> tuple[KeySlots, bytearray, Server]:
    """Raises Refused, Locked."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not card.is_file():
        raise Refused(_("读不了文件 {file}", file=str(card)))
    try:
        plain = json.loads(card.read_bytes())
        form, beside = plain["station card"], plain["slots"].encode()
        salt, sealed = bytes.fromhex(plain["salt"]), bytes.fromhex(plain["sealed"])
        work = Work(**plain["work"])
        if work.memory > MOST_MEMORY:
            raise ValueError(work)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise Refused(_("{file} 不是入网卡，或已损坏：请重新开卡", file=str(card))) from None
    if form > FORMAT:
        raise Locked("newer")
    try:
        box = AESGCM(_kek(code, salt, work))
        held = json.loads(box.decrypt(bytes(12), sealed, hashlib.sha256(beside).digest()))
    except (InvalidTag, Locked):
        raise WrongCode(WRONG_CODE) from None
    slots = KeySlots.parse(beside, building)
    return slots, bytearray.fromhex(held["key"]), Server(**held["server"])


def _kek(code: str, salt: bytes, work: Work) -> bytes:
    return hkdf(stretch(read_code(code), salt, work), b"station-desk card", salt)


# The new desk


def join(
    home: Path, card: Path, code: str, officer: str, password: str, place: Place = "keyring"
) -> None:
    """Makes `home` by the card of another desk; whole or not at all, whenever it is killed.

    `officer` answers for the accounts, and gets this password here; he gives the others theirs.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refused(_("{home} 不是空目录，不能在其中加入", home=home.name))
    building = home.with_name(home.name + PART)
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700, parents=True)
    try:
        slots, dek, server = _opened(card, code, building)
        passwords.check(password, slots.card.training, officer, slots.card.name)
        _prove(slots, dek, server, officer)
        _settle(slots, dek, server, officer, password, place)
        if home.exists():
            home.rmdir()
        building.rename(home)
        sync_folder(home.parent)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    known_homes.remember(slots.card.home, home)
    _arrive(home, officer, password, server.letter)


def _prove(slots: KeySlots, dek: bytearray, server: Server, officer: str) -> None:
    """That the server answers, is ours and waits for this card, before anything is made."""
    now = moments.training_clock if slots.card.training else moments.clock
    with _connected(server.url) as engines:
        desks.prove(engines, database_url.mark(slots.card.home, dek), new=False)
        bring_up(engines)  # a newer one is refused
        with Session(engines.reading) as session:
            desks.waiting(session, server.letter, now())
            role = session.scalar(
                select(Officer.role).where(Officer.name == officer, Officer.active.is_(True))
            )
    if role != "security":
        raise Refused(_("请由安全保密管理员加入；其他账号由他在本机重设密码"))


def _settle(
    slots: KeySlots,
    dek: bytearray,
    server: Server,
    officer: str,
    password: str,
    place: Place,
) -> None:
    """Slots and address of this desk, under a device secret of its own."""
    training, id = slots.card.training, slots.card.home
    if (there := known_homes.path(id)) is not None and not training and place == "keyring":
        raise Refused(_("本机已有本所的数据库：{home}", home=str(there)))
    where: Place = "file" if training else place
    secret, said = make_device_secret(where, slots.home, id, replace=True)  # one of a killed try
    slots.move_here(dek, secret, said)
    for name in ROLES if training else ():
        slots.add(dek, name, name, secret)
    slots.add(dek, officer, password, secret)
    database_url.write(slots.home, dek, replace(server, device=str(new_id())))
    keep_private(slots.home, app.OWN)


def _arrive(home: Path, officer: str, password: str, letter: str) -> None:
    """What another was faster in, or the server refused, leaves no home."""
    try:
        station, desk = app.sign_in(home, officer, password)
    except Explained:
        shutil.rmtree(home, ignore_errors=True)
        raise
    try:
        with desk.act("join-desk") as act:
            services.join(act, letter)
    finally:
        station.close()
