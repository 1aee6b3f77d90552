"""One slot: the database key under one password, or under the recovery code.

A password slot carries a MAC under the device secret, so that a slot that was moved,
swapped or damaged is known before the password is tried. Nothing in it lets anyone
try passwords who has not got the device secret as well.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from station_app.core.errors import Explained
from station_app.core.texts import Text, _
from station_app.storage.second_factor import Factor

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Key = bytes | bytearray
KEY_BYTES = 32

WHY = {
    "password": _("账号或密码不对"),
    "wait": _("试错次数过多，请 {seconds} 秒后再试。忘记密码请找安全保密管理员重设"),
    "code_needed": _("请输入动态口令，或一个备用码"),
    "second_factor": _("动态口令不对、已过期或已用过。请等下一个口令，或用备用码"),
    "keyring_locked": _("系统密钥环没有解锁，读不到本机密钥。请解锁密钥环后再试，或用恢复码"),
    "keyring_gone": _(
        "系统密钥环（{then}）没有运行，读不到本机密钥。请启动密钥环后再试，或用恢复码"
    ),
    "device": _("本机密钥与本所数据库不符：数据库来自另一台计算机，或本机密钥已被更换。请用恢复码"),
    "device_missing": _("本机密钥不在原处。请用恢复码"),
    "no_keyring": _(
        "本机没有可用的系统密钥环。请安装 gnome-keyring 或 KWallet，"
        "或者用 --key file 把本机密钥存为文件"
    ),
    "keyring_changed": _("系统密钥环已由 {then} 换成 {now}。请换回原密钥环，或用恢复码"),
    "slot": _("密码记录被移动、调换或损坏，不能使用。请用恢复码重设密码"),
    "code": _("恢复码不对"),
    "code_length": _("恢复码应为 {words} 个词共 {letters} 个字母，现有 {typed} 个"),
    "code_word": _("恢复码第 {n} 个词有误，请对照封存的恢复码"),
    "card": _("密钥与本所数据库不符，或数据库的名称、单位等登记内容被改动"),
    "file": _("两份密钥文件（keyslots）都已损坏。请从备份中恢复"),
    "no_file": _("此处没有密钥文件（keyslots），不是数据库目录"),
    "newer": _("密钥文件由更新的版本写成。请先升级程序"),
    "no_half": _("本机没有您的封存密钥。请退出后重新登录，再由另一名保管人准入"),
}


class Locked(Explained):
    """The key cannot be had. `reason` is a key of `WHY`."""

    code = "locked"
    status = 3

    def __init__(self, reason: str, **args: object) -> None:
        super().__init__(Text(WHY[reason].msgid, tuple(args.items())))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Work:
    """What one guess costs: Argon2id memory in KiB, passes, lanes (RFC 9106)."""

    memory: int
    passes: int
    lanes: int


REAL_WORK = Work(256 * 1024, 3, 2)
TRAINING_WORK = Work(8 * 1024, 1, 1)


# Two-letter syllables without l, which reads as I or 1: any run of them can be cut in one
# way only. Two make a word, so that a word is one of 4096 and eight words are 96 bits.
SYLLABLES = (
    *("ba", "bi", "bo", "bu", "pa", "pi", "po", "pu", "ma", "me", "mi", "mo", "mu"),
    *("fa", "fo", "fu", "da", "de", "di", "du", "ta", "te", "ti", "tu", "na", "ne", "ni", "nu"),
    *("ga", "ge", "gu", "ka", "ke", "ku", "ha", "he", "hu", "ji", "ju", "qi", "xi", "xu"),
    *("za", "ze", "zi", "zu", "ca", "ce", "ci", "cu", "sa", "se", "si", "su", "re", "ri", "ru"),
    *("wa", "wo", "wu", "ya", "ye", "yi", "yu"),
)
WORDS = 8


def new_code() -> str:
    """`bami xiyu …`: eight words for the sealed envelope."""
    pair = (secrets.choice(SYLLABLES) + secrets.choice(SYLLABLES) for _word in range(WORDS))
    return " ".join(pair)


def read_code(typed: str) -> str:
    """The letters alone: case, width, spaces, hyphens and line breaks do not matter."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", typed).lower() if c.isalpha())
    if len(letters) != 4 * WORDS:
        raise Locked("code_length", words=WORDS, letters=4 * WORDS, typed=len(letters))
    for n in range(0, len(letters), 2):
        if letters[n : n + 2] not in SYLLABLES:
            raise Locked("code_word", n=n // 4 + 1)
    return letters


def hkdf(material: Key, info: bytes, salt: bytes = b"") -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt or None, info).derive(material)


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def mac_of(key: Key, value: object) -> str:
    return hmac.new(key, canonical(value), hashlib.sha256).hexdigest()


def stretch(password: str, salt: bytes, work: Work) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        unicodedata.normalize("NFKC", password).encode(),
        salt,
        work.passes,
        work.memory,
        work.lanes,
        32,
        Type.ID,
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot holds."""

    dek: bytearray = field(repr=False)
    factor: Factor | None = field(repr=False)
    stem: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """The key, wrapped for one officer. The recovery slot has no officer."""

    id: str
    officer: str
    work: Work
    salt: str
    nonce: str
    wrapped: str
    mac: str = ""  # under the device secret; the recovery slot has none
    factor: str = ""  # a `Factor`, sealed; empty: the password alone opens

    @classmethod
    def wrap(
        cls,
        dek: Key,
        home: UUID,
        officer: str,
        password: str,
        secret: bytes,
        work: Work,
        factor: Factor | None = None,
    ) -> Slot:
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        slot = cls(uuid4().hex, officer, work, salt.hex(), nonce.hex(), "")
        stem = slot.stem(password, secret)
        wrapped = slot.box(stem, factor).encrypt(nonce, dek, slot.bound(home)).hex()
        slot = replace(slot, wrapped=wrapped)
        if factor:
            return slot.having(factor, stem, home, secret)
        return replace(slot, mac=slot.proof(home, secret)) if secret else slot

    def unwrap(self, home: UUID, password: str, secret: bytes) -> Opened | None:
        """None: not this password. Whether the second factor is right is not asked here."""
        from cryptography.exceptions import InvalidTag

        stem, dek = self.stem(password, secret), bytearray(KEY_BYTES)
        try:
            factor = self.unsealed(stem, home)
            nonce, wrapped = bytes.fromhex(self.nonce), bytes.fromhex(self.wrapped)
            self.box(stem, factor).decrypt_into(nonce, wrapped, self.bound(home), dek)
        except (InvalidTag, ValueError):
            return None
        return Opened(dek, factor, stem)

    def unmoved(self, home: UUID, secret: bytes) -> bool:
        return hmac.compare_digest(self.mac, self.proof(home, secret))

    def having(self, factor: Factor, stem: bytes, home: UUID, secret: bytes) -> Slot:
        """With another state of the second factor it was wrapped under."""
        nonce = secrets.token_bytes(12)
        box = self._factor_box(stem).encrypt(nonce, canonical(factor.plain()), self.bound(home))
        slot = replace(self, factor=(nonce + box).hex())
        return replace(slot, mac=slot.proof(home, secret))

    def unsealed(self, stem: bytes, home: UUID) -> Factor | None:
        """Raises InvalidTag for another password."""
        if not self.factor:
            return None
        raw = bytes.fromhex(self.factor)
        plain = json.loads(self._factor_box(stem).decrypt(raw[:12], raw[12:], self.bound(home)))
        return Factor(plain["secret"], plain["last"], tuple(plain["paper"]))

    def stem(self, password: str, secret: bytes) -> bytes:
        """What one guess costs; the keys of this slot grow from it."""
        return stretch(password, bytes.fromhex(self.salt), self.work) + secret

    def box(self, stem: bytes, factor: Factor | None) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        material = stem + (factor.secret.encode() if factor else b"")
        return AESGCM(hkdf(material, b"station-desk slot", bytes.fromhex(self.salt)))

    def _factor_box(self, stem: bytes) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(hkdf(stem, b"station-desk factor", bytes.fromhex(self.salt)))

    def bound(self, home: UUID) -> bytes:
        return canonical([str(home), self.id, self.officer])

    def proof(self, home: UUID, secret: bytes) -> str:
        return mac_of(secret, [str(home), asdict(replace(self, mac=""))])
