"""docs/sbom.json is what somebody read, and what uv.lock would install."""

from __future__ import annotations

import copy
import json
import runpy
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[2]
SBOM = runpy.run_path(str(ROOT / "tools/sbom.py"))
KEPT = ROOT / "docs/sbom.json"
differences = SBOM["differences"]


@pytest.fixture(scope="module")
def kept():
    return json.loads(KEPT.read_text("utf-8"))


def component(bom, name):
    return next(one for one in bom["components"] if one["name"] == name)


def test_the_lock_is_the_one_that_was_reviewed(kept):
    """If not: read the lines, look at what came, then `python tools/sbom.py --write`."""
    assert differences(kept, SBOM["bom"]()) == []


def test_it_is_cyclonedx(kept):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(KEPT.read_text("utf-8")) is None
    assert (kept["bomFormat"], kept["specVersion"]) == ("CycloneDX", "1.6")


def test_the_same_lock_gives_the_same_file_to_the_letter():
    made = json.dumps(SBOM["bom"](), ensure_ascii=False, indent=1) + "\n"
    assert KEPT.read_text("utf-8") == made
    assert "timestamp" not in made
    assert "serialNumber" not in made


def test_tools_of_development_are_left_out_and_other_platforms_are_in(kept):
    names = {one["name"] for one in kept["components"]}
    assert not names & {"pytest", "ruff", "mypy", "hypothesis", "cyclonedx-bom", "weasyprint"}
    assert names >= {"pywin32-ctypes", "secretstorage", "psycopg", "pyside6-essentials", "SQLite"}


def test_a_version_a_newcomer_and_one_that_left_are_named(kept):
    now = copy.deepcopy(kept)
    component(now, "alembic")["version"] = "9"
    component(now, "segno")["bom-ref"] = "segno==99"
    assert differences(kept, now) == [
        "gone: segno==1.6.6",
        "new: segno==99",
        "changed: alembic==1.20.1: version",
    ]


def test_a_file_replaced_under_its_old_version_is_named(kept):
    package = copy.deepcopy(SBOM["lock"]()["segno"][0])
    honest = SBOM["digest"](package)
    assert component(kept, "segno")["properties"][0]["value"] == f"sha256:{honest}"
    package["wheels"][0]["hash"] = "sha256:" + "0" * 64
    assert SBOM["digest"](package) != honest


def test_a_new_dependency_of_a_package_is_named(kept):
    now = copy.deepcopy(kept)
    edge = next(one for one in now["dependencies"] if one["ref"].startswith("segno=="))
    edge["dependsOn"] = ["alembic==1.20.1"]
    assert differences(kept, now) == ["depends on others: segno==1.6.6"]
