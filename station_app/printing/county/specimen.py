"""A template with the name of each field in its place: to be looked at, and to prove it by."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from station_app.core.texts import Text
from station_app.printing.code import stamper
from station_app.printing.county.template import Template
from station_app.printing.paper import Drawn, draw
from station_app.printing.parts import PREVIEW, Cell, Form, Grid, Imprint

FORM, NOBODY = Form("template", PREVIEW, "prints"), UUID(int=0)
IMPRINT = Imprint("0", 1, "0", "0", "0")


def drawn(template: Template) -> Drawn:
    names = template.fields
    cells = tuple((Cell(Text(name.replace("{", "{{").replace("}", "}}")), name),) for name in names)
    filled = replace(template, places={name: name for name in names})
    return draw(
        FORM,
        (Grid(1, cells),),
        replace(IMPRINT, marks=(PREVIEW,)),
        stamper(bytes(32), bytes(32), "339901-01", NOBODY),
        template=filled,
    )


def specimen(template: Template) -> bytes:
    """As a file."""
    return drawn(template).pdf
