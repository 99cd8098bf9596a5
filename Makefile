# Skein's commands; `make help` lists them.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
SHELL := /bin/bash
.DEFAULT_GOAL := help

node_modules/.package-lock.json: package.json package-lock.json
	@npm install --no-progress --loglevel=error
	@touch $@

.PHONY: help
help: ## this list
	@grep -hE '^[a-z][a-zA-Z_-]*:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

.PHONY: setup
setup: node_modules/.package-lock.json ## install what the project needs

.PHONY: gen
gen: setup ## regenerate the contract's code and descriptors
	@rm -rf gen/ts && buf generate
	@buf build -o gen/descriptor.binpb --as-file-descriptor-set
