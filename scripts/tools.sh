# Shared by the scripts: what must be on the machine, and how to get it. Sourced, never run.

# Prints to standard error, so that standard output stays for results.
say() { printf '%s\n' "$*" >&2; }

# The folder builds go to.
target_dir() { printf '%s' "${CARGO_TARGET_DIR:-target}"; }

# Where tools and downloads that are no part of the tree are kept.
cache_dir() { printf '%s' "${XDG_CACHE_HOME:-$HOME/.cache}/greenbridge"; }

# Whether version $1 is at least $2 (dotted numbers).
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# Names everything that is missing for a build, each with how to get it; fails when anything is.
check_build_tools() {
  local missing=0 rust node
  rust=$(rustc --version 2>/dev/null | awk '{print $2}')
  node=$(node --version 2>/dev/null | tr -d v)
  if ! command -v cargo >/dev/null || ! at_least "${rust:-0}" 1.94; then
    say "Missing: Rust 1.94 or newer (found: ${rust:-none}). Get it from https://rustup.rs"
    missing=1
  fi
  if ! command -v npm >/dev/null || ! at_least "${node:-0}" 20.19; then
    say "Missing: Node.js 20.19 or newer with npm (found: ${node:-none}). Get it from https://nodejs.org"
    missing=1
  fi
  if ! command -v cc >/dev/null; then
    say "Missing: a C compiler. On Debian: apt-get install build-essential"
    missing=1
  fi
  return $missing
}

# Installs Debian packages when that is allowed (root, or sudo without a password); else says how.
# apt_install PACKAGE...
apt_install() {
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(false); fi
  fi
  if command -v apt-get >/dev/null && [ "${as_root[*]}" != false ]; then
    say "Installing $* ..."
    "${as_root[@]}" apt-get update -qq >/dev/null 2>&1
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
      --no-install-recommends "$@" >/dev/null && return 0
  fi
  say "Missing: $*. On Debian, as root: apt-get install --no-install-recommends $*"
  return 1
}

# Where PostgreSQL's server programs are; Debian keeps them out of the path.
postgres_bin() {
  local found
  found=$(command -v pg_ctl)
  [ -n "$found" ] && found=$(readlink -f "$found")
  [ -n "$found" ] || found=$(ls /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] && dirname "$found"
}

# PostgreSQL's server programs, installed when missing and allowed.
need_postgres() {
  [ -n "$(postgres_bin)" ] && return 0
  # Debian would make a cluster and start it; only the programs are wanted.
  if [ "$(id -u)" = 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    printf 'create_main_cluster = false\n' >/etc/postgresql-common/createcluster.conf
  fi
  apt_install postgresql-15 || apt_install postgresql
}

# A browser and fonts that show Chinese, installed when missing and allowed.
need_chromium() {
  local missing=()
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
  fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk fontconfig)
  [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
}

# The packages of a front-end folder, installed when its lock file changed. npm_ready FOLDER
npm_ready() {
  local marker="$1/node_modules/.package-lock.json"
  if [ ! -e "$marker" ] || [ "$1/package-lock.json" -nt "$marker" ]; then
    say "Installing the packages of $1 ..."
    npm --prefix "$1" ci --no-audit --no-fund --loglevel=error && touch "$marker"
  fi
}

# Builds the workspace's front end when a source is newer than what was built.
frontend_ready() {
  local built=frontend/workspace/dist/index.html
  npm_ready frontend/workspace || return 1
  if [ ! -e "$built" ] || [ -n "$(find frontend/workspace frontend/design frontend/schema.graphql \
    -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -newer "$built" -print -quit)" ]; then
    say "Building the front end ..."
    npm --prefix frontend/workspace run --silent build >&2 && touch "$built"
  fi
}
