"""`python -m station_app` and `station`: the command line of one station.

A worker process imports this module too, so nothing heavy stands at its top.
"""

from __future__ import annotations


def main() -> None:
    from station_app.core.shield import raise_shield

    raise_shield()
    from station_app.cli import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
