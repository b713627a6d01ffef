#!/usr/bin/env bash
# Builds what changed, prepares the database once, and serves. LAWS=no leaves the law library out.
set -eu
cd "$(dirname "$0")/.."
. scripts/tools.sh
. scripts/setting.sh

# A first look is worth more with something to look at; a settings file may say otherwise.
GREENBRIDGE_DEMO=$(setting GREENBRIDGE_DEMO)
export GREENBRIDGE_DEMO="${GREENBRIDGE_DEMO:-yes}"
data=$(setting GREENBRIDGE_DATA)
data=${data:-data}

scripts/build.sh

# What has been done for this binary and this database is not done again; every step could be.
stamp=$data/.prepared
fingerprint=$(stat -c '%s %Y' bin/greenbridge; setting DATABASE_URL; printf ' %s' "$GREENBRIDGE_DEMO")
prepared() { [ -e "$stamp" ] && [ "$(head -n -1 "$stamp")" = "$fingerprint" ]; }
has_laws() { [ "$(tail -n 1 "$stamp" 2>/dev/null)" = "laws" ]; }

if ! prepared; then
  bin/greenbridge migrate
  bin/greenbridge seed
fi
if [ "${LAWS:-yes}" = no ] || { prepared && has_laws; }; then
  if has_laws; then laws=laws; else laws=none; fi
elif scripts/laws.sh "$data"; then
  laws=laws
else
  laws=none
fi
mkdir -p "$data"
printf '%s\n%s\n' "$fingerprint" "$laws" >"$stamp"

exec bin/greenbridge serve
