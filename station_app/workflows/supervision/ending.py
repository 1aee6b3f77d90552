"""The end: summary, appraisal, release, announcement, hand-over; or termination.

Nothing closes itself. Release is barred in words while a revocation, an imprisonment or a coercive
measure is pending (社区矫正法 44, 45; 司办通〔2021〕94号).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.clocks.terms import Terms
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Code, Day, Serial, Words
from station_app.core.register import Field
from station_app.core.show import show
from station_app.core.texts import Text, _
from station_app.corrections import rules
from station_app.corrections.records import ENDED, MEDICAL, Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.endings.records import ANNOUNCEMENT, APPRAISAL, SUMMARY
from station_app.endings.register import AFTERCARE, APPRAISALS
from station_app.workflows.supervision.living import supervision, touch, under

EXPIRED, PARDONED, DIED = "expired", "pardoned", "died"
REVOKED, IMPRISONED = "revoked", "imprisoned"
RELEASES, TERMINATIONS = (EXPIRED, PARDONED), (REVOKED, IMPRISONED, DIED)

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
NUMBER = Field(name="document_number", label=_("文号"), kind=Serial(longest=60))
KIND = CORRECTIONS["end_kind"]
