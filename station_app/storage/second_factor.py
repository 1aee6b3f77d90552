"""The optional second factor: one-time codes of a telephone (TOTP, RFC 6238), and codes on paper.

What checks a code lies in the officer's slot, under password and device secret: other officers,
who have the database key as well, cannot read it. The database key of such a slot is wrapped
under it too, so that a slot robbed of its second factor opens no more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

STEP = 30  # seconds a code is shown
SKEW = 1  # steps the clock of the telephone may be wrong
PAPER = 8  # codes on paper, each good once
SYLLABLES_OF_ONE = 6


@dataclass(frozen=True, slots=True)
class Factor:
    secret: str  # base32, 160 bits
    last: int = 0  # step of the code used last: it and older ones open nothing any more
    paper: tuple[str, ...] = ()  # SHA-256 of those not yet used

    def plain(self) -> dict[str, object]:
        return {"secret": self.secret, "last": self.last, "paper": list(self.paper)}

    def uri(self, officer: str, station: str) -> str:
        """What the telephone reads from the QR code."""
        import pyotp

        return pyotp.TOTP(self.secret).provisioning_uri(name=officer, issuer_name=station)

    def spend(self, typed: str, now: datetime) -> Factor | None:
        """What stands once this code has been used; None where it opens nothing."""
        code = _letters(typed)
        if code.isdigit():
            step = self._step(code, now)
            return None if step is None else replace(self, last=step)
        hashed = _hash(code)
        left = tuple(one for one in self.paper if not hmac.compare_digest(one, hashed))
        return None if left == self.paper else replace(self, paper=left)

    def _step(self, code: str, now: datetime) -> int | None:
        import pyotp

        shown, middle = pyotp.TOTP(self.secret), int(now.timestamp()) // STEP
        for step in range(middle - SKEW, middle + SKEW + 1):
            right = hmac.compare_digest(shown.at(step * STEP), code)
            if right and step > self.last:
                return step
        return None


def new_factor(syllables: tuple[str, ...]) -> tuple[Factor, list[str]]:
    """With its codes on paper, which are shown once."""
    codes = [
        "".join(secrets.choice(syllables) for _one in range(SYLLABLES_OF_ONE))
        for _code in range(PAPER)
    ]
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    return Factor(secret, paper=tuple(map(_hash, codes))), codes


def _letters(typed: str) -> str:
    """Case, width, spaces and hyphens do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).lower() if c.isalnum())


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
