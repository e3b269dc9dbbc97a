# Two commands do everything: `make demo` shows the course at work, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# nbgrader calls its tools by name; the hub's tests make accounts with useradd.
export PATH := $(CURDIR)/$(BIN):$(PATH):/usr/sbin:/sbin

.PHONY: demo test system lock coverage clean

demo: $(READY)
	$(BIN)/cardpm demo

# A file's tests stay in one process and in order: they share a course, a notebook's cells a kernel. The
# files' order is that of tests/conftest.py.
test: $(READY) system
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/cardpm prove
	$(BIN)/pytest -n logical --dist loadfile --no-loadscope-reorder --nbval-lax tests source

# What the tests need from the distribution: the sandbox, a browser, a hub's proxy, a database server.
SYSTEM := bubblewrap chromium node-configurable-http-proxy postgresql
system:
	@missing=""; for package in $(SYSTEM); do \
		dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing$$missing …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	elif [ -n "$$missing" ]; then \
		echo "Tests that need$$missing will be left out. Debian and Ubuntu: sudo apt-get install$$missing"; \
	fi

# A change of the pins makes a new environment.
$(READY): requirements/all.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "This course needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv from pinned, hashed requirements (a minute or two) …"
	@rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/all.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# Maintainers: write docs/coverage.md, which claim of the brief is graded where.
coverage: $(READY)
	PYTHONPATH=tests $(BIN)/python -m coverage_map

# Maintainers: pin anew. The files hold hashes for every platform and no index address.
lock:
	uv pip compile pyproject.toml --extra student --universal --python-version 3.11 --generate-hashes \
		--no-emit-package cardpm-course --no-header --no-annotate -o requirements/student.txt
	uv pip compile pyproject.toml --extra zh-cn --universal --python-version 3.11 --generate-hashes \
		--no-emit-package cardpm-course --no-header --no-annotate -c requirements/student.txt -o requirements/student-zh-CN.txt
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--no-emit-package cardpm-course --no-header --no-annotate -c requirements/student.txt -o requirements/all.txt
	uv pip compile pyproject.toml --extra hub --universal --python-version 3.11 --generate-hashes \
		--no-emit-package cardpm-course --no-header --no-annotate -c requirements/all.txt -o requirements/hub.txt

clean:
	rm -rf .venv demo dist .pytest_cache .mypy_cache .ruff_cache
