# Read by run and test: what the program needs from the system, and .venv from the hash-checked lock.
# shellcheck shell=sh

unset PYTHONDONTWRITEBYTECODE # without compiled bytecode the window opens half a second later

# Shared library or command, and the Debian package that brings it.
SCREENLESS="libglib-2.0.so.0=libglib2.0-0 libEGL.so.1=libegl1 libGL.so.1=libgl1 libX11.so.6=libx11-6
libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6 libxkbcommon.so.0=libxkbcommon0"
SCREEN="libxcb-cursor.so.0=libxcb-cursor0 libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-icccm.so.4=libxcb-icccm4
libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0 libwayland-cursor.so.0=libwayland-cursor0
libcups.so.2=libcups2"
# Programs that are not ours and read what we wrote.
SECOND_EYES="pdftotext=poppler-utils qpdf=qpdf age=age zstd=zstd git=git softhsm2-util=softhsm2
certutil=libnss3-tools java=default-jre-headless"

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
            PYTHON=$(command -v "$name")
            return
        fi
    done
    echo "Python 3.11, 3.12 or 3.13 is needed: apt-get install python3 python3-venv" >&2
    exit 1
}

missing_packages() {
    "$PYTHON" - "$@" <<'CODE'
import ctypes, importlib.util, shutil, sys

def there(name):
    if ".so." not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True

pairs = [pair.split("=") for pair in sys.argv[1:]]
missing = [package for name, package in pairs if not there(name)]
if not importlib.util.find_spec("ensurepip"):
    missing.append("python%d.%d-venv" % sys.version_info[:2])
print(*missing)
CODE
}

# need_system NAME=PACKAGE...: installs what is missing when root on Debian, else says the one line that does.
need_system() {
    [ "$(uname -s)" = Linux ] || return 0
    MISSING=$(missing_packages "$@")
    [ -n "$MISSING" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing from the system: $MISSING"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $MISSING </dev/null >/dev/null
        MISSING=$(missing_packages "$@")
        [ -z "$MISSING" ] || { echo "Still missing after installing: $MISSING" >&2; exit 1; }
    else
        echo "The system lacks libraries. Run this, then try again:" >&2
        echo "  sudo apt-get install -y --no-install-recommends $MISSING" >&2
        exit 1
    fi
}

# A folder wheelhouse/ beside the lock serves a PC without any network; see CONTRIBUTING.md.
from_wheelhouse() {
    [ ! -d wheelhouse ] || echo --no-index --find-links wheelhouse
}

need_venv() {
    STAMP=$(cat installer/requirements.txt pyproject.toml | "$PYTHON" -c '
import hashlib, os, sys
told = sys.stdin.buffer.read() + f"{sys.version} {sys.base_prefix} {os.getcwd()}".encode()
print(hashlib.sha256(told).hexdigest())')
    if [ -f .venv/stamp ] && [ "$(cat .venv/stamp)" = "$STAMP" ]; then
        return 0
    fi
    echo "Setting up .venv (once)"
    VERSION=$("$PYTHON" -c 'import sys; print(sys.version)')
    if [ "$(.venv/bin/python -c 'import sys; print(sys.version)' 2>/dev/null)" != "$VERSION" ]; then
        "$PYTHON" -m venv --clear .venv
    fi
    # shellcheck disable=SC2046
    .venv/bin/python -m pip install -qq --no-input --disable-pip-version-check --no-deps --require-hashes \
        --only-binary :all: $(from_wheelhouse) -r installer/requirements.txt </dev/null || exit 1
    .venv/bin/python -m pip install -qq --no-input --disable-pip-version-check --no-deps --no-index \
        --no-build-isolation -e . </dev/null || exit 1
    echo "$STAMP" >.venv/stamp
}
