#!/usr/bin/env bash
# Every proof there is, cheapest first: scripts/test.sh [STAGE...]
#
# A stage that fails does not keep the others from running. Each prints what it does; at the end
# stand a table and the line `N passed, N failed`, which counts test cases, and one for each stage
# that has none.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/tools.sh

export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}" NO_COLOR=1 CI="${CI:-true}"
# A snapshot that differs is a failure, never a file to be looked at later.
export INSTA_UPDATE=no INSTA_FORCE_PASS=0
# One line per crate would bury what matters.
export CARGO_TERM_QUIET=true

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
trap 'exit 130' INT TERM HUP

# ---- The stages: what each runs ----

stage_fmt() { cargo fmt --all --check -- --color never; }

stage_scripts() {
  local script
  for script in scripts/*.sh .ci/run; do bash -n "$script" || return 1; done
}

stage_deny() {
  local tools version=0.20.2
  tools=$(cache_dir)/tools
  if ! "$tools/bin/cargo-deny" --version 2>/dev/null | grep -qF "$version"; then
    say "Building cargo-deny $version, once ..."
    CARGO_TARGET_DIR=$(cache_dir)/tools/target cargo install cargo-deny --version "$version" \
      --locked --root "$tools" && rm -rf "$tools/target" || return 1
  fi
  "$tools/bin/cargo-deny" --log-level error --locked check bans licenses sources
}

# The server's debug build reads the workspace from its folder, so it is built before anything
# that serves it.
stage_frontend() {
  npm_ready frontend/workspace && frontend lint && frontend test && frontend_ready
}
stage_types() { npm_ready frontend/workspace && frontend types; }
frontend() { npm --prefix frontend/workspace run --silent "$1"; }

stage_clippy() { cargo clippy --workspace --all-targets --locked -- -D warnings; }

stage_docs() {
  RUSTDOCFLAGS="-D warnings" \
    cargo doc --workspace --no-deps --document-private-items --locked
}

# Always all of the workspace, so that each crate is built with one set of features only.
stage_build() { cargo build --workspace --all-targets --locked; }

stage_unit() { cargo test --workspace --locked --no-fail-fast --lib --bins; }

stage_api() { peers_ready && cargo test --workspace --locked --test api; }

stage_postgres() {
  peers_ready && need_postgres &&
    scripts/with-postgres.sh cargo test --workspace --locked --test api
}

# Processes of the API tests, and generated ones for the flags, against the tools of the standard's keepers.
stage_ocds() {
  mkdir -p "$logs/export" && OCDS_EXPORT=$logs/export cargo test --quiet --workspace --locked --test api ocds::exported &&
    scripts/ocds.sh "$logs/export"
}

stage_survival() { cargo test --workspace --locked --test survival -- --nocapture; }

stage_e2e() {
  peers_ready && need_chromium && frontend_ready && stage_build &&
    GREENBRIDGE_BINARY=$(realpath "$(target_dir)/debug/greenbridge") npm --prefix tests/e2e test
}

# The journeys, and the real servers that the API tests talk to.
peers_ready() { npm_ready tests/e2e; }

# ---- Running and counting ----

order=(fmt scripts types frontend deny build unit api postgres ocds survival clippy docs e2e)
names=() results=() times=() counts=()
passed=0 failed=0

# How many cases a log reports: cargo test, vitest and node's runner, each in its own words.
count() { # count passed|failed LOG
  awk -v want="$1" '
    /^test result: / { for (i = 2; i <= NF; i++) if ($i ~ "^" want) n += $(i - 1) }
    /^ *Tests +[0-9]/ { for (i = 2; i <= NF; i++) if ($i ~ "^" want) n += $(i - 1) }
    /^ℹ pass [0-9]/ && want == "passed" { n += $3 }
    /^ℹ fail [0-9]/ && want == "failed" { n += $3 }
    END { print n + 0 }' "$2"
}

run_stage() {
  local name=$1 log=$logs/$1 start status good bad
  printf '\n==== %s ====\n' "$name"
  start=$(date +%s)
  "stage_$name" </dev/null > >(tee "$log") 2>&1
  status=$?
  wait
  good=$(count passed "$log") bad=$(count failed "$log")
  # A stage without cases is one case, and so is one that broke before it had any.
  if [ $status = 0 ] && [ "$good" = 0 ]; then good=1; fi
  if [ $status != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  passed=$((passed + good)) failed=$((failed + bad))
  names+=("$name") times+=("$(($(date +%s) - start))") counts+=("$good passed, $bad failed")
  if [ $status = 0 ] && [ "$bad" = 0 ]; then results+=(ok); else results+=(FAILED); fi
}

check_build_tools || exit 1
[ $# -gt 0 ] || set -- "${order[@]}"
for stage in "$@"; do
  if ! declare -F "stage_$stage" >/dev/null; then
    say "No stage $stage. There are: ${order[*]}"
    exit 2
  fi
done
for stage in "$@"; do run_stage "$stage"; done

printf '\n%-10s %-7s %6s  %s\n' stage result seconds cases
for i in "${!names[@]}"; do
  printf '%-10s %-7s %6s  %s\n' "${names[i]}" "${results[i]}" "${times[i]}" "${counts[i]}"
done
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
