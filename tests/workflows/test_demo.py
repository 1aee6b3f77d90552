"""The practice station: households in which every relation can be true, the same ones each time."""

from __future__ import annotations

import random
from datetime import date
from uuid import UUID

from station_app.identity import codes
from station_app.workflows import demo_people
from station_app.workflows.demo_people import Invented

TODAY = date(2026, 3, 9)
HOME = UUID(int=7)
MEN = {"11", "21", "22", "23", "51"}
WOMEN = {"12", "31", "32", "33", "52"}


def households(people=600, seed=1):
    source = Invented(random.Random(seed), TODAY, set())
    chunks = demo_people.households(source, people, [HOME])
    return [household for chunk in chunks for household in chunk]


def families():
    for household in households():
        related = {line.get("relation_to_head"): person for person, line in household}
        if "02" in related:
            yield related, household


def sex(person):
    return "1" if int(person["id_number"][16]) % 2 else "2"


def born(person):
    return date.fromisoformat(person["id_number"][6:14])


def test_a_relation_fits_the_sex_it_speaks_of():
    seen = set()
    for related, _household in families():
        for relation, person in related.items():
            seen.add(relation)
            if relation != "02":
                assert relation in (MEN if sex(person) == "1" else WOMEN), codes.label(
                    "relation", relation
                )
    assert seen == MEN | WOMEN | {"02"}  # each of them was met


def test_husband_and_wife_are_one_of_each():
    couples = [r for r, _h in families() if {"11", "12"} & r.keys()]
    assert couples
    for related in couples:
        spouse = related.get("11") or related["12"]
        assert {sex(related["02"]), sex(spouse)} == {"1", "2"}


def test_children_are_younger_than_their_parents_and_bear_the_name_of_one():
    children = 0
    for related, _household in families():
        parents = [p for r, p in related.items() if r in {"02", "11", "12"}]
        for relation in {"21", "22", "23", "31", "32", "33"} & related.keys():
            child, children = related[relation], children + 1
            assert all((born(child) - born(one)).days > 18 * 365 for one in parents)
            father = next(one for one in parents if sex(one) == "1")
            assert child["name"][0] == father["name"][0]
    assert children > 100


def test_nobody_lives_anywhere_before_they_are_born():
    for _related, household in families():
        assert all(line["since"] >= born(person) for person, line in household)


def test_the_same_seed_gives_the_same_station():
    assert households(80) == households(80) != households(80, seed=2)
