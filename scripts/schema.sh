#!/usr/bin/env bash
# Writes the schema as it is served, and the types of the workspace that follow from it.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh

check_build_tools
# Through a file beside it: a build that fails leaves the committed schema as it is.
# All of the workspace, as everywhere: parts of it would be built with other features of the libraries.
cargo build --quiet --workspace --all-targets --locked
"$(target_dir)/debug/greenbridge" schema >frontend/.schema.new
mv frontend/.schema.new frontend/schema.graphql
npm_ready frontend/workspace
npm --prefix frontend/workspace run --silent codegen
