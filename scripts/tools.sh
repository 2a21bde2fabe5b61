# Sourced by setup.sh and lock.sh: sets PYTHON and UV, or ends with one line that says what to install.

fail() {
    echo "$*" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

on_mac() {
    [ "$(uname -s)" = Darwin ]
}

# The versions in .python-version first: version switchers such as pyenv answer to that name in this folder.
find_python() {
    for name in "python$(cat .python-version)" python3.14 python3.13 python3.12 python3; do
        found=$(command -v "$name" 2>/dev/null) || continue
        if is_new_enough "$found"; then
            echo "$found"
            return
        fi
    done
    if command -v uv >/dev/null 2>&1; then
        found=$(uv python find --no-project '>=3.12' 2>/dev/null) && echo "$found"
    fi
}

# UV_PYTHON_DOWNLOADS: which Python this machine runs is its owner's choice, and a download needs the network.
export UV_PYTHON_DOWNLOADS=never
export UV_NO_PROGRESS=1

PYTHON=$(find_python)
if [ -z "$PYTHON" ]; then
    if on_mac; then
        fail "JointFund needs Python 3.12 or later: brew install python@3.12"
    fi
    fail "JointFund needs Python 3.12 or later: apt install python3 python3-venv (or another 3.12+, as python3.12 on PATH)"
fi

if command -v uv >/dev/null 2>&1; then
    UV=$(command -v uv)
else
    UV=.venv/tools/bin/uv
    if ! "$UV" --version >/dev/null 2>&1; then
        if ! "$PYTHON" -c 'import venv, ensurepip' >/dev/null 2>&1; then
            version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            fail "Python $version has no venv module: apt install python$version-venv"
        fi
        echo "Making .venv/tools with uv in it ..."
        rm -rf .venv/tools
        "$PYTHON" -m venv .venv/tools
        .venv/tools/bin/python -m pip install --quiet --quiet --disable-pip-version-check uv
    fi
fi

# uv does not read pip's settings; a machine that sets its index there means every installer.
eval "$("$PYTHON" scripts/index_settings.py)"
