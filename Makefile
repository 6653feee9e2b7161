# make setup   install the tools into .venv and web/node_modules
# make serve   build the site if needed and serve it at http://localhost:8000/
# make test    set up, lint, type check, unit tests, end-to-end tests
# make lint    ruff, mypy, biome and tsc alone; make test-web: the unit tests of the page's scripts alone
# make test-browsers   the main stories in Chromium, Firefox and WebKit; installs those that are missing if it can
# make test-hosts      the tools of course pages (Sphinx, MyST, mdBook, reveal.js ...) with a lab in each; installs them
# make bench   measure start-up, a run, and the interpreter's speed
# make site    build the static site into site/
# make dev     serve the site at http://localhost:8001/, built anew at each reload if anything has changed
# make docs    the documentation, into site/docs/, where the labs' pages find it; make test-docs: opens it
# make package build wheel and sdist, with the site in them, into dist/
# make test-package    check those, install them where there is nothing else, and open what they serve in Chromium

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
HOSTS := .venv-hosts

.PHONY: docs test-docs setup serve dev test test-browsers bench lint site built browser package test-package test-web test-hosts clean

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

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	web/node_modules/.bin/biome lint --error-on-warnings
	web/node_modules/.bin/tsc --project web
	web/node_modules/.bin/tsc --project web/tsconfig.strict.json
	$(PY) -m mypy

test-web: setup
	node --test --test-timeout=60000 --test-reporter=dot tests/web/*.test.mjs

site: setup
	$(PY) -m pagesim_py build site

serve: setup
	$(PY) -m pagesim_py serve --port $(PORT)

dev: setup
	$(PY) -m pagesim_py serve --dev

test: setup browser
	$(MAKE) --no-print-directory -j2 lint built test-web
	$(PY) -m pytest -n auto --maxprocesses=4 --dist worksteal

test-browsers: setup browser built
	$(PY) tests/install_browsers.py
	PAGESIM_BROWSERS=chromium,firefox,webkit $(PY) -m pytest tests/e2e/stories -n 2 --dist loadgroup

built: setup
	$(PY) -c 'from pathlib import Path; from pagesim_py import site; site.build_if_needed(Path("site"))'

$(VENV)/.packaging: requirements-package.txt $(VENV)/.done
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-package.txt
	touch $@

package: docs $(VENV)/.packaging
	rm -rf dist
	$(PY) -m build --no-isolation --outdir dist
	$(PY) -m twine check --strict dist/*

$(VENV)/.docs: requirements-docs.txt $(VENV)/.done
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-docs.txt
	touch $@

docs: built $(VENV)/.docs
	$(PY) -m sphinx -q -W --keep-going -b html -d build/doctrees docs site/docs
	rm -rf site/docs/_sources

test-docs: docs browser
	PAGESIM_DOCS=site/docs $(PY) -m pytest tests/e2e/docs -n 0

test-package: package browser
	PAGESIM_DIST=dist $(PY) -m pytest tests/e2e/package -n 0

$(HOSTS)/.done: requirements-hosts.txt requirements-dev.txt tests/hosts/npm/package-lock.json
	test -x $(HOSTS)/bin/python || $(PYTHON) -m venv $(HOSTS)
	$(HOSTS)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-hosts.txt
	cd tests/hosts/npm && npm ci --no-audit --no-fund --loglevel=error
	touch $@

test-hosts: browser built $(HOSTS)/.done
	PAGESIM_HOSTS=1 $(HOSTS)/bin/python -m pytest tests/hosts -n 0

bench: setup browser
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	$(PY) -m tests.bench.run

clean:
	rm -rf site build dist .mypy_cache .ruff_cache .pytest_cache
