"""What a station may ask of its county, whatever lies between them: a network, a disc, a test."""

from __future__ import annotations

from typing import Protocol

from station_app.core.errors import Explained
from station_app.core.texts import Text
from station_app.sync.protocol import (
    PAGE,
    Audit,
    Audited,
    Compare,
    Compared,
    Fetch,
    Greeting,
    Hello,
    Part,
    Pulled,
    Push,
    Pushed,
    Taken,
    Wanted,
)


class Unreachable(Explained):
    """Nothing was answered, or not now: what waits goes on waiting. Tried again later."""

    code = "unreachable"
    status = 1

    def __init__(self, text: Text, retry_after: float = 0) -> None:  # seconds, as the county asks
        super().__init__(text)
        self.retry_after = retry_after


class Denied(Explained):
    """The county knows who asks and says no: revoked, too old a program, another organisation.

    Trying again helps nobody; what waits goes on waiting.
    """

    code = "denied"
    status = 1


class County(Protocol):
    """Raises Unreachable and Denied."""

    def hello(self, message: Hello) -> Greeting: ...

    def push(self, message: Push) -> Pushed:
        """Sent again, it is answered the same."""
        ...

    def pull(self, scope: str, after: int, limit: int = PAGE) -> Pulled: ...

    def wanted(self, scope: str, after: str = "") -> Wanted:
        """By SHA-256, those greater than `after`."""
        ...

    def put_blob(self, scope: str, sha: str, off: int, size: int, content: bytes) -> Taken:
        """From `off` on, at most CHUNK bytes; elsewhere than where it waits nothing is taken."""
        ...

    def get_blob(self, scope: str, sha: str, off: int) -> Part | None:
        """At most CHUNK bytes. None: not there, not whole, or of nobody in this scope."""
        ...

    def snapshot(self, scope: str, off: int, etag: str = "") -> Part:
        """At most PART bytes of the one begun, or of a new one from its first byte."""
        ...

    def compare(self, message: Compare) -> Compared: ...

    def fetch(self, message: Fetch) -> Pulled:
        """The rows as the county's log says they are; those it knows nothing of are `del`."""
        ...

    def audit(self, message: Audit) -> Audited:
        """Sent again, it is answered the same."""
        ...
