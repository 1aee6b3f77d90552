"""What stands on the sheets of a paper beside its text: marks, headings, foot, and the fold."""

from __future__ import annotations

from station_app.core.texts import Shown, Text, _
from station_app.printing.flow import Flow
from station_app.printing.fonts import width
from station_app.printing.sheet import (
    CODE,
    FLOOR,
    LEFT,
    NEXT_TOP,
    RIGHT,
    WIDTH,
    baseline,
    squeezed,
)

TITLE, SUBTITLE = 22.0, 15.0  # 2号, 小三
HOW_TO_CHECK = _("扫描右侧二维码或输入核验码，可在工作站上核对本纸与记录是否一致")
ACROSS = _("（此处盖骑缝章）")
OVER_FOLD, UNDER_FOLD = 14.0, 190.0  # free above it; for a heading and the first lines below
HEADED = 72.0  # from a fold to the text of the part below it


def furnish(flow: Flow, onward: bool) -> None:
    """Every sheet; one that goes on says so in its heading."""
    marks(flow)
    foot(flow)
    to_sign(flow)
    if onward:
        heading(flow, _("（续第 {n} 页）", n=len(flow.sheets) - 1), NEXT_TOP, SUBTITLE)


def marks(flow: Flow) -> None:
    shown = [flow.render(m) for m in flow.imprint.marks]
    for n, mark in enumerate(shown):
        size = squeezed(mark, 64, WIDTH * 0.92)
        x = (LEFT + RIGHT - width(mark, size)) / 2
        y = 430.25 + 90 * (len(shown) - 1) / 2 - 90 * n
        flow.sheet.watermark.append((x, y, size, mark))
    if shown:
        corner = "".join(f"【{m}】" for m in shown)
        flow.sheet.fixed.append((LEFT, 806, squeezed(corner, 10.5, WIDTH - 70), corner))


def heading(flow: Flow, part: Shown, top: float, size: float = TITLE) -> None:
    """The title of the form with what this part of it is; its text starts at `top`."""
    title = flow.render(flow.form.title) + flow.render(part)
    y, size = top + (34 if size == TITLE else 26), squeezed(title, size, WIDTH)
    flow.sheet.fixed.append(((LEFT + RIGHT - width(title, size)) / 2, y, size, title))
    flow.put(LEFT, top + 8, flow.imprint.unit, WIDTH / 2)
    number = flow.imprint.number
    named = number if flow.imprint.overprint else _("编号：{number}", number=number)
    flow.put_right(RIGHT, top + 8, named, WIDTH / 2 - 10)
    flow.y = top


def fold(flow: Flow, y: float, number: Shown) -> None:
    """Where two parts are torn apart: the number and the place of the 骑缝章 lie across it."""
    named = flow.render(number) or flow.imprint.number
    place = flow.render(ACROSS)
    third, start = WIDTH / 3, LEFT
    for n, text in enumerate((named, place), 1):
        size = squeezed(text, 12, third)
        half = width(text, size) / 2 + 6 if text else 0
        x = LEFT + third * n
        flow.sheet.folds.append((start, y, x - half, y))
        lines = flow.sheet.values if n == 1 else flow.sheet.fixed
        lines.append((x - half + 6, baseline(y, size), size, text))
        start = x + half
    flow.sheet.folds.append((start, y, RIGHT, y))
    flow.y = y - HEADED


def foot(flow: Flow) -> None:
    flow.sheet.rules.append((LEFT, 108, RIGHT, 108))
    code, how = flow.render(_("核验码")), flow.render(flow.form.how or HOW_TO_CHECK)
    flow.sheet.fixed.append((LEFT, CODE[1], squeezed(code, 10.5, 40), code))
    flow.sheet.fixed.append((LEFT, 62, squeezed(how, 8.5, WIDTH - 80), how))
    at, officer = flow.imprint.printed_at, flow.imprint.officer
    printed = _("打印时间：{at}　打印人：{officer}", at=at, officer=officer)
    flow.put(LEFT, 95, printed, WIDTH - 80)
    flow.put_right(RIGHT, 806, _("第 {n} 份", n=flow.imprint.copy), 60)


def to_sign(flow: Flow) -> None:
    """逐页签名: a line for each who signs every sheet, above the foot."""
    slot = WIDTH / max(1, len(flow.form.each_page))
    for n, label in enumerate(map(flow.render, flow.form.each_page)):
        x, y = LEFT + slot * n, FLOOR + 3
        flow.sheet.fixed.append((x, y, 10.5, label))
        flow.sheet.rules.append((x + width(label, 10.5) + 6, y - 2, x + slot - 14, y - 2))


def number_pages(flow: Flow) -> None:
    """Within the paper, and where it lies in a file there too."""
    pages = len(flow.sheets)
    for n, sheet in enumerate(flow.sheets, 1):
        text = flow.render(_("第 {n} 页　共 {pages} 页", n=n, pages=pages))
        sheet.values.append((LEFT, 46, 9.5, text))
        if flow.imprint.folio:
            text = flow.render(_("卷内第 {n} 页", n=flow.imprint.folio + n - 1))
            sheet.values.append((RIGHT - width(text, 10.5), 822, 10.5, text))


def copies(keepers: list[str]) -> Text:
    """The note of who keeps which copy. Raises KeyError for one copy, or more than five."""
    return _("{copies}：{keepers}。", copies=COPIES[len(keepers)], keepers="，".join(keepers))


COPIES = {
    2: _("本文书一式二份"),
    3: _("本文书一式三份"),
    4: _("本文书一式四份"),
    5: _("本文书一式五份"),
}
