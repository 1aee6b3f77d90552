"""A whole home whose device secret lies in a real Secret Service: gone, locked, changed, mended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from uuid import UUID

import pytest

from station_app.storage.device_secret import read_device_secret
from station_app.storage.keys import Locked
from tests.programs import needs
from tests.storage.test_keys import HOME, refusal

in_a_session = needs("dbus-run-session", "gnome-keyring-daemon", packages="dbus, gnome-keyring")
SESSION = 'echo -n pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "$@"'
BEGIN = """
import json, secrets, sys
from pathlib import Path
import secretstorage
from station_app import app, recovery
from station_app.core.errors import Explained
from station_app.storage import keys
from station_app.storage.device_secret import SERVICE
keys.REAL_WORK = keys.TRAINING_WORK  # what a guess costs is told elsewhere
PASSWORD, OTHER = "清水巷 的 早晨 七点整呀", "换机后的密码 一二三四五"
home, told = Path(sys.argv[1]), {}

def tried(name, call):
    try:
        told[name] = type(call()).__name__
    except Explained as wrong:
        told[name] = getattr(wrong, "reason", str(wrong.text))

def sign_in(password=PASSWORD):
    station, _desk = app.sign_in(home, "安", password)
    station.close()

def item():
    query = {"service": SERVICE, "username": str(keys.KeySlots.load(home).card.home)}
    (found,) = secretstorage.get_default_collection(bus).search_items(query)
    return found

bus = secretstorage.dbus_init()
officers = {"安": ("security", PASSWORD), "管": ("admin", "系统管理员的密码 2026")}
"""
HERE = (
    BEGIN
    + """
station, code = app.make_home(
    home, name="清水派出所", organisation="339901-01", kind="police", officers=officers
)
station.close()
told["where"] = keys.KeySlots.load(home).card.secret
tried("open", sign_in)
secretstorage.get_default_collection(bus).lock()
tried("locked", sign_in)
print(json.dumps(told | {"code": code}))
"""
)
ELSEWHERE = (
    BEGIN
    + """
tried("another keyring", sign_in)
recovery.recover(home, sys.argv[2], "安", OTHER)
tried("old password", sign_in)
tried("recovered", lambda: sign_in(OTHER))
item().set_secret(secrets.token_bytes(32).hex().encode())
tried("changed", lambda: sign_in(OTHER))
item().delete()
tried("gone", lambda: sign_in(OTHER))
recovery.recover(home, sys.argv[2], "安", PASSWORD)
tried("again", sign_in)
print(json.dumps(told))
"""
)
ROLLED_BACK = (
    BEGIN
    + """
import shutil
from station_app.access.log import was_cut
from station_app.storage.device_signing import Signer

def day(acts):
    station, desk = app.sign_in(home, "安", PASSWORD)
    for _n in range(acts):
        with desk.view("verify-audit") as view:
            cut = was_cut(view)
    station.checkpoint()
    station.close()
    return cut

station, code = app.make_home(
    home, name="清水派出所", organisation="339901-01", kind="police", officers=officers
)
station.close()
told["first day"] = day(1)
older = home.with_name("older")
shutil.copytree(home, older)
told["second day"] = day(1)
shutil.rmtree(home)
shutil.copytree(older, home)  # database, checkpoints and slots of the day before
told["rolled back"] = day(1)
shutil.rmtree(home)
shutil.copytree(older, home)
Signer.recall = lambda _self, _log: None
told["rolled back, nothing remembered"] = day(1)
told["in a file"] = (home / "device.log").exists()
print(json.dumps(told))
"""
)
WITHOUT = """
import sys
from pathlib import Path
from station_app import app
from station_app.core.errors import Explained
try:
    app.sign_in(Path(sys.argv[1]), "安", "清水巷 的 早晨 七点整呀")
except Explained as wrong:
    print(wrong.reason)
"""


def run(script, folder, *arguments, session=True):
    folder.mkdir(exist_ok=True)
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    before = ["dbus-run-session", "--", "sh", "-c", SESSION, "sh"] if session else []
    hidden = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY")
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [*before, sys.executable, "-c", script, *map(str, arguments)],
        env=inherited | own, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.stdout.splitlines()[-1]


@in_a_session
def test_a_home_in_the_keyring_of_a_real_session_and_all_that_may_befall_it(tmp_path):
    """Its keyring locked; another machine; the secret replaced, then deleted; none running."""
    home = tmp_path / "home"
    here = json.loads(run(HERE, tmp_path / "one", home))
    code = here.pop("code")
    backend = "keyring.backends.SecretService"
    assert here == {"where": backend, "open": "NoneType", "locked": "keyring_locked"}
    assert json.loads(run(ELSEWHERE, tmp_path / "two", home, code)) == {
        "another keyring": "device_missing",
        "old password": "password",
        "recovered": "NoneType",
        "changed": "device",
        "gone": "device_missing",
        "again": "NoneType",
    }
    assert run(WITHOUT, tmp_path / "three", home, session=False) == "keyring_gone"
    plain = [path for path in home.rglob("*") if path.is_file() and path.name == "device.key"]
    assert not plain  # at no point was the secret put into a file


@in_a_session
def test_a_home_put_back_to_the_day_before_is_known_by_what_the_keyring_remembers(tmp_path):
    """And without it nobody would know: the guard taken away."""
    assert json.loads(run(ROLLED_BACK, tmp_path / "one", tmp_path / "home")) == {
        "first day": False,
        "second day": False,
        "rolled back": True,
        "rolled back, nothing remembered": False,
        "in a file": False,
    }


@pytest.fixture
def keyring():
    """The real library, put back as it was."""
    keyring = pytest.importorskip("keyring")
    before = keyring.get_keyring()
    yield keyring
    keyring.set_keyring(before)


def backend(name, answer):
    """A keyring that answers as one of the trusted ones would."""
    from keyring.backend import KeyringBackend

    class Keyring(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            if isinstance(answer, Exception):
                raise answer
            return answer

        def set_password(self, service, username, password):
            raise AssertionError("nothing is written while reading")

    Keyring.__module__ = f"keyring.backends.{name}"
    return Keyring()


def test_of_a_chain_the_keyring_is_asked_that_keeps_the_secret(keyring, tmp_path):
    from keyring.backends.chainer import ChainerBackend

    first, second = backend("kwallet", None), backend("SecretService", "ab" * 32)

    class Chain(ChainerBackend):
        backends = (first, second)

    keyring.set_keyring(Chain())
    where = "keyring.backends.SecretService"
    assert read_device_secret(where, tmp_path, HOME) == bytes.fromhex("ab" * 32)


def test_another_keyring_than_the_recorded_one_is_named_with_both(keyring, tmp_path):
    keyring.set_keyring(backend("kwallet", "ab" * 32))
    with pytest.raises(Locked) as caught:
        read_device_secret("keyring.backends.SecretService", tmp_path, HOME)
    assert caught.value.reason == "keyring_changed"
    assert dict(caught.value.text.args) == {"then": "SecretService", "now": "kwallet"}


@pytest.mark.parametrize("problem", [RuntimeError("D-Bus"), OSError(5, "pipe"), KeyError("x")])
def test_a_keyring_that_fails_in_whatever_way_is_one_sentence(keyring, tmp_path, problem):
    keyring.set_keyring(backend("SecretService", problem))
    where = "keyring.backends.SecretService"
    assert refusal(read_device_secret, where, tmp_path, HOME) == "keyring_locked"


def test_windows_keeps_the_secret_on_this_machine_alone(keyring, tmp_path):
    """Of the Windows backend only what can be told here: the persistence it is asked for."""
    windows = backend("Windows", "ab" * 32)
    windows.persist = "enterprise"
    keyring.set_keyring(windows)
    assert read_device_secret("keyring.backends.Windows", tmp_path, UUID(int=1))
    assert windows.persist == "local machine"
