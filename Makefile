# `make site` and `make test` need Python 3.11 with pip, make and git; everything else they set up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CHECKED := .cache/strict-site

.DEFAULT_GOAL := help
.PHONY: help site serve test format lint types layers unit edits soak strict browser bench bench-full clean

help:
	@echo "make site    build the example organisation in content/ into site/"
	@echo "make serve   the same, served at http://127.0.0.1:8000/ and rebuilt at every change"
	@echo "make test    everything that continuous integration runs"
	@echo "make edits   ten thousand generated edits, of which unit tests run a few hundred"
	@echo "make soak    three hundred steps after each of which two builds must be the same, of which unit tests take forty"
	@echo "make bench   compare our build with plain Material and other generators on the same documents"
	@echo "make bench-full   the same with 1,000 to 10,000 documents; takes hours"
	@echo "make format  bring the code into shape"
	@echo "make clean   remove site/ and the cache"

site: $(READY)
	$(BIN)/okrsite build
	@echo
	@echo "The site is in site/. Look at site/index.html, or serve it with:"
	@echo "    $(BIN)/python -m http.server --directory site 8000"
	@echo "and open http://127.0.0.1:8000/. To see changes as you write: make serve"

serve: $(READY)
	$(BIN)/okrsite serve

test: lint types layers unit strict browser

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(BIN)/pytest -n 2 -m "not browser"

edits: $(READY)
	OKRSITE_EDITS=10000 $(BIN)/pytest tests/property/test_edits.py -s

soak: $(READY)
	OKRSITE_STEPS=300 $(BIN)/pytest tests/property/test_steps.py -s

strict: $(READY)
	$(BIN)/okrsite build --strict --site-dir $(CHECKED)

browser: $(READY)
	.ci/browser $(BIN)/python
	$(BIN)/pytest -n 2 -m browser

bench: $(READY)
	$(BIN)/python tests/bench $(BENCH)

bench-full: $(READY)
	$(BIN)/python tests/bench --full $(BENCH)

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf site .cache

# Debian has Python without the part that puts pip into a new environment; the pip outside can do that instead.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV) || { \
		$(PYTHON) -m venv --clear --without-pip $(VENV) && \
		$(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
