"""The icons: one set, coloured by the palette, with their licence beside them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

ICONS = Path(__file__).parents[2] / "resources/icons"


def test_every_icon_is_drawn_in_the_colour_of_the_text():
    icons = sorted(ICONS.glob("*.svg"))
    assert icons
    for icon in icons:
        root = ET.parse(icon).getroot()
        assert (root.get("stroke"), root.get("viewBox")) == ("currentColor", "0 0 24 24"), icon


def test_the_licence_travels_with_the_icons():
    assert "ISC License" in (ICONS / "LICENSE").read_text("utf-8")
