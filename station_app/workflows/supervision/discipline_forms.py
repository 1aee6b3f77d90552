"""Papers of discipline: approvals and decisions of 训诫 and 警告, proposals, search letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from station_app.core.decided import CITY, PROVINCE
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.discipline import ladder, rules
from station_app.discipline.records import (
    ADMONITION,
    COMMENDATION,
    IMPRISON,
    PENALTY,
    REVOKE_PAROLE,
    REVOKE_PROBATION,
    WARNING,
    Commendation,
    Sanction,
    Search,
)
from station_app.discipline.register import COMMENDATIONS, SANCTIONS, SEARCHES
from station_app.people.forms import number as id_number
from station_app.people.forms import phones
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, on_paper
from station_app.printing.parts import Block, Cell, Grid, Notice, Paragraph, Receipt, Signatures
from station_app.workflows.supervision.header import (
    LABEL,
    OUR_FILE,
    SUBJECT,
    THEIRS,
    WORKER,
    Case,
    case_of,
    correction_form,
    head,
)

PROCURATOR = Text("人民检察院")
GUARDIAN = Text("监护人")
BODIES = {CITY: "设区的市级社区矫正机构", PROVINCE: "省级社区矫正机构"}  # above the county: no name
REMEDY = (
    "对本决定有异议的，可以向作出决定的社区矫正机构提出，也可以依照《社区矫正法》第三十四条，"
    "向人民检察院或者其他有关机关申诉、控告和检举。"
)
CONDITIONS = ("accepts", "obeys_law", "obeys_rules", "takes_education")


def _sanction(gathering: Gathering, id: UUID, *kinds: str) -> tuple[Sanction, Case]:
    """Raises Refused where it is another step of the ladder."""
    found = gathering.one(Sanction, SANCTIONS, id)
    if found.kind not in kinds:
        raise Refused(_("这是{what}，不用这种文书", what=ladder.kind_label(found.kind)))
    return found, case_of(gathering, found.supervision_id)


# 训诫, 警告


def admonition_approval(gathering: Gathering, id: UUID) -> Filled:
    """训诫审批表 (实施办法 34)."""
    return _approval(gathering, id, ADMONITION)


def warning_approval(gathering: Gathering, id: UUID) -> Filled:
    """警告审批表 (实施办法 35)."""
    return _approval(gathering, id, WARNING)


def _approval(gathering: Gathering, id: UUID, kind: str) -> Filled:
    found, case = _sanction(gathering, id, kind)
    decided = found.decision is not None
    opinion = found.refusal or on_paper(SANCTIONS["decision"].kind, found.decision)
    blocks: tuple[Block, ...] = (
        head(case, number=found.decision_number, more=_ground(found)),
        *_facts(found),
        Grid(
            1,
            (
                (Cell(Text("司法所意见"), lines=3, by_hand=True),),
                (Cell(Text("县级机构意见"), opinion, lines=3, by_hand=not decided),),
            ),
            label=LABEL,
        ),
        Signatures((WORKER, Text("司法所负责人"), Text("审批人")), stamp=case.county),
    )
    return Filled(found.id, blocks)


def _ground(found: Sanction) -> tuple[tuple[Cell, ...], ...]:
    """On what it stands, as the record showed it when it was proposed."""
    return (
        cells(SANCTIONS, found, "ground", ground=3),
        (
            *cells(SANCTIONS, found, "since", "days"),
            Cell(SANCTIONS["proposed_on"].label, day(found.proposed_on)),
        ),
    )


def _facts(found: Sanction) -> Iterator[Paragraph]:
    yield Paragraph(found.facts, title=Text("事实"))
    if found.evidence:
        yield Paragraph(found.evidence, title=Text("证据和依据"))


def admonition_decision(gathering: Gathering, id: UUID) -> Filled:
    """训诫决定书 (实施办法 34)."""
    return _decision(gathering, id, ADMONITION)


def warning_decision(gathering: Gathering, id: UUID) -> Filled:
    """警告决定书 (实施办法 35)."""
    return _decision(gathering, id, WARNING)


def _decision(gathering: Gathering, id: UUID, kind: str) -> Filled:
    found, case = _sanction(gathering, id, kind)
    if not rules.is_made(found):
        raise Refused(_("县级社区矫正机构尚未作出决定，不能打印决定书"))
    what = str(ladder.kind_label(kind))
    blocks: tuple[Block, ...] = (
        head(case, number=found.decision_number),
        Paragraph(f"{case.person.name}：", indent=""),
        Paragraph(f"经查，你在接受社区矫正期间有下列情形：{_full_stop(found.facts)}"),
        Paragraph(
            f"上述情形属于{ladder.ground_label(found.ground)}。依照《社区矫正法》第二十八条、"
            f"{_article(found)}的规定，决定给予{what}。"
        ),
        Paragraph("望你遵守监督管理规定，接受教育，改正错误。再有违反的，将依法给予相应处理。"),
        Paragraph(REMEDY),
        Signatures(_who_signs(case), stamp=found.decided_by or case.county),
    )
    return Filled(found.id, blocks)


def _who_signs(case: Case) -> tuple[Text, ...]:
    """A minor with who has the care of him (实施办法 55)."""
    signs = (SUBJECT, GUARDIAN) if case.one.minor else (SUBJECT,)
    return (*signs, WORKER)


def _proof(found: Sanction) -> Iterator[Paragraph]:
    if found.evidence:
        yield Paragraph(f"证据和依据：{_full_stop(found.evidence)}")


def _article(found: Sanction) -> str:
    step = next(s for s in ladder.LADDER if (s.kind, s.ground) == (found.kind, found.ground))
    return str(step.article)


def _full_stop(said: str) -> str:
    return said if said.endswith(("。", "！")) else f"{said}。"


# Proposals


def penalty_letter(gathering: Gathering, id: UUID) -> Filled:
    """治安管理处罚建议书 (实施办法 36; 治安管理处罚法 72(4), 73(1))."""
    return _letter(gathering, id, PENALTY, "给予治安管理处罚", ())


def probation_letter(gathering: Gathering, id: UUID) -> Filled:
    """撤销缓刑建议书 (社区矫正法 46; 实施办法 46)."""
    return _letter(gathering, id, REVOKE_PROBATION, "撤销缓刑", ("《社区矫正法》第四十六条",))


def parole_letter(gathering: Gathering, id: UUID) -> Filled:
    """撤销假释建议书 (社区矫正法 46; 实施办法 47)."""
    return _letter(gathering, id, REVOKE_PAROLE, "撤销假释", ("《社区矫正法》第四十六条",))


def imprison_letter(gathering: Gathering, id: UUID) -> Filled:
    """收监执行建议书 (社区矫正法 49; 实施办法 49)."""
    return _letter(gathering, id, IMPRISON, "收监执行", ("《社区矫正法》第四十九条",))


def _letter(
    gathering: Gathering, id: UUID, kind: str, asked: str, articles: tuple[str, ...]
) -> Filled:
    """To who decides; its enclosures are the decisions that went before."""
    found, case = _sanction(gathering, id, kind)
    to = found.sent_to or ("" if kind == PENALTY else case.one.deciding_organ)
    basis = "、".join((*articles, _article(found)))
    blocks: tuple[Block, ...] = (
        head(case, number=found.sent_number, more=_ground(found)),
        Paragraph(f"{to or '　　　　　　　　'}：", indent=""),
        Paragraph(f"经查，社区矫正对象{case.person.name}有下列事实：{_full_stop(found.facts)}"),
        *_proof(found),
        Paragraph(f"依照{basis}的规定，建议对其{asked}，请依法审查决定。"),
        Paragraph("附：调查笔录、证据清单，以及历次训诫、警告决定书等材料。"),
        Signatures((WORKER,), stamp=BODIES.get(found.proposing, case.county)),
        Notice(f"抄送：{case.one.procuratorate or PROCURATOR}"),
    )
    return Filled(found.id, blocks)


# Search, commendation


def search_letter(gathering: Gathering, id: UUID) -> Filled:
    """协助查找函 to the police, with the part that they send back (法 30; 实施办法 38)."""
    found = gathering.one(Search, SEARCHES, id)
    case = case_of(gathering, found.supervision_id)
    to = found.asked_organ or case.one.police_station or ""
    lost = (
        cells(SEARCHES, found, "last_contact", "lost_since", "begun_on"),
        (Cell(Text("联系电话"), phones(case.person), span=3),),
        (Cell(SEARCHES["methods"].label, found.methods, span=3),),
    )
    receipt = Receipt(
        (
            Paragraph(f"{case.office}：", indent=""),
            Paragraph(
                f"协助查找{case.person.name}（{id_number(case.person)}）的函已收到，结果如下。"
            ),
            Grid(1, ((Cell(Text("查找结果"), lines=4, by_hand=True),),)),
            Signatures((Text("经办人"),), stamp=to),
        )
    )
    blocks: tuple[Block, ...] = (
        head(case, number=found.asked_number, more=lost),
        Paragraph(f"{to}：", indent=""),
        Paragraph(
            f"社区矫正对象{case.person.name}自{day(found.lost_since)}起与我单位失去联系，经组织查找"
            "未能查找到。依照《社区矫正法》第三十条的规定，请予协助查找，并将结果及时告知我单位。"
        ),
        Paragraph(found.notes, title=SEARCHES["notes"].label),
        Signatures((WORKER,), stamp=case.county),
        receipt,
    )
    return Filled(found.id, blocks)


def commendation_decision(gathering: Gathering, id: UUID) -> Filled:
    """表扬决定书 (社区矫正法 28; 实施办法 33)."""
    found = gathering.one(Commendation, COMMENDATIONS, id)
    if found.kind != COMMENDATION or not rules.is_made(found):
        raise Refused(_("尚未决定给予表扬，不能打印表扬决定书"))
    case = case_of(gathering, found.supervision_id)
    blocks: tuple[Block, ...] = (
        head(case, number=found.decision_number),
        Paragraph(f"{case.person.name}：", indent=""),
        Paragraph(f"你在接受社区矫正期间，{_praised(found)}。{_full_stop(found.facts)}"),
        Paragraph(
            "依照《社区矫正法》第二十八条、《社区矫正法实施办法》第三十三条的规定，决定给予表扬。"
        ),
        Signatures(_who_signs(case), stamp=found.decided_by or case.county),
    )
    return Filled(found.id, blocks)


def _praised(found: Commendation) -> str:
    """The conditions as they were found, in the words of the article."""
    labels = [str(COMMENDATIONS[name].label) for name in CONDITIONS if getattr(found, name)]
    if found.outstanding:
        labels.append(str(COMMENDATIONS["outstanding"].label))
    return "；".join(labels)


def _paper(fill: Callable[[Gathering, UUID], Filled], title: str, *keepers: Text) -> Printable:
    return correction_form(fill, title, "sanctions", keepers=keepers)


DECIDER, POLICE = Text("决定机关"), Text("公安机关")

FORMS: tuple[Printable, ...] = (
    _paper(admonition_approval, "训诫审批表"),
    _paper(admonition_decision, "训诫决定书", OUR_FILE, THEIRS, PROCURATOR),
    _paper(warning_approval, "警告审批表"),
    _paper(warning_decision, "警告决定书", OUR_FILE, THEIRS, PROCURATOR),
    _paper(penalty_letter, "治安管理处罚建议书", POLICE, PROCURATOR, OUR_FILE),
    _paper(probation_letter, "撤销缓刑建议书", DECIDER, PROCURATOR, OUR_FILE),
    _paper(parole_letter, "撤销假释建议书", DECIDER, PROCURATOR, OUR_FILE),
    _paper(imprison_letter, "收监执行建议书", DECIDER, PROCURATOR, OUR_FILE),
    correction_form(search_letter, "协助查找函", "searches", keepers=(POLICE, OUR_FILE)),
    correction_form(
        commendation_decision,
        "表扬决定书",
        "commendations",
        keepers=(OUR_FILE, THEIRS, PROCURATOR),
    ),
)
