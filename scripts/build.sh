#!/usr/bin/env bash
# Builds the front end and the server, and leaves bin/greenbridge.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh

check_build_tools
frontend_ready
# Quiet when there is nothing to do; else cargo's own progress.
cargo build --release --locked --package greenbridge
mkdir -p bin
built=$(target_dir)/release/greenbridge
# Through a rename, so that a server that is running keeps the file it was started from.
if ! cmp -s "$built" bin/greenbridge; then
  cp "$built" bin/.greenbridge.new
  mv bin/.greenbridge.new bin/greenbridge
fi
