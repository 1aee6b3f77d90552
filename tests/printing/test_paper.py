"""The demo sheet, drawn and then read from the file alone."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from station_app.core.texts import SOURCE, Text, _, render
from station_app.printing import code
from station_app.printing.fonts import MissingGlyph
from station_app.printing.page import lay
from station_app.printing.paper import Batch, draw
from station_app.printing.parts import (
    DRAFT,
    Cell,
    Column,
    Grid,
    Imprint,
    Paragraph,
    Rows,
    Signatures,
)
from station_app.printing.reading import NotAPaper, papers_of, text_of
from station_app.printing.sheet import CODE, FLOOR, PAPER, QR

spec = importlib.util.spec_from_file_location("demo", Path(__file__).with_name("demo.py"))
demo = importlib.util.module_from_spec(spec)
spec.loader.exec_module(demo)

GOLDEN = Path(__file__).parents[1] / "golden"
LONG = "".join(f"第{n}条记载：依申请更正，经手人核对原件无误。" for n in range(100))  # > 2,000


def drawn(blocks, form=demo.FORM, imprint=demo.IMPRINT):
    return draw(form, blocks, imprint, demo.STAMPER)


def sheets(blocks):
    return lay(demo.FORM, blocks, demo.IMPRINT, lambda shown: render(shown, SOURCE))


def joined(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def household():
    return drawn(demo.sheet())


def test_the_household_sheet_reads_as_it_always_did(household):
    assert household.pages == 1
    assert household.text + "\n" == (GOLDEN / "household_sheet.txt").read_text()


def test_the_letter_reads_as_it_always_did():
    letter = drawn(demo.LETTER, demo.LETTER_FORM, demo.LETTER_IMPRINT)
    assert letter.pages == 1
    assert letter.text + "\n" == (GOLDEN / "letter.txt").read_text()


def test_an_order_with_stub_and_receipt_reads_as_it_always_did():
    order = drawn(demo.order(), demo.ORDER_FORM)
    assert order.pages == 2
    assert order.text + "\n" == (GOLDEN / "order.txt").read_text()


def parts(blocks):
    """The lines of a paper with a stub: above the fold, below it, on the receipt's sheet."""
    pages = lay(demo.ORDER_FORM, blocks, demo.IMPRINT, lambda shown: render(shown, SOURCE))
    [fold] = {y for rule in pages[0].folds for y in rule[1::2]}
    lines = [(y, text) for _x, y, _size, text in pages[0].fixed + pages[0].values]
    above = [text for y, text in lines if y > fold + 5]
    below = [text for y, text in lines if y < fold - 12]
    across = {text for y, text in lines if fold - 12 <= y <= fold + 5}
    return fold, above, below, across


def test_a_stub_takes_the_upper_third_and_the_number_lies_across_the_fold():
    fold, above, below, across = parts(demo.order())
    assert fold == PAPER[1] * 2 / 3
    assert across == {demo.ORDER_NUMBER, "（此处盖骑缝章）"}
    assert "责令限期改正通知书（存根）" in above
    assert "责令限期改正通知书" in below
    assert not any("现责令" in text for text in above)


def test_a_stub_that_needs_more_pushes_the_fold_down_and_loses_nothing():
    blocks = demo.order(faults="楼道堆放杂物，" * 60)
    stub = replace(blocks[0], blocks=(*blocks[0].blocks, Paragraph("查明：" + "甲" * 400)))
    fold, above, below, _across = parts((stub, *blocks[1:]))
    assert fold < PAPER[1] * 2 / 3
    assert joined("".join(above)).count("甲") == 400
    assert not any("甲" in text for text in below)


def test_the_receipt_has_a_sheet_and_the_code_of_its_own_paper():
    pages = text_of(drawn(demo.order(), demo.ORDER_FORM).pdf).split("\f")
    assert [joined(page).count(demo.ORDER_NUMBER) for page in pages] == [1, 1]
    assert "（回执）" in pages[1]
    assert "回执" not in pages[0].replace("回执由当事人签收后附卷", "")
    assert "本文书一式三份：存根由派出所存档，正本交当事人" in joined(pages[0])


def test_a_stub_without_an_official_number_bears_the_internal_one():
    blocks = demo.order()
    _fold, _above, _below, across = parts((replace(blocks[0], number=""), *blocks[1:]))
    assert demo.IMPRINT.number in across


def test_the_text_signed_can_be_recomputed_from_the_file_alone(household):
    [paper] = papers_of(household.pdf)
    seal = code.read_qr(paper.qr)
    assert paper.code == household.stamp.code
    assert seal.text_hash == code.text_hash(paper.text) == household.text_hash
    assert code.check(seal, code.public_key(demo.SIGNING_KEY))
    assert code.short_code(demo.SECRET, seal.print_id, seal.text_hash) == paper.code


@pytest.mark.parametrize(
    "blocks",
    [demo.sheet(name="张四"), demo.sheet(members=demo.MEMBERS[::-1]), demo.sheet(note="已更正")],
)
def test_another_value_or_another_order_is_another_text(household, blocks):
    assert code.text_hash(text_of(drawn(blocks).pdf)) != household.text_hash


@pytest.mark.parametrize(
    "character",
    ["㐀", "\U00020000", "\U0002a700", "\U0002b740", "\U0002b820", "\U0002ebe0", "﨎", "·", "①"],
)
def test_rare_names_of_extensions_a_to_f_print_and_read_back(character):
    paper = drawn(demo.sheet(name=f"王{character}明"))
    assert f"王{character}明" in text_of(paper.pdf)
    assert code.text_hash(text_of(paper.pdf)) == paper.text_hash


WORDS = st.text(
    "张三李王阿卜 ab12-/.,，。（）《》·\n\t\u00a0\u3000ﬁ①Å\U00020000\U0002a700\u00ad",
    max_size=60,
)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(WORDS, min_size=9, max_size=9), st.integers(1, 30))
def test_whatever_is_typed_reads_back_from_the_file_as_it_was_signed(words, times):
    a, b, c, d, e, f, unit, officer, number = words
    blocks = (
        Grid(2, ((Cell(_("甲"), a * times, lines=2), Cell(_("乙"), b, lines=2)),)),
        Rows((Column(_("丙")), Column(_("丁"), 3)), ((c, d * times), (d, c))),
        Paragraph(e * times),
        Signatures((_("经办人"),), stamp=f or "本所"),
    )
    flat = (" ".join(w.split()) for w in (unit, officer, number))
    imprint = Imprint(next(flat), 2, next(flat), "2026-03-09 10:00", next(flat), (DRAFT,))
    paper = draw(demo.FORM, blocks, imprint, demo.STAMPER)
    assert code.text_hash(text_of(paper.pdf)) == paper.text_hash


def test_long_headings_keep_off_one_another():
    imprint = replace(demo.IMPRINT, unit="滨江派出所" * 12, officer="王警官" * 40, number="9" * 80)
    form = replace(demo.FORM, title=Text("常住人口信息表" * 9))
    paper = draw(form, demo.sheet(note=LONG), imprint, demo.STAMPER)
    assert all(60 < box[0] < box[2] < 547 for n in (0, 1) for box in boxes(paper.pdf, n))
    assert code.text_hash(text_of(paper.pdf)) == paper.text_hash


def test_a_file_that_is_no_pdf_is_refused_with_a_sentence():
    with pytest.raises(NotAPaper, match="PDF"):
        papers_of(b"PK not a paper")


def test_markup_and_hyphens_print_as_they_were_typed():
    typed = "<b>&amp;</b> %s {x} (1)\\2 1-11 电话：1990000-0001 \u00ad-"
    paper = drawn((Paragraph(typed * 8),))
    assert joined(typed * 8) in joined(text_of(paper.pdf))
    assert code.text_hash(text_of(paper.pdf)) == paper.text_hash


@pytest.mark.parametrize(
    "typed",
    [
        '<img src="file:///etc/passwd" width="9"/>', "<a href='http://x'>y</a>", "<font color=[]>",
        "&lt;b&gt;", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "%PDF (a) Tj ET", "\\(\\)\\101",
    ],
)  # fmt: skip
def test_nothing_typed_is_a_picture_a_link_or_an_instruction(typed):
    paper = drawn((Paragraph(typed), Grid(1, ((Cell(_("备注"), typed),),))))
    assert joined(text_of(paper.pdf)).count(joined(typed)) == 2
    assert b"/URI" not in paper.pdf
    assert b"root:" not in paper.pdf


def test_a_character_that_turns_a_name_around_is_printed_as_what_it_is():
    paper = drawn((Paragraph("张\u202e三\u2066四\x1b[2J"),))
    assert r"张\u202e三\u2066四[2J" in joined(text_of(paper.pdf))


@pytest.mark.parametrize(
    "blocks",
    [
        demo.sheet(note=LONG),
        (Paragraph(LONG),),
        (Rows((Column(_("序号")), Column(_("内容"), 5)), (("1", LONG), ("2", "短"))),),
        (Grid(1, ((Cell(_("备注"), LONG.replace("。", "。\n")),),)),),
    ],
    ids=["cell", "paragraph", "row", "lines"],
)
def test_a_long_text_goes_on_over_sheets_and_loses_nothing(blocks):
    paper = drawn(blocks)
    assert paper.pages > 1
    assert "（续第1页）" in joined(text_of(paper.pdf))
    assert joined(LONG) in body(blocks)
    assert code.text_hash(text_of(paper.pdf)) == paper.text_hash


def body(blocks):
    """What the cells and lines hold one after the other, without headings and feet; a text cut
    short in its cell is followed to the sheet where it continues.
    """
    heads = {demo.IMPRINT.unit, f"编号：{demo.IMPRINT.number}", "第 1 份"}
    held = [
        text
        for sheet in sheets(blocks)
        for _x, y, _size, text in sheet.values
        if y >= FLOOR and text not in heads
    ]
    return joined(re.sub("（见续页）.*?（续）", "", "".join(held)))


def test_a_table_over_several_pages_repeats_its_heading_and_keeps_every_row():
    rows = tuple((f"{n}", f"姓名{n}") for n in range(1, 101))
    paper = drawn((Rows((Column(_("编次")), Column(_("何人"))), rows),))
    pages = text_of(paper.pdf).split("\f")
    assert len(pages) == paper.pages == 4
    assert all("编次何人" in joined(page) for page in pages)
    assert [int(n) for n in re.findall(r"姓名(\d+)", text_of(paper.pdf))] == list(range(1, 101))


def test_blank_cells_are_struck_and_those_signed_by_hand_are_not():
    grid = Grid(2, ((Cell(_("甲")), Cell(_("乙"), by_hand=True)),))
    rows = Rows((Column(_("丙")), Column(_("丁"))), (("有", ""),), least=2)
    assert text_of(drawn((grid,)).pdf).count("/") == 1
    assert text_of(drawn((rows,)).pdf).count("/") == 3
    assert text_of(drawn((Paragraph(""),)).pdf).count("/") == 1


def test_a_character_no_font_holds_stops_the_print_with_its_code_point_named():
    batch = Batch()
    with pytest.raises(MissingGlyph, match=r"U\+E000"):
        batch.add(demo.FORM, demo.sheet(name="张\ue000"), demo.IMPRINT, demo.STAMPER)
    batch.add(demo.FORM, demo.sheet(), demo.IMPRINT, demo.STAMPER)
    assert len(papers_of(batch.save())) == 1


def test_every_page_carries_code_marks_number_and_page_count():
    paper = drawn(demo.sheet(note=LONG))
    [read] = papers_of(paper.pdf)
    assert (read.code, read.pages) == (paper.stamp.code, paper.pages)
    for n, page in enumerate(text_of(paper.pdf).split("\f"), 1):
        for words in ("【内部查阅件，不作证明】【演练】", demo.IMPRINT.number, "第1份", "王警官",
                      f"第{n}页共{paper.pages}页"):  # fmt: skip
            assert words in joined(page)


def test_every_page_shows_the_qr_of_its_paper():
    paper = drawn(demo.sheet(note=LONG))
    matrix = segno.make_qr(
        paper.stamp.qr, error="m", mask=4, mode="alphanumeric", boost_error=False
    ).matrix
    left, bottom, side = QR
    module, scale = side / len(matrix), 8
    for page in pypdfium2.PdfDocument(paper.pdf):
        picture = page.render(scale=scale, grayscale=True).to_pil()
        assert [
            [
                picture.getpixel((
                    (left + (x + 0.5) * module) * scale,
                    (PAPER[1] - bottom - side + (y + 0.5) * module) * scale,
                )) < 128
                for x in range(len(matrix))
            ]
            for y in range(len(matrix))
        ] == [[bool(dark) for dark in row] for row in matrix]  # fmt: skip


def test_many_papers_in_one_file_each_keep_their_own_code():
    batch = Batch()
    names = ["张一", "张二", "张三"]
    printed = [
        batch.add(demo.FORM, demo.sheet(name=n, note=LONG), demo.IMPRINT, demo.STAMPER)
        for n in names
    ]
    read = papers_of(batch.save())
    assert [p.code for p in read] == [p.stamp.code for p in printed]
    assert [code.read_qr(p.qr).text_hash for p in read] == [code.text_hash(p.text) for p in read]


def test_many_orders_in_one_file_each_keep_their_number_across_the_fold():
    batch = Batch()
    stub, *rest = demo.order()
    for number in ("第1号", "第22号"):
        blocks = (replace(stub, number=number), *rest)
        batch.add(demo.ORDER_FORM, blocks, demo.IMPRINT, demo.STAMPER)
    pages = text_of(batch.save()).split("\f")
    held = [[number in joined(page) for number in ("第1号", "第22号")] for page in pages]
    assert held == [[True, False]] * 2 + [[False, True]] * 2


def test_on_official_stock_only_values_are_printed_and_at_their_places():
    whole = lay(demo.ORDER_FORM, demo.order(), demo.IMPRINT, render)
    alone = lay(demo.ORDER_FORM, demo.order(), replace(demo.IMPRINT, overprint=True), render)
    for full, bare in zip(whole, alone, strict=True):
        assert [bare.fixed, bare.rules, bare.folds, bare.stamps] == [[]] * 4
        number = f"编号：{demo.IMPRINT.number}"
        assert [v for v in bare.values if v[3] != demo.IMPRINT.number] == [
            v for v in full.values if v[3] != number
        ]
        assert bare.watermark == full.watermark  # a draft stays one


def boxes(pdf, n):
    """Left, bottom, right, top of every printed character of a page."""
    textpage = pypdfium2.PdfDocument(pdf)[n].get_textpage()
    for i in range(textpage.count_chars()):
        drawn_big = raw.FPDFText_GetFontSize(textpage, i) > 24  # the watermark lies under all
        if raw.FPDFText_GetUnicode(textpage, i) > 32 and not drawn_big:
            yield textpage.get_charbox(i)


@pytest.mark.parametrize("note", ["", LONG])
def test_no_character_leaves_the_page_or_touches_a_rule(note):
    blocks = demo.sheet(name="阿卜杜拉·买买提" * 6, note=note)
    pdf = drawn(blocks).pdf
    for n, sheet in enumerate(sheets(blocks)):
        for left, bottom, right, top in boxes(pdf, n):
            assert 60 < left < right < 547
            assert 38 < bottom < top < 822
            for x0, y0, x1, y1 in sheet.rules:
                assert not (
                    left < max(x0, x1) and min(x0, x1) < right and bottom < max(y0, y1)
                    and min(y0, y1) < top
                ) or (x0 == x1 and not left < x0 < right) or (
                    y0 == y1 and not bottom < y0 < top
                )  # fmt: skip


def test_nothing_of_the_body_runs_into_the_foot():
    for sheet in sheets((*demo.sheet(note=LONG), Paragraph(LONG), *demo.LETTER)):
        feet = {CODE[1], 95, 62, 46}
        assert all(y >= FLOOR for _x, y, _size, _text in sheet.values if y not in feet)
        assert all(min(y0, y1) >= FLOOR for _x, y0, _x1, y1 in sheet.rules if y0 != 108)
