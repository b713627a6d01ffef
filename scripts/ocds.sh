#!/usr/bin/env bash
# Holds exported contracting processes against the outside tools: scripts/ocds.sh FOLDER
#
# libcoveocds, ocdsmerge and Cardinal are fetched by name and pinned hash through pip into the cache, Cardinal
# is built there once. Fails, having said why, when they cannot be had.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/tools.sh

folder=$1
tools=$(cache_dir)/ocds
lists=(scripts/ocds-builders.txt scripts/ocds-requirements.txt scripts/ocds-sources.txt)
mark=$(cat "${lists[@]}" | sha256sum | cut -c 1-16)

pip_quiet() { "$tools/venv/bin/pip" "$@" --quiet --disable-pip-version-check --no-input --retries 1 --timeout 30; }

fetch() {
  rm -rf "$tools" && mkdir -p "$tools/sources" &&
    python3 -m venv "$tools/venv" &&
    pip_quiet install --no-deps --require-hashes -r scripts/ocds-builders.txt &&
    pip_quiet install --no-deps --no-build-isolation --require-hashes -r scripts/ocds-requirements.txt &&
    PATH=$tools/venv/bin:$PATH pip_quiet download --no-deps --no-binary :all: --no-build-isolation \
      --require-hashes -r scripts/ocds-sources.txt -d "$tools/sources"
}

build_cardinal() {
  local source
  source=$(mktemp -d) && tar xzf "$tools"/sources/ocdscardinal-*.tar.gz -C "$source" --strip-components 1 &&
    CARGO_TARGET_DIR=$source/target cargo build --quiet --release --locked --bin ocdscardinal \
      --manifest-path "$source/Cargo.toml" && cp "$source/target/release/ocdscardinal" "$tools/cardinal"
  local status=$?
  rm -rf "$source"
  return $status
}

if [ "$(cat "$tools/mark" 2>/dev/null)" != "$mark" ]; then
  say "Fetching the tools of the Open Contracting Partnership and building Cardinal, once ..."
  if ! problem=$(fetch 2>&1 && build_cardinal 2>&1); then
    say "The outside tools cannot be had here, so nothing is proved." \
      "($(printf '%s' "$problem" | tail -n 1 | cut -c 1-200))"
    exit 1
  fi
  printf '%s' "$mark" >"$tools/mark"
fi
"$tools/venv/bin/python" scripts/ocds.py "$(realpath "$folder")" "$tools/sources" "$tools/cardinal"
