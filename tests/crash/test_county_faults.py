"""The line breaks, the county and its database are killed: nothing acknowledged is lost."""

from __future__ import annotations

from campaigns.county_killed import kills
from campaigns.line_faults import faults


def test_whatever_the_line_does_each_operation_arrives_once_and_what_waits_is_told():
    figures = faults(100)
    assert not any(figure.lost for figure in figures)
    assert sum(figure.struck for figure in figures) > 20
    assert figures[-1].held


def test_a_county_without_its_kept_answers_is_found_doing_things_twice():
    assert faults(20, without="answers")[0].held


def test_a_server_killed_at_work_loses_nothing_it_acknowledged():
    assert kills(3, "server").held


def test_a_database_killed_at_work_loses_nothing_the_county_acknowledged():
    assert kills(3, "PostgreSQL").held
