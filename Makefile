# Everything a person does here. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SLACK ?= 1.0

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench docs lab lock clean

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: $(READY) ## The development environment in .venv, locked by requirements-dev.txt

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is needed: apt install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## Render both families of fabric and show their plans
	@for name in moe-a training-region; do \
		echo; $(BIN)/fabricgen plan inventories/$$name && $(BIN)/fabricgen render inventories/$$name --out out/$$name || exit 1; \
	done
	@echo; echo "Look at out/moe-a/p00/leaf-p00-00.cfg and out/training-region/p00/leaf-p00-00.cfg,"
	@echo "read inventories/moe-a/intent.yml, and ask: $(BIN)/fabricgen show inventories/moe-a leaf-p00-03 --why"

test: $(READY) ## All tests that this machine can run; says why it leaves the lab out
	$(BIN)/pytest -n 2
	$(BIN)/pytest -n 2 -m slow -rs --durations 5
	$(BIN)/pytest -n 3 --dist loadfile -m lab -rs --durations 12

check: $(READY) ## Style, types, import floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## The budgets, as ratios to a yardstick measured in the same run
	$(BIN)/python -m benchmarks $(SLACK)

docs: $(READY) ## Write the generated pages of docs/ anew
	$(BIN)/python -m docs.generate

lock: ## Pin the development environment anew
	$(BIN)/pip install --quiet 'pip-tools>=7.5'
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --no-emit-index-url \
		--no-emit-find-links --no-emit-trusted-host --extra dev --output-file requirements-dev.txt pyproject.toml

clean: ## Remove what was made here
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
