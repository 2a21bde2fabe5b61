# Writes requirements.lock from pyproject.toml: one file for all platforms, with hashes, naming no index.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh
"$UV" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
    --group dev pyproject.toml --output-file requirements.lock "$@"
