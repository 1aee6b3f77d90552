"""Commands on what a station has for its paper: county templates, voided numbers, usual texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from station_app.access import voiding
from station_app.access.desk import Desk
from station_app.cli.options import signed_in
from station_app.cli.output import command
from station_app.cli.records import id_of
from station_app.cli.wording import words
from station_app.core.days import read_day
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.printing.county import kept, reader
from station_app.printing.county.template import Template
from station_app.printing.county.values import placed, unplaced
from station_app.printing.forms import Printable
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.workflows import texts
from station_app.workflows.paper import find_form

Asked = Annotated[str, typer.Argument(metavar="FORM")]
Reason = Annotated[str, typer.Option(metavar="TEXT")]
Option = Annotated[str, typer.Option(metavar="TEXT")]


def add_to(app: typer.Typer) -> None:
    for name, help, parts in (
        ("template", "The county's own PDF for a form. 例: station template list",
         (_templates, _loading, _placing, _ending)),
        ("number", "Document numbers that were spoilt. 例: station number list",
         (_voided, _voiding)),
        ("text", "Usual texts for long fields. 例: station text list",
         (_texts, _keeping, _dropping)),
    ):  # fmt: skip
        group = typer.Typer(help=help)
        for add in parts:
            add(group)
        app.add_typer(group, name=name)


def _templates(app: typer.Typer) -> None:
    @command(app, "list", epilog="例: station template list --json")
    def listed() -> Any:
        """Forms that a county's template may be loaded for, and the document it came by."""
        with signed_in() as (_station, desk), desk.view("county-templates") as view:
            found = kept.templates(view)
        return [
            {
                "form": form.form.name,
                "title": form.form.title,
                "loaded": form.form.name in found,
                **(_order(found[form.form.name]) if form.form.name in found else {}),
            }
            for form in FORMS.values()
            if kept.takes(form)
        ]


def _order(one: kept.Kept) -> dict[str, Any]:
    by = {"issuer": one.issuer, "number": one.number, "day": one.day, "officer": one.entered_by}
    return by | {"places": dict(one.template.places)}


def _loading(app: typer.Typer) -> None:
    @command(
        app,
        "load",
        epilog="例: station template load warning_decision 警告决定书.pdf"
        " --issuer 演示县司法局 --number 演司〔2026〕9号 --day 2026-03-01",
    )
    def load(
        form: Asked,
        file: Annotated[Path, typer.Argument(metavar="FILE.pdf")],
        issuer: Option,
        number: Option,
        day: Annotated[str, typer.Option(metavar="DATE")],
    ) -> Any:
        """Loads a PDF with named fields; says what it has no value or no place for (chief)."""
        with signed_in() as (_station, desk):
            found = find_form(FORMS, form, words)
            if not file.is_file() or file.stat().st_size > reader.MOST_BYTES:
                raise Refused(_("没有这个文件，或超过 {n} MB", n=reader.MOST_BYTES >> 20))
            pdf = file.read_bytes()
            brought = pdf, reader.read_guarded(pdf)
            order = {"issuer": issuer, "number": number, "day": read_day(day, desk.today)}
            with desk.act("load-template") as act:
                template = kept.load(act, found, brought, **order)  # type: ignore[arg-type]
            return _told(desk, found, template)


def _told(desk: Desk, form: Printable, template: Template) -> dict[str, Any]:
    """What the two have in common, and what not."""
    with desk.view("county-templates") as view:
        known = kept.known(view, form)
    places = placed(template, known.names)
    return {
        "form": form.form.name,
        "places": places,
        "fields_without_value": [f for f in template.fields if f not in places],
        "values_without_place": list(unplaced(known.names, places)),
        "tried_on_a_record": known.whole,
        "ticked_by_hand": list(template.ticks),
    }


def _placing(app: typer.Typer) -> None:
    @command(app, "place", epilog="例: station template place warning_decision 经办科室 单位")
    def place(
        form: Asked,
        field: Annotated[str, typer.Argument(metavar="FIELD")],
        value: Annotated[str, typer.Argument(metavar="[VALUE]")] = "",
    ) -> Any:
        """What goes into a field of the template; without a value nothing (chief)."""
        with signed_in() as (_station, desk):
            found = find_form(FORMS, form, words)
            with desk.act("load-template") as act:
                template = kept.place(act, found, field, value)
            return _told(desk, found, template)


def _ending(app: typer.Typer) -> None:
    @command(app, "end", epilog="例: station template end warning_decision --reason 县局换发")
    def end(form: Asked, reason: Reason) -> Any:
        """Takes the template back: our own layout with its mark prints again (chief)."""
        with signed_in() as (_station, desk), desk.act("load-template") as act:
            found = find_form(FORMS, form, words)
            kept.take_back(act, found, reason)
        return {"form": found.form.name}


def _voided(app: typer.Typer) -> None:
    @command(app, "list", epilog="例: station number list --json")
    def listed() -> Any:
        """Document numbers that were spoilt, the latest first."""
        with signed_in() as (_station, desk), desk.view("voided-numbers") as view:
            return [
                {
                    "number": one.typed,
                    "paper": one.paper,
                    "reason": one.reason,
                    "officer": one.entered_by,
                    "at": one.entered_at,
                }
                for one in voiding.voided(view)
            ]


def _voiding(app: typer.Typer) -> None:
    @command(
        app,
        "void",
        epilog="例: station number void （2026）演矫警字第3号 --paper 警告决定书 --reason 写错姓名",
    )
    def void(
        number: Annotated[str, typer.Argument(metavar="NUMBER")], paper: Option, reason: Reason
    ) -> Any:
        """A document number that is used no more, of what paper and why."""
        with signed_in() as (_station, desk), desk.act("void-number") as act:
            voiding.void(act, number, paper, reason)
        return {"number": number}


def _texts(app: typer.Typer) -> None:
    @command(app, "list", epilog="例: station text list --json")
    def listed() -> Any:
        """The station's own usual texts, with the field each is for."""
        with signed_in() as (_station, desk), desk.view("texts") as view:
            return [
                {
                    "id": one.id,
                    "register": one.register,
                    "field": one.field,
                    "title": one.title,
                    "text": one.text,
                }
                for one in texts.own_texts(view)
            ]


def _keeping(app: typer.Typer) -> None:
    @command(
        app,
        "keep",
        epilog="例: station text keep hazards.recheck remarks --title 已改正 --text 已改正。",
    )
    def keep(
        register: Annotated[str, typer.Argument(metavar="REGISTER[.ACTION]")],
        field: Annotated[str, typer.Argument(metavar="FIELD")],
        title: Option,
        text: Option,
    ) -> Any:
        """A text for one long field; never with a number or a telephone in it."""
        known = {(place.register, place.field) for place in texts.places(REGISTERS, ACTIONS)}
        if (register, field) not in known:
            raise Refused(_("没有这个多行文字栏，请核对名称"))
        with signed_in() as (_station, desk), desk.act("keep-text") as act:
            return {"id": texts.keep(act, (register, field), title, text)}


def _dropping(app: typer.Typer) -> None:
    @command(app, "drop", epilog="例: station text drop ID")
    def drop(id: Annotated[str, typer.Argument(metavar="ID")]) -> Any:
        """Drops one of the station's own texts."""
        with signed_in() as (_station, desk), desk.act("keep-text") as act:
            texts.drop(act, id_of(id))
        return {"id": id}
