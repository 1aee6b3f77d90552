"""Papers on the screen: what became of one, official stock, and where a printer puts it."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter

from station_app.access import records
from station_app.core.texts import render
from station_app.printing import stock
from station_app.printing.calibration import CROSSES, calibration_page
from station_app.registers import FORMS, REGISTERS
from station_app.storage.pages import Query
from station_app.workflows.paper import print_form
from station_app.workflows.papers import papers_of
from ui.pages import printer
from ui.pages.batch import Batch
from ui.pages.paper import PaperPage
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return


def residence(work):
    with work.desk.view("list:residents") as view:
        return records.page(view, REGISTERS["residents"], Query())[0].id


def printed(work, id, form="residence_form"):
    with work.desk.act("print", purpose=work.purpose) as act:
        return print_form(act, FORMS[form], id).print_id


@pytest.fixture
def window(sign_in):
    return sign_in()


@pytest.fixture
def paper(window, until):
    """The page of a paper that was just printed, reached from its record."""
    id = residence(window.work)
    printed(window.work, id)
    window.open(Route("record", "residents", id))
    until(lambda: window.page.reading.record is not None)
    sheet = window.page.beside
    line = next(row.value for row in sheet.lines.rows if getattr(row.value, "stage", ""))
    window.page._open(line)
    until(lambda: isinstance(window.page, PaperPage) and window.page.told)
    return window.page


def stage(page):
    return page.stage.text()


def test_a_paper_is_signed_served_and_back_by_keys_alone(window, paper, hand, until):
    assert stage(paper) == "已打印"
    hand.press(ENTER)  # the first thing one can do: the signature
    until(lambda: window.page.route.page == "action")
    hand.type("wang")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is paper and stage(paper) == "已签字（盖章）")
    hand.press(ENTER)
    until(lambda: window.page.route.action == "served")
    hand.type("xiyang")
    hand.press(ENTER)
    hand.type("zjsd")  # 直接送达 by its first letters
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is paper and stage(paper) == "已送达")
    hand.press(ENTER)
    until(lambda: window.page.route.action == "back")
    scan = QImage(60, 80, QImage.Format.Format_RGB32)
    scan.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(scan)
    hand.press(Qt.Key.Key_V, ctrl=True)
    until(lambda: window.page.form.editors["scan"].text())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is paper and stage(paper) == "已收回签字件")
    said = [render(row.texts[-1]) for row in paper.sheet.lines.rows]
    assert "xiyang，直接送达" in said
    assert any("附扫描件" in one for one in said)


def test_what_was_entered_in_error_is_withdrawn_from_the_page_of_the_paper(
    window, paper, hand, until
):
    hand.press(ENTER)
    until(lambda: window.page.route.page == "action")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is paper and stage(paper) == "已签字（盖章）")
    steps = [row.value for row in paper.sheet.lines.rows]
    paper._open(next(one for one in steps if getattr(one, "step", "") == "signed"))
    until(lambda: window.page.route.page == "withdraw")
    hand.type("wrong paper")
    hand.press(ENTER)
    until(lambda: window.page is paper and stage(paper) == "已打印")
    assert any("已作废" in render(row.texts[0]) for row in paper.sheet.lines.rows)


def test_a_paper_that_was_checked_leads_to_what_became_of_it(window, hand, until):
    id = residence(window.work)
    with window.work.desk.act("print", purpose=window.work.purpose) as act:
        made = print_form(act, FORMS["residence_form"], id)
    window.open(Route("verify"))
    hand.type(made.code)
    hand.press(ENTER)
    until(lambda: window.page.facts.lines.rows)
    page = window.page
    page._open(next(row.value for row in page.facts.lines.rows if row.value == made.print_id))
    until(lambda: isinstance(window.page, PaperPage) and window.page.told)


def test_the_administrator_enters_the_county_s_order_and_takes_it_back(sign_in, hand, until):
    window = sign_in("admin", ticket=False)
    window.open(Route("overprint"))
    until(lambda: window.page.sheet.lines.rows)
    page = window.page
    page.sheet.go_to([row.value for row in page.sheet.lines.rows].index("residence_form"))
    hand.press(ENTER)
    until(lambda: window.page.route.page == "overprint_order")
    for typed in ("County Bureau", "No. 9"):
        hand.type(typed)
        hand.press(ENTER)
    hand.type("20260302")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is page and list(allowed(window.work)) == ["residence_form"])
    assert allowed(window.work)["residence_form"].number == "No. 9"
    until(lambda: any("County Bureau" in render(r.texts[1]) for r in page.sheet.lines.rows))
    hand.press(ENTER)
    until(lambda: window.page.route.page == "overprint_end")
    hand.type("told so")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is page and not allowed(window.work))


def test_official_stock_is_offered_for_the_forms_it_was_ordered_for(window, hand, until):
    admin = window.work.station.desk("admin")
    with admin.act("order-overprint") as act:
        stock.switch_on(act, FORMS["residence_form"], "县局", "9号", admin.today)
    window.open(Route("print", "residents", residence(window.work), "residence_form"))
    until(lambda: window.page.preview.pages and window.page.values.isVisible())
    page = window.page
    whole = page.preview._paper
    printer.set_offset(window.work, "HP-1", (15, -7))
    assert page._shift("HP-1") == printer.NONE
    page.values.setChecked(True)
    assert page._shift("HP-1") == (15, -7)
    until(lambda: page.preview.pages and page.preview._paper is not whole)
    page.forms.setFocus()
    hand.press(ENTER)
    until(lambda: page.paper is not None)
    text = pypdfium2.PdfDocument(page.paper.pdf)[0].get_textpage().get_text_range()
    assert "居住登记表" not in text
    names = [row.value.form.name for row in page.forms.lines.rows]
    page.forms.go_to(next(n for n, name in enumerate(names) if name != "residence_form"))
    until(page.values.isHidden)


def allowed(work):
    with work.desk.view("overprint") as view:
        return stock.overprints(view)


def test_the_place_of_official_stock_is_kept_for_each_printer_of_this_desk(window, until):
    window.open(Route("overprint"))
    until(lambda: window.page.sheet.lines.rows)
    printers = window.page.printers
    printers.names.addItems(["HP-1", "HP-2"])
    printers.names.setCurrentText("HP-1")
    printers.right.setValue(15)
    printers.down.setValue(-7)
    printers.keep.click()
    printers.names.setCurrentText("HP-2")
    assert printers.shift == (0, 0)
    printers.names.setCurrentText("HP-1")
    assert printers.shift == (15, -7)
    assert printer.offset(window.work, "HP-2") == printer.NONE


def dark(pdf, x, y):
    """Whether there is ink within half a millimetre of that place, in millimetres."""
    scale = 8
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=scale, grayscale=True).to_pil()
    dots = 72 / 25.4 * scale
    box = (
        int((x - 0.5) * dots),
        int((y - 0.5) * dots),
        int((x + 0.5) * dots),
        int((y + 0.5) * dots),
    )
    return page.crop(box).getextrema()[0] < 128


def on_printer(path, shift):
    out = QPrinter(QPrinter.PrinterMode.HighResolution)
    out.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out.setOutputFileName(str(path))
    assert printer.lay(calibration_page(), out, shift) == 1
    return path.read_bytes()


def test_the_crosses_of_the_test_page_move_as_far_as_was_entered(window, tmp_path):
    straight = on_printer(tmp_path / "0.pdf", printer.NONE)
    moved = on_printer(tmp_path / "1.pdf", (60, -40))  # six millimetres right, four up
    for x, y in CROSSES:
        assert dark(straight, x, y)
        assert dark(moved, x + 6, y - 4)
    x, y = CROSSES[0]
    assert dark(straight, x + 7.5, y)  # an arm of the cross
    assert not dark(straight, x + 6, y - 4)


def test_a_batch_asks_once_why_papers_are_printed_again(window, hand, until):
    work = window.work
    printed(work, residence(work))
    window.open(Route("batch", "residents"))
    page = window.page
    assert isinstance(page, Batch)
    until(lambda: page.ids)
    page.forms.go_to([row.value.form.name for row in page.forms.lines.rows].index("residence_form"))
    hand.press(ENTER)
    until(lambda: page.again and page.reason.isVisible())
    assert len(page.again) == 1
    hand.type("lost")
    hand.press(ENTER)
    until(lambda: not page.again and not page._running)
    with work.desk.view("papers") as view:
        assert [line.copy for line in papers_of(view, FORMS, residence(work))] == [2, 1]


def test_scans_are_drawn_no_larger_than_they_are_shown(paper):
    held = io.BytesIO()
    Image.new("RGB", (1000, 1280), "white").save(held, "JPEG")
    with paper.work.desk.jot("save-draft") as view:
        sha = view.blobs.put(held.getvalue())
    assert paper._image(sha).height() <= 594 * paper.devicePixelRatioF()
