"""What /openapi.json describes and what it does not, made up and signed: X6.

Each request is signed by a device that was let in, with a token, so that it gets behind the door.
Most messages name that device, its scope and this schema, so that they get behind the next one too.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

import httpx
from hypothesis import HealthCheck, Phase, given, seed, settings

from campaigns.county import PostgreSQL, database, served
from campaigns.paper import Figure
from campaigns.stations import Node, lost, nodes
from station_app.county.book import Book
from station_app.county.book import Node as CountyNode
from station_app.county.server import Server
from station_app.sync import signing
from station_app.sync.line import trusting
from station_app.sync.protocol import PAGE, SCHEMA, Pulled

TIMES = 20_000
SCOPE = "339901-01"
STATE = (
    "select (select sum(head) from scope), (select count(*) from sync_log), (select count(*) from "
    "op_body), (select md5(string_agg(r::text, '' order by scope, ent, id)) from sync_row r), "
    "(select count(*) from op_rejected), (select md5(string_agg(e::text, '' order by e::text)) "
    "from device_epoch e), (select count(*) from device)"
)
OPEN = ("/healthz", "/metrics")


class Asking:
    """One device, and what came of all that it asked."""

    def __init__(self, node: Node, postgresql: PostgreSQL, chance: random.Random) -> None:
        self.node, self.postgresql, self.chance = node, postgresql, chance
        line = node.line
        self.client = httpx.Client(
            base_url=line.url, verify=trusting(line.ca), trust_env=False, timeout=30
        )
        self.wrong = list[str]()
        self.asked = self.inside = self.taken = 0
        self.before = postgresql.ask(STATE)

    def ask(self, case: Any) -> None:
        """`case` is what schemathesis made up."""
        body = self._body(case.body)
        query = urlencode(self._fitting(dict(case.query or {})), doseq=True)
        packed = body and self.chance.random() < 0.2
        sent = gzip.compress(body) if packed else body
        target = case.formatted_path + (f"?{query}" if query else "")
        now, nonce = int(self.node.line.now() * 1000), signing.new_nonce()
        token = self.node.line._token
        signed = signing.Request(
            case.method, target, sent, self.node.line.device, now, nonce, token
        )
        headers = signed.signed(self.node.line.key) | (
            {"Content-Encoding": "gzip"} if packed else {}
        )
        answer = self.client.request(case.method, target, content=sent, headers=headers)
        self._judge(case, answer)

    def _judge(self, case: Any, answer: httpx.Response) -> None:
        self.asked += 1
        self.inside += answer.status_code != httpx.codes.UNAUTHORIZED
        self.taken += answer.is_success
        place = f"{case.method} {case.operation.path} {answer.status_code}"
        if answer.status_code >= 500:
            self.wrong.append(f"{place} {answer.text}")
        after = self.postgresql.ask(STATE)
        if after != self.before and not answer.is_success:
            self.wrong.append(f"{place} changed something")
        self.before = after

    def _body(self, found: Any) -> bytes:
        if isinstance(found, bytes):
            return found
        if found is None or isinstance(found, (dict, list, str, int, float, bool)):
            return json.dumps(self._fitting(found), ensure_ascii=self.chance.random() < 0.5).encode(
                "utf-8", "surrogatepass"
            )
        return b""  # none at all

    def _fitting(self, found: Any) -> Any:
        if not isinstance(found, dict) or self.chance.random() < 0.3:
            return found
        known = {"device": str(self.node.line.device), "scope": SCOPE, "schema": SCHEMA}
        fitting: dict[str, Any] = {n: known.get(n, value) for n, value in found.items()}
        if isinstance(fitting.get("tx"), list):
            self._number(fitting["tx"])
        return fitting

    def _number(self, txs: list[Any]) -> None:
        ops = [op for tx in txs if isinstance(tx, dict) for op in tx.get("ops") or [] if op]
        for n, op in enumerate((op for op in ops if isinstance(op, dict)), start=1):
            op |= {"n": n, "actor": self.chance.choice(["officer", "officer", op.get("actor")])}
            if self.chance.random() < 0.7:
                op |= {"ent": self.chance.choice(["people", "calls", "tasks", "~conflict"])}


def run(times: int, begin: int) -> list[Figure]:
    return [requests(times, begin), requests(max(200, times // 20), begin, planted=True)]


def requests(times: int, begin: int = 1, *, planted: bool = False) -> Figure:
    """`planted`: a county that stumbles once."""
    with database() as postgresql, served(postgresql) as (county, _port, server):
        node = nodes(county, [SCOPE], begin)[0]
        node.hello()
        node.send(node.batch(5))
        asking = Asking(node, postgresql, random.Random(begin))
        if planted:
            _plant(server)
        for operation, mode in _operations(county.card.url, node):
            _each(operation, mode, max(1, times // 26), begin, asking.ask)
        wrong = asking.wrong + lost(postgresql, node.acked)
    return Figure(
        what=f"requests made up after /openapi.json: {asking.taken:,} taken",
        times=asking.asked,
        struck=asking.inside,
        acknowledged=len(node.acked),
        lost=len(wrong),
        red=planted,
    )


def _operations(url: str, node: Node) -> list[tuple[Any, Any]]:
    schemathesis = import_module("schemathesis")  # of the group `fuzz`

    described = httpx.get(f"{url}/openapi.json", verify=trusting(node.line.ca)).json()
    found = [one.ok() for one in schemathesis.openapi.from_dict(described).get_all_operations()]
    return [(one, m) for one in found if one.path not in OPEN for m in schemathesis.GenerationMode]


def _each(operation: Any, mode: Any, times: int, begin: int, ask: Callable[[Any], None]) -> None:
    from hypothesis.errors import Unsatisfiable

    @seed(begin)
    @settings(
        max_examples=times,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        ask(case)

    try:
        each()
    except Unsatisfiable:  # nothing that would not be as described
        return


def _plant(server: Server) -> None:
    """Who asks for what comes after some number makes this county stumble."""
    book, pull = server.pull, Book.pull

    class Stumbling(Book):
        def pull(self, node: CountyNode, scope: str, after: int, limit: int = PAGE) -> Pulled:
            if after > 100:
                raise KeyError("planted")
            return pull(self, node, scope, after, limit)

    given = {one.name: getattr(book, one.name) for one in fields(book)}
    server.pull = Stumbling(**given)
