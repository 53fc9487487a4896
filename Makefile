PYTHON ?= python3
.DEFAULT_GOAL := help
.PHONY: help run test check bench rehearse demo-reset

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## serve the demo competition on 127.0.0.1:8000 (HOST and PORT change it)
	@$(PYTHON) manage.py run

test: ## run the checks, then every test
	@$(PYTHON) manage.py test

check: ## ruff (bandit's rules among them), mypy, import contracts, bank and scenario checks, schemas
	@$(PYTHON) manage.py check

bench: ## measure the machine's ceilings and the program beside them
	@$(PYTHON) manage.py bench

rehearse: ## 300 simulated contestants through a three-minute session with faults; prints what was lost
	@$(PYTHON) manage.py rehearse

demo-reset: ## throw the demo's data away; the next run starts over
	@$(PYTHON) manage.py demo-reset
