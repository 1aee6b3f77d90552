"""docs/licences.csv: of everything that is shipped, the licence and where its text lies."""

from __future__ import annotations

import runpy
import sys
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression

ROOT = Path(__file__).parents[2]
SBOM = runpy.run_path(str(ROOT / "tools/sbom.py"))
ROWS = SBOM["licences"]()
PACKAGES = [row for row in ROWS if row["kind"] == "package"]
LOCK = SBOM["lock"]()
SITE = Path(str(metadata.distribution("sqlalchemy").locate_file("")))
CORE = SBOM["shipped"](  # what every station installs; screens and PostgreSQL are extras
    LOCK | {"station-desk": [LOCK["station-desk"][0] | {"optional-dependencies": {}}]}
)
OURS = (
    *("resources/i18n/*", "resources/rules/*", "resources/checklists/*", "resources/templates/*"),
    "resources/rehabilitation/*",
    "resources/passwords/place.txt",
    *("*/README.md", "*/LICENCES.md", "*/__pycache__/*"),
)

FREE = {  # of these a licence may be made up without a word more
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Attribution"),
    *("Bitstream-Vera", "blessing", "CC0-1.0", "FTL", "IJG", "ISC", "libtiff", "MIT", "MIT-0"),
    *("LicenseRef-Hanazono", "MIT-CMU", "OFL-1.1", "OLDAP-2.8", "PostgreSQL", "PSF-2.0"),
    *("Unicode-3.0", "Zlib"),
}
COPYLEFT = {  # what may be there all the same, and how its terms are met (docs/security.md)
    "pyside6-essentials": "LGPL-3.0",
    "shiboken6": "LGPL-3.0",
    "Qt": "LGPL-3.0",
    "psycopg": "LGPL-3.0",
    "psycopg-binary": "LGPL-3.0",
    "certifi": "unchanged",
    "GCC runtime (gfortran)": "exception",
    "GCC runtime (quadmath)": "replaced",
    "keyutils": "replaced",
    "libcrypt": "replaced",
    "DarkGarden (reportlab)": "never loaded",
    "iso-codes": "replaceable",
}


def alternatives(expression):
    """Every way in which the terms may be taken; no expression here nests brackets."""
    return [frozenset(one.strip().split(" AND ")) for one in expression.split(" OR ")]


def is_free(expression):
    return any(one <= FREE for one in alternatives(expression))


def test_every_package_has_its_line_and_no_line_outlives_its_package():
    shipped = {
        (package["name"], package["version"])
        for name in SBOM["shipped"](LOCK)
        for package in LOCK[name]
        if name != "station-desk"
    }
    assert {(row["name"], row["version"]) for row in PACKAGES} == shipped
    assert len(PACKAGES) == len(shipped)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['name']} {row['version']}")
def test_every_licence_is_known_and_its_text_lies_where_it_says(row):
    assert canonicalize_license_expression(row["licence"]) == row["licence"]
    assert row["name"]
    assert row["version"]
    assert row["text"]
    for place in row["text"].split():
        assert lies(row, place), place


def lies(row, place):
    """In this folder, in the wheel (`NAME:` of another package), or public."""
    if place.startswith("https://"):
        return "public domain" in row["note"]
    if place.startswith(("docs/", "resources/")):
        return (ROOT / place).stat().st_size > 500
    name, _, inside = place.rpartition(":")
    try:
        files = metadata.files(name or row["name"]) or ()
    except metadata.PackageNotFoundError:
        return row["note"] == "Windows only" or (name or row["name"]) not in CORE
    return any(str(one).endswith(f".dist-info/{inside}") or str(one) == inside for one in files)


@pytest.mark.parametrize("row", PACKAGES, ids=lambda row: f"{row['name']} {row['version']}")
def test_the_licence_is_the_one_that_the_package_declares(row):
    try:
        declared = metadata.metadata(row["name"]).get("License-Expression")
    except metadata.PackageNotFoundError:
        pytest.skip("of another platform")
    assert declared in (None, row["licence"])


def test_copyleft_only_where_it_is_said_how_it_is_met():
    bound = {row["name"]: row["note"] for row in ROWS if not is_free(row["licence"])}
    assert bound.keys() == COPYLEFT.keys()
    for name, how in COPYLEFT.items():
        assert how in bound[name], name


@pytest.mark.parametrize(
    "one", ["GPL-3.0-only", "AGPL-3.0-only", "MIT AND GPL-2.0-only", "SSPL-1.0"]
)
def test_a_licence_that_nobody_allowed_is_not_free(one):
    assert not is_free(one)


def matched(path, kinds):
    return any(
        fnmatch(path, pattern)
        for row in ROWS
        if row["kind"] in kinds
        for pattern in row["files"].split()
    )


def test_every_font_icon_and_table_of_others_is_listed():
    """A table that names others as its source stands in the list; the rest were typed by hand."""
    for file in sorted((ROOT / "resources").rglob("*")):
        path = file.relative_to(ROOT).as_posix()
        if not file.is_file() or any(fnmatch(path, own) for own in OURS):
            continue
        if matched(path, ("font", "icons", "data")):
            continue
        assert file.suffix == ".csv", path
        source = file.read_text("utf-8").splitlines()[0].lower()
        others = {row["name"].split()[0].lower() for row in ROWS if row["kind"] == "data"}
        assert not any(name in source for name in others), path


def test_no_line_stands_for_files_that_are_gone():
    for row in ROWS:
        for pattern in row["files"].split():
            if pattern.startswith("resources/"):
                assert list(ROOT.glob(pattern)), pattern


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries inside wheels of Linux")
@pytest.mark.parametrize("folder", ["numpy.libs", "pillow.libs", "psycopg_binary.libs"])
def test_every_library_inside_a_wheel_is_listed(folder):
    if not (SITE / folder).is_dir():
        pytest.skip("of an extra that is not installed")
    for file in (SITE / folder).iterdir():
        assert matched(f"{folder}/{file.name}", ("inside",)), file.name


def test_qt_is_linked_and_its_source_is_not_among_ours():
    """What LGPL-3.0 asks: a station may put its own build of Qt in the place of this one."""
    (row,) = (row for row in ROWS if row["name"] == "Qt")
    assert {"docs/licences/LGPL-3.0.txt", "docs/licences/GPL-3.0.txt"} <= set(row["text"].split())
    libraries = SITE / "PySide6/Qt/lib"
    if sys.platform == "linux" and libraries.is_dir():
        assert list(libraries.glob("libQt6Core.so*"))
