#!/usr/bin/env bash
# Makes docs/screenshots from the demo: scripts/screenshots.sh [ADDRESS of a running server]
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh

need_chromium
npm_ready tests/e2e
[ $# -gt 0 ] || scripts/build.sh
node tests/e2e/screenshots.mjs docs/screenshots "$@"
