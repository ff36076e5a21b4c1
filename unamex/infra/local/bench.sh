#!/usr/bin/env bash
# Runs every benchmark program of a bin directory: medians of interleaved repetitions, with what a figure
# needs to be worth writing down (machine, compiler, commit, date). BENCH_SECONDS is how long each repetition of
# a benchmark measures at least, BENCH_REPETITIONS how often: 0.2 and 5 where nothing else is said.
set -euo pipefail
bin=${1:?usage: bench.sh BIN_DIR}
export BENCH_SECONDS=${BENCH_SECONDS:-0.2} BENCH_REPETITIONS=${BENCH_REPETITIONS:-5}
programs=("$bin"/*_bench)
if [ ! -x "${programs[0]}" ]; then
    echo "bench.sh: no *_bench program in $bin: run \`make bench\`" >&2
    exit 1
fi
if [ -z "${TEST_POSTGRES_URL:-}" ]; then # those of tinyorm measure against a server
    dir=$(mktemp -u /tmp/unamex-bench-XXXXXX)
    exec "$(dirname "$0")/services.sh" run "$dir" --postgres 1 -- \
        env TEST_POSTGRES_URL="postgres:///postgres?host=$dir&port=5500&user=postgres" "$0" "$@"
fi
echo "machine:  $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores"
echo "compiler: $(c++ --version | head -1)"
echo "commit:   $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
echo "date:     $(date -u +%F)"
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
for program in "${programs[@]}"; do
    echo "== $(basename "$program")"
    if ! "$program" --benchmark_min_time="$BENCH_SECONDS" --benchmark_repetitions="$BENCH_REPETITIONS" \
        --benchmark_enable_random_interleaving=true --benchmark_report_aggregates_only=true 2>"$errors" |
        grep -E '^Benchmark|_median'; then
        cat "$errors" >&2
        echo "bench.sh: $(basename "$program") failed" >&2
        exit 1
    fi
done
