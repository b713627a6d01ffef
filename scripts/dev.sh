#!/usr/bin/env bash
# A debug server on 127.0.0.1:8080 with the demo, and the workspace with live reload beside it.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh

check_build_tools
npm_ready frontend/workspace
export GREENBRIDGE_DEMO="${GREENBRIDGE_DEMO:-yes}"
cargo build --package greenbridge
npm --prefix frontend/workspace run --silent dev &
trap 'kill $! 2>/dev/null' EXIT
"$(target_dir)/debug/greenbridge" serve
