"""证件受理回执, and 证件领取签收单 with what comes back for the new card."""

from __future__ import annotations

from uuid import UUID

from station_app.access.roles import POLICE
from station_app.cards import rules
from station_app.cards.records import Card
from station_app.cards.register import CARDS
from station_app.core.texts import Text
from station_app.people.forms import number, phones
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import Cell, Form, Grid, Notice, Signatures

LABEL = 28  # mm
TOLD = Text(
    "请凭本回执和居民身份证件领取。代领的，请带双方的居民身份证件和委托书；未满十六周岁的由监护人代领。"
    "领取新证时交回原证（《居民身份证法》第十一条、《居住证暂行条例》第十一条）。"
)


def receipt(gathering: Gathering, id: UUID) -> Filled:
    """For the applicant: by when the card is to be here (身份证法 12; 居住证条例 9)."""
    card = gathering.one(Card, CARDS, id)
    holder = gathering.one(Person, PEOPLE, card.person_id)
    terms = gathering.view.stamp.terms
    rule = rules.term(card) or "card_permit"
    due = terms.due(rule, card.accepted_on)
    rows = (
        (Cell(CARDS["person_id"].label, holder.name), Cell(Text("证件号码"), number(holder))),
        cells(CARDS, card, "kind", "why"),
        cells(CARDS, card, "number", "receipt_number"),
        (*cells(CARDS, card, "accepted_on"), Cell(Text("发放期限"), day(due.due_on))),
        (Cell(Text("联系电话"), phones(holder), 2),),
    )
    stamp = gathering.view.station
    blocks = (
        Grid(2, rows, label=LABEL),
        Notice(TOLD),
        Signatures((Text("申领人"), Text("受理人")), stamp=stamp),
    )
    return Filled(card.id, blocks)


def signing(gathering: Gathering, id: UUID) -> Filled:
    """Signed by who takes it; the station keeps it."""
    card = gathering.one(Card, CARDS, id)
    holder = gathering.one(Person, PEOPLE, card.person_id)
    agent = gathering.one(Person, PEOPLE, card.agent_id) if card.agent_id else None
    back = day(card.old_back_on) if card.old_back_on else _old(card)
    rows = (
        (Cell(CARDS["person_id"].label, holder.name), Cell(Text("证件号码"), number(holder))),
        cells(CARDS, card, "kind", "why"),
        cells(CARDS, card, "number", "receipt_number"),
        cells(CARDS, card, "card_number", "arrived_on"),
        (
            Cell(Text("代领人"), agent.name if agent else ""),
            Cell(Text("代领人证件号码"), _of(agent)),
        ),
        cells(CARDS, card, "agent_paper", agent_paper=2),
        (Cell(Text("交回原证"), back), *cells(CARDS, card, "handed_on")),
    )
    blocks = (
        Grid(2, rows, label=LABEL),
        Notice(Text("已核对所领证件，登记内容无误。")),
        Signatures((Text("领取人"), Text("发放人"))),
    )
    return Filled(card.id, blocks)


def _old(card: Card) -> Text:
    return Text("应当交回") if rules.gives_back(card) else Text("无须交回")


def _of(agent: Person | None) -> str:
    return number(agent) if agent else ""


FORMS = (
    Printable(
        form=Form("card_receipt", Text("证件受理回执"), "cards"),
        fill=receipt,
        roles=POLICE,
        only=rules.is_under_way,
    ),
    Printable(
        form=Form("card_signing", Text("证件领取签收单"), "cards"),
        fill=signing,
        roles=POLICE,
        only=rules.may_be_signed,
    ),
)
