"""The charts above today's work: by keys and by a click, as a table too, light and dark."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from ui.charts.rows import FigureRows
from ui.kit import theme

ENTER, LEFT, UP, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Space


@pytest.fixture
def charts(sign_in, until):
    def open_home(officer="officer", *, ticket=True):
        window = sign_in(officer, ticket=ticket)
        home = window.page
        until(lambda: len(home.charts.tiles) == 4)
        return window, home.charts.tiles

    return open_home


def go_to_called(tile):
    """The cursor on the last day on which somebody called."""
    cells = tile.chart.series[0].cells
    tile.plot.go_to(0, max(place for place, cell in enumerate(cells) if cell.n))
    return cells[tile.plot.place]


def test_a_figure_opens_its_rows_for_a_purpose_and_as_a_table(charts, hand, until):
    window, tiles = charts(ticket=False)
    tile = tiles["calls_by_day"]
    cell = go_to_called(tile)
    tile.plot.setFocus()
    hand.press(LEFT, Qt.Key.Key_Right)
    assert f"{tile.chart.across[tile.plot.place]} 今年：{cell.n}" in tile.plot.accessibleName()
    hand.press(SPACE)
    assert tile.stack.currentWidget() is tile.sheet
    assert tile.sheet.accessibleName() == "近30日警情"
    assert sum(int(str(row.texts[2])) for row in tile.sheet.lines.rows) >= tile.chart.total > 0
    hand.press(SPACE, ENTER)
    page = window.page
    assert isinstance(page, FigureRows)
    assert page.list.isHidden()
    page.bar.reference.setText("J1")
    page.bar.reference.setFocus()
    hand.press(ENTER)  # for the counter: calls are no work of it
    until(lambda: "不是这个事由" in window.status.message.text())
    assert page.list.isHidden()
    page.bar.code.setCurrentIndex(page.bar.code.findData("CASE"))
    page.bar.reference.setFocus()
    hand.press(ENTER)
    until(lambda: not page.list.isHidden() and page.list.model.rowCount() == cell.n)
    assert page.list.filters.where == {"on": date.fromisoformat(cell.where["on"])}


def test_a_click_on_an_hour_opens_its_calls(charts, until):
    window, tiles = charts()
    plot = tiles["calls_by_hour"].plot
    at, place = next(
        (at, place)
        for at, one in enumerate(plot.chart.series)
        for place, cell in enumerate(one.cells)
        if cell.n
    )
    spot = plot.view.mapViewToScene(QPointF(place, len(plot.chart.series) - 1 - at))
    window.work.set_ticket(window.work.ticket)
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.mapFromScene(spot))
    until(lambda: isinstance(window.page, FigureRows))
    assert (plot.at, plot.place) == (at, place)
    assert set(window.page.list.filters.where) == {"on", "weekday", "hour"}


def test_a_category_narrows_the_hours_and_is_kept(charts, until):
    window, tiles = charts()
    panel, tile = window.page.charts, tiles["calls_by_hour"]
    before = tile.chart.total
    panel.category.setCurrentIndex(panel.category.findData("201000"))
    until(lambda: tile.chart.total < before)
    assert tile.chart.total > 0
    assert window.work.setting("figures/category", "") == "201000"


def test_overdue_narrows_today_s_work(charts, hand, until):
    window, tiles = charts("chief")
    tile, home = tiles["overdue"], window.page
    tile.plot.setFocus()
    hand.press(ENTER)
    name = tile.chart.series[0].cells[tile.plot.place].where["register"]
    until(lambda: {r.value.register for r in home.sheet.lines.rows if r.value} == {name})


def test_an_auxiliary_has_no_charts(sign_in):
    assert sign_in("clerk").page.charts is None


def test_charts_are_drawn_in_the_colours_of_the_scheme(charts, qtbot):
    _window, tiles = charts()
    plot = tiles["calls_by_day"].plot
    seen = set()
    for scheme in ("light", "dark"):
        theme.choose(scheme)
        qtbot.wait(20)
        seen.add(plot.beside.textPen().color().name())
    theme.choose("light")
    assert seen == {theme.QUIET["light"], theme.QUIET["dark"]}
