"""Characters that do harm: refused where they are typed, made visible where they turn up.

Controls steer a terminal, changes of direction show a text in another order than it is kept,
half characters and noncharacters can be written nowhere, tags (U+E0000) are seen by nobody.
Rare characters, their variation selectors and the joiners of other scripts are no harm.
"""

from __future__ import annotations

import re

from station_app.core.errors import Refused
from station_app.core.texts import _

HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
UNSOUND = _("含有看不见的控制字符或改变显示方向的字符，请删去后重新键入")


def is_sound(text: str) -> bool:
    return HARMFUL.search(text) is None


def said(text: str) -> str:
    """What somebody says beside a record: a reason, a reference. Trimmed; raises Refused."""
    text = text.strip()
    if not is_sound(text):
        raise Refused(UNSOUND)
    return text


def visible(text: str) -> str:
    """As it may be shown anywhere: what does harm as its code point, \\u202e."""
    return HARMFUL.sub(_escaped, text)


def escaped_in_json(text: str) -> str:
    """JSON that means the same and holds none of them."""
    return HARMFUL.sub(lambda found: _units(found[0]), text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _units(char: str) -> str:
    pairs = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{pairs[at : at + 4]}" for at in range(0, len(pairs), 4))
