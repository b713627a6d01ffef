#!/usr/bin/env bash
# Measures the product beside the bare floor and writes the tables into docs/BENCH.md.
# Arguments are handed on: `scripts/bench.sh --quick`.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh

scripts/build.sh
cargo run --release --locked --package bench -- run --server bin/greenbridge "$@"
