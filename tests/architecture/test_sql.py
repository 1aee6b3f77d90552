"""Values are bound. What stands in a statement as text is a name of our own, each one looked at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "station_app"
SQL = re.compile(
    r"\b(select\s|insert into|update \"|delete from|drop |create |alter |pragma|attach|limit \+?\?)"
    r"|\b(where|join|order by)\b",
    re.IGNORECASE,
)
OURS = {
    "a table or column of the schema": {
        "table", "table.name", "table.__tablename__", "register.record.__tablename__", "column",
        "column.name", "name", "names", "columns", "quoted", "where", "t", "n", "register.name",
        "every", "chosen", "typed", "given",
    },
    "marks of bound values, as many as there are": {"mark", "marks", "','.join('?' * size)"},
    "a constant of the module, or what an engine calls something": {
        "LIVES", "LINE.format('d')", "LINE.format(where)", "HOLDING", "MOST", "CAP", "ROOMS",
        "SPAN", "RANGE.format(at)", "at", "PATIENCE", "holds", "join", "inside", "pragma",
        "int(pages)", "SCHEMA", "OWNER", "READER",
        "' and '.join([f'line {holds} ?'] * len(words))", "' intersect '.join([one] * len(words))",
    },
    "64 hexadecimal digits": {"key.hex()"},
    "a month of the county's log: ids that time makes": {"one", "other", "held", "span"},
    "roles of a server: a home's id and a letter; what proves a password": {
        "group", "role", "asked", "verifier",
    },
}  # fmt: skip
KNOWN = set().union(*OURS.values())


def put_in(source: str) -> Iterator[tuple[int, str]]:
    """(line, expression) of whatever becomes part of a text that looks like SQL."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.JoinedStr(values=pieces):
                parts = [p.value for p in pieces if isinstance(p, ast.FormattedValue)]
                text = "".join(p.value for p in pieces if isinstance(p, ast.Constant))
            case ast.BinOp(
                left=ast.Constant(value=str(text)), op=ast.Mod() | ast.Add(), right=part
            ):
                parts = [part]
            case ast.BinOp(left=part, op=ast.Add(), right=ast.Constant(value=str(text))):
                parts = [part]
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
                parts = [*node.args, *(k.value for k in node.keywords)]
            case _:
                continue
        if SQL.search(text) and not _is_words(text):
            yield from ((node.lineno, ast.unparse(part)) for part in parts)


def _is_words(text: str) -> bool:
    """A sentence for people."""
    return bool(re.search("[\u3400-\u9fff]", text))


def test_only_names_of_our_own_stand_in_a_statement_as_text():
    unknown = [
        f"{path.relative_to(ROOT)}:{line} {{{expression}}}"
        for path in sorted(ROOT.rglob("*.py"))
        for line, expression in put_in(path.read_text("utf-8"))
        if expression not in KNOWN
    ]
    assert unknown == []


def test_a_value_put_into_a_statement_is_seen():
    for written in (
        "ask(session, f\"select 1 from person where name = '{typed}'\")",
        "session.execute(text(\"delete from person where id = '%s'\" % typed))",
        '"select * from person where name = \'" + typed',
        '"select * from person where name = {}".format(typed)',
        'f"PRAGMA user_version = {typed}"',
        'f"select 1 from person order by {typed}"',
    ):
        assert [what for _line, what in put_in(written)] == ["typed"], written
