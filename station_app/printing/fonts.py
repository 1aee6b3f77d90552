"""The two fonts of the paper, and text set in them.

A character belongs to the first font that holds it; one that no font holds stops the
print. reportlab is imported with the first character set, not with the program.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from station_app.core.errors import Explained
from station_app.core.texts import _

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SERIF, RARE = "NotoSerifSC-Regular", "HanaMinB"
FONTS = (SERIF, RARE)  # asked in this order


class MissingGlyph(Explained):
    """No font holds this character: the print stops rather than show a box."""

    def __init__(self, character: str) -> None:
        super().__init__(
            _(
                "字体中没有字符“{c}”（{code}），不能打印，请核对此字",
                c=character,
                code=code(character),
            )
        )
        self.character = character


def code(character: str) -> str:
    """The code point as people write it: `U+20000`."""
    return f"U+{ord(character):04X}"


@cache
def font(name: str) -> TTFont:
    """Parses a font once per process: about 0.1 s each, the rare one only when a name needs it."""
    from reportlab.pdfbase import ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode
    return ttfonts.TTFont(name, str(FOLDER / f"{name}.ttf"), shapable=False)


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """The ToUnicode map of a subset font, beyond the BMP in UTF-16BE surrogate pairs.

    reportlab 5.1 writes U+20000 as <20000>, which every reader takes for U+2000.
    """
    pairs = [f"<{i:02X}> <{chr(c).encode('utf-16-be').hex()}>" for i, c in enumerate(subset)]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]  # at most 100 a block
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
            f"/CMapName /{fontname} def /CMapType 2 def",
            f"1 begincodespacerange <00> <{len(subset) - 1:02X}> endcodespacerange",
            *("\n".join([f"{len(b)} beginbfchar", *b, "endbfchar"]) for b in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


class _Home(dict[str, str]):
    """Character to the name of its font. Raises MissingGlyph."""

    def __missing__(self, character: str) -> str:
        for name in FONTS:
            if ord(character) in font(name).face.charToGlyph:
                self[character] = sys.intern(name)
                return name
        raise MissingGlyph(character)


class _Advance(dict[str, float]):
    """Character to its width at size 1. Raises MissingGlyph."""

    def __missing__(self, character: str) -> float:
        face = font(_HOME[character]).face
        advance: float = face.charWidths[ord(character)] / 1000
        self[character] = advance
        return advance


_HOME = _Home()
_ADVANCE = _Advance()


def runs(text: str) -> list[tuple[str, str]]:
    """The text cut where the font changes, as (font name, text). Raises MissingGlyph."""
    return [(name, "".join(run)) for name, run in groupby(text, _HOME.__getitem__)]


def width(text: str, size: float) -> float:
    """Width of one line in points. Raises MissingGlyph."""
    return sum(map(_ADVANCE.__getitem__, text)) * size


class _Codes(dict[str, tuple[str, str]]):
    """Character to (font resource, two hex digits) within one document."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001

    def __missing__(self, character: str) -> tuple[str, str]:
        ttfont = font(_HOME[character])
        [(subset, coded)] = ttfont.splitString(character, self.document)
        self[character] = found = (
            sys.intern(ttfont.getSubsetInternalName(subset, self.document)),
            coded.hex(),
        )
        return found


class Pen:
    """Sets text into the pages and forms of one canvas, embedding what it uses."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._codes = _Codes(canvas)
        self._set: dict[tuple[str, float], str] = {}  # 男, 汉族, / … come on every page

    def operators(self, x: float, y: float, text: str, size: float) -> str:
        """PDF text operators for one line, to stand between BT and ET. Raises MissingGlyph."""
        if (key := (text, size)) not in self._set:
            self._set[key] = self._strings(text, size)
        return f"1 0 0 1 {x:.2f} {y:.2f} Tm {self._set[key]}"

    def _strings(self, text: str, size: float) -> str:
        coded = map(self._codes.__getitem__, text)
        return " ".join(
            f"{resource} {size:g} Tf <{''.join(digits for _r, digits in run)}> Tj"
            for resource, run in groupby(coded, key=itemgetter(0))
        )

    def draw_text(self, x: float, y: float, text: str, size: float) -> None:
        if text:
            self.canvas.addLiteral(f"BT {self.operators(x, y, text, size)} ET")
