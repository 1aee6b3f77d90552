"""What a running program holds goes neither into a core file nor to another program."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="core files and ptrace of Linux")

ROOT = Path(__file__).parents[2]
NOBODY = 65534
MARKER = "留痕甲乙丙"
RAISE = "from station_app.core.shield import raise_shield; raise_shield()"


def any_size():
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def cores(folder):
    return [path for path in folder.rglob("*") if path.name.startswith("core")]


def killed(folder, *words, ready="ready", stdin=None):
    """A process that said it is ready and was then made to dump core where it stood."""
    process = subprocess.Popen(
        words, cwd=folder, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=any_size, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    while ready.encode() not in process.stdout.readline():
        assert process.poll() is None
    limit = Path(f"/proc/{process.pid}/limits").read_text()
    process.send_signal(signal.SIGABRT)
    assert process.wait() == -signal.SIGABRT
    return next(line.split()[4] for line in limit.splitlines() if "core file" in line)


def waiting(before=""):
    return textwrap.dedent(f"""
        import sys, time
        {before}
        name = {MARKER!r} * 100
        print("ready", flush=True)
        time.sleep(60)
    """)


@pytest.mark.skipif(
    Path("/proc/sys/kernel/core_pattern").read_text()[:1] in "|/",
    reason="this machine sends core files elsewhere",
)
def test_a_program_that_dies_leaves_no_core_file(tmp_path):
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("no process here may leave one")
    bare, guarded = tmp_path / "bare", tmp_path / "guarded"
    bare.mkdir(), guarded.mkdir()
    killed(bare, sys.executable, "-c", waiting())
    assert MARKER.encode() in cores(bare)[0].read_bytes()  # so this is what is kept back
    assert killed(guarded, sys.executable, "-c", waiting(RAISE)) == "0"
    assert cores(guarded) == []


ATTACH = 0x4206  # PTRACE_SEIZE: attaches without stopping it
ATTACKED = """
import ctypes, os, resource, sys, time
from station_app.core.shield import raise_shield
libc = ctypes.CDLL(None, use_errno=True)
os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
libc.prctl(4, 1, 0, 0, 0)  # as after any start
{guard}
ready, go = os.pipe()
victim = os.getpid()
if os.fork() == 0:
    libc.prctl(4, 1, 0, 0, 0)
    attached = libc.ptrace({attach}, victim, None, None)
    try:
        open(f"/proc/{{victim}}/mem", "rb").close()
        read = True
    except OSError:
        read = False
    os.write(go, f"{{attached}} {{read}}".encode())
    os._exit(0)
time.sleep(0.5)
print(os.read(ready, 100).decode())
"""


def attacked(guard):
    script = ATTACKED.format(nobody=NOBODY, attach=ATTACH, guard=guard)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(os.getuid() != 0, reason="two accounts are needed")
def test_another_program_of_the_same_account_reads_nothing_of_it():
    if attacked("") != "0 True":
        pytest.skip("this machine lets nobody attach anyhow")
    assert attacked("raise_shield()") == "-1 False"


def test_what_such_a_program_writes_is_its_account_s_only(tmp_path):
    script = f"{RAISE}; open('list.csv', 'w').close()"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True,
                   env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    assert (tmp_path / "list.csv").stat().st_mode & 0o077 == 0


def limits(pid):
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line.split()[4] for line in lines if "core file" in line)


@pytest.mark.parametrize("words", [("-m", "station_app"), ("-m", "ui", "--home", "home")])
def test_both_programs_raise_it_before_anything_else(tmp_path, words):
    env = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    env |= {"STATION_HOME": str(tmp_path / "home"), "STATION_PASSWORD_FILE": str(tmp_path / "fifo")}
    os.mkfifo(tmp_path / "fifo")
    more = () if "ui" in words else ("--as", "officer", "find", "x")
    process = subprocess.Popen(
        [sys.executable, *words, *more], cwd=tmp_path, env=env, preexec_fn=any_size,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + 30
        while limits(process.pid) != "0" and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.02)
        assert limits(process.pid) == "0"
    finally:
        process.kill()
        process.wait()
