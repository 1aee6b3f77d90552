"""Sentences in the language of the shell, as a terminal may show them."""

from __future__ import annotations

import os
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import typer

from station_app.core.sound import visible
from station_app.core.texts import SOURCE, Shown, render

ENGLISH = Path(__file__).parents[2] / "resources" / "i18n" / "en.mo"


def catalogue() -> NullTranslations:
    """English where `STATION_LANGUAGE` or the locale says so, else Chinese."""
    said = os.environ.get("STATION_LANGUAGE") or os.environ.get("LANG", "")
    if not said.lower().startswith("en"):
        return SOURCE
    with ENGLISH.open("rb") as file:
        return GNUTranslations(file)


def words(shown: Shown) -> str:
    return render(shown, catalogue())


def writable(text: str) -> str:
    """Bytes of a file name that are no text are shown as such, and what steers a terminal too."""
    return visible(text.encode(errors="surrogateescape").decode(errors="backslashreplace"))


def aside(shown: Shown) -> None:
    """To standard error: what should be known, whatever is answered."""
    typer.echo(writable(words(shown)), err=True)
