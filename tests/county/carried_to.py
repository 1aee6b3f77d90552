"""The county's desk where media are brought to: a home with its keys, and no server."""

from __future__ import annotations

import json

from station_app.county import home as homes
from station_app.county import serving
from station_app.county.by_hand import ByHand


class County:
    def __init__(self, folder, book):
        made = {"name": "清水县公安局", "url": "https://localhost:1", "training": book.training}
        self.home = homes.make(folder, now=book.clock(), database="postgresql+psycopg://", **made)
        self.book, self.folder = book, folder
        self.enrolling = serving.enrolling_of(self.home, book)
        self.by_hand = ByHand(self.enrolling, self.home.derive("blob"))
        self.n = 0

    def code(self, scope, **changes):
        code = self.enrolling.issue(scope, "police", "清水派出所", by_hand=True)
        said = {"url": self.home.card.url, "ca": self.home.ca, "code": code, "scope": scope}
        said |= {"county": self.home.card.name, "training": self.book.training}
        said |= {**self.enrolling.keys, **changes}
        return self.write("接入.json", json.dumps(said).encode())

    def write(self, name, content):
        file = self.folder / name
        file.write_bytes(content)
        return file

    def path(self):
        self.n += 1
        return self.folder / f"介质{self.n}"

    def read(self, files, **size):
        return self.by_hand.read(files, self.path(), **size)
