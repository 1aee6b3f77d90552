"""Spans in which a term stands still, and where its end moves to by them.

Days and instants alike: a span runs from its beginning up to, not with, its end, and so does
a term. None for an end: the term stands still and nobody knows when it will be over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

from station_app.clocks.calendar import midnight
from station_app.core.course import Moment, Pause

T = TypeVar("T", date, datetime)


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    first: T
    end: T | None


def spans(pauses: Iterable[Pause], meant: Callable[[Moment], T], begins: T) -> list[Span[T]]:
    """In order, none touching another, each cut to the term that `begins` then."""
    found = list[Span[T]]()
    bounds = [(meant(p.since), None if p.until is None else meant(p.until)) for p in pauses]
    for first, end in sorted(bounds, key=lambda bound: bound[0]):
        if (cut := Span(max(first, begins), end)).end is not None and cut.end <= cut.first:
            continue
        last = found[-1] if found else None
        if last is None or (last.end is not None and last.end < cut.first):
            found.append(cut)
        elif last.end is not None:
            found[-1] = Span(last.first, cut.end and max(cut.end, last.end))
    return found


def moved(end: T, stood: Iterable[Span[T]]) -> tuple[T | None, list[Span[T]]]:
    """Where the end goes to, and the spans that moved it."""
    counted = list[Span[T]]()
    for span in stood:
        if span.first >= end:
            break
        counted.append(span)
        if span.end is None:
            return None, counted
        end += span.end - span.first
    return end, counted


def holds(span: Span[date], day: date) -> bool:
    return span.first <= day and (span.end is None or day < span.end)


def as_instant(when: Moment) -> datetime:
    return when.astimezone(UTC) if isinstance(when, datetime) else midnight(when)
