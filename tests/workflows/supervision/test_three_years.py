"""One person's three years, played through the services as an office lives them: from the
assessment before the judgment to after-care, every document printed, and the home sound at the end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from station_app.core.days import BEIJING
from station_app.corrections.records import Supervision
from station_app.leaves.records import Leave
from station_app.printing.reading import text_of
from station_app.registers import ACTIONS, FORMS
from station_app.storage.tables import DutyRow
from station_app.workflows.check import check
from station_app.workflows.paper import print_form
from station_app.workflows.supervision import entrusted
from tests.corrections.supervised import MAN, WORK, enter, perform

TERM = {
    "decided_on": "2023-02-20",
    "start": "2023-03-06",
    "end": "2026-03-05",
    "document_number": "（2023）演9901刑初7号",
    "sentence": "有期徒刑二年，缓刑三年",
    "entrusted_office": "演示县滨江司法所",
}
COUNTY = {"decision": "批准", "decision_number": "演矫〔2024〕9号"}
GROUP = "李秀英 女 居委会 19900000011；王强 男 司法所 19900000012"
ASKED = {"since": "2023-06-12", "until": "2023-06-16", "destination": "演示市第一医院"}
INTAKE = ("basic_information", "report_in_notice", "announcement_paper", "rights_notice",
          "group_letter", "plan_paper")  # fmt: skip
NOT_HIS = {  # papers of what never happened to him
    *("warning_approval", "warning_decision", "penalty_letter", "probation_letter"),
    *("parole_letter", "imprison_letter"),
}
FOUR = dict.fromkeys(("accepts", "obeys_law", "obeys_rules", "takes_education"), "是")


class Years:
    """The worker, the head of the office and the person; `on` is the day of the act."""

    def __init__(self, desk_of):
        self.worker, self.head = desk_of("corrections", "林矫正"), desk_of("chief", "周所长")
        self.admin, self.id = desk_of("admin"), None
        self.printed = {}

    def at(self, desk, on):
        when = datetime.fromisoformat(f"{on}T10:00").replace(tzinfo=BEIJING)
        return replace(desk, now=lambda: when)

    def enter(self, on, register, **typed):
        return enter(self.at(self.worker, on), register, **typed).id

    def do(self, on, name, **typed):
        """An act on the supervision; the last record that it made."""
        return perform(self.at(self.worker, on), name, self.id, **typed).ids[-1]

    def next(self, on, register, name, id, *, desk=None, **typed):
        desk = self.at(desk or self.worker, on)
        return perform(desk, name, id, register, **typed).ids

    def print(self, on, form, id=None):
        """Printed on the day; its words without blanks."""
        with self.at(self.worker, on).act("print", purpose=WORK) as act:
            pdf = print_form(act, FORMS[form], id or self.id).pdf
        self.printed[form] = "".join(text_of(pdf).split())
        return self.printed[form]

    def every(self, kind, *where):
        with self.worker.view("list:corrections") as view:
            return view.all(select(kind).where(*where))

    def known(self, name):
        """What the record itself answers to the fields of an act."""
        action = ACTIONS["corrections"][name]
        with self.worker.act(action.right, purpose=WORK) as act:
            return action.known(act, self.now)

    @property
    def now(self):
        return self.every(Supervision, Supervision.id == self.id)[0]

    def owed(self):
        return sorted(row.rule for row in self.every(DutyRow, DutyRow.record_id == self.id))


@pytest.fixture
def years(desk_of):
    years = Years(desk_of)
    with years.at(years.admin, "2023-01-05").act("enter-entrustment") as act:
        given = "演示县司法局", "演司〔2023〕5号", date(2023, 1, 4)
        entrusted.enter_entrustment(act, *given)
    return years


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_one_persons_three_years_from_the_assessment_to_after_care(years):
    play(years)
    for form, text in years.printed.items():
        assert MAN["name"] in text, form
        assert MAN["id_number"] in text, form
    assert papers_of_his_path() - NOT_HIS == years.printed.keys()
    with years.at(years.worker, "2026-03-09").act("check") as act:
        assert list(check(act)) == []


def play(years):
    """Three years, whoever does it and wherever: at the window too."""
    _assessed(years)
    _taken_over(years)
    _day_by_day(years)
    _away(years)
    _off_supervision(years)
    _commended(years)
    _ended(years)


def papers_of_his_path():
    """Every form of a register that his three years pass through."""
    passed = {"assessments", "corrections", "reports", "contacts", "leaves", "sanctions"}
    passed |= {"searches", "commendations"}
    return {name for name, each in FORMS.items() if each.form.register in passed}


def _assessed(years):
    """Before the judgment the court asks; the person enters the register, his supervision later."""
    asked = {"person": MAN, "organ_kind": "人民法院", "organ": "演示县人民法院"}
    asked |= {"commission_number": "（2023）演9901刑初7号委", "received_on": "2023-01-04"}
    one = years.enter("2023-01-04", "assessments", **asked)
    years.next("2023-01-05", "assessments", "tell_procuratorate", one)
    found = {"home": "与父母同住", "family": "父母愿意帮助", "conduct": "一贯表现较好"}
    found |= {"effect": "无", "views": "居委会同意", "finding": "建议适用社区矫正"}
    given = {"result": "具备社区矫正条件", "finding_number": "演矫评〔2023〕1号"}
    years.next("2023-01-12", "assessments", "answer", one, **found, **given)
    years.print("2023-01-12", "assessment_finding", one)


def _taken_over(years):
    years.id = years.enter("2023-03-06", "corrections", **TERM)
    paper = years.do(
        "2023-03-06", "papers_received", papers="判决书 （2023）演9901刑初7号；执行通知书"
    )
    years.next("2023-03-08", "correction_papers", "receipt", paper)
    years.do("2023-03-10", "initial_report_in", identity_checked="是")
    assert years.now.report_late is None
    years.do("2023-03-13", "form_group", members=GROUP, letter_on="2023-03-13")
    years.do(
        "2023-03-14", "intake_announcement", place="滨江司法所", present="矫正小组", signed="是"
    )
    years.do("2023-03-15", "plan", situation="无业", measures="就业指导", report_days="7")
    _classed(years, "2023-03-16", "严管", "入矫初期")
    years.do("2023-03-17", "file_exit_ban", organ_name="演示县公安局出入境管理大队")
    for form in INTAKE:
        years.print("2023-03-17", form)


def _classed(years, on, after, reason):
    number = {"decision_number": f"演矫类〔{on[:4]}〕3号"}
    years.do(on, "change_class", after=after, reason=reason, **number)


def _day_by_day(years):
    for on in ("2023-03-17", "2023-03-24", "2023-03-31"):
        report = years.do(on, "periodic_report", template="1")
    talk = years.do("2023-04-03", "individual_talk", subject="首次谈话", text="认罪悔罪。")
    visit = years.do("2023-04-10", "visit", place="家中", met="父亲", text="在家。")
    lesson = years.do("2023-04-12", "education", subject="法律知识", hours="2", text="集中学习。")
    years.print("2023-04-12", "report_record", report)
    years.print("2023-04-12", "talk_record", talk)
    years.print("2023-04-12", "visit_record", visit)
    years.print("2023-04-12", "education_record", lesson)


def _away(years):
    """Five days, approved by the head of the office, and back on the last of them."""
    leave = years.do("2023-06-08", "leave", reason="就医", proof="挂号单", **ASKED)
    years.next("2023-06-09", "leaves", "approve", leave, desk=years.head)
    years.print("2023-06-09", "leave_approval", leave)
    years.print("2023-06-09", "leave_certificate", leave)
    years.next("2023-06-16", "leaves", "leave_return", leave)
    [one] = years.every(Leave, Leave.id == leave)
    assert (one.days, one.state) == (5, "returned")


def _off_supervision(years):
    """Four days out of reach: an admonition, objected to and answered."""
    years.do("2024-05-11", "periodic_report", template="1")
    search = years.do("2024-05-15", "search_person", methods="电话、上门", lost_since="2024-05-12")
    years.print("2024-05-15", "search_letter", search)
    years.next("2024-05-15", "searches", "find_person", search, found_how="在亲戚家找到")
    said = {"ground": "off_supervision", "facts": "脱离监管四天", "evidence": "谈话笔录"}
    sanction = years.do("2024-05-16", "admonition", **said)
    years.print("2024-05-16", "admonition_approval", sanction)
    years.next("2024-05-20", "sanctions", "decide", sanction, **COUNTY)
    years.print("2024-05-20", "admonition_decision", sanction)
    years.next("2024-05-21", "sanctions", "copy", sanction)
    years.next("2024-05-21", "sanctions", "tell", sanction, posted="是")
    known = years.known("objection")
    assert known == {"about": "训诫演矫〔2024〕9号", "told_on": date(2024, 5, 21)}
    objection = years.do("2024-05-25", "objection", text="当时在医院。", **known)
    years.next("2024-06-03", "objections", "answer", objection, answer="经复核，维持训诫。")


def _commended(years):
    commendation = years.do("2025-03-10", "commendation", facts="按时报告，参加公益活动", **FOUR)
    years.next("2025-03-12", "commendations", "decide", commendation, **COUNTY)
    years.print("2025-03-12", "commendation_decision", commendation)
    years.next("2025-03-13", "commendations", "copy", commendation)
    years.next("2025-03-13", "commendations", "tell", commendation, posted="是")
    _classed(years, "2025-03-20", "宽管", "表扬后调整")


def _ended(years):
    years.do("2026-01-30", "summary", text="三年来遵守规定，今后守法生活。")
    years.do("2026-03-02", "appraisal", text="服从管理，按时报告。")
    years.print("2026-03-02", "appraisal_form")
    years.do("2026-03-05", "release", document_number="演矫解〔2026〕3号")
    years.do("2026-03-05", "release_announcement", place="滨江司法所", present="矫正小组")
    years.do("2026-03-05", "after_care", handed_to="滨江街道安置帮教工作站")
    assert (years.now.state, years.now.end_kind, years.owed()) == ("ended", "expired", [])
    for form in ("release_certificate", "end_notice", "release_announcement", "after_care_sheet"):
        years.print("2026-03-05", form)
    execution = years.print("2026-03-06", "execution_archive")
    working = years.print("2026-03-06", "working_archive")
    assert "训诫决定书" in execution
    assert "解除社区矫正证明书" in execution
    assert "安置帮教衔接表" in working
    assert "训诫决定书" not in working
