"""What a check may say: faults as they are typed, who must be there, what follows for the class."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.texts import Text, _
from station_app.identity import codes
from station_app.identity.checklists import POLICE, Checklist, Item, checklist
from station_app.inspections.records import (
    ADVISE_STOP,
    CHECK,
    CORRECTED_NOW,
    GIVEN,
    NO_FAULT,
    NOT_ENTERED,
    NOTED,
    REFERRED,
    TO_CORRECT,
)

RENTAL = "rental"
KEY = "key"
CLASSES = ("relaxed", "attention", KEY)  # codes of house_grade, from seldom to often
PART = re.compile(r"[Rr]?\s*(\d{1,2})\s*(!?)[\s:.、]*(.*)")
LONGEST = 200  # characters of one fault
CONSENT = _("请写明居住人是否同意进入")


def rental() -> Checklist:
    return checklist(RENTAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One item that is not in order; `corrected` on the spot, seen by the inspectors."""

    item: str  # R1 … R15
    text: str
    corrected: bool = False

    @property
    def of(self) -> Item:
        return rental().items[self.item]


def read_faults(typed: str) -> tuple[list[Fault], list[Text]]:
    """`6 楼道堆物；12!；R15`: number, `!` where corrected at once, a text or the usual one.

    Answers the faults and what is wrong with what was typed.
    """
    found, wrong = dict[str, Fault](), list[Text]()
    for part in re.split(r"[;；\n]", typed):
        if not part.strip():
            continue
        fault = read_fault(part)
        if isinstance(fault, Text):
            wrong.append(fault)
        elif fault.item in found:
            wrong.append(_("{item} 写了两次，请合为一项", item=fault.item))
        else:
            found[fault.item] = fault
    return list(found.values()), wrong


def read_fault(part: str) -> Fault | Text:
    """One fault, or the sentence that says why it is none."""
    half = unicodedata.normalize("NFKC", part.strip()[:6]) + part.strip()[6:]
    match = PART.fullmatch(half)
    item = rental().items.get(f"R{int(match[1])}") if match else None
    if match is None or item is None:
        return _("问题请写作“编号 情况”，如 6 楼道堆物；编号为 1 至 15")
    if item.is_note:
        return _("{item} 只作内部线索，请写在“内部线索”里", item=item.id)
    if len(match[3]) > LONGEST:
        return _("至多 {n} 个字", n=LONGEST)
    return Fault(item=item.id, text=match[3].strip() or item.say, corrected=bool(match[2]))


def with_headcount(faults: Sequence[Fault], unregistered: int) -> list[Fault]:
    """Whoever is found and not registered is a fault of the first item, named by number alone."""
    counted = next(item.id for item in rental().faults if item.kind == "count")
    if not unregistered or any(fault.item == counted for fault in faults):
        return list(faults)
    return [Fault(item=counted, text=f"在场{unregistered}人未登记"), *faults]


def unseen(faults: Iterable[Fault], consent: str | None) -> list[str]:
    """Items of a room that nobody was let into: they cannot have been seen (治安管理处罚法 103)."""
    return [f.item for f in faults if f.of.where == "room" and consent != GIVEN]


def orders(faults: Iterable[Fault]) -> list[Fault]:
    """What the station itself orders: its own powers alone (住房租赁条例 31, 48)."""
    return [f for f in faults if not f.corrected and f.of.power == POLICE]


def outcome(
    kind: str, faults: Sequence[Fault], consent: str | None, *, advise_stop: bool = False
) -> str:
    """The gravest that follows; a patrol only notes, and who was not let in found nothing out."""
    if kind != CHECK:
        return NOTED if faults else NO_FAULT
    if advise_stop:
        return ADVISE_STOP
    if not faults:
        return NO_FAULT if consent == GIVEN else NOT_ENTERED
    if all(fault.corrected for fault in faults):
        return CORRECTED_NOW
    return TO_CORRECT if orders(faults) else REFERRED


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"on": day_of(values["at"])} if values.get("at") else {}


def check(inspection: Any, today: date) -> Iterator[Problem]:
    if inspection.on and inspection.on > today:
        yield Problem("at", _("检查时间在今天之后"))
    if inspection.kind == CHECK:
        if not inspection.second:
            yield Problem("second", _("安全检查须由两名民警进行，请写第二检查人"))
        elif inspection.second == inspection.inspector:
            yield Problem("second", _("两名检查人须是两个人"))
        if not inspection.consent:
            yield Problem("consent", CONSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All by which a house's class may change; calls for help, violence and illness are not here.

    `open_items`: hazards not closed; `unmended`: those of them that a re-check found unchanged;
    `clean`: checks in a row without a fault, this one among them; 0 where there was no check.
    """

    grade: str
    occupants: int
    open_items: Collection[str] = ()
    unmended: Collection[str] = ()
    clean: int = 0


def classed(house: Standing) -> tuple[str, Text] | None:
    """The class and why, or None: it stays. Up at once, down a step after so many clean checks."""
    numbers = rental().classing
    critical = set(house.open_items) & {item.id for item in rental().faults if item.critical}
    if house.unmended:
        return KEY, _("复查未改正：{items}", items=named(house.unmended))
    if critical:
        return KEY, _("严重隐患未销号：{items}", items=named(critical))
    if house.occupants >= (most := numbers["occupants"]):
        return KEY, _("实住 {n} 人，达到 {most} 人", n=house.occupants, most=most)
    at = CLASSES.index(house.grade)
    if house.open_items:
        why = _("有未销号的隐患：{items}", items=named(house.open_items))
        return (CLASSES[1], why) if at <= 1 else None
    if at and house.clean and house.clean % numbers["clean_checks"] == 0:
        return CLASSES[at - 1], _("连续 {n} 次检查未发现问题", n=numbers["clean_checks"])
    return None


def named(items: Iterable[str]) -> Text:
    """R6 疏散通道、R12 电动自行车, in the order of the list."""
    wanted = set(items)
    known = [f"{i} {codes.label('rental_item', i)}" for i in rental().items if i in wanted]
    return Text("、".join(known))
