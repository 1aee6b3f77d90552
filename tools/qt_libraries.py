"""Prints the Debian packages that hold the system libraries Qt's wheel lacks on this machine.

`ldd` tells what is missing; the table only names the package. Exit status 1: all that is still
missing stands in no package named here.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

USED = (
    "lib/libQt6Gui.so.6",
    "lib/libQt6Network.so.6",
    "lib/libQt6PrintSupport.so.6",
    "lib/libQt6Svg.so.6",
    "lib/libQt6Widgets.so.6",
    "plugins/iconengines/*.so",
    "plugins/imageformats/libqjpeg.so",
    "plugins/imageformats/libqsvg.so",
    "plugins/platforminputcontexts/lib[ci]*.so",
    "plugins/platforms/libqoffscreen.so",
    "plugins/platforms/libqwayland*.so",
    "plugins/platforms/libqxcb.so",
    "plugins/xcbglintegrations/*.so",
)
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpng16.so.16": "libpng16-16",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def missing_libraries(qt: Path) -> set[str]:
    """Sonames that the loader does not find for the parts of Qt this program uses."""
    files = [str(file) for pattern in USED for file in sorted(qt.glob(pattern))]
    told = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return {line.split()[0] for line in told.stdout.splitlines() if line.endswith("not found")}


def main() -> int:
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        sys.stdout.write("PySide6 is not installed.\n")
        return 1
    missing = missing_libraries(Path(spec.origin).parent / "Qt")
    packages = sorted({PACKAGES[name] for name in missing if name in PACKAGES})
    if missing and not packages:
        sys.stdout.write(f"Qt needs these system libraries: {' '.join(sorted(missing))}\n")
        return 1
    sys.stdout.write(" ".join(packages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
