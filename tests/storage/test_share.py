"""A database file on another machine is refused, by whatever name it goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.storage.engine import open_sqlcipher
from station_app.storage.share import is_network_name, kind_of

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
tmpfs /srv tmpfs rw 0 0
//10.0.0.9/suo /srv/suo cifs rw 0 0
10.0.0.9:/suo /mnt/所\040内\040共享 nfs4 rw 0 0
/dev/sdb1 /srv/suo/local ext4 rw 0 0
sys /over nfs rw 0 0
/dev/sdc1 /over ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/a/station.db", "ext4"),
        ("/srv/suo/home/station.db", "cifs"),
        ("/srv/suo2/station.db", "tmpfs"),
        ("/srv/suo/local/station.db", "ext4"),
        ("/mnt/所 内 共享/station.db", "nfs4"),
        ("/over/station.db", "ext4"),  # what was mounted last lies on top
    ],
)
def test_what_lies_where_is_read_from_the_mounts(place, kind):
    assert kind_of(Path(place), MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "far"),
    [
        (r"\\server\share\station.db", True),
        ("//server/share/station.db", True),
        (r"\\?\UNC\server\share\station.db", True),
        (r"\\?\C:\station\station.db", False),
        (r"C:\station\station.db", False),
        ("/srv/station.db", False),
    ],
)
def test_a_name_of_another_machine_is_known(path, far):
    assert is_network_name(path) is far


def test_a_database_on_a_share_is_refused_in_one_sentence():
    with pytest.raises(Refused, match="网络共享盘"):
        open_sqlcipher(Path("//server/share/station.db"), bytes(32))


MOUNTED = """
import sys
from pathlib import Path
from station_app.storage.share import on_a_share
home = Path(sys.argv[1])
print(on_a_share(home / "a b" / "station.db", {"ramfs"}), on_a_share(home / "link" / "x.db",
      {"ramfs"}), on_a_share(home / "station.db", {"ramfs"}))
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount")
def test_a_real_mount_is_seen_through_a_link_and_under_a_name_with_a_blank(tmp_path):
    """In a mount namespace of its own; a file system in memory stands for the network's."""
    (tmp_path / "a b").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a b")
    script = 'mount -t ramfs none "$1/a b" && shift 1 && exec "$@"'
    asking = [tmp_path, sys.executable, "-c", MOUNTED, tmp_path]
    told = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", *asking],
        capture_output=True,
        text=True,
        check=False,
    )
    if "ermission" in told.stderr or "permitted" in told.stderr:
        pytest.skip("no mounts here")
    assert told.stdout.split() == ["True", "True", "False"], told.stderr
