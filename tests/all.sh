#!/usr/bin/env bash
# Every check, two or three parts at a time. All parts run even if one failed; the exit status tells.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
py=$PWD/.venv/bin/python
started=$SECONDS
# The same examples on every run and no stopwatch on them: what chance finds is found in `./run check`.
export PYTEST_ADDOPTS="${PYTEST_ADDOPTS:-} --hypothesis-profile=ci"
# What this machine, or the container on it, still has to give, in kilobytes.
memory() {
  local free limit
  free=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null)
  case "$limit" in "" | *[!0-9]*) ;; *) [ $((limit / 1024)) -lt "$free" ] && free=$((limit / 1024)) ;; esac
  echo "${free:-0}"
}
AT_ONCE=2 # as many as a small machine has cores, and memory for
place=${TMPDIR:-/tmp}
if [ "$(memory)" -ge 6000000 ]; then
  # Browsers, and processes that are killed, wait more than they compute: beside two others a third finds a core.
  AT_ONCE=3
  # Databases of tests in memory: what is killed is a process, not the machine, so waiting for a disk would prove nothing.
  [ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -n 1)" -ge 2000000 ] && place=/dev/shm
fi
scratch=$(mktemp -d "$place/underrose-tests-XXXXXX")
# The test server's lock, of our own: one that another account left in the shared folder could not be opened.
export XDG_RUNTIME_DIR=$scratch/runtime
mkdir -m 700 "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR/python_PostgresServer"
# Some hundred processes begin here: what one has translated the next reads, and nothing of it stays.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX=$scratch/translated

names=() commands=() running=() failed=()
tidy() {
  local pid
  for pid in "${running[@]}"; do kill -- "-$pid" 2>/dev/null; done
  rm -rf "$scratch"
}
set -m # a part in the background has its own group, so that it can be ended whole
trap tidy EXIT
trap 'exit 130' INT TERM

head_line() { printf '\n== %s\n' "$*"; }
part() { names+=("$1"); commands+=("$2"); } # part NAME COMMAND
home() { mkdir -p -m 700 "$scratch/$1"; echo "$scratch/$1"; }

begin() { # begin NUMBER: runs the part beside others; what it says is kept, and how it ended
  local TIMEFORMAT='%0R s, of them %0U + %0S s of a processor'
  { time "${commands[$1]}"; echo $? >"$scratch/$1.status"; } >"$scratch/$1.log" 2>&1 &
  running[$1]=$!
}

show() { # show NUMBER: what a part said that has ended
  head_line "${names[$1]}"
  cat "$scratch/$1.log"
  [ "$(cat "$scratch/$1.status" 2>/dev/null)" = 0 ] || failed+=("${names[$1]}")
}

run_parts() {
  local next=0 number
  while [ $next -lt ${#names[@]} ] || [ ${#running[@]} -gt 0 ]; do
    while [ $next -lt ${#names[@]} ] && [ ${#running[@]} -lt $AT_ONCE ]; do
      begin $next
      next=$((next + 1))
    done
    wait -n
    for number in "${!running[@]}"; do
      kill -0 "${running[number]}" 2>/dev/null && continue
      unset "running[$number]"
      show "$number"
    done
  done
}

skipped() { # per part how many tests were skipped, and for what reasons
  local number
  for number in "${!names[@]}"; do
    awk -v part="${names[number]}" '
      /^SKIPPED \[[0-9]+\] / {
        many = substr($2, 2) + 0; all += many
        sub(/^SKIPPED \[[0-9]+\] [^:]+(:[0-9]+)?: /, ""); of[$0] += many
      }
      / ask for no database/ { other = $1 }
      END {
        if (!all && !other) exit
        line = part ":"
        if (other) line = line " " other " ran on SQLite alone" (all ? "," : "")
        if (all) line = line " " all " skipped"
        for (why in of) { line = line mark " " of[why] "× " why; mark = ";" }
        print line
      }' mark=":" "$scratch/$number.log"
  done
}

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
suite_on_postgres() { UNDERROSE_HOME=$(home "$1") "$py" tests/postgres.py "$py" -m pytest -m "$2" "${@:3}"; }
UNITS="not browser and not kill"
# In two parts, which together are all: so two cores share what one would do last and alone.
on_sqlite() { suite sqlite "$UNITS" --that ask; }
on_no_database() { suite plain "$UNITS" --that ask-not; }
on_postgres() { suite_on_postgres postgres "$UNITS"; }
# The files that name a mark: reading all others to find that they do not takes longer than some of the tests.
marked() { grep -rlE --include='test_*.py' "\bmark\.$1\b" src tests | sort; }
# No test of a mark is no failure while a section is being built: pytest says so with 5.
none_is_fine() { [ "$1" = 0 ] || [ "$1" = 5 ]; }
kills_on_sqlite() { mapfile -t files < <(marked kill); suite kill-sqlite kill "${files[@]}"; none_is_fine $?; }
kills_on_postgres() { mapfile -t files < <(marked kill); suite_on_postgres kill-postgres kill "${files[@]}"; none_is_fine $?; }
# Their tables are made from the models: that migrations make the same is for the unit tests, on both databases.
journeys() { mapfile -t files < <(marked browser | grep '^tests/'); suite journeys browser --nomigrations "${files[@]}"; none_is_fine $?; }
in_browser() { mapfile -t files < <(marked browser | grep -v '^tests/'); suite browser browser --nomigrations "${files[@]}"; none_is_fine $?; }
without_browser() {
  echo "browser tests not run: $(UNDERROSE_HOME=$(home counted) "$py" -m pytest -m browser --collect-only 2>/dev/null | grep -c '::')"
}
lint() { bash tests/lint.sh; }
build_docs() { UNDERROSE_HOME=$(home docs) "$PWD/.venv/bin/sphinx-build" -W --keep-going -q -N -b html docs "$scratch/html"; }

get_chromium; has_chromium=$?
# The long ones first, so that both cores have work until the end.
part "lint" lint
part "unit tests on PostgreSQL" on_postgres
part "unit tests on SQLite" on_sqlite
if [ $has_chromium = 0 ]; then
  part "journeys" journeys
  part "browser tests" in_browser
else
  part "browser tests and journeys" without_browser
fi
part "unit tests that ask for no database" on_no_database
part "kill tests on PostgreSQL" kills_on_postgres
part "kill tests on SQLite" kills_on_sqlite
part "documentation" build_docs
run_parts

head_line "skipped"
skipped
head_line "done in $((SECONDS - started)) s"
if [ ${#failed[@]} -gt 0 ]; then
  printf 'failed: %s\n' "${failed[@]}"
  exit 1
fi
echo "everything passed"
