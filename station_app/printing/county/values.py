"""What a filled form says, by name: so that a county's template can have it in its own places.

The names are the labels that stand on our own layout, hence no form is written a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from station_app.core.texts import Shown
from station_app.printing.county.template import Template
from station_app.printing.parts import (
    Block,
    Cell,
    Form,
    Grid,
    Imprint,
    Paragraph,
    Receipt,
    Rows,
    Stub,
)

DOCUMENT_NUMBER, BODY, UNIT, TITLE = "文号", "正文", "单位", "标题"
NUMBER, PRINTED_AT, PRINTED_BY, COPY = "编号", "打印时间", "打印人", "份数"
OF_THE_PRINT = (UNIT, TITLE, NUMBER, PRINTED_AT, PRINTED_BY, COPY)
ALWAYS = (DOCUMENT_NUMBER, BODY, *OF_THE_PRINT)
LIKE = {  # names of fields that mean a label of ours
    "身份证号": "证件号码",
    "身份证号码": "证件号码",
    "身份证件号": "证件号码",
    "身份证件号码": "证件号码",
    "证件号": "证件号码",
    "公民身份号码": "证件号码",
    "户籍所在地": "户籍地",
    "户籍地址": "户籍地",
    "现住址": "执行地（现住址）",
    "居住地": "执行地（现住址）",
    "执行地": "执行地（现住址）",
    "文书编号": DOCUMENT_NUMBER,
    "判决机关": "决定机关",
    "矫正起止日": "矫正期限",
    "矫正期限起止": "矫正期限",
}
ROW = re.compile(r"\d+$")  # which row of a table
Said = Callable[[Shown], str]


@dataclass(slots=True)
class Values:
    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    by_hand: set[str] = field(default_factory=set)  # left blank, never struck
    tables: list[list[dict[str, str]]] = field(default_factory=list)  # rows: name → text

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.texts, *self.pictures)))


def values_of(blocks: Sequence[Block], said: Said) -> Values:
    """The main part first: what a stub or a receipt says otherwise does not stand in its place.

    Lines to sign on and small print are passed over: the template has its own.
    """
    found, bodies = Values(), list[str]()
    for block in _in_turn(blocks):
        match block:
            case Grid():
                for cell in (cell for row in block.rows for cell in row):
                    _take(found, cell, said)
            case Rows():
                found.tables.append(_listed(block, said))
                for row in found.tables[-1]:
                    found.texts |= {n: t for n, t in row.items() if n not in found.texts}
            case Paragraph(text, title):
                bodies.append(said(text).strip())
                if title is not None:
                    found.texts.setdefault(said(title), said(text).strip())
    found.texts.setdefault(DOCUMENT_NUMBER, _number(blocks, said))
    found.by_hand.add(DOCUMENT_NUMBER)
    if bodies:
        found.texts.setdefault(BODY, "\n".join(bodies))
    return found


def of_imprint(form: Form, imprint: Imprint, said: Said) -> dict[str, str]:
    return {
        UNIT: said(imprint.unit),
        TITLE: said(form.title),
        NUMBER: imprint.number,
        PRINTED_AT: imprint.printed_at,
        PRINTED_BY: imprint.officer,
        COPY: str(imprint.copy),
    }


def placed(template: Template, names: Iterable[str]) -> dict[str, str]:
    """Field → the value that goes in: as it was chosen, else the one of its own name."""
    found = matched(template.fields, names) | dict(template.places)
    return {field: name for field, name in found.items() if name}


def matched(fields: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Field → the value of the same name, or of one that means the same."""
    known = {folded(name): name for name in names}
    likely = {folded(like): name for like, name in LIKE.items()}
    found: dict[str, str] = {}
    for each in fields:
        asked = folded(each)
        meant = known.get(asked) or known.get(folded(likely.get(asked, "")))
        if meant:
            found[each] = meant
    return found


def folded(name: str) -> str:
    """A name as it is compared: no blanks, brackets, colons; of `form.page.name` the last part."""
    last = normalize("NFKC", name).rsplit(".", 1)[-1]
    return re.sub(r"[\s():,;/_\-《》、，。·]|\[\d+\]|#\d+", "", last).casefold()


def _number(blocks: Sequence[Block], said: Said) -> str:
    return next((said(b.number) for b in blocks if isinstance(b, Stub) and b.number), "")


def _in_turn(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of the main part, then those of its stub and receipt."""
    apart = [block for block in blocks if isinstance(block, Stub | Receipt)]
    yield from (block for block in blocks if not isinstance(block, Stub | Receipt))
    for block in apart:
        yield from (each for each in block.blocks if not isinstance(each, Paragraph))


def _take(found: Values, cell: Cell, said: Said) -> None:
    name = said(cell.label)
    if cell.picture:
        found.pictures.setdefault(name, cell.picture)
        return
    if cell.by_hand:  # whatever gaps our own layout has for it
        found.by_hand.add(name)
        found.texts.setdefault(name, "")
    elif not found.texts.get(name):
        found.texts[name] = said(cell.value).strip()


def _listed(table: Rows, said: Said) -> list[dict[str, str]]:
    """Rows of a table by the heading of the column and the number of the row, from 1."""
    headings = [said(column.label) for column in table.columns]
    return [
        {f"{name}{n}": said(value).strip() for name, value in zip(headings, row, strict=True)}
        for n, row in enumerate(table.rows, 1)
    ]


def unplaced(names: Iterable[str], places: Mapping[str, str]) -> tuple[str, ...]:
    """Of these values, those that no field takes, a column of a table by its heading alone.

    What our foot says anyway is not missed.
    """
    taken = {*places.values(), *OF_THE_PRINT}
    left = (name for name in names if name not in taken)
    return tuple(dict.fromkeys(ROW.sub("", name) for name in left))
