"""What a medium carries besides the messages of the line (docs/exchange.md, “By hand”)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import Field, ValidationError

from station_app.core.errors import Refused
from station_app.sync.medium import ALTERED
from station_app.sync.medium_reading import Medium
from station_app.sync.protocol import Audited, Greeting, Message, Part, Pulled

M = TypeVar("M", bound=Message)


class Blob(Message):
    """A part of a photograph: from the byte `off` of `size`."""

    sha: str = Field(pattern="^[0-9a-f]{64}$")
    off: int = Field(ge=0)
    size: int = Field(ge=1)
    content: str  # Base64

    @classmethod
    def of(cls, sha: str, off: int, size: int, content: bytes) -> Blob:
        return cls(sha=sha, off=off, size=size, content=b64encode(content).decode())

    @property
    def bytes(self) -> bytes:
        return b64decode(self.content)


class Awaited(Message):
    """Photographs that the station lacks, by SHA-256."""

    blobs: dict[str, int]


class Snap(Message):
    """A part of a snapshot, where the station begins anew."""

    etag: str
    off: int
    size: int
    content: str  # Base64

    @classmethod
    def of(cls, part: Part, off: int) -> Snap:
        content = b64encode(part.content).decode()
        return cls(etag=part.etag, off=off, size=part.size, content=content)

    @property
    def part(self) -> Part:
        return Part(self.etag, self.size, b64decode(self.content))


class Greeted(Message):
    """The greeting, and what the station had said of itself when it wrote."""

    greeting: Greeting
    cursor: int
    tree: int


class Page(Message):
    after: int
    page: Pulled


class Logged(Message):
    """What is answered to one part of an audit log, which ended with event `last`."""

    log: UUID
    last: int
    audited: Audited


def only(found: Medium, key: X25519PrivateKey, name: str, model: type[M]) -> M:
    """Of a medium that carries one message. Raises Refused."""
    lines = list(islice(found.lines(key), 2))
    if [line[0] for line in lines] != [name]:
        raise Refused(ALTERED)
    return message(model, lines[0][1])


def message(model: type[M], body: Any) -> M:
    """Raises Refused."""
    try:
        return model.model_validate(body)
    except ValidationError:
        raise Refused(ALTERED) from None
