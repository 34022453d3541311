# `make` shows what there is. Every target installs what it lacks first; a second time that costs milliseconds.
PYTHON ?= python3
VENV = .venv/bin
FLASK = $(VENV)/flask --app wsgi

.DEFAULT_GOAL := help
.PHONY: help run test test-archive check forms shots mutate translations bundle clean setup setup-test setup-archive

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT, HOST, DATABASE_URL, CASEWORK_INSTANCE, CASEWORK_DEMO=0 go with run; ARGS=\"-k word\" with test"

run: setup  ## serve on http://127.0.0.1:8000, with a demonstration city in an empty database
	@exec $(VENV)/python scripts/serve.py

test: setup-test  ## the whole suite on SQLite and PostgreSQL, and in Chromium
	@exec $(VENV)/python scripts/test.py

test-archive: setup-archive  ## veraPDF over every form, joined files and signed papers (needs a JDK, fetched by apt); it never skips
	@exec $(VENV)/pytest -q -o python_files='archive_*.py' tests/archive $(ARGS)

check: setup-test  ## ruff, house rules, translations, the database's own questions: seconds
	@$(VENV)/ruff check .
	@$(VENV)/pytest -q tests/house
	@if [ -f instance/casework.db ]; then $(FLASK) check; fi

forms: setup  ## a PDF of every form, in out/forms/
	@mkdir -p out/forms
	@for code in $$($(FLASK) forms list | cut -d' ' -f1); do $(FLASK) forms sample $$code -o out/forms/$$code.pdf || exit 1; done

shots: setup-test  ## a picture of every page, both languages, both widths, in out/shots/
	@$(VENV)/python scripts/shots.py $(ARGS)

mutate: setup-test  ## small lies in terms, wages and contract sums, which tests/law must notice; minutes, ARGS="wages" for one
	@nice $(VENV)/python scripts/mutate.py $(ARGS)

PO = translations/en/LC_MESSAGES/messages.po
translations: setup  ## new sentences into the English catalogue, gone ones out of it; then fill in what is empty
	@mkdir -p .cache $(dir $(PO))
	@$(VENV)/pybabel -q extract -F babel.cfg -k N_ -k _l --add-location=file -w 120 -o .cache/messages.pot .
	@$(VENV)/pybabel -q update -i .cache/messages.pot -o $(PO) -l en -w 120 \
		--init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

bundle: setup  ## one tar in dist/ from which `make run` works with the network off
	@$(VENV)/python scripts/bundle.py

clean:  ## what can be made again; never instance/
	rm -rf .cache .venv out dist static/fonts static/vendor .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@$(PYTHON) scripts/setup.py run

setup-test:
	@$(PYTHON) scripts/setup.py test

setup-archive:
	@$(PYTHON) scripts/setup.py archive
