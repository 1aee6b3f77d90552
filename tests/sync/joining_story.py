"""What joining the county and renewing the key leave: their part in the story of all services."""

from __future__ import annotations

from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station_app.storage import countersigned, settings
from station_app.sync.status import COUNTY, Enrolment


def joined(s, _folder):
    key = Ed25519PrivateKey.generate()
    found = Enrolment("https://127.0.0.1:1", "", str(uuid4()), "339901-01", "县局")
    with s.store.reading() as session:
        audits = countersigned.pinned(session)
    s.do("sync.enrolment.joins", found, key, audits)
    known, kept = s.do("sync.enrolment.known")
    assert (known, kept.private_bytes_raw()) == (found, key.private_bytes_raw())
    assert s.do("sync.enrolment.joined_already")[0] == found
    new = s.do("sync.enrolment.announced")
    s.do("sync.enrolment.renewed")
    assert s.do("sync.enrolment.known")[1].private_bytes_raw() == new.private_bytes_raw()
    with s.store.writing() as session:
        settings.put(session, COUNTY, "")
