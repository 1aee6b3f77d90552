"""Counts and seconds for who watches the server: of requests and operations, never of people."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

LOG = logging.getLogger("station_county")


@dataclass(frozen=True, slots=True)
class Metrics:
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    operations: Counter = field(init=False)
    faults: Counter = field(init=False)

    def __post_init__(self) -> None:
        kept = {
            "requests": Counter(
                "county_requests", "Answers", ["path", "status"], registry=self.registry
            ),
            "seconds": Histogram(
                "county_request_seconds", "Time to the answer", ["path"], registry=self.registry
            ),
            "operations": Counter(
                "county_operations", "Operations by result", ["result"], registry=self.registry
            ),
            "faults": Counter(
                "county_audit_faults", "Audit logs refused", ["code"], registry=self.registry
            ),
        }
        for name, one in kept.items():
            object.__setattr__(self, name, one)

    def text(self) -> bytes:
        return generate_latest(self.registry)


@dataclass(slots=True)
class Line:
    """One request in the log: who by ids, how it ended; neither content nor query."""

    request: str
    path: str
    device: str = ""
    scope: str = ""
    officer: str = ""  # of the county: the account that looks at the page
    status: int = 500
    code: str = ""
    seconds: float = 0.0

    def write(self, metrics: Metrics, now: datetime) -> None:
        metrics.requests.labels(self.path, str(self.status)).inc()
        metrics.seconds.labels(self.path).observe(self.seconds)
        said = {
            "at": now.isoformat(timespec="milliseconds"),
            "request": self.request,
            "path": self.path,
            "device": self.device,
            "scope": self.scope,
            "officer": self.officer,
            "status": self.status,
            "code": self.code,
            "ms": round(self.seconds * 1000, 1),
        }
        LOG.info(json.dumps({name: one for name, one in said.items() if one != ""}))
