# Everything sets itself up: Python >= 3.11 is all that has to be there. `make help` lists what there is.

PORT     ?= 8000
DATA_DIR ?= .zuzhitu
VENV     := .venv
BIN      := $(VENV)/bin
PIP      := $(BIN)/python -m pip --disable-pip-version-check --quiet
# pytest's own arguments: make test ARGS="-k chain -x"
ARGS     ?=

# The first Python that is new enough.
PYTHON   ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  with PORT=8000 DATA_DIR=.zuzhitu (demo) and ARGS=... (test, bench)"

demo: $(VENV)/.runtime ## the example city: API and dashboard on http://127.0.0.1:PORT
	@exec $(BIN)/zuzhitu demo --port $(PORT) --data-dir "$(DATA_DIR)"

test: $(VENV)/.dev ## all tests, by two processes; the embedded engine alone, unless REQUIRE_ENGINES=embedded,neo4j
	@POLARS_MAX_THREADS=1 exec $(BIN)/python -m pytest --numprocesses 2 --durations 10 $(ARGS)

lint: $(VENV)/.dev ## style, types and the rule app -> cypher <- loaders
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev ## rewrites the code in the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## load rates, latencies and memory on both engines as ratios; BENCH_ARGS="--quick"
	@exec $(BIN)/python -m benchmarks $(or $(BENCH_ARGS),$(ARGS))

clean: ## removes what was built here; data and downloads stay
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The stamps name what is installed; an interrupted build leaves none and begins anew.
$(VENV)/.runtime: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: install it, or name it with make PYTHON=..." >&2; exit 1; }
	@echo "installing into $(VENV) (131 MB to download the first time)" >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "this Python lacks its venv module: on Debian and Ubuntu apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Resolved for the oldest Python that is supported; the hashes cover the wheels of all of them.
lock: ## resolves the dependencies of pyproject.toml anew
	@python3.11 -m venv --clear .cache/lock && .cache/lock/bin/python -m pip --quiet install pip-tools
	@$(COMPILE) --output-file requirements.lock pyproject.toml
	@$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

COMPILE = env -u PIP_FIND_LINKS -u PIP_INDEX_URL CUSTOM_COMPILE_COMMAND="make lock" .cache/lock/bin/pip-compile \
	--quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --build-deps-for=editable --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
