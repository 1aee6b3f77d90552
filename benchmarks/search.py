"""The one search box while somebody types, one register of 1,000,000 people behind it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from benchmarks.harness import Figure, percentile, timed
from benchmarks.station import SEED, desk_at, station, store_at
from station_app.access.desk import Desk
from station_app.identity import names
from station_app.registers import REGISTERS
from station_app.storage import lookup, search
from station_app.storage.driver import ask
from station_app.workflows.find import find

TITLE = "Search, every keystroke of 200 typed words"
N = 1_000_000
WORDS = 200
WARM = 5  # times, of which the best counts: then nothing is read from the disk any more
SHOWN = 30  # hits, as many as the box on the screen asks for
PEOPLE, PLACES = REGISTERS["people"], REGISTERS["places"]
TEN = 'select name, id_number, phone from person where "row" = ?'
LIKE = 'select "row" from person where name like ? limit 50'
Typed = tuple[str, bool]  # a keystroke, and whether a purpose lets it be a telephone number


def figures(n: int = N) -> list[Figure]:
    store = store_at(station(n))
    desk = desk_at(store)
    with store.reading() as session:
        strokes = list(keystrokes(session, random.Random(SEED), n))  # noqa: S311
        cold = _random_rows(session, n, 1)
        once = answers(desk, strokes, 1)
        floor = _random_rows(session, n, WARM)
        rows = [timed(lambda t=typed: _rows(session, t)) for typed in strokes]
        like = [timed(lambda t=typed: _like(session, t), 1) for typed in strokes[::100]]
    whole = answers(desk, strokes, WARM)
    store.dispose()
    return [
        Figure(
            name="the whole answer with titles, once each, p99",
            value=percentile(once, 0.99),
            against="50 random rows, once each, p99",
            base=percentile(cold, 0.99),
            limit=10,
        ),
        Figure(
            name="the whole answer with titles, all of it read before, p99",
            value=percentile(whole, 0.99),
            against="50 random rows, p99",
            base=percentile(floor, 0.99),
            limit=10,
        ),
        Figure(
            name="rows found, p99",
            value=percentile(rows, 0.99),
            against="50 random rows, p99",
            base=percentile(floor, 0.99),
            limit=4,
        ),
        Figure(
            name="rows found, p50",
            value=percentile(rows, 0.5),
            against="the best LIKE (name alone, on its index), p50",
            base=percentile(like, 0.5),
            limit=300,
            faster=True,
        ),
    ]


def answers(desk: Desk, strokes: Sequence[Typed], times: int) -> list[float]:
    """Milliseconds from each keystroke to its hits with their titles, the best of some times."""
    return [timed(lambda t=typed: _find(desk, t), times) for typed in strokes]


def keystrokes(session: Session, chance: random.Random, n: int) -> Iterator[Typed]:
    """Every beginning of what is typed for people and dwellings that are there."""
    for word, purposeful in typed_words(session, chance, n):
        for end in range(1, len(word) + 1):
            yield word[:end], purposeful


def typed_words(session: Session, chance: random.Random, n: int) -> Iterator[Typed]:
    for at in range(WORDS):
        person = ask(session, TEN, chance.randrange(n) + 1)[0]
        dwelling = ask(
            session,
            'select street, door_plate, estate, building, room from place where "row" = ?',
            chance.randrange(n // 3) // 37 * 37 + 2 + chance.randrange(36),
        )[0]
        yield _word(at % 10, person, dwelling)


def _word(way: int, person: Sequence[Any], dwelling: Sequence[Any]) -> Typed:
    name, number, phone = person
    street, plate, estate, building, room = dwelling
    spoken = names.readings(name)[0]
    return (
        (name, False),
        (name[1:], False),
        (spoken.replace(" ", ""), False),
        ("".join(syllable[0] for syllable in spoken.split()), False),
        (number, False),
        (number[-4:], False),
        (number[6:14], False),
        (json.loads(phone)[0]["number"], True),
        (street + plate + estate + building + room, False),
        (f"{building} {street} {room[:-1]}", False),
    )[way]


def _find(desk: Desk, typed: Typed) -> None:
    with desk.view("find") as view:
        find(view, typed[0], limit=SHOWN, purposeful=typed[1])


def _rows(session: Session, typed: Typed) -> None:
    """What the floor and LIKE answer too: rows, without titles."""
    text, purposeful = typed
    if text.rstrip("X").isdigit():
        search.numbered(session, PEOPLE, text, 50, search.PHONES if purposeful else search.NUMBERS)
    elif text.isascii() or not lookup.addresses(session, PLACES, text, 50):
        search.matching(session, PEOPLE, text, 50)


def _like(session: Session, typed: Typed) -> None:
    ask(session, LIKE, f"%{typed[0]}%")


def _random_rows(session: Session, n: int, times: int) -> list[float]:
    chance = random.Random(SEED)  # noqa: S311
    marks = ",".join("?" * 50)
    asked = f'select "row", id, name, id_number, phone from person where "row" in ({marks})'  # noqa: S608
    picked = [[chance.randrange(n) + 1 for _ in range(50)] for _ in range(500)]
    return [timed(lambda rows=rows: ask(session, asked, *rows), times) for rows in picked]
