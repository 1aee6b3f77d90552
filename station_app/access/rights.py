"""What tables of rights are made of: one register's records, looked at and entered."""

from __future__ import annotations

from collections.abc import Mapping

Rights = dict[str, frozenset[str]]  # right → the roles that have it

INNER = ("list", "show", "titles", "history")  # looked at from the record they belong to


def of_records(use: frozenset[str], enter: frozenset[str]) -> dict[str, frozenset[str]]:
    """What every register has: who looks, and takes back what was entered in error; who enters."""
    return {
        **dict.fromkeys((*INNER, "everything-about"), use),
        **dict.fromkeys(("file", "amend"), enter),
        "withdraw": use,
        "export": frozenset({"chief"}),
    }


def of_registers(registers: Mapping[str, Rights]) -> dict[str, frozenset[str]]:
    """A service on one register's records is written service:register."""
    return {
        f"{right}:{register}": roles
        for register, rights in registers.items()
        for right, roles in rights.items()
    }
