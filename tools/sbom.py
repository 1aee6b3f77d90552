"""Writes docs/sbom.json: what is shipped, as CycloneDX, from uv.lock and docs/licences.csv.

    python tools/sbom.py           says what differs from the reviewed one; status 1 if anything
    python tools/sbom.py --write   writes it anew: to be read before it is committed

Without time, serial number and tools, so that the same lock gives the same file. Tools of
development are left out, packages of other platforms are in. One digest stands for the files
of a package: a wheel replaced under the same version is a difference.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs/sbom.json"
TYPES = {"font": ComponentType.FILE, "data": ComponentType.DATA, "icons": ComponentType.FILE}

Package = dict[str, Any]


def lock() -> dict[str, list[Package]]:
    """Packages by name; numpy and others stand twice, for different Pythons."""
    found: dict[str, list[Package]] = {}
    for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]:
        found.setdefault(package["name"], []).append(package)
    return found


def needs(package: Package, extras: Iterable[str]) -> list[Package]:
    more = package.get("optional-dependencies", {})
    return [*package.get("dependencies", ()), *(one for e in extras for one in more.get(e, ()))]


def shipped(locked: Mapping[str, list[Package]]) -> dict[str, set[str]]:
    """Names of what an installation with every extra brings, each with its own extras."""
    found: dict[str, set[str]] = {}
    waiting = [("station-desk", frozenset(locked["station-desk"][0]["optional-dependencies"]))]
    while waiting:
        name, extras = waiting.pop()
        if name in found and extras <= found[name]:
            continue
        found.setdefault(name, set()).update(extras)
        for package in locked[name]:
            waiting += [
                (one["name"], frozenset(one.get("extra", ()))) for one in needs(package, extras)
            ]
    return found


def licences() -> list[dict[str, str]]:
    with (ROOT / "docs/licences.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def digest(package: Package) -> str:
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    hashes = sorted(one["hash"] for one in files)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _package(package: Package, licence: str) -> Component:
    return Component(
        name=package["name"],
        version=package["version"],
        type=ComponentType.LIBRARY,
        bom_ref=f"{package['name']}=={package['version']}",
        purl=PackageURL("pypi", name=package["name"], version=package["version"]),
        licenses=[LicenseExpression(licence)],
        properties=[Property(name="uv.lock:files", value=f"sha256:{digest(package)}")],
    )


def _other(row: Mapping[str, str]) -> Component:
    return Component(
        name=row["name"],
        version=row["version"],
        type=TYPES.get(row["kind"], ComponentType.LIBRARY),
        bom_ref=f"{row['kind']}:{row['name']}@{row['version']}",
        licenses=[LicenseExpression(row["licence"])],
    )


def bom() -> dict[str, Any]:
    locked, rows = lock(), licences()
    names = shipped(locked)
    licence = {row["name"]: row["licence"] for row in rows if row["kind"] == "package"}
    parts = {
        (name, package["version"]): _package(package, licence.get(name, "LicenseRef-unknown"))
        for name in names
        if name != "station-desk"
        for package in locked[name]
    }
    us = Component(name="station-desk", type=ComponentType.APPLICATION, bom_ref="station-desk")
    made = Bom(components=[*parts.values(), *(_other(r) for r in rows if r["kind"] != "package")])
    made.metadata.component = us
    for name, extras in names.items():
        for package in locked[name]:
            wanted = {one["name"] for one in needs(package, extras)}
            below = [part for (other, _), part in parts.items() if other in wanted]
            made.register_dependency(parts.get((name, package["version"]), us), below)
    return _bare(json.loads(JsonV1Dot6(made).output_as_string()))


def _bare(made: dict[str, Any]) -> dict[str, Any]:
    made.pop("serialNumber")
    made["metadata"] = {"component": made["metadata"]["component"]}
    return made


def differences(kept: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """One line for each component that came, went or changed."""
    before, after = ({c["bom-ref"]: c for c in one["components"]} for one in (kept, now))
    lines = [f"gone: {ref}" for ref in sorted(before.keys() - after.keys())]
    lines += [f"new: {ref}" for ref in sorted(after.keys() - before.keys())]
    for ref in sorted(before.keys() & after.keys()):
        keys = sorted(before[ref].keys() | after[ref].keys())
        lines += [
            f"changed: {ref}: {key}" for key in keys if before[ref].get(key) != after[ref].get(key)
        ]
    drawn = [{d["ref"]: d.get("dependsOn") for d in one["dependencies"]} for one in (kept, now)]
    both = drawn[0].keys() & drawn[1].keys()
    return lines + [f"depends on others: {r}" for r in sorted(both) if drawn[0][r] != drawn[1][r]]


def main() -> int:
    now = bom()
    if "--write" in sys.argv:
        KEPT.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return 0
    lines = differences(json.loads(KEPT.read_text("utf-8")), now)
    sys.stdout.write("\n".join(lines or ["docs/sbom.json is that of uv.lock"]) + "\n")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
