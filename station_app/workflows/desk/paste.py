"""A text of 110 as it is pasted, read into the form of a call; what was guessed is marked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

from sqlalchemy import select

from station_app.access.act import View
from station_app.access.service import service
from station_app.calls.records import CHANNEL_110
from station_app.core.days import BEIJING, read_moment
from station_app.core.texts import Text, _
from station_app.identity import tables
from station_app.storage.own_tables import TextTemplate
from station_app.workflows.find import find

FILE = Path(__file__).resolve().parents[3] / "resources" / "templates" / "call_110.toml"
OWN = "calls.paste"  # the register under which a station keeps its own labels
LONGEST = 4000  # characters
TIMES = ("reported_at", "taken_at", "dispatched_at")
WHEN = re.compile(
    r"(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:T\s*)?"
    r"(\d{1,2})\s*[:时点]\s*(\d{2})?"
)
CLOCK = re.compile(r"(\d{1,2})\s*[:时点]\s*(\d{2})?")
WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ：－／．　]")  # signs of a text that Chinese keeps stay
PHONE = re.compile(r"(?<!\d)(1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)")
WHERE = re.compile(
    r"(?:在|位于|到)([^，。；,;\s]*?(?:省|市|县|区|镇|乡|路|街|巷|村|小区)[^，。；,;\s]*?(?:\d+(?:号楼|号|幢|栋|室)|小区|村|门口|路口|广场))"
)
GUESSED = _("据正文推断，请核对")


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read: field → what stands before its value; category → words that tell it."""

    labels: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Pasted:
    """Field → text as it is typed, and field → why it is to be looked at."""

    texts: dict[str, str] = field(default_factory=dict)
    doubtful: dict[str, Text] = field(default_factory=dict)

    def guess(self, name: str, text: str) -> None:
        self.texts[name], self.doubtful[name] = text, GUESSED


@cache
def shipped() -> Reading:
    with FILE.open("rb") as file:
        read = tomllib.load(file)
    labels, words = ({k: tuple(v) for k, v in read[part].items()} for part in ("labels", "words"))
    return Reading(labels, words)


@service(right="paste-call", audit=None)
def read_pasted(view: View, text: str) -> Pasted:
    """By the rules that ship and the station's own; an address that is the only one is chosen."""
    own = view.rows(
        select(TextTemplate.field, TextTemplate.text).where(TextTemplate.register == OWN)
    )
    pasted = parse(text, with_own(shipped(), own), view.stamp.now)
    if said := pasted.texts.get("place_said"):
        hits = find(view, said, register="places", limit=2).hits
        if len(hits) == 1:
            pasted.guess("place_id", str(hits[0].id))
    return pasted


def with_own(reading: Reading, own: Iterable[tuple[str, str]]) -> Reading:
    """With a station's own labels, several of one field parted by a comma or a line."""
    labels = dict(reading.labels)
    for name, said in own:
        more = tuple(filter(None, re.split(r"[、，,;；\s]+", said)))
        labels[name] = (*more, *labels.get(name, ()))
    return Reading(labels, reading.words)


def parse(text: str, reading: Reading, now: datetime) -> Pasted:
    """Nothing of the text is lost: what no label took is what happened."""
    text = WIDE.sub(lambda wide: normalize("NFKC", wide[0]), text)[:LONGEST].strip()
    found, rest = _labelled(text, reading)
    pasted = Pasted({"channel": CHANNEL_110})
    for name, said in sorted(found.items(), key=lambda each: each[0] != "facts"):
        _take(pasted, name, said, now)
    if rest:
        facts = pasted.texts.get("facts", "")
        pasted.texts["facts"] = f"{facts}\n{rest}".strip()
    told = pasted.texts.get("facts", "")
    _guess(pasted, told, now)
    _classify(pasted, found.get("category", ""), told, reading)
    return pasted


def _labelled(text: str, reading: Reading) -> tuple[dict[str, str], str]:
    """Field → what follows its label up to the next one, and what stands under none."""
    names = {label: name for name, labels in reading.labels.items() for label in labels}
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    label = re.compile(
        rf"(?:^|(?<=[\s,，。;；:|【\[]))({longest})\s*[】\]]?\s*[::]\s*", re.MULTILINE
    )
    hits = [*label.finditer(text)]
    found = dict[str, str]()
    ends = [*(hit.start() for hit in hits), len(text)]
    for hit, (_from, end) in zip(hits, pairwise(ends), strict=True):
        said = text[hit.end() : end].strip(" \n\t,，;；|【[")
        name = names[hit[1]]
        if said and name in found:
            found[name] = f"{found[name]} {said}"
        elif said:
            found[name] = said
    return found, text[: ends[0]].strip(" \n\t,，;；|【[")


def _take(pasted: Pasted, name: str, said: str, now: datetime) -> None:
    """One labelled value as it is typed; where it cannot be read it is told and kept in words."""
    if name in TIMES:
        at = moment(said, now)
    elif name == "caller_phone":
        at = "；".join(PHONE.findall(said))
    elif name == "category":
        return
    else:
        at = said if name == "facts" else " ".join(said.split())
    if name == "external_number" and not re.fullmatch(r"[\w\-/]{1,40}", at):
        at = ""
    if at:
        pasted.texts[name] = at
        return
    pasted.doubtful[name] = _("没有认出，请核对：{said}", said=said[:40])
    facts = pasted.texts.get("facts", "")
    pasted.texts["facts"] = f"{facts}\n{said}".strip()


def moment(said: str, now: datetime) -> str:
    """As it is typed, of this year where none is said; blank where there is no such time."""
    if hit := WHEN.search(said):
        year, month, day, hour, minute = hit.groups()
        year = year or str(now.astimezone(BEIJING).year)
        text = f"{year}-{int(month):02}-{int(day):02} {int(hour):02}:{minute or '00'}"
    elif hit := CLOCK.search(said):
        today = now.astimezone(BEIJING)
        text = f"{today:%Y-%m-%d} {int(hit[1]):02}:{hit[2] or '00'}"
    else:
        return ""
    try:
        read_moment(text, now)
    except ValueError:
        return ""
    return text


def _guess(pasted: Pasted, told: str, now: datetime) -> None:
    """What no label gave, from the words of what happened."""
    if not pasted.texts.get("reported_at"):
        if at := moment(told, now):
            pasted.guess("reported_at", at)
        elif taken := pasted.texts.get("taken_at"):
            pasted.guess("reported_at", taken)
    if not pasted.texts.get("caller_phone") and (phones := PHONE.findall(told)):
        pasted.guess("caller_phone", phones[0])
    if not pasted.texts.get("place_said") and (place := WHERE.search(told)):
        pasted.guess("place_said", place[1])


def _classify(pasted: Pasted, said: str, told: str, reading: Reading) -> None:
    """By the name of the kind where it is given, else by words of what happened."""
    labels = {row["label"]: row["code"] for row in tables.rows("call_category")}
    named = [label for label in labels if label in said]
    if named:
        pasted.texts["category"] = labels[max(named, key=len)]
        return
    for code, words in reading.words.items():
        if any(word in said + told for word in words):
            pasted.guess("category", code)
            return
    pasted.doubtful["category"] = _("没有认出，请核对：{said}", said=said[:40] or "—")
