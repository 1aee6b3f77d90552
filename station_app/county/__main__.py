"""`python -m station_app.county` and `station-county`: the county server."""

from __future__ import annotations


def main() -> None:
    from station_app.core.shield import raise_shield

    raise_shield()
    from station_app.cli.county_server import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
