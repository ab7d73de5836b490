#!/usr/bin/env bash
# Format, lint, types, import contracts, templates, scripts. Runs all of them, then fails if any failed.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
bin=$PWD/.venv/bin
failed=0

# A line on success; everything the tool said on failure.
step() {
  local name=$1 said; shift
  if said=$("$@" 2>&1 </dev/null); then
    printf 'ok      %s\n' "$name"
  else
    printf 'failed  %s\n%s\n' "$name" "$said"
    failed=1
  fi
}

scripts() {
  local script status=0
  for script in run .ci/run tests/*.sh; do bash -n "$script" || status=1; done
  return $status
}

benches() {
  local found=(bench/*.py)
  [ -e "${found[0]}" ] || return 0
  "$bin/python" -c 'import ast, sys; [ast.parse(open(name, encoding="utf-8").read(), name) for name in sys.argv[1:]]' "${found[@]}"
}

templates() {
  local found
  mapfile -t found < <(find src/underrose -name '*.html')
  [ ${#found[@]} -eq 0 ] || "$bin/djlint" --lint --quiet "${found[@]}"
}

types() {
  # Types need the settings, and the settings a home: an empty one that goes away again.
  local home status; home=$(mktemp -d)
  UNDERROSE_HOME=$home "$bin/mypy" --no-error-summary; status=$?
  rm -rf "$home"; return $status
}

step "ruff check" "$bin/ruff" check --quiet .
step "ruff format" "$bin/ruff" format --check --quiet --output-format concise .
step "mypy" types
step "import contracts" "$bin/lint-imports" --no-logo
step "templates" templates
step "benches" benches
step "shell scripts" scripts
exit $failed
