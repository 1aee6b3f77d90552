"""docs/versions.toml: what may not be installed, read against the lock and what is there."""

from __future__ import annotations

import re
import runpy
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.backends.openssl.backend import backend
from packaging.version import Version

from station_app.core.errors import Damaged
from station_app.storage import engine

ROOT = Path(__file__).parents[2]
RULES = tomllib.loads((ROOT / "docs/versions.toml").read_text("utf-8"))["rule"]
LOCK = runpy.run_path(str(ROOT / "tools/sbom.py"))["lock"]()


def sqlcipher_version():
    with sqlcipher.connect(":memory:") as connection:
        return connection.execute("PRAGMA cipher_version").fetchone()[0].split()[0]


INSIDE = {  # what no package says: asked of the library itself
    "SQLite": lambda: sqlcipher.sqlite_version,
    "SQLCipher": sqlcipher_version,
    "OpenSSL (cryptography)": lambda: backend.openssl_version_text().split()[1],
}


def installed(name):
    """The version that is really there, or None."""
    if name in INSIDE:
        return INSIDE[name]()
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def refused(rule, version):
    """Why this version may not be there, or None."""
    if version is None:
        return None
    if (
        rule.get("never")
        or Version(version) < Version(rule.get("at_least", "0"))
        or ("below" in rule and Version(version) >= Version(rule["below"]))
    ):
        return f"{rule['of']} {version}: {rule['why']}"
    return None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["of"])
def test_what_is_installed_is_allowed(rule):
    assert refused(rule, installed(rule["of"])) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["of"])
def test_what_the_lock_would_install_is_allowed(rule):
    for package in LOCK.get(rule["of"], ()):
        assert refused(rule, package["version"]) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["of"])
def test_every_rule_has_its_reason_and_can_refuse(rule):
    assert rule["why"]
    assert rule["source"].startswith("https://") or (ROOT / rule["source"]).exists()
    assert rule.get("never") or rule["of"] in INSIDE or rule["of"] in LOCK, "nothing to be asked"
    assert refused(rule, "0.0.1")


def test_the_bounds_are_those_of_versions_not_of_letters():
    (sqlite,) = (rule for rule in RULES if rule["of"] == "SQLite")
    (qt,) = (rule for rule in RULES if rule["of"] == "pyside6-essentials")
    assert refused(sqlite, "3.51.2")
    assert refused(sqlite, "3.6.0")
    assert refused(sqlite, "3.51.3") is None
    assert [bool(refused(qt, v)) for v in ("6.9.2", "6.9.3", "6.11.3", "6.12.0")] == [
        True,
        False,
        False,
        True,
    ]


def test_pyproject_and_the_program_draw_the_same_line():
    wanted = (ROOT / "pyproject.toml").read_text("utf-8")
    (sqlite,) = (rule for rule in RULES if rule["of"] == "SQLite")
    assert ".".join(map(str, engine.OLDEST_SQLITE)) == sqlite["at_least"]
    for rule in RULES:
        line = re.search(rf'"{rule["of"]}>=([\d.]+)(?:,<([\d.]+))?"', wanted)
        if line and "below" in rule:
            assert line.groups() == (rule["at_least"], rule["below"])


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 40, 1), (3, 6, 0)])
def test_a_home_is_not_opened_with_an_older_sqlite(tmp_path, monkeypatch, version):
    """Nothing is made on the disk: the refusal comes before the file."""
    monkeypatch.setattr(sqlcipher, "sqlite_version_info", version)
    with pytest.raises(Damaged, match="过旧"):
        engine.open_sqlcipher(tmp_path / "station.db", bytes(32))
    assert not list(tmp_path.iterdir())


def test_the_line_itself_is_open(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlcipher, "sqlite_version_info", engine.OLDEST_SQLITE)
    engine.open_sqlcipher(tmp_path / "station.db", bytes(32)).dispose()


def test_no_store_in_plain_text_is_offered_to_keyring():
    import keyring.backend

    names = {type(one).__module__ for one in keyring.backend.get_all_keyring()}
    assert not any(name.startswith("keyrings.alt") for name in names)
