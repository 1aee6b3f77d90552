"""The file of a case as one PDF: in its order, its pages numbered, and what is missing told."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from station_app.printing.reading import papers_of
from station_app.registers import FORMS
from station_app.storage.blobs import tidy_photo
from station_app.workflows.paper import PrintedAlready, preview_form, print_form
from station_app.workflows.verify import verify
from tests.calls.reported import call
from tests.mediations.test_mediations import AGREED, hold, mediate, parties
from tests.statements.asked import READ, WHY, at, case, perform, person, question

GOLDEN = Path(__file__).parents[1] / "golden" / "cases"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def printed(desk, form, id, reason=""):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id, reason=reason)


def scan(desk, colour):
    raw = io.BytesIO()
    Image.new("RGB", (900, 1270), colour).save(raw, "PNG")
    with desk.act("note") as act:
        return act.blobs.put(tidy_photo(raw.getvalue()))


def worked(desk):
    """From the alarm to an agreement: one statement signed and back, one still open."""
    alarm = call(desk)
    here = case(desk, call_id=alarm.id, accepted_on=at("2026-03-09T08:00").date()).id
    printed(desk, "call_form", alarm.id)
    both = parties(desk, here)
    one = question(desk, here, both["one_id"], role="违法嫌疑人")
    perform(desk, "statements", "write", one, rights_shown="是", penalties="无")
    perform(desk, "statements", "finish", one, **READ)
    paper = printed(desk, "statement", one)
    perform(desk, "prints", "signed", paper.print_id, person="钱大川")
    perform(desk, "prints", "served", paper.print_id, person="钱大川", way="直接送达")
    perform(desk, "prints", "back", paper.print_id, scan=scan(desk, "white"))
    question(desk, here, both["other_id"], role="被侵害人", since="2026-03-09 9:41")
    settled = mediate(desk, here, both)
    hold(desk, settled, **AGREED)
    printed(desk, "mediation_agreement", settled)
    perform(desk, "cases", "note", here, said="现场照片", scan=scan(desk, "grey"))
    _another_of_that_alarm(desk, alarm.id)
    return here


def _another_of_that_alarm(desk, call_id):
    """Its papers lie in its own file."""
    there = case(desk, call_id=call_id, number="339901-01A202603090002", title="另案").id
    stranger = person(desk, {"name": "吴大水"})
    printed(desk, "statement", question(desk, there, stranger, since="2026-03-09 9:45"))


def checked(desk, pdf):
    with desk.act("verify", purpose=WHY) as act:
        return str(verify(act, FORMS, pdf).state)


def check(name, text):
    golden = GOLDEN / f"{name}.txt"
    text = re.sub(r"(?m)^.*(核验码|编号：).*$", "", text)
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_file_of_a_case_is_one_paper_that_proves_itself(desk):
    here = worked(desk)
    with desk.act("print", purpose=WHY) as act:
        assert not preview_form(act, FORMS["case_file"], here).again
    paper = printed(desk, "case_file", here)
    [read] = papers_of(paper.pdf)  # one code on all its sheets
    pages = read.text.split("\f")
    assert len(pages) == paper.pages
    assert "另案" not in read.text
    assert "吴大水" not in read.text
    for n, page in enumerate(pages, 1):
        assert f"卷内第{n}页" in "".join(page.split())
    heads = [page.splitlines()[2].split("（续")[0] for page in pages]
    assert list(dict.fromkeys(heads)) == [
        *("卷宗（全卷）", "卷内文件目录", "接处警登记表", "扫描件", "治安调解协议书", "缺少的材料"),
    ]
    check("case_file", "\f".join((*pages[:2], pages[-1])))
    assert checked(desk, paper.pdf) == "same"
    with pytest.raises(PrintedAlready):
        printed(desk, "case_file", here)
    more = printed(desk, "case_filing", here)  # of a record that lies in it already
    assert checked(desk, paper.pdf) == "changed"
    again = printed(desk, "case_file", here, reason="留存备查")
    assert again.pages == paper.pages + more.pages
    forged = paper.pdf.replace(b"/Keywords", b"/Keyworts")
    assert checked(desk, forged) in ("changed", "not genuine")


def test_cover_and_contents_are_papers_of_their_own(desk):
    here = worked(desk)
    for form in ("case_cover", "case_contents"):
        [read] = papers_of(printed(desk, form, here).pdf)
        assert "卷内第" not in read.text
        check(form, read.text)
