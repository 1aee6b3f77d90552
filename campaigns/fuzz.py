"""What people and files give us as bytes, grown by coverage (atheris) until a parser breaks.

`--times` are inputs for each parser. A parser answers, or refuses in its own words; a child of its
own has 512 MB and 30 s for one input. What broke it is kept in `corpus/`. The line without
protection is a parser that stumbles over three letters: a fuzzer that is blind does not find it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from campaigns.paper import Figure

TIMES = 200_000
CORPUS = Path(__file__).parents[1] / "tests" / "exchange" / "corpus"
LIMITS = ("-rss_limit_mb=512", "-timeout=30", "-max_len=512", "-print_final_stats=1")
DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
SEEDS = {  # what each grows from
    "a checkpoint": ["SA1.339901-01.A.1.A.20260309T020000Z.A", "SA2.1.A.A.1.A.20260309T020000Z.A"],
    "the lines of a passport": [f"P<CHNZHANG<<SAN{'<' * 29}\nE123456784CHN8001014M3001012"],
    "an ID number": ["339901198001010013", "339901800101001"],
    "plain JSON": ['{"name": "a", "id_number": null, "x": [1, true]}'],
    "a date, a document, a telephone": ["2026年3月9日", "护照 E12345678", "19900001234"],
    "a .csv": ["姓名,身份证号\n张三,339901198001010013\n", 'name\r\n"a""b"\r\n'],
    "an address": ["演示县东门社区新丰街33号8栋4单元1604室"],
}
PLANTED = "a planted fault"
TODAY = date(2026, 3, 9)
HEADINGS = {"name": ("姓名", "name"), "id_number": ("身份证号",)}


def run(times: int, seed: int) -> list[Figure]:
    if find_spec("atheris") is None:
        raise SystemExit("atheris is not installed: uv sync --group fuzz (Linux, x86-64)")
    return [*(fuzzed(name, times, seed) for name in SEEDS), fuzzed(PLANTED, times, seed)]


def fuzzed(name: str, times: int, seed: int) -> Figure:
    with TemporaryDirectory() as folder:
        grown = Path(folder) / "grown"
        grown.mkdir()
        for n, content in enumerate(SEEDS.get(name, ["st"])):
            (grown / str(n)).write_text(content, encoding="utf-8")
        words = [f"-runs={times}", f"-seed={seed % 2**31 + 1}", *LIMITS]
        broke = f"-artifact_prefix={folder}/"
        done = subprocess.run(  # ourselves
            [sys.executable, "-m", "campaigns.fuzz", name, *words, broke, str(grown)],
            capture_output=True,
            text=True,
            check=False,
        )
        found = DONE.search(done.stderr)
        tried, corpus = int(found[1]) if found else 0, len(list(grown.iterdir()))
        if done.returncode and name in SEEDS:
            print(done.stderr[-3000:], file=sys.stderr)
            for file in Path(folder).glob("*-*"):
                (CORPUS / f"{file.name[:24]}.bin").write_bytes(file.read_bytes())
    what = f"{name}: {corpus:,} kinds of input" if name in SEEDS else name
    return Figure(
        what=what,
        times=times,
        struck=tried,
        acknowledged=0,
        lost=int(done.returncode != 0),
        red=name == PLANTED,
    )


# In the child


def _parsers() -> dict[str, Callable[[bytes], object]]:
    from station_app.identity import documents, numbers
    from station_app.places import addresses
    from station_app.storage import checkpoints

    return {
        "a checkpoint": lambda content: checkpoints.read(_text(content)),
        "the lines of a passport": lambda content: documents.read_mrz(*_lines(content), TODAY),
        "an ID number": lambda content: numbers.read(_text(content), TODAY),
        "plain JSON": _json,
        "a date, a document, a telephone": _typed,
        "a .csv": _sheet,
        "an address": lambda content: addresses.parse(_text(content)),
        PLANTED: _stumbles,
    }


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _json(content: bytes) -> None:
    from station_app.core.wire import foreign

    with suppress(ValueError):  # its own word for no
        foreign(content)


def _lines(content: bytes) -> tuple[str, str]:
    first, _newline, second = _text(content).partition("\n")
    return first, second


def _typed(content: bytes) -> None:
    """Each on its own: what one kind refuses the next may take."""
    from station_app.core.kinds import Day, Documents, Moment, Phones
    from station_app.core.parse import Invalid, parse

    for kind in (Day(), Moment(), Documents(), Phones()):
        with suppress(Invalid):
            parse(kind, _text(content), datetime(2026, 3, 9, tzinfo=UTC))


def _sheet(content: bytes) -> None:
    from station_app.exchange.reading import read_sheet

    with TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.csv"
        file.write_bytes(content)
        for _row in read_sheet(file, HEADINGS, own=("name", "id_number")).rows:
            pass


def _stumbles(content: bytes) -> None:
    letters = content.ljust(4)
    if letters[0] == ord("h"):  # noqa: SIM102  # each step is one more that is covered
        if letters[1] == ord("u"):  # noqa: SIM102
            if letters[2] == ord("k"):
                raise LookupError(content)


def _child(name: str, words: list[str]) -> None:
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    with atheris.instrument_imports(include=["station_app"]):
        parser = _parsers()[name]
        from station_app.core.errors import Explained

        with suppress(Explained):  # so that what is imported late is instrumented too
            parser(b"1")

    parser = atheris.instrument_func(parser) if name == PLANTED else parser

    def one(content: bytes) -> None:
        with suppress(Explained):
            parser(content)

    atheris.Setup([sys.argv[0], *words], one)
    atheris.Fuzz()


if __name__ == "__main__":
    _child(sys.argv[1], sys.argv[2:])
