from __future__ import annotations

import importlib.util
import io

import pypdfium2
import pytest
from reportlab.pdfbase import ttfonts
from reportlab.pdfgen.canvas import Canvas

from station_app.printing import fonts

# GB 18030-2022 level 3 = the ideographs of Unicode 11 (URO to 9FEF, extensions A to F)
# and the twelve unified ideographs that stand among the compatibility ones.
LEVEL_3 = (
    (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
    (0xFA0E, 0xFA0F), (0xFA11, 0xFA11), (0xFA13, 0xFA14), (0xFA1F, 0xFA1F), (0xFA21, 0xFA21),
    (0xFA23, 0xFA24), (0xFA27, 0xFA29),
)  # fmt: skip


def printed(*lines):
    out = io.BytesIO()
    canvas = Canvas(out)
    pen = fonts.Pen(canvas)
    for n, line in enumerate(lines):
        pen.draw_text(50, 800 - 30 * n, line, 14)
    canvas.save()
    return out.getvalue()


def test_the_two_fonts_hold_every_ideograph_of_the_national_standard():
    standard = {c for first, last in LEVEL_3 for c in range(first, last + 1)}
    held = set().union(*(fonts.font(name).face.charToGlyph for name in fonts.FONTS))
    assert len(standard) == 87_887
    assert standard - held == set()


def test_latin_digits_and_the_punctuation_of_forms_are_held():
    ascii_, wide = map(chr, range(0x20, 0x7F)), map(chr, range(0xFF01, 0xFF5E))
    assert fonts.runs("".join(ascii_))[0][0] == fonts.SERIF
    assert fonts.runs("".join(wide) + "、。〔〕《》“”‘’—…·　〇①⑩Ⅰ℃√×□■○●△")


def test_a_name_changes_font_where_it_must_and_nowhere_else():
    assert fonts.runs("王\U00020000\U0002a700明") == [
        (fonts.SERIF, "王"), (fonts.RARE, "\U00020000\U0002a700"), (fonts.SERIF, "明"),
    ]  # fmt: skip


@pytest.mark.parametrize("character", ["\ue000", "\u200b", "ئ", "\U0001f600"])
def test_a_character_no_font_holds_stops_the_print_with_its_code_point_named(character):
    with pytest.raises(fonts.MissingGlyph, match=rf"U\+{ord(character):04X}"):
        printed(f"张{character}三")


def test_text_reads_back_from_the_file_as_it_was_printed():
    name = "㐀鿯﨎\U00020000\U0002a6d6\U0002a700\U0002b740\U0002b820\U0002ebe0·Ab 9<b>&amp;("
    page = pypdfium2.PdfDocument(printed(name))[0]
    assert page.get_textpage().get_text_range() == name


def test_six_hundred_different_characters_need_several_subsets_and_read_back():
    text = "".join(chr(0x4E00 + 7 * i) for i in range(600))
    lines = [text[i : i + 30] for i in range(0, 600, 30)]
    page = pypdfium2.PdfDocument(printed(*lines))[0]
    assert page.get_textpage().get_text_range().split() == lines


def test_reportlab_still_cannot_name_characters_beyond_the_first_plane():
    """When this fails reportlab has mended it: delete `to_unicode`."""
    spec = importlib.util.find_spec(ttfonts.__name__)
    untouched = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(untouched)
    assert "<20000>" in untouched.makeToUnicodeCMap("F", [0x20000])


def test_a_line_is_as_wide_as_its_characters():
    assert fonts.width("中文", 10) == 20
    assert fonts.width("中\U00020000", 10) == 20
    assert 0 < fonts.width("il", 10) < fonts.width("WM", 10) < 21
