"""How a station without a line joins its county: a request goes there, an answer comes back."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.storage import settings
from station_app.sync import enrolment, medium_reading, medium_writing
from station_app.sync.carried import only
from station_app.sync.enrolment import ASKED, ASKED_KEY
from station_app.sync.medium import Head, public
from station_app.sync.protocol import Certified
from station_app.sync.status import Enrolment

BY_LINE = _("这个接入文件只能联网接入，请向县局领取人工传递用的接入文件")
NO_ANSWER = _("这不是县局对本所最近一次申请的答复，没有采用")


def request(desk: Desk, file: Path, out: Path, *, replace: bool = False) -> Path:
    """For the county to answer; the last one counts. Raises Refused, Full."""
    given = enrolment.fitting(desk, file)
    if not given.box_key:
        raise Refused(BY_LINE)
    with desk.view("enrol-county") as view:
        if not replace and enrolment.joined_already(view) is not None:
            raise Refused(enrolment.JOINED)
        box = box_to_join(view)
    key, device = Ed25519PrivateKey.generate(), str(new_id())
    head = Head(
        what="enrol",
        county=given.county,
        scope=desk.scope,
        device=device,
        epoch="",
        medium=0,
        made=desk.now().isoformat(),
        key=public(key),
        to=given.box_key,
        reply=public(box),
    )
    with medium_writing.written(out, head, key) as made:
        made.put("enrol", enrolment.asking(desk, given, key))
    with desk.act("enrol-county") as act:
        asked(act, device, key)
    return made.files[0]


def answered(desk: Desk, file: Path, answer: Path) -> Enrolment:
    """Raises Refused."""
    given = enrolment.fitting(desk, file)
    found = medium_reading.opened([answer], "enrolled")
    if not given.audit_key or found.head.key != given.audit_key:
        raise Refused(NO_ANSWER)
    found.prove(given.audit_key)
    with desk.view("enrol-county") as view:
        waiting, box = who_asked(view), box_to_join(view)
    if waiting is None or waiting[0] != found.head.device:
        raise Refused(NO_ANSWER)
    return enrolment.join(desk, given, only(found, box, "certified", Certified), waiting[1])


@service(right="enrol-county", audit=None)
def box_to_join(view: View) -> X25519PrivateKey:
    return enrolment.box(view)


@service(right="enrol-county", audit=None)
def who_asked(view: View) -> tuple[str, Ed25519PrivateKey] | None:
    device = settings.get(view.session, ASKED)
    return (device, enrolment.kept(view, ASKED_KEY)) if device else None


@service(right="enrol-county", audit="asked to join the county")
def asked(act: Act, device: str, key: Ed25519PrivateKey) -> None:
    settings.put(act.session, ASKED, device)
    enrolment.keep(act, ASKED_KEY, key)
    act.notes |= {"device": device}
