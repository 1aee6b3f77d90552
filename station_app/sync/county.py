"""What a station may ask of its county, whatever lies between them: a network, a disc, a test."""

from __future__ import annotations

from typing import Protocol

from station_app.core.errors import Explained
from station_app.core.texts import Text
from station_app.sync.protocol import PAGE, Greeting, Hello, Pulled, Push, Pushed


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
