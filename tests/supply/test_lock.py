"""Only what uv.lock names by its SHA-256 is ever installed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
OTHERS = [package for package in LOCK["package"] if package["name"] != "station-desk"]
SCRIPTS = ("start", "check", "justfile", ".ci/run", "tools/setup.sh")
SHA_256 = re.compile(r"sha256:[0-9a-f]{64}")
UV = os.environ.get("UV") or shutil.which("uv") or str(ROOT / "build/uv/bin/uv")


def files(package):
    return [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]


def test_every_file_of_the_lock_has_its_sha256():
    assert len(OTHERS) > 50
    for package in OTHERS:
        assert files(package), package["name"]
        for one in files(package):
            assert SHA_256.fullmatch(one["hash"]), one["url"]


def test_every_package_comes_from_the_one_index():
    """Nothing from a folder, a branch or a second index that could answer for a name."""
    for package in OTHERS:
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        for one in files(package):
            assert one["url"].startswith("https://files.pythonhosted.org/"), one["url"]


def commands(script):
    """The lines that call uv on the project, comments and messages left out."""
    for line in (ROOT / script).read_text("utf-8").splitlines():
        bare = line.split("#", 1)[0].strip()
        if re.search(r'("\$uv"|\buv\b)"? (-\S+ )*(sync|run|add|lock|pip)\b', bare):
            yield bare


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_install_from_the_lock_only(script):
    for line in commands(script):
        assert re.search(r"--(frozen|locked|no-sync)\b", line), line
        assert not re.search(r"\b(add|lock|pip)\b", line), line


def test_uv_itself_is_installed_by_its_hash():
    setup = (ROOT / "tools/setup.sh").read_text("utf-8")
    lines = [line for line in setup.splitlines() if "pip install" in line]
    assert lines
    assert all("--require-hashes -r tools/uv.txt" in line for line in lines)
    listed = (ROOT / "tools/uv.txt").read_text("utf-8")
    assert re.findall(r"^(\S+==\S+)", listed, re.M) == re.findall(r"^(uv==[\d.]+)", listed, re.M)
    assert SHA_256.search(listed)


def test_the_scripts_do_call_uv():
    assert sum(1 for script in SCRIPTS for line in commands(script)) >= 5


@pytest.fixture
def project(tmp_path):
    """Locked to one invented wheel that lies in a folder beside it."""
    wheel = tmp_path / "wheels/invented-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    info = "invented-1.0.dist-info"
    with ZipFile(wheel, "w") as parts:
        parts.writestr("invented.py", "answer = 1\n")
        parts.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: invented\nVersion: 1.0\n")
        parts.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        parts.writestr(f"{info}/RECORD", "")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'
        'dependencies = ["invented"]\n[tool.uv]\npackage = false\nfind-links = ["wheels"]\n',
        encoding="utf-8",
    )
    assert uv(tmp_path, "lock").returncode == 0
    lock = tmp_path / "uv.lock"  # of a folder uv writes no hash down: as the index gives it
    named = f'path = "{wheel.name}"'
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(lock.read_text().replace(named, f'{named}, hash = "sha256:{digest}"'))
    return tmp_path, wheel


def uv(folder, *words):
    return subprocess.run(
        [UV, *words, "--no-index", "--no-cache", "--offline", "--python", sys.executable],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def replaced(wheel):
    """The same name and version, other content."""
    with ZipFile(wheel, "a") as parts:
        parts.writestr("more.py", "")


def test_a_wheel_that_was_replaced_is_not_installed(project):
    folder, wheel = project
    assert uv(folder, "sync", "--frozen").returncode == 0
    replaced(wheel)
    refused = uv(folder, "sync", "--frozen", "--reinstall")
    assert refused.returncode != 0
    assert "hash mismatch" in refused.stderr.lower()


def test_without_hashes_it_would_be_installed(project):
    folder, wheel = project
    lock = folder / "uv.lock"
    lock.write_text(SHA_256.sub("", lock.read_text()).replace(', hash = ""', ""))
    replaced(wheel)
    assert uv(folder, "sync", "--frozen").returncode == 0
