"""The keys that codes on paper are made and answered with.

The secret of the short codes is derived from the database key; the signing key is the station's.
"""

from __future__ import annotations

import json
import re

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.core.wire import foreign
from station_app.printing import code
from station_app.printing.code import PaperKeys
from station_app.storage import settings
from station_app.storage.rekey import PAPER
from station_app.storage.signing import signing_key

TRUSTED = "trusted paper keys"
_KEY, _ORG = re.compile(r"[0-9a-f]{64}"), re.compile(r"\d{6}-\d{2,4}")


def paper_keys(act: Act) -> PaperKeys:
    return PaperKeys(act.stamp.scope, act.derive("paper"), signing_key(act.session))


def short_secrets(act: Act) -> list[bytes]:
    """Those of the short codes on papers: of this key, and of the keys before it."""
    older = json.loads(settings.get(act.session, PAPER, "[]"))
    return [paper_keys(act).secret, *map(bytes.fromhex, older)]


def public_keys(act: Act, org: str) -> list[bytes]:
    """Those that may have signed for this station: its own, and what was handed over."""
    keys = paper_keys(act)
    own = [code.public_key(keys.signing)] if org == keys.org else []
    return own + [bytes.fromhex(key) for key in _trusted(act).get(org, ())]


@service(right="export-public-key", audit="public key handed out")
def export_public_key(act: Act) -> bytes:
    """The file by which other stations check this one's papers. It holds no secret."""
    keys = paper_keys(act)
    key = code.public_key(keys.signing).hex()
    card = {"station": keys.org, "name": act.station, "paper_key": key}
    return json.dumps(card, ensure_ascii=False, indent=1).encode() + b"\n"


@service(right="trust-public-key", audit="public key trusted")
def trust_public_key(act: Act, card: bytes) -> str:
    """Answers whose papers are now known. Compare by telephone what was carried by hand."""
    try:
        read = foreign(card)
        org, key = read["station"], read["paper_key"]
        sound = _ORG.fullmatch(org) and _KEY.fullmatch(key)
    except (ValueError, KeyError, TypeError):
        sound = None
    if not sound:
        raise Refused(_("这不是所站的文书公钥文件，请对方重新导出"))
    trusted = _trusted(act)
    trusted[org] = sorted({*trusted.get(org, ()), key})
    settings.put(act.session, TRUSTED, json.dumps(trusted, sort_keys=True))
    act.notes |= {"station": org, "paper_key": key}
    return str(org)


def _trusted(act: Act) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(settings.get(act.session, TRUSTED, "{}"))
    return found
