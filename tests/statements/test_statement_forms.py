"""询问笔录 read back from the paper: a short one as it always was, a long one without a loss."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from station_app.access import standing
from station_app.printing.reading import papers_of, text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from tests.statements.asked import READ, WHY, case, perform, person, question

GOLDEN = Path(__file__).parents[1] / "golden" / "statements"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
RARE = "𠀀𪚥䶮㐂龘𣲷𡈽𬺈"  # extensions A to E
FOREIGN = {"name": "SATO KENJI", "nationality": "JPN", "documents": "414 TK0000001"}


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def printed(desk, id, form="statement"):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id)


def finished(desk, id, **typed):
    perform(desk, "statements", "write", id, rights_shown="是", **typed)
    perform(desk, "statements", "finish", id, **READ)


def test_a_statement_says_what_it_said_before(desk):
    here = case(desk).id
    one = question(
        desk, here, person(desk), role="违法嫌疑人", remote="是", recorded="是",
        arrived_at="2026-03-09 8:50", helper_kind="手语翻译",
        helper="李老师 演示县特殊教育学校 19900000003", meals="九时二十分饮水、休息五分钟",
    )  # fmt: skip
    perform(desk, "statements", "write", one, rights_shown="是", penalties="无", deputy="否")
    perform(
        desk, "statements", "finish", one,
        **READ | {"reading": "aloud", "signing": "refused", "refusal": "称须先见律师"},
    )  # fmt: skip
    text = re.sub(r"(?m)^.*(核验码|编号：).*$", "", text_of(printed(desk, one).pdf))
    golden = GOLDEN / "statement.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert "草稿" in text


def test_fifty_pages_of_every_character_are_all_there_and_signed_one_by_one(desk):
    turns = [
        f"问：第{n}个问题，{RARE[n % 8]}先生当时在哪里？\n"
        f"答：在石桥路，和{RARE[-n % 8]}某一起。{'看得很清楚。' * 30}"
        for n in range(1, 281)
    ]
    body = "\n".join(turns)
    one = question(desk, case(desk).id, person(desk), body=body)
    finished(desk, one)
    paper = printed(desk, one)
    assert paper.pages >= 50
    [read] = papers_of(paper.pdf)
    pages = read.text.split("\f")
    assert len(pages) == paper.pages
    for n, page in enumerate(pages, 1):
        flat = "".join(page.split())
        assert f"第{n}页共{paper.pages}页" in flat
        assert "被询问人（签名、捺指印）" in flat
    whole = "".join(line for page in pages for line in page.splitlines() if not _furniture(line))
    assert "".join(body.split()) in "".join(whole.split())


def _furniture(line):
    """What stands on every sheet beside the text."""
    return re.search(r"编号：|续第|核验码|打印时间|扫描右侧|第 \d+|【|捺指印|^草稿$|^演练$", line)


def test_what_is_only_of_some_stands_on_theirs_alone(desk, desk_of):
    """A foreigner's lines; a past to be written in; the mark until the county orders otherwise."""
    here = case(desk).id
    one = question(
        desk, here, person(desk, FOREIGN), visa="短期商务", entered_on="2026-03-01",
        entry_reason="商务洽谈",
    )  # fmt: skip
    text = text_of(printed(desk, one).pdf)
    assert "日本" in text
    assert "短期商务" in text
    other = question(desk, here, person(desk), role="违法嫌疑人")
    text = text_of(printed(desk, other).pdf)
    assert "入境" not in text
    assert "由被询问人核对后写明" in text  # not read to anybody yet
    [line] = [line for line in text.splitlines() if "曾受处罚情况" in line]
    assert "/" not in line  # blank cells are struck so that nobody fills them; this one is asked
    assert "草稿" in text
    with desk_of("admin").act("order-stand-alone") as act:
        standing.enter_order(act, "演示县公安局", "演公〔2026〕5号", date(2026, 3, 1))
    assert "草稿" not in text_of(printed(desk, other).pdf)
