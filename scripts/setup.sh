# Makes .venv from requirements.lock and installs the project in it. A second run finds its stamp and ends.
# POSIX sh: Debian's dash, macOS's bash 3. Only `scripts/tools.sh` looks for Python and uv.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/setup-stamp
wanted=$(cksum pyproject.toml requirements.lock .python-version scripts/setup.sh; pwd)
if [ -x .venv/bin/jointfund ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi

. scripts/tools.sh
rm -f "$stamp"

# An environment whose Python has gone, or that was moved here from elsewhere, is made anew; .venv/tools stays.
if [ -d .venv/bin ] && { ! is_new_enough .venv/bin/python || ! grep -qxF "$(pwd)" .venv/made-in 2>/dev/null; }; then
    rm -rf .venv/bin .venv/lib .venv/lib64 .venv/include .venv/pyvenv.cfg
fi
if [ ! -e .venv/bin/python ]; then
    echo "Making .venv with $("$PYTHON" --version) ..."
    "$UV" venv --quiet --allow-existing --no-project --python "$PYTHON" .venv
    pwd > .venv/made-in
fi
echo "Installing what requirements.lock names ..."
"$UV" pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
"$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q -j 0 .venv/lib/python*/site-packages/django src >/dev/null 2>&1 || true
printf '%s\n' "$wanted" > "$stamp"
