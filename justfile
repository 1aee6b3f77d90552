# What a developer types. `just` comes with the environment: uv run just check
export PYTEST_QT_API := "pyside6"
export QT_QPA_PLATFORM := env("QT_QPA_PLATFORM", "offscreen")

[private]
default:
    @just --list

# everything that a change must pass
check:
    ./check

# the tests, or some of them: just test tests/clocks -k leave
test *WHAT="tests":
    uv run --frozen pytest -q -o qt_log_level_fail=WARNING {{ WHAT }}

# every test on both engines, also what is the same on each: before a release
whole:
    STATION_TESTS=whole uv run --frozen pytest -q -n 2 --dist loadfile --no-loadscope-reorder \
        -p no:pytest-qt --ignore tests/ui --ignore tests/crash

# style, types and layers
lint:
    uv run --frozen ruff check
    uv run --frozen ruff format --check
    uv run --frozen mypy station_app ui campaigns
    uv run --frozen lint-imports

# put every file into the one format
format:
    uv run --frozen ruff check --fix
    uv run --frozen ruff format

# collect the texts into resources/i18n/en.po, compile it, list what has no English yet
i18n:
    uv run --frozen python tools/texts.py --missing

# one benchmark: just bench search
bench NAME:
    uv run --frozen station bench {{ NAME }}

# faults done many times, figures into docs/reliability.md: just campaign power --times 200000
campaign *WHAT:
    uv run --frozen --group fuzz python -m campaigns {{ WHAT }}

# the training station
run:
    env -u QT_QPA_PLATFORM ./start
