"""A station for practice has houses that were looked at, with hazards old and new."""

from __future__ import annotations

import random

from station_app.hazards.records import Hazard
from station_app.inspections.records import Inspection
from station_app.workflows.demo_checks import check_houses
from tests.inspections.houses import let


def test_houses_of_a_practice_station_have_their_histories(scene, office):
    for n in range(8):
        let(scene.officer, office, f"演示县新丰街{n + 40}号")
    check_houses(scene.officer, random.Random(3))
    visits = scene.every(Inspection)
    assert len(visits) == 9
    assert {visit.kind for visit in visits} == {"check", "patrol"}
    hazards = scene.every(Hazard)
    assert {hazard.state for hazard in hazards} == {"open", "closed"}
    assert all(hazard.closed_on is None or hazard.rechecked == "done" for hazard in hazards)
