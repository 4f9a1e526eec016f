#!/bin/sh
# Makes the virtual environment $VENV (default .venv) with the program, its tools and the exact versions of
# uv.lock, and adds what Debian splits off: the venv module and the language data of the OCR.
set -eu
cd "$(dirname "$0")/.."
VENV=${VENV:-.venv}
PYTHON=${PYTHON:-python3}
UV_VERSION='uv>=0.9,<1'

say() { echo "install: $*" >&2; }

apt_install() {
    command -v apt-get >/dev/null || { say "no apt-get here; please install $* by hand"; return 1; }
    if [ "$(id -u)" = 0 ]; then as_root=''
    elif command -v sudo >/dev/null; then as_root=sudo
    else say "neither root nor sudo; please install $* by hand"; return 1
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >/dev/null
}

command -v "$PYTHON" >/dev/null || apt_install python3 python3-venv
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "needs Python 3.11 or newer"; exit 1; }
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv

[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
"$VENV/bin/python" -m pip install -qq --disable-pip-version-check "$UV_VERSION"
UV_PROJECT_ENVIRONMENT=$VENV "$VENV/bin/uv" sync --quiet --locked --inexact --compile-bytecode

if ! "$VENV/bin/python" -c 'import sys; from evidence_checker.reading import ocr; sys.exit(bool(ocr.missing()))'; then
    apt_install tesseract-ocr-script-latn || say "scanned pages will be reported as unread until then"
fi
