# `make run` and `make test` are all that a new machine needs: Python 3.11, git, make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test coverage browser lint types contracts bench bench-check lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "bangvang needs Python 3.11 or later: make PYTHON=python3.11 setup" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "no virtual environment could be made: on Debian, apt-get install python3-venv" >&2; exit 2; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

run: $(STAMP)
	@$(BIN)/bangvang run --sample

test: $(STAMP)
	@$(MAKE) --no-print-directory --output-sync=target -j2 types browser lint contracts
	$(BIN)/pytest -n 2 --dist loadfile

# What the tests reach; counting it takes them half as long again.
coverage: $(STAMP)
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

# The desk is tested in a real browser: where it may, this installs Debian's; elsewhere those tests say why they skip.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" -eq 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || echo "no chromium: apt-get install chromium" >&2

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

# Where the time goes, and ratios, in a few minutes. BENCH_GOLD (a folder of texts) and BENCH_NEWS (JSON lines, gzipped) may
# be given; RELEASE=1 counts instructions too and keeps the figures in benchmarks/.
bench: $(STAMP)
	@$(BIN)/python -c 'import pyvi' 2>/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check pyvi || true
	@$(BIN)/python -m benchmarks $(if $(BENCH_GOLD),--gold $(BENCH_GOLD)) $(if $(BENCH_NEWS),--news $(BENCH_NEWS)) $(if $(RELEASE),--release)

# Fails when a hot path takes over 3% more instructions than in the last release; needs valgrind.
bench-check: $(STAMP)
	@$(BIN)/python -m benchmarks.instructions

# After a change of dependencies: rewrites requirements.lock from pyproject.toml.
lock: $(STAMP)
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --extra ocr --extra cluster --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv var
