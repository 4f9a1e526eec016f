# `make demo` and `make test` each set up all they need, in $(VENV), and stand alone.

VENV ?= .venv
SAMPLE ?= corpora/submissions/kota-samudra-raya-2024/papers
INSTITUTION ?= Kota Samudra Raya
YEAR ?= 2024
OUT ?= demo-out
export VENV

.PHONY: demo test install clean

# The main job on a sample submission: leaves a report to read in $(OUT). Exit code 3 (a page could not be
# read, say without OCR) is a report all the same.
demo: install
	mkdir -p $(OUT)
	$(VENV)/bin/evidence-checker check $(SAMPLE)/*.pdf --institution "$(INSTITUTION)" --year $(YEAR) \
	    --json $(OUT)/laporan.json --html $(OUT)/laporan.html || [ $$? -eq 3 ]
	@echo "Laporan: $(OUT)/laporan.html"

# Everything that must hold: tests, types, style, layers.
test: install
	$(VENV)/bin/python -m pytest

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml uv.lock scripts/install.sh
	sh scripts/install.sh
	touch $@

clean:
	rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
