# Every target makes what it needs; nothing has to be installed by hand but Python and make.

VENV := .venv
PEERS := .venv-peers
BIN := $(VENV)/bin
PYTHON ?= python3
PERIOD ?= 2026H1
ARGS ?=

# pip must neither print hints nor install elsewhere, whatever the person's own settings say.
PIP := PIP_USER=0 PIP_REQUIRE_HASHES=0 $(BIN)/python -m pip install -qq --no-input \
	--disable-pip-version-check --no-warn-script-location
# The lock is whole, so nothing is resolved (an older pip takes an extra for another requirement).
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help dev report test check bench instructions prove licences goldens template pictures dist lock clean FORCE

help: ## in bảng này
	@echo 'make …'
	@awk -F ' *:.*## ' '/^[a-z]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: $(INSTALLED) ## tạo môi trường làm việc trong .venv (các lệnh khác tự gọi khi cần)
	@echo 'Môi trường đã sẵn sàng: source $(BIN)/activate'

report: $(INSTALLED) ## in tình hình và lập báo cáo vào reports/ (kỳ khác: make report PERIOD=2026H2)
	@$(BIN)/kehoach status --period $(PERIOD)
	@$(BIN)/kehoach report --period $(PERIOD) --format md,html,docx

test: $(INSTALLED) ## chạy các phép thử (chọn bớt: make test ARGS="-k period")
	$(BIN)/pytest $(ARGS)

check: $(INSTALLED) ## kiểm tra toàn bộ: mã nguồn, kiểu, các tầng, phép thử với độ phủ, gói cài đặt
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --cov

bench: $(INSTALLED) $(PEERS)/.locked ## đo thời gian từng lệnh, ghi vào docs/performance.md
	@$(BIN)/python -m bench.run $(ARGS)

instructions: $(INSTALLED) ## đếm số lệnh máy, báo lỗi khi nhiều hơn trước (cần valgrind)
	@$(BIN)/python -m bench.instructions $(ARGS)

# What the program is measured beside has an environment of its own.
$(PEERS)/.locked: bench/peers.lock
	@"$(PYTHON)" -m venv --clear $(PEERS)
	@PIP_USER=0 $(PEERS)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r bench/peers.lock
	@touch $@

prove: $(INSTALLED) ## chứng minh từng dòng của docs/reliability.md (bản ngắn: make prove ARGS=--short)
	@$(BIN)/python -m prove.run $(ARGS)

licences: $(INSTALLED) ## liệt kê lại giấy phép của các thư viện (docs/licences.md)
	@$(BIN)/python -m prove.supply --write

goldens: $(INSTALLED) ## ghi lại các tệp kết quả mẫu của phép thử; xem git diff trước khi giữ
	$(BIN)/pytest --update-goldens $(ARGS)

# It writes over what was changed in Word: see `git diff --stat` before keeping it.
template: $(INSTALLED) ## làm lại mẫu Word templates/report.docx từ docs/word_template.py
	@$(BIN)/python docs/word_template.py

pictures: $(INSTALLED) ## vẽ lại các hình của README (cần có Chromium, LibreOffice, pdftoppm)
	@$(BIN)/python docs/pictures.py

# The bill lists what a school installs: the wheel with its extras, at the versions of the lock.
dist: $(INSTALLED) ## đóng gói vào dist/ (mã nguồn, wheel, bản kê các thư viện kèm theo)
	@rm -rf dist
	@$(BIN)/python -m hatchling build -d dist
	@set -e; bare=$$(mktemp -d); trap 'rm -rf "$$bare"' EXIT; \
	$(BIN)/python -m venv "$$bare"; \
	"$$bare/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-run.lock; \
	"$$bare/bin/python" -m pip install -qq --disable-pip-version-check --no-deps dist/*.whl; \
	"$$bare/bin/python" -m pip uninstall -qq -y setuptools pip; \
	$(BIN)/cyclonedx-py environment "$$bare/bin/python" --pyproject pyproject.toml --output-reproducible \
		-o "dist/$$(basename dist/*.whl -py3-none-any.whl).cdx.json"
	@ls dist

# Versions that still fit stay as they are; `make lock ARGS=--upgrade` takes the newest ones.
# requirements-run.lock is the part of it that the program needs without us.
lock: ## khóa lại phiên bản các thư viện (requirements.lock, requirements-run.lock)
	@set -e; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	$(PYTHON) -m venv "$$tool"; \
	"$$tool/bin/python" -m pip install -qq --disable-pip-version-check uv; \
	compile() { "$$tool/bin/uv" pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --quiet --custom-compile-command 'make lock' "$$@"; }; \
	compile --group dev $(ARGS) -o requirements.lock; \
	compile -c requirements.lock -o requirements-run.lock; \
	"$$tool/bin/uv" pip compile bench/peers.in --universal --python-version 3.11 --generate-hashes --quiet \
		--custom-compile-command 'make lock' $(ARGS) -o bench/peers.lock

clean: ## xóa môi trường, gói và các tệp tạm (giữ nguyên reports/)
	@rm -rf $(VENV) $(PEERS) dist build .coverage .coverage.* htmlcov .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment holds the path it was made at: a checkout that was moved or copied, or whose
# Python is gone, makes it anew.
ifneq ("$(shell test -x $(BIN)/python && cat $(LOCKED) 2>/dev/null)","$(CURDIR)")
$(LOCKED): FORCE
endif

$(LOCKED): requirements.lock
	@command -v "$(PYTHON)" >/dev/null || \
		{ echo 'Không tìm thấy "$(PYTHON)". Hãy cài Python 3.11 trở lên.' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Cần Python 3.11 trở lên, còn "$(PYTHON)" cũ hơn. Ví dụ: make dev PYTHON=python3.13' >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo '"$(PYTHON)" thiếu mô-đun venv. Trên Debian, Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
	@echo 'Đang tạo môi trường trong $(VENV) (chỉ lần đầu, khoảng một phút)…' >&2
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@echo '$(CURDIR)' > $@

$(INSTALLED): $(LOCKED) pyproject.toml
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
