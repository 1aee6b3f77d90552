"""Photographs in bulk: a folder of pictures, each named by its person's ID number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from station_app.access.desk import Desk
from station_app.core.errors import Explained, Refused
from station_app.core.kinds import Picture
from station_app.core.register import Field
from station_app.core.texts import Text, _
from station_app.identity import numbers
from station_app.people import service as people
from station_app.storage.blobs import read_photo, tidy_photo

PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}


@dataclass(slots=True)
class Taken:
    """How many were kept, and why a file was not: {file name: sentence}."""

    kept: int = 0
    left: dict[str, Text] = field(default_factory=dict)


def take_in(
    desk: Desk, folder: Path, progress: Callable[[int, int], None] = lambda done, left: None
) -> Taken:
    """Each picture is an act of its own: what was kept stays kept."""
    if not folder.is_dir():
        raise Refused(_("没有文件夹 {folder}", folder=folder.name))
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    taken = Taken()
    for at, path in enumerate(files, start=1):
        try:
            _keep(desk, path)
            taken.kept += 1
        except Explained as why:
            taken.left[path.name] = why.text
        progress(at, len(files) - at)
    return taken


def with_pictures(desk: Desk, fields: Iterable[Field], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, each picture that is named by its file kept and named by its SHA-256."""
    named = {f.name for f in fields if isinstance(f.kind, Picture) and typed.get(f.name)}
    kept = {}
    for name in named:
        if (path := Path(str(typed[name]))).suffix.lower() in PICTURES:
            with desk.jot("save-draft") as view:
                kept[name] = view.blobs.put(tidy_photo(read_photo(path)))
    return {**typed, **kept}


def _keep(desk: Desk, path: Path) -> None:
    reading = numbers.read(path.stem, desk.today)
    if reading.fault:
        raise Refused(_("文件名不是身份号码"))
    with desk.act("set-photo") as act:
        person = people.by_number(act, [reading.number]).get(reading.number)
        if person is None:
            raise Refused(_("没有这个身份号码的人员"))
        people.set_photo(act, person.id, read_photo(path))
