"""The code on paper: what is hashed, the short code, and the signed text of the QR.

    short code  ABCDE-FGHJK        HMAC under the station's secret: answered by its own desks
    QR text     SD1.339901-01.<print>.<hash>.<signature>
                                   Ed25519: answered by whoever holds the public key

Pure: keys are given as raw 32 bytes, what a good or bad code means is decided above.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from unicodedata import normalize
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from station_app.core.errors import Explained
from station_app.core.texts import _

MAGIC = "SD1"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
MISREAD = str.maketrans("OIL", "011", "- ")
PAGE = "\f"


class NotACode(Explained):
    """The text does not have the shape of a code from any station."""

    def __init__(self) -> None:
        super().__init__(_("这不是文书核验码，请重新扫描或输入纸上的 10 位核验码"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every page of one paper carries."""

    code: str  # ABCDE-FGHJK
    qr: str


PREVIEW = Stamp("预览", f"{MAGIC}.PREVIEW")  # of a paper that is only looked at: never genuine


@dataclass(frozen=True, slots=True)
class Seal:
    """A QR text taken apart; says nothing yet about whether it is genuine."""

    org: str
    print_id: UUID
    text_hash: bytes
    signature: bytes

    @property
    def signed(self) -> str:
        return ".".join([MAGIC, self.org, base32(self.print_id.bytes), base32(self.text_hash)])


def folded(text: str) -> str:
    """Printed text as it is hashed: NFKC, no blanks, soft hyphens as the hyphens they look like,
    pages parted by form feeds.

    A reader of PDF files may space, break and compose differently; it must not matter.
    """
    pages = text.replace("\u00ad", "-").split(PAGE)
    return PAGE.join("".join(normalize("NFKC", page).split()) for page in pages)


def text_hash(text: str) -> bytes:
    return hashlib.sha256(folded(text).encode()).digest()


def base32(data: bytes) -> str:
    """Upper-case characters for the bits from the highest, the last one filled with zeros."""
    length = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << (length * 5 - len(data) * 8)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(length * 5 - 5, -1, -5))


def unbase32(text: str, size: int) -> bytes:
    """`size` bytes. Raises NotACode for other lengths, characters or filling."""
    try:
        number = 0
        for character in text:
            number = number << 5 | ALPHABET.index(character)
        data = (number >> len(text) * 5 - size * 8).to_bytes(size)
    except (ValueError, OverflowError):
        raise NotACode from None
    if base32(data) != text:
        raise NotACode
    return data


def short_code(secret: bytes, print_id: UUID, text_hash: bytes) -> str:
    digest = hmac.digest(secret, b"short code" + print_id.bytes + text_hash, "sha256")
    letters = base32(digest)[:10]
    return f"{letters[:5]}-{letters[5:]}"


def tidy_code(typed: str) -> str:
    """A short code as it was typed or read out, in the form it is printed. Raises NotACode."""
    letters = typed.upper().translate(MISREAD)
    if len(letters) != 10 or not set(letters) <= set(ALPHABET):
        raise NotACode
    return f"{letters[:5]}-{letters[5:]}"


def public_key(signing_key: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(signing_key).public_key().public_bytes_raw()


def sign(signing_key: bytes, org: str, print_id: UUID, text_hash: bytes) -> str:
    """The text of the QR, in the QR's alphanumeric characters."""
    text = Seal(org, print_id, text_hash, b"").signed
    signature = Ed25519PrivateKey.from_private_bytes(signing_key).sign(text.encode())
    return f"{text}.{base32(signature)}"


def read_qr(text: str) -> Seal:
    """Raises NotACode."""
    match text.strip().split("."):
        case [magic, org, print_id, hashed, signature] if magic == MAGIC:
            return Seal(
                org,
                UUID(bytes=unbase32(print_id, 16)),
                unbase32(hashed, 32),
                unbase32(signature, 64),
            )
    raise NotACode


def check(seal: Seal, public: bytes) -> bool:
    """Whether the station with this public key signed it."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(seal.signature, seal.signed.encode())
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True, slots=True)
class PaperKeys:
    """What a station makes codes with."""

    org: str
    secret: bytes = field(repr=False)  # of the short codes
    signing: bytes = field(repr=False)

    def stamper(self, print_id: UUID) -> Callable[[bytes], Stamp]:
        return stamper(self.secret, self.signing, self.org, print_id)


def stamper(
    secret: bytes, signing_key: bytes, org: str, print_id: UUID
) -> Callable[[bytes], Stamp]:
    """What `draw` is given: the stamp of one print for the hash of its text."""

    def stamp(text_hash: bytes) -> Stamp:
        return Stamp(
            short_code(secret, print_id, text_hash), sign(signing_key, org, print_id, text_hash)
        )

    return stamp
