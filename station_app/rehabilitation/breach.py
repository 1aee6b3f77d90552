"""What makes a serious breach of the agreement (戒毒条例 20), counted row by row. Pure.

Three times refused or evaded; three times away without leave, or more than thirty days in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from station_app.core.texts import Text, _
from station_app.rehabilitation.testing_records import MISSED

TIMES = 3  # 三次以上 includes the third
MOST_DAYS = 30  # 超过三十日 excludes the thirtieth
REPORTED_FROM = 3  # days away of which a written report is due (戒毒条例 19)
EVADING = frozenset({"refused", "evaded", "unexplained"})  # of the reasons of a missed test


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted so far against one limb of the article."""

    tests: Sequence[Any]
    absences: Sequence[Any]
    days: int

    @property
    def reached(self) -> list[Text]:
        """Each limb that is reached, with its article; none: no serious breach."""
        found = list[Text]()
        if len(self.tests) >= TIMES:
            text = _("逃避或者拒绝接受检测{n}次（戒毒条例第二十条：三次以上）", n=len(self.tests))
            found.append(text)
        if len(self.absences) >= TIMES:
            text = _(
                "擅自离开执行地所在县（市、区）{n}次（戒毒条例第二十条：三次以上）",
                n=len(self.absences),
            )
            found.append(text)
        if self.days > MOST_DAYS:
            text = _(
                "擅自离开执行地所在县（市、区）累计{n}日（戒毒条例第二十条：超过三十日）",
                n=self.days,
            )
            found.append(text)
        return found


def count(tests: Iterable[Any], absences: Iterable[Any], today: date) -> Count:
    away = [(one, unreported(one, today)) for one in absences]
    counted = [(one, days) for one, days in away if days]
    return Count(
        [one for one in tests if counts(one)],
        [one for one, _days in counted],
        sum(days for _one, days in counted),
    )


def counts(test: Any) -> bool:
    return test.state == MISSED and test.missed_why in EVADING


def length(since: date, until: date) -> int:
    """Both end days are days away."""
    return max(0, (until - since).days + 1)


def unreported(absence: Any, today: date) -> int:
    """Days away that no written report covers; fewer than three in a row need none."""
    last = absence.returned_on or today
    covered = absence.until and absence.reported_on and absence.reported_on <= absence.since
    days = max(0, (last - absence.until).days) if covered else length(absence.since, last)
    return days if days >= REPORTED_FROM else 0
