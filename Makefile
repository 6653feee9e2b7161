# make setup   install the tools into .venv and web/node_modules
# make serve   build the site if needed and serve it at http://localhost:8000/
# make test    set up, lint, type check, unit tests, end-to-end tests
# make bench   measure start-up, a run, and the interpreter's speed
# make site    build the static site into site/

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: setup serve test bench lint site built browser clean

setup: $(VENV)/.done web/node_modules/.done

$(VENV)/.done: requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "pagesim needs Python 3.11 or newer: make PYTHON=python3.x")'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

web/node_modules/.done: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	touch $@

browser: $(VENV)/.done
	$(PY) tests/find_browser.py --install

lint: $(VENV)/.done
	$(PY) -m ruff check .
	$(PY) -m mypy

site: setup
	$(PY) -m pagesim_py build site

serve: setup
	$(PY) -m pagesim_py serve --port $(PORT)

test: setup browser
	$(MAKE) --no-print-directory -j2 lint built
	$(PY) -m pytest -n auto --maxprocesses=4 --dist worksteal

built: setup
	$(PY) -c 'from pathlib import Path; from pagesim_py import site; site.build_if_needed(Path("site"))'

bench: setup browser
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	$(PY) -m tests.bench.run

clean:
	rm -rf site build .mypy_cache .ruff_cache .pytest_cache
