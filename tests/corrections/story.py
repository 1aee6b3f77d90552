"""What assessments and taking over leave behind: their part in the story of all services."""

from __future__ import annotations

from datetime import date, timedelta

from station_app.workflows.demo_profiles import PROFILES
from tests.conftest import NOW
from tests.corrections.supervised import DECISION

ENTERED = "workflows.supervision."
WORKER = {"by": "corrections"}
GROUP = "李秀英 女 居委会 19900000011；王强 男 司法所 19900000012"


def intake(s, _folder):
    _assessed(s)
    _practised(s)
    person = s.person("何接收", by="corrections").id
    gate = {name: value for name, value in DECISION.items() if name != "person"}
    typed = s.values("corrections", person_id=str(person), **gate)
    one = s.do(f"{ENTERED}entry.enter", typed, **WORKER).id

    def act(name, register="corrections", id=one, **typed):
        return s.act(register, name, id, **WORKER, **typed)

    [_one, paper, missing] = act("papers_received", papers="判决书 （2026）演9901刑初7号")
    act("received", "correction_papers", missing)
    act("receipt", "correction_papers", paper)
    act("initial_report_in", identity_checked="是")
    [_one, first, second] = act("form_group", members=GROUP)
    act("sign_letter", "group_members", first)
    act("leave", "group_members", second, reason="调离")
    act("intake_announcement", place="司法所")
    act("plan", situation="无业", measures="就业指导", report_days="14")
    number = {"decision_number": "演矫类〔2026〕1号"}
    act("change_class", after="严管", reason="入矫初期", **number)
    act("file_exit_ban", organ_name="演示县公安局出入境管理大队")
    act("notify", kind="other", organ="procuratorate")
    shorter = {"start": "2026-02-21", "end": "2026-04-21"}
    [_one, ban] = act("injunction", kind="place", content="不得进入娱乐场所", **shorter)
    s.now = NOW + timedelta(days=50)
    act("end", "injunctions", ban)
    s.now = NOW


def _practised(s):
    """A practice home is filled with supervised persons too."""
    man, place = s.person("严演练", by="corrections").id, s.place("演示县清水巷3号").id
    lives = (man, place, "1", date(1988, 1, 1))
    s.do("workflows.demo_corrections._play", PROFILES[0], 90, lives, "盗窃罪", **WORKER)
    s.do("workflows.demo_corrections._commission", [], **WORKER)


def _assessed(s):
    asked = {"organ_kind": "court", "organ": "演示县人民法院", "received_on": "2026-03-02"}
    asked |= {"commission_number": "（2026）演9901刑初7号委"}
    person = str(s.person("许评估", by="corrections").id)
    typed = s.values("assessments", person_id=person, **asked)
    one = s.do(f"{ENTERED}assess.enter", typed, **WORKER).id
    s.act("assessments", "tell_procuratorate", one, **WORKER)
    s.act("assessments", "agree_extension", one, **WORKER, until="2026-03-30", agreed_by="李法官")
    found = dict.fromkeys(("home", "family", "conduct", "effect", "views", "finding"), "见材料")
    given = {"result": "suitable", "finding_number": "演矫评〔2026〕1号"}
    s.act("assessments", "answer", one, **WORKER, **found, **given)
