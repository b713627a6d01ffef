#!/usr/bin/env bash
# Attacks a server of its own, on loopback and with the demo in it, with tools that others wrote:
# scripts/security.sh [ATTACK...]
#
# An attack fails when its tool reports a finding. All of it fails when any answer was a 5xx, the
# log has an error, or the server is gone. GREENBRIDGE_BINARY names the server; when it is not
# set, one is built.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/tools.sh

port=${SECURITY_PORT:-8179}
# Where it says how many requests it has answered.
operators=http://127.0.0.1:$((port + 1))
site=http://127.0.0.1:$port
password=Greenbridge-2026
work=$(mktemp -d)
tools=$(cache_dir)/security
server=

end() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; fi
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM HUP

# ---- The attacks: each writes what it found to standard output, a line each ----

# Made-up requests to every field of the schema, as a visitor or with a demo account.
# made_up [ACCOUNT]
made_up() {
  local log=$work/made_up.log options=() token
  if [ $# -gt 0 ]; then
    token=$(token "$1")
    [ -n "$token" ] || { echo "$1 could not sign in"; return; }
    options=(--header "Authorization: Bearer $token")
  fi
  # The same requests every time, so that a finding is found again.
  (cd "$work" && PYTHONPATH=$OLDPWD/tests/security SCHEMATHESIS_HOOKS=checks \
    timeout 300 "$tools/schemathesis/bin/schemathesis" run "$OLDPWD/frontend/schema.graphql" \
    --url "$site/graphql" --phases fuzzing --checks refused_but_not_broken --max-time 90 \
    --generation-deterministic --workers 2 --continue-on-failure --request-timeout 15 \
    --no-color "${options[@]}") >"$log" 2>&1 ||
    { grep -E -A 12 '^_+ .* _+$' "$log" || tail -n 5 "$log"; } | head -n 40
}

attack_visitor() { made_up; }
attack_member() { made_up enterprise; }
attack_moderator() { made_up moderator.shanghai; }

# Database statements in every parameter of the pages, and in the variables of a question.
attack_statements() {
  local pages=(
    "/search?q=废油&region=31&kind=provider&category=waste/hazardous"
    "/search.json?q=废油&region=31"
    "/providers?region=31&size=large&qualification=cma&sort=name&after=x"
    "/providers.json?q=环保&category=waste/hazardous"
    "/demands?region=310118&state=all&sort=deadline&after=x"
    "/demands.json?q=废水&region=32"
    "/policies?kind=law&status=in_force&after=x"
    "/policies.json?q=固体废物"
    "/providers/prv_01ARZ3NDEKTSV4RRFFQ69G5FAV*"
    "/policies/x*/1*"
  )
  local questions=(
    '{"query":"query($q:String!,$a:String){search(query:$q,after:$a,first:5){nodes{title}} suggestions(prefix:$q){text}}","variables":{"q":"x*","a":"y*"}}'
    '{"query":"mutation($e:String!,$p:String!){sessionSignIn(input:{email:$e,password:$p}){problems{code}}}","variables":{"e":"x*@example.org","p":"y*"}}'
  )
  local it
  for it in "${pages[@]}"; do statements "$site$it"; done
  for it in "${questions[@]}"; do statements "$site/graphql" --data "$it"; done
}

statements() {
  local address=$1 log=$work/statements.log
  shift
  timeout 60 "$tools/sqlmap/bin/sqlmap" -u "$address" --batch --level 2 --risk 2 --threads 2 \
    --technique BEU --timeout 10 --retries 0 --flush-session --output-dir "$work/sqlmap" \
    --ignore-code 400,404 \
    --disable-coloring --headers $'accept-encoding: identity\ncontent-type: application/json' \
    "$@" >"$log" 2>&1
  if grep -q 'identified the following injection point' "$log"; then
    grep -A 4 '^Parameter: ' "$log" | sed "s|^|$address |"
  elif ! grep -q 'testing for SQL injection on' "$log"; then
    # A tool that gave up has proved nothing.
    echo "$address was not tested: $(grep CRITICAL "$log" | tail -n 1)"
  fi
}

# What stands on the pages and in their forms: scripts, files, commands, headers, cookies.
attack_pages() {
  "$tools/wapiti3/bin/wapiti" -u "$site/" --scope folder --flush-session --store-session "$work/wapiti" \
    --store-config "$work/wapiti" --max-scan-time 150 --max-attack-time 25 --max-files-per-dir 40 \
    --max-links-per-page 40 --depth 3 --no-bugreport -v 0 \
    -m cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,xss,xxe \
    -f json -o "$work/pages.json" >"$work/pages.log" 2>&1
  [ -s "$work/pages.json" ] || { echo "no report"; tail -n 5 "$work/pages.log"; return; }
  "$tools/wapiti3/bin/python" - "$work/pages.json" <<'PYTHON'
import json, sys

report = json.load(open(sys.argv[1]))
for group in ("vulnerabilities", "anomalies"):
    for kind, found in report[group].items():
        for it in found:
            print(kind, it["method"], it["path"], it["parameter"], it["info"])
PYTHON
}

# ---- The server ----

# The access token of a demo account.
token() {
  curl -s "$site/graphql" -H 'content-type: application/json' -d '{
    "query": "mutation($e: String!, $p: String!) { sessionSignIn(input: { email: $e, password: $p }) { accessToken } }",
    "variables": { "e": "'"$1"'@example.org", "p": "'$password'" } }' |
    sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p'
}

# How many requests were answered, with a status that begins so. answered [DIGIT]
answered() {
  curl -s "$operators/metrics" | awk -v want="status=\"${1:-}" '
    /^http_requests_total/ && index($0, want) { n += $NF } END { print n + 0 }'
}

serve() {
  if [ -z "${GREENBRIDGE_BINARY:-}" ]; then
    scripts/build.sh >&2 || return 1
  fi
  env -u GREENBRIDGE_BINARY GREENBRIDGE_SETTINGS=/dev/null GREENBRIDGE_DATA="$work/data" \
    GREENBRIDGE_METRICS="127.0.0.1:$((port + 1))" \
    GREENBRIDGE_LISTEN="127.0.0.1:$port" GREENBRIDGE_DEMO=yes GREENBRIDGE_LOG_FORMAT=json \
    GREENBRIDGE_RATE_SIGN_IN=off GREENBRIDGE_RATE_REGISTER=off GREENBRIDGE_RATE_MUTATIONS=off \
    GREENBRIDGE_LINK_CHECKS=off \
    GREENBRIDGE_RATE_MAILS=off GREENBRIDGE_RATE_MACHINES=off GREENBRIDGE_RATE_ASKS=off \
    "${GREENBRIDGE_BINARY:-bin/greenbridge}" serve >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    curl -fs "$site/readyz" >/dev/null 2>&1 && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  say "The server did not start:"
  grep -v '^{' "$work/server.log" | head -n 5 >&2
  return 1
}

need_attackers() {
  local wanted place
  python3 -c 'import ensurepip' 2>/dev/null || apt_install python3 python3-venv || return 1
  # Each in a place of its own: they want different versions of the same packages.
  for wanted in tests/security/*.txt; do
    place=$tools/$(basename "$wanted" .txt)
    cmp -s "$wanted" "$place/wanted.txt" && continue
    say "Installing what $wanted lists, once ..."
    python3 -m venv --clear "$place" && "$place/bin/pip" install --quiet --no-deps -r "$wanted" &&
      cp "$wanted" "$place/wanted.txt" || return 1
  done
}

# ---- Running and counting ----

order=(visitor member moderator statements pages)
[ $# -gt 0 ] || set -- "${order[@]}"
for attack in "$@"; do
  if ! declare -F "attack_$attack" >/dev/null; then
    say "No attack $attack. There are: ${order[*]}"
    exit 2
  fi
done
need_attackers && serve || exit 1

rows=() failed=0
for attack in "$@"; do
  start=$(date +%s) before=$(answered)
  "attack_$attack" >"$work/found"
  found=$(wc -l <"$work/found")
  [ "$found" = 0 ] || { failed=1; sed "s/^/$attack: /" "$work/found"; }
  rows+=("$(printf '%-12s %8d %9d %8d' "$attack" $(($(answered) - before)) $(($(date +%s) - start)) "$found")")
done

broken=$(answered 5)
errors=$(grep -c -e '"level":"ERROR"' -e 'panicked at' "$work/server.log")
if [ "$errors" != 0 ]; then grep -e '"level":"ERROR"' -e 'panicked at' "$work/server.log" | head -n 20; fi
alive=yes
curl -fs "$site/readyz" >/dev/null || alive=no

printf '\n%-12s %8s %9s %8s\n' attack requests seconds findings
printf '%s\n' "${rows[@]}"
printf '\n5xx answers: %s, errors in the log: %s, server alive: %s\n' "$broken" "$errors" "$alive"
[ "$failed$broken$errors$alive" = 000yes ]
