"""What the machine would keep or show of a running program, and does not.

Not held: swap, hibernation, the memory of a program that administrators read. See docs/security.md.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

SET_DUMPABLE = 4  # linux/prctl.h


def raise_shield() -> None:
    """At the start of each of our processes: an exec lowers it again.

    No core file, no debugger and no /proc/PID/mem for other programs of the same account, and
    whatever is written is this account's only. Windows: see docs/security.md.
    """
    os.umask(0o077)
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)
