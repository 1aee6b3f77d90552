"""Who may say what to the county, on a real line with TLS."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
from base64 import b64encode
from datetime import datetime, timedelta
from threading import Event as Signal
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from station_app.core.wire import canonical
from station_app.county import authority
from station_app.county.limits import STRANGERS, Pool, Turned
from station_app.storage.audit import START, hash_of
from station_app.storage.countersigned import text_of
from station_app.sync import notes, signing
from station_app.sync.county import Denied, Unreachable
from station_app.sync.line import NOT_THE_COUNTY, trusting
from station_app.sync.protocol import LARGEST, Audit, Event, Renew
from tests.county.conftest import NOW
from tests.county.served import Clock, Device, packed, served

PULL = "/v1/pull?scope=339901-01&after=0"


@pytest.fixture(scope="module")
def county(county_template, tmp_path_factory):
    url, name, door = county_template()
    with served(tmp_path_factory.mktemp("county") / "home", url, Clock(NOW)) as running:
        yield running
    with door.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture(autouse=True)
def _on_time(county):
    yield
    county.clock.later = timedelta()


@pytest.fixture(scope="module")
def device(county):
    made = county.device()
    made.writer()
    return made


@pytest.fixture
def station(county, device):
    """The module's device, as one that has just said hello."""
    return device.writer()


def held(county):
    """All that the county has, but who knocked."""
    with county.server.pull.engine.connect() as connection:
        asked = "select (select sum(head) from scope), (select count(*) from sync_log), "
        asked += "(select count(*) from sync_row), (select count(*) from device)"
        return tuple(connection.execute(text(asked)).one())


def code_of(response):
    return response.status_code, response.json()["error"]["code"]


# Audit logs


def test_a_log_is_countersigned_with_the_key_of_the_enrolment_and_one_rewritten_is_told(county):
    device = Device(county)
    key = bytes.fromhex(device.enrol().audit_key)
    line = device.writer().county
    body = canonical({"at": NOW.isoformat()})
    event = Event(hash_of(START, body), body)
    said = {"log": uuid4(), "epoch": uuid4(), "own": True, "after": 0, "before": START}
    answer = line.audit(Audit(**said, last=1, events=[event]))
    head, signed = notes.read(answer.tree.note, key), answer.countersigned
    assert (answer.fault, answer.number, signed.hash, head.size) == ("", 1, event.hash, 1)
    text = text_of(str(said["log"]), 1, event.hash, datetime.fromisoformat(signed.at)).encode()
    Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(signed.signature), text)
    with pytest.raises(ValueError, match="station-desk"):
        notes.read(answer.tree.note, bytes(32))
    otherwise = canonical({"at": NOW.isoformat(), "account": "li"})
    rewritten = Event(hash_of(START, otherwise), otherwise)
    assert line.audit(Audit(**said, last=1, events=[rewritten])).fault == "rewritten"
    figures = county.client.get("/metrics").text
    assert 'county_audit_faults_total{code="rewritten"} 1.0' in figures, "who watches is told"


# Being let in


def test_a_station_joins_by_its_code_and_sends_and_takes_in(county):
    writer = county.device().writer()
    filed = writer.file()
    assert writer.row(filed.id).v["name"] == "赵一"
    greeting = writer.hello()
    assert (greeting.county, greeting.training) == ("清水县公安局", False)


@pytest.mark.parametrize(
    ("scope", "kind"), [("339901-02", "police"), ("339901-01", "justice"), ("339901-01", "")]
)
def test_a_code_is_good_for_its_own_organisation_alone(county, scope, kind):
    before, code = held(county), county.code()
    with pytest.raises(Denied, match="接入码"):
        Device(county, scope, kind).enrol(code)
    assert held(county) == before


def test_a_code_is_used_once_and_by_its_device_asked_again(county):
    code, first = county.code(), Device(county)
    certified = first.enrol(code)
    assert first.enrol(code).until == certified.until
    with pytest.raises(Denied, match="接入码"):
        Device(county).enrol(code)


def test_a_code_is_good_for_a_quarter_of_an_hour(county):
    code = county.code()
    county.clock.later = timedelta(minutes=15)
    with pytest.raises(Denied, match="接入码"):
        Device(county).enrol(code)
    county.clock.later = timedelta(minutes=14)
    Device(county).enrol(code)


def test_a_code_nobody_gave_and_a_key_that_is_not_ones_own_let_nobody_in(county):
    with pytest.raises(Denied, match="接入码"):
        Device(county).enrol("A" * 10)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    with pytest.raises(Denied, match="签名"):
        Device(county).enrol(public_key=other)


def test_nothing_is_said_to_a_server_of_another_authority(county, device):
    line = device.line()
    line.ca = authority.made("别县", "127.0.0.1", NOW)["ca.pem"].decode()
    with pytest.raises(Unreachable) as said:
        line.pull("339901-01", 0)
    assert said.value.text == NOT_THE_COUNTY
    line.close()


# Each request


def replaced(**changes):
    def change(sent):
        return {**sent, **changes}

    return change


def with_header(name, value):
    def change(sent):
        return {**sent, "headers": {**sent["headers"], name: value}}

    return change


def without(name):
    def change(sent):
        return {**sent, "headers": {k: v for k, v in sent["headers"].items() if k != name}}

    return change


@pytest.mark.parametrize(
    ("change", "answered"),
    [
        (replaced(url=PULL + "1"), (401, "signature")),
        (replaced(content=b"{}"), (401, "signature")),
        (replaced(method="POST", url="/v1/push"), (401, "signature")),
        (with_header(signing.TIME, "1763800000000"), (401, "signature")),
        (with_header(signing.NONCE, "0" * 32), (401, "signature")),
        (with_header(signing.TOKEN, ""), (401, "signature")),
        (with_header(signing.DEVICE, str(uuid4())), (401, "device")),
        (with_header(signing.SIGNATURE, b64encode(bytes(64)).decode()), (401, "signature")),
        (with_header(signing.SIGNATURE, "没有".encode()), (401, "signature")),
        (without(signing.SIGNATURE), (401, "signature")),
        (without(signing.DEVICE), (401, "signature")),
    ],
)
def test_what_was_changed_after_it_was_signed_is_refused(device, change, answered):
    assert device.ask("GET", PULL).status_code == 200
    assert code_of(device.ask("GET", PULL, after=change)) == answered


def test_a_request_is_answered_once(device):
    nonce = signing.new_nonce()
    assert device.ask("GET", PULL, nonce=nonce).status_code == 200
    assert code_of(device.ask("GET", PULL, nonce=nonce)) == (401, "nonce")


@pytest.mark.parametrize("minutes", [-11, 11])
def test_an_old_request_is_refused_and_one_of_the_future(county, device, minutes):
    at = int((NOW + timedelta(minutes=minutes)).timestamp() * 1000)
    assert code_of(device.ask("GET", PULL, time=at)) == (401, "time")


def test_a_clock_that_goes_wrong_stops_no_exchange(county, device):
    line = device.line(now=lambda: county.clock.seconds() - 11 * 86_400)
    line._token = device.token
    assert line.pull("339901-01", 0).scope == "339901-01"
    line.close()


def test_a_token_is_of_its_device_and_of_its_quarter_of_an_hour(county, device, station):
    other = county.device()
    other.writer()
    assert code_of(device.ask("GET", PULL, token=other.token)) == (403, "token")
    assert code_of(device.ask("GET", PULL, token="")) == (401, "token")
    assert code_of(device.ask("GET", PULL, token=device.token[:-8] + "AAAAAAA=")) == (401, "token")
    county.clock.later = timedelta(minutes=16)
    assert code_of(device.ask("GET", PULL)) == (401, "token")
    assert station.rows() is not None  # the line asks for another by itself


@pytest.mark.parametrize(
    "changes", [{"officer": "nobody"}, {"officers": [{"name": "A001", "role": "mayor"}]}]
)
def test_only_an_officer_of_the_station_stands_behind_a_request(station, changes):
    with pytest.raises(Denied):
        station.hello(**changes)


def test_a_station_asks_for_no_other_organisation(county, device, station):
    assert code_of(device.ask("GET", PULL.replace("-01", "-02"))) == (403, "scope")
    before = held(county)
    for change in ({"scope": "339901-02"}, {"device": uuid4()}):
        with pytest.raises(Denied):
            station.push(station.op("file", set={"name": "赵一"}), **change)
    assert held(county) == before


def test_a_device_that_was_shut_out_says_and_hears_nothing(county):
    device = county.device()
    writer = device.writer()
    county.server.enrolling.revoke(device.id)
    assert code_of(device.ask("GET", PULL)) == (403, "revoked")
    with pytest.raises(Denied, match="注销"):
        writer.file()
    with pytest.raises(Denied, match="注销"):
        writer.hello()


def test_a_certificate_is_renewed_from_day_300_and_ends_after_a_year(county):
    device, new = county.device(), Ed25519PrivateKey.generate()
    writer, line = device.writer(), device.line()
    announced = Renew(public_key=new.public_key().public_bytes_raw().hex())
    county.clock.later = timedelta(days=299)
    assert writer.hello().orders == []
    line._token = device.writer() and device.token
    with pytest.raises(Denied):
        line.renew(announced)
    county.clock.later = timedelta(days=300)
    assert writer.hello().orders == ["renew-key"]
    line._token = device.writer() and device.token
    line.renew(announced)
    assert device.ask("GET", PULL, token=line._token).status_code == 200  # the old one, still
    old, device.key = device.key, new
    assert device.ask("GET", PULL, token=line._token).status_code == 200
    device.key = old
    assert code_of(device.ask("GET", PULL, token=line._token)) == (401, "signature")
    device.key = new
    county.clock.later = timedelta(days=300 + 365)
    assert code_of(device.ask("GET", PULL)) == (403, "expired")
    line.close()


# What a message may be


DEEP = b"[" * 17 + b"]" * 17


def push_of(station, **op):
    said = station.batch(station.op("file", set={"name": "赵一"}))
    plain = json.loads(said.model_dump_json(by_alias=True))
    plain["tx"][0]["ops"][0] |= op
    return plain


@pytest.mark.parametrize(
    ("made", "answered"),
    [
        (lambda p: b"", (400, "form")),
        (lambda p: b"[]", (400, "form")),
        (lambda p: p[:-1], (400, "form")),
        (lambda p: p.replace(b'"reason"', b'"reason":"","reason"', 1), (400, "form")),
        (lambda p: p.replace(b'"hlc":', b'"hlc":NaN,"x":', 1), (400, "form")),
        (lambda p: p.replace(b'"hlc":', b'"hlc":1e999,"x":', 1), (400, "form")),
        (lambda p: p.replace(b'"hlc":', b'"hlc":9' + b"9" * 30 + b',"x":', 1), (400, "form")),
        (lambda p: p.replace("赵一".encode(), b"\xff\xfe", 1), (400, "form")),
        (lambda p: p.replace("赵一".encode(), b"\\ud800", 1), (400, "form")),
        (
            lambda p: p.replace(b'"name":', b'"name":' + b"[" * 17 + b"]" * 17 + b',"y":', 1),
            (400, "form"),
        ),
        (lambda p: p.replace(b'"kind":"file"', b'"kind":"drop"', 1), (400, "form")),
        (lambda p: p.replace(b'"scope":', b'"whose":1,"scope":', 1), (400, "form")),
        (lambda p: b" " * (LARGEST + 1), (413, "size")),
    ],
)
def test_what_is_no_message_changes_nothing(county, device, station, made, answered):
    before = held(county)
    plain = json.dumps(push_of(station), ensure_ascii=False, separators=(",", ":")).encode()
    spoilt = made(plain)
    assert spoilt != plain
    assert code_of(device.ask("POST", "/v1/push", spoilt)) == answered
    assert held(county) == before


@pytest.mark.parametrize(
    ("body", "encoding", "answered"),
    [
        (gzip.compress(b" " * (LARGEST + 1)), "gzip", (413, "size")),  # 8 KB on the line
        (b"no gzip", "gzip", (400, "form")),
        (gzip.compress(b"{}")[:-4], "gzip", (400, "form")),
        (gzip.compress(b"{}") * 2, "gzip", (400, "form")),
        (b"{}", "br", (400, "form")),
    ],
    ids=["a bomb", "no gzip", "cut short", "two of them", "another packing"],
)
def test_what_is_packed_is_cut_before_it_has_gone_off(county, device, body, encoding, answered):
    headers = {"Content-Encoding": encoding}
    assert code_of(device.ask("POST", "/v1/push", body, headers=headers)) == answered


@pytest.mark.parametrize(
    ("path", "length", "ours"),
    [
        ("/v1/push", LARGEST + 1, True),
        ("/v1/push", STRANGERS + 1, False),
        ("/v1/hello", STRANGERS + 1, True),
        ("/v1/enrol", STRANGERS + 1, True),
        ("/sign-in", STRANGERS + 1, True),
    ],
)
def test_what_is_too_long_is_answered_before_it_is_read(
    county, device, station, path, length, ours
):
    token = device.token if ours else "Zm9yZ2Vk.Zm9yZ2Vk"
    now = int(county.clock.seconds() * 1000)
    request = signing.Request("POST", path, b"", device.id, now, signing.new_nonce(), token)
    heads = request.signed(device.key) | {"Host": "localhost", "Content-Length": str(length)}
    said = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    url, found = urlsplit(county.home.card.url), b""
    with (
        socket.create_connection((url.hostname, url.port), 5) as line,
        trusting(county.home.ca).wrap_socket(line, server_hostname=url.hostname) as tls,
    ):
        tls.sendall(f"POST {path} HTTP/1.1\r\n{said}\r\n".encode())  # and not a byte more
        while b'"code"' not in found and (part := tls.recv(1 << 16)):
            found += part
    assert found.startswith(b"HTTP/1.1 413 ")
    assert b'"code":"size"' in found


def test_a_message_may_be_packed(device, station):
    body = packed(json.dumps(push_of(station)).encode())
    answer = device.ask("POST", "/v1/push", body, headers={"Content-Encoding": "gzip"})
    assert [ack[0] for ack in answer.json()["acks"].values()] == ["applied"]


def test_a_program_that_is_newer_than_the_county_waits(device, station):
    said = push_of(station) | {"schema": 99}
    assert code_of(device.post("/v1/push", said)) == (426, "newer")
    unheard_of = {"schema": 99, "device": str(device.id), "mood": "good"}
    assert code_of(device.post("/v1/hello", unheard_of)) == (426, "newer")
    assert code_of(device.post("/v1/hello", unheard_of | {"schema": 1})) == (400, "form")
    with pytest.raises(Denied, match="县局"):
        station.hello(schema=99)


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
) | st.text(max_size=8)
KEYS = st.sampled_from(
    ["device", "epoch", "schema", "scope", "batch", "tx", "ops", "n", "set", "~"]
)
ANY = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    path=st.sampled_from(["/v1/push", "/v1/hello", "/v1/renew", "/v1/enrol"]),
    name=st.sampled_from(["n", "hlc", "ent", "kind", "set", "base", "at", "actor", "id", "to"]),
    said=ANY,
    inside=st.booleans(),
)
def test_nothing_that_is_sent_makes_the_server_fail(
    county, device, station, path, name, said, inside
):
    """As a whole message, and as one value of an operation that is good otherwise."""
    message = push_of(station, **{name: said}) if inside else said
    answer = device.post("/v1/push" if inside else path, message)
    assert answer.status_code < 500, answer.text


# Who wrote it

KINDS = {"police": "339901-01", "justice": "339901-81"}


@pytest.mark.parametrize(
    ("kind", "role", "register", "refused"),
    [
        ("police", "chief", "calls", ""),
        ("police", "officer", "calls", ""),
        ("police", "clerk", "people", ""),
        ("police", "auditor", "people", "role"),
        ("police", "admin", "people", "role"),
        ("police", "security", "calls", "role"),
        ("police", "corrections", "people", ""),
        ("police", "officer", "corrections", "register"),
        ("justice", "corrections", "corrections", ""),
        ("justice", "auditor", "corrections", "role"),
        ("justice", "admin", "corrections", "role"),
        ("justice", "corrections", "calls", "register"),
        ("justice", "chief", "~conflict", "register"),
    ],
)
def test_the_role_of_who_wrote_it_counts_not_that_of_who_sends(
    county, senders, kind, role, register, refused
):
    writer = senders[kind]
    ack = writer.answer(writer.op("file", ent=register, set={"note": "x"}, actor=role))
    assert (ack[1] if isinstance(ack, tuple) else "") == refused


@pytest.fixture(scope="module")
def senders(county):
    made = {}
    for kind, scope in KINDS.items():
        made[kind] = county.device(scope=scope, kind=kind).writer()
        roles = ("chief", "officer", "clerk", "auditor", "admin", "security", "corrections")
        accounts = [{"name": role, "role": role} for role in roles]
        made[kind].hello(officers=accounts, officer="officer")
    return made


# Too many, and what is told


def test_beyond_so_many_that_wait_the_next_is_asked_to_come_later():
    async def story():
        pool, go = Pool(1, 1), Signal()
        going = [asyncio.create_task(pool.run(go.wait)) for _each in range(2)]
        await asyncio.sleep(0.05)
        with pytest.raises(Turned) as said:
            await pool.run(go.wait)
        go.set()
        await asyncio.gather(*going)
        assert await pool.run(lambda: 1) == 1
        return said.value

    first, second = asyncio.run(story()), asyncio.run(story())
    assert (first.status, first.code) == (429, "busy")
    assert 2 <= first.retry_after <= 10
    assert first.retry_after != second.retry_after


def test_a_busy_county_says_when_to_come_again(county, station, monkeypatch):
    monkeypatch.setitem(county.server.pools, "push", Pool(0, 0))
    with pytest.raises(Unreachable) as said:
        station.file()
    assert 2 <= said.value.retry_after <= 11


def test_a_county_whose_database_is_gone_says_so_and_loses_nothing(county, station, monkeypatch):
    from dataclasses import replace

    from station_app.county import serving

    gone = serving.engine_for("postgresql+psycopg://127.0.0.1:9/none", 1)
    monkeypatch.setattr(county.server, "push", replace(county.server.push, engine=gone))
    with pytest.raises(Unreachable):
        station.file()
    monkeypatch.undo()
    station.n -= 1
    station.file()


def test_what_is_watched_names_nobody(county, station, caplog):
    with caplog.at_level("INFO", logger="station_county"):
        station.file(name="王五十六")
        assert county.client.get("/healthz").json() == {"ok": True}
    figures = county.client.get("/metrics").text
    assert 'county_operations_total{result="applied"}' in figures
    lines = [json.loads(record.getMessage()) for record in caplog.records]
    assert {"request", "path", "device", "scope", "status", "ms"} <= lines[0].keys()
    told = figures + caplog.text
    assert "王五十六" not in told
    assert "A001" not in told


def test_the_interface_describes_itself(county):
    described = county.client.get("/openapi.json").json()
    assert {"/v1/hello", "/v1/push", "/v1/pull", "/v1/enrol", "/v1/renew"} <= described[
        "paths"
    ].keys()
    assert "Push" in described["components"]["schemas"]
    assert county.client.get("/docs").status_code == 404
