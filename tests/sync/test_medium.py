"""The file that is carried by hand, without a home on either side."""

from __future__ import annotations

import tracemalloc
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from station_app.sync import medium, medium_reading, medium_writing
from station_app.sync.carried import Blob
from station_app.sync.protocol import CHUNK

SCOPE = "339901-01"


def test_a_large_medium_is_written_and_read_with_little_memory(tmp_path):
    key, box = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    sent = {"key": medium.public(key), "to": medium.public(box)}
    head = medium.Head("bundle", "县局", SCOPE, "", "", 1, "", **sent)
    content = Random(5).randbytes(CHUNK)
    tracemalloc.start()
    try:
        with medium_writing.written(tmp_path / "大", head, key, 1 << 20) as made:
            for n in range(16):  # 4 MiB
                made.put("blob", Blob.of("ab" * 32, n, 1, content[n:] + content[:n]))
        found = medium_reading.opened(made.files, "bundle")
        found.prove(medium.public(key))
        assert [body["off"] for _name, body in found.lines(box)] == list(range(16))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(made.files) > 1
    assert peak < 3 << 20
