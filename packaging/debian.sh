#!/bin/sh
# Brings a Debian or Ubuntu machine to the point where pip can do the rest.
#
# usage: packaging/debian.sh [PYTHON]
# Installs what is missing with apt-get when run as root, and otherwise prints the line to run.
# On systems without apt-get only Python is looked at.
set -eu

python=${1:-python3}
list=$(dirname "$0")/debian-libraries.txt
PATH=$PATH:/sbin:/usr/sbin

say() { printf '%s\n' "$*" >&2; }

has_python() { command -v "$python" >/dev/null 2>&1; }

require_version() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && return
    say "Galatea Studio needs Python 3.11 or newer; $python is $("$python" -c 'import platform; print(platform.python_version())')."
    say "Name a newer one: make demo PYTHON=python3.12"
    exit 1
}

# The package that gives this very Python its venv: python3.12-venv for /usr/bin/python3.12.
venv_package() {
    "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

missing_packages() {
    if ! has_python; then
        printf 'python3 python3-venv '
    elif ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        printf '%s ' "$(venv_package)"
    fi
    known=$(ldconfig -p 2>/dev/null || true)
    grep -v '^#' "$list" | while read -r library package _; do
        case $known in
            *"$library "*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
    [ -e /etc/ssl/certs/ca-certificates.crt ] || printf 'ca-certificates '
}

install_packages() {
    say "Installing what is missing: $*"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if apt-get update >"$log" 2>&1 && apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
        rm -f "$log"
        return
    fi
    tail -n 20 "$log" >&2
    say "apt-get could not install them; all that it said is in $log."
    go_on_without
}

# Without venv nothing goes on; without the others only the window and the sound card are lost.
go_on_without() {
    has_python && "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || exit 1
    say "Going on without them: only the window and the sound card need them."
}

if has_python; then require_version; fi

if ! command -v apt-get >/dev/null 2>&1; then
    has_python || { say "Python 3.11 or newer is needed (https://www.python.org/downloads/)."; exit 1; }
    exit 0
fi

missing=$(missing_packages)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    # shellcheck disable=SC2086  # a list of words
    install_packages $missing
    require_version
else
    say "Some of Debian's packages are missing. Run this line once, then make again:"
    say "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing"
    go_on_without
fi
