#!/usr/bin/env bash
# Writes the schema as it is served, and the types of the workspace that follow from it.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh

check_build_tools
# Through a file beside it: a build that fails leaves the committed schema as it is.
cargo run --quiet --package greenbridge -- schema >frontend/.schema.new
mv frontend/.schema.new frontend/schema.graphql
npm_ready frontend/workspace
npm --prefix frontend/workspace run --silent codegen
