#!/usr/bin/env bash
# Every check, in the order of how soon it speaks. All parts run even if an earlier one failed; the exit status tells.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
py=$PWD/.venv/bin/python
started=$SECONDS
# The same examples on every run and no stopwatch on them: what chance finds is found in `./run check`.
export PYTEST_ADDOPTS="${PYTEST_ADDOPTS:-} --hypothesis-profile=ci"
failed=()
scratch=$(mktemp -d "${TMPDIR:-/tmp}/underrose-tests-XXXXXX")
# The test server's lock, of our own: one that another account left in the shared folder could not be opened.
export XDG_RUNTIME_DIR=$scratch/runtime
mkdir -m 700 "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR/python_PostgresServer"
pids=()
tidy() {
  local pid
  for pid in "${pids[@]}"; do kill -- "-$pid" 2>/dev/null; done
  rm -rf "$scratch"
}
set -m # a part in the background has its own group, so that it can be ended whole
trap tidy EXIT
trap 'exit 130' INT TERM

head_line() { printf '\n== %s\n' "$*"; }
part() { # part NAME COMMAND...: runs it, remembers whether it failed
  local name=$1; shift
  head_line "$name"
  "$@" || failed+=("$name")
}
home() { mkdir -p -m 700 "$scratch/$1"; echo "$scratch/$1"; }

# A browser for the browser tests: Debian's own, fetched once where we may.
get_chromium() {
  [ -x /usr/bin/chromium ] && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  head_line "fetching Chromium"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; } >"$scratch/apt.log" 2>&1 \
    || { echo "Chromium could not be installed: $(tail -n 1 "$scratch/apt.log")"; return 1; }
}

suite() { UNDERROSE_HOME=$(home "$1") "$py" -m pytest -m "$2" "${@:3}"; }
on_sqlite() { suite sqlite "not browser and not kill"; }
on_postgres() { UNDERROSE_HOME=$(home postgres) "$py" tests/postgres.py "$py" -m pytest -m "not browser and not kill"; }
# No test of a mark is no failure while a section is being built: pytest says so with 5.
kills_on_sqlite() { suite kill-sqlite kill; none_is_fine $?; }
kills_on_postgres() { UNDERROSE_HOME=$(home kill-postgres) "$py" tests/postgres.py "$py" -m pytest -m kill; none_is_fine $?; }
in_browser() { suite browser browser; none_is_fine $?; }
none_is_fine() { [ "$1" = 0 ] || [ "$1" = 5 ]; }
browser_tests() {
  UNDERROSE_HOME=$(home counted) "$py" -m pytest -m browser --collect-only 2>/dev/null | grep -c '::'
}
build_docs() { UNDERROSE_HOME=$(home docs) "$PWD/.venv/bin/sphinx-build" -W --keep-going -q -N -b html docs "$scratch/html"; }

get_chromium; has_chromium=$?
part "lint" bash tests/lint.sh

# Two cores, two databases: PostgreSQL runs beside SQLite and is shown after it.
on_postgres >"$scratch/postgres.log" 2>&1 & pids+=($!)
part "unit tests on SQLite" on_sqlite
head_line "unit tests on PostgreSQL"
wait "${pids[0]}" || failed+=("unit tests on PostgreSQL")
pids=()
cat "$scratch/postgres.log"

part "kill tests on SQLite" kills_on_sqlite
part "kill tests on PostgreSQL" kills_on_postgres
if [ $has_chromium = 0 ]; then
  part "browser tests and journeys" in_browser
else
  head_line "browser tests and journeys"
  echo "browser tests not run: $(browser_tests)"
fi
part "documentation" build_docs

head_line "done in $((SECONDS - started)) s"
if [ ${#failed[@]} -gt 0 ]; then
  printf 'failed: %s\n' "${failed[@]}"
  exit 1
fi
echo "everything passed"
