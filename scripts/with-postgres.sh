#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL: scripts/with-postgres.sh COMMAND...
#
# The cluster is made from installed programs as an ordinary user, listens on a socket in its own
# folder only, and is gone when the command ends. The command finds its address in
# GREENBRIDGE_TEST_DATABASE.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/tools.sh

need_postgres || exit 1
bin=$(postgres_bin)
folder=$(mktemp -d -t greenbridge-postgres.XXXXXX)
data=$folder/data

# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  chown "$user" "$folder"
  as_user() { (cd "$folder" && runuser -u "$user" -- "$@"); }
else
  as_user() { "$@"; }
fi
# Tests run as whoever called us and reach the socket through this folder.
chmod 755 "$folder"

stop() {
  as_user "$bin/pg_ctl" -D "$data" -m immediate -w stop >/dev/null 2>&1
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

if ! as_user "$bin/initdb" -D "$data" -U greenbridge -A trust -E UTF8 --locale=C.UTF-8 \
  --no-sync >"$folder/initdb.log" 2>&1; then
  say "PostgreSQL could not make a cluster:"
  cat "$folder/initdb.log" >&2
  exit 1
fi

# Nothing here must survive a crash of the machine, so nothing waits for the disk.
cat >>"$data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$folder'
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 300
shared_buffers = 64MB
log_min_messages = fatal
SETTINGS

if ! as_user "$bin/pg_ctl" -D "$data" -l "$folder/server.log" -w -t 60 start >/dev/null; then
  say "PostgreSQL did not start:"
  cat "$folder/server.log" >&2
  exit 1
fi

GREENBRIDGE_TEST_DATABASE="postgres://greenbridge@localhost/postgres?host=$folder"
export GREENBRIDGE_TEST_DATABASE
"$@" </dev/null
