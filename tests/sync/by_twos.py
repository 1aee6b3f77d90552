"""A pull of many pages without many rows."""

from __future__ import annotations


class ByTwos:
    """A line on which pages have two rows; `then` happens before page number `at`."""

    def __init__(self, county, then=lambda: None, at=0):
        self.county, self.then, self.at, self.pulls = county, then, at, 0

    def __getattr__(self, name):
        return getattr(self.county, name)

    def pull(self, scope, after):
        self.pulls += 1
        if self.pulls == self.at:
            self.then()
        return self.county.pull(scope, after, 2)
