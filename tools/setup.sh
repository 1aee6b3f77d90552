# Read by ./start and ./check, both in the checkout: brings uv, the packages of uv.lock and
# the system libraries of Qt, installing only what is missing. Sets $uv.

say() { printf '\n== %s\n' "$*"; }

stop() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# Debian and Ubuntu, as root: installs. Anybody else is told the one line to run.
system_packages() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing system packages: $*"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >/dev/null && return
        stop "apt-get could not install: $*"
    fi
    stop "Missing on this machine. Please run this line, then try again:
    sudo apt-get install -y $*"
}

usable_uv() {
    case $("$1" --version 2>/dev/null) in
        "uv 0."[0-7].*) return 1 ;; # reads neither this lock file nor dependency groups
        "uv "*) return 0 ;;
        *) return 1 ;;
    esac
}

find_uv() {
    for uv in uv "$PWD/build/uv/bin/uv"; do
        usable_uv "$uv" && return
    done
    say "Installing uv into build/uv"
    command -v python3 >/dev/null || system_packages python3 python3-venv
    rm -rf build/uv
    if ! python3 -m pip install -q --require-hashes -r tools/uv.txt --target build/uv 2>/dev/null; then
        rm -rf build/uv
        python3 -c 'import ensurepip' 2>/dev/null || system_packages python3-venv
        python3 -m venv build/uv && build/uv/bin/python -m pip install -q --require-hashes -r tools/uv.txt ||
            stop "uv could not be installed from the package index."
    fi
    uv=$PWD/build/uv/bin/uv
}

qt_libraries() {
    [ "$(uname)" = Linux ] || return 0
    missing=$(.venv/bin/python tools/qt_libraries.py) || stop "$missing"
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # a list of packages
    system_packages $missing
    missing=$(.venv/bin/python tools/qt_libraries.py) || :
    [ -z "$missing" ] || stop "Qt still misses: $missing"
}

if [ -z "${HOME:-}" ]; then
    HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
    export HOME
fi
[ -w "${HOME:-/nowhere}" ] || { HOME=$PWD/build/home && mkdir -p "$HOME" && export HOME; }
export LANG="${LANG:-C.UTF-8}"

# The machine's own certificates: office networks often open TLS at their border.
export UV_NATIVE_TLS="${UV_NATIVE_TLS:-1}" UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"

find_uv
say "Installing the packages of uv.lock"
compiler= # the tests of power cuts need one: 90 MB where the machine has none
[ "$(uname)" != Linux ] || command -v cc >/dev/null || compiler='--group compiler'
# shellcheck disable=SC2086  # two words, or none
"$uv" sync -q --frozen --all-extras $compiler || stop "The packages could not be installed."
qt_libraries
