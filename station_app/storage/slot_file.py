"""`keyslots.json`, twice in every home: whose home it is, and what is wrapped, by whom.

Each copy carries a sum. Where the two differ the newer sound one is taken and mends the other.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from station_app.core.wire import foreign
from station_app.storage import key_swap
from station_app.storage.custody import Half
from station_app.storage.durable import write_durably
from station_app.storage.keyslot import Locked, Slot, Work, canonical

FORMAT = 1
NAMES = ("keyslots.json", "keyslots.bak.json")
MENDED = "keyslots.mended"  # one copy was damaged: to be told by the next sign-in


@dataclass(frozen=True, slots=True)
class Card:
    """Whose home this is. Readable before unlocking, proved genuine by unlocking."""

    home: UUID
    kind: str  # police, justice, township
    organisation: str  # 339901-01
    name: str
    training: bool
    created: str  # ISO date
    secret: str  # where the device secret lies: `file`, or the keyring backend's name

    def plain(self) -> dict[str, Any]:
        return asdict(self) | {"home": str(self.home)}


@dataclass(slots=True)
class SlotFile:
    home: Path
    card: Card
    seal: str  # MAC of the card under the database key: tells a wrong key from a bad database
    device: str  # tells this machine's secret from another's
    recovery: Slot
    slots: dict[str, Slot] = field(default_factory=dict)
    custody: dict[str, Half] = field(default_factory=dict)  # public half → private, wrapped
    written: int = 0  # times; the higher of two sound copies is the newer

    @classmethod
    def load(cls, home: Path) -> Self:
        """Mends the other copy when one is missing, damaged or behind; leaves word of damage."""
        key_swap.settle(home)
        raws = [(home / n).read_bytes() if (home / n).is_file() else None for n in NAMES]
        found = [raw for raw in raws if raw is not None]
        if not found:
            raise Locked("no_file")
        sound = [slots for raw in found if (slots := cls._parse(raw, home))]
        if not sound:
            raise Locked("file")
        newest = max(sound, key=lambda slots: slots.written)
        if raws[0] != raws[1]:
            with contextlib.suppress(OSError):  # a home on a read-only medium can still be read
                if len(sound) < len(found):
                    write_durably(home / MENDED, b"")
                newest.write()
        return newest

    @classmethod
    def parse(cls, raw: bytes, home: Path) -> Self:
        """From a backup, to be saved in `home`."""
        slots = cls._parse(raw, home)
        if slots is None:
            raise Locked("file")
        return slots

    @classmethod
    def _parse(cls, raw: bytes, home: Path) -> Self | None:
        """None when damaged."""
        try:
            plain = foreign(raw)
            if plain.pop("sum") != hashlib.sha256(canonical(plain)).hexdigest():
                return None
            if plain["format"] > FORMAT:
                raise Locked("newer")
            return cls._of(plain, home)
        except (ValueError, TypeError, AttributeError, KeyError):
            return None

    @classmethod
    def _of(cls, plain: dict[str, Any], home: Path) -> Self:
        card = Card(**plain["card"] | {"home": UUID(plain["card"]["home"])})
        recovery, *slots = (Slot(**s | {"work": Work(**s["work"])}) for s in plain["slots"])
        own = {s.officer: s for s in slots}
        halves = (Half(**h | {"work": Work(**h["work"])}) for h in plain["custody"])
        kept = {half.public: half for half in halves}
        return cls(
            home, card, plain["seal"], plain["device"], recovery, own, kept, plain["written"]
        )

    def save(self) -> None:
        self.written += 1
        self.write()

    def to_bytes(self) -> bytes:
        plain: dict[str, Any] = {
            "format": FORMAT,
            "card": self.card.plain(),
            "seal": self.seal,
            "device": self.device,
            "slots": [asdict(s) for s in (self.recovery, *self.slots.values())],
            "custody": [asdict(half) for half in self.custody.values()],
            "written": self.written,
        }
        plain["sum"] = hashlib.sha256(canonical(plain)).hexdigest()
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()

    def write(self) -> None:
        for name in NAMES:
            write_durably(self.home / name, self.to_bytes())
