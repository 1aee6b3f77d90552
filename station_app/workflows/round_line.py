"""What is typed of one house after the walk, in as few keys as there is to say.

Nothing at all: let in, nothing found. `6 11` faults in the usual words, `12!` mended at once,
`6 楼道堆物` in one's own, parted by `；`. `0` nobody in, `00` or `r` not let in. `+` what was to be
re-checked is mended, `/` in part, `-` not, `*` not looked at; `15-` that item alone. `#2` the
second of the list was not met, `#` nobody of it. `14:30` at that time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time

from station_app.core.errors import Problem, Rejected
from station_app.core.texts import Text, _
from station_app.hazards.records import DONE, NOT, PARTLY
from station_app.inspections.records import GIVEN, NOBODY, REFUSED

SAID = _("检查情况")
NOT_LOOKED = ""
RESULTS = {"+": DONE, "/": PARTLY, "-": NOT, "*": NOT_LOOKED}
CONSENTS = {"0": NOBODY, "00": REFUSED, "r": REFUSED}
MARK = re.compile(r"(?:R?(\d{1,2}))?([-+/*])", re.IGNORECASE)
NUMBER = re.compile(r"R?\d{1,2}!?", re.IGNORECASE)
TOLD = re.compile(r"R?\d{1,2}(!|[^\d!])", re.IGNORECASE)  # 6楼道堆物
UNMET = re.compile(r"#(\d{0,2})")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
EVERYBODY = "全部"


@dataclass(slots=True)
class Line:
    """One house as it was typed; `marks` are by item, those of all that is due under ""."""

    consent: str = GIVEN
    faults: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    unmet: list[str] = field(default_factory=list)
    at: time | None = None

    @property
    def typed_faults(self) -> str:
        """As a check reads them."""
        return "；".join(self.faults)

    @property
    def not_met(self) -> str:
        return EVERYBODY if EVERYBODY in self.unmet else "、".join(self.unmet)


def read_line(typed: str) -> Line:
    """Raises Rejected."""
    line = Line()
    for part in re.split(r"[;；\n]", typed):
        _read_part(line, part.split())
    return line


def _read_part(line: Line, said: Sequence[str]) -> None:
    """Signs and numbers; from the first other word on, all of it tells of the last number."""
    numbered = False
    for at, word in enumerate(said):
        half = unicodedata.normalize("NFKC", word)
        if _is_sign(line, half):
            continue
        if NUMBER.fullmatch(half):
            line.faults.append(half)
            numbered = True
        elif numbered:
            line.faults[-1] += " " + " ".join(said[at:])
            return
        elif TOLD.match(half):
            line.faults.append(" ".join(said[at:]))
            return
        else:
            raise wrong(_("没有看懂“{word}”：问题写编号，几项之间空一格", word=word))


def _is_sign(line: Line, half: str) -> bool:
    """Whether the word was one, and has been taken."""
    if half.lower() in CONSENTS:
        line.consent = CONSENTS[half.lower()]
    elif mark := MARK.fullmatch(half):
        line.marks[f"R{int(mark[1])}" if mark[1] else ""] = RESULTS[mark[2]]
    elif unmet := UNMET.fullmatch(half):
        line.unmet.append(unmet[1] or EVERYBODY)
    elif clock := CLOCK.fullmatch(half):
        line.at = _time(clock)
    else:
        return False
    return True


def _time(clock: re.Match[str]) -> time:
    try:
        return time(int(clock[1]), int(clock[2]))
    except ValueError:
        raise wrong(_("没有 {time} 这个时间", time=clock[0])) from None


def wrong(why: Text) -> Rejected:
    return Rejected([Problem("said", why)], LABELS)


LABELS: dict[str, Text] = {"said": SAID}
