#!/usr/bin/env bash
# Measures retrieval and the assistant: always on our own cases, and on the development questions where DATA has
# them. FIT=yes also fits the weights of the assistant's model and prints them; VERBOSE=yes shows every miss.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh

check_build_tools
data=${DATA:-../shared/data}
if [ ! -d "$data/laws-current" ]; then
  echo "Set DATA to the folder that holds laws-current, laws, laws-cee-2022 and qa (see docs/ASSISTANT.md)." >&2
  exit 1
fi
index=$(mktemp -d)
trap 'rm -rf "$index"' EXIT
options=()
[ "${FIT:-}" = yes ] && options+=(--fit)
[ "${VERBOSE:-}" = yes ] && options+=(--verbose)
cargo build --quiet --release --locked -p search-index -p answering --examples
examples="$(target_dir)/release/examples"
echo "== retrieval"
"$examples/eval" "$data" --keep "$index" --navigation seed-data/data/navigation.jsonl
"$examples/assistant" "$data" --keep "$index" --answers seed-data/data/answers \
  --cases seed-data/data/cases.jsonl "${options[@]}"
