# `make run` opens the fund; `make test` proves what must hold. Both prepare everything they need themselves.
.POSIX:
.PHONY: run test setup lint lock bench bench-load bench-search demo-reset screenshots clean

run: setup
	@exec .venv/bin/jointfund serve

test: setup
	@exec .venv/bin/python scripts/test.py

setup:
	@sh scripts/setup.sh

lint: setup
	@exec .venv/bin/python scripts/test.py --only static

bench: setup
	@exec .venv/bin/python -m bench

# People who save at once: 200 on PostgreSQL, 20 on SQLite; some minutes, on a machine that does nothing else.
bench-load: setup
	@exec .venv/bin/python -m bench.saving

# How well search answers graded questions, and how fast; the large index takes some minutes.
bench-search: setup
	@exec .venv/bin/python -m bench.search

demo-reset: setup
	@exec .venv/bin/jointfund reset_demo

# Pictures of the pages, taken by the browser tests, for the README and for looking at.
screenshots: setup
	@.venv/bin/python scripts/test.py --only browser
	@cp var/screenshots/home-1280.png docs/images/home.png

# Versions and hashes of every dependency, for all platforms; the file names no index.
lock: setup
	@exec sh scripts/lock.sh

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
