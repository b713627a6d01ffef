# What can be done here. `make` alone prints this list.

# Builds go to CARGO_TARGET_DIR when it is set, else to target/.
LAWS ?= yes
ONLY ?=
export LAWS ONLY

.DEFAULT_GOAL := help
.PHONY: help run build test check dev bench eval security schema e2e screenshots clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build what changed, prepare the database once, and serve (LAWS=no: without the law library)
	@scripts/run.sh

build: ## Build the front end and the server; leaves bin/greenbridge
	@scripts/build.sh

test: ## Run every proof there is (ONLY="fmt unit": only these stages)
	@scripts/test.sh $(ONLY)

check: ## Tell in a minute whether the code is well-formed: format, lints, types
	@scripts/test.sh fmt clippy types

dev: ## Serve a debug build, and the workspace with live reload on 127.0.0.1:5173
	@scripts/dev.sh

bench: ## Measure against the bare floor, and write the table into the docs
	@scripts/bench.sh

eval: ## Measure retrieval and the assistant (DATA: folder of laws and questions; FIT=yes, VERBOSE=yes)
	@scripts/eval.sh

security: ## Attack a server of its own with other people's tools, for about ten minutes
	@scripts/security.sh

schema: ## Write frontend/schema.graphql and the types generated from it
	@scripts/schema.sh

e2e: ## Walk through the product in a real browser
	@scripts/test.sh e2e

screenshots: ## Make the pictures of the docs from the demo
	@scripts/screenshots.sh

clean: ## Remove what was built; data/ and bin/ stay
	@cargo clean --quiet
	@rm -rf frontend/workspace/dist frontend/workspace/node_modules tests/e2e/node_modules
