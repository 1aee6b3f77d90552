"""The rows of one pull, until its head is reached: then they are taken in with the cursor.

Of what nobody will see change nothing is kept waiting: it goes in as it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from station_app.access.desk import Desk
from station_app.core.garbage import collected_later
from station_app.storage import replica
from station_app.storage.arriving import Fresh
from station_app.storage.rebasing import Image
from station_app.sync import taking_in
from station_app.sync.protocol import Pulled

HELD = 10_000  # rows in memory, some 100 MB; where there are more all lie in the database


class Inbox:
    def __init__(self, desk: Desk, scope: str) -> None:
        self.desk, self.scope = desk, scope
        with desk.jot("exchange") as view:
            self._begun = taking_in.begin(view, scope)
        self.upto = self._begun.after
        self._held = dict[tuple[str, UUID], Image]()
        self._ready = dict[UUID, Fresh]()
        self._staged = set[tuple[str, UUID]]()

    def page(self, page: Pulled) -> None:
        """Raises Refused where another round has begun since."""
        with collected_later():
            images = taking_in.images_of(page.rows)
            if not self._begun.new:
                images = self._news(images, page.upto)
            for one in images:  # in place of what it was on an earlier page
                self._held[one.register, one.id] = one
            self._ready |= replica.work_out(self.desk.registers, self.desk.scope, images)
        self.upto = page.upto
        if len(self._held) >= HELD:
            self._stage()

    def _news(self, images: Sequence[Image], upto: int) -> list[Image]:
        """What came before in this pull is news, whatever it says now: that is not here yet."""
        rest, news = list[Image](), list[Image]()
        for one in images:
            key = one.register, one.id
            (news if key in self._held or key in self._staged else rest).append(one)
        while rest:
            with self.desk.jot("exchange") as view:
                some, rest = taking_in.hear(view, self._begun, rest, upto)
            self.desk.give_way()
            news += some
        return news

    def _stage(self) -> None:
        with self.desk.jot("exchange") as view:
            taking_in.stage(view, self._begun, list(self._held.values()))
        self.desk.give_way()
        self._staged |= self._held.keys()
        self._held.clear()
        self._ready.clear()

    def take_in(self) -> dict[tuple[str, UUID], None]:
        """Everything, in one transaction; the records in which something is seen to change."""
        if self._staged and self._held:
            self._stage()
        if not self._begun.new:
            self._drop_echoed()
        if not self._held:
            with self.desk.jot("exchange") as view:
                if taking_in.pass_over(view, self._begun, self.upto):
                    return {}
        with self.desk.act("exchange") as act:
            held = list(self._held.values())
            return taking_in.take_in(act, self._begun, self.upto, held, self._ready).records

    def _drop_echoed(self) -> None:
        after: int | None = 0
        while after is not None:
            with self.desk.jot("exchange") as view:
                after = taking_in.drop_echoed(view, self.scope, self.upto, after)
            self.desk.give_way()
