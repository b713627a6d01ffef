# One setting as the server will read it: the environment, then the settings file, then nothing.
# Sourced, never run. setting NAME
setting() {
  local file="${GREENBRIDGE_SETTINGS:-.env}"
  if [ -n "${!1:-}" ]; then
    printf '%s' "${!1}"
  elif [ -r "$file" ]; then
    sed -n "s/^[[:space:]]*\(export \)\{0,1\}$1=//p" "$file" | tail -n 1 | sed "s/^['\"]//; s/['\"]\$//"
  fi
}
