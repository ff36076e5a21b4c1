#!/usr/bin/env bash
# Runs every fuzz target of a bin directory: fuzz.sh BIN_DIR SECONDS. New inputs stay in BIN_DIR/../corpus; an
# input that breaks a target is kept in BIN_DIR/../findings, named, and makes the run fail.
set -euo pipefail
bin=${1:?usage: fuzz.sh BIN_DIR SECONDS}
seconds=${2:?usage: fuzz.sh BIN_DIR SECONDS}
root=$(dirname "$0")/..
failed=()
for program in "$bin"/*_fuzz; do
    name=$(basename "$program" _fuzz)
    seeds=$root/${name%%_*}/tests/fuzz/corpus/${name#*_}
    mkdir -p "$bin/../corpus/$name" "$bin/../findings"
    echo "== $name: $seconds s"
    "$program" -max_total_time="$seconds" -max_len=8192 -timeout=10 -print_final_stats=1 \
        -artifact_prefix="$bin/../findings/$name-" "$bin/../corpus/$name" "$seeds" 2>"$bin/../findings/$name.log" || failed+=("$name")
    grep -E '^Done|stat::(number_of_executed|peak_rss)|not so:|SUMMARY|Test unit' "$bin/../findings/$name.log" || true
done
[ ${#failed[@]} -eq 0 ] || { echo "fuzz.sh: broken: ${failed[*]}: see $bin/../findings" >&2; exit 1; }
