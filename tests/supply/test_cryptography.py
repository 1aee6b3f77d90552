"""The inventory of cryptography in docs/security.md is whole, and nothing weak is in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = {"cryptography", "argon2", "hashlib", "hmac", "pyotp", "random", "secrets", "ssl"}
WEAK = {  # as the libraries call them
    *("md5", "MD5", "sha1", "SHA1", "RC4", "ARC4", "DES", "TripleDES", "Blowfish"),
    *("ECB", "CFB", "PKCS1v15"),
}
FOR_THE_DEMONSTRATION = [  # invented people, by a fixed seed
    f"station_app/workflows/demo{part}.py"
    for part in ("", "_calls", "_checks", "_corrections", "_houses", "_people")
]
SOURCES = sorted(
    file
    for folder in ("station_app", "ui")
    for file in (ROOT / folder).rglob("*.py")
    if "migrations" not in file.parts
)


def imported(text):
    """Names of the packages a source imports, and of what it takes from them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def uses(text):
    return TOOLS & set(imported(text))


def inventory():
    text = (ROOT / "docs/security.md").read_text("utf-8")
    table = text.split("### Inventory of cryptography", 1)[1].split("\n#", 1)[0]
    return set(re.findall(r"`((?:station_app|ui)/[\w/]+\.py)`", table))


def weak(text):
    names = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute | ast.Name)
    }
    return names & WEAK


def test_every_file_that_uses_cryptography_is_in_the_inventory():
    found = {
        file.relative_to(ROOT).as_posix()
        for file in SOURCES
        if uses(file.read_text("utf-8")) - {"random"}
    }
    assert len(found) > 10
    assert found - inventory() == set(), "not in the inventory"
    assert inventory() - found == set(), "in the inventory for nothing"


def test_no_weak_algorithm_is_named_anywhere():
    for file in SOURCES:
        assert weak(file.read_text("utf-8")) == set(), file


def test_what_must_not_be_guessed_is_drawn_from_the_system():
    """`random` can be foretold from what it gave before."""
    found = [file for file in SOURCES if "random" in uses(file.read_text("utf-8"))]
    assert [file.relative_to(ROOT).as_posix() for file in found] == FOR_THE_DEMONSTRATION


def test_a_weak_one_would_be_seen():
    assert weak("import hashlib\nhashlib.md5(b'')") == {"md5"}
    assert weak("from cryptography.hazmat.primitives.ciphers import modes\nmodes.ECB()") == {"ECB"}
    assert uses("def f():\n    import random\n") == {"random"}
