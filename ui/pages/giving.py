"""What a page gives its editors: finding, naming, pictures. All of it off the main thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from station_app.access import records
from station_app.access.action import Action, nothing_known
from station_app.access.filling import by_clock, filled_in
from station_app.access.purposes import opens
from station_app.core.errors import Explained
from station_app.core.kinds import Ref
from station_app.core.show import typed
from station_app.core.texts import Shown
from station_app.storage.blobs import tidy_photo
from station_app.workflows.find import find
from ui.kit.editor import Choice, Given
from ui.kit.text import words
from ui.pages.work import Work

HITS = 12


def given(work: Work) -> Given:
    return Given(
        now=work.desk.now,
        background=work.background,
        find=partial(choices, work),
        title=partial(title, work),
        keep=partial(keep_picture, work),
        picture=partial(picture, work),
    )


def choices(work: Work, register: str, typed: str) -> Sequence[Choice]:
    with work.desk.view("find") as view:
        found = find(
            view, typed, register=register, limit=HITS, purposeful=work.purpose is not None
        )
    named = {hit.id: words(hit.title) for hit in found.hits}
    if register == "places" and work.purpose is not None:
        named |= titled(work, register, list(named))  # masked, one room looks like the other
    return [Choice(hit.id, named[hit.id], words(hit.matched)) for hit in found.hits]


def titled(work: Work, name: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """In full, where the purpose opens that register; nothing where it does not."""
    register, purpose = work.desk.registers[name], work.purpose
    if not ids or purpose is None or not opens(purpose, register, training=work.desk.training):
        return {}
    return work.titles(register, ids) if work.may(f"titles:{name}") else {}


def title(work: Work, name: str, id: UUID) -> str:
    """In full where the purpose opens that register, else as the list shows it."""
    try:
        full = titled(work, name, [id])
    except Explained:
        return ""
    return full.get(id, "") or masked_title(work, name, id)


def whom(work: Work, name: str, id: UUID) -> str:
    """A record by the person and the address it points at; else by its own title."""
    register, purpose = work.desk.registers[name], work.purpose
    refs = {f.name: f.kind.register for f in register.fields if isinstance(f.kind, Ref)}
    refs = {name: to for name, to in refs.items() if to in ("people", "places")}
    if (
        len(refs) < 2
        or purpose is None
        or not opens(purpose, register, training=work.desk.training)
    ):
        return title(work, name, id)
    try:
        record = work.shown(register, id).record
        pointed = [(to, getattr(record, name)) for name, to in list(refs.items())[:2]]
        return "　".join(title(work, to, id) for to, id in pointed if id)
    except Explained:
        return masked_title(work, name, id)


def filled(work: Work, name: str, id: UUID, action: Action) -> dict[str, str]:
    """Field → text; by the clock alone where this purpose does not open the record."""
    register, purpose, desk = work.desk.registers[name], work.purpose, work.desk
    known: Mapping[str, Any] = by_clock(action, desk.now())
    looks = action.known is not nothing_known and work.may(f"show:{name}")
    if looks and purpose is not None and opens(purpose, register, training=work.desk.training):
        with suppress(Explained):
            known = work.seen(f"show:{name}", lambda act: filled_in(act, register, id, action))
    kinds = {field.name: field.kind for field in action.fields}
    return {field: typed(kinds[field], value) for field, value in known.items()}


def masked_title(work: Work, name: str, id: UUID) -> str:
    register = work.desk.registers[name]
    if not work.may(f"list:{name}"):
        return ""
    with work.desk.view(f"list:{name}") as view:
        lines = records.lines(view, register, [id])
    texts: Sequence[Shown] = lines[0].texts[:2] if lines else ()
    return " ".join(filter(None, map(words, texts)))


def keep_picture(work: Work, data: bytes) -> str:
    with work.desk.jot("save-draft") as view:
        return view.blobs.put(tidy_photo(data))


def picture(work: Work, sha: str) -> bytes:
    with work.desk.view("list:people") as view:
        return view.blobs.get(sha)
