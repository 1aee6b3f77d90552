"""A county on a real line: uvicorn with TLS on loopback, and devices that ask it."""

from __future__ import annotations

import gzip
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Thread
from time import sleep
from uuid import UUID

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station_app.core.ids import new_id
from station_app.county import home as homes
from station_app.county import serving
from station_app.county.book import Node
from station_app.sync import signing
from station_app.sync.line import Line, trusting
from station_app.sync.protocol import Enrol
from tests.county.writer import Writer


class Clock:
    """The county's."""

    def __init__(self, begin):
        self.begin, self.later = begin, timedelta()

    def __call__(self):
        return self.begin + self.later

    def seconds(self):
        return self().timestamp()


@dataclass
class Device:
    served: Served
    scope: str = "339901-01"
    kind: str = "police"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    id: UUID = field(default_factory=new_id)
    token: str = ""

    def line(self, **changes):
        said = {"now": self.served.clock.seconds} | changes
        return Line(self.served.home.card.url, self.served.home.ca, self.id, self.key, **said)

    def enrol(self, code=None, **changes):
        code = code or self.served.code(self.scope, self.kind)
        public = self.key.public_key().public_bytes_raw().hex()
        said = {"code": code, "scope": self.scope, "kind": self.kind, "public_key": public}
        line = self.line()
        try:
            return line.enrol(Enrol(**said | changes))
        finally:
            line.close()

    def writer(self):
        """Words for what it writes; its line stays open for the module."""
        line = self.line()
        self.served.lines.append(line)
        writer = Writer(line, Node(self.id, self.scope, self.kind))
        self.token = writer.hello().token
        return writer

    def ask(self, method, target, body=b"", *, after=None, headers=None, **signed):
        """Signed as said in `signed`; `after` changes what is sent once it is signed."""
        now = int(self.served.clock.seconds() * 1000)
        said = {"device": self.id, "time": now, "nonce": signing.new_nonce(), "token": self.token}
        request = signing.Request(method, target, body, **said | signed)
        sent = {"method": method, "url": target, "content": body}
        sent["headers"] = request.signed(self.key) | (headers or {})
        return self.served.client.request(**(after(sent) if after else sent))

    def post(self, target, message, **how):
        return self.ask("POST", target, json.dumps(message).encode(), **how)


class Served:
    def __init__(self, home, server, clock):
        self.home, self.server, self.clock, self.lines = home, server, clock, []
        self.client = httpx.Client(
            base_url=home.card.url, verify=trusting(home.ca), trust_env=False, timeout=20
        )

    def code(self, scope="339901-01", kind="police"):
        return self.server.enrolling.issue(scope, kind, "清水派出所")

    def device(self, **said):
        made = Device(self, **said)
        made.enrol()
        return made

    def close(self):
        for line in (*self.lines, self.client):
            line.close()


@contextmanager
def served(folder, database, clock, *, training=False):
    """The server of a new home over that database."""
    with serving.bound("127.0.0.1", 0) as door:
        url = f"https://127.0.0.1:{door.getsockname()[1]}"
        said = {"name": "清水县公安局", "url": url, "database": database, "training": training}
        home = homes.make(folder, now=clock(), **said)
        with serving.server_of(home, database, clock) as server:
            running = serving.uvicorn_of(home, serving.app_of(server))
            thread = Thread(target=running.run, args=([door],), daemon=True)
            thread.start()
            while not running.started:
                sleep(0.01)
            county = Served(home, server, clock)
            yield county
            county.close()
            running.should_exit = True
            thread.join(10)


def packed(body):
    return gzip.compress(body)
