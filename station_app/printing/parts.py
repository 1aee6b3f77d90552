"""What a paper is made of, as plain data. The slices build these; `page` lays them out."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.core.texts import Shown, Text, _

TRAINING = _("演练")
DRAFT = _("草稿")
PREVIEW = _("预览")
INTERNAL = _("内部查阅件，不作证明")
UNCHECKED = _("样式待核")  # our own layout, until the county's template is loaded for the form


@dataclass(frozen=True, slots=True)
class Cell:
    """A labelled value of a grid. Blank is struck with `/`, unless it is filled in by hand."""

    label: Text
    value: Shown = ""
    span: int = 1  # columns of the grid
    lines: int = 1  # room at normal size
    by_hand: bool = False
    picture: bytes = b""  # a tidied JPEG in place of the value, as large as the box allows


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells on one grid of equal columns; the spans of a row add up to `columns`."""

    columns: int
    rows: tuple[tuple[Cell, ...], ...]
    label: float = 20  # mm, width of the label boxes
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Column:
    label: Text
    share: float = 1  # of the width, against the other columns
    by_hand: bool = False  # blank is left to be written in, not struck


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; its heading is repeated on each page. Short of `least` rows, struck ones follow."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Shown, ...], ...]
    least: int = 0
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; blank is struck. Who is addressed stands without `indent`."""

    text: Shown
    title: Text | None = None
    indent: str = "　　"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, each with its date; with `stamp` (the issuer) a place for its seal."""

    labels: tuple[Text, ...]
    stamp: Shown = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Small print: who keeps which part, what the paper is not good for."""

    text: Shown


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code of its own to be scanned, beside the text it holds; never that of the paper."""

    text: str  # in the characters of a QR
    title: Text | None = None
    note: Shown = ""


Plain = Grid | Rows | Paragraph | Signatures | Notice | Scanned


@dataclass(frozen=True, slots=True)
class Stub:
    """存根: kept by the station, the upper third of the first sheet, above a fold to tear at.

    `number` (文号) lies across the fold; without one, the internal number of the print.
    """

    blocks: tuple[Plain, ...]
    number: Shown = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执: signed by who receives the paper and brought back, on a sheet of its own."""

    blocks: tuple[Plain, ...]


Block = Plain | Stub | Receipt


@dataclass(frozen=True, slots=True)
class Form:
    """One printable form of a register; `version` counts changes of its wording or layout.

    `marks` go into the imprint until the county orders stand-alone use. `keepers` says who
    keeps each copy, for the note below a paper of several (一式二份).
    """

    name: str
    title: Text
    register: str
    version: int = 1
    marks: tuple[Text, ...] = ()
    how: Text | None = None  # what its code is for; none: to check this paper
    keepers: tuple[Text, ...] = ()
    each_page: tuple[Text, ...] = ()  # who signs at the foot of every sheet


@dataclass(frozen=True, slots=True)
class Bound:
    """A paper of a file (案卷), behind those before it: one code, page numbers that run on."""

    form: Form
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What makes this print this one; every page shows it."""

    number: str  # internal number of the record
    copy: int  # of this record on this form, from 1
    unit: Shown  # the issuing station
    printed_at: str  # "2026-03-09 10:00", station time
    officer: str
    marks: tuple[Text, ...] = ()
    overprint: bool = False  # its values only, on official stock (套打)
    folio: int = 0  # on which page of a file it begins; 0: it is in none
