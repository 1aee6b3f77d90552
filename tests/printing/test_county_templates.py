from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import pypdf
import pytest
from PIL import Image
from pypdf.generic import NameObject, StreamObject

from station_app.core.errors import Explained
from station_app.core.texts import Text
from station_app.printing import code
from station_app.printing.code import text_hash
from station_app.printing.county import guard, overlay
from station_app.printing.county.reader import MOST_BYTES, read_guarded
from station_app.printing.county.template import outline, read
from station_app.printing.county.values import placed, unplaced, values_of
from station_app.printing.paper import draw
from station_app.printing.parts import Cell, Column, Form, Grid, Imprint, Paragraph, Rows, Stub
from station_app.printing.reading import papers_of
from tests.printing import county_pdf as county

FORM = Form("warning", Text("警告决定书"), "corrections")
IMPRINT = Imprint("339901-01P202603090001", 2, "演示司法所", "2026-03-09 10:00", "corrections")
BLOCKS = (
    Stub((Grid(1, ((Cell(Text("姓名"), "存根上的姓名"),),)),), number="（2026）演矫警字第3号"),
    Grid(
        2,
        (
            (Cell(Text("姓名"), "吴𠀀明"), Cell(Text("证件号码"), "339901198001010013")),
            (Cell(Text("矫正期限"), "2025年10月1日至2026年9月30日"), Cell(Text("附加刑"))),
        ),
    ),
    Paragraph("经查，逾期未报告。", title=Text("事实及依据")),
    Rows((Column(Text("证据")),), (("谈话记录",), ("电话记录",))),
)


@pytest.fixture(scope="module")
def sound():
    """A template through the whole child."""
    return read_guarded(county.template())


def drawn(template, blocks=BLOCKS):
    stamper = code.stamper(bytes(32), bytes(32), "339901-01", UUID(int=7))
    return draw(FORM, blocks, IMPRINT, stamper, template=template)


def test_fields_that_bear_a_label_of_ours_are_filled_by_themselves(sound):
    assert sound.fields == county.FIELDS
    names = values_of(BLOCKS, str).names
    assert placed(sound, names) == {
        "文号": "文号",
        "姓名": "姓名",
        "身份证号码": "证件号码",
        "矫正期限": "矫正期限",
        "正文": "正文",
    }
    assert "附加刑" in unplaced(names, placed(sound, names))


def test_what_somebody_chose_for_a_field_goes_before_its_name(sound):
    names = values_of(BLOCKS, str).names
    chosen = sound.placing("姓名", "附加刑").placing("文号", "")
    assert placed(chosen, names)["姓名"] == "附加刑"
    assert "文号" not in placed(chosen, names)
    assert "吴𠀀明" not in papers_of(drawn(chosen).pdf)[0].text


def test_a_rare_name_stands_in_the_countys_place_with_code_number_and_copy(sound):
    paper = drawn(sound)
    [found] = papers_of(paper.pdf)
    lines = found.text.splitlines()
    at = next(n for n, line in enumerate(lines) if "吴𠀀明" in line)
    assert any("姓名：" in line for line in lines[at - 1 : at + 2])
    assert "存根上的姓名" not in found.text
    assert county.TITLE in found.text
    for said in (IMPRINT.number, "第2份", "2026-03-09"):
        assert said in found.text.replace(" ", "")
    assert found.code == paper.stamp.code


def test_what_was_signed_is_what_the_file_says(sound):
    paper = drawn(sound)
    [found] = papers_of(paper.pdf)
    assert text_hash(found.text) == paper.text_hash
    assert code.read_qr(found.qr).text_hash == paper.text_hash


def test_on_the_lines_of_the_template_itself_the_order_of_reading_would_be_lost(sound):
    """Guard: ours keep a quarter point off the template's; without that the hash can differ."""
    kept = overlay._keep_off
    y = next(y for y, said in sound.rows[0] if "姓名" in said)
    over = replace(
        sound,
        slots=tuple(
            replace(s, bottom=y + 4.5 - 9.0, top=y + 4.5 + 9.0, left=85.0)
            for s in sound.slots
            if s.name == "姓名"
        ),
    )
    try:
        overlay._keep_off = lambda sheet: None
        paper = drawn(over)
        [found] = papers_of(paper.pdf)
        assert text_hash(found.text) != paper.text_hash
    finally:
        overlay._keep_off = kept
    paper = drawn(over)
    assert text_hash(papers_of(paper.pdf)[0].text) == paper.text_hash


def test_long_text_shrinks_and_goes_on_a_sheet_of_ours(sound):
    long = "经查明，该对象多次未按规定报告，经教育仍不改正。" * 40
    paper = drawn(sound, (Grid(1, ((Cell(Text("姓名"), "张三"),),)), Paragraph(long)))
    [found] = papers_of(paper.pdf)
    assert found.pages == 2
    text = found.text.replace("\n", "").replace(" ", "").replace("\f", "")
    assert "（见续页）" in text
    assert text.count("经教育仍不改正") == 40
    assert text_hash(found.text) == paper.text_hash


def test_rows_for_which_the_template_has_no_room_go_on_a_sheet_of_ours():
    template = guard.read_template(county.template(("证据1", "证据2", "备注")))
    table = Rows((Column(Text("证据")),), (("谈话记录",), ("电话记录",), ("走访记录",)))
    [found] = papers_of(drawn(template, (table,)).pdf)
    first, second = found.text.split("\f")
    assert "电话记录" in first
    assert "走访记录" in second
    assert "谈话记录" not in second
    other = guard.read_template(county.template())
    assert papers_of(drawn(other, (table,)).pdf)[0].pages == 1  # no room for any: told beforehand


def test_a_value_that_is_blank_is_struck_and_a_field_without_one_is_left_to_the_pen(sound):
    blank = sound.placing("经办科室", "附加刑")
    struck = papers_of(drawn(blank).pdf)[0].text
    left = papers_of(drawn(sound).pdf)[0].text
    assert struck.count("/") == left.count("/") + 1


def test_a_page_that_leaves_our_foot_no_room_is_made_smaller(sound):
    low = guard.read_template(county.template(low=60.0))
    assert min(slot.bottom for slot in low.slots) > guard.FOOT
    assert low.slots[0].right - low.slots[0].left < 240
    assert sound.slots[0].right - sound.slots[0].left == 240
    [found] = papers_of(drawn(low).pdf)
    assert found.code
    assert "经办科室" in found.text


def test_a_photograph_stands_in_its_field_and_what_is_signed_by_hand_stays_empty():
    template = guard.read_template(county.template(("照片", "收到日期", "备注"), tall=60))
    photo = BytesIO()
    Image.new("RGB", (60, 80), "grey").save(photo, "JPEG")
    cells = (
        Cell(Text("照片"), picture=photo.getvalue()),
        Cell(Text("收到日期"), "　　年　　月　　日", by_hand=True),
        Cell(Text("备注")),
    )
    paper = drawn(template, (Grid(3, (cells,)),))
    [page] = pypdf.PdfReader(BytesIO(paper.pdf)).pages
    assert len(page.images) == 1
    read = papers_of(paper.pdf)[0].text
    assert read.count("/") == 1
    assert "年月日" not in read.replace(" ", "")


def test_boxes_to_tick_stay_to_be_ticked_by_hand():
    template = guard.read_template(county.template(tick="自愿"))
    assert template.ticks == ("自愿",)
    assert "自愿" not in template.fields


def test_several_pages_are_several_pages():
    template = guard.read_template(county.template(pages=2))
    paper = drawn(template)
    [found] = papers_of(paper.pdf)
    assert (template.pages, found.pages) == (2, 2)
    assert text_hash(found.text) == paper.text_hash


def test_nothing_of_the_file_is_kept_but_its_pages(sound):
    reader = pypdf.PdfReader(BytesIO(sound.pdf))
    assert "/AcroForm" not in reader.trailer["/Root"]
    assert not any("/Annots" in page for page in reader.pages)


def test_what_is_kept_is_read_back(sound):
    assert read(sound.pdf, outline(sound)) == sound
    assert sound.mark != sound.placing("经办科室", "单位").mark


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (county.scripted, "脚本"),
        (county.scripted_field, "脚本"),
        (county.attached, "脚本、附件"),
        (county.sealed, "密码"),
        (county.turned, "A4"),
        (county.many_pages, "至多 10 页"),
        (county.without_fields, "没有可填写的栏目"),
    ],
)
def test_a_hostile_or_useless_file_is_refused_in_a_sentence(spoil, said):
    with pytest.raises(Explained) as refused:
        guard.read_template(county.changed(spoil))
    assert said in str(refused.value.text)


def test_other_paper_than_a4_is_refused():
    with pytest.raises(Explained, match="A4"):
        guard.read_template(county.template(paper=(419.5, 595.3)))


def test_a_field_too_small_to_write_in_is_named():
    with pytest.raises(Explained, match="姓名"):
        guard.read_template(county.template(tall=5))


def test_a_damaged_file_is_refused_and_not_a_bug():
    whole = county.template()
    for cut in (whole[: len(whole) // 2], b"%PDF-1.7\n" + bytes(200), whole[:-40] + bytes(40)):
        with suppress(Explained):  # a sentence, or a parser that mends it
            assert guard.read_template(cut).fields


def test_what_is_too_large_or_no_pdf_never_reaches_the_parser():
    for file in (b"%PDF-1.4" + bytes(MOST_BYTES), b"MZ" + bytes(100)):
        with pytest.raises(Explained):
            read_guarded(file)


def test_a_page_that_unpacks_to_more_than_memory_is_refused():
    """In the child, which may not take more than the importer's."""
    packed = zlib.compress(bytes(120 << 20), 1)

    def swell(writer):
        stream = StreamObject()
        stream._data = packed
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    with pytest.raises(Explained):
        read_guarded(county.changed(swell))
