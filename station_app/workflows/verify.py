"""文书核验: does this paper still stand? (design.md 19)

*Changed* goes by the records, not by the words: a print keeps the revision of every record it
shows, and they are gathered again, so that a member who joined is found as well as one who was
amended. Drawing the text again would also differ after every update of fonts, forms or labels,
and would call a paper the same whose record was changed and changed back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Explained
from station_app.core.texts import Shown, Text, _
from station_app.printing import code
from station_app.printing.code import MAGIC, NotACode, Seal
from station_app.printing.forms import Gathering, Printable
from station_app.printing.reading import ReadPaper, papers_of
from station_app.printing.records import Print
from station_app.printing.rules import stage
from station_app.printing.steps import printed_at, steps_of
from station_app.workflows.paper import read_basis
from station_app.workflows.paper_keys import public_keys, short_secrets

Named = tuple[str, UUID]  # register and id


class State(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    GENUINE = "genuine"
    NOT_GENUINE = "not genuine"


LABELS: Mapping[State, Text] = {
    State.SAME: _("一致"),
    State.CHANGED: _("已变更"),
    State.WITHDRAWN: _("已作废"),
    State.GENUINE: _("真件（本机无此记录）"),
    State.NOT_GENUINE: _("非真件"),
}


@dataclass(frozen=True, slots=True)
class Verified:
    state: State
    why: Text
    number: str = ""
    form: str = ""
    title: Shown = ""
    copy: int = 0
    printed_at: datetime | None = None
    print_id: UUID | None = None
    stage: str = ""  # how far it is since: one of printing.rules.STAGES
    stage_at: datetime | None = None
    records: tuple[Named, ...] = ()  # those changed or withdrawn: where to look, nothing of them


def no(why: Text) -> Verified:
    return Verified(State.NOT_GENUINE, why)


UNKNOWN = no(_("本所没有打印过带这个核验码的文书"))
FORGED = no(_("二维码的签名不符：不是所写单位打印的"))
OTHER_TEXT = no(_("纸上的文字与打印时不同"))
NO_KEY = no(_("不能证明是真件：本机没有所写单位的文书公钥，请先导入"))
GENUINE = Verified(State.GENUINE, _("确为所写单位打印；本机没有这条记录，不知此后有无变更"))
WORST_FIRST = tuple(State)[::-1]


@service(right="verify", audit="paper verified")
def verify(act: Act, forms: Mapping[str, Printable], shown: str | bytes) -> Verified:
    """A short code or QR text as typed or scanned, or the bytes of a PDF file.

    Of a file with many papers the worst is answered. Raises NotACode, NotAPaper.
    """
    if isinstance(shown, bytes):
        answers = [_file(act, forms, paper) for paper in papers_of(shown)]
        found = min(answers, key=lambda a: WORST_FIRST.index(a.state), default=UNKNOWN)
    elif shown.strip().upper().startswith(f"{MAGIC}."):
        found = _qr(act, forms, shown.strip().upper())
    else:
        found = _short(act, forms, code.tidy_code(shown))
    act.notes |= {"state": found.state, "number": found.number}
    return found


def _file(act: Act, forms: Mapping[str, Printable], paper: ReadPaper) -> Verified:
    text = code.text_hash(paper.text)
    if not paper.qr:
        return _known(act, forms, [p for p in _by_code(act, paper.code) if _is(p, text)])
    try:
        seal = code.read_qr(paper.qr)
    except NotACode:
        return FORGED
    if seal.text_hash != text:
        return OTHER_TEXT
    found = _sealed(act, forms, seal)
    mine = _prints(act, seal.print_id)
    return OTHER_TEXT if mine and paper.code != mine[0].code else found


def _qr(act: Act, forms: Mapping[str, Printable], text: str) -> Verified:
    try:
        return _sealed(act, forms, code.read_qr(text))
    except NotACode:
        return FORGED


def _short(act: Act, forms: Mapping[str, Printable], typed: str) -> Verified:
    secrets = short_secrets(act)

    def genuine(one: Print) -> bool:
        text = bytes.fromhex(one.text_hash)
        return any(typed == code.short_code(secret, one.id, text) for secret in secrets)

    return _known(act, forms, [one for one in _by_code(act, typed) if genuine(one)])


def _sealed(act: Act, forms: Mapping[str, Printable], seal: Seal) -> Verified:
    keys = public_keys(act, seal.org)
    if not keys:
        return NO_KEY
    if not any(code.check(seal, key) for key in keys):
        return FORGED
    found = _prints(act, seal.print_id)
    if not found:
        return GENUINE
    return _known(act, forms, [one for one in found if _is(one, seal.text_hash)])


def _is(one: Print, text_hash: bytes) -> bool:
    return one.text_hash == text_hash.hex()


def _by_code(act: Act, typed: str) -> Sequence[Print]:
    return act.all(select(Print).where(Print.code == typed))


def _prints(act: Act, id: UUID) -> Sequence[Print]:
    return act.all(select(Print).where(Print.id == id))


def _known(act: Act, forms: Mapping[str, Printable], found: Sequence[Print]) -> Verified:
    if not found:
        return UNKNOWN
    one = found[0]
    act.touch("prints", one.id)
    state, why, records = _standing(act, forms.get(one.form), one)
    title = forms[one.form].form.title if one.form in forms else one.form
    at, [steps] = printed_at(act, one.id), steps_of(act, [one.id]).values()
    return Verified(
        *(state, why, one.number, one.form, title, one.copy, at, one.id),
        stage=stage(steps),
        stage_at=max((step.at for step in steps), default=None),
        records=tuple(records),
    )


def _standing(act: Act, form: Printable | None, one: Print) -> tuple[State, Text, Sequence[Named]]:
    """What became of the print and of the records it shows."""
    if one.withdrawn_at:
        return State.WITHDRAWN, _("这份打印件已登记作废"), [("prints", one.id)]
    basis = read_basis(one.basis)
    now, withdrawn = _now(act, basis)
    if withdrawn:
        return State.WITHDRAWN, _("所依据的记录已作废"), withdrawn
    changed = [named for named, revision in basis.items() if now.get(named) != revision]
    if not changed and form and form.refilled:
        changed = _joined_or_gone(act, form, one, basis)
    if changed:
        there = [named for named in changed if named in now or named not in basis]
        return State.CHANGED, _("打印之后所依据的记录有变更"), there
    return State.SAME, _("与现在的记录一致"), ()


def _now(act: Act, basis: Mapping[Named, int]) -> tuple[dict[Named, int], list[Named]]:
    """The revisions as they stand, and the records that were withdrawn."""
    now, withdrawn = dict[Named, int](), list[Named]()
    for name in {register for register, _id in basis}:
        record = act.registers[name].record
        ids = [id for register, id in basis if register == name]
        for id, revision, gone in act.rows(
            select(record.id, record.revision, record.withdrawn_at).where(record.id.in_(ids))
        ):
            now[name, id] = revision
            if gone:
                withdrawn.append((name, id))
    return now, withdrawn


def _joined_or_gone(
    act: Act, form: Printable, one: Print, basis: Mapping[Named, int]
) -> list[Named]:
    """What the form would show today and does not, or the other way round."""
    gathering = Gathering(act)
    try:
        form.fill(gathering, UUID(one.subject_id))
    except Explained:
        return [(one.subject_register, UUID(one.subject_id))]
    return sorted(gathering.seen.keys() ^ basis.keys())
