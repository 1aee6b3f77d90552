"""Commands on terms of law and holidays: shown to everybody, changed by the chief."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, cast

import typer

from station_app.access import rulebook
from station_app.access.rulebook import Kept
from station_app.cli.options import Misused, signed_in, whole
from station_app.cli.output import command
from station_app.cli.records import id_of
from station_app.clocks.rule import Place
from station_app.clocks.versions import Version
from station_app.core.days import read_day
from station_app.core.errors import Absent, Refused
from station_app.core.texts import _
from station_app.storage.own_tables import HolidayYear, LocalRule

Issuer = Annotated[str, typer.Option(metavar="TEXT")]
Number = Annotated[str, typer.Option(metavar="TEXT")]
Reason = Annotated[str, typer.Option(metavar="TEXT")]


def add_to(app: typer.Typer) -> None:
    rules = typer.Typer(help="Terms of law and local rules. 例: station rules list")
    for add in (_rules, _order_of_rule, _end_of_rule):
        add(rules)
    app.add_typer(rules, name="rules")
    holidays = typer.Typer(help="Rest days and days worked. 例: station holidays list")
    for add in (_holidays, _entry_of_year, _end_of_year):
        add(holidays)
    app.add_typer(holidays, name="holidays")


def _rules(app: typer.Typer) -> None:
    @command(app, "list", epilog="例: station rules list --register housing --json")
    def listed(register: str | None = typer.Option(None)) -> Any:
        """Every term with its source; `order` is the id of an order that may be taken back."""
        with signed_in() as (_station, desk), desk.view("rulebook") as view:
            kept = rulebook.rules(view)
        return [
            line for one in kept if register in (None, one.now.register) for line in _versions(one)
        ]


def _order_of_rule(app: typer.Typer) -> None:
    @command(
        app,
        "order",
        epilog="例: station rules order residence_registration --from 2026-12-01 --length 5"
        " --unit workday --issuer 演示县公安局 --number 演公〔2026〕12号",
    )
    def order(
        rule: Annotated[str, typer.Argument(metavar="RULE")],
        issuer: Issuer,
        number: Number,
        first: Annotated[str, typer.Option("--from", metavar="DATE")],
        unit: Annotated[str, typer.Option(metavar="hour|day|workday|month|year")],
        length: int = whole("--length", None, 0, 1000),
        place: str | None = typer.Option(None, metavar="city|country"),
        roll: bool = typer.Option(False, help="A last day of rest moves to the next working day."),
    ) -> Any:
        """A local rule as it was ordered, for what begins on DATE or later; all duties follow."""
        where = _place(place)
        with signed_in() as (_station, desk):
            version = Version(
                rule=rule,
                place=where,
                valid_from=_day(first, desk.today),
                length=length,
                unit=cast(Any, unit),
                roll=roll,
                issuer=issuer,
                number=number,
            )
            id, moved = rulebook.change(
                desk, "order-rule", lambda act: rulebook.order_rule(act, version)
            )
        return {"order": id, "moved": moved}


def _end_of_rule(app: typer.Typer) -> None:
    @command(app, "end", epilog="例: station rules end ORDER --reason 县局已废止")
    def end(order: Annotated[str, typer.Argument(metavar="ORDER")], reason: Reason) -> Any:
        """Takes an order back: the rule before it holds again."""
        with signed_in() as (_station, desk):
            _none, moved = rulebook.change(
                desk, "end-rule", lambda act: rulebook.end_rule(act, id_of(order), reason)
            )
        return {"moved": moved}


def _holidays(app: typer.Typer) -> None:
    @command(app, "list", epilog="例: station holidays list --json")
    def listed() -> Any:
        """The years about now: known or not, and by which notice."""
        with signed_in() as (_station, desk), desk.view("rulebook") as view:
            return [
                {"year": one.year, "known": one.known, **_notice(one.notice)}
                for one in rulebook.years(view)
            ]


def _entry_of_year(app: typer.Typer) -> None:
    @command(
        app,
        "enter",
        epilog="例: station holidays enter 2027 --rest '1.1 至 1.3、2.6 至 2.12' --work '1.9'"
        " --issuer 国务院办公厅 --number 国办发明电〔2026〕0号",
    )
    def enter(
        issuer: Issuer,
        number: Number,
        rest: Annotated[str, typer.Option(metavar="DAYS")],
        year: Annotated[int, typer.Argument(metavar="YEAR")],
        work: Annotated[str, typer.Option(metavar="DAYS")] = "",
    ) -> Any:
        """A year's notice as printed; it replaces one entered before. All duties follow."""
        with signed_in() as (_station, desk):
            id, moved = rulebook.change(
                desk,
                "enter-holidays",
                lambda act: rulebook.enter_holidays(
                    act, year, rest, work, issuer=issuer, number=number
                ),
            )
        return {"notice": id, "moved": moved}


def _end_of_year(app: typer.Typer) -> None:
    @command(app, "end", epilog="例: station holidays end 2027 --reason 录入有误")
    def end(year: Annotated[int, typer.Argument(metavar="YEAR")], reason: Reason) -> Any:
        """Takes a year's notice back."""
        with signed_in() as (_station, desk):
            with desk.view("rulebook") as view:
                notices = [one.notice for one in rulebook.years(view) if one.year == year]
            if not notices or (notice := notices[0]) is None:
                raise Absent(_("没有录入 {year} 年的放假安排", year=year))
            _none, moved = rulebook.change(
                desk, "end-holidays", lambda act: rulebook.end_holidays(act, notice.id, reason)
            )
        return {"moved": moved}


def _place(typed: str | None) -> Place | None:
    if typed not in (None, "city", "country"):
        raise Misused(_("--place 应为 city 或 country"))
    return cast(Place | None, typed)


def _day(typed: str, today: date) -> date:
    try:
        return read_day(typed, today)
    except ValueError:
        raise Refused(_("没有这一天：日期请写作 2026-03-07")) from None


def _versions(kept: Kept) -> Iterator[dict[str, Any]]:
    held = {one.valid_from: one for one in kept.orders if one.ended_at is None}
    for rule in kept.rules:
        order = held.get(rule.valid_from) if rule.valid_from and rule.confirmed else None
        yield {
            "rule": rule.id,
            "title": rule.title,
            "register": rule.register,
            "place": rule.place or "",
            "length": rule.length,
            "unit": rule.unit,
            "roll": rule.roll,
            "basis": rule.basis,
            "confirmed": rule.confirmed,
            "local": rule.local,
            "valid_from": rule.valid_from,
            "valid_to": rule.valid_to,
            **_order(order),
        }


def _order(order: LocalRule | None) -> dict[str, Any]:
    return {"order": order.id, "entered_by": order.entered_by} if order else {}


def _notice(notice: HolidayYear | None) -> dict[str, Any]:
    if notice is None:
        return {}
    return {
        "holidays": notice.holidays,
        "workdays": notice.workdays,
        "source": f"{notice.issuer}{notice.number}",
        "entered_by": notice.entered_by,
    }
