"""The manual says what the screen says, and its commands are those there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from babel.messages.pofile import read_po

from station_app.cli import build

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "docs/manual").glob("*.md"))
ANYWHERE = {"--home", "--as", "--password-file", "--factor-file", "--json", "--purpose", "--note"}


def on_the_screen():
    with (ROOT / "resources/i18n/en.po").open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


def quoted(text):
    return set(re.findall(r"【(.+?)】", text))


def commands(text):
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S)).splitlines()
    return [line for line in [*blocks, *re.findall(r"`(station [^`…]+)`", text)] if line]


def unknown(line):
    """What of this command line there is not."""
    command, words, rest = typer.main.get_command(build()), shlex.split(line)[1:], []
    while words:
        word = words.pop(0)
        if word in ANYWHERE:
            words = words[word != "--json" :]
        elif word in getattr(command, "commands", {}):
            command = command.commands[word]
        else:
            rest.append(word)
    if hasattr(command, "commands"):
        return [line]
    known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    return [word for word in rest if word.startswith("--") and word not in known]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_what_is_quoted_stands_on_the_screen(chapter):
    words = quoted(chapter.read_text("utf-8"))
    assert len(words) > 20
    assert words - on_the_screen() == set()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_command_of_the_manual_is_one_there_is(chapter):
    lines = commands(chapter.read_text("utf-8"))
    assert len(lines) > 20
    assert {line: said for line in lines if (said := unknown(line))} == {}


def test_a_word_and_a_command_that_are_gone_are_found():
    assert quoted("按【保存一切】") - on_the_screen() == {"保存一切"}
    assert unknown("station seal everything")
    assert unknown("station --as a backup --everything") == ["--everything"]
    assert unknown("station --as a --password-file P officer list") == []
